"""In which unit a file counts, proven by the covered text: the first that fits every mark of the file is taken.

Servers count code points, browsers UTF-16 units or graphemes, some CR LF as one. A unit is taken for the whole file or
not at all; where none fits, single marks that do not fit in code points are left out, never shifted.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol, TypeAlias

from annotator.domain.model import Extra
from annotator.domain.origin import STATED
from annotator.domain.span import Fragments, Span
from annotator.formats.charset import join_line_ends
from annotator.formats.format import Finding
from annotator.formats.option import Option
from annotator.formats.refusal import finding
from annotator.text.graphemes import boundaries
from annotator.text.offsets import Utf16Map

# What a reader that proves its offsets lets a user choose.
MISFITS = Option(
    "misfits",
    "Marks that do not fit the text",
    ("leave", "keep"),
    "leave",
    help="What becomes of a mark whose text is another one than the file states: left out, or kept as a problem.",
)

Convert: TypeAlias = Callable[[int], int]  # from the file's number to an offset in the stored text, or IndexError
Pairs: TypeAlias = tuple[tuple[int, int], ...]

CODE_POINTS = "code points"
UTF16 = "UTF-16 units"
GRAPHEMES = "graphemes"
JOINED = ", CR LF as one"
LEFT_OUT = (
    "In {file}, document {document}, {id}: at {start} to {end} the text says “{found}”, the file “{stated}”. "
    "The mark was left out; correct its offsets."
)
KEPT = (
    "In {file}, document {document}, {id}: at {start} to {end} the text says “{found}”, the file “{stated}”. "
    "The mark came in as it is and stays a problem until it is corrected."
)


class Stated(Protocol):
    """A mark as a file states it: offsets in the unit of the file, and the covered text, None where it has none."""

    @property
    def id(self) -> str: ...

    @property
    def offsets(self) -> Pairs: ...

    @property
    def text(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class StatedMark:
    """A mark as a file states it."""

    id: str
    offsets: Pairs
    text: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text of a file without its byte order mark, its marks, and whether it had such a mark."""

    raw: str
    marks: Sequence[Stated]
    has_mark: bool = False


@dataclass(frozen=True, slots=True)
class Fitting:
    """Where the marks stand in the stored text, by id; those left out, with the text found; and the unit."""

    spans: dict[str, Fragments]
    unfit: dict[str, str]
    unproven: tuple[str, ...]
    unit: str
    kept: Mapping[str, str] = field(default_factory=dict)  # of those unfit that stand in the text: what they state


def fit(raw: str, bounds: Iterable[Stated], *, has_mark: bool, keeps: bool = False) -> Fitting:
    """Return the spans of the marks in `raw` with its line ends joined; `keeps` as for a whole file."""
    return fit_file([Sheet(raw, list(bounds), has_mark)], keeps=keeps)[0]


def fit_file(sheets: Sequence[Sheet], *, keeps: bool = False) -> list[Fitting]:
    """Return the spans of the marks of every text, in one unit for all; where none fits all, in code points.

    With `keeps` a mark that does not fit keeps the place that its offsets say, where that lies in the text.
    """
    texts = [join_line_ends(sheet.raw) for sheet in sheets]
    plain = [
        _fit_one(text, sheet, CODE_POINTS, _code_points(sheet.raw, text))
        for sheet, text in zip(sheets, texts, strict=True)
    ]
    if not any(fitting.unfit for fitting in plain):
        return plain
    bases = [dict(_bases(sheet.raw, text)) for sheet, text in zip(sheets, texts, strict=True)]
    for unit, base, by in _units(bases, has_mark=any(sheet.has_mark for sheet in sheets)):
        fittings = _fit_all(sheets, texts, unit, [_shift(_base(known, base), by) for known in bases])
        if fittings:
            return fittings
    return [_keeping(fitting, sheet) for fitting, sheet in zip(plain, sheets, strict=True)] if keeps else plain


