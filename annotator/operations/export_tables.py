"""Tables straight from rows: what `table_of` makes of each document that leaves a project, without making the document.

Nearly all that leaves a large project are entities in one piece, and making each a value of the domain first takes
longer than everything else. So they alone go straight; all the rest goes through the functions that it always goes
through, and a document with anything out of the ordinary goes that way as a whole, so that there is one dialect and
one way to refuse what is damaged.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from annotator.domain.model import Document, Json
from annotator.formats.format import Loss
from annotator.formats.jsonl import empty_clusters, unused_clusters
from annotator.formats.jsonl_write import Table, document_table, entity_tables, layer_table, table_of
from annotator.operations.portable import document_from, file_id, names_of_rows
from annotator.store.rows import LayerRow
from annotator.store.streaming import DocumentRows, LayerRows, entities_of, layer_of


def straight(stored: Iterable[DocumentRows], lose: Callable[[Loss], object]) -> Iterator[Table]:
    """Yield the JSON object of each document's line; what the format cannot keep goes to `lose`."""
    for document in stored:
        yield _table(document, lose)


def _table(stored: DocumentRows, lose: Callable[[Loss], object]) -> Table:
    row = stored.row
    name, extra = file_id(row.id, row.extra) if row.extra else (row.id, row.extra)
    document = Document(name, row.name, stored.text, (), row.language, row.metadata, row.schema, extra)
    pairs = zip(row.layers, stored.layers, strict=True)
    return document_table(document, [_layer(layer, rows, document, lose) for layer, rows in pairs])


def _layer(layer: LayerRow, rows: LayerRows, document: Document, lose: Callable[[Loss], object]) -> Json:
    names = names_of_rows(rows)
    entities = _entities(rows, document.text, names)
    others = layer_of(layer, rows, names, ())
    if others.clusters:
        used = {names[row[8]] for row in rows.entity if row[8] in names} | {event.cluster for event in others.events}
        for loss in unused_clusters(document.name, others, used):
            lose(loss)
    return layer_table(others, entities, document.text)


def _entities(rows: LayerRows, text: str, names: Mapping[str, str]) -> list[Json]:
    """Return what `entity_tables` makes of the entities, for those that are nothing but a type and a place at once."""
    return [
        {"id": names[key], "type": kind, "spans": [[start, end]], "text": text[start:end]}
        if subtype is pieces is cluster is None and attributes == extra == "{}"
        else entity_tables(entities_of((key, "", kind, subtype, start, end, pieces, attributes, cluster, extra, ""), text, names)
        for key, _, kind, subtype, start, end, pieces, attributes, cluster, extra, _ in rows.entity
    ]
