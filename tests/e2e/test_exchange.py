"""Exchange by hand: a mixed folder is dropped, names are mapped, losses seen, one visited, parts written, read back."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget

from annotator.domain.model import Document
from annotator.operations.deciding import ADD
from annotator.operations.export_aside import Failure, Page, Previewed, Written
from annotator.operations.projects import new_project
from annotator.operations.transfer import read_files
from annotator.settings import Settings
from annotator.ui import app
from annotator.ui.dialogs.ask import Ask
from annotator.ui.dialogs.intake import IntakeDialog
from annotator.ui.export.dialog import ExportDialog
from annotator.ui.export.parts_page import SHARES
from annotator.ui.keymap import commands_of
from annotator.ui.session import Session
from annotator.ui.window import Window
from tests.e2e.hands import Hands
from tests.operations.test_intake import brat, region, task, tasks
from tests.waiting import until

pytestmark = pytest.mark.expects_qt("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton
NEWS = "زار الوزير خالد القاهرة أمس."
BRAT = "وصل الرئيس فلاديمير بوتين إلى بيروت."
OUTER, INNER = "الرئيس فلاديمير بوتين", "فلاديمير"


class Places(Ask):
    """Asks for real, but for the file dialog, which is the system's."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self.place = place
        self.told: list[str] = []

    def save_file(self, title: str, kinds: str, suggestion: str = "", suffix: str = "") -> Path | None:
        return self.place

    def show_findings(self, *_values: object) -> None:
        return None

    def tell(self, title: str, text: str, *, detail: str = "") -> None:
        self.told.append(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    for number in range(4):
        text = f"{BRAT} {number * 7919}"
        places = [(text.index(word), text.index(word) + len(word), word) for word in (OUTER, INNER)]
        lines = (f"T{at}\tPER {start} {end}\t{word}\n" for at, (start, end, word) in enumerate(places, 1))
        brat(made, f"خبر{number}", text, "".join(lines))
    (made / "ner.conll").write_text("سافر O\nخالد B-PER\nإلى O\nدمشق B-GPE\n\n", encoding="utf-8")
    tasks(made / "tasks.json", task(NEWS, [region(NEWS, "خالد", "Person"), region(NEWS, "الوزير", "Minister")]))
    return made


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path) -> Iterator[Hands]:
    app.start()
    window = Window(Session(Settings(annotator="ليلى", theme="light", last_format="conll")), Places(tmp_path / "out"))
    window.session.adopt(new_project(tmp_path / "p.annot", author="ليلى"))
    window.show()
    qapp.processEvents()
    yield Hands(window)
    window.close()
    qapp.processEvents()


