"""Types panel: what the schema allows to mark, with colours, keys and counts; a click does what the key does."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from annotator.domain.model import Entity, Event, Mark, Relation
from annotator.domain.schema import EntityType, EventType, RelationType, offered
from annotator.operations.schema_steps import Target, TypeScope
from annotator.text.normalize import fold_text
from annotator.ui.commenting import comment_on_type_of
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.marking import apply_type, scope_of
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.scale import scaled
from annotator.ui.schema_change.acts import type_menu
from annotator.ui.type_words import about_type, fits
from annotator.ui.widgets import plain
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.type_delegate import COUNT, KIND, TypeDelegate

Kind = EntityType | EventType | RelationType
_MARKS: dict[str, type[Mark]] = {"entity": Entity, "event": Event, "relation": Relation}
_SCOPES: dict[type[Kind], TypeScope] = {EntityType: "entity", EventType: "event", RelationType: "relation"}

_ABOUT = 112  # pixels for the definition and examples of a type


class Types(Paper):
    """List the types and apply the clicked one."""

    summarised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._items: dict[tuple[TypeScope, str], QTreeWidgetItem] = {}
        self._rows: list[QTreeWidgetItem] = []  # types and headings as they are listed
        self._tree = _tree(desk)
        self._words = QLineEdit()
        self._words.setPlaceholderText(desk.session.tr("Find a type…"))
        self._words.setAccessibleName(desk.session.tr("Find a type…"))
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(self._narrow)
        self._words.returnPressed.connect(self._apply_first)
        self._about = plain.label("", kind="about", wraps=True)
        self._later = QTimer(self)  # another description may be of another height: not before the text is painted
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._point)
        self._lay_out()
        self._tree.itemEntered.connect(self._describe)
        self._tree.itemClicked.connect(self._apply)
        self._tree.itemActivated.connect(self._apply)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.customContextMenuRequested.connect(self._show_menu)
        desk.session.project_opened.connect(self._read)
        desk.session.document_opened.connect(self._count)
        desk.session.changed.connect(self._follow)
        desk.session.selected.connect(self._later.start)
        desk.threads.type_wanted.connect(self._show_type)
        desk.mode_changed.connect(self._tree.viewport().update)  # another type may be locked
        self._schema = desk.session.schema
        self._read()

    def under_pointer(self) -> tuple[str, str] | None:
        """Return scope and id of the type that the pointer is on, or None."""
        tree = self._tree.viewport()
        item = self._tree.itemAt(tree.mapFromGlobal(QCursor.pos())) if tree.underMouse() else None
        return next((key for key, one in self._items.items() if one is item), None) if item else None

    def _show_type(self, scope: TypeScope, type_id: str) -> None:
        """Bring a type into view, and what is known of it."""
        item = self._items.get((scope, type_id))
        if item is not None:
            self._words.clear()
            self._tree.setCurrentItem(item)
            self._tree.scrollToItem(item)
            self._describe(item)

    def summary(self) -> str:
        """Return the schema's title."""
        session = self._desk.session
        return session.schema.title.text(session.settings.language)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(10, 8, 10, 4)
        head.addWidget(self._words)
        column.addLayout(head)
        column.addWidget(self._tree, 1)
        self._about.setFixedHeight(scaled(_ABOUT))  # the list shall not jump while the pointer goes over it
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._about)

    def _follow(self) -> None:
        if self._desk.session.schema is not self._schema:
            self._read()
        else:
            self._count()

    def _read(self) -> None:
        session = self._desk.session
        schema = self._schema = session.schema
        self._tree.clear()
        self._items.clear()
        self._rows.clear()
        tr, language = session.tr, session.settings.language
        self._section(tr("Entities"), offered(schema.entities))
        groups = {group.id: group.label.text(language) for group in schema.groups}
        for group in dict.fromkeys(kind.group for kind in schema.events):
            title = groups.get(group, group)
            heading = tr("Events · {group}", group=title) if title else tr("Events")
            self._section(heading, [kind for kind in offered(schema.events) if kind.group == group])
        self._section(tr("Relations"), offered(schema.relations))
        self._narrow()
        self._count()
        self._describe(None)
        self.summarised.emit()

    def _section(self, title: str, kinds: Iterable[Kind]) -> None:
        found = list(kinds)
        if not found:
            return
        heading = QTreeWidgetItem([title])
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self._tree.addTopLevelItem(heading)
        self._rows.append(heading)
        for kind in found:
            item = QTreeWidgetItem([kind.label.text(self._desk.session.settings.language)])
            item.setData(0, KIND, kind)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self._tree.addTopLevelItem(item)
            self._rows.append(item)
            self._items[_SCOPES[type(kind)], kind.id] = item

    def _count(self) -> None:
        counts = self._desk.session.marks.counts
        for (scope, type_id), item in self._items.items():
            count = counts[_MARKS[scope], type_id]
            if item.data(0, COUNT) != count:
                item.setData(0, COUNT, count)
        self._later.start()

    def _point(self) -> None:
        """Select the type of the selected mark and describe it."""
        mark = self._desk.session.mark
        item = self._items.get((cast(TypeScope, scope_of(mark)), mark.type)) if mark else None
        if item is not self._tree.currentItem():
            self._tree.setCurrentItem(item)  # type: ignore[arg-type]  # None is allowed and means none
            if item is not None:
                self._tree.scrollToItem(item)
        if item is None and self._tree.selectedItems():
            self._tree.clearSelection()
        self._describe(item)

    def _describe(self, item: QTreeWidgetItem | None) -> None:
        kind = item.data(0, KIND) if item is not None else None
        if isinstance(kind, EntityType | EventType | RelationType):
            words = about_type(self._desk.session, kind, _MARKS[_SCOPES[type(kind)]])
            self._about.setText(words)
            plain.set_tip(self._about, words)
        elif self._items:
            self._about.setText(self._desk.session.tr("Point at a type to read what it means."))
        else:
            self._about.setText("")

    def _narrow(self) -> None:
        """Show only types that have the words in a name, and headings with a type below them."""
        needle = fold_text(self._words.text().strip())
        heading, is_needed = QTreeWidgetItem(), False
        for item in self._rows:
            kind = item.data(0, KIND)
            if kind is None:
                heading.setHidden(not is_needed)
                heading, is_needed = item, False
            else:
                is_hit = fits(kind, needle)
                is_needed = is_needed or is_hit
                item.setHidden(not is_hit)
        heading.setHidden(not is_needed)

    def _apply_first(self) -> None:
        """Do what a click on the first type that is listed does."""
        found = next((item for item in self._items.values() if not item.isHidden()), None)
        if found is not None and self._words.text().strip():
            self._words.clear()
            self._apply(found)

    def _show_menu(self, place: QPoint) -> None:
        """Offer what can be done with the type at a place."""
        item = self._tree.itemAt(place)
        target = next((Target(*key) for key, one in self._items.items() if one is item), None)
        if target is not None:
            menu = type_menu(self._desk, target)
            menu.addSeparator()
            menu.addAction(
                self._desk.session.tr("Comment on the type…"),
                lambda: comment_on_type_of(self._desk, target.scope, target.id),
            )
            menu.exec(self._tree.viewport().mapToGlobal(place))
            menu.deleteLater()

    def _apply(self, item: QTreeWidgetItem) -> None:
        kind = item.data(0, KIND)
        if isinstance(kind, EntityType | EventType | RelationType):
            self._desk.canvas.setFocus()
            apply_type(self._desk, _SCOPES[type(kind)], kind.id)


def type_under_pointer(desk: Desk) -> tuple[str, str] | None:
    """Return scope and id of the type in the list of types that the pointer is on, or None."""
    panel = desk.window.findChild(Types)
    return panel.under_pointer() if panel is not None else None


def _tree(desk: Desk) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setHeaderHidden(True)
    tree.setIndentation(0)
    tree.setRootIsDecorated(False)
    tree.setMouseTracking(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    tree.setItemDelegate(TypeDelegate(desk, tree))
    tree.setAccessibleName(desk.session.tr("Types"))
    return tree


PANEL = Panel("types", phrase("Types"), "types", Area.TRAILING, Types, order=100)
