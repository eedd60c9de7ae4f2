"""Kappa on each attribute of the marks that both annotators have, strictly."""

from collections.abc import Iterator, Mapping

from annotator.domain.model import Attributes, AttributeValue, Mark
from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.kappa import Judged, kappa_measure
from annotator.measures.link_units import relation_units, whole_end
from annotator.measures.matching import match

NONE = "∅"  # where one of the two gave no value


def judged(compared: Compared) -> Iterator[Judged]:
    """Yield the values of every attribute that either gave, of entities, events and relations that match strictly."""
    ours, theirs = (_attributes(layer.marks()) for layer in compared.layers[:2])
    relations = match(*(relation_units(compared, marked, whole_end) for marked in compared.marked[:2]))
    for one, other in (*compared.entities.pairs, *compared.events.pairs, *relations.pairs):
        first, second = ours[one.id], theirs[other.id]
        for name in dict.fromkeys((*first, *second)):
            yield Judged(name, said(first.get(name)), said(second.get(name)), (one.id, other.id))


def _attributes(marks: Iterator[Mark]) -> Mapping[str, Attributes]:
    return {mark.id: mark.attributes for mark in marks}


def said(value: AttributeValue | None) -> str:
    """Return a value in words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return NONE if value is None else str(value)


MEASURE = kappa_measure(
    "attribute_kappa",
    Wording("κ للسمات", "κ on attributes"),
    Wording(
        "لكلّ سمة على حدة: اتّفاق القيم على الوسوم المتطابقة تمامًا التي أعطاها أحدهما قيمة، بعد طرح المصادفة.",
        "For each attribute: agreement on its values over strictly matching marks to which either gave one, corrected "
        "for chance.",
    ),
    judged,
    group="attributes",
    has_parts=True,
)
