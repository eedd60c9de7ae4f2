"""Counting for agreement: what each measure finds in one document, so that documents can be counted apart and added.

A count is small and holds no text, so it travels between processes; the figures are made of all of them afterwards.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import combinations
from uuid import UUID

from annotator.domain.model import Layer, State
from annotator.domain.origin import is_suggested, suggested_by
from annotator.errors import AnnotatorError
from annotator.measures.compared import Compared
from annotator.measures.measure import Count, Measure
from annotator.operations.people import GOLD
from annotator.registry import discover
from annotator.store.project import Project
from annotator.store.rows import Counts as MarkCounts
from annotator.store.rows import DocumentRow

NO_MARKS = MarkCounts()
_CLITIC_TOLERANT = frozenset({"entities", "events", "relations", "arguments"})  # groups with a clitic-tolerant variant


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be compared: whose work, in which documents (by id; None: all), and with which measures.

    `costly` asks for measures that take long, `tolerant` for the variants that do not mind particles.
    """

    annotators: tuple[str, ...]
    documents: frozenset[str] | None = None
    costly: bool = False
    tolerant: bool = True


@dataclass(frozen=True, slots=True)
class Counted:
    """One document: what each measure counted in it, and the week in which the newest of its marks was made."""

    document_id: str
    document: str
    week: str
    counts: Mapping[str, Count]
    tolerant: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Portion:
    """What one document adds: for each pair that began it, and for all of them together."""

    pairs: tuple[tuple[tuple[str, ...], Counted], ...]
    together: Counted


def measures(*, costly: bool = False) -> dict[str, Measure]:
    """Return every measure by name; costly ones only if asked for."""
    found = discover("annotator.measures", Measure)
    return {name: measure for name, measure in found.items() if costly or not measure.costly}


def is_tolerant(measure: Measure) -> bool:
    """Say whether a measure has a variant that does not mind particles and punctuation at the edges of mentions."""
    return measure.group in _CLITIC_TOLERANT and not measure.many


def comparable(project: Project) -> tuple[str, ...]:
    """Return whose work can be compared: everybody with a layer, but neither suggestions nor what review decided."""
    rows = (layer for row in project.documents() for layer in row.layers)
    known = {layer.annotator for layer in rows if not suggested_by(layer.extra) and layer.annotator != GOLD}
    return tuple(name for name in project.annotators() if name in known)


def annotators_of(project: Project, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the annotators to compare, without names all who can be; raises AnnotatorError for fewer than two."""
    known = project.annotators()
    names = tuple(dict.fromkeys(wanted)) or comparable(project)
    for name in names:
        if name not in known:
            raise AnnotatorError(
                "Nobody named “{name}” has a layer in this project. There are: {names}.",
                name=name,
                names=", ".join(known) or "none",
            )
    if len(names) < 2:
        raise AnnotatorError("Agreement takes two annotators or more. Name at least two who marked the same documents.")
    return names


def rows_of(project: Project, question: Question) -> list[DocumentRow]:
    """Return the documents in question that two or more of the annotators have begun."""
    rows = project.documents()
    return [
        row
        for row in rows
        if (question.documents is None or row.id in question.documents)
        and len(_begun_rows(row, question.annotators)) > 1
    ]


def count_all(project: Project, question: Question, rows: Iterable[DocumentRow]) -> Iterator[Portion | None]:
    """Yield what each document adds, None where fewer than two had begun it after all."""
    schema = project.schema()
    chosen = measures(costly=question.costly)
    two = {name: measure for name, measure in chosen.items() if not measure.many}
    many = {name: measure for name, measure in chosen.items() if measure.many}
    for row in rows:
        layers = begun(project, row, question.annotators)
        if len(layers) < 2:
            yield None
            continue
        names = [name for name in question.annotators if name in layers]
        whole = Compared(project.text(row.id), schema, tuple(layers[name] for name in names))
        pairs = []
        for pair in combinations(names, 2):
            both = whole if len(names) == 2 else replace(whole, layers=tuple(layers[name] for name in pair))
            pairs.append((pair, _count(row, both, two, tolerant=question.tolerant)))
        yield Portion(tuple(pairs), _count(row, whole, many, tolerant=False))


def begun(project: Project, row: DocumentRow, names: Collection[str]) -> dict[str, Layer]:
    """Return the layers of those who have begun a document: with marks, or no longer new; never suggestions."""
    found = ((annotator, project.layer(layer_id)) for annotator, layer_id in _begun_rows(row, names).items())
    return {annotator: layer for annotator, layer in found if not is_suggested(layer)}


def _begun_rows(row: DocumentRow, names: Collection[str]) -> dict[str, str]:
    return {
        layer.annotator: layer.id
        for layer in row.layers
        if layer.annotator in names
        and not suggested_by(layer.extra)
        and (layer.state is not State.NEW or layer.counts != NO_MARKS)
    }


def _count(row: DocumentRow, compared: Compared, chosen: Mapping[str, Measure], *, tolerant: bool) -> Counted:
    counts = {name: _without_matches(measure.count(compared)) for name, measure in chosen.items()}
    alike = {name: measure for name, measure in chosen.items() if tolerant and is_tolerant(measure)}
    trimmed = compared.tolerant() if alike else compared
    without = {name: _without_matches(measure.count(trimmed)) for name, measure in alike.items()}
    return Counted(row.id, row.name, week_of(compared.layers), counts, without)


def _without_matches(count: Count) -> Count:
    """Return a count without what matches, which is most and which `explained` tells when it is asked for."""
    return Count(count.counts, (), count.differing)


def week_of(layers: Iterable[Layer]) -> str:
    """Return the week of the newest mark, by what its id says of the time; "" where no id says it.

    Ids of marks begin with the moment in which they were made (UUID, version 7), so the greatest is the newest.
    """
    timed = (mark.id for layer in layers for mark in layer.marks() if len(mark.id) == 36 and mark.id[14] == "7")
    made = _made(max(timed, default=""))
    if made is None:
        return ""
    year, week, _ = made.isocalendar()
    return f"{year}-W{week:02}"


def _made(mark_id: str) -> date | None:
    try:
        number = UUID(mark_id)
    except ValueError:
        return None
    return datetime.fromtimestamp((number.int >> 80) / 1000, UTC).date()
