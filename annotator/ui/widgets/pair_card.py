"""Pair card: the two parts of an apposition, which is the name and which describes it, and the keys that go on."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from annotator.domain.span import Span
from annotator.ui.editor.view import Canvas
from annotator.ui.i18n import Translator, phrase
from annotator.ui.widgets import plain
from annotator.ui.widgets.card import Card
from annotator.ui.widgets.key_caps import KeyCaps

_LONGEST = 48  # letters of a part that are shown
_KEYS = (("Left", phrase("further")), ("Tab", phrase("swap")), ("Enter", phrase("last type")), ("Esc", phrase("close")))


class PairCard(Card):
    """Show the two parts in the order of the text."""

    def __init__(self, canvas: Canvas, anchor: Span, tr: Translator) -> None:
        super().__init__(canvas, anchor)
        self._tr = tr
        self.rows.addWidget(plain.label(tr("Name and description"), kind="heading"))
        self.setAccessibleName(tr("Name and description"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        self._kinds = [plain.label("", kind="accent"), plain.label("", kind="accent")]
        self._words = [plain.label("", kind="title"), plain.label("", kind="title")]
        for number in range(2):
            grid.addWidget(self._kinds[number], number, 0)
            grid.addWidget(self._words[number], number, 1)
        self.rows.addLayout(grid)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(plain.label(tr("A type key marks both."), kind="small"))
        foot.addSpacing(10)
        for keys, meaning in _KEYS:
            foot.addWidget(KeyCaps(keys, canvas.look.theme))
            foot.addWidget(plain.label(tr(meaning), kind="small"))
            foot.addSpacing(6)
        foot.addStretch(1)
        self.rows.addLayout(foot)

    def show_parts(self, words: Sequence[str], name: int) -> None:
        """Show the words of both parts; `name` is the number of the one that is the name."""
        for number, text in enumerate(words):
            title = self._tr("Name") if number == name else self._tr("Description")
            self._kinds[number].setText(title)
            self._words[number].setText(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
        self.show()
        self.place()
