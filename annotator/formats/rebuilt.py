"""A text rebuilt from tokens, for formats that carry none: one blank between tokens, one line a sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.model import Extra
from annotator.domain.span import Span
from annotator.formats.losses import TOKENS
from annotator.formats.refusal import RefusedError
from annotator.formats.splitters import blanks

NOTE = (
    "{file} holds tokens and no texts: the texts were put together with one blank between tokens, one line a sentence."
)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A text, the place of each token in it, and what the document must remember of that."""

    text: str
    tokens: tuple[Span, ...]
    extra: Extra

    def covered(self, first: int, last: int, mark: str) -> Span:
        """Return the text of a half-open range of tokens; raises RefusedError if there is no such range."""
        if not 0 <= first < last <= len(self.tokens):
            raise outside(mark, first, last, len(self.tokens))
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def rebuild(sentences: Iterable[Sequence[str]]) -> Rebuilt:
    """Return the text of sentences of tokens; raises RefusedError for an empty token."""
    parts: list[str] = []
    tokens: list[Span] = []
    at = 0
    for sentence in sentences:
        for word in sentence:
            if not word:
                raise RefusedError("empty token", "In {file}, document {document} has an empty token. Remove it.")
            tokens.append(Span(at, at + len(word)))
            parts += [word, " "]
            at += len(word) + 1
        if sentence:
            parts[-1] = "\n"
    text = "".join(parts[:-1])
    extra: Extra = {TOKENS: "blanks"} if blanks(text) == tokens else {}
    return Rebuilt(text, tuple(tokens), extra)


def outside(mark: str, first: int, last: int, count: int) -> RefusedError:
    """Return the refusal of a mention whose token numbers do not exist."""
    return RefusedError(
        "offset",
        "In {file}, document {document}, {id}: the tokens {start} to {end} are not among the {count} that there are. "
        "The mark was left out; export the document again.",
        mark=mark,
        start=first,
        end=last,
        count=count,
    )
