from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.text.graphemes import boundaries
from annotator.ui.editor.blocks import Blocks
from annotator.ui.editor.caret import Caret
from annotator.ui.editor.words import Words

TEXT = "وللرئيسَيْنِ 👨‍👩‍👧 كتابٌ، نووية.وتعليقاً\n\nقال Putin: «نعم» 12,500"
EDGES = boundaries(TEXT)

acts = st.lists(
    st.sampled_from(
        ("next", "previous", "more", "less", "start", "end", "shrink", "cut", "piece", "sentence", "clear")
    ),
    max_size=25,
)


def caret(text: str = TEXT) -> Caret:
    made = Caret(text, Words(text, Blocks(text)))
    made.stand_on(0)
    return made


def do(made: Caret, act: str) -> None:
    match act:
        case "next" | "previous":
            made.move_word(1 if act == "next" else -1, extend=False)
        case "more" | "less":
            made.move_word(1 if act == "more" else -1, extend=True)
        case "start":
            made.move_edge("start", 1)
        case "end":
            made.move_edge("end", 1)
        case "shrink":
            made.move_edge("end", -1)
        case "cut":
            made.cycle_cut()
        case "piece":
            made.add_piece()
        case "sentence":
            made.move_sentence(1)
        case _:
            made.clear()


@settings(max_examples=100, deadline=None)
@given(acts)
def test_whatever_is_done_the_selection_is_whole_graphemes_of_the_text(steps: list[str]) -> None:
    made = caret()
    for step in steps:
        do(made, step)
        spans = made.selection.spans
        assert spans
        assert all(span.start in EDGES and span.end in EDGES for span in spans)
        assert list(spans) == sorted(spans)


def test_punctuation_is_passed_over() -> None:
    made = caret("كتاب، ثم")
    made.move_word(1, extend=False)
    assert made.selection.spans == (Span(6, 8),)


def test_extending_takes_in_the_punctuation_between() -> None:
    made = caret("كتاب، ثم")
    made.move_word(1, extend=True)
    assert made.selection.spans == (Span(0, 8),)


def test_another_move_begins_the_cuts_anew() -> None:
    made = caret("وبوتين وكيم")
    made.cycle_cut()
    made.move_word(1, extend=False)
    made.cycle_cut()
    assert made.selection.spans == (Span(8, 11),)


def test_a_cut_of_several_words_changes_the_first_only() -> None:
    made = caret("وبوتين الرئيس")
    made.move_word(1, extend=True)
    made.cycle_cut()
    assert made.selection.spans == (Span(1, 13),)


def test_words_joined_by_a_full_stop_are_two() -> None:
    made = caret("نووية.وتعليقاً")
    made.move_word(1, extend=False)
    assert made.selection.spans == (Span(6, 14),)
