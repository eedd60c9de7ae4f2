"""Fields in which a colour, keys or types are chosen."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QColorDialog, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.operations.schema_colours import proposed_colours
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.fields import Field
from annotator.ui.schema_editor.spot import Spot
from annotator.ui.schema_editor.type_list import choose_types
from annotator.ui.widgets import plain
from annotator.ui.widgets.elided import ElidedLabel
from annotator.ui.widgets.key_field import KeyField

_WELL = 26
_OFFERED = 8
_PAD = 13  # pixels of a button beside its words, and a little
_SHOWN = 7  # names of chosen types


class Well(QPushButton):
    """A colour as a button, as it is shown on the page of the window's theme."""

    def __init__(self, side: int = _WELL) -> None:
        super().__init__()
        self._side = scaled(side)
        self._colour, self._shown = "#808080", "#808080"
        self._ring = "#000000"
        self.setProperty("kind", "close")
        self.setFixedSize(QSize(self._side, self._side))

    @property
    def colour(self) -> str:
        """Return the colour that the schema has."""
        return self._colour

    def show_colour(self, colour: str, shown: str, ring: str) -> None:
        """Show a colour of the schema as the theme shows it; `ring` is drawn while it has the focus."""
        self._colour, self._shown, self._ring = colour, shown, ring
        self.setAccessibleName(colour)
        plain.set_tip(self, colour)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRect(2, 2, self.width() - 4, self.height() - 4)
            painter.setPen(QColor(self._ring) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._shown))
            painter.setOpacity(1.0 if self.isEnabled() else 0.5)
            painter.drawRoundedRect(box, 6, 6)


class ColourField(Field):
    """A colour; beside it those that would stay apart from all others, and a way to any other."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._value = "#808080"
        self._offered_for: tuple[object, ...] = ()
        self.well = Well(32)
        self.well.clicked.connect(self._ask)
        self.proposed = [Well() for _ in range(_OFFERED)]
        for well in self.proposed:
            well.clicked.connect(lambda _=False, one=well: self._take(one.colour))
        title = plain.label(bench.tr("Proposed:"), kind="small")
        box = self.hold(self.well, title, *self.proposed)
        box.setSpacing(3)
        box.insertSpacing(1, scaled(10))
        box.addStretch(1)

    def show_value(self, value: object) -> None:
        self._value = str(value)
        theme = self._bench.theme
        self.well.show_colour(self._value, theme.line(self._value), theme.accent)
        self._propose()

    def _propose(self) -> None:
        rest = tuple(sorted({*self._bench.colours()} - {self._value}))
        if rest == self._offered_for:
            return
        self._offered_for = rest
        theme = self._bench.theme
        for well, colour in zip(self.proposed, proposed_colours(_OFFERED, rest), strict=True):
            well.show_colour(colour, theme.line(colour), theme.accent)

    def _ask(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._value), self.window(), self._bench.tr("Another colour"))
        if chosen.isValid():
            self._take(chosen.name())

    def _take(self, colour: str) -> None:
        if colour != self._value:
            self._offered_for = ()
            self.edited.emit(colour)


class KeysField(Field):
    """The keys of the thing that is shown; what else has them is said beside."""

    def __init__(self, bench: Bench, *, most: int = 2) -> None:
        super().__init__()
        self._bench = bench
        self.keys = KeyField(bench.tr("Key"), "", bench.theme, most=most)
        self.keys.chosen.connect(self.edited.emit)
        self.keys.setProperty("kind", "types")
        self.keys.restored.connect(lambda: self.edited.emit(""))
        self._told = ElidedLabel("small")
        self.hold(self.keys, self._told).setStretch(1, 1)

    def show_value(self, value: object) -> None:
        self.keys.show_keys(str(value))
        said, kind = self._judgement(self._bench.spot, str(value))
        self._told.show_text(said)
        self._told.show_as(kind)

    def _judgement(self, spot: Spot, keys: str) -> tuple[str, str]:
        tr = self._bench.tr
        rivals = self._bench.key_rivals(spot)
        if rivals:
            return tr("It clashes with “{name}”.", name=rivals[0]), "bad"
        if self._bench.is_reserved(keys):
            return tr("A command of the program has this key."), "warning"
        return ("" if keys else tr("Press the button, then the new keys.")), "small"


class TypesField(Field):
    """Types, a tuple of ids; a press opens the list of all to choose from. "*" stands for all, if it is allowed."""

    def __init__(self, bench: Bench, scopes: Callable[[], tuple[str, ...]], *, may_be_all: bool = False) -> None:
        super().__init__()
        self._bench, self._scopes, self._may_be_all = bench, scopes, may_be_all
        self._title = ""
        self.value: tuple[str, ...] = ()
        self.button = QPushButton()
        self.button.setProperty("kind", "types")
        self.button.setMinimumWidth(scaled(160))
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words = ""
        self.button.clicked.connect(self._choose)
        self.hold(self.button)

    def show_value(self, value: object) -> None:
        assert isinstance(value, tuple)
        self.value = value
        tr = self._bench.tr
        comma = "، " if tr.is_rtl else ", "
        names = [tr("All") if one == "*" else self._bench.type_name(one) for one in value]
        words = comma.join(names[:_SHOWN]) + (f" +{tr.number(len(names) - _SHOWN)}" if len(names) > _SHOWN else "")
        self._words = words or tr("None; press to choose")
        self._fit()
        plain.set_tip(self.button, comma.join(names))
        self.button.setAccessibleName(f"{self._title}: {words}")

    def name_for_speech(self, title: str) -> None:
        self._title = title

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as much of the names as there is room for."""
        room = self.button.width() - 2 * scaled(_PAD)
        short = self.button.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.button.setText(plain.menu_text(short))

    def _choose(self) -> None:
        chosen = choose_types(self._bench, self, self._title, may_be_all=self._may_be_all, scopes=self._scopes())
        if chosen is not None and chosen != self.value:
            self.edited.emit(chosen)


