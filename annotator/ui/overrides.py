"""Keep the methods that override Qt's alive: PySide can drop a reference to them that it does not own.

Seen with PySide6 6.10.1 and 6.11.3 on Python 3.11 (a watchpoint in gdb): after some windows, `Sbk_GetPyOverride` takes
the reference count of an override, such as a canvas's `keyPressEvent`, from one to nothing while its class still holds
it; the next object of that class then kills the process. Spare references make such a loss harmless. Refused: leaving
it, for it kills; switching off PySide's lazy types, which did not help.
"""

import ctypes
from collections.abc import Iterator
from types import FunctionType

from PySide6.QtCore import QObject

_SPARE = 1000  # references; a loss takes one
_MARK = "is_kept"


def keep_overrides() -> None:
    """Give every override of every Qt class that is defined by now its spare references, once."""
    increment = ctypes.pythonapi.Py_IncRef
    for method in _methods():
        if _MARK not in method.__dict__:
            method.__dict__[_MARK] = True
            for _ in range(_SPARE):
                increment(ctypes.py_object(method))


def _methods() -> Iterator[FunctionType]:
    waiting = list(QObject.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        for name, value in vars(kind).items():
            if isinstance(value, FunctionType) and any(name in vars(base) for base in kind.__mro__[1:]):
                yield value
