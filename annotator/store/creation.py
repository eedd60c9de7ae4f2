"""Make a project file: built whole under another name beside its place, then given its own, so no half file appears."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from annotator.domain.schema_toml import read_schema
from annotator.errors import ProjectError
from annotator.store import clock, documents, ids
from annotator.store.backup import sync_folder
from annotator.store.connection import Connection, connect
from annotator.store.failures import translate_system
from annotator.store.journal import Journal
from annotator.store.migrations import APPLICATION_ID, migrate
from annotator.store.steps import CREATION

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EACCES}


def create_file(path: Path, schema_source: str, title: str, author: str) -> None:
    """Make a project file at `path`; raises ProjectError if something is there already, SchemaError."""
    read_schema(schema_source)

    def fill(connection: Connection) -> None:
        journal = Journal(connection, connection.path, read_only=False)
        journal.begin()
        documents.put_meta(connection, "project", ids.new_id())
        documents.put_meta(connection, "title", title)
        documents.put_meta(connection, "created", clock.wall_time(ids.milliseconds()))
        documents.put_schema(connection, schema_source)
        journal.seal(CREATION, author)
        journal.commit()

    build_file(path, fill)


def build_file(path: Path, fill: Callable[[Connection], None]) -> None:
    """Make a file with the tables of a project, which `fill` fills; raises ProjectError if something is there."""
    target = path.resolve()
    if target.exists():
        raise _taken(target)
    if not target.parent.is_dir():
        raise ProjectError(
            "There is no folder {folder} to put the project in. Make it, or choose another.", folder=str(target.parent)
        )
    fresh = target.with_name(f".{target.name}.{ids.new_id()}.new")
    try:
        fresh.touch(exist_ok=False)
        _fill(fresh, fill)
        _place(fresh, target)
        sync_folder(target.parent)
    except OSError as error:
        raise translate_system(error, target) from error
    finally:
        fresh.unlink(missing_ok=True)


def _fill(fresh: Path, fill: Callable[[Connection], None]) -> None:
    connection = connect(fresh, read_only=False)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("BEGIN IMMEDIATE")
        migrate(connection, 0)
        connection.commit()
        fill(connection)
    finally:
        connection.close()


def _place(fresh: Path, target: Path) -> None:
    """Give the finished file its name, never over another one."""
    try:
        os.link(fresh, target)
    except FileExistsError:
        raise _taken(target) from None
    except OSError as error:
        if error.errno not in _NO_LINKS and sys.platform != "win32":
            raise
        if target.exists():
            raise _taken(target) from None
        fresh.rename(target)


def _taken(target: Path) -> ProjectError:
    return ProjectError(
        "There is already a file at {file}. Open it, or give the new project another name.", file=str(target)
    )
