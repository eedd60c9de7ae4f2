"""DyGIE++ JSON Lines: a document a line in sentences of tokens; mentions are token numbers of the document, inclusive.

DyGIE++ passes over keys that begin with “_”: in `_text` and `_tokens` stands the text itself, so that reading it back
gives that and not one put together from tokens. Of the options of writing, `unit` = document makes one sentence of all
tokens, so that no link is lost, and `trigger` says which one word stands for a trigger of several.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotator.domain.model import Document, Event, Json, Layer
from annotator.formats.dygie_read import read_line
from annotator.formats.features import mentions
from annotator.formats.format import KEEPS as EVERYTHING
from annotator.formats.format import Format, Loss, Read, WriteOptions, Writing
from annotator.formats.json_lines import write_json_lines
from annotator.formats.json_rows import keys_of, read_rows
from annotator.formats.links import first_marks, kept_links
from annotator.formats.losses import LossList, each_layer
from annotator.formats.option import Option, chosen_options
from annotator.formats.shapes import Table
from annotator.formats.token_ranges import Ranges, token_ranges
from annotator.formats.writing_options import EDGE, LONGEST, PIECE, UNIT, tokens, with_choices

KEEPS = frozenset(
    {"text", "entities", "nested", "crossing", "same span", "sub-token", "events", "relations", "clusters", "names"}
)
_WORDS = ("the first word", "the last word")
WRITING = (
    replace(with_choices(UNIT, "sentence", "document"), title="One sentence is"),
    replace(LONGEST, title="Longest sentence, in tokens"),
    tokens(),
    EDGE,
    PIECE,
    Option("trigger", "Of a trigger of several words", ("first", "last"), "first", titles=_WORDS),
)


def read(path: Path) -> Iterator[Read]:
    """Yield the document of each line; raises InputError if the file cannot be read."""
    yield from read_rows(path, lambda row, name: read_line(row.table, name, path.name))


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one line for each document that has a layer to write.

    Raises AnnotatorError for an unknown option or if the file cannot be written.
    """
    choices = chosen_options(options.options, WRITING)
    losses: list[Loss] = []
    layers = each_layer(documents, options.annotator, KEEPS, losses)
    write_json_lines(path, (_Line(document, layer, choices, bent).table() for document, layer, bent in layers))
    return Writing((path,), tuple(losses))


class _Line:
    """One document as sentences of tokens and lists of marks for each sentence."""

    def __init__(self, document: Document, layer: Layer, choices: dict[str, str], losses: LossList) -> None:
        self._document = document
        self._layer = layer
        self._losses = losses
        self._ranges: Ranges = token_ranges(document, layer, choices, losses)
        self._places = dict(self._ranges.places)
        for event in layer.events:
            if event.id in self._places:
                self._places[event.id] = self._word(event, *self._places[event.id], choices["trigger"])

    def _word(self, event: Event, first: int, last: int, wanted: str) -> tuple[int, int]:
        """Return the range of the one word that stands for a trigger."""
        if last - first > 1:
            self._losses.add("triggers", event.id)
        return (first, first + 1) if wanted == "first" else (last - 1, last)

    def table(self) -> Table:
        """Return the line."""
        table = self._ranges.table
        tokens: list[Json] = [[token.start, token.end] for token in table.tokens]
        line: Table = {"doc_key": self._document.name, "dataset": "annotator"}
        line["sentences"] = [list(table.words(first, last)) for first, last in self._ranges.units]
        line |= self._marks()
        line |= self._clusters()
        return line | {"_text": self._document.text, "_tokens": tokens}

    def _marks(self) -> Table:
        count = len(self._ranges.units)
        ner: list[list[Json]] = [[] for _ in range(count)]
        relations: list[list[Json]] = [[] for _ in range(count)]
        events: list[list[Json]] = [[] for _ in range(count)]
        for entity in self._layer.entities:
            if entity.id in self._places:
                ner[self._unit(entity.id)].append([*self._ends(entity.id), entity.type])
        links = kept_links(self._layer, self._places, self._losses, by_words=True, near=self._are_near)
        for relation in links.relations:
            ends = [*self._ends(relation.head), *self._ends(relation.tail)]
            relations[self._unit(relation.head)].append([*ends, relation.type])
        for event, arguments in links.events:
            filled: list[Json] = [[*self._ends(item.target or ""), item.role] for item in arguments]
            events[self._unit(event.id)].append([[self._places[event.id][0], event.type], *filled])
        return {"ner": list(ner), "relations": list(relations), "events": list(events)}

    def _clusters(self) -> Table:
        certain = set(first_marks(self._layer, self._places).values())
        found: dict[str, dict[str, list[Json]]] = {"clusters": {}, "event_clusters": {}}
        for mark in mentions(self._layer):
            if mark.cluster is not None and mark.id in self._places:
                key = "event_clusters" if isinstance(mark, Event) else "clusters"
                found[key].setdefault(mark.cluster, []).append([*self._ends(mark.id)])
                self._losses.add("cluster members", *([mark.id] if mark.id not in certain else []))
        used = {name for group in found.values() for name in group}
        self._losses.add("cluster names", *(cluster.name for cluster in self._layer.clusters if cluster.id in used))
        names = {cluster.id: cluster.name for cluster in self._layer.clusters}
        both = [names.get(key, key) for key in found["clusters"] if key in found["event_clusters"]]
        self._losses.add("cluster parts", *both)
        return {key: list(group.values()) for key, group in found.items() if group}

    def _ends(self, key: str) -> tuple[int, int]:
        first, last = self._places[key]
        return first, last - 1

    def _unit(self, key: str) -> int:
        return self._ranges.unit_of(self._places[key][0])

    def _are_near(self, one: str, other: str) -> bool:
        return self._unit(one) == self._unit(other)


def detect(path: Path) -> float:
    """Say how sure it is that lines hold documents in DyGIE++'s words."""
    return 0.95 if keys_of(path) >= {"doc_key", "sentences"} else 0.0


FORMAT = Format(
    name="dygie",
    title="DyGIE++ JSON Lines",
    suffix=".jsonl",
    keeps=KEEPS & set(EVERYTHING),
    read=read,
    write=write,
    detect=detect,
    write_options=WRITING,
)
