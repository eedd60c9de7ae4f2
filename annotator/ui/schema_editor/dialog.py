"""Schema editor: the window that holds tree, form and preview; edits wait in a draft until they are applied at once."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.errors import AnnotatorError
from annotator.ui.desk import Desk
from annotator.ui.keys import chord_of
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.adding import ask_new
from annotator.ui.schema_editor.applying import apply_draft
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.empty_page import HeadingPage
from annotator.ui.schema_editor.exchange import EXPORTS, IMPORTS
from annotator.ui.schema_editor.foot import Foot
from annotator.ui.schema_editor.outline import Outline
from annotator.ui.schema_editor.page import Page as FormPage
from annotator.ui.schema_editor.pages import AnyPage, page_for
from annotator.ui.schema_editor.part_list import PartList
from annotator.ui.schema_editor.side import Side, side_width
from annotator.ui.schema_editor.spot import Page, Spot
from annotator.ui.schema_editor.tree_bar import TreeBar
from annotator.ui.widgets import plain
from annotator.ui.widgets.elided import ElidedLabel

_SIZE = QSize(1320, 840)
_TREE, _FORM = 290, 620


class SchemaEditor(QDialog):
    """Edit the schema of the open project."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window, Qt.WindowType.Window)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.bench = Bench(desk)
        tr = self.bench.tr
        self.setWindowTitle(tr("Edit the schema"))
        self.resize(scaled(_SIZE.width()), scaled(_SIZE.height()))
        self.outline, self.side, self.foot = Outline(self.bench), Side(self.bench), Foot(self.bench)
        self.bar = TreeBar(self.bench)
        self.pages = QStackedWidget()
        self._made: dict[Page, AnyPage] = {}
        self._lay_out()
        self.outline.chosen.connect(self.bench.go)
        self.bench.moved.connect(self._show)
        self.bench.edited.connect(self._follow)
        self.bench.looked_at.connect(self._look)
        self.foot.applied.connect(self.apply)
        self.foot.left.connect(self.close)
        self.bar.wanted.connect(self._add)
        self._show(self.bench.spot)
        self.outline.tree.setFocus()

    @property
    def page(self) -> AnyPage:
        """Return the page that is shown."""
        return self._made[self.bench.spot.page]

    def apply(self) -> bool:
        """Bring all that waits into the project; say whether that was done."""
        is_done = apply_draft(self.bench, self)
        if is_done:
            self.bench.read()
            self.bench.edited.emit()
        return is_done

    # Putting it together

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        tree = QWidget()
        inner = QVBoxLayout(tree)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.outline, 1)
        inner.addWidget(self.bar)
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setHandleWidth(1)
        middle.setChildrenCollapsible(False)
        for part in (tree, self.pages, self.side):
            middle.addWidget(part)
        middle.setSizes([scaled(_TREE), scaled(_FORM), side_width()])
        middle.setStretchFactor(1, 1)
        column.addWidget(middle, 1)
        column.addWidget(self.foot)

    def _top(self) -> QWidget:
        tr = self.bench.tr
        top = QWidget()
        top.setObjectName("panelHead")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(top)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        self.title = ElidedLabel("title")
        row.addWidget(self.title, 1)
        self.importing = self._menu(tr("Import…"), [(tr(title), run) for title, run in IMPORTS])
        self.exporting = self._menu(tr("Export…"), [(tr(title), run) for title, run in EXPORTS])
        self.importing.setEnabled(self.bench.is_editable)
        row.addWidget(self.importing)
        row.addWidget(self.exporting)
        return top

    def _menu(self, title: str, runs: list) -> QPushButton:  # type: ignore[type-arg]  # of title and function
        button = QPushButton(plain.menu_text(title))
        button.setAutoDefault(False)
        menu = QMenu(button)
        for words, run in runs:
            menu.addAction(plain.menu_text(words)).triggered.connect(lambda _=False, one=run: one(self.bench, self))
        button.setMenu(menu)
        return button

    # What is shown

    def _show(self, spot: Spot) -> None:
        if spot.page not in self._made:
            page = page_for(self.bench, spot.page)
            self._made[spot.page] = page
            self.pages.addWidget(page)
            for button in page.findChildren(QPushButton):
                button.setAutoDefault(False)
            page.enable(is_editable=self.bench.is_editable)
            for wanting in (page, getattr(page, "parts", None)):
                if isinstance(wanting, HeadingPage | PartList):
                    wanting.wanted.connect(self._add)
        self._follow()
        self.outline.point(spot)
        self.side.read()

    def _follow(self) -> None:
        """Show the spot as it is now."""
        spot = self.bench.spot
        if spot.page not in self._made:
            self._show(spot)
            return
        page = self._made[spot.page]
        page.show_spot(spot)
        self.pages.setCurrentWidget(page)
        self.bar.judge()
        self.foot.judge()
        schema = self.bench.schema
        self.title.show_text(schema.title.text(self.bench.language) or schema.id)

    def _add(self, spot: Spot) -> None:
        is_value = spot.page == "entity" and self._is_of_values()
        ask_new(self.bench, spot, self, is_value=is_value)

    def _is_of_values(self) -> bool:
        spot = self.bench.spot
        return spot.page == "values" or (spot.page == "entity" and bool(self.bench.part(spot).is_value))

    def _look(self, before: int) -> None:
        """Show what steps on marks do; if the user leaves them, the draft is as it was with so many edits before."""
        if not self.apply():
            self.bench.take_back_to(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys().get(chord_of(event))
        if act is not None:
            act()
            return
        super().keyPressEvent(event)

    def _keys(self) -> dict[str, Callable[[], object]]:
        """Return what the keys do that the part with the focus leaves alone, by their places."""
        bench = self.bench
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Z": bench.take_back,
            "Ctrl+F": self.outline.words.setFocus,
            "Ctrl+Enter": self.foot.act.click,
            "Ctrl+N": self.bar.add.showMenu,
            "Ctrl+Up": self.bar.up.click,
            "Ctrl+Down": self.bar.down.click,
            "F6": self._next_part,
        }
        if self.focusWidget() is self.outline.tree:
            keys |= {"Del": self.bar.delete.click, "Enter": self._enter_form}
        return keys

    def _enter_form(self) -> None:
        """Bring the keyboard from the tree to the first field of the form."""
        page = self.page
        if isinstance(page, FormPage) and page.rows:
            page.rows[0].field.setFocus()
        elif isinstance(page, HeadingPage):
            page.buttons[0].setFocus()

    def _next_part(self) -> None:
        """Bring the keyboard from the tree to the form, from there to the tree."""
        if self.outline.isAncestorOf(self.focusWidget() or self):
            self._enter_form()
        else:
            self.outline.tree.setFocus()

    # Leaving

    def reject(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.bench.is_editable or not self.bench.draft.is_changed or self._may_leave():
            event.accept()
        else:
            event.ignore()

    def _may_leave(self) -> bool:
        tr = self.bench.tr
        question = tr.count("{count} changes are not applied yet.", self.bench.draft.count())
        answer = self.bench.desk.ask.choose(tr("Edit the schema"), question, [tr("Apply"), tr("Leave them out")])
        return answer == 1 or (answer == 0 and self.apply())


def edit_schema(desk: Desk, spot: Spot | None = None) -> None:
    """Show the editor until it is closed, at a place if one is named."""
    try:
        editor = SchemaEditor(desk)
    except AnnotatorError as error:
        desk.session.refused.emit(error)
        return
    if spot is not None and editor.bench.is_there(spot):
        editor.bench.go(spot)
    editor.exec()
    editor.deleteLater()


def import_into_schema(desk: Desk) -> None:
    """Ask where a schema comes from, bring it in, and show the editor with what waits."""
    chosen = desk.ask.pick([desk.session.tr(title) for title, _ in IMPORTS])
    if chosen is None:
        return
    editor = SchemaEditor(desk)
    IMPORTS[chosen][1](editor.bench, desk.window)
    if editor.bench.draft.edits:
        editor.exec()
    editor.deleteLater()
