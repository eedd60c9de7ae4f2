"""Figures: what the first table of agreement shows of each pair, reckoned once so that a window only shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.measures.intervals import Interval
from annotator.measures.measure import Score
from annotator.operations.agreement import Agreement, Panel


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure, or one part of one that has no figure for all (`part`): its score, interval and disagreements."""

    name: str
    part: str
    score: Score
    interval: Interval | None
    differing: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All measures of one pair, or of all together; `tolerant` are the variants that do not mind particles."""

    annotators: tuple[str, ...]
    documents: int
    plain: tuple[Figure, ...]
    tolerant: tuple[Figure, ...]


def figures(found: Agreement) -> tuple[Figures, ...]:
    """Return the figures of each pair, and at the end those of all together."""
    return tuple(figures_of(panel) for panel in (*found.pairs, found.together))


def figures_of(panel: Panel) -> Figures:
    """Return the figures of one pair, or of all together."""
    alike = [name for name in panel.measures if panel.has_tolerant(name)]
    return Figures(
        panel.annotators,
        len(panel.documents),
        tuple(_figures(panel, panel.measures, tolerant=False)),
        tuple(_figures(panel, alike, tolerant=True)),
    )


def _figures(panel: Panel, names: Iterable[str], *, tolerant: bool) -> Iterable[Figure]:
    for name in names:
        score = panel.score(name, tolerant=tolerant)
        if panel.measures[name].group == "attributes":
            for part in panel.parts(name):
                yield Figure(name, part, panel.score(name, part=part), None, len(panel.cells(name, part=part)))
        else:
            cells = len(panel.cells(name, tolerant=tolerant))
            yield Figure(name, "", score, panel.interval(name, tolerant=tolerant), cells)
