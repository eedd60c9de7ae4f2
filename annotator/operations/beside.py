"""Beside: how a process begins that works beside the window - quietly, politely, and gone when it is told to go."""

import os
import signal
import sys
from types import FrameType

_PATIENCE = 10  # seconds to leave in good order


def begin(politeness: int) -> None:
    """Prepare this process: the window's keys are not for it, it yields to the window, and it ends when terminated.

    Ending is an exception, so that temporary folders go; where something swallows it, the alarm clock ends the process,
    because a program that closes waits for the processes that it began.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is the window's
    signal.signal(signal.SIGTERM, _leave)
    if hasattr(os, "nice"):
        os.nice(politeness)


def _leave(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "alarm"):
        signal.alarm(_PATIENCE)
    sys.exit(0)
