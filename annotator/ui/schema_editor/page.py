"""Page: the form of one thing of the schema, made from rows of fields; an error stands beside the field it is about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.errors import AnnotatorError
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.fields import Field
from annotator.ui.schema_editor.spot import Spot
from annotator.ui.widgets import plain
from annotator.ui.widgets.paper import Paper

_LABELS = 132  # pixels for the names of fields
Take = Callable[[Spot, object], AnnotatorError | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A field under a name: `name` is the definition's field; `take` edits it where that is more than a new value."""

    name: str
    title: str
    field: Field
    hint: str = ""
    take: Take | None = None
    is_needed: Callable[[object], bool] | None = None  # of the definition; a row that is not needed is hidden


class Page(QScrollArea):
    """Rows of fields below a `head`; after the `first` ones there is room for what a page has besides."""

    def __init__(self, bench: Bench, rows: Iterable[Row], *, head: QWidget | None = None, first: int = 99) -> None:
        super().__init__()
        self.bench = bench
        self.spot = Spot("schema")
        self.rows = list(rows)
        self._lines: dict[str, _Line] = {}
        self.head = head
        self.column = self._lay_out(_grid(self.rows[:first], self._add))
        if self.rows[first:]:
            self.column.insertLayout(self.column.count() - 1, _grid(self.rows[first:], self._add))
        self.middle = self.column.count() - (2 if self.rows[first:] else 1)  # where what stands between goes
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_spot(self, spot: Spot) -> None:
        """Show a thing as it is now; errors of another thing go."""
        if spot != self.spot:
            for line in self._lines.values():
                line.say(None, self.bench)
            self.verticalScrollBar().setValue(0)
        self.spot = spot
        part = self.value_of(spot)
        for row in self.rows:
            line = self._lines[row.name]
            line.show_if(row.is_needed is None or row.is_needed(part))
            if not line.is_wrong:
                row.field.show_value(getattr(part, row.name))

    def value_of(self, spot: Spot) -> object:
        """Return what the rows show fields of."""
        return self.bench.part(spot)

    def field(self, name: str) -> Field:
        """Return the field of a row; raises StopIteration if there is none."""
        return next(row.field for row in self.rows if row.name == name)

    def error(self, name: str) -> str:
        """Return what stands beside a field."""
        return self._lines[name].told.text()

    def take(self, row: Row, value: object) -> None:
        """Edit the draft, or say beside the field why not."""
        error = row.take(self.spot, value) if row.take else self.bench.change(self.spot, row.name, value)
        self._lines[row.name].say(error, self.bench)

    def enable(self, *, is_editable: bool) -> None:
        """Let the fields be edited, or only be read."""
        for row in self.rows:
            row.field.setEnabled(is_editable)

    def _lay_out(self, grid: QGridLayout) -> QVBoxLayout:
        paper = Paper()
        column = QVBoxLayout(paper)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(14)
        if self.head is not None:
            column.addWidget(self.head)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(paper)
        return column

    def _add(self, grid: QGridLayout, row: Row) -> None:
        number = grid.rowCount()
        title = plain.label(row.title, kind="muted", wraps=True)
        title.setContentsMargins(0, scaled(5), 0, 0)
        title.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        row.field.name_for_speech(row.title)
        line = _Line(title, row.field, row.hint)
        self._lines[row.name] = line
        grid.addWidget(title, number, 0)
        grid.addWidget(line, number, 1)
        row.field.edited.connect(lambda value: self.take(row, value))


def _grid(rows: Iterable[Row], add: Callable[[QGridLayout, Row], None]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, scaled(_LABELS))
    grid.setColumnStretch(1, 1)
    for row in rows:
        add(grid, row)
    return grid


class _Line(QWidget):
    """A field with its hint, or what is wrong with it, below."""

    def __init__(self, title: QLabel, field: Field, hint: str) -> None:
        super().__init__()
        self._title, self._hint = title, hint
        self.is_wrong = False
        self.told = plain.label(hint, kind="small", wraps=True)
        self.told.setVisible(bool(hint))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        column.addWidget(field)
        column.addWidget(self.told)

    def show_if(self, is_needed: bool) -> None:  # as setVisible
        self.setVisible(is_needed)
        self._title.setVisible(is_needed)

    def say(self, error: AnnotatorError | None, bench: Bench) -> None:
        """Show what is wrong, or the hint again."""
        self.is_wrong = error is not None
        self.told.setText(bench.tr.error(error) if error else self._hint)
        self.told.setProperty("kind", "bad" if error else "small")
        self.told.style().polish(self.told)
        self.told.setVisible(bool(self.told.text()))
