"""Desk: what a command works on - the session, the canvas, the questions it may ask, and the mode of the keyboard."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from annotator.ui.dialogs.ask import Ask
from annotator.ui.editor.blocks import Direction
from annotator.ui.editor.view import Canvas
from annotator.ui.known_forms import KnownForms
from annotator.ui.live_check import LiveCheck
from annotator.ui.overview import Overview
from annotator.ui.session import Session
from annotator.ui.several import Several
from annotator.ui.threads import Threads


class Mode(Protocol):
    """A meaning of the keys for a while: choosing a filler, an end of a relation, the second key of a shortcut."""

    def prompt(self) -> str:
        """Return the sentence for the status line that says which keys are live."""
        ...

    def press(self, chord: str) -> bool:
        """Take a chord; False if it means nothing here and browsing may have it."""
        ...

    def click(self, mark_id: str) -> bool:
        """Take a click on a mark; False if it means nothing here."""
        ...

    def end(self) -> None:
        """Take away all that the mode shows."""
        ...


class Desk(QObject):
    """Hold what commands, panels and the keyboard share; at most one mode is live."""

    mode_changed = Signal()
    review_changed = Signal()  # a review was opened or closed

    def __init__(self, session: Session, canvas: Canvas, ask: Ask, window: QMainWindow) -> None:
        super().__init__(window)
        self.session = session
        self.canvas = canvas
        self.ask = ask
        self.window = window
        self.check = LiveCheck(session)
        self.forms = KnownForms(session)
        self.several = Several(session)
        self.overview = Overview(session, self.check)
        self.threads = Threads(session)
        self.mode: Mode | None = None
        self.review: QWidget | None = None  # the window in which a review is under way
        self.turned: dict[str, dict[int, Direction]] = {}  # paragraphs that were turned, by document and their start
        self.last_type: tuple[str, str] | None = None  # scope and type id that `.` repeats
        self.locked: tuple[str, str] | None = None  # scope and type id that every selection gets at once
        self.command_keys: dict[str, str] = {}  # the first shortcut of each command by its name, "" for none
        self.clusters_used: list[str] = []  # the last clusters that something was put into, the newest first
        self.link_base: str | None = None  # the mark whose links are being stepped through

    def enter(self, mode: Mode) -> None:
        """Let the keys mean what `mode` says, until it leaves."""
        if self.mode is not None and self.mode is not mode:
            self.mode.end()
        self.mode = mode
        self.mode_changed.emit()

    def leave(self) -> None:
        """Go back to browsing."""
        mode, self.mode = self.mode, None
        if mode is not None:
            mode.end()
            self.mode_changed.emit()
