"""A schema from nothing, by keys and clicks alone: made, annotated with, a type renamed, two merged, both undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from annotator.domain.schema import Schema
from annotator.domain.span import surface
from annotator.settings import Settings
from annotator.ui.app import start
from annotator.ui.dialogs.ask import Ask
from annotator.ui.dialogs.new_project import NewProjectForm
from annotator.ui.keys import chords
from annotator.ui.schema_change.dialog import ChangeDialog
from annotator.ui.schema_change.merging import MergingForm
from annotator.ui.schema_editor.adding import NewForm
from annotator.ui.schema_editor.dialog import SchemaEditor
from annotator.ui.schema_editor.page import Page
from annotator.ui.schema_editor.spot import Spot
from annotator.ui.schema_editor.type_list import TypeList
from annotator.ui.session import Session
from annotator.ui.window import Window
from tests.e2e.hands import Hands
from tests.e2e.typist import Typist, button

TEXT = "زار الرئيس سمير القاهرة يوم الأحد والتقى مديرة شركة النيل ليلى ووقّع معها عقداً.\n"
ENTITIES = (("شخص", "Person"), ("جهة", "Body"), ("مكان", "Place"))
EVENTS = {
    ("زيارة", "Visit"): (("الزائر", "Visitor"), ("المَزور", "Host"), ("الوجهة", "Destination")),
    ("لقاء", "Meeting"): (("الطرف", "Party"), ("المكان", "Where"), ("الداعي", "Caller")),
}
RELATIONS = (("يعمل لدى", "Works for"), ("موجود في", "Located in"))
CTRL = Qt.KeyboardModifier.ControlModifier


class Place(Ask):
    """Answers only what the system's own file dialogs ask."""

    def __init__(self, project: Path, text: Path) -> None:
        super().__init__()
        self._project, self._text = project, text

    def save_file(self, title: str, kinds: str, suggestion: str = "", suffix: str = "") -> Path | None:
        return self._project

    def open_files(self, title: str, kinds: str) -> list[Path]:
        return [self._text]


class Lead(Typist):
    """The one who makes the schema, in the editor."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.hands = Hands(window)
        self.tr = window.session.tr

    @property
    def schema(self) -> Schema:
        return self.hands.session.schema

    def new_project(self) -> None:
        self.opening(lambda: self.hands.press("Ctrl+N"), self._from_nothing)

    def _from_nothing(self, form: QWidget) -> None:
        assert isinstance(form, NewProjectForm)
        self.write("تجربة")
        self.key(Qt.Key.Key_Tab)
        self.key(Qt.Key.Key_End)
        self.following(lambda: self.click(button(form, self.tr("Choose its place…"))), self._make_all)

    def _make_all(self, editor: QWidget) -> None:
        assert isinstance(editor, SchemaEditor)
        for names in ENTITIES:
            self.add(editor, "An entity type", *names)
        for names, roles in EVENTS.items():
            self.add(editor, "An event type", *names)
            for role in roles:
                self.add(editor, "A role", *role)
        for names in RELATIONS:
            self.add(editor, "A relation type", *names)
        self.only(editor, Spot("relation", "LocatedIn"), "tail", "Place")
        self.only(editor, Spot("role", "Destination", "Visit"), "fillers", "Place")
        self.key(Qt.Key.Key_Return, CTRL)
        self.key(Qt.Key.Key_Escape)

    def add(self, editor: SchemaEditor, words: str, arabic: str, english: str) -> None:
        """Add a thing by the menu of the editor, with its names."""

        def fill(form: QWidget) -> None:
            assert isinstance(form, NewForm)
            self.write(arabic)
            self.key(Qt.Key.Key_Tab)
            self.write(english)
            self.key(Qt.Key.Key_Return)

        self.choose(lambda: self.click(editor.bar.add), self.tr(words), fill)

    def only(self, editor: SchemaEditor, spot: Spot, field: str, type_id: str) -> None:
        """Let only one type stand in a field of types, by clicks on its list."""

        def tick(form: QWidget) -> None:
            assert isinstance(form, TypeList)
            self.click(button(form, self.tr("Tick none")))
            rows = {one.data(Qt.ItemDataRole.UserRole): one for one in map(form.list.item, range(form.list.count()))}
            form.list.setFocus()
            form.list.setCurrentItem(rows[type_id])
            self.key(Qt.Key.Key_Space)
            self.click(button(form, self.tr("Choose")))

        self.go(editor, spot)
        self.opening(lambda: self.click(self.page(editor).field(field).button), tick)

    def go(self, editor: SchemaEditor, spot: Spot) -> None:
        """Click on a thing in the tree."""
        editor.outline.words.setFocus()
        editor.outline.words.selectAll()
        self.write(spot.id)
        tree = editor.outline.tree
        row = editor.outline.row(spot)
        tree.scrollToItem(row)
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualItemRect(row).center())
        editor.outline.words.clear()
        assert editor.bench.spot == spot

    def page(self, editor: SchemaEditor) -> Page:
        assert isinstance(editor.page, Page)
        return editor.page

    def edit(self, act: object) -> None:
        """Open the editor by its key, act, and leave it by Esc."""

        def inside(editor: QWidget) -> None:
            assert isinstance(editor, SchemaEditor)
            act(editor)  # type: ignore[operator]
            self.key(Qt.Key.Key_Escape)

        self.opening(lambda: self.hands.press("Ctrl+Shift+M"), inside)

    def rename(self, editor: SchemaEditor, spot: Spot, new_id: str) -> None:
        self.go(editor, spot)
        line = self.page(editor).field("id").findChild(QLineEdit)
        self.click(line)
        self.key(Qt.Key.Key_A, CTRL)
        self.write(new_id)
        self.key(Qt.Key.Key_Return)
        self.opening(lambda: self.click(editor.foot.act), self._agree)

    def merge(self, editor: SchemaEditor, spot: Spot, into: str) -> None:
        def ask(form: QWidget) -> None:
            assert isinstance(form, MergingForm)
            _choose(form.into, into)
            self.following(lambda: self.click(button(form, self.tr("Look what it does…"))), self._agree)

        self.go(editor, spot)
        self.opening(lambda: self.click(button(editor.page, self.tr("Merge into another…"))), ask)

    def _agree(self, dialog: QWidget) -> None:
        assert isinstance(dialog, ChangeDialog)
        self.click(button(dialog, self.tr("Apply")))

    def bring_text(self) -> None:
        self.hands.press("Ctrl+I")  # nothing in a plain text is asked about
        self.hands.canvas.setFocus()

    def annotate(self) -> None:
        hands, schema = self.hands, self.schema
        keys = {kind.id: list(chords(kind.hotkey)) for kind in (*schema.entities, *schema.events, *schema.relations)}
        for words, type_id in (("سمير", "Person"), ("القاهرة", "Place"), ("شركة النيل", "Body"), ("ليلى", "Person")):
            hands.drag(words)
            hands.press(*keys[type_id])
        hands.drag("زار")
        hands.press(*keys["Visit"])
        hands.press(*hands.hint(hands.marked("سمير")))
        hands.press("Tab")  # the host is not told
        hands.press(*hands.hint(hands.marked("القاهرة")), "Enter")
        self.link("ليلى", "شركة النيل", keys["WorksFor"])
        self.link("سمير", "القاهرة", keys["LocatedIn"])

    def link(self, head: str, tail: str, keys: list[str]) -> None:
        hands = self.hands
        hands.select(hands.marked(head))
        hands.press(";")
        hands.press(*hands.hint(hands.marked(tail)), *keys)


def _choose(box: QComboBox, value: str) -> None:
    """Go down in a box, by the arrow keys, to a value."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentData() != value:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{value} is not offered"


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Lead]:
    start()
    (tmp_path / "خبر.txt").write_text(TEXT, encoding="utf-8")
    ask = Place(tmp_path / "p.annot", tmp_path / "خبر.txt")
    window = Window(Session(Settings(annotator="ليلى", language="ar")), ask)
    window.resize(1360, 860)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield Lead(window)
    window.close()
    window.deleteLater()


