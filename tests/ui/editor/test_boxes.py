"""Style "boxes": boxes around the text, pills above them, arcs above the pills."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity, Event, Layer
from annotator.domain.span import Span
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.layout import BlockLayout
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.sheet import Sheet
from annotator.ui.editor.view import Canvas
from tests.ui.editor.conftest import LAYER, TEXT


@pytest.fixture
def boxed(look: Look) -> Kit:
    return Kit(replace(look, style="boxes"))


def layout(kit: Kit, layer: Layer = LAYER, text: str = TEXT) -> BlockLayout:
    return Sheet(text, Marks(layer), kit, 1100.0).layout(0)


def test_every_mark_has_a_box_and_no_band(boxed: Kit) -> None:
    found = layout(boxed)
    assert found.bands == ()
    assert {box.mark for box in found.tints} == {"T1", "T2", "T3", "T4", "E1"}


def test_an_inner_box_is_inset_in_the_outer_one_and_painted_over_it(boxed: Kit) -> None:
    boxes = layout(boxed).tints
    outer, inner = (next(box for box in boxes if box.mark == mark) for mark in ("T1", "T2"))
    assert boxes.index(outer) < boxes.index(inner)
    assert outer.box.top < inner.box.top < inner.box.bottom < outer.box.bottom
    assert outer.box.left < inner.box.left < inner.box.right < outer.box.right


def test_pills_stand_between_arcs_and_boxes(boxed: Kit) -> None:
    found = layout(boxed)
    top_of_boxes = min(box.box.top for box in found.tints)
    assert all(tag.box.bottom <= top_of_boxes for tag in found.tags)
    assert all(arc.place.bottom < min(tag.box.top for tag in found.tags) for arc in found.arcs)


def test_arcs_stand_on_the_middle_of_their_pills(boxed: Kit) -> None:
    found = layout(boxed)
    pill = next(tag.box for tag in found.tags if tag.mark == "T3")
    arc = next(arc for arc in found.arcs if arc.link.target == "T3" and arc.arrow)
    tip = arc.arrow.first() if arc.arrow else None
    assert tip is not None
    assert tip.x() == pytest.approx(pill.left + pill.width / 2, abs=10.0)
    assert tip.y() == pytest.approx(pill.top, abs=2.0)


def test_the_first_mark_of_a_line_does_not_change_its_height(boxed: Kit) -> None:
    assert layout(boxed, Layer("a")).lines == layout(boxed, Layer("a", entities=LAYER.entities[2:3])).lines


def test_pieces_of_one_mark_are_joined_by_a_thread(boxed: Kit) -> None:
    found = layout(boxed, Layer("a", entities=(Entity("T1", "PER", (Span(0, 5), Span(13, 19))),)))
    assert sorted(box.is_thread for box in found.tints) == [False, False, True]


def test_pills_of_the_seed_never_meet(boxed: Kit, seed: tuple[str, Layer]) -> None:
    sheet = Sheet(seed[0], Marks(seed[1]), boxed, 1100.0)
    for index in range(len(sheet.blocks)):
        for one, other in combinations((tag.box for tag in sheet.layout(index).tags), 2):
            apart = one.right <= other.left or other.right <= one.left
            assert apart or one.bottom <= other.top + 1 or other.bottom <= one.top + 1


def test_a_trigger_has_a_full_pill(boxed: Kit) -> None:
    found = layout(boxed)
    assert [tag.mark for tag in found.tags if tag.is_event] == ["E1"]


@pytest.mark.parametrize("style", ["bands", "boxes"])
def test_growth_keeps_the_marked_line_where_it_is(look: Look, style: str) -> None:
    text = "\n".join([TEXT] * 60)
    marks = Marks(Layer("a"))
    canvas = Canvas(replace(look, style=style))  # type: ignore[arg-type]
    canvas.resize(900, 500)
    canvas.show_document(text, marks)
    canvas.show()
    QApplication.processEvents()
    start = (len(TEXT) + 1) * 30
    canvas.select_spans((Span(start + 35, start + 47),))
    before = canvas.rect_of(Span(start + 35, start + 47))
    assert before
    for number, end in enumerate((12, 19, 34, 47)):
        marks.put(Entity(f"T{number}", "PER", (Span(start + 6, start + end),)))
        marks.put(Event(f"E{number}", "Contact.Meet", (Span(start + 51 - number, start + 56),)))
        canvas.refresh([f"T{number}", f"E{number}"])
        after = canvas.rect_of(Span(start + 35, start + 47))
        assert after
        assert after.topLeft() == before.topLeft()
