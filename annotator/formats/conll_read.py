"""Build documents from token columns; the text is rebuilt from the tokens."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from annotator.domain.model import Document, Entity, Layer
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats import shapes
from annotator.formats.charset import conversions, decode, join_line_ends
from annotator.formats.conll_lines import Columns, LineDocument, Oddities, TokenLine, cut_streams, documents_of
from annotator.formats.conll_tags import Tagged
from annotator.formats.files import read_bytes
from annotator.formats.format import Finding, Read
from annotator.formats.inspection import check_text
from annotator.formats.rebuilt import NOTE, rebuild
from annotator.formats.refusal import RefusedError, finding

Decode: TypeAlias = Callable[[Sequence[TokenLine]], Iterable[Tagged]]  # the entities of one sentence

_ODDITIES = {
    "no tag": "In {file}, {count} lines have no tag that is understood (lines {lines}). Their tokens were read as O.",
    "no token": "In {file}, {count} lines have a tag and no token (lines {lines}). They were left out.",
    "swapped": "In {file}, {count} lines have their tag before the token (lines {lines}). They were read so.",
    "tags of parts": "In {file}, {count} lines have a tag for each part of the token (lines {lines}). The first that "
    "is not O was taken for the whole token.",
    "begun inside": "In {file}, {count} entities begin with I-. They were read as entities of their own.",
}


def decoded_text(path: Path) -> tuple[str, list[Finding]]:
    """Return the text of a file with single line feeds, and what was changed for that.

    Raises RefusedError if it is no text, InputError if it cannot be read.
    """
    if not path.is_file():
        raise InputError("{file} is not there. Check the name.", file=path.name)
    decoded = decode(read_bytes(path))
    return join_line_ends(decoded.text), list(conversions(decoded, path.name, ""))


def read_columns(text: str, columns: Columns, file: str, of_sentence: Decode) -> Iterator[Read]:
    """Yield the documents of a file, and what is odd in it as one Finding for each kind."""
    oddities = Oddities()
    found = list(documents_of(text, columns, oddities))
    stem = file.split(".")[0] or "document"
    yield finding("note", "rebuilt", NOTE, file)
    for number, lines in enumerate(found, 1):
        name = lines.id or (stem if len(found) == 1 else f"{stem}-{number}")
        try:
            yield _document(name, lines, of_sentence)
        except RefusedError as refusal:
            yield refusal.finding(file, name)
    for kind, numbers in oddities.lines.items():
        yield oddity(kind, len(numbers), file, lines=" ".join(map(str, numbers[:20])))
    if not found:
        yield finding("warning", "empty", "{file} is empty: it holds no document.", file)


def oddity(kind: str, count: int, file: str, lines: str = "") -> Finding:
    """Return the Finding for one kind of oddity of a file."""
    return finding("warning", kind, _ODDITIES[kind], file, count=count, lines=lines)


def _document(name: str, lines: LineDocument, of_sentence: Decode) -> Document:
    shapes.check_name(name, "id", "")
    sentences = cut_streams(lines)
    rebuilt = rebuild([line.token for line in sentence] for sentence in sentences)
    check_text(rebuilt.text)
    marks: list[tuple[Span, str]] = []
    before = 0
    for sentence in sentences:
        for tagged in of_sentence(sentence):
            shapes.check_name(tagged.type, "type", f"T{len(marks) + 1}")
            marks.append((rebuilt.covered(before + tagged.first, before + tagged.last, ""), tagged.type))
        before += len(sentence)
    marks.sort(key=lambda mark: (mark[0].start, -mark[0].end, mark[1]))
    entities = tuple(
        Entity(f"T{number}", kind, (span,), name=f"T{number}") for number, (span, kind) in enumerate(marks, 1)
    )
    return Document(name, name, rebuilt.text, (Layer("", entities=entities),), extra=rebuilt.extra)
