"""Key map: the keyboard with the colour of what each key marks; what clashes is framed, what begins others is open."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from annotator.domain.schema import Schema
from annotator.operations.schema_keys import contexts
from annotator.operations.schema_parts import part
from annotator.operations.schema_steps import Target
from annotator.ui import fonts
from annotator.ui.keys import caps, chords
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.widgets import plain

_ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL;", "ZXCVBNM,./")
_KEY, _GAP = 32, 4
_SHIFT = (0, 0, 8, 16)  # pixels by which the rows of a keyboard stand in


@dataclass(frozen=True, slots=True)
class Use:
    """What a key does: the things that it is the whole key of, and those of which it is the beginning."""

    whole: tuple[Target, ...] = ()
    begun: tuple[Target, ...] = ()

    @property
    def is_clash(self) -> bool:
        """Say whether the keyboard could not know what is meant."""
        return len(self.whole) > 1 or bool(self.whole and self.begun)


def uses(schema: Schema, context: int, first: tuple[str, ...] = ()) -> dict[str, Use]:
    """Return what each chord does in a context (0: on text, 1: links, 2: values) after some first chords."""
    found: dict[str, Use] = {}
    for one in contexts(schema)[context]:
        keys = chords(one.key)
        if len(keys) <= len(first) or keys[: len(first)] != first:
            continue
        key, rest = keys[len(first)], keys[len(first) + 1 :]
        known = found.get(key, Use())
        whole = known.whole if rest else (*known.whole, one.target)
        begun = (*known.begun, one.target) if rest else known.begun
        found[key] = Use(whole, begun)
    return found


def held_of(chord: str) -> str:
    """Return the modifiers of a chord with a plus behind each, such as "Ctrl+", "" for none."""
    return chord[: len(chord) - len(chord.rsplit("+", 1)[-1])]


class KeyMap(QWidget):
    """The letters and digits as they lie on the keyboard; a click on a key that begins others shows what follows."""

    pressed = Signal(object)  # the Target of a key
    shown = Signal()  # other keys are shown

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._context = 0
        self._first: tuple[str, ...] = ()
        self.held = ""  # the modifiers that are shown as held down
        self._own: Target | None = None
        self._schema = bench.schema  # that of the uses: what they name is gone from the bench once it is renamed
        self._uses: dict[str, Use] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAccessibleName(bench.tr("Keys"))

    @property
    def first(self) -> tuple[str, ...]:
        """Return the chords after which the keys are shown."""
        return self._first

    def show_context(self, context: int, first: tuple[str, ...], own: Target | None) -> None:
        """Show the keys of a context after some first chords; the keys of `own` stand out."""
        self._context, self._first, self._own = context, first, own
        self._schema = self._bench.schema
        self._uses = uses(self._schema, context, first)
        mine = (chord for chord, use in self._uses.items() if own in (*use.whole, *use.begun))
        known = self.layers()
        wanted = next((held_of(chord) for chord in mine), self.held)
        self.hold(wanted if wanted in known or not known else known[0])

    def hold(self, held: str) -> None:
        """Show the keys as they are with these modifiers held down."""
        self.held = held
        self.update()
        self.shown.emit()

    def layers(self) -> list[str]:
        """Return the modifiers with which there are keys, "" first where there are bare ones."""
        return sorted({held_of(chord) for chord in self._uses})

    def sizeHint(self) -> QSize:
        return QSize(scaled(_KEY) * 10 + 20, scaled(_KEY) * len(_ROWS) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            for place, box in self._boxes():
                self._paint_key(painter, box, place)

    def _paint_key(self, painter: QPainter, box: QRect, place: str) -> None:
        theme, use = self._bench.theme, self._use(place)
        targets = (*use.whole, *use.begun)
        colour = self._colour(targets[0]) if targets else ""
        is_own = self._own in targets
        painter.setBrush(QColor(theme.fill(colour)) if colour and use.whole else QColor(theme.surface))
        edge = theme.bad if use.is_clash else theme.text if is_own else theme.line(colour) if colour else theme.border
        pen = painter.pen()
        pen.setColor(QColor(edge))
        pen.setWidthF(2.0 if use.is_clash or is_own else 1.0)
        pen.setStyle(Qt.PenStyle.DashLine if use.begun and not use.whole else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, 5, 5)
        cap = caps(place)[0]
        painter.setPen(QColor(theme.text if colour else theme.muted))
        painter.setFont(fonts.label_font(scaled(12)))
        half = box.adjusted(5, 1, -5, -1)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(half, left if cap.arabic else Qt.AlignmentFlag.AlignCenter, cap.latin)
        if cap.arabic:
            painter.drawText(half, right | Qt.AlignmentFlag.AlignAbsolute, cap.arabic)

    def _use(self, place: str) -> Use:
        return self._uses.get(self.held + place, Use()) if place else Use()

    def _colour(self, target: Target) -> str:
        found = part(self._schema, target)
        return str(getattr(found, "colour", "#7f8795"))

    def _boxes(self) -> list[tuple[str, QRect]]:
        step = (self.width() - scaled(_SHIFT[-1]) - 2) // 10
        found = []
        for row, places in enumerate(_ROWS):
            for column, place in enumerate(places):
                corner = QPoint(1 + scaled(_SHIFT[row]) + column * step, 1 + row * scaled(_KEY))
                found.append((place, QRect(corner, QSize(step - _GAP, scaled(_KEY) - _GAP))))
        return found

    def _at(self, point: QPoint) -> str:
        return next((place for place, box in self._boxes() if box.contains(point)), "")

    def words(self, place: str) -> str:
        """Return what a key does, in words; "" for nothing."""
        use = self._use(place)
        name = self._name
        lines = [name(target) for target in use.whole]
        if use.begun:
            lines.append(self._bench.tr.count("begins the keys of {count} types", len(use.begun)))
        if use.is_clash:
            lines.append(self._bench.tr("These clash."))
        return "\n".join(lines)

    def _name(self, target: Target) -> str:
        found = part(self._schema, target)
        return str(found.label.text(self._bench.language) or found.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().toPoint())
        use = self._use(place)
        if use.begun:
            self.show_context(self._context, (*self._first, self.held + place), self._own)
        elif use.whole:
            self.pressed.emit(use.whole[0])
        elif self._first:
            self.show_context(self._context, (), self._own)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain.tip(self.words(self._at(event.pos()))), self)
            return True
        return super().event(event)
