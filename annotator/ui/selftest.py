"""Ask at start whether the installed Qt binding keeps Python's None alive.

PySide6 6.12.0 on Python 3.11 gives back one reference to None too many in every call that returns nothing; after some
seconds of painting the process dies without a word. From Python 3.12 on None is immortal and cannot be lost.
"""

import sys

from PySide6.QtCore import QObject

_CALLS = 100


def none_is_safe() -> bool:
    """Return False if calls into Qt that return nothing lose references to None."""
    return sys.version_info >= (3, 12) or lost_references(_CALLS) < _CALLS // 2


def lost_references(calls: int) -> int:
    """Return by how much None's reference count fell over so many calls of Qt that return nothing."""
    probe = QObject()
    before = sys.getrefcount(None)
    for _ in range(calls):
        probe.setObjectName("probe")
    return before - sys.getrefcount(None)
