"""Typed: the real window on a screen of its own, real X key codes sent to it, and a count of what each task costs.

Run as `python -m tests.e2e.typed PROJECT`; prints one JSON line: task to [keys, key presses with Shift, done].
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity, Event, Mark, Relation, spans_of
from annotator.domain.span import surface
from annotator.settings import Settings
from annotator.ui.app import start
from annotator.ui.files import open_project
from annotator.ui.filling import Filling
from annotator.ui.joining import Joining
from annotator.ui.linking import Linking
from annotator.ui.session import Session
from annotator.ui.window import Window
from tests.e2e.hands import CODES

NAMED = {
    "Left": "Left",
    "Space": "space",
    "Enter": "Return",
    "Esc": "Escape",
    "Backspace": "BackSpace",
}  # names of X keys
_SECONDS = 20.0  # until a key press must have arrived
MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class Counter(QObject):
    """Count the key presses that reach the window, as the window system delivers them."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = self.presses = 0
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.presses += 1
            self.keys += event.key() not in MODIFIERS
        return False


class Typist:
    """Press real keys one after the other, each only when the one before has arrived."""

    def __init__(self, window: Window) -> None:
        self.window, self.session, self.canvas = window, window.session, window.canvas
        self.counter = Counter()
        self.table: dict[str, list[object]] = {}

    def press(self, *chords: str) -> None:
        for chord in chords:
            *modifiers, place = chord.split("+")
            code = NAMED.get(place) or str(CODES[place])
            wanted = self.counter.keys + 1
            keys = "+".join([*(name.lower() for name in modifiers), code])
            subprocess.run(["xdotool", "key", "--clearmodifiers", keys], check=True, timeout=_SECONDS)
            self.wait(lambda wanted=wanted: self.counter.keys >= wanted, chord)
            settle()

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + _SECONDS
        while not is_so():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if time.monotonic() > until:
                raise TimeoutError(f"{what}: it did not arrive")

    def stand_on(self, words: str) -> None:
        self.session.select(None)
        self.canvas.stand_on(self.session.text.index(words))
        settle()

    def select(self, words: str) -> None:
        self.session.select(self.mark(words).id)
        settle()

    def mark(self, words: str) -> Mark:
        return next(mark for mark in self.session.marks if not isinstance(mark, Relation) and self.words(mark) == words)

    def words(self, mark: Mark) -> str:
        return surface(self.session.text, spans_of(mark))

    def has(self, type_id: str, words: str) -> bool:
        mentions = (mark for mark in self.session.marks if not isinstance(mark, Relation))
        return any((mark.type, self.words(mark)) == (type_id, words) for mark in mentions)

    def filled(self, words: str) -> list[str]:
        event = next(mark for mark in self.session.marks if isinstance(mark, Event) and self.words(mark) == words)
        fillers = (self.session.marks.mention(argument.target) for argument in event.arguments)
        return [self.words(filler) for filler in fillers if filler]

    def mentions(self, words: str) -> list[Entity]:
        return [mark for mark in self.session.marks if isinstance(mark, Entity) and self.words(mark) == words]

    def together(self, one: str, other: str) -> bool:
        clusters = [{mark.cluster for mark in self.mentions(words)} - {None} for words in (one, other)]
        return bool(clusters[0] & clusters[1])

    def has_two(self, words: str) -> bool:
        found = self.mentions(words)
        return len(found) == 2 and len({mark.cluster for mark in found}) == 1

    def classes(self, *several: str) -> set[object]:
        return {mark.attributes["mention_class"] for words in several for mark in self.mentions(words)}

    def relations(self) -> list[str]:
        return [mark.type for mark in self.session.marks if isinstance(mark, Relation)]

    def hint(self, words: str) -> list[str]:
        mode = self.window.desk.mode
        assert isinstance(mode, Filling | Linking | Joining), f"no letters are shown for {words}"
        hints = mode.hints if isinstance(mode, Filling) else mode.targets
        return list(hints[self.mark(words).id])

    @contextmanager
    def task(self, name: str, is_done: Callable[[], bool]) -> Iterator[None]:
        keys, presses = self.counter.keys, self.counter.presses
        yield
        self.table[name] = [self.counter.keys - keys, self.counter.presses - presses, is_done()]


