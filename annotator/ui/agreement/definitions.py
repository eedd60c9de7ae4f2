"""Definitions: what every measure counts, exactly, in the reader's language; alone for one, or all on a page."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout

from annotator.measures.measure import Measure
from annotator.operations.agreement_figures import Figure
from annotator.ui.agreement.words import GROUPS, figure, number, title
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.widgets import plain
from annotator.ui.widgets.paper import Paper

_FIGURES: Mapping[str, str] = {
    "a": phrase("by the first"),
    "b": phrase("by the second"),
    "matched": phrase("matched"),
    "precision": phrase("precision"),
    "recall": phrase("recall"),
    "agreement": phrase("raw agreement"),
    "expected": phrase("expected by chance"),
    "pi": phrase("π"),
    "s": phrase("S"),
    "COR": phrase("correct"),
    "INC": phrase("incorrect"),
    "PAR": phrase("partial"),
    "MIS": phrase("missing"),
    "SPU": phrase("spurious"),
}
_COUNTS = frozenset({"a", "b", "matched", "COR", "INC", "PAR", "MIS", "SPU"})
NOTES = (
    phrase("Figures are pooled over the documents; they are no mean of documents."),
    phrase("Intervals: the middle 95 of 100 figures when documents are drawn at random, with replacement, 200 times."),
    phrase("n is what a figure stands on: marks of both together, things judged by both, or code points."),
    phrase("A figure that chance agreement leaves no room for is undefined; it is not 1."),
    phrase("F1 of two who marked nothing is 1 by convention; n then is 0."),
    phrase("Over time: by the week in which the newest mark of either was made in a document."),
    phrase("A document counts once everybody who is compared has begun it; suggestions never count."),
)


class About(Paper):
    """Below the table: what the chosen figure means, all its numbers, and the way to its disagreements."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._title = plain.label("", kind="title")
        self._definition = plain.label("", wraps=True)
        self._numbers = plain.label("", kind="muted", wraps=True)
        self._warning = plain.label("", kind="warning", wraps=True)
        self.button = QPushButton()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(4)
        column.addLayout(head)
        for part in (self._definition, self._numbers, self._warning):
            column.addWidget(part)

    def show_figure(self, measure: Measure, found: Figure) -> None:
        """Show a figure."""
        tr = self._desk.session.tr
        self._title.setText(title(tr, measure))
        self._definition.setText(measure.definition.text(tr.language))
        numbers = [self._number(name, value) for name, value in found.score.figures.items() if name in _FIGURES]
        if found.interval is not None:
            low, high = (figure(tr, edge) for edge in found.interval)
            numbers.insert(0, tr("from {low} to {high} (95 %)", low=low, high=high))
        self._numbers.setText("  ·  ".join(numbers))
        self._warning.setText(self._warned(found))
        self._warning.setVisible(bool(self._warning.text()))
        self.button.setText(tr.count("Show {count} disagreements", found.differing))
        self.button.setVisible(bool(found.differing))

    def _number(self, name: str, value: float | None) -> str:
        tr = self._desk.session.tr
        shown = number(tr, value) if name in _COUNTS else figure(tr, value)
        return f"{tr(_FIGURES[name])} {shown}"

    def _warned(self, found: Figure) -> str:
        tr = self._desk.session.tr
        if found.score.warning == "prevalence":
            return tr("Nearly all is in one category: the figure says little by itself; read the raw agreement.")
        if found.score.value is None:
            return tr("Undefined: there is nothing that could differ by chance.")
        if not found.score.n:
            return tr("Nobody marked anything of the kind.")
        return ""


class DefinitionsPage(QScrollArea):
    """Every measure with its definition, in groups, and what holds for all."""

    def __init__(self, desk: Desk, measures: Mapping[str, Measure]) -> None:
        super().__init__()
        tr = desk.session.tr
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Definitions"))
        inside = Paper()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 18, 24, 24)
        column.setSpacing(4)
        column.addWidget(plain.label(tr("What holds for all"), kind="page"))
        for note in NOTES:
            column.addWidget(plain.label(tr(note), wraps=True))
        for group, heading in GROUPS.items():
            column.addSpacing(16)
            column.addWidget(plain.label(tr(heading), kind="page"))
            for measure in (each for each in measures.values() if each.group == group):
                column.addSpacing(6)
                column.addWidget(plain.label(title(tr, measure), kind="title"))
                column.addWidget(plain.label(measure.definition.text(tr.language), kind="muted", wraps=True))
        column.addStretch(1)
        self.setWidget(inside)
