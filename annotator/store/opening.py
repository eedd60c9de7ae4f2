"""Open a file only after looking: nothing of it is trusted before its tables are exactly those that we make.

A read-only look comes first: application id, the exact list of tables and indexes for its format (a foreign trigger,
view or virtual table could change what we write), the quick check, and whether a newer program made it. Only then is
it opened for writing; a refused file stays as it is, byte for byte.
"""

from pathlib import Path

from annotator.errors import ProjectError
from annotator.store.backup import back_up
from annotator.store.connection import Connection, connect, is_sound
from annotator.store.failures import DamagedError, NewerError, NotProjectError
from annotator.store.migrations import APPLICATION_ID, FORMAT, expected_objects, migrate, objects

_HEADER = b"SQLite format 3\0"


def open_reading(path: Path) -> Connection:
    """Open the project at `path` for reading; raises ProjectError for whatever is wrong with it."""
    check_file(path)
    if look(path) < FORMAT:
        raise ProjectError(
            "{file} was made by an older Annotator and must be brought up to date first. Open it for writing once.",
            file=str(path),
        )
    return connect(path, read_only=True)


def open_writing(path: Path) -> Connection:
    """Open the project at `path` for writing, brought to the newest format; raises ProjectError.

    The caller holds its lock.
    """
    check_file(path)
    if _has_journal(path) and claims_to_be_ours(path):
        _recover(path)
    look(path)
    connection = connect(path, read_only=False)
    try:
        _bring_up_to_date(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def look(path: Path) -> int:
    """Return the format number of the project at `path` without writing; raises ProjectError."""
    try:
        connection = connect(path, read_only=True)
        try:
            return inspect(connection)
        finally:
            connection.close()
    except DamagedError as error:
        raise _more_exactly(error, path) from error


def inspect(connection: Connection) -> int:
    """Return the format number of an open project file; raises ProjectError."""
    file = str(connection.path)
    if connection.value("PRAGMA application_id") != APPLICATION_ID:
        raise _not_project(file)
    version = connection.value("PRAGMA user_version")
    if version > FORMAT:
        raise NewerError(
            "{file} was made by a newer Annotator (its format is {found}, this program knows up to {known}). "
            "Nothing was changed in it. Install the newer program to open it.",
            file=file,
            found=version,
            known=FORMAT,
        )
    if version < 1:
        raise _not_project(file)
    _check_objects(connection, version)
    _check_pages(connection)
    return int(version)


def check_file(path: Path) -> None:
    """Raise ProjectError unless a file that could be a project is at `path`."""
    if path.is_dir():
        raise NotProjectError("{file} is a folder. Choose the project file inside it.", file=str(path))
    if not path.is_file():
        raise ProjectError(
            "There is no project at {file}. It may have been moved or renamed; look for it, then open it there.",
            file=str(path),
        )
    if path.stat().st_size == 0:
        raise _not_project(str(path))


def _bring_up_to_date(connection: Connection) -> None:
    version = connection.value("PRAGMA user_version")
    _check_objects(connection, version)  # again: another file may lie there since the look
    connection.execute("DELETE FROM meta WHERE 0")  # SQLite opens what cannot be written all the same; this fails then
    if version == FORMAT:
        return
    back_up(connection, connection.value("SELECT value FROM meta WHERE id = 'project'"), f"before-v{FORMAT}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrate(connection, version)
        _check_objects(connection, FORMAT)
        if connection.rows("PRAGMA foreign_key_check"):
            raise DamagedError(
                "{file} could not be brought up to date and was left as it was, because rows in it point at rows that "
                "are not there. Open its newest backup.",
                file=str(connection.path),
            )
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _has_journal(path: Path) -> bool:
    """Say whether a step was cut off by a crash."""
    journal = path.with_name(path.name + "-journal")
    return journal.is_file() and journal.stat().st_size > 0


def claims_to_be_ours(path: Path) -> bool:
    """Say whether the file at `path` carries the mark of a project."""
    header = _header(path)
    return header.startswith(_HEADER) and int.from_bytes(header[68:72], "big") == APPLICATION_ID


def _recover(path: Path) -> None:
    """Let SQLite take back the step that was cut off; only writing can do that."""
    connection = connect(path, read_only=False)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
    finally:
        connection.close()


def _check_objects(connection: Connection, version: int) -> None:
    found, expected = objects(connection), expected_objects(version)
    if found != expected:
        names = sorted({entry[1] for entry in found ^ expected})
        raise DamagedError(
            "{file} holds other tables or rules than a project does ({names}), so it was not opened and nothing was "
            "changed in it. Get it again from where it came, or open a backup.",
            file=str(connection.path),
            names=", ".join(names[:5]),
        )


def _check_pages(connection: Connection) -> None:
    found = connection.value("PRAGMA quick_check(1)")
    if found != "ok" and not is_sound(connection.path):  # the second look is for a read error that passed
        raise DamagedError(
            "The project file {file} is damaged ({found}). Open its newest backup, and keep the damaged file.",
            file=str(connection.path),
            found=found,
        )


def _not_project(file: str) -> NotProjectError:
    return NotProjectError(
        "{file} is not an Annotator project. To annotate a text or another tool's file, make a new project and "
        "import it.",
        file=file,
    )


def _more_exactly(error: ProjectError, path: Path) -> ProjectError:
    """Say that the file is cut off where its header promises more than there is."""
    header = _header(path)
    page = int.from_bytes(header[16:18], "big")
    needed = (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")
    present = path.stat().st_size
    if not header.startswith(_HEADER) or present >= needed:
        return error
    return DamagedError(
        "The project file {file} is cut off: {present} of {needed} bytes are there. Copy it again from where it came, "
        "or open its newest backup.",
        file=str(path),
        present=present,
        needed=needed,
    )


def _header(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(100)
