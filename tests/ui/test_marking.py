"""Marking with keys in the real window: entities, events with roles, relations, undo, other people's layers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity, Event, Relation, spans_of
from annotator.domain.span import surface
from annotator.operations.documents import delete_documents
from annotator.operations.projects import new_project
from annotator.ui.filling import Filling
from annotator.ui.linking import Linking
from annotator.ui.window import Window
from tests.ui.conftest import ANNOTATOR, TEXT, Answers

Press = Callable[..., None]


def marked(window: Window) -> list[tuple[str, str]]:
    """Return type and text of each entity and event, in reading order."""
    mentions = [mark for mark in window.session.marks if isinstance(mark, Entity | Event)]
    ordered = sorted(mentions, key=lambda mark: spans_of(mark)[0])
    return [(mark.type, surface(window.session.text, spans_of(mark))) for mark in ordered]


def stand_on(window: Window, word: str) -> None:
    window.canvas.stand_on(TEXT.index(word))


@pytest.mark.parametrize("layout", ["arabic", "latin", "bare"])
def test_one_key_marks_the_word_of_the_cursor(opened: Window, press: Press, layout: str) -> None:
    stand_on(opened, "القاهرة")

    press(opened.canvas, "3", layout=layout)

    assert marked(opened) == [("GPE", "القاهرة")]
    assert opened.session.mark is not None
    assert opened.session.mark.attributes["mention_class"] == "NAM"


def test_shift_and_arrow_extend_the_way_the_eye_goes(opened: Window, press: Press) -> None:
    stand_on(opened, "الرئيس")

    press(opened.canvas, "Shift+Left", "Shift+Left", "1")

    assert marked(opened) == [("PER", "الرئيس فلاديمير بوتين")]


def test_the_same_key_on_a_mark_changes_its_type(opened: Window, press: Press) -> None:
    stand_on(opened, "القاهرة")

    press(opened.canvas, "1", "3")

    assert marked(opened) == [("GPE", "القاهرة")]


def test_the_last_type_is_repeated_by_the_full_stop(opened: Window, press: Press) -> None:
    stand_on(opened, "القاهرة")
    press(opened.canvas, "3")
    stand_on(opened, "القصر")

    press(opened.canvas, ".")

    assert marked(opened) == [("GPE", "القاهرة"), ("GPE", "القصر")]


@pytest.mark.parametrize(
    ("keys", "words"),
    [(("1",), "الرئيس"), (("\\", "1"), "بالرئيس"), (("\\", "\\", "1"), "رئيس")],
)
def test_a_particle_is_left_out_at_once_and_taken_in_by_the_key(
    opened: Window, press: Press, keys: tuple[str, ...], words: str
) -> None:
    stand_on(opened, "بالرئيس")

    press(opened.canvas, *keys)

    assert marked(opened) == [("PER", words)]


def test_an_attribute_is_set_by_its_key(opened: Window, press: Press) -> None:
    stand_on(opened, "الرئيس")

    press(opened.canvas, "1", "Alt+2")

    assert opened.session.mark is not None
    assert opened.session.mark.attributes["mention_class"] == "NOM"


def test_control_z_undoes_and_redoes_with_an_arabic_layout(opened: Window, press: Press) -> None:
    stand_on(opened, "القاهرة")
    press(opened.canvas, "3")

    press(opened.canvas, "Ctrl+Z")
    assert marked(opened) == []

    press(opened.canvas, "Ctrl+Shift+Z")
    assert marked(opened) == [("GPE", "القاهرة")]


def test_delete_takes_the_mark_away(opened: Window, press: Press) -> None:
    stand_on(opened, "القاهرة")

    press(opened.canvas, "3", "Del")

    assert marked(opened) == []
    assert opened.session.mark is None


def test_an_event_is_marked_by_two_keys_and_its_roles_by_hints(opened: Window, press: Press) -> None:
    for word, key in (("بوتين", "1"), ("القاهرة", "3"), ("الأحد", "9")):
        stand_on(opened, word)
        press(opened.canvas, key)
    stand_on(opened, "زار")

    press(opened.canvas, "M", "P")

    mode = opened.desk.mode
    assert isinstance(mode, Filling)
    filled = []
    while isinstance(opened.desk.mode, Filling) and mode.hints and not mode.fillers(mode.role):
        filled.append(mode.role.id)
        press(opened.canvas, next(iter(mode.hints.values())))
    press(opened.canvas, "Esc")
    event = next(mark for mark in opened.session.marks if isinstance(mark, Event))
    assert opened.desk.mode is None
    assert [argument.role for argument in event.arguments] == filled
    assert filled


@pytest.mark.parametrize("keys", [("Enter", "1"), ("1",), ("Enter", "Esc", "Enter", "1")])
def test_text_chosen_while_a_role_is_armed_becomes_its_filler(
    opened: Window, press: Press, keys: tuple[str, ...]
) -> None:
    stand_on(opened, "والتقى")
    press(opened.canvas, "K", "M")
    mode = opened.desk.mode
    assert isinstance(mode, Filling)
    stand_on(opened, "كيم")

    press(opened.canvas, *keys)

    event = mode.event
    assert event is not None
    filler = opened.session.marks.mention(event.arguments[0].target)
    assert filler is not None
    assert surface(TEXT, spans_of(filler)) == "كيم"


def test_a_role_may_be_filled_without_words(opened: Window, press: Press) -> None:
    stand_on(opened, "والتقى")

    press(opened.canvas, "K", "M", "-", "Esc")

    event = next(mark for mark in opened.session.marks if isinstance(mark, Event))
    assert event.arguments[0].target is None


def test_a_relation_takes_the_semicolon_a_hint_and_its_key(opened: Window, press: Press) -> None:
    for word, key in (("القاهرة", "3"), ("بوتين", "1")):
        stand_on(opened, word)
        press(opened.canvas, key)

    press(opened.canvas, ";")
    mode = opened.desk.mode
    assert isinstance(mode, Linking)
    press(opened.canvas, next(iter(mode.targets.values())), "L")

    (relation,) = (mark for mark in opened.session.marks if isinstance(mark, Relation))
    assert relation.type == "PHYS.Located"
    assert opened.desk.mode is None


def test_a_drag_between_marks_offers_what_the_schema_allows(
    opened: Window, press: Press, answers: Answers, application: QApplication
) -> None:
    stand_on(opened, "بوتين")
    press(opened.canvas, "1")
    source = opened.session.mark
    stand_on(opened, "القاهرة")
    press(opened.canvas, "3")
    target = opened.session.mark
    assert source is not None
    assert target is not None
    answers.given = [0]

    opened.canvas.link_requested.emit(source.id, target.id)

    assert "موجود في" in answers.asked[0]
    assert [mark.type for mark in opened.session.marks if isinstance(mark, Relation)] == ["PHYS.Located"]


def test_keys_typed_in_a_field_do_not_mark(opened: Window, press: Press) -> None:
    field = opened.docks["documents"].contents.findChild(type(opened.docks["documents"].contents._filter))

    press(field, "3", "A")

    assert marked(opened) == []
    assert field.text() == "3ش"


def test_an_edit_in_another_persons_layer_asks_first(
    window: Window, tmp_path: Path, press: Press, answers: Answers
) -> None:
    project = new_project(tmp_path / "p.annot", author="gold")
    with project.change("import"):
        document_id = project.add_document("خبر.txt", TEXT)
        project.ensure_layer(document_id, "gold")
    project.author = ANNOTATOR
    window.session.adopt(project)
    stand_on(window, "القاهرة")
    answers.given = [1]

    press(window.canvas, "3")

    assert "gold" in answers.asked[0]
    assert window.session.annotator == ANNOTATOR
    assert marked(window) == []

    press(window.canvas, "3")
    assert len(marked(window)) == 1


def test_undo_and_redo_of_a_mark_show_the_document_that_it_is_in(
    opened: Window, press: Press, application: QApplication
) -> None:
    session = opened.session
    first = session.document.id
    with session.project.change("import"):
        second = session.project.add_document("other.txt", TEXT)
    stand_on(opened, "القاهرة")
    press(opened.canvas, "3")
    for chord, count in (("Ctrl+Z", 0), ("Ctrl+Shift+Z", 1)):
        session.show(second)

        press(opened.canvas, chord)

        assert session.document.id == first
        assert len(session.marks) == count


def test_a_document_that_redo_deletes_is_not_shown(opened: Window, press: Press, answers: Answers) -> None:
    session = opened.session
    stand_on(opened, "القاهرة")
    press(opened.canvas, "3")
    with session.project.change("import"):
        second = session.project.add_document("other.txt", TEXT)
    session.run(delete_documents, [session.document.id])

    press(opened.canvas, "Ctrl+Z", "Ctrl+Shift+Z")

    assert session.document.id == second
    assert answers.told == []
