"""What is one thing, said by keys in the real window: letters, type-ahead, pronouns, names with descriptions."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity
from annotator.domain.span import Span, surface
from annotator.operations.projects import new_project
from annotator.ui.dialogs.finder import Finder
from annotator.ui.joining import Joining
from annotator.ui.pairing import Pairing
from annotator.ui.widgets.pair_card import PairCard
from annotator.ui.window import Window
from tests.ui.conftest import ANNOTATOR, Answers

Press = Callable[..., None]
Mark = Callable[..., str]
TEXT = (
    "زار الرئيس الروسي فلاديمير بوتين مدينة القاهرة، وقال إنه سعيد بلقائه.\n"
    "وغادر بوتين القاهرة مع وزيره سيرغي لافروف، وزير الخارجية، في المساء.\n"
)
pytestmark = pytest.mark.expects_qt("This plugin does not support (raise|grabbing the keyboard|propagateSizeHints)")


@pytest.fixture
def shown(window: Window, tmp_path: object, application: QApplication) -> Window:
    """The window on the text, nothing marked."""
    project = new_project(tmp_path / "p.annot", author=ANNOTATOR)  # type: ignore[operator]
    with project.change("import"):
        project.add_document("خبر.txt", TEXT)
    window.session.adopt(project)
    application.processEvents()
    return window


@pytest.fixture
def mark(shown: Window, press: Press) -> Mark:
    """Mark the nth occurrence of some words by a key and return the mark's id."""

    def made(words: str, key: str = "1", nth: int = 0) -> str:
        choose(shown, words, nth)
        press(shown.canvas, key)
        assert shown.session.mark is not None
        return shown.session.mark.id

    return made


