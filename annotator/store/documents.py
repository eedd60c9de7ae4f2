"""Put documents, layers and the schema into the project; always inside a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from annotator.domain.model import Json, State
from annotator.domain.schema_toml import read_schema
from annotator.errors import InputError, ProjectError
from annotator.store.connection import Connection
from annotator.store.ids import derived_id, new_id
from annotator.store.reading import find_document
from annotator.store.rows import json_out


def put_meta(connection: Connection, key: str, value: str) -> None:
    """State one of the project's own facts."""
    sql = "INSERT INTO meta (id, value) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value"
    connection.execute(sql, (key, value))


def put_schema(connection: Connection, source: str) -> None:
    """Replace the schema; raises SchemaError if `source` is none."""
    read_schema(source)
    connection.execute(
        "INSERT INTO schema (id, source) VALUES ('main', ?) ON CONFLICT (id) DO UPDATE SET source = excluded.source",
        (source,),
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document besides its name and text."""

    language: str | None
    metadata: Mapping[str, Json]
    schema: str | None
    extra: Mapping[str, Json]


def add_document(connection: Connection, name: str, text: str, facts: Facts) -> str:
    """Add a document and return its id; raises ProjectError for a name that is taken, InputError for broken text."""
    _check_free(connection, name)
    digest = digest_of(name, text)
    connection.execute("INSERT INTO text (sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, text))
    key = new_id()
    connection.execute(
        "INSERT INTO document (id, name, text, length, language, metadata, schema, extra) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (key, name, digest, len(text), facts.language, json_out(facts.metadata), facts.schema, json_out(facts.extra)),
    )
    return key


def rename_document(connection: Connection, document_id: str, name: str) -> None:
    """Give a document another name; raises ProjectError if it is taken."""
    if find_document(connection, name) not in {None, document_id}:
        _check_free(connection, name)
    connection.execute("UPDATE document SET name = ? WHERE id = ?", (name, document_id))


def delete_document(connection: Connection, document_id: str) -> None:
    """Delete a document with all layers; its text stays for the history."""
    connection.execute("DELETE FROM document WHERE id = ?", (document_id,))


def ensure_layer(connection: Connection, document_id: str, annotator: str) -> str:
    """Return the id of an annotator's layer of a document, made if it is not there.

    The ids of a new layer and annotator are derived, so that two copies of the project that both make them agree.
    """
    annotator_id = ensure_annotator(connection, annotator)
    sql = "SELECT id FROM layer WHERE document = ? AND annotator = ?"
    known: str | None = connection.value(sql, (document_id, annotator_id))
    if known:
        return known
    key = derived_id("layer", document_id, annotator_id)
    connection.execute("INSERT INTO layer (id, document, annotator) VALUES (?, ?, ?)", (key, document_id, annotator_id))
    return key


def set_state(connection: Connection, layer_id: str, state: State, reason: str) -> None:
    """Say how far the work on a layer is, and why."""
    connection.execute("UPDATE layer SET state = ?, reason = ? WHERE id = ?", (state.value, reason, layer_id))


def set_layer_extra(connection: Connection, layer_id: str, extra: Mapping[str, Json]) -> None:
    """Keep what a file said of a layer beyond the model."""
    connection.execute("UPDATE layer SET extra = ? WHERE id = ?", (json_out(extra), layer_id))


def ensure_annotator(connection: Connection, name: str) -> str:
    """Return the id of the annotator of that name, who is made one if need be."""
    known: str | None = connection.value("SELECT id FROM annotator WHERE name = ?", (name,))
    if known:
        return known
    key = derived_id("annotator", name)
    if connection.value("SELECT 1 FROM annotator WHERE id = ?", (key,)):  # somebody else was renamed
        key = new_id()
    connection.execute("INSERT INTO annotator (id, name) VALUES (?, ?)", (key, name))
    return key


def _check_free(connection: Connection, name: str) -> None:
    if find_document(connection, name) is not None:
        raise ProjectError(
            "A document named “{name}” is already in the project. Give this one another name.", name=name
        )


def digest_of(name: str, text: str) -> str:
    """Return the digest of a text that a project can hold, in hex; raises InputError for another."""
    try:
        encoded = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            "The text of “{name}” holds half a character (a lone surrogate) at {at}. Repair the file, then import it.",
            name=name,
            at=error.start,
        ) from None
    if "\0" in text:
        raise InputError(
            "The text of “{name}” holds a null character at {at}. Remove it, then import the text.",
            name=name,
            at=text.index("\0"),
        )
    return sha256(encoded).hexdigest()
