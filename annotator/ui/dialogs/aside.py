"""Aside: work that takes long is done in a thread while the dialog of its progress goes on painting.

What it works on it has to itself, be it the project's one connection: the dialog is modal, and what the window does
between events leaves the project alone while `Session.is_busy`.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from typing import Generic, TypeVar

from annotator.ui.dialogs.waiting import StoppedError
from annotator.ui.sharing import sharing

T = TypeVar("T")
_BREATH = 0.01  # seconds between two looks at the thread
_PATIENCE = 1.0  # seconds that the thread waits to be looked at for the first time


class Aside(Generic[T]):
    """Let `operation` work aside; `show` is what a Waiting shows of its progress, in the thread of the window.

    `nothing` is what it is told at the beginning.
    """

    def __init__(self, operation: Callable[..., T], show: Callable[..., None], nothing: tuple[object, ...]) -> None:
        self._operation, self._show = operation, show
        self._told = nothing
        self._nothing = nothing
        self._is_stopped = False
        self._is_seen = Event()  # the first report: a short work waits for it, so that it can be stopped too

    def __call__(self, *values: object, **options: object) -> T:
        """Do the operation as it would be done here; its `progress` may stop it, which raises StoppedError.

        What the operation raises is raised here.
        """
        with sharing(), ThreadPoolExecutor(1, "aside") as pool:
            work = pool.submit(self._operation, *values, progress=self._report, **options)
            try:
                while not work.done():
                    wait((work,), _BREATH)
                    self._look()
            finally:
                self._is_stopped |= not work.done()  # nobody looks any more, and leaving the pool waits for the thread
                self._is_seen.set()
            return work.result()

    def _look(self) -> None:
        """Show how far the thread is; once the user has had enough, wait until it has taken everything back."""
        told = self._told
        try:
            self._show(*told)
        except StoppedError:
            self._is_stopped = True
        if told is not self._nothing or self._is_stopped:
            self._is_seen.set()

    def _report(self, *told: object) -> None:
        self._told = told
        self._is_seen.wait(_PATIENCE)
        if self._is_stopped:
            raise StoppedError