def state(lead: Lead) -> object:
    session = lead.hands.session
    return lead.schema, session.project.document(session.document.id).layers


def test_a_schema_from_nothing_is_used_renamed_merged_and_both_are_undone(lead: Lead) -> None:
    lead.new_project()
    schema = lead.schema
    assert [kind.id for kind in schema.entities] == ["Person", "Body", "Place"]
    assert {kind.id: [role.id for role in kind.roles] for kind in schema.events} == {
        "Visit": ["Visitor", "Host", "Destination"],
        "Meeting": ["Party", "Where", "Caller"],
    }
    assert [(kind.id, kind.tail) for kind in schema.relations] == [
        ("WorksFor", ("Person", "Body", "Place")),
        ("LocatedIn", ("Place",)),
    ]
    assert schema.event("Visit").roles[2].fillers == ("Place",)
    made = (*schema.entities, *schema.events, *schema.relations)
    assert all(kind.hotkey and kind.label.ar and kind.label.en for kind in made)

    lead.bring_text()
    lead.annotate()
    before = state(lead)
    (layer,) = before[1]
    words = [(surface(TEXT, one.spans), one.type) for one in layer.entities]
    assert words == [("سمير", "Person"), ("القاهرة", "Place"), ("شركة النيل", "Body"), ("ليلى", "Person")]
    assert [(one.type, [filled.role for filled in one.arguments]) for one in layer.events] == [
        ("Visit", ["Visitor", "Destination"])
    ]
    assert [one.type for one in layer.relations] == ["WorksFor", "LocatedIn"]

    lead.edit(lambda editor: lead.rename(editor, Spot("entity", "Person"), "PER"))
    renamed = state(lead)
    assert [one.type for one in renamed[1][0].entities] == ["PER", "Place", "Body", "PER"]
    assert lead.schema.entity("PER").aliases == ("Person",)
    lead.edit(lambda editor: lead.merge(editor, Spot("entity", "Body"), "PER"))
    assert [one.type for one in state(lead)[1][0].entities] == ["PER", "Place", "PER", "PER"]
    assert lead.schema.entity("Body") is None

    lead.hands.canvas.setFocus()
    lead.hands.press("Ctrl+Z")
    assert state(lead) == renamed
    lead.hands.press("Ctrl+Z")
    assert state(lead) == before
