"""Mark fields: the type, subtype and attributes of a mark as a form that is made once and shows many marks."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from annotator.domain.model import Entity, Mark
from annotator.domain.schema import AttributeType, EntityType, EventType, RelationType, offered
from annotator.operations import entities
from annotator.ui.attribute_choices import bearers_of
from annotator.ui.desk import Desk
from annotator.ui.marking import apply_type, is_editable, scope_of, set_value
from annotator.ui.widgets import plain
from annotator.ui.widgets.attribute_field import attribute_field
from annotator.ui.wording import kind_of


def form_key(desk: Desk, mark: Mark) -> tuple[str, ...]:
    """Return what two marks have in common that one form fits: the scope, the subtypes and the attributes."""
    schema, scope = desk.session.schema, scope_of(mark)
    kind = kind_of(schema, mark)
    subtyped = mark.type if isinstance(kind, EntityType) and kind.subtypes else ""
    return scope, subtyped, *(attribute.id for attribute in schema.attributes_of(scope, mark.type))


class MarkFields(QWidget):
    """The form of all marks of one key."""

    def __init__(self, desk: Desk, mark: Mark) -> None:
        super().__init__()
        self._desk, self._session = desk, desk.session
        self._scope = scope_of(mark)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(6)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        tr = self._session.tr
        self._type = self._box("type", tr("Type"))
        self._type.activated.connect(lambda number: apply_type(desk, self._scope, self._type.itemData(number)))
        self._subtype: QComboBox | None = None
        kind = kind_of(self._session.schema, mark)
        if isinstance(kind, EntityType) and kind.subtypes:
            self._subtype = self._box("subtype", tr("Subtype"))
            self._subtype.activated.connect(self._take_subtype)
        kinds = self._session.schema.attributes_of(self._scope, mark.type)
        self._fields = [attribute_field(self._session, one, partial(set_value, desk, one.id)) for one in kinds]
        for field in self._fields:
            self._form.addRow(plain.label(self._title(field.kind), kind="muted"), field.widget)

    def show_mark(self, mark: Mark) -> None:
        """Show the values of another mark of the same key; attributes that are not asked of it are put away."""
        language = self._session.settings.language
        kind = kind_of(self._session.schema, mark)
        _fill(self._type, [(one.label.text(language), one.id) for one in self._types()], mark.type)
        subtype = mark.subtype if isinstance(mark, Entity) else None
        if self._subtype is not None and isinstance(kind, EntityType):
            options = [("—", None), *((one.label.text(language), one.id) for one in offered(kind.subtypes))]
            _fill(self._subtype, options, subtype)
        for field in self._fields:
            value = mark.attributes.get(field.kind.id)
            is_shown = value is not None or (not field.kind.retired and field.kind.is_shown(mark.attributes, subtype))
            self._form.setRowVisible(field.widget, is_shown)
            if is_shown:
                field.show(value)
                is_mixed = self._is_mixed(field.kind, mark)
                field.show_several(self._session.tr("(several values)") if is_mixed else "")

    def _is_mixed(self, kind: AttributeType, mark: Mark) -> bool:
        """Say whether the marks that are selected together with this one have different values of an attribute."""
        others = bearers_of(self._session.schema, self._desk.several.marks(), kind)
        return any(other.attributes.get(kind.id) != mark.attributes.get(kind.id) for other in others)

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(title)
        self._form.addRow(plain.label(title, kind="muted"), box)
        return box

    def _types(self) -> tuple[EntityType | EventType | RelationType, ...]:
        schema = self._session.schema
        if self._scope == "entity":
            return offered(schema.entities)
        return offered(schema.events) if self._scope == "event" else offered(schema.relations)

    def _title(self, kind: AttributeType) -> str:
        return kind.label.text(self._session.settings.language)

    def _take_subtype(self, number: int) -> None:
        mark = self._session.mark
        if self._subtype is not None and mark is not None and is_editable(self._desk):
            subtype = self._subtype.itemData(number)
            self._session.run(entities.retype_entity, mark.id, mark.type, subtype=subtype)


def _fill(box: QComboBox, options: list[tuple[str, str | None]], value: str | None) -> None:
    """Offer the options and choose the value's, which is added if it is none of them."""
    ids = [one for _, one in options]
    if value not in ids:
        options = [*options, (str(value), value)]
        ids.append(value)
    if [box.itemData(number) for number in range(box.count())] != ids:
        box.clear()
        for title, one in options:
            box.addItem(title, one)
    box.setCurrentIndex(ids.index(value))
