"""spaCy's DocBin (.spacy): entities in `doc.ents` (flat) and `doc.spans["sc"]` (all), the rest in `doc.user_data`.

A further annotator's entities stand in a span group of that name. The tokens are cut where entities begin and end, so
that none is lost between tokens. The option `nested` is for `doc.ents`.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from annotator.domain.model import NO_EXTRA, Document, Entity, Layer
from annotator.domain.origin import scored, suggestions_of
from annotator.domain.span import Span
from annotator.formats import safe_json, shapes
from annotator.formats.covering import Cover, cover
from annotator.formats.extras import load
from annotator.formats.files import SIZE_LIMIT, read_bytes, write_bytes
from annotator.formats.format import KEEPS, Finding, Format, Loss, Read, WriteOptions, Writing
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.jsonl_read import document_of
from annotator.formats.jsonl_write import line_of
from annotator.formats.losses import LossList, chosen_layers
from annotator.formats.mark_ids import MarkIds
from annotator.formats.option import chosen_options
from annotator.formats.overlap import Placed, flatten, place
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.token_table import splitter_for
from annotator.formats.writing_options import NESTED, tokens, with_choices

SUFFIX = ".spacy"
EXTRA = "spacy"
GROUP = "sc"  # the key that spaCy's span categorizer takes by default
KEY = "annotator"  # in user_data: the document as a line of `annotator/1`
LAYER = "annotator layer"  # in user_data: whose entities stand in the first group
WRITING = (tokens(), with_choices(NESTED, "outermost", "innermost"))
Mark: TypeAlias = tuple[str, str, int, int]
_DAMAGE = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, EOFError, zlib.error)


def read(path: Path) -> Iterator[Read]:
    """Yield each document of the file; raises InputError if it cannot be read or spaCy is not installed."""
    tokens, vocabulary = load("spacy.tokens", EXTRA), load("spacy.vocab", EXTRA).Vocab()
    source = read_bytes(path)
    try:
        _check_size(source)
        docs = list(tokens.DocBin(store_user_data=True).from_bytes(source).get_docs(vocabulary))
    except _DAMAGE as error:
        yield _damaged(path, error)
        return
    stem = path.name.removesuffix(SUFFIX)
    for number, doc in enumerate(docs, 1):
        name = stem if len(docs) == 1 else f"{stem}-{number}"
        try:
            yield from list(_read_doc(doc, name, path.name))
        except RefusedError as refusal:
            yield refusal.finding(path.name, name)
        except _DAMAGE as error:
            yield _damaged(path, error)


def _damaged(path: Path, error: Exception) -> Finding:
    message = "{file} is no DocBin that spaCy can read: {reason}. Write it again with spaCy."
    return finding("error", "damaged", message, path.name, reason=str(error)[:200])


def _check_size(source: bytes) -> None:
    if len(zlib.decompressobj().decompress(source, SIZE_LIMIT + 1)) > SIZE_LIMIT:
        raise ValueError(f"more than {SIZE_LIMIT // 2**20} MB")


def _read_doc(doc: Any, name: str, file: str) -> Iterator[Read]:  # Any: spaCy's Doc; its library may be absent
    groups = _groups(doc)
    known = _stored(doc.user_data.get(KEY))
    if known is not None:
        if known.text == doc.text and groups == _expected(known, doc.user_data.get(LAYER)):
            yield known
            return
        message = "In {file}, the spans of {document} were changed since they were written. Only the spans were read."
        yield finding("warning", "changed", message, file, known.name)
        name = known.name
    check_text(doc.text)
    shapes.check_name(name, "name", "")
    yield from inspect_text(doc.text, file, name)
    layers = [_layer(group, found, _scores(doc, group)) for group, found in groups.items()]
    yield Document(name, name, doc.text, tuple(layers) or (Layer(""),))


def _layer(group: str, found: list[Mark], scores: Mapping[Mark, float] | None) -> Layer:
    """Return the spans of a group as a layer; a group with scores is what a model suggests."""
    entities = tuple(_entities(found, group, scores or {}))
    if scores is None:
        return Layer("" if group == GROUP else group, entities=entities)
    return Layer(group, entities=entities, extra=suggestions_of(group))


def _scores(doc: Any, group: str) -> Mapping[Mark, float] | None:  # Any: spaCy's Doc
    """Return how sure a model was of each span of a group, None where the group has no scores."""
    spans = doc.spans.get(group)
    stated = spans.attrs.get("scores") if spans is not None else None
    scores = [float(score) for score in stated] if stated is not None else []
    return dict(zip(_marks(spans), scores, strict=True)) if scores and len(scores) == len(spans) else None


def _stored(source: object) -> Document | None:
    if not isinstance(source, str):
        return None
    try:
        return document_of(safe_json.parse(source.encode("utf-8", "surrogatepass")))[0]
    except RefusedError:
        return None


def _groups(doc: Any) -> dict[str, list[Mark]]:  # Any: spaCy's Doc
    """Return (id, label, start, end) of the spans of each group, those of `ents` with the first group."""
    groups: dict[str, list[Mark]] = {str(key): _marks(doc.spans[key]) for key in doc.spans}
    length = len(doc.text)
    if any(not 0 <= start <= end <= length for found in groups.values() for _, _, start, end in found):
        raise ValueError("a span lies outside of its text")  # in a damaged file; spaCy does not look
    listed = groups.setdefault(GROUP, []) if doc.ents or GROUP in groups else []
    places = {mark[1:] for mark in listed}
    listed += [mark for mark in _marks(doc.ents) if mark[1:] not in places]
    return {key: sorted(found, key=_order) for key, found in groups.items()}


def _marks(spans: Iterable[Any]) -> list[Mark]:  # Any: spaCy's Span
    return [(str(span.id_), str(span.label_), int(span.start_char), int(span.end_char)) for span in spans]


def _order(mark: Mark) -> tuple[int, int, str, str]:
    return mark[2], -mark[3], mark[1], mark[0]


def _expected(document: Document, annotator: object) -> dict[str, list[Mark]]:
    """Return the groups that a document of ours was written with."""
    return {
        GROUP if layer.annotator == annotator else layer.annotator: sorted(
            (
                (entity.id, entity.type, entity.spans[0].start, entity.spans[0].end)
                for entity in layer.entities
                if len(entity.spans) == 1
            ),
            key=_order,
        )
        for layer in document.layers
    }


def _entities(marks: Iterable[Mark], group: str, scores: Mapping[Mark, float]) -> Iterator[Entity]:
    ids = MarkIds()
    for number, (stated, label, start, end) in enumerate(marks, 1):
        if start < end:
            key = ids.take(stated, f"T{number}")
            shapes.check_name(label, group, key)
            extra = scored(NO_EXTRA, scores.get((stated, label, start, end)))
            yield Entity(key, label, (Span(start, end),), name=key, extra=extra)


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one DocBin; the layer of `options.annotator`, else the adjudicated one or the first, is in `doc.ents`.

    Raises AnnotatorError for an unknown option, if the file cannot be written or spaCy is not installed.
    """
    choices = chosen_options(options.options, WRITING)
    tokens, vocabulary = load("spacy.tokens", EXTRA), load("spacy.vocab", EXTRA).Vocab()
    losses: list[Loss] = []
    store = tokens.DocBin(store_user_data=True)
    for document in documents:
        document = replace(document, layers=chosen_layers(document, options.annotator))
        spans = [entity.spans[0] for layer in document.layers for entity in layer.entities if len(entity.spans) == 1]
        covered = cover(document.text, splitter_for(document, choices["tokens"]), spans)
        doc = tokens.Doc(vocabulary, words=covered.words(), spaces=list(covered.blanks))
        _fill(doc, document, covered, choices["nested"], losses)
        store.add(doc)
    write_bytes(path, [store.to_bytes()])
    return Writing((path,), tuple(losses))


