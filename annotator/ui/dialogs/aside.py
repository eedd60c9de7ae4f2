"""Aside: an operation that writes works in a thread while the dialog of its progress goes on painting.

It has the project's one connection to itself: the dialog is modal, so nothing else is read or written meanwhile.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from annotator.ui.dialogs.waiting import StoppedError

T = TypeVar("T")
_BREATH = 0.01  # seconds between two looks at the thread


class Aside(Generic[T]):
    """Let `operation` work aside; `show` is what a Waiting shows of its progress, in the thread of the window.

    `nothing` is what it is told at the beginning.
    """

    def __init__(self, operation: Callable[..., T], show: Callable[..., None], nothing: tuple[object, ...]) -> None:
        self._operation, self._show = operation, show
        self._told = nothing
        self._is_stopped = False
        self._results: list[T] = []
        self._error: BaseException | None = None

    def __call__(self, *values: object, **options: object) -> T:
        """Do the operation as it would be done here; its `progress` may stop it, which raises StoppedError."""
        thread = threading.Thread(target=self._work, args=(values, options), name="aside", daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(_BREATH)
            self._look()
        if self._error is not None:
            raise self._error
        return self._results[0]

    def _look(self) -> None:
        """Show how far the thread is; once the user has had enough, wait until it has taken everything back."""
        try:
            self._show(*self._told)
        except StoppedError:
            self._is_stopped = True

    def _report(self, *told: object) -> None:
        self._told = told
        if self._is_stopped:
            raise StoppedError

    def _work(self, values: tuple[object, ...], options: dict[str, object]) -> None:
        try:
            self._results.append(self._operation(*values, progress=self._report, **options))
        except BaseException as error:  # noqa: BLE001 - raised again in the thread of the window
            self._error = error
