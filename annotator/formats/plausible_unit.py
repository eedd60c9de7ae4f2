"""In which unit a file counts that states no covered text: the one in which most mentions end where words do.

This proves nothing; where two units are equally likely and differ, the report says so.
"""

from collections.abc import Callable, Sequence

from annotator.formats.offset_proof import CODE_POINTS, GRAPHEMES, JOINED, UTF16, Sheet, converter

UNITS = (UTF16, CODE_POINTS, GRAPHEMES)  # of equally likely ones the first
WITH_LINE_ENDS = (*UNITS, UTF16 + JOINED, CODE_POINTS + JOINED)  # for texts whose lines end in CR LF


def likely_unit(sheets: Sequence[Sheet], units: Sequence[str] = UNITS) -> tuple[str, bool]:
    """Return the likeliest unit of a file, of equally likely ones the first, and whether another that differs is as
    likely."""
    scores = {unit: _score(sheets, unit) for unit in units}
    best = min(units, key=lambda unit: scores[unit][0])
    rivals = [unit for unit in units if scores[unit][0] == scores[best][0] and scores[unit][1] != scores[best][1]]
    return best, bool(rivals)


def _score(sheets: Sequence[Sheet], unit: str) -> tuple[int, list[tuple[int, int]]]:
    """Return how many ends are unlikely in a unit, and where all ends are."""
    bad = 0
    found: list[tuple[int, int]] = []
    for sheet in sheets:
        text = sheet.raw.replace("\r\n", "\n").replace("\r", "\n")
        convert = converter(sheet.raw, unit)
        for mark in sheet.marks:
            for start, end in mark.offsets:
                place = _converted(convert, start, end)
                found.append(place)
                bad += _badness(text, *place)
    return bad, found


def _converted(convert: Callable[[int], int], start: int, end: int) -> tuple[int, int]:
    try:
        return convert(start), convert(end)
    except IndexError:
        return -1, -1


def _badness(text: str, start: int, end: int) -> int:
    if start < 0 or start >= end:
        return 4
    part = text[start:end]
    blank_ends = part[0].isspace() + part[-1].isspace()
    cut_words = _joins(text, start) + _joins(text, end)
    return 2 * blank_ends + cut_words


def _joins(text: str, at: int) -> bool:
    """Say whether a word goes on at an offset."""
    return 0 < at < len(text) and not text[at - 1].isspace() and text[at - 1].isalnum() and text[at].isalnum()
