"""Every table of the project file, as ordered functions of explicit SQL; the file's format number counts them.

`table.transform()` is refused: it silently drops triggers, generated columns and WITHOUT ROWID. Every journaled table
has the text key `id`. JSON columns hold objects unless said otherwise; offsets count code points, half-open.
"""

from collections.abc import Callable
from typing import TypeAlias

from annotator.store.connection import Connection, in_memory

APPLICATION_ID = 0x416E6E6F  # "Anno"

# Rows whose every change is in the journal: the project's state.
JOURNALED = (
    "meta",
    "schema",
    "annotator",
    "document",
    "layer",
    "cluster",
    "entity",
    "event",
    "argument",
    "relation",
    "comment",
    "decision",
    "silence",
)
# Made again from the journaled tables at any time.
DERIVED = ("layer_count", "tally")
# Only ever grows, outside the journal: texts, the journal itself, numbers given out, what merges took in and held back.
LOG = ("text", "change", "row_change", "replica", "name_counter", "taken", "held")

_FIRST = """
CREATE TABLE meta (id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE schema (id TEXT PRIMARY KEY, source TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE text (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE annotator (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL DEFAULT 'annotator',
  extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE document (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL REFERENCES text (sha256), length INTEGER NOT NULL,
  language TEXT, metadata TEXT NOT NULL DEFAULT '{}', schema TEXT, extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE INDEX document_name ON document (name);
CREATE INDEX document_text ON document (text);
CREATE TABLE layer (
  id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  annotator TEXT NOT NULL REFERENCES annotator (id), state TEXT NOT NULL DEFAULT 'new',
  reason TEXT NOT NULL DEFAULT '', batch TEXT, extra TEXT NOT NULL DEFAULT '{}', UNIQUE (document, annotator)
) STRICT, WITHOUT ROWID;
CREATE INDEX layer_annotator ON layer (annotator);
CREATE TABLE layer_count (
  layer TEXT PRIMARY KEY REFERENCES layer (id) ON DELETE CASCADE, entities INTEGER NOT NULL DEFAULT 0,
  events INTEGER NOT NULL DEFAULT 0, relations INTEGER NOT NULL DEFAULT 0, comments INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
  kind TEXT NOT NULL, type TEXT NOT NULL, subtype TEXT NOT NULL, attributes TEXT NOT NULL, marks INTEGER NOT NULL,
  PRIMARY KEY (kind, type, subtype, attributes)
) STRICT, WITHOUT ROWID;
CREATE TABLE name_counter (
  layer TEXT NOT NULL, prefix TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (layer, prefix)
) STRICT, WITHOUT ROWID;
CREATE TABLE cluster (
  id TEXT PRIMARY KEY, layer TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE, name TEXT NOT NULL,
  extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE INDEX cluster_layer ON cluster (layer);
CREATE TABLE entity (
  id TEXT PRIMARY KEY, layer TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE, name TEXT NOT NULL,
  type TEXT NOT NULL, subtype TEXT, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, fragments TEXT,
  attributes TEXT NOT NULL DEFAULT '{}',
  cluster TEXT REFERENCES cluster (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  extra TEXT NOT NULL DEFAULT '{}', CHECK (0 <= start_offset AND start_offset < end_offset)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_layer ON entity (layer);
CREATE INDEX entity_type ON entity (type);
CREATE INDEX entity_cluster ON entity (cluster) WHERE cluster IS NOT NULL;
CREATE TABLE event (
  id TEXT PRIMARY KEY, layer TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE, name TEXT NOT NULL,
  type TEXT NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, fragments TEXT,
  attributes TEXT NOT NULL DEFAULT '{}',
  cluster TEXT REFERENCES cluster (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  extra TEXT NOT NULL DEFAULT '{}', CHECK (0 <= start_offset AND start_offset < end_offset)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_layer ON event (layer);
CREATE INDEX event_type ON event (type);
CREATE INDEX event_cluster ON event (cluster) WHERE cluster IS NOT NULL;
CREATE TABLE argument (
  id TEXT PRIMARY KEY, event TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE, role TEXT NOT NULL,
  target TEXT, position INTEGER NOT NULL, extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE INDEX argument_event ON argument (event);
CREATE INDEX argument_target ON argument (target) WHERE target IS NOT NULL;
CREATE TABLE relation (
  id TEXT PRIMARY KEY, layer TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE, name TEXT NOT NULL,
  type TEXT NOT NULL, head TEXT NOT NULL, tail TEXT NOT NULL, attributes TEXT NOT NULL DEFAULT '{}',
  extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_layer ON relation (layer);
CREATE INDEX relation_type ON relation (type);
CREATE INDEX relation_head ON relation (head);
CREATE INDEX relation_tail ON relation (tail);
CREATE TABLE comment (
  id TEXT PRIMARY KEY, layer TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE, name TEXT NOT NULL, target TEXT,
  author TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL, resolved INTEGER NOT NULL DEFAULT 0,
  parent TEXT REFERENCES comment (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE INDEX comment_layer ON comment (layer);
CREATE INDEX comment_target ON comment (target) WHERE target IS NOT NULL;
CREATE INDEX comment_parent ON comment (parent) WHERE parent IS NOT NULL;
CREATE TABLE decision (
  id TEXT PRIMARY KEY, layer TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE, kind TEXT NOT NULL,
  subject TEXT NOT NULL, choice TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', author TEXT NOT NULL, at TEXT NOT NULL,
  extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_layer ON decision (layer);
CREATE TABLE silence (
  id TEXT PRIMARY KEY, layer TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE, kind TEXT NOT NULL,
  target TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', author TEXT NOT NULL, at TEXT NOT NULL,
  extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE INDEX silence_layer ON silence (layer);
CREATE TABLE replica (id TEXT PRIMARY KEY, machine TEXT NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE change (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hlc TEXT NOT NULL, author TEXT NOT NULL, replica TEXT NOT NULL,
  kind TEXT NOT NULL, step TEXT NOT NULL, at TEXT NOT NULL, reverts TEXT, counts TEXT NOT NULL, prev TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX change_hlc ON change (hlc);
CREATE INDEX change_author ON change (author);
CREATE TABLE row_change (
  number INTEGER PRIMARY KEY, change INTEGER NOT NULL, table_name TEXT NOT NULL, row_id TEXT NOT NULL, before TEXT,
  after TEXT
) STRICT;
CREATE INDEX row_change_change ON row_change (change);
CREATE INDEX row_change_row ON row_change (row_id);
CREATE TABLE taken (
  change INTEGER NOT NULL, merge INTEGER NOT NULL, PRIMARY KEY (change, merge)
) STRICT, WITHOUT ROWID;
CREATE TABLE held (
  table_name TEXT NOT NULL, row_id TEXT NOT NULL, PRIMARY KEY (table_name, row_id)
) STRICT, WITHOUT ROWID;
"""


