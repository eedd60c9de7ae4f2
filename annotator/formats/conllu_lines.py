"""The lines of a CoNLL-U file as documents, sentences and surface tokens; nothing is interpreted yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.formats.conllu_attributes import attributes
from annotator.formats.refusal import RefusedError

_COMMENT = re.compile(r"#\s*([^=\s][^=]*?)\s*=\s*(.*\S)?\s*\Z")
_ID = re.compile(r"(\d{1,9})(?:-(\d{1,9})|(\.\d{1,9}))?\Z", re.ASCII)
COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word: its form and its MISC attributes."""

    form: str
    misc: dict[str, str]


@dataclass(slots=True)
class Token:
    """A surface token: a word, or a multiword token with the words that it consists of."""

    form: str
    misc: dict[str, str]
    words: list[Word]
    last: int = 0  # number of its last word; 0 for a single word


@dataclass(slots=True)
class Sentence:
    """A sentence: its comments that state something, and its tokens."""

    comments: dict[str, str] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)

    @property
    def text(self) -> str | None:
        return self.comments.get("text")


def sentences_of(source: str) -> Iterator[Sentence]:
    """Yield the sentences; raises RefusedError, naming the line, where the file is not CoNLL-U."""
    sentence = Sentence()
    for number, line in enumerate(source.split("\n"), 1):
        if not line.strip():
            if sentence.tokens:
                yield sentence
                sentence = Sentence()
        elif line.startswith("#"):
            match = _COMMENT.match(line)
            name, value = (match[1], match[2] or "") if match else (line[1:].strip(), "")
            sentence.comments[name] = value
        else:
            _take(sentence, line, number)
    if sentence.tokens:
        yield sentence


def _take(sentence: Sentence, line: str, number: int) -> None:
    cells = line.split("\t")
    match = _ID.match(cells[0])
    if len(cells) != COLUMNS or match is None:
        raise RefusedError(
            "line", "In {file}, line {line} is not CoNLL-U: “{found}”. Export it again.", line=number, found=line[:60]
        )
    form, misc = cells[1], attributes(cells[9])
    if match[3]:
        return  # an empty node has no place in the text
    if match[2]:
        sentence.tokens.append(Token(form, misc, [], last=int(match[2])))
    elif sentence.tokens and int(match[1]) <= sentence.tokens[-1].last:
        sentence.tokens[-1].words.append(Word(form, misc))
    else:
        sentence.tokens.append(Token(form, misc, [Word(form, misc)]))
