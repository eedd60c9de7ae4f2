from annotator.domain.model import Entity, Layer
from annotator.domain.span import Span
from annotator.ui.editor.hit import spot
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.sheet import Sheet
from tests.ui.editor.conftest import LAYER, TEXT


def test_marks_over_a_point_come_innermost_first(kit: Kit) -> None:
    layout = Sheet(TEXT, Marks(LAYER), kit, 1100.0).layout(0)
    box = layout.boxes(13, 19)[0]
    assert spot(layout, box.left + 3, box.top + 5).marks == ("T2", "T1")


def test_a_band_is_its_own_mark(kit: Kit) -> None:
    layout = Sheet(TEXT, Marks(LAYER), kit, 1100.0).layout(0)
    outer = next(band for band in layout.bands if band.mark == "T1")
    inner = layout.boxes(13, 19)[0]
    assert spot(layout, inner.left + 3, outer.box.top + 1).marks[0] == "T1"


def test_tags_and_labels_are_hit(kit: Kit) -> None:
    layout = Sheet(TEXT, Marks(LAYER), kit, 1100.0).layout(0)
    for tag in layout.tags:
        assert spot(layout, tag.box.left + 2, tag.box.top + 5).tag == tag.mark
    for arc in layout.arcs:
        assert spot(layout, arc.place.left + 2, arc.place.top + 5).arc is arc


def test_a_point_beside_the_line_gives_its_nearest_grapheme(kit: Kit) -> None:
    layout = Sheet("سلام", Marks(), kit, 600.0).layout(0)
    far, near = spot(layout, 3, 30), spot(layout, 599, 30)
    assert far.grapheme == Span(3, 4)
    assert near.grapheme == Span(0, 1)
    assert not far.is_inside


def test_an_empty_paragraph_has_no_grapheme(kit: Kit) -> None:
    assert spot(Sheet("", Marks(), kit, 600.0).layout(0), 10, 10).grapheme is None


def test_offsets_are_those_of_the_document(kit: Kit) -> None:
    found = Sheet("واحد\nاثنان", Marks(Layer("a", entities=(Entity("T1", "NUM", (Span(5, 10),)),))), kit, 600.0)
    layout = found.layout(1)
    box = layout.boxes(0, 1)[0]
    here = spot(layout, box.left + 2, box.top + 5)
    assert here.grapheme == Span(5, 6)
    assert here.marks == ("T1",)
