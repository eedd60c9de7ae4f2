"""Document head: the line above the text - which document, whose marks, how far the work is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from annotator.domain.model import State
from annotator.domain.origin import suggested_by
from annotator.ui.commands.document import mark_done
from annotator.ui.desk import Desk
from annotator.ui.review.hint import ReviewHint
from annotator.ui.widgets import plain
from annotator.ui.wording import STATES


class DocumentHead(QWidget):
    """Show the open document's name, its layers to choose from, and its state to switch."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("documentHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = plain.label("", kind="title")
        self._size = plain.label("", kind="small")
        self._layers = QComboBox()
        self._layers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._layers.setAccessibleName(desk.session.tr("Whose marks"))
        self._layers.activated.connect(self._choose)
        self._state = QPushButton()
        self._state.setProperty("kind", "state")
        self._state.clicked.connect(lambda: mark_done.run(desk))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(10)
        row.addWidget(self._name)
        row.addWidget(self._size)
        row.addStretch(1)
        row.addWidget(ReviewHint(desk))
        row.addWidget(plain.label(desk.session.tr("Marks by"), kind="small"))
        row.addWidget(self._layers)
        row.addWidget(self._state)
        desk.session.document_opened.connect(self._show)
        desk.session.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        session = self._desk.session
        document = session.document
        if document is None:
            return
        self._name.setText(document.name)
        self._size.setText(session.tr.count("{count} characters", document.length))
        names = list(dict.fromkeys([*(row.annotator for row in session.visible(document)), session.author]))
        self._layers.clear()
        for name in names:
            self._layers.addItem(self._title(name), name)
        self._layers.setCurrentIndex(self._layers.findData(session.annotator))
        state = next((row.state for row in document.layers if row.id == session.layer_id), State.NEW)
        mark = "✓ " if state in (State.DONE, State.IN_REVIEW, State.APPROVED) else ""
        self._state.setText(mark + session.tr(STATES[state]))
        plain.set_tip(self._state, session.tr(mark_done.help))

    def _title(self, name: str) -> str:
        session = self._desk.session
        if name == session.author:
            return session.tr("{name} (you)", name=name)
        rows = session.document.layers if session.document else ()
        is_suggested = any(row.annotator == name and suggested_by(row.extra) for row in rows)
        return session.tr("{name} (suggestions)", name=name) if is_suggested else name

    def _choose(self, number: int) -> None:
        session = self._desk.session
        if session.document is not None:
            session.show(session.document.id, self._layers.itemData(number))
        self._desk.canvas.setFocus()
