"""Focus: what the selected or hovered mark is tied to stands out; arcs of all, of the selection, or none."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage, QPainter

from annotator.domain.model import Entity, Layer
from annotator.domain.span import Span
from annotator.ui.editor.focus import NOWHERE, Focus, focus_of
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.moment import State, overlay
from annotator.ui.editor.overlay import PLAIN, Overlay
from annotator.ui.editor.painter import Painter
from annotator.ui.editor.selection import Selection
from annotator.ui.editor.sheet import Sheet
from annotator.ui.editor.view import Canvas
from tests.ui.editor.conftest import LAYER, TEXT
from tests.ui.editor.pointing import LONG, Show


def over(selected: str | None = None, hovered: str | None = None) -> Overlay:
    return overlay(State(Selection((Span(0, 5),), selected), hovered), (), Marks(LAYER))


def test_without_a_mark_all_are_equal() -> None:
    assert over().links is None
    assert over().tied is None


def test_the_links_and_marks_tied_to_the_selection_stand_out() -> None:
    found = over(selected="T3")
    assert found.links == {("E1", 1)}
    assert found.tied == {"T3", "E1"}


def test_a_selected_relation_stands_out_with_its_ends() -> None:
    assert over(selected="R1").tied == {"R1", "T1", "T2"}


def test_what_is_hovered_comes_before_what_is_selected() -> None:
    found = over(selected="T3", hovered="T2")
    assert found.links == {("R1", 0)}
    assert found.tied == {"T1", "T2", "T3"}


def test_a_mark_without_links_lets_nothing_recede() -> None:
    assert over(selected="T4").tied is None
    assert over(selected="T3", hovered="T4").links == {("E1", 1)}


def painted(look: Look, now: Overlay) -> QImage:
    kit = Kit(look)
    layout = Sheet(TEXT, Marks(LAYER), kit, 1100.0).layout(0)
    image = QImage(1100, layout.height, QImage.Format.Format_RGB32)
    image.fill(look.theme.page)
    with QPainter(image) as brush:
        Painter(kit).block(brush, layout, 0, layout.height, now)
    return image


@pytest.mark.parametrize("style", ["bands", "boxes"])
def test_the_rest_recedes_in_both_styles(look: Look, style: str) -> None:
    dressed = replace(look, style=style)  # type: ignore[arg-type]
    tied = Overlay(links=frozenset({("E1", 1)}), tied=frozenset({"T3", "E1"}))
    assert painted(dressed, tied) != painted(dressed, PLAIN)


def test_arcs_of_the_selection_take_no_other_room_than_all(look: Look) -> None:
    heights = [
        Sheet(TEXT, Marks(LAYER), Kit(replace(look, arcs=arcs)), 1100.0).layout(0).height
        for arcs in ("all", "selection", "none")
    ]
    assert heights[0] == heights[1] > heights[2]


def test_arcs_of_the_selection_are_drawn_for_a_selection_only(look: Look) -> None:
    quiet = replace(look, arcs="selection")
    bare = painted(quiet, PLAIN)
    assert bare == painted(quiet, Overlay(links=frozenset(), tied=None))
    assert bare != painted(quiet, Overlay(links=frozenset({("E1", 1)})))
    assert bare != painted(look, PLAIN)


def test_no_arcs_are_laid_out_if_none_are_wanted(look: Look) -> None:
    assert Sheet(TEXT, Marks(LAYER), Kit(replace(look, arcs="none")), 1100.0).layout(0).arcs == ()


def test_an_empty_layer_has_nothing_to_focus() -> None:
    assert overlay(State(Selection((), "gone"), "gone"), (), Marks(Layer("a"))).links is None


CLUSTERED = Layer(
    "me",
    entities=(
        Entity("T1", "PER", (Span(6, 34),), cluster="c"),
        Entity("T3", "PER", (Span(35, 47),), cluster="c"),
        Entity("T4", "GPE", (Span(51, 68),), cluster="d"),
    ),
)


def picture(shown: Canvas) -> QImage:
    return shown.viewport().grab().toImage()


def focus(shown: Canvas) -> Focus:
    marks = shown.sheet.marks
    return focus_of(marks.mention(shown.selection.mark), marks, list(shown._visible()), 0.0)


def test_all_mentions_of_the_selected_ones_cluster_have_an_outline(canvas: Show) -> None:
    shown = canvas(TEXT, CLUSTERED)
    shown.select_mark("T1")
    assert focus(shown).ids == {"T1", "T3"}
    assert [len(boxes) for boxes in focus(shown).boxes] == [1, 1]
    picture(shown)
    assert shown.state.together == {"T1", "T3"}


@pytest.mark.parametrize("mark", ["T4", None])
def test_a_mention_that_is_alone_in_its_cluster_and_no_mention_have_none(canvas: Show, mark: str | None) -> None:
    shown = canvas(TEXT, CLUSTERED)
    shown.select_mark(mark)
    assert focus(shown) == NOWHERE


def test_outline_and_thread_are_painted_and_go_with_the_cluster(canvas: Show) -> None:
    shown = canvas(TEXT, CLUSTERED)
    shown.select_mark("T1")
    together = picture(shown)
    marks = shown.sheet.marks

    marks.put(replace(marks.mention("T3"), cluster=None))
    shown.refresh(["T3"])

    assert picture(shown) != together
    assert shown.state.together == frozenset()


def test_the_thread_leads_out_of_the_window_to_mentions_beyond_it(canvas: Show) -> None:
    places = (LONG.index("كلام"), LONG.index("كلام", 700), LONG.rindex("كلام"))
    many = tuple(Entity(f"T{at}", "PER", (Span(at, at + 4),), cluster="c") for at in places)
    shown = canvas(LONG, Layer("me", entities=many), height=300)

    shown.select_mark(f"T{places[0]}")
    assert (focus(shown).leads_up, focus(shown).leads_down) == (False, True)
    shown.select_mark(f"T{places[1]}")
    picture(shown)
    assert (focus(shown).leads_up, focus(shown).leads_down) == (True, True)


def test_marks_know_the_mentions_of_a_cluster_as_they_come_and_go() -> None:
    marks = Marks(CLUSTERED)
    assert [one.id for one in marks.members("c")] == ["T1", "T3"]
    assert marks.sizes() == {"c": 2, "d": 1}

    marks.put(replace(CLUSTERED.entities[0], cluster="d"))
    marks.remove("T3")

    assert marks.members("c") == []
    assert [one.id for one in marks.members("d")] == ["T1", "T4"]
    assert marks.members(None) == []


def test_the_nearest_mentions_come_first() -> None:
    marks = Marks(LAYER)
    found = [one.id for one in marks.around(50)]
    assert set(found) == {"T1", "T2", "T3", "T4", "E1"}
    assert set(found[:2]) == {"T3", "T4"}
