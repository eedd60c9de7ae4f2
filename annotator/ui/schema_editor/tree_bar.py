"""Tree bar: add to the schema, put what is chosen up or down, take it away."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.deeds import can_move, delete, move
from annotator.ui.schema_editor.spot import Spot
from annotator.ui.widgets import plain


class TreeBar(QWidget):
    """Buttons below the tree."""

    wanted = Signal(object)  # a Spot of a new thing, its id empty

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        tr = bench.tr
        self.add = QPushButton(tr("Add"))
        self.add.setAutoDefault(False)
        self.menu = QMenu(self.add)
        self.menu.aboutToShow.connect(self._fill)
        self.add.setMenu(self.menu)
        self.up = self._button("↑", tr("Up"), lambda: move(bench, bench.spot, -1))
        self.down = self._button("↓", tr("Down"), lambda: move(bench, bench.spot, 1))
        self.delete = self._button("×", tr("Delete"), lambda: delete(bench, bench.spot, self))
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(6)
        row.addWidget(self.add, 1)
        for button in (self.up, self.down, self.delete):
            row.addWidget(button)
        self.judge()

    def judge(self) -> None:
        """Enable what is possible with what is chosen."""
        bench = self._bench
        self.add.setEnabled(bench.is_editable)
        self.up.setEnabled(bench.is_editable and can_move(bench, bench.spot, -1))
        self.down.setEnabled(bench.is_editable and can_move(bench, bench.spot, 1))
        self.delete.setEnabled(bench.is_editable and bench.spot.is_thing)

    def _button(self, sign: str, name: str, press: object) -> QPushButton:
        button = QPushButton(sign)
        button.setProperty("kind", "sign")
        button.setAutoDefault(False)
        button.setAccessibleName(name)
        plain.set_tip(button, name)
        button.clicked.connect(press)
        return button

    def _fill(self) -> None:
        self.menu.clear()
        for spot, words in self._offers():
            self.menu.addAction(plain.menu_text(words)).triggered.connect(
                lambda _=False, one=spot: self.wanted.emit(one)
            )

    def _offers(self) -> Iterator[tuple[Spot, str]]:
        """Yield what can be added, what belongs to the chosen thing first."""
        tr, spot = self._bench.tr, self._bench.spot
        within = spot.within or spot.id
        if spot.page in ("entity", "subtype"):
            yield Spot("subtype", "", within), tr("A subtype")
        if spot.page in ("event", "role"):
            yield Spot("role", "", within), tr("A role")
        if spot.page in ("attribute", "value"):
            yield Spot("value", "", within), tr("A value")
        group = self._group(spot)
        if group:
            yield Spot("event", "", group), tr("An event type in this group")
        yield Spot("entity"), tr("A type of value") if self._is_value(spot) else tr("An entity type")
        yield Spot("group"), tr("A group of events")
        yield Spot("event"), tr("An event type")
        yield Spot("relation"), tr("A relation type")
        yield Spot("attribute"), tr("An attribute")
        yield Spot("base"), tr("A knowledge base")

    def _group(self, spot: Spot) -> str:
        if spot.page == "group":
            return spot.id
        return str(self._bench.part(spot).group) if spot.page == "event" else ""

    def _is_value(self, spot: Spot) -> bool:
        return spot.page == "values" or (spot.page == "entity" and bool(self._bench.part(spot).is_value))
