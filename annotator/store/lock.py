"""One writer: a lock that the operating system holds while the process lives, so that no kill leaves it behind.

It lies on a small file beside the project which says who has it open. SQLite's own locks last only for a moment; this
one keeps a second person from working on what they do not see. Where a network drive knows no locks, SQLite's remain.
"""

import errno
import json
import os
import platform
import sys
from pathlib import Path

from annotator.store import clock, ids
from annotator.store.failures import LockedError, translate_system

_NOT_SUPPORTED = {errno.ENOTSUP, errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP}
_BYTE = 1 << 20  # Windows: the locked byte lies far behind the words, which so can be read


class Lock:
    """Hold a project for writing until `release`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def release(self) -> None:
        """Let others open the project for writing, and take the lock's file away."""
        if self._descriptor < 0:
            return
        if sys.platform != "win32":
            _remove(self._path, self._descriptor)
        os.close(self._descriptor)
        self._descriptor = -1
        if sys.platform == "win32":
            _discard(self._path)


def lock_file(project: Path) -> Path:
    """Return where the lock of a project lies."""
    return project.with_name(f".{project.name}.lock")


def acquire(project: Path, author: str) -> Lock:
    """Take the lock; raises LockedError that tells who has it, ReadOnlyError if the folder takes none, DiskError."""
    path = lock_file(project)
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
        except OSError as error:
            raise translate_system(error, project) from error
        if not _try_lock(descriptor):
            os.close(descriptor)
            raise _held(project, path)
        if _is_same(path, descriptor):
            break
        os.close(descriptor)  # the holder before took its file away between our opening and locking it
    lock = Lock(path, descriptor)
    try:
        _sign(descriptor, author)
    except OSError as error:
        lock.release()
        raise translate_system(error, project) from error
    return lock


def _sign(descriptor: int, author: str) -> None:
    holder = {
        "name": author,
        "host": platform.node(),
        "process": os.getpid(),
        "since": clock.wall_time(ids.milliseconds()),
    }
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(holder, ensure_ascii=False).encode("utf-8", "replace"))


def _held(project: Path, path: Path) -> LockedError:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        holder = None
    known = holder if isinstance(holder, dict) else {}
    return LockedError(
        "{name} has the project {file} open on {host} (process {process}, since {since}). Open it for reading only, "
        "or ask them to close it.",
        file=str(project),
        **{key: str(known.get(key, "?")) for key in ("name", "host", "process", "since")},
    )


def _is_same(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except OSError:
        return False


def _remove(path: Path, descriptor: int) -> None:
    if _is_same(path, descriptor):
        _discard(path)


def _discard(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return  # the file alone locks nothing


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno in _NOT_SUPPORTED
        return True
