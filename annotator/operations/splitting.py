"""Splitting: which document goes to which part, so that no text and no near-duplicate of one is in two of them.

Documents that must stay together form a group: those of one text or of texts that are alike, and those of one source or
date if that is asked for. Groups are spread by iterative stratification (Sechidis, Tsoumakas, Vlahavas 2011): the
rarest type first, each group to the part that lacks most of that type. The sizes of the parts are whole numbers of
documents by largest remainders, and no part is empty while there are as many groups as parts: five documents at 80, 10
and 10 % are three, one and one. Equal choices are settled by the seed alone, so the same project and plan give the same
parts.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.errors import AnnotatorError
from annotator.operations.export_plan import ExportPlan, Progress, SplitPlan, TypeKey
from annotator.store.project import Project
from annotator.store.rows import DocumentRow
from annotator.text.likeness import Groups, Signature, join_alike, signature
from annotator.text.names import safe_name

TRAIN, TEST = "train", "test"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The ids of the documents of each part, in the order of the plan, and of those that are in none."""

    parts: Mapping[str, frozenset[str]]
    left: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is asked of a document that goes to a part; its whole row would take five times the memory.

    `group` is the value of the key by which documents stay together, "" for none.
    """

    id: str
    name: str
    sha256: str
    group: str
    layers: tuple[str, ...]


def candidate(row: DocumentRow, by: str) -> Candidate:
    """Return what is asked of a row; `by` is the key of its metadata that keeps documents together, "" for none."""
    group = str(row.metadata.get(by) or "") if by else ""
    return Candidate(row.id, row.name, row.sha256, group, tuple(layer.id for layer in row.layers))


def assign(project: Project, rows: Iterable[DocumentRow], plan: ExportPlan, progress: Progress) -> Assignment:
    """Return which document goes where; `progress` counts the texts that are compared.

    Raises AnnotatorError for a plan that contradicts itself, and where fixed lists put one text into two parts.
    """
    splits = plan.splits or SplitPlan()
    _check(splits)
    shares = {f"fold-{number}": 1.0 for number in range(1, splits.folds + 1)} if splits.folds else splits.shares
    candidates = [candidate(row, splits.by) for row in rows]
    groups = grouped(project, candidates, splits, progress)
    if splits.folds > len(groups):
        raise AnnotatorError(
            "Texts that are alike stay together, and there are fewer groups of them ({count}) than folds ({folds}). "
            "Choose fewer folds.",
            count=len(groups),
            folds=splits.folds,
        )
    fixed = _fixed(groups, splits.fixed)
    counts = _type_counts(project, candidates)
    loads = [Load(tuple(group), _sum(counts, group)) for group in groups]
    places = spread(loads, shares, {n: name for n, name in enumerate(fixed) if name}, splits.seed)
    named: dict[str, list[str]] = {name: [] for name in (*shares, *splits.fixed.values())}
    left: list[str] = []
    for load, place in zip(loads, places, strict=True):
        (left if place is None else named[place]).extend(row.id for row in load.rows)
    found = {name: frozenset(ids) for name, ids in named.items()}
    return Assignment(_folds(found) if splits.folds else found, frozenset(left))


def _check(splits: SplitPlan) -> None:
    names = [*splits.shares, *splits.fixed.values()]
    for name in names:
        if not name or safe_name(name) != name:
            raise AnnotatorError("“{name}” cannot be the name of a part. Write it like train.", name=name)
    if splits.folds == 1 or splits.folds < 0:
        raise AnnotatorError("There must be two folds or more. Choose another number.")
    if splits.folds and splits.fixed:
        raise AnnotatorError("Fixed lists and folds do not go together. Choose one of them.")
    if any(not share > 0 for share in splits.shares.values()):
        raise AnnotatorError("The share of each part must be above zero. Choose other shares.")
    if not splits.folds and not names:
        raise AnnotatorError("The parts have no names. State shares or lists.")


def _folds(found: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    everything = frozenset[str]().union(*found.values())
    parts: dict[str, frozenset[str]] = {}
    for name, ids in found.items():
        parts[f"{name}/{TRAIN}"], parts[f"{name}/{TEST}"] = everything - ids, ids
    return parts


def grouped(
    project: Project, rows: Sequence[Candidate], splits: SplitPlan, progress: Progress
) -> list[list[Candidate]]:
    """Return the documents in groups that must not be parted, in the project's order."""
    groups = Groups(len(rows))
    for keys in (_same(row.sha256 for row in rows), _same(row.group for row in rows)):
        for first, number in keys:
            groups.join(first, number)
    if splits.likeness <= 1.0:
        _join_alike(project, rows, splits.likeness, groups, progress)
    found: defaultdict[int, list[Candidate]] = defaultdict(list)
    for number, row in enumerate(rows):
        found[groups.of(number)].append(row)
    return list(found.values())


