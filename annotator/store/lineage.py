"""Lineage: which changes of the journal count when copies are joined, and which only say what one file did.

A merge writes the rows that it changes like any other change, so that one undo takes it back; yet those rows are the
work of others, whose own changes lie beside it. So a merge counts for its file alone, as does the change that a parcel
begins with. The table `taken` names the changes that came from other files and the merge that took each in (0: it is
kept as history only); what an undone merge took in does not count until a later merge takes it in again.
"""

from annotator.store.connection import Connection

MERGE = "merge"
PARCEL = "make parcel"
LOCAL = (MERGE, PARCEL)  # kinds whose rows count for their own file alone
_LOCAL = ", ".join(f"'{kind}'" for kind in LOCAL)


def standing_merges(connection: Connection, schema: str = "main") -> list[int]:
    """Return the numbers of the merges of a file that nobody has undone."""
    rows = connection.rows(
        f"SELECT id, number, reverts FROM {schema}.change WHERE kind = '{MERGE}' "
        f"AND number NOT IN (SELECT change FROM {schema}.taken) ORDER BY number DESC"
    )
    undone: set[str] = set()
    standing = []
    for key, number, reverts in rows:
        if key in undone:
            continue
        if reverts is None:
            standing.append(number)
        else:
            undone.add(reverts)
    return standing


def list_silent(connection: Connection, schema: str, table: str, *merges: int) -> None:
    """Make the TEMP table `table` of the numbers of changes that do not count; `merges` stand besides those found."""
    standing = ", ".join(map(str, (*standing_merges(connection, schema), *merges)))
    connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    connection.execute(f"CREATE TEMP TABLE {table} (number INTEGER PRIMARY KEY)")
    connection.execute(
        f"INSERT INTO temp.{table} SELECT number FROM {schema}.change WHERE kind IN ({_LOCAL}) OR ("
        f"number IN (SELECT change FROM {schema}.taken) "
        f"AND number NOT IN (SELECT change FROM {schema}.taken WHERE merge IN ({standing})))"
    )
