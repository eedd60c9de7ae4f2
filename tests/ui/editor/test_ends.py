from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.ui.editor.ends import Cell, ends

TEXT = "قال «محمد بن سلمان»، ثم عاد."


def words(cells: tuple[Cell, ...]) -> str:
    return "".join(cell.text for cell in cells)


def test_the_ends_come_in_logical_order_with_their_neighbours() -> None:
    found = ends(TEXT, (Span(5, 18),))
    assert (words(found.before), words(found.first)) == ("ل «", "محم")
    assert (words(found.last), words(found.after)) == ("مان", "»، ")


def test_punctuation_is_told_in_or_out() -> None:
    found = ends(TEXT, (Span(5, 19),))
    assert [(cell.text, cell.is_inside) for cell in (*found.last, *found.after) if cell.is_punctuation] == [
        ("»", True),
        ("،", False),
    ]


def test_a_short_selection_is_shown_whole() -> None:
    found = ends("مُحَمَّد هنا", (Span(0, 8),))
    assert [cell.text for cell in found.first] == ["مُ", "حَ", "مَّ", "د"]
    assert found.last == ()


def test_of_several_pieces_the_outer_ends_are_shown() -> None:
    found = ends(TEXT, (Span(0, 3), Span(24, 27)))
    assert (words(found.first), words(found.last)) == ("قال", "عاد")


def test_what_nobody_sees_is_named() -> None:
    found = ends("أ\u200fب\tج\n", (Span(2, 3),))
    assert [cell.text for cell in (*found.before, *found.after)] == ["أ", "RLM", "TAB", "ج", "¶"]
    assert [cell.is_named for cell in (*found.before, *found.after)] == [False, True, True, False, True]


def test_a_mark_without_a_letter_is_shown_on_a_circle() -> None:
    assert words(ends("\u0651", (Span(0, 1),)).first) == "\u25cc\u0651"


@given(st.text("اب ، َّ\u200c\n😀\u200d🇪🇬a", min_size=1, max_size=20), st.data())
@settings(max_examples=100, deadline=None)
def test_no_selection_is_refused(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = ends(text, (Span(start, end),))
    assert found.first
    assert all(cell.is_inside for cell in (*found.first, *found.last))
    assert not any(cell.is_inside for cell in (*found.before, *found.after))
