import pytest

from annotator.text.stops import Cutting, first_form, pronoun, stops

PARTICLES = ("و", "ف", "ب", "ل", "ك", "س")
KNOWN = frozenset({"بوتين", "موسكو", "لقاء", "كيم", "الاتفاق"})
INSIDE = Cutting(PARTICLES, known=KNOWN)
OUTSIDE = Cutting(PARTICLES, keeps_article=False, known=KNOWN)


def pieces(token: str, cutting: Cutting) -> list[str]:
    return [token[cut.start : cut.end] for cut in stops(token, cutting)]


@pytest.mark.parametrize(
    ("token", "first"),
    [
        ("بالرئيس", "الرئيس"),
        ("للأسلحة", "لأسلحة"),
        ("وللرئيس", "لرئيس"),
        ("واللقاء", "اللقاء"),
        ("وبالرئيس", "الرئيس"),
        ("وبوتين", "بوتين"),
        ("لموسكو", "موسكو"),
        ("وَلـِمُوسكو", "مُوسكو"),
        ("ولقاءه", "لقاءه"),
        ("فالاتفاق", "الاتفاق"),
    ],
)
def test_what_stays_outside_is_left_off_where_the_rest_is_surely_a_word(token: str, first: str) -> None:
    assert pieces(token, INSIDE)[:2] == [first, token]


@pytest.mark.parametrize(
    "token",
    ["وزير", "والدته", "بالغ", "كيم", "لله", "الله", "وقال", "ولبنان", "فالرئيس", "الرئيس", "للغة", "2019", "Putin"],
)
def test_a_doubtful_word_is_taken_whole_first(token: str) -> None:
    assert pieces(token, INSIDE)[0] == token


@pytest.mark.parametrize(
    ("token", "first"),
    [("الرئيس", "رئيس"), ("بالرئيس", "رئيس"), ("للأسلحة", "أسلحة"), ("التزام", "التزام"), ("وبوتين", "بوتين")],
)
def test_a_policy_may_leave_the_article_outside_too(token: str, first: str) -> None:
    assert pieces(token, OUTSIDE)[0] == first


def test_only_the_particles_of_the_policy_are_left_off() -> None:
    assert pieces("بالرئيس", Cutting(("و",)))[0] == "بالرئيس"
    assert pieces("والرئيس", Cutting(("و",)))[0] == "الرئيس"


def test_without_a_policy_the_whole_word_comes_first_and_the_cuts_after_it() -> None:
    assert pieces("بالرئيس", Cutting()) == ["بالرئيس", "الرئيس", "رئيس"]


def test_a_whole_word_that_is_marked_elsewhere_is_no_particle_and_rest() -> None:
    assert pieces("وسام", Cutting(PARTICLES, known={"وسام", "سام"}))[0] == "وسام"


def test_every_piece_is_one_stop() -> None:
    found = pieces("وللرئيس", INSIDE)
    assert sorted(found) == sorted(set(found)) == sorted(["لرئيس", "وللرئيس", "للرئيس", "رئيس"])


def test_a_pronoun_is_the_end_of_a_word() -> None:
    assert [pronoun(word) and pronoun(word).enclitic for word in ("لقاءه", "بلادهم", "الرئيس")] == ["ه", "هم", None]


@pytest.mark.parametrize(
    ("words", "form"), [("فلاديمير بوتين", "فلاديمير"), ("أسلِـحة", "اسلحة"), ("ه", ""), ("", ""), ("هم", "")]
)
def test_a_form_is_known_by_its_bare_letters(words: str, form: str) -> None:
    assert first_form(words) == form
