"""The one way to SQLite: a connection made by us, wrapped by sqlite-utils, whose errors are told in plain words.

Rollback journal DELETE with synchronous EXTRA, because WAL leaves confirmed work outside the file when it is copied
and lesser settings lose it when the power fails. sqlite-utils gets a connection with `isolation_level=None`, so that
it can never open a transaction of its own, and loads no plug-ins. It costs a quarter of a second to import, hence
here and not at the top.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias  # Any: the values that SQLite takes and gives

from annotator.store.failures import DamagedError, DiskError, translate

Row: TypeAlias = tuple[Any, ...]
Values: TypeAlias = Sequence[Any]

_LONGEST_VALUE = 64 * 1024 * 1024
_PAGE = 500  # rows
_PRAGMAS = (
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "busy_timeout = 3000",
    "temp_store = MEMORY",
    "cache_size = -65536",
    "locking_mode = NORMAL",
)


class Connection:
    """Run SQL on one database; every error a user can meet comes out as a ProjectError."""

    def __init__(self, raw: sqlite3.Connection, path: Path) -> None:
        from sqlite_utils import Database

        self.path = path
        self.raw = raw
        self.is_closed = False
        raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        self.database = Database(raw, execute_plugins=False)
        for pragma in _PRAGMAS:
            self.execute(f"PRAGMA {pragma}")

    @property
    def in_transaction(self) -> bool:
        """Say whether a transaction is open."""
        return self.raw.in_transaction

    def execute(self, sql: str, values: Values = ()) -> int:
        """Run one statement and return how many rows it changed."""
        try:
            return self.database.execute(sql, values).rowcount
        except sqlite3.Error as error:
            raise self._told(error) from error

    def execute_many(self, sql: str, values: Iterable[Values]) -> None:
        """Run one statement for each row of values."""
        try:
            self.raw.executemany(sql, values)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Return every row of a query."""
        try:
            return self.raw.execute(sql, values).fetchall()  # by no detour: this is called for every layer
        except sqlite3.Error as error:
            raise self._told(error) from error

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """Return the first row of a query, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def value(self, sql: str, values: Values = ()) -> Any:  # Any: a value of SQLite
        """Return the first value of the first row, or None."""
        found = self.row(sql, values)
        return found[0] if found else None

    def iterate(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one; for those too many to hold."""
        try:
            yield from self.database.execute(sql, values)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def pages(self, sql: str, values: Values = ()) -> Iterator[list[Row]]:
        """Yield the rows of a query some hundred at a time; for those too many to hold, with less ado for each."""
        try:
            cursor = self.database.execute(sql, values)
            while page := cursor.fetchmany(_PAGE):
                yield page
        except sqlite3.Error as error:
            raise self._told(error) from error

    def commit(self) -> None:
        """Commit; if that fails nothing of the transaction remains."""
        try:
            self.execute("COMMIT")
        except BaseException:
            self.rollback()
            raise

    def rollback(self) -> None:
        """Undo the open transaction; SQLite may have done so itself after an error."""
        if self.raw.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        """Close; an open transaction is rolled back."""
        self.is_closed = True
        self.database.close()

    def _told(self, error: sqlite3.Error) -> Exception:
        if "decode to UTF-8" in str(error):
            return DamagedError(
                "The project file {file} is damaged: a value in it is no text. Open its newest backup, and keep the "
                "damaged file.",
                file=str(self.path),
            )
        told = translate(error, self.path)
        if isinstance(told, DamagedError) and is_sound(self.path):
            return DiskError(
                "The disk gave wrong data for {file} once, so this step was not done; a second look found the file "
                "sound. Repeat the step, and check the disk if this comes back.",
                file=str(self.path),
            )
        return told or error


def connect(path: Path, *, read_only: bool) -> Connection:
    """Open the existing file at `path`; raises ProjectError. Nothing is written until a statement does."""
    try:
        raw = sqlite3.connect(
            f"{path.as_uri()}?mode={'ro' if read_only else 'rw'}",
            uri=True,
            isolation_level=None,
            cached_statements=256,
            check_same_thread=False,  # one thread at a time: long work may be done aside while a dialog waits
        )
    except sqlite3.Error as error:
        raise translate(error, path) or error from error
    try:
        connection = Connection(raw, path)
        if not read_only:
            _prepare_writing(connection)
    except BaseException:
        raw.close()
        raise
    return connection


def in_memory() -> Connection:
    """Return a connection to an empty database in memory."""
    return Connection(sqlite3.connect(":memory:", isolation_level=None), Path(":memory:"))


def is_sound(path: Path) -> bool:
    """Say whether SQLite's quick check, on a connection of its own, finds nothing wrong with the file."""
    try:
        raw = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    except (sqlite3.Error, ValueError):
        return False
    try:
        return raw.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    except sqlite3.Error:
        return False
    finally:
        raw.close()


def _prepare_writing(connection: Connection) -> None:
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA fullfsync = ON")
