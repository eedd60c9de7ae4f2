"""Victim: a nursery process that forks annotators who work in the real window until they are killed.

Reads lines "PROJECT ACKNOWLEDGED SEED"; for each it forks a child that annotates at random by real key and mouse
events and appends the id of every change to ACKNOWLEDGED once the window says that it is saved. Prints the child's
process id, and "gone" when the child has ended.
"""

import os
import random
import sys
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.settings import Settings
from annotator.ui.app import start
from annotator.ui.dialogs.ask import Ask
from annotator.ui.files import open_project
from annotator.ui.session import Session
from annotator.ui.window import Window
from tests.e2e.hands import Hands

WORDS = ("الزعيم", "كيم جونغ أون", "الرئيس الروسي", "فلاديفوستوك", "الأحد", "زيارات", "وكيم", "لقاءه", "القطار")
TYPES = (("1",), ("2",), ("3",), ("9",), ("K", "M"), ("M", "P"))


class Silent(Ask):
    """Answer nothing; a refused step is no reason to stop."""

    def tell(self, title: str, text: str, *, detail: str = "") -> None:
        return

    def pick(self, titles: list[str]) -> int | None:
        return 0


def main() -> None:
    """Fork a child for each line of the standard input."""
    for line in sys.stdin:
        project, acknowledged, seed = line.split()
        child = os.fork()
        if child == 0:
            work(Path(project), Path(acknowledged), int(seed))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)
        sys.stdout.write("gone\n")
        sys.stdout.flush()


def work(project: Path, acknowledged: Path, seed: int) -> None:
    """Annotate at random until the end of days."""
    start()
    log = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    session = Session(Settings(annotator="amal"))
    session.refused.connect(lambda error: os.write(log, f"refused {_english(error)}\n".encode()))
    session.changed.connect(lambda change: os.write(log, f"saved {change.id}\n".encode()))
    window = Window(session, Silent())
    window.resize(1360, 860)
    window.show()
    open_project(window.desk, project)
    os.write(log, b"ready\n")
    hands, dice = Hands(window), random.Random(seed)
    while True:
        step(hands, dice)


def step(hands: Hands, dice: random.Random) -> None:
    """Make one gesture."""
    window = hands.window
    if window.desk.mode is not None:
        hints = getattr(window.desk.mode, "hints", None) or getattr(window.desk.mode, "targets", {})
        hands.press(*(dice.choice(list(hints.values())) if hints else ""))
        hands.press(dice.choice(["Enter", "Esc"]))
        return
    gesture = dice.random()
    if gesture < 0.65:
        hands.press("Esc")
        hands.double_click(dice.choice(WORDS))
        hands.press(*dice.choice([(), ("Shift+Left",), ("\\",)]), *dice.choice(TYPES))
    elif gesture < 0.75:
        hands.press(";")
    elif gesture < 0.85:
        hands.press("Del")
    elif gesture < 0.95:
        hands.press("Ctrl+Z")
    else:
        hands.press("Ctrl+Shift+Z")


def _english(error: object) -> str:
    return str(error).replace("\n", " ") if isinstance(error, AnnotatorError) else repr(error)


if __name__ == "__main__":
    main()
