"""The text of a WebAnno TSV 3 file: sentences put at the offsets that their tokens state, and each token proven.

Offsets count UTF-16 units, those of some old files code points: the first unit in which every token fits is taken.
What stood between two sentences is not in the file; a line feed stands for it, blanks before it if it was longer.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from annotator.formats.refusal import RefusedError
from annotator.text.offsets import Utf16Map

GAP_LIMIT = 100_000
_ROW = re.compile(r"(\d{1,9}-\d{1,9}(?:\.\d{1,9})?)\t(\d{1,9})-(\d{1,9})\t", re.ASCII)
_ESCAPE = re.compile(r"\\(->|.)", re.DOTALL)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}


@dataclass(frozen=True, slots=True)
class Line:
    """A token or a part of one: its name (1-2 or 1-2.1), offsets in the unit of the file, text and cells."""

    name: str
    start: int
    end: int
    token: str
    cells: tuple[str, ...]


@dataclass(slots=True)
class Sentence:
    """A sentence: its text and its lines."""

    text: str
    lines: list[Line] = field(default_factory=list)


def unescape(text: str) -> str:
    """Return the text without the format's escapes."""
    return _ESCAPE.sub(lambda match: _LETTERS.get(match[1], match[1]), text)


def read_sentences(lines: list[str]) -> list[Sentence]:
    """Return the sentences of the lines behind the header; raises RefusedError for a line that is none."""
    sentences: list[Sentence] = []
    is_text = False
    for number, line in enumerate(lines, 1):
        row = _ROW.match(line)
        if line.startswith("#Text="):
            if is_text:
                sentences[-1].text += "\n" + unescape(line[6:])
            else:
                sentences.append(Sentence(unescape(line[6:])))
            is_text = True
            continue
        if row and sentences:
            token, *cells = line[row.end() :].rstrip("\t").split("\t")
            sentences[-1].lines.append(Line(row[1], int(row[2]), int(row[3]), token, tuple(cells)))
        elif line.strip() and not line.startswith("#"):
            message = "In {file}, line {line} of the sentences is not WebAnno TSV: “{found}”."
            raise RefusedError("line", message, line=number, found=line[:60])
        is_text = False
    return [sentence for sentence in sentences if sentence.lines]


def place(sentences: list[Sentence]) -> tuple[str, Callable[[int], int], str]:
    """Return the text, the function from the file's offsets to code points (or IndexError), and the unit."""
    for unit in ("UTF-16 units", "code points"):
        text = _laid_out(sentences, is_utf16=unit == "UTF-16 units")
        if text is None:
            continue
        convert = Utf16Map(text).to_codepoint if unit == "UTF-16 units" else _Within(text)
        if all(_fits(text, line, convert) for sentence in sentences for line in sentence.lines):
            return text, convert, unit
    raise RefusedError(
        "surface",
        "In {file}, the offsets of the tokens do not fit the sentences in any way of counting. Export it again.",
    )


class _Within:
    def __init__(self, text: str) -> None:
        self._length = len(text)

    def __call__(self, at: int) -> int:
        if at > self._length:
            raise IndexError(at)
        return at


def _laid_out(sentences: list[Sentence], *, is_utf16: bool) -> str | None:
    parts: list[str] = []
    at = 0
    for sentence in sentences:
        start = _start(sentence, is_utf16=is_utf16)
        if start is None or not at <= start <= at + GAP_LIMIT:
            return None
        parts += [_gap(start - at, is_first=not parts), sentence.text]
        at = start + _length(sentence.text, is_utf16=is_utf16)
    return "".join(parts)


def _gap(length: int, *, is_first: bool) -> str:
    if is_first or not length:
        return " " * length
    return " " * (length - 1) + "\n"


def _start(sentence: Sentence, *, is_utf16: bool) -> int | None:
    """Return where the sentence begins: as far before its first token as that stands in it."""
    first = next((line for line in sentence.lines if line.token), None)
    if first is None:
        return None
    at = next((found for token in _readings(first.token) if (found := sentence.text.find(token)) >= 0), -1)
    return None if at < 0 else first.start - _length(sentence.text[:at], is_utf16=is_utf16)


def _readings(token: str) -> Iterator[str]:
    yield token
    yield unescape(token)


def _length(text: str, *, is_utf16: bool) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 if is_utf16 else len(text)


def _fits(text: str, line: Line, convert: Callable[[int], int]) -> bool:
    try:
        found = text[convert(line.start) : convert(line.end)]
    except IndexError:
        return False
    return found in _readings(line.token)
