"""Put marks into their tables: one by one, or many at once for imports; always inside a change."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.domain.model import Argument, Entity, Event, spans_of
from annotator.errors import ProjectError
from annotator.store.connection import Connection, Row
from annotator.store.ids import new_id
from annotator.store.rows import COLUMNS, PREFIXES, Item, json_out, table_of, values_of

_CHUNK = 500
_NUMBERED = re.compile(r"([A-Z]+)([1-9][0-9]{0,14})", re.ASCII)
_IN_ORDER = ("cluster", "entity", "event", "relation", "comment")


def put(connection: Connection, layer_id: str, item: Item) -> None:
    """Insert an item, or update the one of its id; without a name it keeps its name or gets the layer's next.

    Raises ProjectError if it lies outside the text or the layer is gone.
    """
    table = table_of(item)
    _check_inside(item, text_length(connection, layer_id))
    known = connection.row(f"SELECT layer, name FROM {table} WHERE id = ?", (item.id,))
    if known is None:
        name = item.name or next_name(connection, layer_id, PREFIXES[table])
        connection.execute(_insertion(table), (item.id, layer_id, *values_of(item, name)))
    else:
        if known[0] != layer_id:
            raise ValueError(f"{table} {item.id} belongs to another layer")
        name = item.name or known[1]
        assignments = ", ".join(f"{column} = ?" for column in COLUMNS[table])
        connection.execute(f"UPDATE {table} SET {assignments} WHERE id = ?", (*values_of(item, name), item.id))
    _count_names(connection, layer_id, [name])
    if isinstance(item, Event):
        _put_arguments(connection, item)


def put_many(connection: Connection, layer_id: str, items: Iterable[Item]) -> None:
    """Put many items at once, in the order in which they may refer to each other."""
    length = text_length(connection, layer_id)
    by_table: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        _check_inside(item, length)
        by_table[table_of(item)].append(item)
    for table in _IN_ORDER:
        known = _known_ids(connection, table, [item.id for item in by_table[table]])
        for item in by_table[table]:
            if item.id in known:
                put(connection, layer_id, item)
        _insert_all(connection, layer_id, table, [item for item in by_table[table] if item.id not in known])


def next_name(connection: Connection, layer_id: str, prefix: str) -> str:
    """Reserve the next short name of a layer ("T12"); its numbers only go up, whatever is deleted or undone."""
    connection.execute(
        "INSERT INTO name_counter VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET last = last + 1", (layer_id, prefix)
    )
    last = connection.value("SELECT last FROM name_counter WHERE layer = ? AND prefix = ?", (layer_id, prefix))
    return f"{prefix}{last}"


def delete(connection: Connection, table: str, key: str) -> None:
    """Delete one mark (an event with its arguments), cluster or comment; what points at it is the caller's concern."""
    if table not in COLUMNS:
        raise ValueError(table)
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (key,))


def text_length(connection: Connection, layer_id: str) -> int:
    """Return the length in code points of the text that a layer is about; raises ProjectError if it is gone."""
    sql = "SELECT d.length FROM layer l JOIN document d ON d.id = l.document WHERE l.id = ?"
    length: int | None = connection.value(sql, (layer_id,))
    if length is None:
        raise ProjectError("This annotator's work is no longer in the project. Open the document again.")
    return length


def _check_inside(item: Item, length: int) -> None:
    if isinstance(item, Entity | Event):
        for span in spans_of(item):
            if span.end > length:
                raise ProjectError(
                    "The mark {name} would stand at {start} to {end}, beyond the end of the text at {length}.",
                    name=item.name or item.type,
                    start=span.start,
                    end=span.end,
                    length=length,
                )


def _insertion(table: str) -> str:
    names = ("id", "layer", *COLUMNS[table])
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def _insert_all(connection: Connection, layer_id: str, table: str, items: Sequence[Item]) -> None:
    if not items:
        return
    _count_names(connection, layer_id, [item.name for item in items])
    connection.execute_many(_insertion(table), _rows(connection, layer_id, table, items))
    connection.execute_many(_ARGUMENT, _argument_rows(items))


def _rows(connection: Connection, layer_id: str, table: str, items: Sequence[Item]) -> Iterator[Row]:
    for item in items:
        name = item.name or next_name(connection, layer_id, PREFIXES[table])
        yield (item.id, layer_id, *values_of(item, name))


_ARGUMENT = "INSERT INTO argument (id, event, role, target, position, extra) VALUES (?, ?, ?, ?, ?, ?)"


def _argument_rows(items: Iterable[Item]) -> Iterator[Row]:
    for item in items:
        if isinstance(item, Event):
            for position, one in enumerate(item.arguments):
                yield _argument_row(item.id, one, one.id or new_id(), position)


def _argument_row(event_id: str, one: Argument, key: str, position: int) -> Row:
    return key, event_id, one.role, one.target, position, json_out(one.extra)


def _put_arguments(connection: Connection, event: Event) -> None:
    known: Mapping[str, int] = {
        row[0]: row[1] for row in connection.rows("SELECT id, position FROM argument WHERE event = ?", (event.id,))
    }
    for gone in known.keys() - {one.id for one in event.arguments}:
        connection.execute("DELETE FROM argument WHERE id = ?", (gone,))
    last = -1
    for one in event.arguments:
        last = max(known.get(one.id, 0), last + 1)  # a place is kept while the order allows it
        row = _argument_row(event.id, one, one.id or new_id(), last)
        if one.id in known:
            sql = "UPDATE argument SET role = ?, target = ?, position = ?, extra = ? WHERE id = ?"
            connection.execute(sql, (*row[2:], one.id))
        else:
            connection.execute(_ARGUMENT, row)


def _known_ids(connection: Connection, table: str, keys: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for at in range(0, len(keys), _CHUNK):
        chunk = keys[at : at + _CHUNK]
        sql = f"SELECT id FROM {table} WHERE id IN ({', '.join('?' * len(chunk))})"
        known.update(row[0] for row in connection.rows(sql, chunk))
    return known


def _count_names(connection: Connection, layer_id: str, names: Iterable[str]) -> None:
    last: dict[str, int] = {}
    for name in names:
        found = _NUMBERED.fullmatch(name)
        if found:
            last[found[1]] = max(last.get(found[1], 0), int(found[2]))
    for prefix, number in last.items():
        connection.execute(
            "INSERT INTO name_counter VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET last = excluded.last "
            "WHERE excluded.last > last",
            (layer_id, prefix, number),
        )
