"""While a thread works beside the window, garbage is collected in the window's thread alone, and turns are short."""

import gc
import sys
import threading

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from annotator.ui.companion import Companion
from annotator.ui.dialogs.aside import Aside
from annotator.ui.dialogs.waiting import StoppedError
from annotator.ui.sharing import Sharing, sharing
from tests.waiting import until


class Loop:
    """Something that only the collector can free; it remembers the thread in which that happened."""

    def __init__(self, freed: list[threading.Thread]) -> None:
        self.freed, self.me = freed, self

    def __del__(self) -> None:
        self.freed.append(threading.current_thread())


def make_garbage(freed: list[threading.Thread]) -> None:
    for _ in range(20_000):
        Loop(freed)


def test_garbage_of_a_thread_is_collected_by_the_window(qapp: QApplication) -> None:
    freed: list[threading.Thread] = []
    companion = Companion(qapp, "maker", lambda: make_garbage(freed))

    companion.begin()
    until(lambda: not companion.is_working)
    companion.wait()
    gc.collect()

    assert freed
    assert set(freed) == {threading.main_thread()}


def test_all_is_as_before_when_the_last_thread_is_done(qapp: QApplication) -> None:
    usual = sys.getswitchinterval()

    with sharing():
        with sharing() as inner:
            assert isinstance(inner, Sharing)
        assert not gc.isenabled()
        assert sys.getswitchinterval() < usual

    assert gc.isenabled()
    assert sys.getswitchinterval() == usual


def test_a_companion_shares_until_its_work_is_over(qapp: QApplication) -> None:
    go_on = threading.Event()
    companion = Companion(QObject(qapp), "waiter", lambda: bool(go_on.wait(60)))
    companion.begin()

    assert not gc.isenabled()
    go_on.set()

    until(gc.isenabled)


def test_what_an_operation_raises_aside_is_raised_here(qapp: QApplication) -> None:
    def fail(*, progress: object) -> None:
        raise KeyError("not there")

    with pytest.raises(KeyError, match="not there"):
        Aside(fail, lambda _done: None, (0,))()
    assert gc.isenabled()


def test_an_operation_aside_ends_when_looking_at_it_fails(qapp: QApplication) -> None:
    ended = threading.Event()

    def work(*, progress: object) -> None:
        try:
            for done in range(1, 1_000_000):
                progress(done)  # type: ignore[operator]  # a function of one number
        finally:
            ended.set()

    def look(_done: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Aside(work, look, (0,))()
    assert ended.is_set()


def test_whoever_stops_it_waits_until_all_is_taken_back(qapp: QApplication) -> None:
    took_back: list[bool] = []

    def work(*, progress: object) -> None:
        try:
            for done in range(1, 1_000_000):
                progress(done)  # type: ignore[operator]  # a function of one number
        except StoppedError:
            took_back.append(True)
            raise

    def look(done: int) -> None:
        if done:
            raise StoppedError

    with pytest.raises(StoppedError):
        Aside(work, look, (0,))()
    assert took_back == [True]


def test_the_window_lives_on_meanwhile(qapp: QApplication) -> None:
    ticks: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(1)

    def work(*, progress: object) -> int:
        while len(ticks) < 3:
            progress(len(ticks))  # type: ignore[operator]  # a function of one number
        return 7

    assert Aside(work, lambda _done: QApplication.processEvents(), (0,))() == 7
