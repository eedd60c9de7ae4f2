"""Charts of the agreement report as inline SVG: bars with intervals, a line over weeks, a matrix of confusions.

Drawn in the direction of the page, with nothing from outside; colours are those of the report's style sheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from annotator.operations.agreement_words import Words

WIDTH = 720
_ROW = 26
_NAMES = 250  # pixels for the names beside the bars
_VALUE = 62  # pixels for the figure behind them
_GRID = 'stroke="#d6d7d9" stroke-width="1"'
_WHISKER = 'stroke="#1d1f24" stroke-width="1.4"'
_TRACK = 'fill="#eef1f6"'
_BAR = 'fill="#1f5fd0"'
_LINE = 'fill="none" stroke="#1f5fd0" stroke-width="2"'
_INK, _PALE = "#1d1f24", "#62666f"
_FONTS = "Noto Naskh Arabic, IBM Plex Sans Arabic, Noto Sans, sans-serif"
_TURNED = {"start": "end", "end": "start", "middle": "middle"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name (escaped), value from 0 to 1, and from where to where it may lie."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None


def bars(rows: Sequence[Bar], words: Words) -> str:
    """Return bars of values between 0 and 1, the name before and the figure behind each."""
    height = _ROW * len(rows) + 8
    span = WIDTH - _NAMES - _VALUE
    lines = [_opening(height, " ".join(f"{row.name} {words.figure(row.value)}" for row in rows))]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        at = _across(_NAMES + tick * span, words)
        lines.append(f'<line {_GRID} x1="{at}" x2="{at}" y1="2" y2="{height - 4}"/>')
    for number, row in enumerate(rows):
        lines += _bar(row, number * _ROW + 4, span, words)
    return "\n".join([*lines, "</svg>"])


def _bar(row: Bar, top: int, span: int, words: Words) -> list[str]:
    middle = top + _ROW / 2
    length = max(0.0, min(1.0, row.value or 0.0)) * span
    left = WIDTH - _NAMES - length if words.is_rtl else _NAMES
    lines = [
        _text(_across(_NAMES - 10, words), middle, row.name, words, anchor="end", ink=_INK),
        f'<rect {_TRACK} x="{_left(_NAMES, span, words)}" y="{top + 5}" width="{span}" height="16" rx="3"/>',
        f'<rect {_BAR} x="{left:.1f}" y="{top + 5}" width="{length:.1f}" height="16" rx="3"/>',
        _text(_across(WIDTH - _VALUE + 8, words), middle, words.figure(row.value), words, anchor="start"),
    ]
    if row.low is not None and row.high is not None:
        ends = [_across(_NAMES + max(0.0, min(1.0, edge)) * span, words) for edge in (row.low, row.high)]
        lines.append(f'<line {_WHISKER} x1="{ends[0]}" x2="{ends[1]}" y1="{middle}" y2="{middle}"/>')
        lines += [f'<line {_WHISKER} x1="{end}" x2="{end}" y1="{middle - 4}" y2="{middle + 4}"/>' for end in ends]
    return lines


def trend(weeks: Mapping[str, float | None], words: Words) -> str:
    """Return a line of values between 0 and 1, one for each week."""
    height, bottom, top = 190, 150, 16
    known = [(number, value) for number, value in enumerate(weeks.values()) if value is not None]
    step = (WIDTH - 120) / max(1, len(weeks) - 1)

    def at(number: int, value: float) -> tuple[float, float]:
        return _across(60 + number * step, words), bottom - max(0.0, min(1.0, value)) * (bottom - top)

    lines = [_opening(height, " ".join(f"{week} {words.figure(value)}" for week, value in weeks.items()))]
    for tick in (0.0, 0.5, 1.0):
        y = at(0, tick)[1]
        lines.append(f'<line {_GRID} x1="50" x2="{WIDTH - 50}" y1="{y}" y2="{y}"/>')
        lines.append(_text(_across(44, words), y, words.figure(tick), words, anchor="end"))
    points = [at(number, value) for number, value in known]
    lines.append(f'<polyline {_LINE} points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>')
    lines += [f'<circle {_BAR} cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in points]
    every = max(1, len(weeks) // 8)
    for number, week in enumerate(weeks):
        if number % every == 0:
            lines.append(_text(at(number, 0)[0], bottom + 18, escape(week or "—"), words, anchor="middle"))
    return "\n".join([*lines, "</svg>"])


def matrix(cells: Mapping[tuple[str, str], float], names: Sequence[str], words: Words) -> str:
    """Return how often what one called by the row's name the other called by the column's; darker is more."""
    heads = "".join(f'<th scope="col"><span>{words.type_name(name)}</span></th>' for name in names)
    rows = []
    for one in names:
        total = sum(cells.get((one, other), 0) for other in names) or 1
        shown = "".join(_cell(cells.get((one, other), 0), total, words, is_same=one == other) for other in names)
        rows.append(f'<tr><th scope="row">{words.type_name(one)}</th>{shown}</tr>')
    return f'<table class="matrix"><tr><td></td>{heads}</tr>{"".join(rows)}</table>'


def _cell(count: float, total: float, words: Words, *, is_same: bool) -> str:
    if not count:
        return '<td class="none">·</td>'
    colour = "31, 95, 208" if is_same else "200, 60, 40"
    share = 0.12 + 0.6 * count / total
    return f'<td style="background: rgba({colour}, {share:.2f})">{words.number(count)}</td>'


def _opening(height: int, told: str) -> str:
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'direction="ltr" font-family="{_FONTS}" font-size="13" '
        f'aria-label="{told}" xmlns="http://www.w3.org/2000/svg">'
    )


def _across(x: float, words: Words) -> float:
    """Return how far from the left something stands that is `x` from where the page begins."""
    return round(WIDTH - x if words.is_rtl else x, 1)


def _left(x: float, width: float, words: Words) -> float:
    return round(WIDTH - x - width if words.is_rtl else x, 1)


def _text(x: float, y: float, shown: str, words: Words, *, anchor: str, ink: str = _PALE) -> str:
    """Return words at a place; the anchor is in the direction of the page, whatever a viewer makes of Arabic."""
    side = _TURNED[anchor] if words.is_rtl else anchor
    return f'<text fill="{ink}" x="{x}" y="{y + 4}" text-anchor="{side}">{shown}</text>'
