"""Fixtures for the window: a real one on the offscreen platform, a real project, keys as a keyboard sends them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.operations.deciding import Decisions
from annotator.operations.intake import Intake
from annotator.operations.projects import new_project
from annotator.settings import Settings
from annotator.ui import app
from annotator.ui.dialogs.ask import Ask
from annotator.ui.dialogs.findings import Findings
from annotator.ui.keys import PLACES
from annotator.ui.session import Session
from annotator.ui.window import Window

TEXT = "زار الرئيس فلاديمير بوتين مدينة القاهرة يوم الأحد.\nوالتقى هناك بالرئيس كيم في القصر.\n"
ANNOTATOR = "ليلى"


class Answers(Ask):
    """Answers given beforehand, in order; what was asked and told is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[object] = []
        self.asked: list[str] = []
        self.told: list[str] = []
        self.decided: Decisions | None = Decisions()

    def _next(self, question: str) -> object:
        self.asked.append(question)
        return self.given.pop(0) if self.given else None

    def open_file(self, title: str, kinds: str) -> Path | None:
        return self._next(title)

    def open_files(self, title: str, kinds: str) -> list[Path]:
        return self._next(title) or []

    def save_file(self, title: str, kinds: str, suggestion: str = "", suffix: str = "") -> Path | None:
        return self._next(title)

    def text(self, title: str, question: str, start: str = "") -> str | None:
        return self._next(question)

    def choose(self, title: str, question: str, options: list[str]) -> int | None:
        return self._next(question)

    def pick(self, options: list[str]) -> int | None:
        return self._next(" | ".join(options))

    def who(self, session: Session, people: object) -> str | None:
        self.asked.append("who")
        return None

    def tell(self, title: str, text: str, *, detail: str = "") -> None:
        self.told.append(text)

    def intake(self, session: Session, theme: object, intake: Intake) -> Decisions | dict[str, str] | None:
        self.asked.append("intake")
        return self.decided

    def show_findings(self, session: Session, theme: object, findings: Findings) -> object:
        self.told.append(findings.text())
        return self.given.pop(0) if self.given else None


@pytest.fixture
def application(qapp: QApplication) -> QApplication:
    return app.start()


@pytest.fixture
def session(application: QApplication) -> Session:
    return Session(Settings(annotator=ANNOTATOR, theme="light"))


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def window(session: Session, answers: Answers, application: QApplication) -> Iterator[Window]:
    made = Window(session, answers)
    made.show()
    application.processEvents()
    yield made
    made.close()
    made.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.processEvents()


@pytest.fixture
def opened(window: Window, tmp_path: Path, application: QApplication) -> Window:
    """The window on a project with one document of one's own."""
    project = new_project(tmp_path / "p.annot", author=ANNOTATOR)
    with project.change("import"):
        project.add_document("خبر.txt", TEXT)
    window.session.adopt(project)
    application.processEvents()
    return window


# Keys of an Arabic-only layout, as X11 sends them: the Arabic letter as key and text, and the scan code.
ARABIC = dict(zip("QWERTYUIOP[]ASDFGHJKL;'ZXCVNM,./", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ", strict=True)) | {"B": "لا"}
CODES = dict(zip(PLACES, [*range(10, 22), *range(24, 36), *range(38, 50), *range(51, 62)], strict=True))
NAMED = {
    "Left": Qt.Key.Key_Left,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "Right": Qt.Key.Key_Right,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Del": Qt.Key.Key_Delete,
    "Space": Qt.Key.Key_Space,
    "Backspace": Qt.Key.Key_Backspace,
    "PgDown": Qt.Key.Key_PageDown,
    "PgUp": Qt.Key.Key_PageUp,
    **{f"F{number}": Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)},
}
_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


def key_event(chord: str, layout: str = "arabic") -> QKeyEvent:
    """Return the press that the chord's keys make under a layout: "arabic", "latin", or "bare" without scan code."""
    *modifiers, place = chord.split("+")
    held = Qt.KeyboardModifier.NoModifier
    for name in modifiers:
        held |= _MODIFIERS[name]
    if place in NAMED:
        return QKeyEvent(QEvent.Type.KeyPress, NAMED[place], held)
    text = place.lower() if layout == "latin" else ARABIC.get(place, place)
    key = ord(place) if layout == "latin" else ord(text[0])
    typed = "" if "Ctrl" in modifiers else text
    code = 0 if layout == "bare" else CODES[place]
    return QKeyEvent(QEvent.Type.KeyPress, key, held, code, 0, 0, typed)


@pytest.fixture
def press(application: QApplication) -> Callable[..., None]:
    """Send keys to a widget, as the window system would."""

    def send(widget: QWidget, *chords: str, layout: str = "arabic") -> None:
        for chord in chords:
            application.sendEvent(widget, key_event(chord, layout))
            application.processEvents()

    return send