def first(connection: Connection) -> None:
    """Make the tables of format 1."""
    run_script(connection, _FIRST)


Migration: TypeAlias = Callable[[Connection], None]
MIGRATIONS: tuple[Migration, ...] = (first,)
FORMAT = len(MIGRATIONS)


def run_script(connection: Connection, script: str) -> None:
    """Run statements that end in ";" at a line's end, inside the transaction that is open."""
    for statement in script.strip().split(";\n"):
        connection.execute(statement.rstrip(";"))


def migrate(connection: Connection, version: int, until: int | None = None) -> None:
    """Bring the tables from format `version` to `until`, else to the newest, inside the transaction that is open."""
    for migration in MIGRATIONS[version:until]:
        migration(connection)
    connection.execute(f"PRAGMA user_version = {until or len(MIGRATIONS)}")


def objects(connection: Connection) -> frozenset[tuple[str, str, str, str | None]]:
    """Return what the file's schema holds: kind, name, table and SQL of each object."""
    return frozenset(connection.rows("SELECT type, name, tbl_name, sql FROM main.sqlite_schema"))


def expected_objects(version: int) -> frozenset[tuple[str, str, str, str | None]]:
    """Return what the schema of a file of format `version` must hold, no more and no less."""
    connection = in_memory()
    try:
        migrate(connection, 0, version)
        return objects(connection)
    finally:
        connection.close()


def columns(connection: Connection, table: str) -> tuple[str, ...]:
    """Return the names of a table's columns, in order."""
    return tuple(row[1] for row in connection.rows(f"PRAGMA main.table_info({table})"))
