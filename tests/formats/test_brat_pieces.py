import pytest

from annotator.domain.span import Fragments, Span
from annotator.formats.brat_notes import needs_spans
from annotator.formats.brat_pieces import joined, one_line, pieces


def spans(*pairs: tuple[int, int]) -> Fragments:
    return tuple(Span(*pair) for pair in pairs)


@pytest.mark.parametrize(
    ("text", "mention", "cut", "needs_note"),
    [
        ("ab\ncd", spans((0, 5)), spans((0, 2), (3, 5)), False),
        ("ab \n\n cd", spans((0, 8)), spans((0, 2), (6, 8)), False),
        ("ab\u2028cd\x85ef", spans((0, 8)), spans((0, 2), (3, 5), (6, 8)), False),
        ("\nab", spans((0, 3)), spans((1, 3)), True),
        ("ab\ncd", spans((0, 2), (3, 5)), spans((0, 2), (3, 5)), True),
        ("ab cd", spans((0, 2), (3, 5)), spans((0, 2), (3, 5)), False),
        ("ab cd", spans((0, 2), (2, 5)), spans((0, 2), (2, 5)), False),
        (" ab ", spans((0, 4)), spans((0, 4)), False),
        ("a\n \nb", spans((1, 4)), (), True),
    ],
)
def test_mentions_are_cut_at_line_breaks_and_noted_if_joining_would_not_give_them_back(
    text: str, mention: Fragments, cut: Fragments, needs_note: bool
) -> None:
    assert pieces(text, mention) == cut
    assert needs_spans(text, mention) == needs_note
    assert (joined(text, cut) == mention) != needs_note


def test_a_comment_becomes_one_line() -> None:
    assert one_line("a\r\nb\tc\u2029d") == "a  b c d"
