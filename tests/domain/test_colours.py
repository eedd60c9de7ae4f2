from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.colours import contrast, even, legible, mix, parse, write

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert contrast("#777777", "#777777") == 1.0


@settings(max_examples=100, deadline=None)
@given(colours)
def test_a_colour_survives_writing(colour: str) -> None:
    assert write(parse(colour)) == colour


@settings(max_examples=100, deadline=None)
@given(colours, st.sampled_from([("#ffffff", 4.5), ("#16191f", 7.2), ("#000000", 10.0)]))
def test_every_colour_becomes_legible(colour: str, on: tuple[str, float]) -> None:
    background, least = on
    assert contrast(legible(colour, background, least), background) >= least


def test_a_legible_colour_stays_as_it_is() -> None:
    assert legible("#123456", "#ffffff", 4.5) == "#123456"


def test_a_grey_stays_grey_when_it_is_evened() -> None:
    red, green, blue = parse(even("#808080", 0.5, 0.1))
    assert max(red, green, blue) - min(red, green, blue) < 0.01


def test_a_tint_lies_between_colour_and_page() -> None:
    assert mix("#000000", "#ffffff", 0.2) == "#cccccc"
