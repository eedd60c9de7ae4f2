"""What a user is told when the project file, its disk or its folder fails: each SQLite error in plain words.

Errors that only a bug can cause (a missing column, a broken constraint) are not translated; they crash into the
report dialog. SQLITE_CORRUPT is taken for damage only after a second look, since a passing read error looks alike.
"""

import errno
import sqlite3
from pathlib import Path

from annotator.errors import ProjectError, ReadOnlyError


class LockedError(ProjectError):
    """Tell who has the project open for writing; it can still be opened for reading."""


class NotProjectError(ProjectError):
    """Tell that a file is no Annotator project."""


class DamagedError(ProjectError):
    """Tell that the file does not hold what it must."""


class NewerError(ProjectError):
    """Tell that a newer program made the file."""


class MovedError(ProjectError):
    """Tell that the file was moved, deleted or replaced while it was open."""


class DiskError(ProjectError):
    """Tell that the disk is full or did not do what it was asked."""


class BusyError(ProjectError):
    """Tell that another program is using the file at this moment."""


def translate(error: sqlite3.Error, path: Path) -> ProjectError | None:
    """Return what to tell the user about `error` in the file at `path`, or None if it is a bug of ours."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for beginning, (kind, message) in _MESSAGES.items():
        if name.startswith(beginning):
            return kind(message, file=str(path))
    return None


# In this order: the first beginning of an error's name that fits decides.
_MESSAGES: dict[str, tuple[type[ProjectError], str]] = {
    "SQLITE_READONLY_DBMOVED": (
        MovedError,
        "The project file {file} was moved, deleted or replaced while it was open, so this step was not saved. "
        "Save a copy of the project under another name, then open that.",
    ),
    "SQLITE_READONLY_ROLLBACK": (
        DamagedError,
        "The project {file} was not closed properly and must be put in order first. Open it for writing once.",
    ),
    "SQLITE_READONLY_DIRECTORY": (
        ReadOnlyError,
        "The folder of {file} cannot be written, so nothing was saved. Open the project for reading only, "
        "or copy it to a folder of your own.",
    ),
    "SQLITE_READONLY": (
        ReadOnlyError,
        "The file {file} cannot be written, so nothing was saved. Open the project for reading only, "
        "or copy it to a folder of your own.",
    ),
    "SQLITE_FULL": (
        DiskError,
        "The disk of {file} is full, so this step was not saved; all earlier steps are. "
        "Free some space, then repeat it.",
    ),
    "SQLITE_IOERR": (
        DiskError,
        "The disk could not read or write {file}, so this step was not done; all earlier steps are safe. "
        "Check the free space and the connection of the disk, then repeat it.",
    ),
    "SQLITE_PROTOCOL": (BusyError, "Another program keeps {file} locked. Close it there, then try again."),
    "SQLITE_BUSY": (BusyError, "Another program is using {file} at this moment. Close it there, then try again."),
    "SQLITE_LOCKED": (BusyError, "Another program is using {file} at this moment. Close it there, then try again."),
    "SQLITE_NOTADB": (
        NotProjectError,
        "{file} is not an Annotator project. To annotate a text or another tool's file, make a new project and "
        "import it.",
    ),
    "SQLITE_CANTOPEN": (
        ProjectError,
        "{file} cannot be opened. Check that it is still there and that you are allowed to read it.",
    ),
    "SQLITE_PERM": (
        ProjectError,
        "{file} cannot be opened. Check that it is still there and that you are allowed to read it.",
    ),
    "SQLITE_TOOBIG": (
        ProjectError,
        "One text is larger than a project can hold (64 MB), so nothing was saved. Split it into several documents.",
    ),
    "SQLITE_CORRUPT": (
        DamagedError,
        "The project file {file} is damaged. Open its newest backup, and keep the damaged file.",
    ),
}


def translate_system(error: OSError, path: Path) -> ProjectError:
    """Return what to tell the user about an error of the operating system at `path`."""
    if error.errno == errno.ENOENT:
        return _told("SQLITE_READONLY_DBMOVED", path)
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _told("SQLITE_FULL", path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _told("SQLITE_READONLY_DIRECTORY", path)
    return _told("SQLITE_IOERR", path)


def _told(name: str, path: Path) -> ProjectError:
    kind, message = _MESSAGES[name]
    return kind(message, file=str(path))
