"""Ids: UUIDv7 text keys that only go up, and keys derived from what a row stands for.

Rows keep their order of making by their id, so a later id of this process is always greater, within one millisecond
and after the clock was set back. That takes one value for the whole process, guarded by a lock: import workers make
ids too.
"""

import threading
import time
from array import array
from collections.abc import Callable
from hashlib import sha256
from itertools import accumulate
from secrets import randbits, token_bytes
from uuid import UUID

_RANDOM_BITS = 74  # beside 48 bits of milliseconds, 4 of version and 2 of variant
_RANDOM_MASK = (1 << _RANDOM_BITS) - 1
_LATEST_MS = 1 << 47  # a file that claims a later time is not followed


def milliseconds() -> int:
    """Return the time since 1970 in milliseconds."""
    return time.time_ns() // 1_000_000


class IdSource:
    """Make ids of which each is greater than the one before."""

    def __init__(self, now: Callable[[], int] = milliseconds) -> None:
        self._now = now
        self._last = 0
        self._lock = threading.Lock()

    def next(self) -> str:
        """Return a new UUIDv7."""
        with self._lock:
            fresh = self._now() << _RANDOM_BITS | randbits(_RANDOM_BITS - 1)
            self._last = fresh if fresh > self._last else self._last + 1 + randbits(24)
            return _uuid(self._last >> _RANDOM_BITS, self._last & _RANDOM_MASK, 7)

    def many(self, count: int) -> list[str]:
        """Return that many new ids, in order; quicker than one by one."""
        with self._lock:
            first = max(self._now() << _RANDOM_BITS | randbits(_RANDOM_BITS - 1), self._last + 1)
            steps = array("I", token_bytes(count * 4))
            numbers = [*accumulate((step + 1 for step in steps), initial=first)][:count]
            self._last = numbers[-1] if numbers else self._last
        if numbers and numbers[0] >> 48 == numbers[-1] >> 48:  # nearly always: all differ in the last 12 digits alone
            head = _uuid(first >> _RANDOM_BITS, first & _RANDOM_MASK, 7)[:-12]
            return [f"{head}{number & 0xFFFF_FFFF_FFFF:012x}" for number in numbers]
        return [_uuid(number >> _RANDOM_BITS, number & _RANDOM_MASK, 7) for number in numbers]

    def start_after(self, known: str) -> None:
        """Make every later id greater than `known`, an id of a file that was opened; what is no id is passed over."""
        try:
            number = UUID(known).int
        except ValueError:
            return
        time_ms = number >> 80
        random = (number >> 64 & 0xFFF) << 62 | number & ((1 << 62) - 1)
        if time_ms < _LATEST_MS:
            with self._lock:
                self._last = max(self._last, time_ms << _RANDOM_BITS | random)


SOURCE = IdSource()


def new_id() -> str:
    """Return a new UUIDv7, greater than every one that this process made before."""
    return SOURCE.next()


def new_ids(count: int) -> list[str]:
    """Return as many new ids as `new_id` would if it were called `count` times."""
    return SOURCE.many(count)


def derived_id(*parts: str) -> str:
    """Return the UUIDv8 of what `parts` name, the same on every machine, so that two copies of a project agree."""
    number = int.from_bytes(sha256("\0".join(parts).encode("utf-8")).digest()[:16], "big")
    return _uuid(number >> 80, number & _RANDOM_MASK, 8)


def _uuid(time_ms: int, random: int, version: int) -> str:
    text = f"{time_ms:012x}{version:x}{random >> 62:03x}{random & ((1 << 62) - 1) | 1 << 63:016x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
