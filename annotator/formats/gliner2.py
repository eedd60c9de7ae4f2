"""GLiNER2 JSON Lines: a text and the mentions by type, relations, and records whose anchor is the trigger of an event.

Mentions are written as text with code point offsets, which keeps which of several equal words is meant. Types go out
by their names for people, for they are the trainer's prompts; those that do not occur are listed as negatives.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotator.domain.model import Document, Json, Layer, spans_of
from annotator.domain.span import Span
from annotator.formats.features import mentions
from annotator.formats.format import Format, Loss, Read, WriteOptions, Writing
from annotator.formats.gliner2_read import read_examples
from annotator.formats.json_lines import write_json_lines
from annotator.formats.json_rows import keys_of
from annotator.formats.links import Links, kept_links
from annotator.formats.losses import LossList, each_layer
from annotator.formats.offset_proof import MISFITS, keeps_misfits
from annotator.formats.option import chosen_options
from annotator.formats.overlap import stretch
from annotator.formats.shapes import Table
from annotator.formats.splitters import gliner2
from annotator.formats.type_names import TypeNames
from annotator.formats.windows import limit_of, windows
from annotator.formats.writing_options import (
    DROP,
    EMPTY,
    LONGEST,
    NEGATIVES,
    OVERLAP,
    PIECE,
    TYPE,
    UNIT,
    with_choices,
)

KEEPS = frozenset({"text", "entities", "nested", "crossing", "same span", "sub-token", "events", "relations"})
WRITING = (UNIT, LONGEST, OVERLAP, EMPTY, PIECE, TYPE, with_choices(NEGATIVES, "schema", "none"))


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield a document for each example; raises InputError if the file cannot be read."""
    yield from read_examples(path, keeps=keeps_misfits(options or {}))


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one example a line for each document or sentence of the documents that have a layer to write.

    Raises AnnotatorError for an unknown option or if the file cannot be written.
    """
    choices = chosen_options(options.options, WRITING)
    names = TypeNames(options.schema, options.language, choices["types"])
    losses: list[Loss] = []
    write_json_lines(path, _rows(documents, names, choices, options.annotator, losses))
    return Writing((path,), tuple(losses))


def _rows(
    documents: Iterable[Document], names: TypeNames, choices: dict[str, str], annotator: str | None, losses: list[Loss]
) -> Iterator[Table]:
    for document, layer, bent in each_layer(documents, annotator, KEEPS, losses):
        names.tell(layer, bent)
        yield from _Examples(document, layer, names, bent, choices["pieces"]).all(choices)
        if choices["unit"] == "sentence" or choices["longest"]:
            bent.add_all("text")


class _Examples:
    """The examples of one document."""

    def __init__(self, document: Document, layer: Layer, names: TypeNames, losses: LossList, pieces: str) -> None:
        self._document = document
        self._layer = layer
        self._names = names
        self._losses = losses
        self._places: dict[str, Span] = {}
        for mark in mentions(layer):
            if span := stretch(spans_of(mark), pieces, mark.id, losses):
                self._places[mark.id] = span
        self._tell_tokens()
        roles = {argument.role for event in layer.events for argument in event.arguments}
        self._anchor = next(name for name in ("trigger", "anchor", "trigger of the event") if name not in roles)

    def _tell_tokens(self) -> None:
        tokens = gliner2(self._document.text)
        starts, ends = {token.start for token in tokens}, {token.end for token in tokens}
        for key, span in self._places.items():
            if span.start not in starts or span.end not in ends:
                self._losses.add("trainer: tokens", key)

    def all(self, choices: dict[str, str]) -> Iterator[Table]:
        cut = windows(self._document, choices["unit"], gliner2, self._places, limit_of(choices))
        numbers = {key: cut.numbers_of(span) for key, span in self._places.items()}
        self._losses.add("long", *cut.long)
        self._losses.add("written twice", *(key for key, found in numbers.items() if len(found) > 1))
        links = kept_links(
            self._layer,
            self._places,
            self._losses,
            by_words=True,
            near=lambda one, other: bool(numbers[one] & numbers[other]),
        )
        for at, window in enumerate(cut.spans):
            inside = {key for key, found in numbers.items() if at in found}
            if not inside and choices["empty"] == DROP:
                self._losses.add("empty", f"{window.start}-{window.end}")
                continue
            output = self._entities(window, inside, with_negatives=choices["negatives"] == "schema")
            output |= self._links(window, inside, links)
            yield {"input": self._document.text[window.start : window.end], "output": output}

    def _entities(self, window: Span, inside: set[str], *, with_negatives: bool) -> Table:
        found: dict[str, Json] = {name: [] for name in self._names.all("entity")} if with_negatives else {}
        for entity in self._layer.entities:
            if entity.id in inside:
                listed = found.setdefault(self._names.of("entity", entity.type), [])
                if isinstance(listed, list):
                    listed.append(self._mention(entity.id, window))
        return {"entities": found}

    def _links(self, window: Span, inside: set[str], links: Links) -> Table:
        relations: list[Json] = [
            {
                self._names.of("relation", relation.type): {
                    "head": self._mention(relation.head, window),
                    "tail": self._mention(relation.tail, window),
                }
            }
            for relation in links.relations
            if {relation.head, relation.tail} <= inside
        ]
        found: Table = {"relations": relations} if relations else {}
        structures: list[Json] = []
        anchors: dict[str, Json] = {}
        for event, arguments in links.events:
            if event.id in inside:
                name = self._names.of("event", event.type)
                fields: dict[str, Json] = {self._anchor: self._mention(event.id, window)}
                for argument in (item for item in arguments if item.target in inside):
                    listed = fields.setdefault(self._names.role(event.type, argument.role), [])
                    if isinstance(listed, list) and argument.target is not None:
                        listed.append(self._mention(argument.target, window))
                structures.append({name: fields})
                anchors[name] = {"mode": "natural", "anchor": self._anchor}
        return found | ({"json_structures": structures, "record_metadata": anchors} if structures else {})

    def _mention(self, key: str, window: Span) -> Json:
        span = self._places[key]
        text = self._document.text[span.start : span.end]
        return {"text": text, "start": span.start - window.start, "end": span.end - window.start}


def detect(path: Path) -> float:
    """Say how sure it is that lines have an input and an output."""
    return 0.95 if keys_of(path) >= {"input", "output"} else 0.0


FORMAT = Format(
    name="gliner2",
    title="GLiNER2 JSON Lines",
    suffix=".jsonl",
    keeps=KEEPS,
    read=read,
    write=write,
    detect=detect,
    read_chosen=read,
    read_options=(MISFITS,),
    write_options=WRITING,
)
