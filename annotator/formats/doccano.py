"""doccano JSON Lines: a text with labelled spans, and relations between them, in the offsets of a browser.

doccano counts UTF-16 units, or graphemes where the project says so, and its files do not tell which. Ours say it in a
column of their own (`offsets`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path

from annotator.domain.model import Document, Json, Layer
from annotator.domain.span import Span
from annotator.formats.doccano_read import OFFSETS, RESERVED, UNIT, read_doccano
from annotator.formats.format import KEEPS as EVERYTHING
from annotator.formats.format import Format, Loss, Read, WriteOptions, Writing
from annotator.formats.json_lines import write_json_lines
from annotator.formats.json_rows import keys_of
from annotator.formats.links import kept_links
from annotator.formats.losses import METADATA, LossList, single, unwritten
from annotator.formats.offset_proof import CODE_POINTS, GRAPHEMES, UTF16
from annotator.formats.option import Option, chosen_options
from annotator.formats.overlap import Placed, place
from annotator.formats.shapes import Table
from annotator.formats.writing_options import PIECE
from annotator.text.direction import is_safe_name
from annotator.text.graphemes import boundaries, snap
from annotator.text.offsets import Utf16Map

KEEPS = frozenset({"text", "entities", "nested", "crossing", "same span", "sub-token", "relations", "metadata"})
_FILE = "file"
WHOSE = Option(
    "whose",
    "Whose the marks are",
    ("unsaid", _FILE),
    "unsaid",
    titles=("is not said", "the file is named after its annotator"),
    help="doccano exports one file for each user where they do not work together.",
)
WRITING = (
    Option("offsets", "Offsets count", (UTF16, GRAPHEMES, CODE_POINTS), UTF16),
    Option(
        "form",
        "Form of the lines",
        ("relations", "labels"),
        "relations",
        titles=("with relations", "without relations"),
    ),
    PIECE,
)


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield the document of each line; raises InputError if the file cannot be read."""
    chosen = options or {}
    stem = path.name.split(".")[0]
    is_named = chosen.get(WHOSE.name) == _FILE and is_safe_name(stem)
    for item in read_doccano(path, chosen.get(UNIT.name, UNIT.default), is_one_of_several=is_named):
        if isinstance(item, Document) and is_named:
            layers = tuple(replace(layer, annotator=layer.annotator or stem) for layer in item.layers)
            yield replace(item, layers=layers)
        else:
            yield item


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one line for each document, with the marks of one annotator.

    Raises AnnotatorError for an unknown option or if the file cannot be written.
    """
    losses: list[Loss] = []
    write_json_lines(path, _rows(documents, options, losses))
    return Writing((path,), tuple(losses))


def _rows(documents: Iterable[Document], options: WriteOptions, losses: list[Loss]) -> Iterator[Table]:
    choices = chosen_options(options.options, WRITING)
    keeps = KEEPS if choices["form"] == "relations" else KEEPS - {"relations"}
    numbers = count(1)
    for number, document in enumerate(documents, 1):
        layer = single(document, options.annotator, losses) if document.layers else Layer("")
        if layer is None:
            continue
        bent = LossList(document.name, layer.annotator)
        row: Table = {"id": number, "text": document.text}
        row |= _marks(document, layer, choices, bent, numbers)
        row |= {key: value for key, value in document.metadata.items() if key not in RESERVED}
        yield row | {"name": document.name, OFFSETS: choices["offsets"]}
        losses.extend((*bent.all(), *unwritten(document, (layer,), keeps)))
        if taken := tuple(key for key in document.metadata if key in RESERVED):
            losses.append(Loss("metadata", METADATA, document.name, "", taken))


def _marks(
    document: Document, layer: Layer, choices: dict[str, str], losses: LossList, numbers: Iterator[int]
) -> Table:
    counted = _Counter(document.text, choices["offsets"], losses)
    placed = place(layer.entities, choices["pieces"], losses)
    stated = {entity.id: counted.ends(entity) for entity in placed}
    if choices["form"] == "labels":
        return {"label": [[*stated[entity.id], entity.type] for entity in placed]}
    links = kept_links(layer, {entity.id: entity.span for entity in placed}, losses)
    ids = {entity.id: next(numbers) for entity in placed}
    entities: list[Json] = [
        {
            "id": ids[entity.id],
            "label": entity.type,
            "start_offset": stated[entity.id][0],
            "end_offset": stated[entity.id][1],
        }
        for entity in placed
    ]
    relations: list[Json] = [
        {"id": next(numbers), "from_id": ids[relation.head], "to_id": ids[relation.tail], "type": relation.type}
        for relation in links.relations
    ]
    return {"entities": entities, "relations": relations, "Comments": []}


class _Counter:
    """Counts in the unit asked for; mentions that end inside a grapheme are grown where graphemes are counted."""

    def __init__(self, text: str, unit: str, losses: LossList) -> None:
        self._text = text
        self._unit = unit
        self._losses = losses
        self._units = Utf16Map(text)
        self._number = {at: number for number, at in enumerate(boundaries(text))} if unit == GRAPHEMES else {}

    def ends(self, entity: Placed) -> tuple[int, int]:
        """Return both ends of an entity in the unit."""
        if self._unit == UTF16:
            return self._units.to_utf16(entity.span.start), self._units.to_utf16(entity.span.end)
        if self._unit == CODE_POINTS:
            return entity.span.start, entity.span.end
        whole: Span = snap(self._text, entity.span)
        if whole != entity.span:
            self._losses.add("graphemes", entity.id)
        return self._number[whole.start], self._number[whole.end]


def detect(path: Path) -> float:
    """Say how sure it is that lines hold texts with doccano's labels."""
    keys = keys_of(path)
    if not keys & {"text", "data"} or keys & {"format", "spans", "doc_id", "tokens", "annotation_id", "result"}:
        return 0.0
    if keys >= {"start_offset", "end_offset"} or keys >= {"entities", "relations"} or "annotation_approver" in keys:
        return 0.9
    return 0.6 if keys & {"label", "labels"} and "annotations" not in keys else 0.0


FORMAT = Format(
    name="doccano",
    title="doccano JSON Lines",
    suffix=".jsonl",
    keeps=KEEPS & set(EVERYTHING),
    read=read,
    write=write,
    detect=detect,
    write_options=WRITING,
    read_chosen=read,
    read_options=(UNIT, WHOSE),
)
