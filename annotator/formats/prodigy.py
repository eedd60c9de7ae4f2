"""Prodigy JSON Lines: a text with tokens, spans and relations, one line for each document and annotator.

Keys beyond Prodigy's own (`id`, `kind`, `subtype`, `attributes`, `cluster`, `document`) keep what it has no place for;
Prodigy carries them along. An event is a span of its trigger, its arguments are relations from it. A relation names the
last token of each end.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotator.domain.model import Argument, Attributes, Document, Entity, Event, Json, Layer, Relation, spans_of
from annotator.domain.span import Span
from annotator.formats.covering import Cover, cover
from annotator.formats.features import mentions
from annotator.formats.format import KEEPS as EVERYTHING
from annotator.formats.format import Format, Loss, Read, WriteOptions, Writing
from annotator.formats.json_lines import write_json_lines
from annotator.formats.json_rows import keys_of
from annotator.formats.links import kept_links
from annotator.formats.losses import LossList, chosen_layers, unwritten
from annotator.formats.offset_proof import MISFITS, keeps_misfits
from annotator.formats.option import chosen_options
from annotator.formats.overlap import stretch
from annotator.formats.prodigy_read import read_prodigy
from annotator.formats.shapes import Table
from annotator.formats.token_table import splitter_for
from annotator.formats.writing_options import PIECE, tokens

KEEPS = frozenset(EVERYTHING) - {"discontinuous", "comments"} | {"language", "schema"}
WRITING = (tokens(), PIECE)


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield a document for each text, a layer for each annotator of it; raises InputError if it cannot be read."""
    yield from read_prodigy(path, keeps=keeps_misfits(options or {}))


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one line for each layer, and one for a document without any.

    Raises AnnotatorError for an unknown option or if the file cannot be written.
    """
    losses: list[Loss] = []
    write_json_lines(path, _rows(documents, options, losses))
    return Writing((path,), tuple(losses))


def _rows(documents: Iterable[Document], options: WriteOptions, losses: list[Loss]) -> Iterator[Table]:
    choices = chosen_options(options.options, WRITING)
    for document in documents:
        layers = chosen_layers(document, options.annotator)
        for layer in layers or (Layer(""),):
            bent = LossList(document.name, layer.annotator)
            yield _row(document, layer, choices, bent)
            losses.extend(bent.all())
        losses.extend(unwritten(document, layers, KEEPS))


def _row(document: Document, layer: Layer, choices: dict[str, str], losses: LossList) -> Table:
    pieces = choices["pieces"]
    places = {mark.id: span for mark in mentions(layer) if (span := stretch(spans_of(mark), pieces, mark.id, losses))}
    links = kept_links(layer, places, losses)
    covered = cover(document.text, splitter_for(document, choices["tokens"]), places.values())
    names = {cluster.id: cluster.name for cluster in layer.clusters}
    spans = {mark.id: _place(mark, places[mark.id], covered) for mark in mentions(layer) if mark.id in places}
    rows = [spans[mark.id] | _rest(mark, names) for mark in mentions(layer) if mark.id in places]
    relations = [
        _link(relation.head, relation.tail, relation.type, spans) | _facts(relation) for relation in links.relations
    ]
    relations += [_argument(event, item, spans) for event, items in links.events for item in items]
    row: Table = {"text": document.text, "document": document.name}
    row |= {key: value for key in ("language", "schema") if (value := getattr(document, key)) is not None}
    row |= {"meta": dict(document.metadata), "answer": "accept", "tokens": _tokens(covered)}
    row |= {"spans": list(rows), "relations": list(relations)}
    return row | ({"_annotator_id": layer.annotator, "_session_id": layer.annotator} if layer.annotator else {})


def _tokens(covered: Cover) -> list[Json]:
    return [
        {
            "text": covered.text[token.start : token.end],
            "start": token.start,
            "end": token.end,
            "id": number,
            "ws": blank,
        }
        for number, (token, blank) in enumerate(zip(covered.tokens, covered.blanks, strict=True))
    ]


def _place(mark: Entity | Event, span: Span, covered: Cover) -> Table:
    first, last = covered.range_of(span)
    place: Table = {"start": span.start, "end": span.end, "token_start": first, "token_end": last - 1}
    return place | {"label": mark.type}


def _rest(mark: Entity | Event, names: dict[str, str]) -> Table:
    rest: Table = {"id": mark.id}
    if isinstance(mark, Event):
        rest["kind"] = "event"
    if isinstance(mark, Entity) and mark.subtype is not None:
        rest["subtype"] = mark.subtype
    if mark.cluster is not None:
        rest["cluster"] = names.get(mark.cluster, mark.cluster)
    return rest | _attributes(mark.attributes)


def _attributes(attributes: Attributes) -> Table:
    return {"attributes": dict(attributes)} if attributes else {}


def _facts(relation: Relation) -> Table:
    return {"id": relation.id} | _attributes(relation.attributes)


def _argument(event: Event, argument: Argument, spans: dict[str, Table]) -> Table:
    return _link(event.id, argument.target or "", argument.role, spans) | {"kind": "argument"}


def _link(head: str, child: str, label: str, spans: dict[str, Table]) -> Table:
    one, other = spans[head], spans[child]
    link: Table = {"head": one["token_end"], "child": other["token_end"], "label": label}
    return link | {"head_span": one, "child_span": other, "head_id": head, "child_id": child}


def detect(path: Path) -> float:
    """Say how sure it is that lines hold a text with spans in Prodigy's words."""
    keys = keys_of(path)
    if "text" not in keys or "format" in keys:
        return 0.0
    if keys & {"_input_hash", "_task_hash"} or keys >= {"spans", "answer"}:
        return 0.9
    if keys >= {"tokens", "ws"} and "doc_id" not in keys:
        return 0.8
    if keys >= {"spans", "label"} and "annotations" not in keys:
        return 0.6
    return 0.35 if ".jsonl" in path.suffixes else 0.0  # texts to be marked, as Prodigy itself takes them in


FORMAT = Format(
    name="prodigy",
    title="Prodigy JSON Lines",
    suffix=".jsonl",
    keeps=KEEPS & set(EVERYTHING),
    read=read,
    write=write,
    detect=detect,
    write_options=WRITING,
    read_chosen=read,
    read_options=(MISFITS,),
)
