"""OneIE and TextEE JSON Lines: a sentence or document a line, its mentions as token ranges of that line, half-open.

The texts of a document's lines, one after the other, are its text. Of the options of writing, `form` = oneie writes
`sent_id` and `sentence` in place of `wnd_id` and `text`; word pieces are for OneIE's own script.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from annotator.domain.model import Document, Entity, Json, Layer
from annotator.formats.format import KEEPS as EVERYTHING
from annotator.formats.format import Format, Loss, Read, WriteOptions, Writing
from annotator.formats.json_lines import write_json_lines
from annotator.formats.json_rows import keys_of
from annotator.formats.links import Links, kept_links
from annotator.formats.losses import LossList, each_layer
from annotator.formats.offset_proof import MISFITS, keeps_misfits
from annotator.formats.option import Option, chosen_options
from annotator.formats.shapes import Table
from annotator.formats.textee_read import read_textee
from annotator.formats.token_ranges import Ranges, token_ranges
from annotator.formats.writing_options import EDGE, LONGEST, PIECE, UNIT, tokens, with_choices

KEEPS = frozenset(
    {
        "text",
        "entities",
        "nested",
        "crossing",
        "same span",
        "sub-token",
        "subtypes",
        "events",
        "relations",
        "language",
        "names",
    }
)
WRITING = (
    with_choices(UNIT, "sentence", "document"),
    LONGEST,
    Option("form", "Form of the lines", ("textee", "oneie"), "textee", titles=("TextEE", "OneIE")),
    tokens(),
    EDGE,
    PIECE,
)


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield a document for the lines of each document id; raises InputError if the file cannot be read."""
    yield from read_textee(path, keeps=keeps_misfits(options or {}))


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write the lines of each document that has a layer to write.

    Raises AnnotatorError for an unknown option or if the file cannot be written.
    """
    losses: list[Loss] = []
    write_json_lines(path, _rows(documents, options, losses))
    return Writing((path,), tuple(losses))


def _rows(documents: Iterable[Document], options: WriteOptions, losses: list[Loss]) -> Iterator[Table]:
    choices = chosen_options(options.options, WRITING)
    for document, layer, bent in each_layer(documents, options.annotator, KEEPS, losses):
        yield from _Windows(document, layer, choices, bent).rows(choices["form"])


class _Windows:
    """The lines of one document."""

    def __init__(self, document: Document, layer: Layer, choices: dict[str, str], losses: LossList) -> None:
        self._document = document
        self._layer = layer
        self._ranges: Ranges = token_ranges(document, layer, choices, losses)
        self._places = self._ranges.places
        self._links: Links = kept_links(layer, self._places, losses, near=self._are_near)
        self._texts = self._cut_text()
        if not all(text[-1:].isspace() for text in self._texts[:-1]):
            losses.add_all("text")

    def _are_near(self, one: str, other: str) -> bool:
        return self._ranges.unit_of(self._places[one][0]) == self._ranges.unit_of(self._places[other][0])

    def _cut_text(self) -> list[str]:
        """Return the text in stretches that each begin with a unit's first token and end before the next one's."""
        starts = [self._ranges.table.tokens[first].start for first, last in self._ranges.units if last > first]
        edges = [0, *starts[1:], len(self._document.text)]
        return [self._document.text[start:end] for start, end in pairwise(edges)]

    def rows(self, form: str) -> Iterator[Table]:
        """Yield the line of each unit."""
        units = self._ranges.units or ((0, 0),)
        for number, ((first, last), text) in enumerate(zip(units, self._texts, strict=True)):
            key = f"{self._document.name}-{number}"
            row: Table = {"doc_id": self._document.name}
            row |= {"wnd_id": key, "text": text} if form == "textee" else {"sent_id": key, "sentence": text}
            row |= {"lang": self._document.language} if self._document.language is not None else {}
            row["tokens"] = list(self._ranges.table.words(first, last))
            yield row | self._marks(first, last)

    def _marks(self, first: int, last: int) -> Table:
        entities: list[Json] = [
            self._entity(entity, first) for entity in self._layer.entities if self._is_in(entity.id, first, last)
        ]
        relations: list[Json] = [
            {
                "id": relation.id,
                "relation_type": relation.type,
                "arguments": [self._end(relation.head, "Arg-1", first), self._end(relation.tail, "Arg-2", first)],
            }
            for relation in self._links.relations
            if self._is_in(relation.head, first, last)
        ]
        events: list[Json] = [
            {
                "id": event.id,
                "event_type": event.type,
                "trigger": self._place(event.id, first),
                "arguments": [self._end(item.target or "", item.role, first) for item in arguments],
            }
            for event, arguments in self._links.events
            if self._is_in(event.id, first, last)
        ]
        return {"entity_mentions": entities, "relation_mentions": relations, "event_mentions": events}

    def _entity(self, entity: Entity, first: int) -> Table:
        row: Table = {"id": entity.id, "entity_type": entity.type}
        row |= {"entity_subtype": entity.subtype} if entity.subtype is not None else {}
        return row | self._place(entity.id, first)

    def _end(self, key: str, role: str, first: int) -> Table:
        return {"entity_id": key, "role": role} | self._place(key, first)

    def _place(self, key: str, first: int) -> Table:
        start, end = self._places[key]
        covered = self._ranges.table.covered(start, end)
        return {"text": self._document.text[covered.start : covered.end], "start": start - first, "end": end - first}

    def _is_in(self, key: str, first: int, last: int) -> bool:
        return key in self._places and first <= self._places[key][0] < last


def detect(path: Path) -> float:
    """Say how sure it is that lines hold tokens with entity and event mentions."""
    keys = keys_of(path)
    return 0.95 if "tokens" in keys and keys & {"entity_mentions", "event_mentions"} else 0.0


FORMAT = Format(
    name="textee",
    title="OneIE and TextEE JSON Lines",
    suffix=".jsonl",
    keeps=KEEPS & set(EVERYTHING),
    read=read,
    write=write,
    detect=detect,
    read_chosen=read,
    read_options=(MISFITS,),
    write_options=WRITING,
)