def _fill(doc: Any, document: Document, covered: Cover, nested: str, losses: list[Loss]) -> None:  # Any: spaCy's Doc
    """Put the layers into a Doc: spans, entities and user data."""
    make = load("spacy.tokens", EXTRA).Span
    first = next((layer for layer in document.layers if layer.annotator == "gold"), None) or next(
        iter(document.layers), None
    )
    for layer in document.layers:
        unseen = LossList(document.name, layer.annotator)
        placed = place(layer.entities, "leave", unseen)
        made = {
            entity.id: make(doc, *covered.range_of(entity.span), entity.type, span_id=entity.id) for entity in placed
        }
        doc.spans[GROUP if layer is first else layer.annotator] = list(made.values())
        if layer is first:
            solid = [entity for entity in placed if _is_solid(document.text, entity)]
            taken = {entity.id for entity in flatten(solid, unseen, innermost=nested == "innermost")}
            doc.ents = [made[key] for key in taken]
            hidden = LossList(document.name, layer.annotator)
            hidden.add("trainer: ents", *(entity.id for entity in layer.entities if entity.id not in taken))
            losses.extend(hidden.all())
    doc.user_data[KEY] = line_of(document).decode("utf-8")
    if first is not None:
        doc.user_data[LAYER] = first.annotator


def _is_solid(text: str, entity: Placed) -> bool:
    """Say whether an entity begins and ends with something visible, as spaCy's trainer demands."""
    part = text[entity.span.start : entity.span.end]
    return part == part.strip()


def detect(path: Path) -> float:
    """Say how sure it is that the file is a DocBin: by its name and its packing."""
    if path.suffix.lower() != SUFFIX or not path.is_file():
        return 0.0
    with path.open("rb") as file:
        return 0.95 if file.read(1) == b"\x78" else 0.0


FORMAT = Format(
    name="spacy",
    title="spaCy DocBin",
    suffix=SUFFIX,
    keeps=frozenset(KEEPS),
    read=read,
    write=write,
    detect=detect,
    write_options=WRITING,
    needs="spacy",
)
