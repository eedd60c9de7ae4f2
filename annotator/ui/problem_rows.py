"""Problem rows: what the problems list shows, of the open layer or of the whole project, and under which headings."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeAlias

from annotator.domain.problem import KINDS, Problem
from annotator.operations.checking import FoundProblem
from annotator.operations.problem_index import ProblemIndex
from annotator.ui.i18n import Translator
from annotator.ui.live_check import LiveCheck

PAGE = 500  # problems of one kind that are listed at first, and more at a time
_LISTED = 2000  # of the open layer; more are listed when these are gone
_LOOKED_AT = 20_000  # of the open layer, to find those of one kind among them


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be listed: of one severity and kind or of all (""), and whether what is called right is too."""

    severity: str = ""
    kind: str = ""
    shows_silenced: bool = False

    def takes(self, kind: str) -> bool:
        """Say whether problems of a kind are listed."""
        return self.kind in ("", kind) and self.severity in ("", KINDS[kind].severity)


@dataclass(frozen=True, slots=True)
class Heading:
    """The words above the problems of one severity."""

    words: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """The heading of a kind in the project's list: how many there are, and whether they are listed below it."""

    kind: str
    severity: str
    number: int
    silenced: int
    is_mendable: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class MoreRow:
    """The row that lists more of a kind when it is chosen."""

    left: int


Row: TypeAlias = Heading | KindRow | MoreRow | FoundProblem


def document_rows(tr: Translator, check: LiveCheck, wanted: Wanted) -> list[Row]:
    """Return the problems of the open layer: errors, warnings, then what was called right, each under a heading."""
    is_narrow = bool(wanted.severity or wanted.kind)
    known = check.first(_LOOKED_AT if is_narrow else _LISTED)
    found = list(islice((one for one in known if wanted.takes(one.kind)), _LISTED))
    errors = [_row(problem) for problem in found if problem.severity == "error"]
    warnings = [_row(problem) for problem in found if problem.severity == "warning"]
    rows: list[Row] = []
    if errors:
        rows += [Heading(tr.count("{count} errors", len(errors))), *errors]
    if warnings:
        rows += [Heading(tr.count("{count} warnings", len(warnings))), *warnings]
    silenced = check.silenced() if wanted.shows_silenced else []
    right = [FoundProblem("", "", "", one, silence=silence) for one, silence in silenced if wanted.takes(one.kind)]
    if right:
        rows += [Heading(tr.count("{count} called right", len(right))), *right]
    return rows


def _row(problem: Problem) -> FoundProblem:
    return FoundProblem("", "", "", problem)


def document_kinds(check: LiveCheck) -> Counter[str]:
    """Return how many problems of each kind the open layer has."""
    return Counter(problem.kind for problem in check.first(_LOOKED_AT))


def project_kinds(index: ProblemIndex) -> Counter[str]:
    """Return how many problems of each kind the project has."""
    return Counter({kind: number for kind in KINDS if (number := index.number(kind))})


def project_rows(index: ProblemIndex, wanted: Wanted, opened: str, most: int) -> list[Row]:
    """Return the kinds of problems of the project, errors first, and below the `opened` one its first problems."""
    order = sorted(KINDS, key=lambda kind: KINDS[kind].severity)  # "error" is before "warning"
    return list(chain.from_iterable(_of_kind(index, wanted, kind, opened, most) for kind in order))


def _of_kind(index: ProblemIndex, wanted: Wanted, kind: str, opened: str, most: int) -> Iterator[Row]:
    number, silenced = index.number(kind), index.number(kind, "silenced") if wanted.shows_silenced else 0
    if not wanted.takes(kind) or not number + silenced:
        return
    is_open = opened == kind
    yield KindRow(kind, KINDS[kind].severity, number, silenced, index.number(kind, "mendable") > 1, is_open)
    if is_open:
        right: Iterable[FoundProblem] = index.of_kind(kind, "silenced") if silenced else ()
        yield from islice(chain(index.of_kind(kind), right), most)
        if number + silenced > most:
            yield MoreRow(number + silenced - most)
