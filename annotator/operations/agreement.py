"""Agreement of annotators: every measure over the documents that they share, by type, document, pair and week.

Each document is read once and counted; all figures come from the counts, so that a cell (a measure of a type in a
document) can name the marks that differ in it. A document counts once everybody who is compared has begun it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import combinations
from uuid import UUID

from annotator.domain.model import Layer, State
from annotator.errors import AnnotatorError
from annotator.measures.compared import Compared
from annotator.measures.intervals import Interval, interval
from annotator.measures.measure import Count, Counts, Measure, Score, of_part, summed
from annotator.operations.checking import Progress
from annotator.registry import discover
from annotator.store.project import Project
from annotator.store.rows import Counts as MarkCounts
from annotator.store.rows import DocumentRow

NO_MARKS = MarkCounts()
_CLITIC_TOLERANT = frozenset({"entities", "events", "relations", "arguments"})  # groups with a clitic-tolerant variant


@dataclass(frozen=True, slots=True)
class Counted:
    """One document: what each measure counted in it, and the week in which the last of its marks was made."""

    document_id: str
    document: str
    week: str
    counts: Mapping[str, Count]
    tolerant: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Cell:
    """One disagreement: where, in which part (a type, role or attribute), and the mark of each annotator, "" none."""

    document_id: str
    document: str
    part: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """Annotators compared with each other, two or all of them, over the documents that they share."""

    annotators: tuple[str, ...]
    documents: tuple[Counted, ...]
    measures: Mapping[str, Measure]

    def score(self, name: str, *, part: str | None = None, tolerant: bool = False) -> Score:
        """Return a measure over all documents, or of one part of it."""
        return self._score(name, self.documents, part, tolerant=tolerant)

    def parts(self, name: str) -> tuple[str, ...]:
        """Return the types, roles or attributes that a measure can be looked at by."""
        return self.measures[name].parts(self.counts(name))

    def by_document(self, name: str) -> dict[str, Score]:
        """Return a measure for each document, by its id."""
        return {counted.document_id: self._score(name, [counted]) for counted in self.documents}

    def by_week(self, name: str) -> dict[str, Score]:
        """Return a measure for each week ("2026-W07") in which documents were finished, the earliest first."""
        weeks: defaultdict[str, list[Counted]] = defaultdict(list)
        for counted in self.documents:
            weeks[counted.week].append(counted)
        return {week: self._score(name, documents) for week, documents in sorted(weeks.items())}

    def interval(self, name: str) -> Interval | None:
        """Return where the score lies in 95 of 100 projects of documents like these; None of fewer than two."""
        return interval(self.measures[name], [counted.counts[name].counts for counted in self.documents])

    def cells(self, name: str, *, part: str | None = None, document_id: str | None = None) -> list[Cell]:
        """Return the disagreements behind a figure, in the order of the documents."""
        return [
            Cell(counted.document_id, counted.document, of, ids)
            for counted in self.documents
            if document_id in (None, counted.document_id)
            for of, ids in counted.counts[name].differing
            if part in (None, of)
        ]

    def counts(self, name: str) -> Counts:
        """Return the counts of a measure over all documents."""
        return summed(counted.counts[name].counts for counted in self.documents)

    def _score(
        self, name: str, documents: Iterable[Counted], part: str | None = None, *, tolerant: bool = False
    ) -> Score:
        counts = summed((each.tolerant if tolerant else each.counts)[name].counts for each in documents)
        return self.measures[name].score(counts if part is None else of_part(counts, part))


@dataclass(frozen=True, slots=True)
class Agreement:
    """What annotators agree on: each pair by the measures for two, and all together by those for many."""

    annotators: tuple[str, ...]
    pairs: tuple[Panel, ...]
    together: Panel
    documents: tuple[str, ...] = field(default=())

    def mean(self, name: str) -> float | None:
        """Return the mean of a measure over all pairs for which it is defined."""
        values = [value for pair in self.pairs if (value := pair.score(name).value) is not None]
        return sum(values) / len(values) if values else None


def measures(*, costly: bool = False) -> dict[str, Measure]:
    """Return every measure by name; costly ones only if asked for."""
    found = discover("annotator.measures", Measure)
    return {name: measure for name, measure in found.items() if costly or not measure.costly}


def is_tolerant(measure: Measure) -> bool:
    """Say whether a measure has a variant that does not mind particles and punctuation at the edges of mentions."""
    return measure.group in _CLITIC_TOLERANT and not measure.many


def agreement(
    project: Project,
    annotators: Sequence[str] = (),
    *,
    document: str | None = None,
    costly: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Agreement:
    """Compare annotators (without names, all there are) over the documents they share, or one of that name.

    `progress` is called after each document. Raises AnnotatorError for fewer than two annotators, a name that has no
    layer, a document that is not there, and where nothing is shared.
    """
    names = _annotators(project, annotators)
    rows = _documents(project, document)
    chosen = measures(costly=costly)
    two = {name: measure for name, measure in chosen.items() if not measure.many}
    many = {name: measure for name, measure in chosen.items() if measure.many}
    pairs: dict[tuple[str, ...], list[Counted]] = {pair: [] for pair in combinations(names, 2)}
    together: list[Counted] = []
    schema = project.schema()
    for number, row in enumerate(rows, 1):
        layers = _begun(project, row, names)
        if len(layers) > 1:
            whole = Compared(project.text(row.id), schema, tuple(layers[name] for name in names if name in layers))
            together.append(_count(row, whole, many))
            for pair, counted in pairs.items():
                if all(name in layers for name in pair):
                    both = tuple(layers[name] for name in pair)
                    counted.append(
                        _count(row, whole if len(both) == len(whole.layers) else replace(whole, layers=both), two)
                    )
        progress(number, len(rows))
    if not together:
        raise AnnotatorError("No two of {names} have begun the same document.", names=", ".join(names))
    found = tuple(Panel(pair, tuple(counted), two) for pair, counted in pairs.items() if counted)
    return Agreement(names, found, Panel(names, tuple(together), many), tuple(each.document for each in together))


def explained(project: Project, document_id: str, annotators: Sequence[str], name: str) -> Count:
    """Return all that one measure matched and did not match in a document."""
    layers = _begun(project, project.document_row(document_id), annotators)
    chosen = tuple(layers[annotator] for annotator in annotators if annotator in layers)
    compared = Compared(project.text(document_id), project.schema(), chosen)
    return measures(costly=True)[name].count(compared)


def _annotators(project: Project, wanted: Sequence[str]) -> tuple[str, ...]:
    known = project.annotators()
    names = tuple(dict.fromkeys(wanted)) or tuple(known)
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


def _documents(project: Project, name: str | None) -> list[DocumentRow]:
    rows = project.documents()
    if name is None:
        return rows
    found = [row for row in rows if row.name == name]
    if not found:
        raise AnnotatorError("There is no document named “{name}” in the project.", name=name)
    return found


def _begun(project: Project, row: DocumentRow, names: Sequence[str]) -> dict[str, Layer]:
    """Return the layers of those who have begun the document: with marks, or no longer new."""
    return {
        layer.annotator: project.layer(layer.id)
        for layer in row.layers
        if layer.annotator in names and (layer.state is not State.NEW or layer.counts != NO_MARKS)
    }


def _count(row: DocumentRow, compared: Compared, chosen: Mapping[str, Measure]) -> Counted:
    counts = {name: _without_matches(measure.count(compared)) for name, measure in chosen.items()}
    alike = {name: measure for name, measure in chosen.items() if is_tolerant(measure)}
    trimmed = compared.tolerant() if alike else compared
    tolerant = {name: Count(measure.count(trimmed).counts) for name, measure in alike.items()}
    return Counted(row.id, row.name, _week(compared.layers), counts, tolerant)


def _without_matches(count: Count) -> Count:
    """Return a count without what matches, which is most and which `explained` tells when it is asked for."""
    return Count(count.counts, (), count.differing)


def _week(layers: Iterable[Layer]) -> str:
    """Return the week of the newest mark, by what its id says of the time; "" where there is none."""
    newest = max((made for layer in layers for mark in layer.marks() if (made := _made(mark.id))), default=None)
    if newest is None:
        return ""
    year, week, _ = newest.isocalendar()
    return f"{year}-W{week:02}"


def _made(mark_id: str) -> date | None:
    try:
        number = UUID(mark_id)
    except ValueError:
        return None
    return datetime.fromtimestamp((number.int >> 80) / 1000, UTC).date() if number.version == 7 else None
