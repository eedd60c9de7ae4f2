"""Empty state: what a panel says, calmly and in its middle, when it has nothing to show."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from annotator.ui.widgets import plain
from annotator.ui.widgets.paper import Paper


class EmptyState(Paper):
    """One short title and one sentence on what to do."""

    def __init__(self, title: str, advice: str = "") -> None:
        super().__init__()
        self._title = plain.label(title, kind="title", wraps=True)
        self._advice = plain.label(advice, kind="muted", wraps=True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{title}\n{advice}")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(2)
        for part in (self._title, self._advice):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addStretch(3)

    def say(self, title: str, advice: str = "") -> None:
        """Show other words."""
        self.setAccessibleName(f"{title}\n{advice}")
        self._title.setText(title)
        self._advice.setText(advice)
