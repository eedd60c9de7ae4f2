"""Agreement of annotators: every measure over the documents that they share, by type, document, pair and week.

Each document is read once and counted (`agreement_counting`); all figures come from the counts, so that a cell (a
measure of a type in a document) can name the marks that differ in it. A document counts once everybody who is compared
has begun it. "Over time" is by the week in which the newest mark of either was made, by UTC and ISO 8601: marks say
when they were made, not when a document was handed in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from annotator.errors import AnnotatorError
from annotator.measures.compared import Compared
from annotator.measures.intervals import Interval, interval
from annotator.measures.measure import Count, Counts, Measure, Score, of_part, summed
from annotator.operations.agreement_counting import (
    Counted,
    Portion,
    Question,
    annotators_of,
    begun,
    count_all,
    measures,
    rows_of,
)
from annotator.operations.checking import Progress
from annotator.store.project import Project


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

    def by_document(self, name: str, *, tolerant: bool = False) -> dict[str, Score]:
        """Return a measure for each document, by its id."""
        return {counted.document_id: self._score(name, [counted], tolerant=tolerant) for counted in self.documents}

    def by_week(self, name: str, *, tolerant: bool = False) -> dict[str, Score]:
        """Return a measure for each week ("2026-W07") in which documents got their newest mark, the earliest first."""
        weeks: defaultdict[str, list[Counted]] = defaultdict(list)
        for counted in self.documents:
            weeks[counted.week].append(counted)
        return {week: self._score(name, documents, tolerant=tolerant) for week, documents in sorted(weeks.items())}

    def interval(self, name: str, *, tolerant: bool = False) -> Interval | None:
        """Return where the score lies in 95 of 100 projects of documents like these; None of fewer than two."""
        counted = [(each.tolerant if tolerant else each.counts)[name].counts for each in self.documents]
        return interval(self.measures[name], counted)

    def cells(
        self, name: str, *, part: str | None = None, document_id: str | None = None, tolerant: bool = False
    ) -> list[Cell]:
        """Return the disagreements behind a figure, in the order of the documents."""
        return [
            Cell(counted.document_id, counted.document, of, ids)
            for counted in self.documents
            if document_id in (None, counted.document_id)
            for of, ids in (counted.tolerant if tolerant else counted.counts)[name].differing
            if part in (None, of)
        ]

    def counts(self, name: str) -> Counts:
        """Return the counts of a measure over all documents."""
        return summed(counted.counts[name].counts for counted in self.documents)

    def has_tolerant(self, name: str) -> bool:
        """Say whether the variant of a measure that does not mind particles was counted."""
        return bool(self.documents) and name in self.documents[0].tolerant

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
    question = Question(annotators_of(project, annotators), _named(project, document), costly=costly)
    rows = rows_of(project, question)
    found: list[Portion] = []
    for number, portion in enumerate(count_all(project, question, rows), 1):
        if portion is not None:
            found.append(portion)
        progress(number, len(rows))
    return assembled(question, found)


def assembled(question: Question, portions: Sequence[Portion]) -> Agreement:
    """Return the agreement that counted documents make; raises AnnotatorError if there are none."""
    if not portions:
        raise AnnotatorError("No two of {names} have begun the same document.", names=", ".join(question.annotators))
    chosen = measures(costly=question.costly)
    two = {name: measure for name, measure in chosen.items() if not measure.many}
    many = {name: measure for name, measure in chosen.items() if measure.many}
    pairs: dict[tuple[str, ...], list[Counted]] = {pair: [] for pair in combinations(question.annotators, 2)}
    for portion in portions:
        for pair, counted in portion.pairs:
            pairs[pair].append(counted)
    together = tuple(portion.together for portion in portions)
    found = tuple(Panel(pair, tuple(counted), two) for pair, counted in pairs.items() if counted)
    documents = tuple(each.document for each in together)
    return Agreement(question.annotators, found, Panel(question.annotators, together, many), documents)


def explained(project: Project, document_id: str, annotators: Sequence[str], name: str) -> Count:
    """Return all that one measure matched and did not match in a document."""
    layers = begun(project, project.document_row(document_id), annotators)
    chosen = tuple(layers[annotator] for annotator in annotators if annotator in layers)
    compared = Compared(project.text(document_id), project.schema(), chosen)
    return measures(costly=True)[name].count(compared)


def _named(project: Project, name: str | None) -> frozenset[str] | None:
    if name is None:
        return None
    found = frozenset(row.id for row in project.documents() if row.name == name)
    if not found:
        raise AnnotatorError("There is no document named “{name}” in the project.", name=name)
    return found
