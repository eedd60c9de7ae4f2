"""Parcels: one small project file with some documents for one person, of which nothing shows what others marked.

It is built afresh, never by deleting from a copy, so that no page of it can hold more. Its journal begins with one
change of all its rows, dated after everything that the project knew, which counts for the parcel alone; what was known
stands in the fact `parcel`, under that change's hash. The person's own changes then travel home by their journal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.model import Json
from annotator.store import clock, ids
from annotator.store.connection import Connection, Row
from annotator.store.creation import build_file
from annotator.store.documents import put_meta
from annotator.store.journal import Journal
from annotator.store.lineage import PARCEL
from annotator.store.migrations import columns
from annotator.store.opening import open_reading
from annotator.store.rows import json_in, json_out

_FACT = "parcel"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a parcel is: for whom, which documents (by id), made when and by whom.

    `known` holds the newest reading of the clock of each replica whose changes the project had; with it the project
    tells what was changed at home since.
    """

    id: str
    annotator: str
    documents: tuple[str, ...]
    known: Mapping[str, str]
    at: str
    author: str


def parcel_of(connection: Connection, schema: str = "main") -> Parcel | None:
    """Return what a file says of itself as a parcel, None for an ordinary project; raises DamagedError."""
    stated = connection.value(f"SELECT value FROM {schema}.meta WHERE id = ?", (_FACT,))
    if not stated:
        return None
    facts = json_in(stated)
    documents, known = facts.get("documents"), facts.get("known")
    return Parcel(
        str(facts.get("id", "")),
        str(facts.get("for", "")),
        tuple(map(str, documents)) if isinstance(documents, list) else (),
        {key: str(value) for key, value in known.items()} if isinstance(known, dict) else {},
        str(facts.get("at", "")),
        str(facts.get("by", "")),
    )


def read_parcel(path: Path) -> Parcel | None:
    """Return what the file at `path` says of itself as a parcel, None for an ordinary project; raises ProjectError."""
    connection = open_reading(path.resolve())
    try:
        return parcel_of(connection)
    finally:
        connection.close()


def shelf_of(connection: Connection, project_id: str) -> str:
    """Return where backups are kept: a parcel's apart from those of the project that it came from."""
    parcel = parcel_of(connection)
    return f"{project_id}-{parcel.id}" if parcel else project_id


def write_parcel(source: Connection, path: Path, documents: Sequence[str], annotator: str, author: str) -> Parcel:
    """Write a parcel of these documents (ids) at `path`; raises ProjectError, also if something is there already."""
    known: dict[str, str] = dict(source.rows("SELECT replica, max(hlc) FROM change GROUP BY replica"))
    at = clock.wall_time(ids.milliseconds())
    parcel = Parcel(ids.new_id(), annotator, tuple(documents), known, at, author)

    def fill(target: Connection) -> None:
        journal = Journal(target, target.path, read_only=False, after=max(known.values(), default=""))
        journal.begin()
        put_meta(target, _FACT, json_out(_facts(parcel)))
        for table, rows in _rows(source, parcel):
            names = columns(source, table)
            places = ", ".join("?" * len(names))
            target.execute_many(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", rows)
        journal.seal(PARCEL, author)
        journal.commit()

    build_file(path, fill)
    return parcel


def _facts(parcel: Parcel) -> Mapping[str, Json]:
    return {
        "id": parcel.id,
        "for": parcel.annotator,
        "documents": list(parcel.documents),
        "known": dict(parcel.known),
        "at": parcel.at,
        "by": parcel.author,
    }


# What of each table belongs into a parcel, in an order in which rows may refer to each other.
_OWN = "layer IN (SELECT id FROM temp.parcelled_layer)"
# A reviewer's word on somebody's work travels with it; what other annotators say does not.
_HEARD = "(c.author = :name OR c.author IN (SELECT name FROM annotator WHERE role IN ('reviewer', 'lead')))"
_THREAD = (
    f"WITH RECURSIVE thread (id) AS (SELECT id FROM comment c WHERE {_OWN} AND {_HEARD} AND parent IS NULL "
    f"UNION SELECT c.id FROM comment c JOIN thread t ON c.parent = t.id WHERE {_HEARD}) "
    "SELECT {columns} FROM comment WHERE id IN (SELECT id FROM thread)"
)
_PARTS = {
    "meta": "SELECT {columns} FROM meta WHERE id IN ('project', 'title', 'created') OR id IN "
    "(SELECT 'batch:' || batch FROM layer WHERE id IN (SELECT id FROM temp.parcelled_layer) AND batch IS NOT NULL)",
    "schema": "SELECT {columns} FROM schema",
    "text": "SELECT {columns} FROM text WHERE sha256 IN "
    "(SELECT text FROM document WHERE id IN (SELECT id FROM temp.parcelled))",
    "annotator": "SELECT {columns} FROM annotator WHERE name = :name",
    "document": "SELECT {columns} FROM document WHERE id IN (SELECT id FROM temp.parcelled)",
    "layer": "SELECT {columns} FROM layer WHERE id IN (SELECT id FROM temp.parcelled_layer)",
    "name_counter": f"SELECT {{columns}} FROM name_counter WHERE {_OWN}",
    "cluster": f"SELECT {{columns}} FROM cluster WHERE {_OWN}",
    "entity": f"SELECT {{columns}} FROM entity WHERE {_OWN}",
    "event": f"SELECT {{columns}} FROM event WHERE {_OWN}",
    "argument": f"SELECT {{columns}} FROM argument WHERE event IN (SELECT id FROM event WHERE {_OWN})",
    "relation": f"SELECT {{columns}} FROM relation WHERE {_OWN}",
    "comment": _THREAD,
    "decision": f"SELECT {{columns}} FROM decision WHERE {_OWN} AND author = :name",
    "silence": f"SELECT {{columns}} FROM silence WHERE {_OWN} AND author = :name",
}


def _rows(source: Connection, parcel: Parcel) -> Iterator[tuple[str, list[Row]]]:
    """Yield each table with the rows of it that belong into a parcel: the documents, and the person's own work."""
    source.execute("CREATE TEMP TABLE parcelled (id TEXT PRIMARY KEY)")
    source.execute("CREATE TEMP TABLE parcelled_layer (id TEXT PRIMARY KEY)")
    try:
        source.execute_many("INSERT OR IGNORE INTO temp.parcelled VALUES (?)", ((key,) for key in parcel.documents))
        source.execute(
            "INSERT INTO temp.parcelled_layer SELECT l.id FROM layer l JOIN annotator a ON a.id = l.annotator "
            "WHERE a.name = ? AND l.document IN (SELECT id FROM temp.parcelled)",
            (parcel.annotator,),
        )
        for table, sql in _PARTS.items():
            names = ", ".join(columns(source, table))
            by_place = sql.format(columns=names).replace(":name", "?1")
            values = (parcel.annotator,) if "?1" in by_place else ()
            yield table, source.rows(by_place, values)
    finally:
        source.execute("DROP TABLE temp.parcelled")
        source.execute("DROP TABLE temp.parcelled_layer")
