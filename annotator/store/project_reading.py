"""What can be read of an open project: documents, layers, marks, schema and history; nothing here changes a row.

The one case of inheritance outside Qt: whoever holds a Project wants to read and to change it by one name, and a class
of both was too long to take in.
"""

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.model import Document, Layer
from annotator.domain.schema import Schema
from annotator.store import history, reading, versions
from annotator.store.change import ChangeSummary, RowChange
from annotator.store.comments import Comments
from annotator.store.connection import Connection
from annotator.store.rows import DocumentRow, Item, LayerRow
from annotator.store.streaming import DocumentRows, stream
from annotator.store.texts import Texts
from annotator.store.usage import Usage


class ProjectReading:
    """The reading half of a project."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._texts = Texts(connection)

    def schema(self) -> Schema:
        """Return what may be marked; raises SchemaError."""
        return reading.schema(self._connection)

    def schema_source(self) -> str:
        """Return the schema's TOML."""
        return reading.schema_source(self._connection)

    def schema_versions(self) -> list[versions.SchemaVersion]:
        """Return every version of the schema, oldest first."""
        return versions.schema_versions(self._connection)

    @property
    def usage(self) -> Usage:
        """Return what counts the marks by what the schema knows of them."""
        return Usage(self._connection)

    @property
    def comments(self) -> Comments:
        """Return what reads the comments of the whole project."""
        return Comments(self._connection)

    def documents(self) -> list[DocumentRow]:
        """Return every document without its text, in the order in which they were added."""
        return reading.documents(self._connection)

    def document_ids(self) -> list[str]:
        """Return the id of every document, in the order in which they were added."""
        return reading.document_ids(self._connection)

    def document_rows(self, ids: Sequence[str]) -> list[DocumentRow]:
        """Return some documents without their texts; raises ProjectError if one is gone."""
        return reading.document_rows(self._connection, ids)

    def document_row(self, document_id: str) -> DocumentRow:
        """Return one document without its text; raises ProjectError if it is gone."""
        return reading.document_row(self._connection, document_id)

    def text(self, document_id: str) -> str:
        """Return a document's text, its digest checked; raises DamagedError, ProjectError."""
        return self._texts.of(document_id)

    def document(self, document_id: str, annotator: str | None = None) -> Document:
        """Return a document with all layers, or with one annotator's; raises ProjectError if it is gone."""
        return reading.document(self._connection, document_id, annotator)

    def stream(self, rows: Iterable[DocumentRow]) -> Iterator[DocumentRows]:
        """Yield documents as they are stored, for long work, with the layers that their rows list."""
        return stream(self._connection, rows)

    def layers(self, document_id: str) -> list[LayerRow]:
        """Return a document's layers without their marks, by annotator."""
        return reading.layers_of(self._connection, document_id)

    def layer(self, layer_id: str) -> Layer:
        """Return one annotator's marks in one document; raises ProjectError if they are gone."""
        return reading.layer(self._connection, layer_id)

    def find(self, table: str, key: str) -> Item | None:
        """Return one row of entity, event, relation, cluster or comment, or None."""
        return reading.find(self._connection, table, key)

    def layer_of(self, table: str, key: str) -> str | None:
        """Return the id of the layer that a mark, cluster or comment is in, or None."""
        return reading.layer_of(self._connection, table, key)

    def document_of(self, layer_id: str) -> str:
        """Return the id of the document that a layer belongs to; raises ProjectError if it is gone."""
        return reading.layer_row(self._connection, layer_id).document_id

    def members(self, cluster_id: str) -> list[tuple[str, str]]:
        """Return (table, id) of the marks in a cluster."""
        return reading.members(self._connection, cluster_id)

    def referring(self, key: str) -> list[tuple[str, str]]:
        """Return (table, id) of what points at a mark: events by an argument, relations, comments."""
        return reading.referring(self._connection, key)

    def find_cluster(self, layer_id: str, name: str) -> str | None:
        """Return the id of a layer's cluster of that name, or None."""
        return reading.find_cluster(self._connection, layer_id, name)

    def find_document(self, name: str) -> str | None:
        """Return the id of the document of that name, or None."""
        return reading.find_document(self._connection, name)

    def documents_with_text(self, sha256: str) -> list[str]:
        """Return the ids of the documents whose text has this digest (hex)."""
        return reading.documents_with_text(self._connection, sha256)

    def has_any(self, names: Iterable[str], texts: Iterable[str]) -> bool:
        """Say whether a document has one of these names, or a text with one of these digests (hex)."""
        return reading.has_any(self._connection, names, texts)

    def annotators(self) -> list[str]:
        """Return the names of all who have or had a layer."""
        return reading.annotators(self._connection)

    def history(self, limit: int = 200, before: str | None = None) -> list[ChangeSummary]:
        """Return the newest changes, newest first; with `before`, those older than that change."""
        return history.history(self._connection, limit, before)

    def history_of(self, row_id: str) -> list[ChangeSummary]:
        """Return the changes of one row, newest first."""
        return history.history_of(self._connection, row_id)

    def rows_of(self, change_id: str) -> list[RowChange]:
        """Return the rows of one change before and after."""
        return history.rows_of(self._connection, change_id)
