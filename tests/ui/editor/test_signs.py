import pytest

from annotator.ui import fonts
from annotator.ui.editor.geometry import Shaped
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.look import Look
from annotator.ui.editor.signs import Spotted, spot_signs
from tests.ui.editor.hard_texts import HARD, ZWNJ


def spotted(text: str, kit: Kit, width: float = 600.0) -> list[Spotted]:
    shaped = Shaped(text, width, fonts.text_font(), is_rtl=True)
    return [entry for found in spot_signs(shaped, kit).values() for entry in found]


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u200c", "ZWNJ"),
        ("\u200d", "ZWJ"),
        ("\u200e", "LRM"),
        ("\u200f", "RLM"),
        ("\u061c", "ALM"),
        ("\u2066", "LRI"),
        ("\u2067", "RLI"),
        ("\u2068", "FSI"),
        ("\u2069", "PDI"),
        ("\u202e", "RLO"),
        ("\u00a0", "NBSP"),
        ("\t", "TAB"),
        ("\ufeff", "BOM"),
        ("\u0007", "U+0007"),
        ("\ue000", "U+E000"),
    ],
)
def test_each_invisible_character_is_named(kit: Kit, character: str, name: str) -> None:
    assert [entry.words for entry in spotted(f"نص{character}آخر", kit)] == [name]


def test_a_joiner_points_between_its_letters(kit: Kit) -> None:
    text = f"می{ZWNJ}خواهم"
    shaped = Shaped(text, 600.0, fonts.text_font(), is_rtl=True)
    entry = spotted(text, kit)[0]
    assert entry.x == pytest.approx(shaped.pieces(0, 2)[0].left, abs=1.0)


def test_isolates_stand_on_both_sides_of_what_they_isolate(kit: Kit) -> None:
    text = "في \u2068Moscow\u2069 منذ"
    opened, closed = sorted(spotted(text, kit), key=lambda entry: -entry.x)
    latin = Shaped(text, 600.0, fonts.text_font(), is_rtl=True).pieces(4, 10)[0]
    assert (opened.words, closed.words) == ("FSI", "PDI")
    assert opened.x == pytest.approx(latin.right, abs=1.0)
    assert closed.x == pytest.approx(latin.left, abs=1.0)


def test_presentation_forms_are_overlined(kit: Kit) -> None:
    forms = [entry for entry in spotted("نص ﺍﻟﻌﺮﺑﻴﺔ نص", kit) if not entry.words]
    assert len(forms) == 1
    assert forms[0].right - forms[0].x > 20


def test_plain_text_has_no_signs(kit: Kit) -> None:
    assert spotted("نصّ عاديّ، 12 and Latin.", kit) == []


def test_signs_never_meet_and_stay_in_the_column(kit: Kit) -> None:
    for text in (*HARD, "أ" + "\u200f\u200e\u200c\u200d" * 9 + "ب"):
        shaped = Shaped(text, 300.0, fonts.text_font(), is_rtl=True)
        for found in spot_signs(shaped, kit).values():
            named = [entry for entry in found if entry.words]
            for one in named:
                assert 0 <= one.left <= one.left + one.width <= 300.0
                for other in named:
                    meets = one.left < other.left + other.width and other.left < one.left + one.width
                    assert one is other or one.row != other.row or not meets


def test_every_tick_stands_in_the_column(look: Look, kit: Kit) -> None:
    for text in HARD:
        for entry in spotted(text, kit, 300.0):
            assert -1.0 <= entry.x <= 301.0, text
