"""Replica: one copy of a project on one machine; each has its own chain of changes.

A file is known again by its machine, device and inode. A copied file has another inode and becomes a replica of its
own with its first change, so that the chains of two copies never grow from one end.
"""

import platform
from pathlib import Path

from annotator.store import clock, ids
from annotator.store.connection import Connection
from annotator.store.failures import translate_system


def identify(connection: Connection, path: Path) -> str:
    """Return the id of the replica that the file at `path` is; makes one inside the open transaction if it is new.

    Raises MovedError if the file is gone.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise translate_system(error, path) from error
    here = (platform.node(), f"{status.st_dev}:{status.st_ino}")
    known = connection.value("SELECT id FROM replica WHERE machine = ? AND file = ? ORDER BY id DESC", here)
    if known:
        return str(known)
    key = ids.new_id()
    connection.execute("INSERT INTO replica VALUES (?, ?, ?, ?)", (key, *here, clock.wall_time(ids.milliseconds())))
    return key
