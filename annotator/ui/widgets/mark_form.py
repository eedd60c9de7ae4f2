"""Mark form: one mark as a form - its text, type, attributes, roles, links, cluster and comments."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.domain.model import Entity, Event, Mark, Relation
from annotator.domain.schema import EntityType, EventType, RelationType
from annotator.operations import clusters, comments, entities, events, relations
from annotator.ui.desk import Desk
from annotator.ui.mark_links import Line, cluster_lines, comments_on, link_lines, role_lines
from annotator.ui.marking import apply_type, delete, is_editable, open_card, scope_of, set_value
from annotator.ui.widgets import plain
from annotator.ui.widgets.attribute_field import attribute_field
from annotator.ui.widgets.chip import Chip
from annotator.ui.wording import kind_of, mark_text, type_name

_MENTIONS = 6  # of a cluster that are listed


class MarkForm(QWidget):
    """The form of one mark as it is now; whoever shows it makes a new one when the mark changes."""

    def __init__(self, desk: Desk, mark: Mark) -> None:
        super().__init__()
        self._desk = desk
        self._session = desk.session
        self._mark = mark
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 14)
        self._column.setSpacing(6)
        self._head()
        self._fields()
        if isinstance(mark, Event):
            self._roles(mark)
        self._lines(self._session.tr("Links"), link_lines(self._session, mark), self._unlink)
        if not isinstance(mark, Relation):
            self._cluster(mark)
        self._comments()
        self._foot()

    def _head(self) -> None:
        mark, theme = self._mark, self._desk.canvas.look.theme
        kind = kind_of(self._session.schema, mark)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Chip(theme.line(kind.colour) if kind else theme.bad))
        row.addWidget(plain.label(type_name(self._session, mark), kind="title"), 1)
        row.addWidget(plain.label(mark.name, kind="muted"))
        self._column.addLayout(row)
        self._column.addWidget(plain.label(mark_text(self._session, mark), kind="quote", wraps=True))

    def _fields(self) -> None:
        tr, schema, mark = self._session.tr, self._session.schema, self._mark
        form = QFormLayout()
        form.setContentsMargins(0, 6, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(plain.label(tr("Type"), kind="muted"), self._type())
        if isinstance(mark, Entity) and (kind := schema.entity(mark.type)) and kind.subtypes:
            form.addRow(plain.label(tr("Subtype"), kind="muted"), self._subtype(mark))
        for attribute in schema.attributes_of(scope_of(mark), mark.type):
            title = attribute.label.text(self._session.settings.language)
            value = mark.attributes.get(attribute.id)
            field = attribute_field(self._session, attribute, value, partial(set_value, self._desk, attribute.id))
            form.addRow(plain.label(title, kind="muted"), field)
        self._column.addLayout(form)

    def _type(self) -> QComboBox:
        schema, language = self._session.schema, self._session.settings.language
        kinds: dict[str, Sequence[EntityType | EventType | RelationType]] = {
            "entity": schema.entities,
            "event": schema.events,
            "relation": schema.relations,
        }
        box = QComboBox()
        for kind in kinds[scope_of(self._mark)]:
            box.addItem(kind.label.text(language), kind.id)
        if box.findData(self._mark.type) < 0:
            box.addItem(self._mark.type, self._mark.type)
        box.setCurrentIndex(box.findData(self._mark.type))
        box.setObjectName("type")
        box.setAccessibleName(self._session.tr("Type"))
        box.activated.connect(lambda number: apply_type(self._desk, scope_of(self._mark), box.itemData(number)))
        return box

    def _subtype(self, mark: Entity) -> QComboBox:
        kind = self._session.schema.entity(mark.type)
        box = QComboBox()
        box.addItem("—", None)
        for subtype in kind.subtypes if kind else ():
            box.addItem(subtype.label.text(self._session.settings.language), subtype.id)
        box.setCurrentIndex(max(box.findData(mark.subtype), 0))
        box.setObjectName("subtype")
        box.setAccessibleName(self._session.tr("Subtype"))
        box.activated.connect(lambda number: self._set_subtype(box.itemData(number)))
        return box

    def _set_subtype(self, subtype: str | None) -> None:
        if is_editable(self._desk):
            self._session.run(entities.retype_entity, self._mark.id, self._mark.type, subtype=subtype)

    def _roles(self, event: Event) -> None:
        lines = role_lines(self._session, event)
        self._lines(self._session.tr("Roles"), lines, lambda key: self._run(events.clear_role, event.id, key))
        kind = self._session.schema.event(event.type)
        if kind is not None and kind.roles:
            self._button(self._session.tr("Fill the roles…"), lambda: open_card(self._desk, event.id))

    def _cluster(self, mark: Entity | Event) -> None:
        lines = cluster_lines(self._session, mark)
        self._lines(self._session.tr("The same thing elsewhere"), lines[:_MENTIONS])
        if len(lines) > _MENTIONS:
            more = self._session.tr.count("{count} more mentions", len(lines) - _MENTIONS)
            self._column.addWidget(plain.label(more, kind="small"))
        if mark.cluster is not None:
            leave = self._session.tr("Take out of the cluster")
            self._button(leave, lambda: self._run(clusters.leave_cluster, [mark.id]))

    def _comments(self) -> None:
        found = comments_on(self._session, self._mark)
        lines = [Line(item.id, item.author, item.text, "") for item in found]
        self._lines(self._session.tr("Comments"), lines, lambda key: self._run(comments.delete_comment, key))
        field = QLineEdit()
        field.setObjectName("comment")
        field.setPlaceholderText(self._session.tr("Write a comment…"))
        field.setAccessibleName(self._session.tr("Write a comment…"))
        field.returnPressed.connect(lambda: self._comment(field.text()))
        self._column.addSpacing(4)
        self._column.addWidget(field)

    def _comment(self, text: str) -> None:
        layer_id = self._session.layer_id
        if text.strip() and layer_id is not None and is_editable(self._desk):
            self._session.run(comments.add_comment, layer_id, self._mark.id, text)

    def _foot(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 10, 0, 0)
        if isinstance(self._mark, Relation):
            reverse = QPushButton(self._session.tr("Swap the ends"))
            reverse.clicked.connect(lambda: self._run(relations.reverse, self._mark.id))
            row.addWidget(reverse)
        row.addStretch(1)
        remove = QPushButton(self._session.tr("Delete"))
        remove.clicked.connect(lambda: delete(self._desk, self._mark.id))
        row.addWidget(remove)
        self._column.addLayout(row)

    def _lines(self, title: str, lines: list[Line], remove: Callable[[str], object] | None = None) -> None:
        """Add a heading and a row for each line: what it is, the text to go to, and a cross to take it away."""
        if not lines:
            return
        self._column.addSpacing(8)
        self._column.addWidget(plain.label(title, kind="heading"))
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(6)
            row.addWidget(plain.label(line.title, kind="muted"))
            row.addWidget(self._target(line), 1)
            if remove is not None:
                row.addWidget(self._cross(line.key, remove))
            self._column.addLayout(row)

    def _target(self, line: Line) -> QWidget:
        if not line.target:
            return plain.label(line.text, wraps=True)
        button = QPushButton(plain.menu_text(line.text))
        button.setProperty("kind", "link")
        button.setMinimumWidth(40)
        button.clicked.connect(lambda: self._go(line.target))
        return button

    def _cross(self, key: str, remove: Callable[[str], object]) -> QPushButton:
        button = QPushButton("×")
        button.setProperty("kind", "close")
        button.setAccessibleName(self._session.tr("Remove"))
        button.clicked.connect(lambda: remove(key))
        return button

    def _button(self, title: str, press: Callable[[], object]) -> None:
        button = QPushButton(title)
        button.clicked.connect(press)
        self._column.addWidget(button)

    def _go(self, mark_id: str) -> None:
        self._session.select(mark_id)
        self._desk.canvas.reveal(mark_id)

    def _run(self, operation: Callable[..., object], *values: object) -> None:
        if is_editable(self._desk):
            self._session.run(operation, *values)

    def _unlink(self, key: str) -> None:
        """Take away a relation; an argument is known by its event and its own id, with a space between."""
        event_id, _, argument_id = key.partition(" ")
        if argument_id:
            self._run(events.clear_role, event_id, argument_id)
        else:
            self._run(relations.unlink, key)
