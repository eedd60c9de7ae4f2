"""Read the lines of a token-column file into documents of sentences, whatever columns it has.

The columns are told from the lines themselves: the tags stand last, in one or several columns (nested levels), the
token first or behind a running number; what stands between is passed over.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from annotator.formats.conll_tags import OUTSIDE, take_apart

DOCUMENT = "-DOCSTART-"
SAMPLE = 20_000
PARTS = "^"  # between the tags of the morphemes of one token
STREAM = 200  # a “sentence” of more tokens than this is a stream without blank lines
_STOPS = frozenset({".", "!", "?", "؟", "…", "۔"})
_CHUNKS = frozenset(["NP", "VP", "PP", "ADVP", "SBAR", "ADJP", "PRT", "CONJP", "INTJ", "LST", "UCP"])
_FILLERS = frozenset({"_", "-", "-X-"})
_COMMENT = re.compile(r"#\s*(?:(newdoc id|id|text|sent_id)\s*=\s*(.*\S)|.*)")
_BLANKS = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token with its tags, in the order of the columns."""

    token: str
    tags: tuple[str, ...]
    number: int


@dataclass(slots=True)
class LineDocument:
    """What stands between two document marks: sentences of lines, and the id that a comment states."""

    sentences: list[list[TokenLine]] = field(default_factory=lambda: [[]])
    id: str = ""

    def is_empty(self) -> bool:
        return not any(self.sentences)


