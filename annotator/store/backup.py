"""Backups: whole, checked copies of a project in the user's data folder, fewer the older they are.

A copy is made by SQLite's own backup, opened and checked, and only then takes its name. Ten recent ones stay, then one
a day for fourteen days and one a week for eight weeks; copies made before a change of format stay for good.
"""

import os
import sqlite3
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from annotator import paths
from annotator.errors import ProjectError
from annotator.store.connection import Connection, connect, is_sound
from annotator.store.failures import DiskError, translate, translate_system
from annotator.store.ids import new_id

RECENT, DAILY, WEEKLY = 10, 14, 8
_STAMP = "%Y%m%dT%H%M%S%fZ"
SUFFIX = ".annotator"
_STEP = 2048  # pages that are copied while writers wait: a few milliseconds
_REST = 0.002  # seconds between two steps in which writers get their turn


def folder_of(project_id: str) -> Path:
    """Return the folder that holds the backups of a project."""
    return paths.data_folder() / "backups" / project_id


def backups(project_id: str) -> list[Path]:
    """Return a project's rotating backups, newest first."""
    folder = folder_of(project_id)
    return sorted((path for path in folder.glob(f"*{SUFFIX}") if _time_of(path)), reverse=True)


def back_up(connection: Connection, project_id: str, remark: str = "") -> Path:
    """Make a backup and remove those that are no longer kept; with a `remark` it is kept for good."""
    stamp = datetime.now(UTC).strftime(_STAMP)
    target = folder_of(project_id) / f"{stamp}{'.' if remark else ''}{remark}{SUFFIX}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise translate_system(error, target) from error
    copy_to(connection, target)
    for path in surplus(backups(project_id)):
        path.unlink(missing_ok=True)
    return target


def copy_to(connection: Connection, target: Path) -> None:
    """Write a whole, checked copy of the project to `target`, replacing what is there; raises ProjectError."""
    fresh = target.with_name(f".{target.name}.{new_id()}.new")
    try:
        _copy(connection, fresh)
        _check(connection, fresh)
        fresh.replace(target)
        sync_folder(target.parent)
    except sqlite3.Error as error:
        raise translate(error, target) or error from error
    except OSError as error:
        raise translate_system(error, target) from error
    finally:
        fresh.unlink(missing_ok=True)


def copy_beside(path: Path, target: Path) -> None:
    """Copy the project at `path`, as it is at one moment, while somebody may be writing to it; raises ProjectError.

    May be called from any thread or process. A writer waits for one step of it at most, and what is written meanwhile
    makes the copy begin again.
    """
    source = connect(path, read_only=True)
    try:
        fresh = sqlite3.connect(target, isolation_level=None)
        try:
            source.raw.backup(fresh, pages=_STEP, sleep=_REST)
        finally:
            fresh.close()
    except sqlite3.Error as error:
        raise translate(error, target) or error from error
    finally:
        source.close()


def surplus(files: Iterable[Path]) -> list[Path]:
    """Return the backups that are no longer kept, of those given newest first."""
    rest = [(path, time) for path in list(files)[RECENT:] if (time := _time_of(path))]
    days: dict[str, Path] = {}
    weeks: dict[str, Path] = {}
    for path, time in rest:
        if len(days) < DAILY or f"{time:%Y%m%d}" in days:
            days.setdefault(f"{time:%Y%m%d}", path)
        elif len(weeks) < WEEKLY:
            weeks.setdefault(f"{time:%G%V}", path)
    kept = {*days.values(), *weeks.values()}
    return [path for path, _ in rest if path not in kept]


def sync_folder(folder: Path) -> None:
    """Make a renaming in `folder` survive a power failure, where the system can."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _time_of(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.name.removesuffix(SUFFIX), _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _copy(connection: Connection, fresh: Path) -> None:
    target = sqlite3.connect(fresh, isolation_level=None)
    try:
        target.execute("PRAGMA synchronous = EXTRA")
        connection.raw.backup(target)
    finally:
        target.close()
    with fresh.open("rb+") as stream:
        os.fsync(stream.fileno())


def _check(connection: Connection, fresh: Path) -> None:
    sql = "SELECT count(*), max(hlc) FROM change"
    copy = connect(fresh, read_only=True)
    try:
        is_whole = copy.rows(sql) == connection.rows(sql)
    finally:
        copy.close()
    if not is_whole or not is_sound(fresh):
        raise DiskError("The copy {file} came out wrong and was removed. Try again, or to another disk.", file=fresh)


def save_copy(connection: Connection, target: Path) -> None:
    """Write a copy for the user; raises ProjectError, also for the project's own place."""
    if target == connection.path:
        raise ProjectError("A copy cannot be put in the place of the open project. Give it another name.")
    if target.exists() and not target.is_file():
        raise ProjectError("{path} is not an ordinary file, so nothing was written. Choose another place.", path=target)
    copy_to(connection, target)
