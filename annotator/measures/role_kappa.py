"""Kappa on the roles of arguments that both annotators have: the same event and filler."""

from collections.abc import Iterator

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.kappa import Judged, kappa_measure
from annotator.measures.link_units import Filling, argument_units, strict, without_role
from annotator.measures.matching import Unit, match


def judged(compared: Compared) -> Iterator[Judged]:
    """Yield the roles of arguments of one event and filler, those that are the same put together first."""
    pairs = match(*(argument_units(marked, strict) for marked in compared.marked[:2]))
    for one, other in pairs.pairs:
        yield Judged("", one.part, other.part, (one.id, other.id))
    rest = match(_without_role(pairs.only_one), _without_role(pairs.only_other))
    for one, other in rest.pairs:
        yield Judged("", one.part, other.part, (one.id, other.id))


def _without_role(units: list[Unit]) -> list[Unit]:
    return [unit._replace(key=without_role(unit.key)) for unit in units if isinstance(unit.key, Filling)]


MEASURE = kappa_measure(
    "role_kappa",
    Wording("κ للأدوار", "κ on roles"),
    Wording(
        "اتّفاق الأدوار على ما له الحدث نفسه والشاغل نفسه، بعد طرح ما تتّفق عليه المصادفة.",
        "Agreement on roles where event and filler are the same, corrected for chance.",
    ),
    judged,
    group="arguments",
)
