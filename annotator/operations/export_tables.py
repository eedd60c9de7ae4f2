"""Tables straight from rows: what `table_of` makes of each document that leaves a project, without making the document.

Nearly all that leaves a large project are entities that have nothing but a type and a place, and making a value of the
domain of each takes longer than all else. Only they go straight; everything else goes through the functions that it
always goes through, so that there is one dialect and one way to refuse what is damaged.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from annotator.domain.model import Document, Json
from annotator.formats.format import Loss
from annotator.formats.jsonl import unused_clusters
from annotator.formats.jsonl_write import Table, document_table, entity_tables, layer_table
from annotator.operations.portable import file_id, names_of_rows
from annotator.store.rows import LayerRow
from annotator.store.streaming import DocumentRows, LayerRows, clusters_in, entities_of, layer_of


def straight(documents: Iterable[DocumentRows], lose: Callable[[Loss], object]) -> Iterator[Table]:
    """Yield the JSON object of each document's line; what the format cannot keep goes to `lose`."""
    for stored in documents:
        row = stored.row
        name, extra = file_id(row.id, row.extra)
        document = Document(name, row.name, stored.text, (), row.language, row.metadata, row.schema, extra)
        pairs = zip(row.layers, stored.layers, strict=True)
        yield document_table(document, row.sha256, [_layer(layer, rows, document, lose) for layer, rows in pairs])


def _layer(layer: LayerRow, rows: LayerRows, document: Document, lose: Callable[[Loss], object]) -> Json:
    names = names_of_rows(rows)
    others = layer_of(layer, rows, names, ())
    if others.clusters:
        used = {names.get(cluster, cluster) for cluster in clusters_in(rows)}
        for loss in unused_clusters(document.name, others, used):
            lose(loss)
    return layer_table(others, _entities(rows, document.text, names), document.text)


def _entities(rows: LayerRows, text: str, names: Mapping[str, str]) -> list[Json]:
    """Return what `entity_tables` makes of the entities, at once for those that have but a type and a place."""
    return [
        {"id": names[key], "type": kind, "spans": [[start, end]], "text": text[start:end]}
        if subtype is pieces is cluster is None and attributes == extra == "{}" and 0 <= start < end
        else entity_tables(entities_of((row,), names), text, {})[0]
        for row in rows.entity
        for key, _, kind, subtype, start, end, pieces, attributes, cluster, extra in (row,)
    ]
