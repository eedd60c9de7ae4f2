"""The user's story in the real window: annotate an article by hand, lose nothing, undo it all, export it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.span import surface
from annotator.operations.importing import import_files
from annotator.operations.projects import new_project
from annotator.settings import Settings
from annotator.ui.app import start
from annotator.ui.dialogs.ask import Ask
from annotator.ui.files import export_project, open_project
from annotator.ui.session import Session
from annotator.ui.window import Window
from tests.e2e.hands import MODIFIERS, Hands

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "article-by-hand.json"


class NoQuestions(Ask):
    """Fail where the story expects no question."""

    def tell(self, title: str, text: str, *, detail: str = "") -> None:
        raise AssertionError(f"{title}: {text} {detail}")


@pytest.fixture
def opened(tmp_path: Path, shared: Path) -> Callable[[], Hands]:
    path = tmp_path / "article.annot"
    project = new_project(path, author="amal")
    import_files(project, [shared / "seed" / "article.txt"])
    project.close()
    start()

    def open_window() -> Hands:
        window = Window(Session(Settings(annotator="amal", language="ar")), NoQuestions())
        window.resize(1360, 860)
        window.show()
        open_project(window.desk, path)
        QApplication.processEvents()
        window.canvas.setFocus()
        return Hands(window)

    return open_window


def mark_entities(hands: Hands) -> None:
    hands.click("الزعيم")
    hands.press("Shift+Left", "Shift+Left", "1")
    hands.drag("الكوري الشمالي")
    hands.press("3")
    hands.drag("كيم جونغ أون")
    hands.press("1")
    hands.drag("الرئيس الروسي")
    hands.press("1")
    hands.drag("فلاديمير بوتين")
    hands.press("1")
    hands.double_click("فلاديفوستوك")
    hands.press("3")
    hands.double_click("الأحد")
    hands.press("9")
    hands.click("لقاءه")
    hands.press(*["Alt+Shift+Left"] * 4, "1")
    hands.click("وكيم")
    hands.press("1")  # the particle و is left out at once, for كيم is known
    hands.drag("المصادر")
    hands.drag("الكورية", nth=hands.count_before("الكورية", "الكورية بعد"), modifiers=MODIFIERS["Ctrl"])
    hands.press("1")


def mark_events(hands: Hands) -> None:
    hands.click("لقاءه")
    hands.press("\\", "K", "M")
    hands.press(*hands.hint(hands.marked("كيم جونغ أون")), "Shift+=")
    hands.press(*hands.hint(hands.marked("فلاديمير بوتين")), "Enter")
    hands.drag("زيارات")
    hands.press("M", "P")
    hands.press(*hands.hint(hands.marked("كيم جونغ أون")))
    hands.press(*hands.hint(hands.marked("فلاديفوستوك")), "Enter")


def link(hands: Hands, head: str, tail: str, *type_key: str) -> None:
    hands.select(hands.marked(head))
    hands.press(";")
    hands.press(*hands.hint(hands.marked(tail)), *type_key)


def state(hands: Hands) -> object:
    return hands.session.project.document(hands.session.document.id)


def test_article_is_annotated_by_hand_undone_redone_reopened_and_exported(
    opened: Callable[[], Hands], tmp_path: Path
) -> None:
    hands = opened()
    before = state(hands)
    mark_entities(hands)
    mark_events(hands)
    link(hands, "الزعيم الكوري الشمالي", "الكوري الشمالي", "X")
    link(hands, "كيم جونغ أون", "فلاديفوستوك", "L")
    link(hands, "فلاديمير بوتين", "فلاديفوستوك", "L")
    done = state(hands)
    (layer,) = done.layers
    assert (len(layer.entities), len(layer.events), len(layer.relations)) == (10, 2, 3)
    words = [surface(done.text, entity.spans) for entity in layer.entities]
    assert words[-3:] == ["ه", "كيم", "المصادر الكورية"]
    assert [surface(done.text, event.trigger) for event in layer.events] == ["لقاء", "زيارات"]
    assert [len(event.arguments) for event in layer.events] == [2, 2]

    steps = 0
    while hands.session.project.next_undo.kind != "import":
        hands.press("Ctrl+Z")
        steps += 1
    assert [(one.entities, one.events, one.relations) for one in state(hands).layers] in ([], [((), (), ())])
    assert steps == 10 + 2 + 4 + 3
    hands.press(*["Ctrl+Shift+Z"] * steps)
    assert state(hands) == done
    hands.window.close()

    again = opened()
    assert state(again) == done
    again.press("Ctrl+Z")
    assert len(state(again).layers[0].relations) == 2
    assert again.session.project.verify() == []
    export_project(again.window.desk, tmp_path / "out.jsonl", "jsonl")
    again.window.close()
    assert before.text == done.text
    written = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert written.pop("text") == done.text  # the golden file has the digest, not the article
    assert written == json.loads(GOLDEN.read_text(encoding="utf-8"))
