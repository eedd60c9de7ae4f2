"""CoNLL columns: a token a line with its tag, blank lines between sentences, -DOCSTART- before each document.

Read: IOB1, IOB2, BIOES, BILOU, BMES and bare types, in two to many columns with nested levels, with TABs, blanks or
commas between them.
What may be chosen for writing stands in `WRITING`; `edges` = split cuts tokens where an entity begins or ends.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from annotator.domain.model import Document, Layer
from annotator.errors import InputError
from annotator.formats.conll_lines import Columns, TokenLine, columns_of, has_varying_tags
from annotator.formats.conll_read import decoded_text, oddity, read_columns
from annotator.formats.conll_rows import Laid, lay
from annotator.formats.conll_tags import OUTSIDE, SCHEMES, Tagged, begun_inside, decode, encode
from annotator.formats.files import write_text
from annotator.formats.format import Format, Loss, Read, WriteOptions, Writing
from annotator.formats.losses import MESSAGES, LossList, each_layer
from annotator.formats.option import Option, chosen_options
from annotator.formats.overlap import Placed, flatten, stack
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.token_csv import tabbed
from annotator.formats.writing_options import EDGE, LONGEST, NESTED, PIECE, tokens

KEEPS = frozenset({"entities", "sub-token"})
WRITING = (
    tokens(),
    EDGE,
    NESTED,
    PIECE,
    Option("scheme", "Scheme of tags", SCHEMES, SCHEMES[0]),
    Option("columns", "Columns", ("2", "3", "4"), "2"),
    Option("separator", "Between columns", ("blank", "tab"), "blank", titles=("a blank", "a tab")),
    Option("documents", "Mark where documents begin", ("marked", "unmarked"), "marked", titles=("yes", "no")),
    Option("comments", "Write the names of documents", ("none", "ids"), "none", titles=("no", "yes")),
    replace(LONGEST, title="Longest sentence, in tokens"),
)


def read(path: Path) -> Iterator[Read]:
    """Yield each document of the file with a text made of its tokens; raises InputError if it cannot be read."""
    try:
        text, findings = decoded_text(path)
    except RefusedError as refusal:
        yield refusal.finding(path.name)
        return
    yield from findings
    text = tabbed(text)
    columns = columns_of(text)
    if columns is None:
        message = "{file} has no column of tags such as B-PER and O. Choose the format that it is in."
        yield finding("error", "no tags", message, path.name)
        return
    decoder = _ColumnDecoder(columns)
    yield from read_columns(text, columns, path.name, decoder.entities)
    if decoder.begun_inside:
        yield oddity("begun inside", decoder.begun_inside, path.name)


class _ColumnDecoder:
    """Decodes sentences column by column, and counts what does not begin with B-."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.begun_inside = 0

    def entities(self, sentence: Sequence[TokenLine]) -> Iterator[Tagged]:
        for number in range(self._columns.tags):
            tags = [line.tags[number] for line in sentence]
            self.begun_inside += 0 if self._columns.bare else begun_inside(tags)
            yield from decode(tags, are_bare=self._columns.bare)


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one file with all documents, those left out that have no layer to write.

    Raises AnnotatorError for an unknown option or if the file cannot be written.
    """
    choices = chosen_options(options.options, WRITING)
    losses: list[Loss] = [Loss("text", MESSAGES["text"], "", "", ())]
    keeps = KEEPS if choices["comments"] == "none" else KEEPS | {"names"}
    layers = each_layer(documents, options.annotator, keeps, losses)
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as draft:
        width = max((_draft(*each, choices, draft) for each in layers), default=1)
        draft.seek(0)
        write_text(path, _finished(draft, width, choices))
    return Writing((path,), tuple(losses))


def _draft(document: Document, layer: Layer, losses: LossList, choices: dict[str, str], draft: IO[str]) -> int:
    """Write one document as token and tags alone and return the number of tag columns."""
    laid = lay(document, layer, choices, partial(_arranged, nested=choices["nested"], losses=losses), losses)
    losses.add("unmarked", *([document.name] if choices["documents"] == "unmarked" else []))
    width = max(len(laid.columns), 1)
    draft.writelines([_head(document, choices), *_lines(laid, width, choices["scheme"])])
    return width


def _arranged(placed: Iterable[Placed], nested: str, losses: LossList) -> list[list[Placed]]:
    """Return the entities by column."""
    if nested == "columns":
        return stack(placed)
    return [flatten(placed, losses, innermost=nested == "innermost")]


def _head(document: Document, choices: dict[str, str]) -> str:
    mark = "-DOCSTART-\n\n" if choices["documents"] == "marked" else ""
    return mark + (f"# id = {' '.join(document.name.split())}\n" if choices["comments"] == "ids" else "")


def _lines(laid: Laid, width: int, scheme: str) -> Iterator[str]:
    tokens = laid.tokens()
    columns = [encode(column, len(tokens), scheme) for column in laid.columns] or [[OUTSIDE] * len(tokens)]
    for first, last in laid.table.sentences:
        for at in range(first, last):
            yield "\t".join([tokens[at], *(column[at] for column in columns[:width])]) + "\n"
        yield "\n"


def _finished(draft: Iterable[str], width: int, choices: dict[str, str]) -> Iterator[str]:
    """Yield the lines with the columns and the separator asked for, as many tags as the widest document has."""
    between = int(choices["columns"]) - 2
    separator = "\t" if choices["separator"] == "tab" else " "
    for line in draft:
        token, *tags = line.rstrip("\n").split("\t")
        if token == "-DOCSTART-" and not tags:
            yield separator.join([token, *["-X-"] * between, *[OUTSIDE] * width]) + "\n"
        elif tags:
            missing = [OUTSIDE] * (width - len(tags))
            yield separator.join([token, *["_"] * between, *tags, *missing]) + "\n"
        else:
            yield line


def detect(path: Path) -> float:
    """Say how sure it is that the file has a token and its tag on each line."""
    text = head_of(path)
    if text is None or columns_of(tabbed(text)) is None:
        return 0.0
    return 0.7 if not has_varying_tags(text) else 0.4


def head_of(path: Path) -> str | None:
    """Return the whole lines among the first 64 kB of a file, None if it is no text."""
    try:
        with path.open("rb") as file:
            head = file.read(2**16)
        text = head.decode("utf-8-sig", "ignore").replace("\r\n", "\n")
    except (OSError, InputError):
        return None
    if "\0" in text:
        return None
    return text.rpartition("\n")[0] if len(head) == 2**16 else text


FORMAT = Format(
    name="conll",
    title="CoNLL columns",
    suffix=".conll",
    keeps=KEEPS,
    read=read,
    write=write,
    detect=detect,
    write_options=WRITING,
)
