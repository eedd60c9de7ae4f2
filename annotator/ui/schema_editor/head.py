"""Head: what stands above a thing's form - its name, how many marks have it, and what can be done with it."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.deeds import Deed
from annotator.ui.schema_editor.spot import Spot
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import Chip
from annotator.ui.widgets.elided import ElidedLabel


class Head(QWidget):
    """Chip, name, kind and count in one line, the deeds below it."""

    def __init__(self, bench: Bench, kind: str, deeds: Iterable[Deed] = (), *, has_colour: bool = False) -> None:
        super().__init__()
        self._bench, self._kind = bench, kind
        self._spot = Spot("schema")
        self._chip = Chip(bench.theme.muted)
        self._chip.setVisible(has_colour)
        self._title = ElidedLabel("page")
        self._note, self._used = plain.label("", kind="muted"), plain.label("", kind="muted")
        self.buttons = {deed.name: self._button(deed) for deed in deeds}
        self._deeds = {deed.name: deed for deed in deeds}
        line = QHBoxLayout()
        line.setSpacing(9)
        line.addWidget(self._chip)
        line.addWidget(self._title, 1)
        line.addWidget(self._note)
        line.addSpacing(8)
        line.addWidget(self._used)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        column.addLayout(line)
        if self.buttons:
            row = QHBoxLayout()
            row.setSpacing(6)
            for button in self.buttons.values():
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)

    def show_spot(self, spot: Spot) -> None:
        """Show a thing as it is now."""
        self._spot = spot
        bench = self._bench
        part = bench.part(spot)
        self._chip.set_colour(bench.theme.line(getattr(part, "colour", "#808080")))
        self._title.show_text(bench.name(spot))
        count = bench.marks(spot)
        used = bench.tr.count("{count} marks", count)
        kind = bench.tr("{kind}, retired", kind=self._kind) if getattr(part, "retired", False) else self._kind
        self._note.setText(kind)
        self._used.setText(used)
        self._used.setVisible(spot.page not in ("base", "group"))
        for name, button in self.buttons.items():
            deed = self._deeds[name]
            button.setText(plain.menu_text(deed.title_for(bench, spot)))
            button.setEnabled(bench.is_editable and deed.is_possible(bench, spot))

    def _button(self, deed: Deed) -> QPushButton:
        button = QPushButton()
        button.clicked.connect(self._doing(deed))
        return button

    def _doing(self, deed: Deed) -> Callable[[], None]:
        return lambda: deed.do(self._bench, self._spot, self)
