"""Panel dock: a panel in its frame - icon, title, what it counts, and a cross to put it away."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QPushButton, QWidget

from annotator.ui.desk import Desk
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.widgets import plain
from annotator.ui.widgets.elided import ElidedLabel

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
        self._summary = ElidedLabel("small")
        self._title = title
        is_tab = panel.area is Area.BOTTOM
        self.setTitleBarWidget(QWidget() if is_tab else self._head(desk, title))
        self.contents = panel.build(desk)
        self.setWidget(self.contents)
        summarised = getattr(self.contents, "summarised", None)
        attend = getattr(self.contents, "attend", None)
        if attend is not None:
            self.visibilityChanged.connect(attend)
        if summarised is not None:
            summarised.connect(self._summarise)
            self._summarise()

    def set_icon(self, icon: QIcon) -> None:
        """Show the icon that came late."""
        self._icon.setPixmap(icon.pixmap(QSize(_ICON, _ICON)))

    def _head(self, desk: Desk, title: str) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(7)
        row.addWidget(self._icon)
        row.addWidget(plain.label(title, kind="title"))
        row.addWidget(self._summary, 1)
        cross = QPushButton("×")
        cross.setProperty("kind", "close")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setAccessibleName(desk.session.tr("Close"))
        cross.clicked.connect(self.hide)
        row.addWidget(cross)
        return head

    def _summarise(self) -> None:
        summary: str = self.contents.summary()  # type: ignore[attr-defined]  # it has `summarised`, so it has this
        self._summary.show_text(summary)
        if self.panel.area is Area.BOTTOM:
            self.setWindowTitle(f"{self._title} ({summary})" if summary else self._title)
