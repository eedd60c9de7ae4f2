"""Binding: let the canvas and the session speak to each other; neither knows the other."""

from PySide6.QtCore import QObject

from annotator.domain.model import Event
from annotator.domain.span import Fragments
from annotator.store.change import Change
from annotator.text.stops import Cutting
from annotator.ui.desk import Desk
from annotator.ui.marking import connect, open_card, resize


class Binding(QObject):
    """Carry what the user does in the canvas to the session, and what changed back to the canvas."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        canvas, session = desk.canvas, desk.session
        canvas.selection_changed.connect(self._take_selection)
        canvas.mark_clicked.connect(self._click)
        canvas.mark_activated.connect(self._activate)
        canvas.link_requested.connect(self._link)
        canvas.resize_requested.connect(self._resize)
        session.document_opened.connect(self._cut)
        session.changed.connect(self._refresh)
        session.selected.connect(self._point)
        desk.mode_changed.connect(self._return)
        self._cut()

    def _cut(self) -> None:
        """Let the cursor cut clitics off as the schema says."""
        self._schema = self._desk.session.schema
        policy = self._schema.policy
        self._desk.canvas.set_cutting(
            Cutting(policy.exclude_proclitics, policy.include_article, self._desk.forms),
        )

    def _take_selection(self) -> None:
        if self._desk.mode is None:
            self._desk.session.select(self._desk.canvas.selection.mark)

    def _click(self, mark_id: str) -> None:
        if self._desk.mode is None or not self._desk.mode.click(mark_id):
            self._desk.session.select(mark_id)

    def _activate(self, mark_id: str) -> None:
        if self._desk.mode is None and isinstance(self._desk.session.marks.get(mark_id), Event):
            open_card(self._desk, mark_id)

    def _link(self, source: str, target: str) -> None:
        connect(self._desk, source, target)

    def _resize(self, mark_id: str, spans: Fragments) -> None:
        resize(self._desk, mark_id, spans)

    def _refresh(self, change: Change) -> None:
        if self._desk.session.schema is not self._schema:
            self._cut()
        self._desk.canvas.refresh(
            {row_id for table, row_id in change.touched if table in ("entity", "event", "relation")}
        )

    def _point(self) -> None:
        """Select in the canvas what the session selected."""
        mark, canvas = self._desk.session.mark, self._desk.canvas
        canvas.select_mark(mark.id if mark else None)

    def _return(self) -> None:
        """Select again what the session holds when a mode ends, wherever the cursor went meanwhile."""
        if self._desk.mode is None:
            self._point()


def bind(desk: Desk) -> Binding:
    """Let the desk's canvas and session speak to each other for as long as the desk lives."""
    return Binding(desk)