class PairsField(Field):
    """Pairs of types: what may be the head with what as the tail, each pair a row."""

    rows_changed = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._value: tuple[tuple[str, str], ...] = ()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self.add = QPushButton(bench.tr("Add a pair"))
        self.add.clicked.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        column.addLayout(row)
        self._rows: list[tuple[QWidget, ...]] = []

    def show_value(self, value: object) -> None:
        assert isinstance(value, tuple)
        self._value = value
        for widgets in self._rows:
            for widget in widgets:
                self._grid.removeWidget(widget)
                widget.deleteLater()
        self._rows = [self._row(number) for number in range(len(value))]

    def _row(self, number: int) -> tuple[QWidget, ...]:
        ends = [self._end(number, place) for place in (0, 1)]
        arrow = plain.label("←" if self._bench.tr.is_rtl else "→", kind="muted")
        cross = QPushButton("×")
        cross.setProperty("kind", "close")
        cross.setAutoDefault(False)
        cross.setAccessibleName(self._bench.tr("Remove"))
        cross.clicked.connect(lambda: self.edited.emit(self._value[:number] + self._value[number + 1 :]))
        widgets: tuple[QWidget, ...] = (ends[0], arrow, ends[1], cross)
        for column, widget in enumerate(widgets):
            self._grid.addWidget(widget, number, column)
        return widgets

    def _end(self, number: int, place: int) -> QPushButton:
        button = QPushButton(plain.menu_text(self._bench.type_name(self._value[number][place])))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._choose(number, place))
        return button

    def _choose(self, number: int, place: int) -> None:
        title = self._bench.tr("Head") if place == 0 else self._bench.tr("Tail")
        chosen = choose_types(self._bench, self, title, scopes=("entity", "event"), is_one=True)
        if chosen:
            pair = (chosen[0], self._value[number][1]) if place == 0 else (self._value[number][0], chosen[0])
            self.edited.emit((*self._value[:number], pair, *self._value[number + 1 :]))

    def _add(self) -> None:
        head = choose_types(self._bench, self, self._bench.tr("Head"), scopes=("entity", "event"), is_one=True)
        if not head:
            return
        tail = choose_types(self._bench, self, self._bench.tr("Tail"), scopes=("entity", "event"), is_one=True)
        if tail and (head[0], tail[0]) not in self._value:
            self.edited.emit((*self._value, (head[0], tail[0])))
