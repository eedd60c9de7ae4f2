"""What two spans differ in, and spans without the particles at their beginning."""

import pytest

from annotator.domain.boundary import Edge, edge_between, letters_between, without_particles
from annotator.domain.span import Span

TEXT = "زار وبالرئيس، للأسلحة ولقاءه «الناتو» في كيم بُوتين ووالده."


def of(surface: str, after: str = "") -> tuple[Span, ...]:
    start = TEXT.index(surface, TEXT.index(after))
    return (Span(start, start + len(surface)),)


@pytest.mark.parametrize(
    ("one", "other", "edge"),
    [
        ("بالرئيس", "الرئيس", Edge.PROCLITIC),
        ("وبالرئيس", "الرئيس", Edge.PROCLITIC),
        ("وبالرئيس", "رئيس", Edge.PROCLITIC),
        ("الرئيس", "رئيس", Edge.ARTICLE),
        ("للأسلحة", "لأسلحة", Edge.PROCLITIC),
        ("لأسلحة", "أسلحة", Edge.ARTICLE),
        ("لقاءه", "لقاء", Edge.ENCLITIC),
        ("ولقاءه", "لقاء", Edge.OTHER),
        ("«الناتو»", "الناتو", Edge.PUNCTUATION),
        ("الرئيس،", "الرئيس", Edge.PUNCTUATION),
        ("الرئيس، للأسلحة", "الرئيس", Edge.OTHER),
        ("بُوتين", "وتين", Edge.PROCLITIC),
        ("كيم", "يم", Edge.PROCLITIC),
        ("زار", "ار", Edge.OTHER),
    ],
)
def test_the_edge_is_told(one, other, edge):
    assert edge_between(TEXT, of(one), of(other)) is edge
    assert edge_between(TEXT, of(other), of(one)) is edge


def test_without_a_text_or_with_other_pieces_nothing_is_told():
    assert edge_between("", of("كيم"), of("يم")) is Edge.OTHER
    assert edge_between(TEXT, of("كيم"), (*of("كيم"), *of("بُوتين"))) is Edge.OTHER


def test_letters_between_are_those_of_one_only():
    assert letters_between(TEXT, of("وبالرئيس"), of("رئيس")) == ("وبال",)
    assert letters_between(TEXT, of("رئيس"), of("رئيس،")) == ("،",)


@pytest.mark.parametrize(
    ("spans", "kept"),
    [("وبالرئيس", "رئيس"), ("الرئيس،", "رئيس"), ("رئيس", "رئيس"), ("للأسلحة", "أسلحة"), ("لأسلحة", "أسلحة")],
)
def test_particles_are_taken_away(spans, kept):
    assert without_particles(TEXT, of(spans)) == of(kept)


def test_two_letters_always_remain():
    assert without_particles("وفي", (Span(0, 3),)) == (Span(1, 3),)
    assert without_particles("في", (Span(0, 2),)) == (Span(0, 2),)
    assert without_particles("،", (Span(0, 1),)) == (Span(0, 1),)