def fit_in(sheets: Sequence[Sheet], unit: str) -> list[Fitting]:
    """Return the spans of the marks of every text in a unit that is known: code points, UTF-16 units or graphemes."""
    return [_fit_one(join_line_ends(sheet.raw), sheet, unit, converter(sheet.raw, unit)) for sheet in sheets]


def _keeping(fitting: Fitting, sheet: Sheet) -> Fitting:
    convert = _code_points(sheet.raw, join_line_ends(sheet.raw))
    marks = {mark.id: mark for mark in sheet.marks if mark.id in fitting.unfit}
    places = {key: tuple(sorted(pieces)) for key, mark in marks.items() if (pieces := _pieces(mark, convert))}
    kept = {key: marks[key].text or "" for key in places}
    return replace(fitting, spans={**fitting.spans, **places}, kept=kept)


def keeps_misfits(options: Mapping[str, str]) -> bool:
    """Say whether the user wants marks that do not fit."""
    return options.get(MISFITS.name) == "keep"


def stated_extra(fitting: Fitting, key: str) -> Extra:
    """Return what is to be remembered of a mark that was kept although it does not fit, nothing for any other."""
    return {STATED: fitting.kept[key]} if key in fitting.kept else {}


def findings(fitting: Fitting, marks: Iterable[Stated], file: str, document: str) -> Iterator[Finding]:
    """Yield what a report says of one text: the marks left out, and those that could not be proven."""
    stated = {mark.id: mark for mark in marks}
    for key, found in fitting.unfit.items():
        yield finding(
            "warning" if key in fitting.kept else "error",
            "surface",
            KEPT if key in fitting.kept else LEFT_OUT,
            file,
            document,
            key,
            start=stated[key].offsets[0][0] if stated[key].offsets else 0,
            end=stated[key].offsets[-1][1] if stated[key].offsets else 0,
            found=found[:80],
            stated=(stated[key].text or "")[:80],
        )
    if fitting.unproven:
        yield finding(
            "warning",
            "unproven",
            "In {file}, {count} marks state no text, so that their offsets could not be proven ({ids}).",
            file,
            document,
            fitting.unproven[0],
            count=len(fitting.unproven),
            ids=" ".join(fitting.unproven[:20]),
        )


def unit_finding(fittings: Sequence[Fitting], file: str, document: str = "") -> Iterator[Finding]:
    """Yield what a report says of the unit of a file, if it is not code points."""
    count = sum(len(fitting.spans) for fitting in fittings)
    unit = fittings[0].unit if fittings else CODE_POINTS
    if unit != CODE_POINTS:
        message = "{file} counts in {unit} and not in code points: that fits all its {count} marks. It was read so."
        yield finding("warning", "unit", message, file, document, unit=unit, count=count)


def converter(raw: str, unit: str) -> Convert:
    """Return the function from offsets in a unit (code points, UTF-16 units or graphemes) to the joined text."""
    return _base(dict(_bases(raw, join_line_ends(raw))), unit)


def placed_in(sheet: Sheet, unit: str) -> tuple[dict[str, Fragments], dict[str, str]]:
    """Return the spans of the marks of a text in a unit that is known, and those that do not lie in it."""
    fitting = _fit_one(join_line_ends(sheet.raw), sheet, unit, converter(sheet.raw, unit))
    return fitting.spans, fitting.unfit


def _units(bases: list[dict[str, Convert]], *, has_mark: bool) -> Iterator[tuple[str, str, int]]:
    """Yield (name, base unit, shift) of every way to count that makes a difference in one of the texts."""
    known = list(dict.fromkeys(unit for base in bases for unit in base))
    yield from ((unit, unit, 0) for unit in known)
    if has_mark:
        yield from ((f"{unit}, with the byte order mark", unit, -1) for unit in known)
    yield from ((f"{unit}, one too large", unit, -1) for unit in known)
    yield from ((f"{unit}, one too small", unit, 1) for unit in known)


