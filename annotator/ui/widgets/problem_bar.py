"""Problem bar: what the problems list shows - this document or the project, which severity, which kind."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.ui.problem_rows import Wanted
from annotator.ui.problem_titles import problem_title
from annotator.ui.session import Session

DOCUMENT, PROJECT = "document", "project"
_LETTERS = 8  # that a box has room for


class ProblemBar(QWidget):
    """Boxes to choose by, and the button that mends all of the chosen kind."""

    narrowed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        tr = session.tr
        self.scopes, self.severities, self.kinds = QComboBox(), QComboBox(), QComboBox()
        self.silenced = QCheckBox(tr("Show what is called right"))
        self.mend = QPushButton(tr("Mend all alike…"))
        self.mend.setAutoDefault(False)
        self.mend.setProperty("kind", "link")
        for title, value in ((tr("This document"), DOCUMENT), (tr("Whole project"), PROJECT)):
            self.scopes.addItem(title, value)
        for title, value in ((tr("All severities"), ""), (tr("Errors"), "error"), (tr("Warnings"), "warning")):
            self.severities.addItem(title, value)
        for box in (self.scopes, self.severities, self.kinds):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            box.setMinimumContentsLength(_LETTERS)
        self.offer({})
        column, row, below = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(10, 8, 10, 4)
        column.setSpacing(4)
        column.addLayout(row)
        column.addLayout(below)
        for box, name in ((self.scopes, tr("Where")), (self.severities, tr("Severity")), (self.kinds, tr("Kind"))):
            box.setAccessibleName(name)
            box.activated.connect(self.narrowed)
            row.addWidget(box, 1)
        below.addWidget(self.silenced)
        below.addStretch(1)
        below.addWidget(self.mend)
        self.silenced.clicked.connect(self.narrowed)

    @property
    def scope(self) -> str:
        """Return DOCUMENT or PROJECT."""
        return str(self.scopes.currentData())

    def choose_scope(self, scope: str) -> None:
        """Show the document's problems or the project's."""
        self.scopes.setCurrentIndex(self.scopes.findData(scope))

    def wanted(self) -> Wanted:
        """Return what is to be listed."""
        return Wanted(
            str(self.severities.currentData()), str(self.kinds.currentData() or ""), self.silenced.isChecked()
        )

    def offer(self, kinds: Mapping[str, int]) -> None:
        """Offer these kinds with their numbers; the chosen one stays even if none is left of it."""
        tr, chosen = self._session.tr, str(self.kinds.currentData() or "")
        known = {chosen: 0, **kinds} if chosen else kinds
        entries = [(tr("All kinds"), "")]
        titles = {kind: problem_title(self._session, kind) for kind in known}
        entries += [
            (tr("{kind} ({count})", kind=titles[kind], count=known[kind]), kind)
            for kind in sorted(known, key=lambda kind: titles[kind])
        ]
        if entries == [(self.kinds.itemText(at), self.kinds.itemData(at)) for at in range(self.kinds.count())]:
            return
        self.kinds.clear()
        for title, value in entries:
            self.kinds.addItem(title, value)
        self.kinds.setCurrentIndex(max(self.kinds.findData(chosen), 0))