def settle() -> None:
    """Let what is waiting be done."""
    for _ in range(3):
        QApplication.processEvents()


def work(typist: Typist) -> None:
    """Do each task of the story; the cursor stands there already, which is not counted."""
    entities(typist)
    for words, key in (("القاهرة", "3"), ("الأحد", "9"), ("كيم", "1"), ("القصر", "5")):
        typist.stand_on(words)
        typist.press(key)
    events(typist)
    same_things(typist)
    changes(typist)


def entities(typist: Typist) -> None:
    typist.stand_on("بوتين مدينة")
    with typist.task("one-word entity", lambda: typist.has("PER", "بوتين")):
        typist.press("1")
    typist.stand_on("بالرئيس")
    with typist.task("sub-word entity", lambda: typist.has("PER", "الرئيس")):
        typist.press("1")
    typist.stand_on("زعيم")
    with typist.task("three-word entity", lambda: typist.has("PER", "زعيم كوريا الشمالية")):
        typist.press("Shift+Left", "Shift+Left", "1")


def events(typist: Typist) -> None:
    typist.stand_on("زار")
    with typist.task(
        "event with three existing fillers", lambda: typist.filled("زار") == ["بوتين", "القاهرة", "الأحد"]
    ):
        typist.press("M", "P")
        typist.press(*typist.hint("بوتين"))
        typist.press(*typist.hint("القاهرة"))
        typist.press("6")  # the role of the time
        typist.press(*typist.hint("الأحد"))
        typist.press("Enter")
    typist.stand_on("استقال")
    with typist.task("event with one new filler", lambda: typist.filled("استقال") == ["الوزير"]):
        typist.press("P", "E", "Left", "1", "Esc")


def same_things(typist: Typist) -> None:
    typist.stand_on("الأمين")
    with typist.task("name and description", lambda: typist.together("الأمين العام", "غوتيريش")):
        typist.press("Shift+Left", "Shift+Left", "Shift+,", "1")
    typist.stand_on("غوتيريش أمس")
    with typist.task("one more mention of a thing", lambda: typist.has_two("غوتيريش")):
        typist.press("Ctrl+;")
        typist.press(*typist.hint("غوتيريش"))
    typist.stand_on("بزملائه")
    with typist.task("attached pronoun", lambda: typist.together("ه", "غوتيريش")):
        typist.press("Shift+\\")
        typist.press(*typist.hint("غوتيريش"))
    typist.select("القاهرة")
    with typist.task("attribute of a mark", lambda: typist.classes("القاهرة") == {"NOM"}):
        typist.press("-", "2")
    typist.stand_on("كيم")
    with typist.task("attribute of all marks of a sentence", lambda: typist.classes("كيم", "القصر") == {"PRO"}):
        typist.press("Space", "-", "3")


def changes(typist: Typist) -> None:
    typist.select("بوتين")
    with typist.task("relation", lambda: typist.relations() == ["PHYS.Located"]):
        typist.press(";")
        typist.press(*typist.hint("القاهرة"))
        if isinstance(typist.window.desk.mode, Linking):
            typist.press("L")
    typist.select("كيم")
    with typist.task("retype", lambda: typist.has("ORG", "كيم")):
        typist.press("2")
    with typist.task("delete", lambda: not typist.has("ORG", "كيم")):
        typist.press("Backspace")


def main() -> int:
    """Open PROJECT and do the tasks."""
    start()
    window = Window(Session(Settings(annotator="amal", language="ar")))
    window.resize(1300, 820)
    window.show()
    open_project(window.desk, Path(sys.argv[1]))
    typist = Typist(window)
    window.activateWindow()
    window.canvas.setFocus()
    typist.wait(lambda: window.isActiveWindow() and window.canvas.hasFocus(), "the focus")
    work(typist)
    sys.stdout.write(json.dumps(typist.table, ensure_ascii=False) + "\n")
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