def _base(bases: dict[str, Convert], unit: str) -> Convert:
    """Return the conversion of a unit, or of the one that is the same in this text."""
    same = (unit, unit.removesuffix(JOINED), CODE_POINTS + unit[len(unit.removesuffix(JOINED)) :], CODE_POINTS)
    return next(bases[name] for name in same if name in bases)


def _bases(raw: str, text: str) -> Iterator[tuple[str, Convert]]:
    joined = _joining(raw)
    yield CODE_POINTS, _code_points(raw, text)
    if raw != text:
        yield CODE_POINTS + JOINED, lambda at: _within(at, len(text))
    if text.isascii():
        return
    units = Utf16Map(raw)
    if not units.is_identity:
        yield UTF16, lambda at: joined(units.to_codepoint(at))
        if raw != text:
            joined_units = Utf16Map(text)
            yield UTF16 + JOINED, joined_units.to_codepoint
    clusters = boundaries(raw)
    if len(clusters) <= len(text):
        yield GRAPHEMES, lambda at: joined(clusters[_within(at, len(clusters) - 1)])


def _code_points(raw: str, text: str) -> Convert:
    if raw == text:
        return lambda at: _within(at, len(raw))
    joined = _joining(raw)
    return lambda at: joined(_within(at, len(raw)))


def _shift(convert: Convert, by: int) -> Convert:
    return lambda at: convert(at + by)


def _within(at: int, length: int) -> int:
    if not 0 <= at <= length:
        raise IndexError(at)
    return at


def _joining(raw: str) -> Convert:
    """Return the function from an offset in the raw text to one in the text whose CR LF are one line feed each."""
    ends: list[int] = []
    at = raw.find("\r\n")
    while at >= 0:
        ends.append(at + 1)
        at = raw.find("\r\n", at + 2)
    return lambda offset: offset - bisect_left(ends, offset)


def _fit_all(
    sheets: Sequence[Sheet], texts: Sequence[str], unit: str, conversions: Sequence[Convert]
) -> list[Fitting] | None:
    """Return the fittings of all texts, None as soon as a mark does not fit."""
    fittings: list[Fitting] = []
    for sheet, text, convert in zip(sheets, texts, conversions, strict=True):
        fittings.append(_fit_one(text, sheet, unit, convert))
        if fittings[-1].unfit:
            return None
    return fittings


def _fit_one(text: str, sheet: Sheet, unit: str, convert: Convert) -> Fitting:
    spans: dict[str, Fragments] = {}
    unfit: dict[str, str] = {}
    unproven: list[str] = []
    for mark in sheet.marks:
        pieces = _pieces(mark, convert)
        if pieces and (not mark.text or _covers(text, pieces, mark.text)):
            spans[mark.id] = tuple(sorted(pieces))
            unproven += [] if mark.text else [mark.id]
        else:
            unfit[mark.id] = " ".join(text[piece.start : piece.end] for piece in pieces)
    return Fitting(spans, unfit, tuple(unproven), unit)


def _pieces(mark: Stated, convert: Convert) -> list[Span]:
    """Return the fragments in the order of the file; none if they overlap, are empty or lie outside the text."""
    try:
        ends = [(convert(start), convert(end)) for start, end in mark.offsets]
    except IndexError:
        return []
    if any(start >= end for start, end in ends):
        return []
    pieces = [Span(start, end) for start, end in ends]
    return [] if _overlap(pieces) else pieces


def _overlap(pieces: list[Span]) -> bool:
    return any(after.start < before.end for before, after in pairwise(sorted(pieces)))


def _covers(text: str, pieces: list[Span], stated: str) -> bool:
    parts = [_blanks(text[piece.start : piece.end]) for piece in pieces]
    wanted = _blanks(join_line_ends(stated))  # the text has its line ends joined as well
    return wanted.rstrip() in (" ".join(parts).rstrip(), "".join(parts).rstrip())


def _blanks(part: str) -> str:
    return "".join(" " if character.isspace() else character for character in part)
