"""The schema's editor by real keys and clicks: what is typed waits, is shown, and is applied as one change."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton

from annotator.domain.schema import Overlap, Role, Wording
from annotator.domain.span import Span
from annotator.operations import entities
from annotator.operations.schema_steps import Delete
from annotator.store.project import Project
from annotator.ui.schema_change.dialog import ChangeDialog
from annotator.ui.schema_editor import applying, deeds
from annotator.ui.schema_editor.adding import NewForm
from annotator.ui.schema_editor.dialog import SchemaEditor
from annotator.ui.schema_editor.fields import Field
from annotator.ui.schema_editor.page import Page
from annotator.ui.schema_editor.spot import HEADINGS, THINGS, Spot
from annotator.ui.window import Window

PERSON = Spot("entity", "PER")


def form(editor: SchemaEditor, spot: Spot) -> Page:
    editor.bench.go(spot)
    QApplication.processEvents()
    assert isinstance(editor.page, Page)
    return editor.page


def write(field: Field, number: int, words: str) -> None:
    """Write into the nth line of a field, letter by letter."""
    line = field.findChildren(QLineEdit)[number]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words) if words.isascii() else line.insert(words)
    if not words.isascii():
        line.textEdited.emit(words)
    QApplication.processEvents()


def mark(window: Window, type_id: str = "PER") -> None:
    layer = window.session.layer_for_edit()
    window.session.run(entities.add_entity, layer, type_id, [Span(4, 10)])


def test_a_name_that_is_typed_waits_and_is_applied_as_one_change(opened: Window, editor: SchemaEditor) -> None:
    page = form(editor, PERSON)
    changes = len(opened.session.project.history())

    write(page.field("label"), 1, "Human")
    write(page.field("label"), 0, "إنسان")

    assert opened.session.schema.entity("PER").label.en == "Person"
    assert editor.foot.act.isEnabled()
    QTest.mouseClick(editor.foot.act, Qt.MouseButton.LeftButton)
    assert opened.session.schema.entity("PER").label == Wording("إنسان", "Human")
    assert len(opened.session.project.history()) == changes + 1
    assert not editor.foot.act.isEnabled()


def test_the_canvas_draws_by_the_applied_schema(opened: Window, editor: SchemaEditor) -> None:
    page = form(editor, PERSON)

    write(page.field("label"), 1, "Human")
    editor.apply()

    assert opened.canvas.look.schema.entity("PER").label.en == "Human"


def test_an_id_that_is_taken_is_refused_beside_its_field(editor: SchemaEditor) -> None:
    page = form(editor, PERSON)

    write(page.field("id"), 0, "ORG")
    QTest.keyClick(page.field("id").findChild(QLineEdit), Qt.Key.Key_Return)

    assert "ORG" in page.error("id")
    assert editor.bench.draft.edits == 0
    assert editor.bench.spot == PERSON


def test_another_id_is_followed(editor: SchemaEditor) -> None:
    page = form(editor, PERSON)

    write(page.field("id"), 0, "HUMAN")
    QTest.keyClick(page.field("id").findChild(QLineEdit), Qt.Key.Key_Return)

    assert editor.bench.spot == Spot("entity", "HUMAN")
    assert editor.bench.schema.entity("PER") is None
    attribute = editor.bench.schema.attribute("mention_class")
    assert "HUMAN" in attribute.applies_to


def test_ctrl_z_takes_the_last_edit_back(editor: SchemaEditor, press: Callable[..., None]) -> None:
    page = form(editor, PERSON)
    write(page.field("label"), 1, "Human")

    press(editor, "Ctrl+Z")

    assert editor.bench.draft.edits == 0
    assert page.field("label").findChildren(QLineEdit)[1].text() == "Person"


def test_examples_are_lines_with_an_empty_one_for_the_next(editor: SchemaEditor) -> None:
    page = form(editor, PERSON)
    rows = page.field("examples")

    write(rows, 0, "[Ali] came")

    assert editor.bench.schema.entity("PER").examples == ("[Ali] came",)
    assert [row.line.text() for row in rows.rows] == ["[Ali] came", ""]
    QTest.mouseClick(rows.rows[0].cross, Qt.MouseButton.LeftButton)
    assert editor.bench.schema.entity("PER").examples == ()


def test_a_new_type_gets_id_colour_and_key(editor: SchemaEditor) -> None:
    new = NewForm(editor.bench, Spot("entity"), editor)

    QTest.keyClicks(new.english, "head of state")
    new.accept()

    kind = editor.bench.schema.entity("HeadOfState")
    assert kind.colour not in {other.colour for other in editor.bench.schema.entities if other is not kind}
    assert kind.hotkey
    assert editor.bench.spot == Spot("entity", "HeadOfState")
    assert not editor.bench.key_rivals(editor.bench.spot)


def test_a_new_thing_without_a_name_is_refused(editor: SchemaEditor) -> None:
    new = NewForm(editor.bench, Spot("entity"), editor)

    new.accept()

    assert new.told.property("kind") == "bad"
    assert editor.bench.draft.edits == 0


@pytest.mark.parametrize("page", ["subtype", "role", "value", "group", "event", "relation", "attribute", "base"])
def test_everything_of_a_schema_can_be_added(editor: SchemaEditor, page: str) -> None:
    within = {"subtype": "PER", "role": "Life.Die", "value": "polarity", "event": "Life"}.get(page, "")
    new = NewForm(editor.bench, Spot(page, "", within), editor)

    QTest.keyClicks(new.english, "brand new")
    new.accept()

    assert editor.bench.is_there(new.spot)
    assert editor.bench.spot == new.spot
    QApplication.processEvents()
    assert form(editor, new.spot).isVisible()


def test_every_place_of_the_schema_has_its_page(editor: SchemaEditor) -> None:
    first = {spot.page: spot for spot in reversed(editor.outline._rows)}

    for spot in first.values():
        editor.bench.go(spot)
        QApplication.processEvents()

        assert editor.pages.currentWidget() is editor.page
    assert len(first) == len(THINGS) - 1 + len(HEADINGS) + 3  # the preset has no knowledge base


def test_what_marks_use_is_shown_before_it_is_deleted(
    opened: Window, editor: SchemaEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(opened)
    editor.bench.read()
    seen: list[object] = []
    monkeypatch.setattr(deeds, "ask_delete", lambda _session, _parent, target: (Delete(target, "ORG"),))
    monkeypatch.setattr(applying, "change_schema", lambda _desk, steps, _parent: bool(seen.append(steps)))
    form(editor, PERSON)

    QTest.mouseClick(editor.bar.delete, Qt.MouseButton.LeftButton)

    assert seen == [(Delete(PERSON.target, "ORG"),)]
    assert editor.bench.schema.entity("PER") is not None  # it was left, so it is taken back


def test_the_tree_counts_marks(opened: Window, editor: SchemaEditor) -> None:
    mark(opened)
    editor.bench.read()

    assert editor.bench.marks(PERSON) == 1


def test_the_search_finds_by_any_name(editor: SchemaEditor) -> None:
    QTest.keyClicks(editor.outline.words, "injure")

    shown = {spot.id for spot, row in editor.outline._rows.items() if not row.isHidden() and spot.page == "event"}
    assert shown == {"Life.Injure"}


def test_a_rule_is_changed_by_its_field(editor: SchemaEditor) -> None:
    page = form(editor, Spot("policy"))
    box = page.field("entity_overlap").box

    box.setCurrentIndex(0)
    box.activated.emit(0)

    assert editor.bench.schema.policy.entity_overlap is Overlap.FLAT


def test_a_role_that_takes_fewer_than_it_needs_is_refused(editor: SchemaEditor) -> None:
    page = form(editor, Spot("role", "Person", "Movement.Transport-Person"))

    page.field("min").box.setValue(3)
    page.field("max").box.setValue(2)

    assert "Person" in page.error("max")
    role = editor.bench.part(editor.bench.spot)
    assert isinstance(role, Role)
    assert (role.min, role.max) == (3, None)


def test_a_type_is_put_down_one_place(editor: SchemaEditor) -> None:
    form(editor, PERSON)

    QTest.mouseClick(editor.bar.down, Qt.MouseButton.LeftButton)

    assert [kind.id for kind in editor.bench.schema.entities][:2] == ["ORG", "PER"]


def test_a_clash_of_keys_is_said_beside_the_key(editor: SchemaEditor) -> None:
    page = form(editor, PERSON)

    page.take(next(row for row in page.rows if row.name == "hotkey"), "2")
    page.show_spot(PERSON)

    assert editor.bench.key_rivals(PERSON) == ["منظمة"]
    assert any("منظمة" in label.text() for label in page.field("hotkey").findChildren(type(editor.foot.told)))


def test_without_rights_everything_is_read_only(
    opened: Window, application: QApplication, press: Callable[..., None]
) -> None:
    path = opened.session.project.path
    opened.session.adopt(None)
    opened.session.adopt(Project.open(path, author="ليلى", read_only=True))
    editor = SchemaEditor(opened.desk)
    page = form(editor, PERSON)

    assert not any(row.field.isEnabled() for row in page.rows)
    assert not editor.bar.add.isEnabled()
    assert not editor.foot.act.isEnabled()
    assert editor.foot.told.text()
    editor.close()


def test_leaving_asks_for_what_waits(editor: SchemaEditor, answers: object) -> None:
    page = form(editor, PERSON)
    write(page.field("label"), 1, "Human")
    answers.given = [None, 1]  # type: ignore[attr-defined]

    editor.close()
    assert editor.isVisible()
    editor.close()
    assert not editor.isVisible()


def test_a_condition_on_another_attribute_is_made(editor: SchemaEditor) -> None:
    page = form(editor, Spot("attribute", "tense"))
    field = page.field("shown_if")

    field.other.activated.emit(field._ids.index("modality"))

    shown_if = editor.bench.schema.attribute("tense").shown_if
    assert (shown_if.attribute, shown_if.values) == ("modality", ("asserted",))


def test_tick_boxes_edit_the_draft(editor: SchemaEditor) -> None:
    page = form(editor, Spot("clusters"))
    box = page.field("mixed_clusters").findChild(QCheckBox)

    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)

    assert editor.bench.schema.policy.mixed_clusters


def test_no_button_is_pressed_by_enter_in_a_field(editor: SchemaEditor) -> None:
    form(editor, PERSON)

    assert not any(button.autoDefault() for button in editor.findChildren(QPushButton))


def test_the_keyboard_goes_from_tree_to_form_and_back(editor: SchemaEditor, press: Callable[..., None]) -> None:
    page = form(editor, PERSON)
    editor.outline.tree.setFocus()

    press(editor.outline.tree, "Enter")
    assert page.isAncestorOf(editor.focusWidget())
    press(editor.focusWidget(), "F6")
    assert editor.focusWidget() is editor.outline.tree


def test_del_in_the_tree_deletes_what_no_mark_has(editor: SchemaEditor, press: Callable[..., None]) -> None:
    form(editor, Spot("event", "Life.Divorce"))
    editor.outline.tree.setFocus()

    press(editor.outline.tree, "Del")

    assert editor.bench.schema.event("Life.Divorce") is None


def accepted(dialog: ChangeDialog) -> int:
    """Take a look and apply, as the button does."""
    dialog.act.click()
    return dialog.result()


def test_another_id_reaches_the_marks_after_a_look_and_one_undo_takes_it_back(
    opened: Window, editor: SchemaEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(opened)
    editor.bench.read()
    looks: list[ChangeDialog] = []
    monkeypatch.setattr(ChangeDialog, "exec", lambda self: (looks.append(self), accepted(self))[1])
    page = form(editor, PERSON)
    write(page.field("label"), 1, "Human")

    editor.bench.rename(PERSON, "HUMAN")
    QTest.mouseClick(editor.foot.act, Qt.MouseButton.LeftButton)

    (found,) = opened.session.marks
    assert len(looks) == 1
    assert found.type == "HUMAN"
    assert opened.session.schema.entity("HUMAN").label.en == "Human"
    opened.session.run(Project.undo)
    (found,) = opened.session.marks
    assert found.type == "PER"
    assert opened.session.schema.entity("PER").label.en == "Person"


def test_a_constraint_that_breaks_marks_is_looked_at_first(
    opened: Window, editor: SchemaEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(opened)
    editor.bench.read()
    looks: list[object] = []
    monkeypatch.setattr(applying, "change_schema", lambda _desk, steps, _parent: bool(looks.append(steps)))
    page = form(editor, Spot("attribute", "mention_class"))
    page.take(next(row for row in page.rows if row.name == "default"), None)
    page = form(editor, Spot("attribute", "tense"))
    page.take(next(row for row in page.rows if row.name == "scope"), ("entity",))

    assert not editor.apply()

    assert len(looks) == 1
    assert editor.bench.draft.edits == 2  # all still waits