def _join_alike(
    project: Project, rows: Sequence[Candidate], threshold: float, groups: Groups, progress: Progress
) -> None:
    signatures: list[Signature] = []
    for number, row in enumerate(rows, 1):
        signatures.append(signature(project.text(row.id)))
        progress(number, len(rows))
    join_alike(signatures, threshold, groups, progress)


def _same(values: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers whose values are equal and not empty."""
    first: dict[str, int] = {}
    for number, value in enumerate(values):
        if value and first.setdefault(value, number) != number:
            yield first[value], number


def _fixed(groups: Sequence[Sequence[Candidate]], fixed: Mapping[str, str]) -> list[str]:
    """Return the part that each group is fixed to, "" if to none; raises AnnotatorError if to two."""
    names = {row.name for group in groups for row in group}
    for name in fixed:
        if name not in names:
            raise AnnotatorError("“{name}” is in a list, but is not among the documents of this export.", name=name)
    return [_place_of(group, fixed) for group in groups]


def _place_of(group: Sequence[Candidate], fixed: Mapping[str, str]) -> str:
    placed = [(row.name, fixed[row.name]) for row in group if row.name in fixed]
    for name, part in placed[1:]:
        if part != placed[0][1]:
            raise AnnotatorError(
                "“{one}” and “{other}” belong together: their texts or what they are grouped by are alike. The lists "
                "put them into {part} and {another}. Put both into one.",
                one=placed[0][0],
                other=name,
                part=placed[0][1],
                another=part,
            )
    return placed[0][1] if placed else ""


def _type_counts(project: Project, rows: Iterable[Candidate]) -> dict[str, Counter[TypeKey]]:
    """Return the marks of each document that go out, by kind and type."""
    document_of = {layer: row.id for row in rows for layer in row.layers}
    keys: dict[TypeKey, TypeKey] = {}  # one of each, not one for each document
    found: defaultdict[str, Counter[TypeKey]] = defaultdict(Counter)
    for layer, scope, kind, marks in project.usage.by_layer():
        if layer in document_of:
            key = keys.setdefault((scope, kind), (scope, kind))
            found[document_of[layer]][key] += marks
    return found


def _sum(counts: Mapping[str, Counter[TypeKey]], group: Iterable[Candidate]) -> Mapping[TypeKey, int]:
    found = [counts[row.id] for row in group if row.id in counts]
    return found[0] if len(found) == 1 else sum(found, Counter[TypeKey]())


@dataclass(frozen=True, slots=True)
class Load:
    """A group of documents and how many marks of each type are in it."""

    rows: tuple[Candidate, ...]
    marks: Mapping[TypeKey, int]


class _Needs:
    """What each part still lacks: documents, and marks of each type."""

    def __init__(self, loads: Sequence[Load], shares: Mapping[str, float]) -> None:
        whole = sum(shares.values()) or 1.0
        self._shares = {name: share / whole for name, share in shares.items()}
        self.totals: Counter[TypeKey] = Counter()
        for load in loads:
            self.totals.update(load.marks)
        self._documents = sizes(sum(len(load.rows) for load in loads), self._shares)
        self._marks = {
            name: {kind: share * total for kind, total in self.totals.items()} for name, share in self._shares.items()
        }

    def hungriest(self, kind: TypeKey | None, size: int, chance: random.Random) -> str:
        """Return the part that lacks most of a type (None: of documents) and has room for `size` documents.

        Equals are drawn; where no part has room, all have.
        """
        roomy = [name for name, lack in self._documents.items() if lack > size / 2] or list(self._shares)

        def lack(name: str) -> tuple[float, float]:
            documents = self._documents[name]
            return (documents if kind is None else self._marks[name][kind]), documents

        most = max(map(lack, roomy))
        return chance.choice([name for name in roomy if lack(name) == most])

    def feed(self, name: str, load: Load) -> None:
        """Take what a part gets from what it lacks."""
        if name in self._shares:
            self._documents[name] -= len(load.rows)
            marks = self._marks[name]
            for kind, count in load.marks.items():
                marks[kind] -= count


def sizes(count: int, shares: Mapping[str, float]) -> dict[str, int]:
    """Return how many of `count` documents each share gets: by largest remainders, and one at least if there are
    enough; `shares` add up to one."""
    quotas = {name: share * count for name, share in shares.items()}
    found = {name: int(quota + 1e-9) for name, quota in quotas.items()}
    by_remainder = sorted(shares, key=lambda name: found[name] - quotas[name])
    for name in by_remainder[: count - sum(found.values())]:
        found[name] += 1
    for name in sorted((name for name, size in found.items() if not size), key=lambda name: -shares[name]):
        largest = max(found, key=found.__getitem__)
        if found[largest] > 1:
            found[largest] -= 1
            found[name] = 1
    return found


def spread(loads: Sequence[Load], shares: Mapping[str, float], fixed: Mapping[int, str], seed: int) -> list[str | None]:
    """Return the part of each load: the fixed one, else one of the shares; None where there are no shares."""
    places: list[str | None] = [fixed.get(number) for number in range(len(loads))]
    if not shares:
        return places
    chance = random.Random(seed)
    needs = _Needs([load for number, load in enumerate(loads) if fixed.get(number, "") in ("", *shares)], shares)
    for number, name in fixed.items():
        needs.feed(name, loads[number])
    for number, kind in _order(loads, fixed, needs.totals, chance):
        places[number] = name = needs.hungriest(kind, len(loads[number].rows), chance)
        needs.feed(name, loads[number])
    _fill_empty(places, loads, shares, fixed)
    return places


def _fill_empty(
    places: list[str | None], loads: Sequence[Load], shares: Iterable[str], fixed: Mapping[int, str]
) -> None:
    """Give each part that has nothing the smallest load of the part that has most of them."""
    for name in shares:
        if name in places:
            continue
        counts = Counter(places)
        movable = [number for number, place in enumerate(places) if number not in fixed and counts[place] > 1]
        if movable:
            number = min(movable, key=lambda number: (-counts[places[number]], len(loads[number].rows), number))
            places[number] = name


def _order(
    loads: Sequence[Load], fixed: Mapping[int, str], totals: Mapping[TypeKey, int], chance: random.Random
) -> Iterator[tuple[int, TypeKey | None]]:
    """Yield every free load with the type that it is placed by: its rarest one; the rarest types and most marks first.

    Loads are shuffled before, so that the order of the project does not decide.
    """
    free = [number for number in range(len(loads)) if number not in fixed]
    chance.shuffle(free)
    rarest = {number: min(loads[number].marks, key=lambda kind: (totals[kind], kind), default=None) for number in free}

    def key(number: int) -> tuple[float, TypeKey, int, int]:
        kind = rarest[number]
        if kind is None:
            return float("inf"), ("", ""), 0, -len(loads[number].rows)
        return totals[kind], kind, -loads[number].marks[kind], -len(loads[number].rows)

    for number in sorted(free, key=key):
        yield number, rarest[number]
