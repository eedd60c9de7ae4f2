"""What of a document is seen: scrolling, revealing, what stays in its place."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from annotator.domain.model import Entity, Layer, Relation
from annotator.domain.span import Span
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Marks
from tests.ui.editor.pointing import LEFT, LONG, NONE, Show, tag


def test_a_new_arc_leaves_the_worked_line_where_it_is(canvas: Show) -> None:
    shown = canvas(LONG, Layer("a"))
    marks = shown.sheet.marks if shown.sheet else Marks()
    shown.verticalScrollBar().setValue(3000)
    point = QPoint(600, 300)
    QTest.mouseClick(shown.viewport(), LEFT, NONE, point)
    span = shown.selection.spans[0]
    before = shown.rect_of(span)
    assert before
    block = LONG.rfind("\n", 0, span.start) + 1
    for number, offset in enumerate((0, 5)):
        marks.put(Entity(f"T{number}", "PER", (Span(block + offset, block + offset + 4),)))
    marks.put(Relation("R1", "POL.Ally", "T0", "T1"))
    shown.refresh(["T0", "T1", "R1"])
    after = shown.rect_of(span)
    assert after
    assert (after.left(), after.top()) == (before.left(), before.top())


@pytest.mark.parametrize("way", [40, -40, 300, -300])
def test_scrolling_over_estimates_never_jumps(canvas: Show, way: int) -> None:
    shown = canvas(LONG, Layer("a"), height=400)
    bar = shown.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(10):
        layout = list(shown._visible())[1][1]
        here = Span(layout.content.start, layout.content.start + 3)
        before = shown.rect_of(here)
        bar.setValue(bar.value() + way)
        after = shown.rect_of(here)
        if before and after:
            assert before.top() - after.top() == way


def test_the_end_of_the_document_is_reached(canvas: Show) -> None:
    shown = canvas(LONG, Layer("a"), height=400)
    shown.verticalScrollBar().setValue(shown.verticalScrollBar().maximum())
    last = list(shown._visible())[-1]
    assert last[0] == 399
    assert last[2] + last[1].height <= 400


def test_a_far_mark_is_revealed(canvas: Show) -> None:
    at = len(LONG) - 20
    shown = canvas(LONG, Layer("a", entities=(Entity("T1", "PER", (Span(at, at + 4),)),)))
    assert shown.rect_of("T1") is None
    shown.reveal("T1")
    found = shown.rect_of("T1")
    assert found
    assert shown.viewport().rect().contains(found)


def test_what_is_in_view_is_not_moved_by_revealing_it(canvas: Show) -> None:
    shown = canvas(LONG, Layer("a"))
    shown.verticalScrollBar().setValue(2000)
    here = shown.spot_at(QPoint(600, 300))
    assert here
    assert here.grapheme
    before = shown.verticalScrollBar().value()
    shown.reveal(here.grapheme)
    assert shown.verticalScrollBar().value() == before


def test_only_what_is_seen_is_laid_out(canvas: Show) -> None:
    shown = canvas(LONG, Layer("a"), height=300)
    assert shown.sheet
    assert sum(shown.sheet.is_laid_out(index) for index in range(400)) < 20


def test_a_new_look_keeps_the_place(canvas: Show, look: Look) -> None:
    shown = canvas(LONG, Layer("a"))
    shown.verticalScrollBar().setValue(4000)
    QTest.mouseClick(shown.viewport(), LEFT, NONE, QPoint(600, 300))
    span = shown.selection.spans[0]
    before = shown.rect_of(span)
    shown.set_look(Look(look.theme, look.schema, look.tr, size=32))
    after = shown.rect_of(span)
    assert before
    assert after
    assert abs(after.center().y() - before.center().y()) < 8


def test_an_annotation_is_found_at_its_rectangle(canvas: Show) -> None:
    shown = canvas()
    for mark_id in ("T1", "T2", "T3", "T4", "E1"):
        found = shown.rect_of(mark_id)
        assert found
        assert shown.annotation_at(found.center()) == mark_id
        assert shown.annotation_at(tag(shown, mark_id)) == mark_id