@dataclass(slots=True)
class Oddities:
    """Numbers of lines by what is wrong with them."""

    lines: dict[str, list[int]] = field(default_factory=dict)

    def add(self, kind: str, number: int) -> None:
        self.lines.setdefault(kind, []).append(number)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a line has what: `tags` is how many columns the tags take at the end, 0 if their number varies."""

    token: int
    width: int
    tags: int
    is_tabbed: bool
    bare: bool  # tags are types without B- and I-

    def fields(self, line: str) -> list[str]:
        """Return the fields of a line."""
        return fields_of(line, is_tabbed=self.is_tabbed)


def fields_of(line: str, *, is_tabbed: bool) -> list[str]:
    """Return what TABs, else blanks, keep apart; no other white space separates."""
    return [part.strip(" ") for part in line.split("\t")] if is_tabbed else _BLANKS.split(line.strip(" \t"))


def columns_of(text: str) -> Columns | None:
    """Return the columns of a file, None if its lines do not end in tags."""
    lines = list(islice((line for line in text.split("\n") if _is_content(line)), SAMPLE))
    if not lines:
        return None
    is_tabbed = sum("\t" in line for line in lines) * 2 > len(lines)
    rows = [fields_of(line, is_tabbed=is_tabbed) for line in lines]
    widths = [len(row) for row in rows]
    width = max(set(widths), key=widths.count)
    regular = [row for row in rows if len(row) == width]
    if width < 2:
        return None
    token = 1 if width > 2 and _are_numbers(regular) else 0
    tags = 0
    while width - tags - 1 > token and _are_tags([row[width - tags - 1] for row in regular], is_last=tags == 0):
        tags += 1
    if not tags:
        last = [row[-1] for row in regular]
        return Columns(token, width, 1, is_tabbed, bare=not _are_mostly_tags(last)) if _are_bare(last) else None
    return Columns(token, width, tags, is_tabbed, bare=False)


def has_varying_tags(text: str) -> bool:
    """Say whether lines have different numbers of tags, all of them behind the token."""
    counts: set[int] = set()
    for line in islice((line for line in text.split("\n") if _is_content(line)), SAMPLE):
        _, *tags = fields_of(line, is_tabbed=False)
        if not tags or not all(tag == OUTSIDE or take_apart(tag) for tag in tags):
            return False
        counts.add(len(tags))
    return len(counts) > 1


def documents_of(text: str, columns: Columns, oddities: Oddities) -> Iterator[LineDocument]:
    """Yield the documents of a file with their sentences; empty ones are left out."""
    document = LineDocument()
    for number, line in enumerate(text.split("\n"), 1):
        comment = _COMMENT.fullmatch(line)
        if line.startswith(DOCUMENT) or (comment and comment[1] == "newdoc id"):
            if not document.is_empty():
                yield document
            document = LineDocument(id=(comment[2] if comment else ""))
        elif not line.strip(" \t"):
            if document.sentences[-1]:
                document.sentences.append([])
        elif comment and not _is_row(line, columns):
            document.id = document.id or (comment[2] if comment[1] == "id" else "")
        elif token := _token(columns.fields(line), columns, number, oddities):
            document.sentences[-1].append(token)
    if not document.is_empty():
        yield document


def cut_streams(document: LineDocument) -> list[list[TokenLine]]:
    """Return the sentences, those cut at full stops that are streams without blank lines."""
    cut: list[list[TokenLine]] = []
    for sentence in document.sentences:
        cut += _cut(sentence) if len(sentence) > STREAM else [sentence]
    return [sentence for sentence in cut if sentence]


def _cut(stream: Sequence[TokenLine]) -> Iterable[list[TokenLine]]:
    sentence: list[TokenLine] = []
    for line in stream:
        sentence.append(line)
        if line.token in _STOPS and all(tag == OUTSIDE for tag in line.tags):
            yield sentence
            sentence = []
    yield sentence


def _token(fields: list[str], columns: Columns, number: int, oddities: Oddities) -> TokenLine | None:
    count = columns.tags or len(fields) - columns.token - 1
    if len(fields) <= columns.token or len(fields) < count + columns.token + 1:
        if len(fields) == 1 and (fields[0] == OUTSIDE or take_apart(fields[0])):
            oddities.add("no token", number)
            return None
        oddities.add("no tag", number)
        return TokenLine(fields[0], (OUTSIDE,) * max(count, 1), number)
    is_wide = len(fields) > columns.width and columns.tags and not columns.is_tabbed
    token = " ".join(fields[columns.token : len(fields) - columns.width + 1]) if is_wide else fields[columns.token]
    tags = fields[len(fields) - count :]
    if not columns.bare and count == 1 and _is_swapped(token, tags[0]):
        oddities.add("swapped", number)
        token, tags = tags[0], [token]
    if not token:
        oddities.add("no token", number)
        return None
    return TokenLine(token, tuple(_tag(tag, columns, number, oddities) for tag in tags), number)


def _tag(tag: str, columns: Columns, number: int, oddities: Oddities) -> str:
    if tag == OUTSIDE or columns.bare:
        return tag
    if _are_of_parts(tag):
        oddities.add("tags of parts", number)
        return next((part for part in tag.split(PARTS) if part != OUTSIDE), OUTSIDE)
    if not take_apart(tag):
        if tag not in ("o", "0", "_"):
            oddities.add("no tag", number)
        return OUTSIDE
    return tag


def _is_swapped(token: str, tag: str) -> bool:
    return (token == OUTSIDE or bool(take_apart(token))) and tag != OUTSIDE and not take_apart(tag)


def _is_content(line: str) -> bool:
    return bool(line.strip(" \t")) and not line.startswith(("#", DOCUMENT))


def _is_row(line: str, columns: Columns) -> bool:
    fields = columns.fields(line)
    fits = len(fields) == columns.width if columns.tags else len(fields) > 1
    return fits and (columns.bare or fields[-1] == OUTSIDE or bool(take_apart(fields[-1])))


def _are_tags(values: Sequence[str], *, is_last: bool) -> bool:
    """Say whether a column holds tags; columns of phrases (CoNLL-2000, 2003) are none."""
    kinds = {kind for value in values if (kind := (take_apart(value) or ("", ""))[1])}
    if kinds and kinds <= _CHUNKS:
        return False
    sound = sum(value == OUTSIDE or bool(take_apart(value)) or _are_of_parts(value) for value in values)
    return sound >= 0.95 * len(values) and (is_last or sound == len(values))


def _are_numbers(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first column counts tokens, and the second holds them."""
    seconds = [row[1] for row in rows]
    if set(seconds) <= _FILLERS or _are_tags(seconds, is_last=False) or rows[0][0] != "1":
        return False
    return all(row[0].isascii() and row[0].isdecimal() for row in rows)


def are_tags(values: Sequence[str]) -> bool:
    """Say whether the last column of a table holds tags, with prefixes or bare."""
    return _are_tags(values, is_last=True) or _are_bare(values)


def _are_of_parts(value: str) -> bool:
    """Say whether a cell holds a tag for each morpheme of the token, as Hebrew data has them: O^O^B-FAC."""
    parts = value.split(PARTS)
    return len(parts) > 1 and all(part == OUTSIDE or take_apart(part) for part in parts)


def _are_mostly_tags(values: Sequence[str]) -> bool:
    """Say whether much of what is not outside has a prefix, so that the rest is misspelt and not bare."""
    inside = [value for value in values if value != OUTSIDE]
    return sum(bool(take_apart(value)) for value in inside) * 2 >= len(inside)


def _are_bare(values: Sequence[str]) -> bool:
    """Say whether a column holds types without prefixes, as CANERCorpus has them."""
    return OUTSIDE in values and values.count(OUTSIDE) * 5 > len(values) and len(set(values)) <= 64
