"""Part list: the roles, subtypes, values or events of a thing in short, each leading to its own page."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.domain.schema import EventType, Role
from annotator.operations.schema_parts import parts
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.spot import HOLDERS, Page, Spot
from annotator.ui.widgets import plain
from annotator.ui.widgets.row_view import RowView

_ROWS = 14  # at once; more are scrolled
_ID = Qt.ItemDataRole.UserRole


class PartList(QWidget):
    """A heading, a table with one part a row, and a button to add one."""

    wanted = Signal(object)  # a Spot: of a new part, its id empty

    def __init__(self, bench: Bench, page: Page, title: str, add: str) -> None:
        super().__init__()
        self._bench, self._page = bench, page
        self._spot = Spot("schema")
        self._model = QStandardItemModel()
        heads = [bench.tr("Name"), bench.tr("Id"), bench.tr("In marks")]
        if page == "role":
            heads[2:2] = [bench.tr("Filled by"), bench.tr("Number")]
        self._model.setHorizontalHeaderLabels(heads)
        widths = {0: 120, 1: 120, 3: 76, 4: 64} if page == "role" else {1: 190, 2: 80}
        self.view = RowView(self._model, title, stretched=2 if page == "role" else 0, widths=widths)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.chosen.connect(self._go)
        self.add = QPushButton(plain.menu_text(add))
        self.add.clicked.connect(lambda: self.wanted.emit(self._new()))
        head = QHBoxLayout()
        head.addWidget(plain.label(title, kind="title"))
        head.addStretch(1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.view)

    def show_spot(self, spot: Spot) -> None:
        """List the parts of a thing as they are now."""
        self._spot = spot
        self.add.setEnabled(self._bench.is_editable)
        self._model.removeRows(0, self._model.rowCount())
        for one in self._parts():
            self._model.appendRow([_cell(words, one.id) for words in self._words(one)])
        height = scaled(30) * min(self._model.rowCount(), _ROWS) + self.view.horizontalHeader().sizeHint().height() + 4
        self.view.setFixedHeight(height)
        self.view.setVisible(self._model.rowCount() > 0)

    def _parts(self) -> tuple:  # type: ignore[type-arg]  # of parts, which share only id and label
        if self._page == "event":
            return tuple(kind for kind in self._bench.schema.events if kind.group == self._spot.id)
        return parts(self._bench.schema, self._page, self._spot.id)

    def _at(self, part_id: str) -> Spot:
        return Spot(self._page, part_id, self._spot.id if self._page in HOLDERS else "")

    def _new(self) -> Spot:
        return Spot(self._page, "", self._spot.id)

    def _words(self, one: Role | EventType) -> list[str]:
        bench = self._bench
        count = bench.marks(self._at(one.id))
        words = [one.label.text(bench.language), one.id]
        if isinstance(one, Role):
            comma = "، " if bench.tr.is_rtl else ", "
            words += [comma.join(map(bench.type_name, one.fillers)), number_of(bench, one)]
        return [*words, bench.tr.number(count) if count else ""]

    def _go(self, index: QModelIndex) -> None:
        self._bench.go(self._at(str(index.siblingAtColumn(0).data(_ID))))


def number_of(bench: Bench, role: Role) -> str:
    """Return in short how many fillers a role takes, a star for one that is recommended."""
    number = bench.tr.number
    if role.max is None:
        said = f"{number(role.min)}+"
    else:
        said = number(role.min) if role.min == role.max else f"{number(role.min)}–{number(role.max)}"
    return f"{said} ★" if role.recommended else said


def _cell(words: str, part_id: str) -> QStandardItem:
    cell = QStandardItem(words)
    cell.setEditable(False)
    cell.setData(part_id, _ID)
    cell.setData(plain.tip(words), Qt.ItemDataRole.ToolTipRole)
    return cell