def place(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def choose(window: Window, words: str, nth: int = 0) -> None:
    window.session.select(None)
    window.canvas.select_spans((place(words, nth),))


def words_of(window: Window, cluster: str | None) -> list[str]:
    return [surface(TEXT, one.spans) for one in window.session.marks.members(cluster)]


def letters(window: Window, mark_id: str) -> str:
    assert isinstance(window.desk.mode, Joining)
    return window.desk.mode.targets[mark_id]


def history(window: Window) -> list[str]:
    assert window.session.project is not None
    return [one.kind for one in window.session.project.history()]


def finder(application: QApplication) -> Finder:
    found = [one for one in application.topLevelWidgets() if isinstance(one, Finder) and one.isVisible()]
    return found[-1]


@pytest.mark.parametrize("layout", ["arabic", "latin", "bare"])
def test_two_keys_put_a_mark_into_the_cluster_of_another(shown: Window, press: Press, mark: Mark, layout: str) -> None:
    far, first = mark("القاهرة", "3", 1), mark("القاهرة", "3")

    press(shown.canvas, "Ctrl+;", letters_after(shown, press, layout, far), layout=layout)

    assert words_of(shown, shown.session.marks.get(first).cluster) == ["القاهرة", "القاهرة"]
    assert shown.desk.mode is None
    assert shown.session.mark.id == first


def letters_after(shown: Window, press: Press, layout: str, mark_id: str) -> str:
    """Look which letters the mark will have, and leave again."""
    press(shown.canvas, "Ctrl+;", layout=layout)
    found = letters(shown, mark_id)
    press(shown.canvas, "Esc", layout=layout)
    return found


def test_equal_words_have_the_first_letter_then_longer_names_then_what_is_near(
    shown: Window, press: Press, mark: Mark
) -> None:
    near, name, equal = mark("سيرغي لافروف"), mark("فلاديمير بوتين"), mark("بوتين", nth=1)
    choose(shown, "بوتين", 0)
    shown.canvas.select_spans((Span(place("بوتين").start, place("بوتين").end),))
    shown.session.select(None)

    press(shown.canvas, "Ctrl+;")

    assert list(shown.desk.mode.targets) == [equal, name, near]


def test_the_cluster_used_last_comes_before_what_is_nearer(shown: Window, press: Press, mark: Mark) -> None:
    president, putin = mark("الرئيس الروسي"), mark("فلاديمير بوتين")
    press(shown.canvas, "Ctrl+;")
    press(shown.canvas, letters(shown, president))
    minister, foreign = mark("وزيره"), mark("وزير الخارجية")

    press(shown.canvas, "Ctrl+;")

    targets = list(shown.desk.mode.targets)
    assert targets.index(putin) < targets.index(minister)
    assert foreign not in targets


def test_words_without_a_mark_become_one_in_the_same_step(shown: Window, press: Press, mark: Mark) -> None:
    putin = mark("فلاديمير بوتين")
    shown.canvas.stand_on(place("بوتين", 1).start)
    before = len(history(shown))

    press(shown.canvas, "Ctrl+;", letters_of_only(shown, press))

    assert words_of(shown, shown.session.marks.get(putin).cluster) == ["فلاديمير بوتين", "بوتين"]
    assert len(history(shown)) == before + 1
    assert surface(TEXT, shown.session.mark.spans) == "بوتين"


def letters_of_only(shown: Window, press: Press) -> str:
    press(shown.canvas, "Ctrl+;")
    (found,) = shown.desk.mode.targets.values()
    press(shown.canvas, "Esc")
    return found


def test_with_shift_the_letters_stay_for_more(shown: Window, press: Press, mark: Mark) -> None:
    others = [mark("الرئيس الروسي"), mark("بوتين", nth=1)]
    putin = mark("فلاديمير بوتين")

    press(shown.canvas, "Ctrl+;")
    for other in others:
        press(shown.canvas, f"Shift+{letters(shown, other)}")

    assert len(words_of(shown, shown.session.marks.get(putin).cluster)) == 3
    assert shown.desk.mode is None  # nothing is left that could be joined


def test_a_cluster_is_found_by_any_of_its_mentions_and_shows_how_many_they_are(
    shown: Window, press: Press, mark: Mark, application: QApplication
) -> None:
    putin, president = mark("فلاديمير بوتين"), mark("الرئيس الروسي")
    press(shown.canvas, "Ctrl+;")
    press(shown.canvas, letters(shown, putin))
    mark("وزيره")

    press(shown.canvas, "Ctrl+;", "'")
    found = finder(application)
    notes = [entry.note for entry in found._shown]
    found.field.setText("فلاديمير")
    titles = [entry.title for entry in found._shown]
    QTest.keyClick(found.field, Qt.Key.Key_Return)
    application.processEvents()

    assert "ذكران" in notes[0]
    assert titles == ["فلاديمير بوتين"]
    assert len(words_of(shown, shown.session.marks.get(president).cluster)) == 3
    assert shown.desk.mode is None


def test_a_pronoun_is_marked_with_what_it_stands_for_by_two_keys(shown: Window, press: Press, mark: Mark) -> None:
    putin = mark("فلاديمير بوتين")
    shown.canvas.stand_on(place("بلقائه").start)
    before = len(history(shown))

    press(shown.canvas, "Shift+\\")
    press(shown.canvas, letters(shown, putin))

    pronoun = shown.session.mark
    assert isinstance(pronoun, Entity)
    assert (surface(TEXT, pronoun.spans), pronoun.type, pronoun.attributes["mention_class"]) == ("ه", "PER", "PRO")
    assert pronoun.cluster == shown.session.marks.get(putin).cluster
    assert len(history(shown)) == before + 1
    assert shown.session.text == TEXT


def test_esc_leaves_the_pronoun_selected_and_unmarked(shown: Window, press: Press, mark: Mark) -> None:
    mark("فلاديمير بوتين")
    shown.canvas.stand_on(place("بلقائه").start)

    press(shown.canvas, "Shift+\\", "Esc")

    assert surface(TEXT, shown.canvas.selection.spans) == "ه"
    assert len(shown.session.marks) == 1


def test_a_pronoun_that_is_marked_is_joined_and_not_marked_twice(shown: Window, press: Press, mark: Mark) -> None:
    putin = mark("فلاديمير بوتين")
    shown.canvas.stand_on(place("بلقائه").start)
    assert shown.canvas.select_pronoun()
    press(shown.canvas, "1")
    shown.canvas.stand_on(place("بلقائه").start)

    press(shown.canvas, "Shift+\\")
    press(shown.canvas, letters(shown, putin))

    assert len(shown.session.marks) == 2
    assert words_of(shown, shown.session.marks.get(putin).cluster) == ["فلاديمير بوتين", "ه"]


def test_a_word_without_a_pronoun_is_left_alone(shown: Window, press: Press, mark: Mark) -> None:
    mark("فلاديمير بوتين")
    said: list[str] = []
    shown.session.said.connect(said.append)
    shown.canvas.stand_on(place("مدينة").start)

    press(shown.canvas, "Shift+\\")

    assert shown.desk.mode is None
    assert surface(TEXT, shown.canvas.selection.spans) == "مدينة"
    assert said


def test_name_and_description_are_one_cluster_by_two_keys_and_one_step(shown: Window, press: Press) -> None:
    choose(shown, "الرئيس الروسي فلاديمير بوتين")
    before = len(history(shown))

    press(shown.canvas, "Shift+,")
    assert [surface(TEXT, (span,)) for span in shown.canvas.selection.spans] == ["الرئيس الروسي", "فلاديمير بوتين"]
    press(shown.canvas, "1")

    description, name = sorted(shown.session.marks, key=lambda one: one.spans)
    assert [one.attributes["mention_class"] for one in (description, name)] == ["NOM", "NAM"]
    assert description.cluster == name.cluster is not None
    assert shown.session.mark is name
    assert len(history(shown)) == before + 2  # the layer was started, too

    press(shown.canvas, "Ctrl+Z")
    assert len(shown.session.marks) == 0


def test_arrows_move_where_name_and_description_meet_and_tab_swaps_them(shown: Window, press: Press) -> None:
    choose(shown, "الرئيس الروسي فلاديمير بوتين")

    press(shown.canvas, "Shift+,", "Right", "Tab", "1")

    marks = {surface(TEXT, one.spans): one.attributes["mention_class"] for one in shown.session.marks}
    assert marks == {"الرئيس": "NAM", "الروسي فلاديمير بوتين": "NOM"}


def test_pieces_that_were_chosen_are_the_name_and_its_description(shown: Window, press: Press) -> None:
    shown.canvas.select_spans((place("سيرغي لافروف"), place("وزير الخارجية")))

    press(shown.canvas, "Shift+,", "1")

    marks = {surface(TEXT, one.spans): one.attributes["mention_class"] for one in shown.session.marks}
    assert marks == {"سيرغي لافروف": "NAM", "وزير الخارجية": "NOM"}


def test_a_part_that_is_marked_already_is_taken_as_it_is(shown: Window, press: Press, mark: Mark) -> None:
    putin = mark("فلاديمير بوتين")
    choose(shown, "الرئيس الروسي فلاديمير بوتين")

    press(shown.canvas, "Shift+,", "1")

    assert len(shown.session.marks) == 2
    assert words_of(shown, shown.session.marks.get(putin).cluster) == ["الرئيس الروسي", "فلاديمير بوتين"]


def test_esc_gives_the_words_back_and_one_word_is_no_pair(shown: Window, press: Press) -> None:
    choose(shown, "الرئيس الروسي")
    press(shown.canvas, "Shift+,")
    assert isinstance(shown.desk.mode, Pairing)
    assert shown.findChildren(PairCard)
    press(shown.canvas, "Esc")
    assert surface(TEXT, shown.canvas.selection.spans) == "الرئيس الروسي"

    shown.canvas.stand_on(0)
    press(shown.canvas, "Shift+,")
    assert shown.desk.mode is None


def test_another_persons_words_are_not_joined_without_being_asked(
    shown: Window, press: Press, mark: Mark, answers: Answers
) -> None:
    mark("فلاديمير بوتين")
    shown.session.annotator = "سعاد"
    choose(shown, "الرئيس الروسي")

    for keys in ("Ctrl+;", "Shift+\\", "Shift+,", "-"):
        press(shown.canvas, keys)

    assert shown.desk.mode is None
    assert len(answers.asked) == 4
