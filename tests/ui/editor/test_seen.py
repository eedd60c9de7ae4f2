from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Entity, Layer
from annotator.domain.span import Span
from annotator.ui import fonts
from annotator.ui.editor.blocks import Blocks
from annotator.ui.editor.content import gather
from annotator.ui.editor.geometry import Shaped
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.layout import lay_out
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.seen import WHOLE, Seen, View
from annotator.ui.i18n import Translator
from annotator.ui.theme import LIGHT
from tests.ui.editor.hard_texts import HARD

BARE = View(tashkeel=False, tatweel=False)
VIEWS = [WHOLE, View(tashkeel=False), View(tatweel=False), BARE]
TEXTS = st.one_of(st.text("بسملاـَُِّْٰٓۖ a1\t😀\u200c\u200f", max_size=30), st.sampled_from(HARD))


@given(TEXTS, st.sampled_from(VIEWS))
@settings(max_examples=100, deadline=None)
def test_every_place_is_found_again(text: str, view: View) -> None:
    seen = Seen(text, view)
    units = len(seen.shown.encode("utf-16-le")) // 2
    assert seen.to_utf16(0) == 0
    assert seen.to_utf16(len(text)) == units
    for at in range(len(text) + 1):
        unit = seen.to_utf16(at)
        back = seen.to_codepoint(unit)
        assert back == at or seen.is_hidden(min(at, back), max(at, back))
    assert all(seen.to_utf16(one) <= seen.to_utf16(other) for one, other in pairwise(range(len(text) + 1)))


@given(TEXTS, st.sampled_from(VIEWS))
@settings(max_examples=100, deadline=None)
def test_what_is_shown_is_the_text_without_what_is_hidden(text: str, view: View) -> None:
    seen = Seen(text, view)
    kept = [letter for at, letter in enumerate(text) if not seen.is_hidden(at, at + 1)]
    assert len(seen.shown) == len(kept)
    assert all(one == other or not other.isprintable() for one, other in zip(seen.shown, kept, strict=True))


@pytest.mark.parametrize(
    ("text", "view", "shown"),
    [
        ("بِسْمِ", View(tashkeel=False), "بسم"),
        ("كتـــاب", View(tatweel=False), "كتاب"),
        ("كِتـــاب", BARE, "كتاب"),
        ("كِتـَاب", View(tatweel=False), "كِتـَاب"),
        ("كِتـَاب", BARE, "كتاب"),
        ("ـٰ", View(tashkeel=False), "ـ"),
        ("مسؤول آخر أٓ", BARE, "مسؤول آخر أٓ"),
        ("هٔ وءٕ", BARE, "هٔ وءٕ"),
        ("", BARE, ""),
    ],
)
def test_letters_stay_and_their_marks_go(text: str, view: View, shown: str) -> None:
    assert Seen(text, view).shown == shown


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("view", VIEWS[1:], ids=["no tashkeel", "no tatweel", "neither"])
@pytest.mark.parametrize("width", [150.0, 4000.0])
def test_a_mark_stands_on_the_same_letters_in_every_view(view: View, width: float) -> None:
    for text in HARD:
        is_rtl = not text.startswith("This")
        bare = "".join(letter for at, letter in enumerate(text) if not Seen(text, view).is_hidden(at, at + 1))
        block = Shaped(text, width, fonts.text_font(), is_rtl=is_rtl, view=view)
        plain = Shaped(bare, width, fonts.text_font(), is_rtl=is_rtl)
        seen = Seen(text, view)
        for start, end in zip(block.boundaries, block.boundaries[3:], strict=False):
            if seen.is_hidden(start, start + 1) or seen.is_hidden(start, end):
                continue
            shift, length = bare_place(seen, start), bare_place(seen, end) - bare_place(seen, start)
            assert block.pieces(start, end) == plain.pieces(shift, shift + length), (text, start, end)


def bare_place(seen: Seen, at: int) -> int:
    """Return the offset in the shown text."""
    return len(seen.shown.encode("utf-16-le")[: 2 * seen.to_utf16(at)].decode("utf-16-le"))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("view", VIEWS[1:], ids=["no tashkeel", "no tatweel", "neither"])
def test_a_click_finds_the_true_grapheme(view: View) -> None:
    text = "وَلَا الضَّالِّينَ مُحَمَّدٌ كتـــاب"
    block = Shaped(text, 4000.0, fonts.text_font(), is_rtl=True, view=view)
    for start, end in zip(block.boundaries, block.boundaries[1:], strict=False):
        pieces = block.pieces(start, end)
        if pieces and pieces[0].width > 2:
            assert block.grapheme_at(0, pieces[0].middle) == (start, end)


@pytest.mark.usefixtures("qapp")
def test_a_mark_on_what_is_hidden_is_still_drawn(look: Look) -> None:
    kit = Kit(Look(LIGHT, look.schema, Translator("ar"), view=BARE))
    text = "كتـــاب"
    marks = Marks(Layer("a", entities=(Entity("T", "PER", (Span(2, 5),)),)))
    blocks = Blocks(text)
    layout = lay_out(text, gather(marks, blocks, blocks[0]), 400.0, kit, is_rtl=True)
    assert [band.mark for band in layout.bands] == ["T"]
    assert [tag.mark for tag in layout.tags] == ["T"]
