"""Panel dock: a panel in its frame - icon, title, what it counts, and a cross to put it away."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.ui.desk import Desk
from annotator.ui.panels.panel import Panel
from annotator.ui.widgets import plain

_ICON = 14


class PanelDock(QDockWidget):
    """A dock with a title bar of our own, which mirrors and counts."""

    def __init__(self, desk: Desk, panel: Panel, parent: QWidget) -> None:
        title = desk.session.tr(panel.title)
        super().__init__(title, parent)
        self.panel = panel
        self.setObjectName(panel.name)
        self._icon = plain.label()
        self._icon.setFixedWidth(_ICON + 2)
        self._summary = plain.label("", kind="small")
        self.setTitleBarWidget(self._head(title, desk.session.tr("Close")))
        self.contents = panel.build(desk)
        self.setWidget(self.contents)
        summarised = getattr(self.contents, "summarised", None)
        if summarised is not None:
            summarised.connect(self._summarise)
            self._summarise()

    def set_icon(self, icon: QIcon) -> None:
        """Show the icon that came late."""
        self._icon.setPixmap(icon.pixmap(QSize(_ICON, _ICON)))

    def _head(self, title: str, close: str) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(7)
        row.addWidget(self._icon)
        row.addWidget(plain.label(title, kind="title"))
        row.addWidget(self._stretching(self._summary), 1)
        cross = QPushButton("×")
        cross.setProperty("kind", "close")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setAccessibleName(close)
        cross.clicked.connect(self.hide)
        row.addWidget(cross)
        return head

    @staticmethod
    def _stretching(label: QLabel) -> QLabel:
        """Let a long summary be cut rather than widen the dock."""
        label.setMinimumWidth(10)
        return label

    def _summarise(self) -> None:
        self._summary.setText(self.contents.summary())  # type: ignore[attr-defined]  # it has `summarised`, so it has this
