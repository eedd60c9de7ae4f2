"""Wojood's nested columns: a token a line and the stack of its tags, the outermost first, O alone where there is none.

An I- tag goes on with the entity of its type that began first and is still open, as the tags stand from outside to
inside. Of the options of writing, `mode` = trainable writes what Wojood's own loader takes: one entity of a type
for each word.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from annotator.domain.model import Document
from annotator.domain.span import Span
from annotator.formats.conll import head_of
from annotator.formats.conll_lines import Columns, TokenLine, has_varying_tags
from annotator.formats.conll_read import decoded_text, read_columns
from annotator.formats.conll_rows import Laid, lay
from annotator.formats.conll_tags import OUTSIDE, Tagged, stored_type, take_apart
from annotator.formats.files import write_text
from annotator.formats.format import Format, Loss, Read, WriteOptions, Writing
from annotator.formats.losses import MESSAGES, LossList, each_layer
from annotator.formats.option import Option, chosen_options
from annotator.formats.overlap import Placed, flatten
from annotator.formats.refusal import RefusedError
from annotator.formats.writing_options import EDGE, LONGEST, PIECE, tokens

KEEPS = frozenset({"entities", "nested", "crossing", "same span", "sub-token"})
_MODES = ("every nested mention", "what Wojood's loader takes")
WRITING = (
    Option("mode", "Written is", ("faithful", "trainable"), "faithful", titles=_MODES),
    tokens(),
    EDGE,
    PIECE,
    replace(LONGEST, title="Longest sentence, in tokens"),
)
_COLUMNS = Columns(token=0, width=2, tags=0, is_tabbed=False, bare=False)


def read(path: Path) -> Iterator[Read]:
    """Yield each document of the file with a text made of its tokens; raises InputError if it cannot be read."""
    try:
        text, findings = decoded_text(path)
    except RefusedError as refusal:
        yield refusal.finding(path.name)
        return
    yield from findings
    yield from read_columns(text, _COLUMNS, path.name, unstacked)


@dataclass(slots=True)
class _Open:
    first: int
    type: str


def unstacked(sentence: Sequence[TokenLine]) -> Iterator[Tagged]:
    """Yield the entities of the tag stacks of one sentence."""
    opened: list[_Open] = []
    for at, line in enumerate(sentence):
        going: list[_Open] = []
        waiting: dict[str, deque[_Open]] = {}
        for known in opened:
            waiting.setdefault(known.type, deque()).append(known)
        for prefix, kind in filter(None, map(take_apart, line.tags)):
            goes_on = prefix != "B" and waiting.get(kind)
            going.append(waiting[kind].popleft() if goes_on else _Open(at, kind))
        left = {id(ended) for kinds in waiting.values() for ended in kinds}
        yield from (Tagged(ended.first, at, ended.type) for ended in opened if id(ended) in left)
        opened = going
    yield from (Tagged(ended.first, len(sentence), ended.type) for ended in opened)


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one file with all documents, those left out that have no layer to write.

    Raises AnnotatorError for an unknown option or if the file cannot be written.
    """
    choices = chosen_options(options.options, WRITING)
    losses: list[Loss] = [Loss("text", MESSAGES["text"], "", "", ())]
    write_text(path, _parts(documents, choices, options, losses))
    return Writing((path,), tuple(losses))


def _parts(
    documents: Iterable[Document], choices: dict[str, str], options: WriteOptions, losses: list[Loss]
) -> Iterator[str]:
    separator: list[str] = []
    for document, layer, bent in each_layer(documents, options.annotator, KEEPS, losses):
        laid = lay(document, layer, choices, partial(_arranged, choices=choices, losses=bent), bent)
        yield from separator
        separator = ["-DOCSTART- O\n\n"]
        yield from _lines(laid)


def _arranged(placed: Iterable[Placed], choices: dict[str, str], losses: LossList) -> list[list[Placed]]:
    """Return the entities in groups: those of one type share one where the loader takes only one of them."""
    by_type: dict[str, list[Placed]] = {}
    for entity in sorted(placed, key=lambda entity: (entity.span.start, -entity.span.end)):
        by_type.setdefault(stored_type(entity.type), []).append(entity)
    if choices["mode"] == "trainable":
        return [_seen(group, losses) for group in by_type.values()]
    return [_uncrossed(group, losses) for group in by_type.values()]


def _seen(group: Sequence[Placed], losses: LossList) -> list[Placed]:
    """Return the entities of one type that the reference loader sees: no two on one word."""
    lost = LossList("", "")
    taken = flatten(group, lost)
    losses.add("trainer: same type", *(key for loss in lost.all() for key in loss.ids))
    return taken


def _uncrossed(group: Sequence[Placed], losses: LossList) -> list[Placed]:
    """Return the entities of one type without those that cross an earlier one, whose I- tags would be mixed up."""
    taken: list[Placed] = []
    still: list[Span] = []
    for entity in group:
        still = [span for span in still if span.end > entity.span.start]
        if any(span.end < entity.span.end for span in still):
            losses.add("crossing", entity.id)
        else:
            taken.append(entity)
            still.append(entity.span)
    return taken


def _lines(laid: Laid) -> Iterator[str]:
    tokens = laid.tokens()
    stacks: list[list[str]] = [[] for _ in tokens]
    everything = [entity for column in laid.columns for entity in column]
    for entity in sorted(everything, key=lambda entity: (entity.first, -entity.last, entity.type)):
        for at in range(entity.first, entity.last):
            stacks[at].append(f"{'B' if at == entity.first else 'I'}-{stored_type(entity.type)}")
    for first, last in laid.table.sentences:
        for at in range(first, last):
            yield f"{tokens[at]} {' '.join(stacks[at]) or OUTSIDE}\n"
        yield "\n"


def detect(path: Path) -> float:
    """Say how sure it is that lines have stacks of tags of varying number."""
    text = head_of(path)
    return 0.75 if text is not None and has_varying_tags(text) else 0.0


FORMAT = Format(
    name="wojood",
    title="Wojood nested columns",
    suffix=".txt",
    keeps=KEEPS,
    read=read,
    write=write,
    detect=detect,
    write_options=WRITING,
)
