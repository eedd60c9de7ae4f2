"""Verify a project: that the pages, the references, the chain of hashes, the texts and the journal all agree.

The journal is replayed row by row: the newest image of each row, of the changes that were made in this file (what was
taken in from others is in the merge that took it in), must be what its table holds, and no table may hold a row that
no change made.
"""

from collections.abc import Generator, Iterator
from contextlib import closing

from annotator.domain.model import digest
from annotator.store.chain import broken
from annotator.store.connection import Connection, Row
from annotator.store.failures import DamagedError
from annotator.store.journal import image_of
from annotator.store.migrations import JOURNALED, columns
from annotator.store.rows import json_in
from annotator.store.stages import EACH, Progress, counted, quiet
from annotator.store.tally import wrong_tallies


def verify(connection: Connection) -> list[str]:
    """Return a sentence for each thing that is wrong; an empty list means that all is well."""
    return [*_chain(connection), *beside_chain(connection)]


def beside_chain(connection: Connection, progress: Progress = quiet) -> list[str]:
    """Return a sentence for each thing that is wrong, the hashes of the changes left aside.

    `progress` gets rows looked at and in all, now and then.
    """
    found = [*_pages(connection), *_orphans(connection), *_texts(connection)]
    found += [*_replay(connection, progress), *_links(connection)]
    return found


def _pages(connection: Connection) -> Iterator[str]:
    for (found,) in connection.rows("PRAGMA integrity_check(20)"):
        if found != "ok":
            yield f"The file is damaged: {found}."
    for table, row_id, parent, _ in connection.rows("PRAGMA foreign_key_check"):
        yield f"A row of {table} ({row_id}) belongs to a {parent} that is not there."


def _chain(connection: Connection) -> Iterator[str]:
    for change_id in broken(connection):
        yield f"The change {change_id} is not what was recorded."


def _orphans(connection: Connection) -> Iterator[str]:
    orphans = connection.value("SELECT count(*) FROM row_change WHERE change NOT IN (SELECT number FROM change)")
    if orphans:
        yield f"The journal holds {orphans} rows of no change."


def _texts(connection: Connection) -> Iterator[str]:
    for stated, text in connection.iterate("SELECT sha256, text FROM text"):
        if digest(text) != stated:
            yield f"A text is not what was imported (its digest was {stated})."
    sql = "SELECT d.name FROM document d LEFT JOIN text t ON t.sha256 = d.text WHERE d.length IS NOT length(t.text)"
    for (name,) in connection.rows(sql):
        yield f"The document {name} states another length than its text has."


def _replay(connection: Connection, progress: Progress) -> Iterator[str]:
    total = sum(connection.value(f"SELECT count(*) FROM {table}") for table in JOURNALED)
    steps = iter(range(0, total, EACH))
    for table in JOURNALED:
        with closing(_newest_images(connection, table)) as expected, closing(_images(connection, table)) as found:
            differing = list(_differing(expected, counted(found, lambda: progress(next(steps, total), total))))
        for row_id in differing:
            yield f"The row {row_id} of {table} is not what the journal says."
    unknown = ", ".join(f"'{table}'" for table in JOURNALED)
    for (table,) in connection.rows(f"SELECT DISTINCT table_name FROM row_change WHERE table_name NOT IN ({unknown})"):
        yield f"The journal speaks of an unknown table {table}."


def _newest_images(connection: Connection, table: str) -> Generator[Row, None, None]:
    """Yield (row id, image) of the rows that the journal says are there, by id."""
    # max() makes SQLite take the other columns from the row that has the maximum.
    rows = connection.iterate(
        "SELECT row_id, after, max(number) FROM row_change WHERE table_name = ? "
        "AND change NOT IN (SELECT change FROM taken) GROUP BY row_id ORDER BY row_id",
        (table,),
    )
    yield from ((row_id, image) for row_id, image, _ in rows if image is not None)


def _images(connection: Connection, table: str) -> Generator[Row, None, None]:
    yield from connection.iterate(f"SELECT id, {image_of(columns(connection, table))} FROM {table} ORDER BY id")


def _differing(expected: Iterator[Row], found: Iterator[Row]) -> Iterator[str]:
    """Yield the ids at which two ascending streams of (id, image) differ."""
    one, other = next(expected, None), next(found, None)
    while one or other:
        if one is not None and (other is None or one[0] < other[0]):
            yield one[0]
            one = next(expected, None)
        elif other is not None and (one is None or other[0] < one[0]):
            yield other[0]
            other = next(found, None)
        elif one is not None and other is not None:
            if not _is_same(one[1], other[1]):
                yield one[0]
            one, other = next(expected, None), next(found, None)


def _is_same(image: str, row: str) -> bool:
    """Say whether a row is what an image says; one of an older format may lack columns."""
    if image == row:
        return True
    try:
        stated, present = json_in(image), json_in(row)
    except DamagedError:
        return False
    return all(present[name] == value for name, value in stated.items() if name in present)


_LINKS = """
SELECT 'argument', a.id FROM argument a JOIN event e ON e.id = a.event WHERE a.target IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM entity x WHERE x.id = a.target AND x.layer = e.layer)
  AND NOT EXISTS (SELECT 1 FROM event x WHERE x.id = a.target AND x.layer = e.layer)
UNION ALL SELECT 'relation', r.id FROM
  (SELECT id, layer, head AS target FROM relation UNION ALL SELECT id, layer, tail FROM relation) r
  WHERE NOT EXISTS (SELECT 1 FROM entity x WHERE x.id = r.target AND x.layer = r.layer)
  AND NOT EXISTS (SELECT 1 FROM event x WHERE x.id = r.target AND x.layer = r.layer)
"""
_OUTSIDE = """
SELECT '{table}', x.id FROM {table} x JOIN layer l ON l.id = x.layer JOIN document d ON d.id = l.document
WHERE NOT (0 <= x.start_offset AND x.start_offset < x.end_offset AND x.end_offset <= d.length)
"""
_COUNTS = """
SELECT l.id FROM layer l LEFT JOIN layer_count c ON c.layer = l.id WHERE
  c.entities IS NOT (SELECT count(*) FROM entity WHERE layer = l.id) OR
  c.events IS NOT (SELECT count(*) FROM event WHERE layer = l.id) OR
  c.relations IS NOT (SELECT count(*) FROM relation WHERE layer = l.id) OR
  c.comments IS NOT (SELECT count(*) FROM comment WHERE layer = l.id)
"""


def _links(connection: Connection) -> Iterator[str]:
    for table, row_id in connection.iterate(_LINKS):
        yield f"The {table} {row_id} points at a mark that is not in its layer."
    for table in ("entity", "event"):
        for _, row_id in connection.iterate(_OUTSIDE.format(table=table)):
            yield f"The {table} {row_id} does not lie in its text."
    for (layer_id,) in connection.iterate(_COUNTS):
        yield f"The counts of the layer {layer_id} are not those of its marks."
    for kind, type_id in wrong_tallies(connection):
        yield f"The count of the type {type_id} ({kind}) is not that of its marks."
