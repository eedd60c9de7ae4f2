"""Take another file's journal in: its changes with their hashes, as history, beside the merge that is being made.

The other file is attached as `other`, read-only. Its merges come without their rows, which its own changes hold
already; only their link in the chain is kept.
"""

from annotator.store.chain import COVERED
from annotator.store.connection import Connection
from annotator.store.journal import Journal
from annotator.store.lineage import LOCAL, list_silent
from annotator.store.merged import RefusedError
from annotator.store.stages import EACH, Progress

_COLUMNS = ", ".join((*COVERED, "hash"))
_LOCAL = ", ".join(f"'{kind}'" for kind in LOCAL)


def take_journal(connection: Connection, journal: Journal, file: str, progress: Progress) -> tuple[int, int]:
    """Take in what the project does not know yet; return the merge's number and how many changes now count.

    Leaves the TEMP table `silent` of the changes that do not count. Raises RefusedError for a change that the project
    knows otherwise.
    """
    _check_known(connection, file)
    list_silent(connection, "main", "silent")
    list_silent(connection, "other", "other_silent")
    _list_arriving(connection)
    connection.execute(
        f"INSERT INTO main.change (number, {_COLUMNS}) SELECT a.fresh, {_COLUMNS} FROM temp.arriving a "
        "JOIN other.change o ON o.number = a.old ORDER BY a.fresh"
    )
    _take_rows(connection, progress)
    merge = journal.renumber()
    _list_taken(connection, merge)
    _take_texts_and_numbers(connection)
    list_silent(connection, "main", "silent", merge)
    return merge, connection.value("SELECT count(*) FROM main.taken WHERE merge = ?", (merge,))


def _take_rows(connection: Connection, progress: Progress) -> None:
    last = connection.value("SELECT max(number) FROM other.row_change") or 0
    for done in range(0, last, EACH):
        progress(done, last)
        connection.execute(
            "INSERT INTO main.row_change (change, table_name, row_id, before, after) "
            "SELECT a.fresh, r.table_name, r.row_id, r.before, r.after FROM other.row_change r "
            "JOIN temp.arriving a ON a.old = r.change WHERE r.number > ? AND r.number <= ? AND a.old NOT IN "
            f"(SELECT number FROM other.change WHERE kind IN ({_LOCAL})) ORDER BY r.number",
            (done, done + EACH),
        )


def _check_known(connection: Connection, file: str) -> None:
    found = connection.value(
        "SELECT o.id FROM other.change o JOIN main.change m ON m.id = o.id WHERE m.hash <> o.hash LIMIT 1"
    )
    if found:
        raise RefusedError(
            "{file} was not taken in: it holds another version of a change that this project knows ({change}). "
            "One of the two was tampered with; compare both with a backup.",
            file=file,
            change=found,
        )


def _list_arriving(connection: Connection) -> None:
    connection.execute("CREATE TEMP TABLE arriving (old INTEGER PRIMARY KEY, fresh INTEGER NOT NULL)")
    connection.execute(
        "INSERT INTO temp.arriving SELECT o.number, (SELECT coalesce(max(number), 0) FROM main.change) + "
        "row_number() OVER (ORDER BY o.number) FROM other.change o "
        "WHERE NOT EXISTS (SELECT 1 FROM main.change m WHERE m.id = o.id)"
    )


def _list_taken(connection: Connection, merge: int) -> None:
    """State which changes this merge took in: the new ones that count there, and known ones that count here again."""
    connection.execute(
        "INSERT INTO main.taken SELECT fresh, CASE WHEN old IN (SELECT number FROM temp.other_silent) "
        "THEN 0 ELSE ? END FROM temp.arriving",
        (merge,),
    )
    connection.execute(
        "INSERT INTO main.taken SELECT m.number, ? FROM temp.silent s JOIN main.change m ON m.number = s.number "
        f"JOIN other.change o ON o.id = m.id WHERE m.kind NOT IN ({_LOCAL}) "
        "AND o.number NOT IN (SELECT number FROM temp.other_silent)",
        (merge,),
    )


def _take_texts_and_numbers(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO main.text SELECT sha256, text FROM other.text WHERE sha256 NOT IN (SELECT sha256 FROM main.text)"
    )
    connection.execute(
        "INSERT INTO main.name_counter SELECT layer, prefix, last FROM other.name_counter WHERE true "
        "ON CONFLICT DO UPDATE SET last = max(last, excluded.last)"
    )
