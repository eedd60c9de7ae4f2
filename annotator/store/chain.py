"""The chain of hashes over the changes of one replica: it finds the silent damage that SQLite's own checks miss.

A change's hash covers the change, its rows in order, and the hash of the replica's change before it. What is local to
one file (row numbers) is left out, so that a copy's changes keep their hashes when the copies are joined.
"""

import json
from collections.abc import Iterable
from hashlib import sha256

from annotator.store.connection import Connection, Row
from annotator.store.lineage import LOCAL
from annotator.store.stages import Progress, quiet

# The columns of a change that its hash covers, in this order.
COVERED = ("id", "hlc", "author", "replica", "kind", "step", "at", "reverts", "counts", "prev")


class ChangeDigest:
    """Take in the rows of one change, then the change itself."""

    def __init__(self) -> None:
        self._hash = sha256()

    def add(self, rows: Iterable[Row]) -> None:
        """Take in some row changes: table, row id and the images, JSON text that holds no control characters."""
        lines = [f"{table}\x1f{row_id}\x1f{before or ''}\x1f{after or ''}\x1e" for table, row_id, before, after in rows]
        self._hash.update("".join(lines).encode())

    def close(self, covered: Iterable[str | None]) -> str:
        """Return the hash, in hex, for a change with these values of `COVERED`."""
        self._hash.update(json.dumps(list(covered), ensure_ascii=False).encode())
        return self._hash.hexdigest()


def last_hash(connection: Connection, replica: str) -> str:
    """Return the hash of the replica's newest change, "" if it has none."""
    sql = "SELECT hash FROM change WHERE replica = ? ORDER BY number DESC LIMIT 1"
    return connection.value(sql, (replica,)) or ""


def broken(connection: Connection, progress: Progress = quiet) -> list[str]:
    """Return the ids of the changes whose hash is wrong or whose predecessor is missing, oldest first.

    `progress` gets changes done and in all.
    """
    found = []
    known: dict[str, set[str]] = {}
    query = f"SELECT number, hash, {', '.join(COVERED)} FROM change ORDER BY number"
    changes = connection.rows(query)
    for done, (number, stated, *covered) in enumerate(changes):
        progress(done, len(changes))
        before = known.setdefault(covered[COVERED.index("replica")], {""})
        is_whole = stated == _hash_of(connection, number, covered) or _is_outline(connection, number, covered)
        if not is_whole or covered[COVERED.index("prev")] not in before:
            found.append(covered[0])
        before.add(stated)
    return found


def _is_outline(connection: Connection, number: int, covered: list[str | None]) -> bool:
    """Say whether this is another file's merge, of which only the link in the chain is kept."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM taken WHERE change = ?1) "
        "AND NOT EXISTS (SELECT 1 FROM row_change WHERE change = ?1)"
    )
    return covered[COVERED.index("kind")] in LOCAL and bool(connection.value(sql, (number,)))


def _hash_of(connection: Connection, number: int, covered: list[str | None]) -> str:
    digest = ChangeDigest()
    sql = "SELECT table_name, row_id, before, after FROM row_change WHERE change = ? ORDER BY number"
    for rows in connection.pages(sql, (number,)):
        digest.add(rows)
    return digest.close(covered)
