"""Names that two copies gave twice: the elder row, by its id, keeps the name, and the others get the next free one.

Clusters are named by people, who may call two of them alike; only the names that we number for them are looked at.
"""

import re
from collections.abc import Iterable, Iterator

from annotator.store.connection import Connection
from annotator.store.merge_rows import want_present
from annotator.store.migrations import columns

_NUMBERED = re.compile(r"(.*?)([1-9][0-9]{0,14})", re.ASCII | re.DOTALL)
_SPOKEN = ("annotator", "document")  # names that people gave
_SHORT = ("entity", "event", "relation", "comment", "cluster")
_OURS = "(name GLOB 'c-[1-9]*' OR name GLOB 'ev-[1-9]*')"


def mend_names(connection: Connection) -> None:
    """Give each row of `wanted`, and each that shares a name with one, a name of its own."""
    for table in _SPOKEN:
        if connection.value("SELECT 1 FROM temp.wanted WHERE table_name = ?", (table,)):
            _rename(connection, table, connection.rows(f"SELECT name, id FROM ({_names(connection, table)})"))
    for table in _SHORT:
        names = f"SELECT * FROM ({_names(connection, table)}) WHERE {_OURS if table == 'cluster' else 'true'}"
        twice = connection.rows(
            f"SELECT DISTINCT layer FROM (SELECT layer FROM ({names}) GROUP BY layer, name HAVING count(*) > 1)"
        )
        for (layer,) in twice:
            _rename(connection, table, connection.rows(f"SELECT name, id FROM ({names}) WHERE layer = ?", (layer,)))


def _names(connection: Connection, table: str) -> str:
    """Return the SQL of the names, ids and layers there will be, in the layers in which a row is wanted."""
    has_layer = "layer" in columns(connection, table)
    layer = "json_extract(image, '$.layer')" if has_layer else "''"
    of_layer = (
        "x.layer IN (SELECT json_extract(image, '$.layer') FROM temp.wanted "
        f"WHERE table_name = '{table}' AND image IS NOT NULL) AND "
    )
    return (
        f"SELECT row_id AS id, json_extract(image, '$.name') AS name, {layer} AS layer FROM temp.wanted "
        f"WHERE table_name = '{table}' AND image IS NOT NULL UNION ALL "
        f"SELECT x.id, x.name, {'x.layer' if has_layer else repr('')} FROM main.{table} x WHERE "
        f"{of_layer if has_layer else ''}"
        f"x.id NOT IN (SELECT row_id FROM temp.wanted WHERE table_name = '{table}')"
    )


def _rename(connection: Connection, table: str, rows: list[tuple[str, str]]) -> None:
    for key, name in renamed(rows, is_short=table in _SHORT):
        want_present(connection, table, "SELECT '" + key.replace("'", "''") + "'", "image", "name")
        connection.execute(
            "UPDATE temp.wanted SET image = json_set(image, '$.name', ?), mended = 'name' "
            "WHERE table_name = ? AND row_id = ?",
            (name, table, key),
        )
        if table in _SHORT and (found := _NUMBERED.fullmatch(name)):
            _count(connection, key, found[1], int(found[2]))


def _count(connection: Connection, key: str, prefix: str, number: int) -> None:
    """Keep a number that was given out from being given out again in that layer."""
    connection.execute(
        "INSERT INTO main.name_counter SELECT json_extract(image, '$.layer'), ?, ? FROM temp.wanted WHERE row_id = ? "
        "AND image IS NOT NULL ON CONFLICT DO UPDATE SET last = max(last, excluded.last)",
        (prefix, number, key),
    )


def renamed(rows: Iterable[tuple[str, str]], *, is_short: bool) -> Iterator[tuple[str, str]]:
    """Yield (id, new name) of each row of (name, id) whose name an elder one has.

    A short name that ends in a number gets a higher one: T5 → T6, else the first of "name-2" that is free; any other
    gets "name (2)". Free are names that no row has at first, so the outcome does not hang on any order.
    """
    ordered = sorted(rows, key=lambda row: row[1])
    taken = {name for name, _ in ordered}
    seen: set[str] = set()
    reached: dict[str, int] = {}
    for name, key in ordered:
        if name not in seen:
            seen.add(name)
            continue
        found = _NUMBERED.fullmatch(name) if is_short else None
        stem, number, end = (found[1], int(found[2]), "") if found else _apart(name, is_short=is_short)
        number = max(number, reached.get(stem, 0))
        while (fresh := f"{stem}{number}{end}") in taken:
            number += 1
        reached[stem] = number
        taken.add(fresh)
        yield key, fresh


def _apart(name: str, *, is_short: bool) -> tuple[str, int, str]:
    return (f"{name}-", 2, "") if is_short else (f"{name} (", 2, ")")
