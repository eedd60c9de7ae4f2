"""Tour card: a few words beside a part of the window, and a frame around that part."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.ui.i18n import Translator
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain

_WIDTH = 380
_GAP = 14


class TourCard(QFrame):
    """Show one step of a tour; the buttons are for the mouse, the keys belong to the mode that shows the card."""

    went_on = Signal()
    ended = Signal()

    def __init__(self, window: QWidget, tr: Translator) -> None:
        super().__init__(window)
        self._tr = tr
        self._target: QWidget | None = None
        self._frame = QFrame(window)
        self._frame.setObjectName("spot")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("card")
        self.setAutoFillBackground(True)
        self.setFixedWidth(min(scaled(_WIDTH), window.width() - 2 * _GAP))
        self._place_in_tour = plain.label("", kind="muted")
        self._title = plain.label("", kind="title", wraps=True)
        self._words = plain.label("", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        for label in (self._place_in_tour, self._title, self._words):
            column.addWidget(label)
        column.addLayout(self._buttons())
        window.installEventFilter(self)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for title, signal, kind in (("End the tour", self.ended, "choice"), ("Next", self.went_on, "primary")):
            button = QPushButton(self._tr(title))
            button.setProperty("kind", kind)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(signal)
            row.addWidget(button)
        return row

    def point_at(self, target: QWidget, place: str, title: str, words: str) -> None:
        """Say these words beside a part of the window."""
        self._target = target
        self._place_in_tour.setText(place)
        self._title.setText(title)
        self._words.setText(words)
        self.setAccessibleName(f"{title} {words}")
        self.place()
        self._frame.show()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Go beside the part pointed at, where there is room; over it where there is none."""
        window, target = self.parentWidget(), self._target
        if window is None or target is None:
            return
        self.setFixedHeight(self.layout().heightForWidth(self.width()))  # type: ignore[union-attr]  # made in __init__
        around = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        self._frame.setGeometry(around)
        self._frame.raise_()
        room = window.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        box = QRect(QPoint(0, 0), self.size())
        for corner in (
            QPoint(around.left() - self.width() - _GAP, around.top() + _GAP),
            QPoint(around.right() + _GAP, around.top() + _GAP),
            QPoint(around.center().x() - self.width() // 2, around.top() - self.height() - _GAP),
            QPoint(around.center().x() - self.width() // 2, around.bottom() + _GAP),
        ):
            box.moveTopLeft(corner)
            if room.contains(box):
                break
        else:
            box.moveCenter(around.center())
        self.move(box.topLeft())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def take_away(self) -> None:
        """Remove the card and the frame."""
        for widget in (self, self._frame):
            widget.hide()
            widget.deleteLater()