def drop(window: Window, path: Path) -> None:
    """Let a folder go over the middle of the window."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    middle, none = window.rect().center(), Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(middle, Qt.DropAction.CopyAction, dragged, LEFT, none)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, dragged, LEFT, none))


def click_row(view: QWidget, row: int, column: int) -> None:
    rect = view.visualRect(view.model().index(row, column))  # type: ignore[attr-defined]
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, rect.center())  # type: ignore[attr-defined]


def choose_from_menu(dialog: IntakeDialog, row: int, words: str) -> None:
    """Click on a name and take what it means from the menu that opens."""

    def take() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(action for action in menu.actions() if action.text().endswith(words))
        QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())

    QTimer.singleShot(0, take)
    click_row(dialog.name_view, row, 3)


def decide(seen: list[dict[str, str]]) -> None:
    """Map the two names that nobody knows, once the dialog is there, and import."""
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, IntakeDialog):
        QTimer.singleShot(20, lambda: decide(seen))
        return
    names = [one.unfamiliar.name for one in dialog.names.met]
    choose_from_menu(dialog, names.index("Person"), "PER")
    choose_from_menu(dialog, names.index("Minister"), "PER")
    seen.append({one.name: choice for one, choice in dialog.decisions().types.items()})
    QTest.mouseClick(dialog.act, LEFT)


def test_a_mixed_folder_comes_in_and_goes_out_in_parts(hands: Hands, folder: Path, tmp_path: Path) -> None:
    window, session = hands.window, hands.session
    seen: list[dict[str, str]] = []
    QTimer.singleShot(0, lambda: decide(seen))
    drop(window, folder)
    until(lambda: len(session.documents) == 6)
    assert seen == [{"Person": "PER", "Minister": "PER"}]
    assert ADD not in seen[0].values()
    assert came_in(session) == Counter({OUTER: 4, INNER: 4, "خالد": 2, "دمشق": 1, "الوزير": 1})
    person = session.schema.entity("PER")
    assert person is not None
    assert {"Person", "Minister"} <= set(person.aliases)  # what was said is remembered

    window.trigger(commands_of(session.settings)["export"])
    dialog = window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    heard: list[object] = []
    dialog.run.answered.connect(heard.append)

    def answer(kind: type) -> object:
        until(lambda: any(isinstance(came, (kind, Failure)) for came in heard))
        found = next(came for came in heard if isinstance(came, (kind, Failure)))
        assert isinstance(found, kind), found
        heard.clear()
        return found

    answer(Page)
    losses = dialog.outlook.losses
    titles = [losses.kinds.model().index(0, column).data() for column in range(3)]
    assert titles == ["متداخلة", "٤", "٤"]
    lost = [losses.marks.mark(row) for row in range(losses.marks.rowCount())]
    assert [mark.words for mark in lost] == [INNER] * 4

    click_row(losses.view, 2, 0)
    assert session.document is not None
    assert session.document.name == lost[2].document
    assert session.mark is not None
    assert session.mark.id == lost[2].mark_id

    parts = dialog.choices.parts
    QTest.mouseClick(dialog.choices.tabs, LEFT, Qt.KeyboardModifier.NoModifier, dialog.choices.tabs.tabRect(2).center())
    pick(parts.kind, SHARES)
    QTest.mouseClick(parts.alike, LEFT)
    for field, share in zip(parts.shares._shares, ("50", "25", "25"), strict=True):
        field.selectAll()
        QTest.keyClicks(field, share)
        field.clearFocus()
    answer(Previewed)
    QTest.mouseClick(dialog.act, LEFT)
    written = answer(Written)

    assert isinstance(written, Written)
    assert written.differences == ()
    assert "مطابق إلا فيما ذُكر" in dialog.outlook.result.verdict.text()
    parts = {path.stem: texts_and_words(path) for path in (tmp_path / "out").glob("*.conll")}
    assert set(parts) == {"train", "dev", "test"}
    texts = [text for part in parts.values() for text, _ in part]
    assert len(texts) == len(set(texts)) == 6  # every document went out, and none into two parts
    found = Counter(word for part in parts.values() for _, words in part for word in words)
    assert found == Counter({OUTER: 4, "خالد": 2, "دمشق": 1, "الوزير": 1})
    told = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert told["lost"]["nested"] == 4
    dialog.close()


def came_in(session: Session) -> Counter[str]:
    """Return the words of every person and place in the project."""
    assert session.project is not None
    documents = [session.project.document(row.id) for row in session.documents]
    return Counter(words for document in documents for words in words_of(document))


def texts_and_words(path: Path) -> list[tuple[str, list[str]]]:
    """Return the texts of a file that was written, each with the words that are marked in it."""
    return [(item.text, words_of(item)) for item in read_files(path, "conll") if isinstance(item, Document)]


def words_of(document: Document) -> list[str]:
    marks = (mark for layer in document.layers for mark in layer.entities if mark.type in ("PER", "GPE"))
    return [" ".join(document.text[span.start : span.end] for span in mark.spans) for mark in marks]


def pick(box: QComboBox, value: str) -> None:
    """Choose a value of a box by its keys."""
    box.setFocus()
    while box.currentData() != value:
        QTest.keyClick(box, Qt.Key.Key_Down)
