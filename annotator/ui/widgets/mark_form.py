"""Mark form: the selected mark as a form - its text, type, attributes, roles, links, cluster, comments and history.

It is made once. Selecting another mark fills the same widgets anew, for making them costs several frames.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.model import Comment, Event, Mark, Relation
from annotator.domain.schema import offered
from annotator.operations import clusters, comments, events, relations
from annotator.ui.commenting import delete as delete_comment
from annotator.ui.commenting import settle
from annotator.ui.desk import Desk
from annotator.ui.mark_links import Line, cluster_lines, comments_on, link_lines, role_lines
from annotator.ui.marking import delete, is_editable, open_card
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import Chip
from annotator.ui.widgets.comment_list import CommentList
from annotator.ui.widgets.comment_list import Presses as CommentPresses
from annotator.ui.widgets.line_list import LineList, Presses
from annotator.ui.widgets.mark_fields import MarkFields, form_key
from annotator.ui.widgets.mark_history import MarkHistory
from annotator.ui.wording import kind_of, mark_text, type_name

_MENTIONS = 6  # of a cluster that are listed
_LINKS = 40
_LONGEST = 400  # code points of a mark's text


class MarkForm(QWidget):
    """The form of the selected mark."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._session = desk, desk.session
        self._forms: dict[tuple[str, ...], MarkFields] = {}
        self._shown = ""
        tr = self._session.tr
        self._chip = Chip(desk.canvas.look.theme.muted)
        self._title, self._name = plain.label("", kind="title"), plain.label("", kind="muted")
        self._words = plain.label("", kind="quote", wraps=True)
        self._roles = LineList(self._session, tr("Roles"), Presses(self._go, self._change_role, self._clear_role))
        self._fill = self._button(tr("Fill the roles…"), lambda mark: open_card(desk, mark.id))
        self._links = LineList(self._session, tr("Links"), Presses(self._go, None, self._unlink))
        self._cluster = LineList(self._session, tr("The same thing elsewhere"), Presses(self._go))
        leave = tr("Take out of the cluster")
        self._leave = self._button(leave, lambda mark: self._run(clusters.leave_cluster, [mark.id]))
        presses = CommentPresses(
            self._comment, self._answer, lambda thread: settle(desk, thread), lambda one: delete_comment(desk, one)
        )
        self._comments = CommentList(self._session, presses)
        self._history = MarkHistory(self._session)
        self._reverse = self._button(tr("Swap the ends"), lambda mark: self._run(relations.reverse, mark.id))
        self._delete = self._button(tr("Delete"), lambda mark: delete(desk, mark.id))
        self._lay_out()

    def show_mark(self, mark: Mark) -> None:
        """Show a mark as it is now."""
        session = self._session
        kind = kind_of(session.schema, mark)
        theme = self._desk.canvas.look.theme
        self._chip.set_colour(theme.line(kind.colour) if kind else theme.bad)
        self._title.setText(type_name(session, mark))
        self._name.setText(mark.name)
        self._words.setText(mark_text(session, mark)[:_LONGEST])
        self._show_fields(mark)
        self._roles.show_lines(role_lines(session, mark) if isinstance(mark, Event) else [])
        event_type = session.schema.event(mark.type) if isinstance(mark, Event) else None
        self._fill.setVisible(event_type is not None and bool(offered(event_type.roles)))
        self._show_lines(self._links, link_lines(session, mark), _LINKS)
        self._show_lines(self._cluster, [] if isinstance(mark, Relation) else cluster_lines(session, mark), _MENTIONS)
        self._leave.setVisible(not isinstance(mark, Relation) and mark.cluster is not None)
        self._comments.show_comments(comments_on(session, mark), is_other_mark=mark.id != self._shown)
        self._history.show_row(mark.id)
        self._reverse.setVisible(isinstance(mark, Relation))
        self._shown = mark.id

    # Putting it together

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._chip)
        head.addWidget(self._title, 1)
        head.addWidget(self._name)
        self._fields = QVBoxLayout()
        self._fields.setContentsMargins(0, 6, 0, 0)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 0)
        foot.addWidget(self._reverse)
        foot.addStretch(1)
        foot.addWidget(self._delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addLayout(self._fields)
        for part in (self._roles, self._fill, self._links, self._cluster, self._leave, self._comments, self._history):
            column.addWidget(part)
        column.addLayout(foot)

    def _button(self, title: str, press: Callable[[Mark], object]) -> QPushButton:
        button = QPushButton(title)
        button.clicked.connect(lambda: press(self._session.mark) if self._session.mark else None)
        return button

    def _show_fields(self, mark: Mark) -> None:
        key = form_key(self._desk, mark)
        if key not in self._forms:
            self._forms[key] = MarkFields(self._desk, mark)
            self._fields.addWidget(self._forms[key])
        self._forms[key].show_mark(mark)
        for other, form in self._forms.items():
            form.setVisible(other == key)

    def _show_lines(self, where: LineList, lines: list[Line], most: int) -> None:
        more = len(lines) - most
        where.show_lines(lines[:most], self._session.tr.count("{count} more mentions", more) if more > 0 else "")

    # What it does

    def _go(self, line: Line) -> None:
        self._session.select(line.target)
        self._desk.canvas.reveal(line.target)

    def _run(self, operation: Callable[..., object], *values: object, **options: object) -> None:
        if is_editable(self._desk):
            self._session.run(operation, *values, **options)

    def _clear_role(self, line: Line) -> None:
        self._run(events.clear_role, self._shown, line.key)

    def _change_role(self, line: Line) -> None:
        """Let the user choose which role of its event an argument fills."""
        event = self._session.marks.get(self._shown)
        kind = self._session.schema.event(event.type) if event else None
        if event is None or kind is None:
            return
        roles = offered(kind.roles)
        chosen = self._desk.ask.pick([role.label.text(self._session.settings.language) for role in roles])
        if chosen is not None:
            self._run(events.change_role, event.id, line.key, roles[chosen].id)

    def _unlink(self, line: Line) -> None:
        """Take away a relation; an argument is known by its event and its own id, with a space between."""
        event_id, _, argument_id = line.key.partition(" ")
        if argument_id:
            self._run(events.clear_role, event_id, argument_id)
        else:
            self._run(relations.unlink, line.key)

    def _comment(self, text: str) -> None:
        """Comment on the mark, also on another person's: that does not change it."""
        if self._session.layer_id is not None:
            self._session.run(comments.add_comment, self._session.layer_id, self._shown, text)

    def _answer(self, comment: Comment, text: str) -> None:
        self._session.run(comments.answer_comment, comment.id, text)
