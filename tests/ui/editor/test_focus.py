"""Focus: what the selected or hovered mark is tied to stands out; arcs of all, of the selection, or none."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage, QPainter

from annotator.domain.model import Layer
from annotator.domain.span import Span
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.moment import State, overlay
from annotator.ui.editor.overlay import PLAIN, Overlay
from annotator.ui.editor.painter import Painter
from annotator.ui.editor.selection import Selection
from annotator.ui.editor.sheet import Sheet
from tests.ui.editor.conftest import LAYER, TEXT


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
