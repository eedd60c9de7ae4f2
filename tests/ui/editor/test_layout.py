from itertools import combinations

from annotator.domain.model import Argument, Entity, Event, Layer, Relation
from annotator.domain.span import Span
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.shapes import Box
from annotator.ui.editor.sheet import Sheet
from tests.ui.editor.conftest import LAYER, TEXT


def meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.right and other.left < one.right and one.top < other.bottom - 3 and other.top < one.bottom - 3
    )


def sheet(kit: Kit, text: str, layer: Layer, width: float = 1100.0) -> Sheet:
    return Sheet(text, Marks(layer), kit, width)


def test_marks_never_move_the_text(kit: Kit) -> None:
    bare = sheet(kit, TEXT, Layer("a")).layout(0)
    marked = sheet(kit, TEXT, LAYER).layout(0)
    assert [line.start for line in bare.shaped.lines] == [line.start for line in marked.shaped.lines]
    assert bare.shaped.pieces(0, 40) == marked.shaped.pieces(0, 40)


def test_the_first_mark_of_a_line_does_not_change_its_height(kit: Kit) -> None:
    bare = sheet(kit, TEXT, Layer("a")).layout(0)
    marked = sheet(kit, TEXT, Layer("a", entities=LAYER.entities[2:3])).layout(0)
    assert bare.lines == marked.lines


def test_an_outer_tag_lies_where_no_inner_mark_does(kit: Kit) -> None:
    layout = sheet(kit, TEXT, LAYER).layout(0)
    inner, outer = layout.places["T2"], layout.places["T1"]
    assert (inner.row, outer.row) == (0, 1)
    assert outer.spot.right <= inner.pieces[0].left or inner.pieces[0].right <= outer.spot.left


def test_a_discontinuous_mark_is_joined_by_a_thread(kit: Kit) -> None:
    layer = Layer("a", entities=(Entity("T1", "PER", (Span(0, 5), Span(13, 19))),))
    bands = sheet(kit, TEXT, layer).layout(0).bands
    assert [band.is_thread for band in bands] == [False, False, True]


def test_a_link_within_a_line_is_one_arc_above_it(kit: Kit) -> None:
    layout = sheet(kit, TEXT, LAYER).layout(0)
    arcs = [arc for arc in layout.arcs if arc.link.owner == "R1"]
    assert len(arcs) == 1
    assert arcs[0].place.bottom < layout.lines[0].ink_top
    assert not arcs[0].is_chip


def test_a_link_to_the_next_line_leaves_at_one_side_and_enters_at_the_other(kit: Kit) -> None:
    words = "كلمة " * 40
    layer = Layer(
        "a",
        entities=(Entity("T1", "PER", (Span(0, 4),)), Entity("T2", "GPE", (Span(0, 4),))),
    )
    layout = sheet(kit, words, layer, 500.0).layout(0)
    last, first = layout.shaped.lines[0].visible, layout.shaped.lines[1].start
    linked = Layer(
        "a",
        entities=(Entity("T1", "PER", (Span(last - 4, last),)), Entity("T2", "GPE", (Span(first, first + 4),))),
        relations=(Relation("R1", "POL.Ally", "T1", "T2"),),
    )
    leaving, entering = sorted(sheet(kit, words, linked, 500.0).layout(0).arcs, key=lambda arc: arc.line)
    assert leaving.path.currentPosition().x() < 0
    assert entering.path.elementAt(0).x > 500  # type: ignore[attr-defined]  # the stubs know no fields of Element


def test_a_link_to_a_far_line_is_a_chip_with_its_number(kit: Kit) -> None:
    words = "كلمة " * 60
    layer = Layer(
        "a",
        entities=(Entity("T1", "PER", (Span(290, 294),)),),
        events=(Event("E1", "Contact.Meet", (Span(0, 4),), (Argument("Entity", "T1"),)),),
    )
    layout = sheet(kit, words, layer, 400.0).layout(0)
    assert [arc.is_chip for arc in layout.arcs] == [True]
    assert layout.arcs[0].far == "T1"
    number = layout.shaped.line_at(290) + 1
    assert kit.look.tr.digits(str(number)) in layout.arcs[0].label


def test_a_link_to_another_paragraph_is_a_chip(kit: Kit) -> None:
    layer = Layer(
        "a",
        entities=(Entity("T1", "PER", (Span(6, 10),)),),
        events=(Event("E1", "Contact.Meet", (Span(0, 4),), (Argument("Entity", "T1"), Argument("Time", None))),),
    )
    found = sheet(kit, "لقاء\n\nأحمد", layer)
    assert [arc.is_chip for arc in found.layout(0).arcs] == [True, True]
    assert found.layout(2).arcs == ()


def test_tags_chips_and_labels_of_the_seed_never_meet(kit: Kit, seed: tuple[str, Layer]) -> None:
    found = sheet(kit, *seed, 1400.0)
    for index in range(len(found.blocks)):
        layout = found.layout(index)
        for one, other in combinations(layout.tags, 2):
            assert one.line != other.line or not meet(one.box, other.box)
        for first, second in combinations(layout.arcs, 2):
            assert first.line != second.line or not meet(first.place, second.place)


def test_every_mark_of_the_seed_has_a_tag_and_every_link_a_label(kit: Kit, seed: tuple[str, Layer]) -> None:
    found = sheet(kit, *seed, 1000.0)
    layouts = [found.layout(index) for index in range(len(found.blocks))]
    assert sum(len(layout.tags) for layout in layouts) == 244 + 64
    links = {(arc.link.owner, arc.link.number) for layout in layouts for arc in layout.arcs}
    assert len(links) == 147 + 49


def test_only_blocks_that_show_a_mark_are_forgotten(kit: Kit) -> None:
    layer = Layer(
        "a",
        entities=(Entity("T1", "PER", (Span(0, 4),)), Entity("T2", "PER", (Span(5, 9),))),
        relations=(Relation("R1", "POL.Ally", "T1", "T2"),),
    )
    marks = Marks(layer)
    found = Sheet("كلمة\nكلمة\nكلمة", marks, kit, 400.0)
    for index in range(3):
        found.layout(index)
    marks.remove("R1")
    assert found.forget(["R1"]) == [0]
    found.layout(0)
    marks.put(Entity("T2", "GPE", (Span(10, 14),)))
    assert sorted(found.forget(["T2"])) == [1, 2]


def test_a_mark_over_a_line_end_has_bands_in_both_blocks_and_one_tag(kit: Kit) -> None:
    found = sheet(kit, "كلمة\nكلمة", Layer("a", entities=(Entity("T1", "PER", (Span(2, 7),)),)))
    assert [len(found.layout(i).bands) for i in range(2)] == [1, 1]
    assert [len(found.layout(i).tags) for i in range(2)] == [1, 0]


def test_a_mark_on_nothing_visible_is_no_error(kit: Kit) -> None:
    layer = Layer("a", entities=(Entity("T1", "PER", (Span(4, 5),)), Entity("T2", "PER", (Span(5, 6),))))
    found = sheet(kit, "كلمة\n\u200f", layer)
    assert found.layout(0).tags == ()
    found.layout(1)
