"""The hybrid logical clock: when changes happened, in an order that never goes back even if a clock does.

A reading is text that sorts by time: 12 hex digits of milliseconds, 4 of a counter, the replica's id.
"""

from datetime import UTC, datetime

from annotator.errors import ProjectError

_COUNTER_END = 1 << 16
_TIME_END = 1 << 48


def tick(last: str, replica: str, now_ms: int) -> str:
    """Return the reading after `last` ("" if there is none) at wall time `now_ms`."""
    last_ms, counter = _parts(last) if last else (0, -1)
    if now_ms > last_ms:
        last_ms, counter = now_ms, 0
    elif counter + 1 < _COUNTER_END:
        counter += 1
    else:
        last_ms, counter = last_ms + 1, 0
    if last_ms >= _TIME_END:
        raise ProjectError("The project's last change is dated thousands of years ahead. Go back to a backup of it.")
    return f"{last_ms:012x}{counter:04x}-{replica}"


def _parts(reading: str) -> tuple[int, int]:
    try:
        return int(reading[:12], 16), int(reading[12:16], 16)
    except ValueError:
        raise ProjectError(
            "The project's last change is dated in an unknown way ({reading}). Go back to a backup of it.",
            reading=reading,
        ) from None


def wall_time(now_ms: int) -> str:
    """Return a time in milliseconds as ISO 8601 in UTC."""
    return datetime.fromtimestamp(now_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
