"""Graphemes: what a reader sees as one character, after Unicode Standard Annex 29 (extended grapheme clusters).

The questions about one place look at its neighbourhood only, so that they cost the same in a text of five million
characters: from the place they go back to the nearest point where a cluster is sure to begin.
"""

import regex

from annotator.domain.span import Span

_CLUSTER = regex.compile(r"\X")

# Where a cluster begins whatever stands before the one character that the lookbehind names.
_SURE_START = regex.compile(
    r"""(?<!\p{GCB=Prepend})[\p{GCB=Other}--[\p{ExtPict}\p{InCB=Consonant}]]
      | (?<![\p{GCB=Prepend}\u200D])[\p{GCB=Other}&&\p{ExtPict}]
      | (?<![\p{GCB=Prepend}\p{GCB=Extend}\u200D])[\p{GCB=Other}&&\p{InCB=Consonant}]
      | (?<=[\p{GCB=Control}\n])\X
      | [\r\p{GCB=Control}]
      | (?<!\r)\n""",
    regex.VERBOSE | regex.VERSION1 | regex.REVERSE,
)

# Characters between any two of which a cluster ends: the letters, digits and stops that most texts consist of.
_LONE = regex.compile(r"[\p{GCB=Other}--\p{InCB=Consonant}]", regex.VERSION1)
LONE = frozenset(_LONE.findall("".join(map(chr, range(0x700)))))


def boundaries(text: str) -> tuple[int, ...]:
    """Return the code point offsets where clusters begin and end, 0 and the length included."""
    return (0, *(match.end() for match in _CLUSTER.finditer(text)))


def cluster(text: str, index: int) -> tuple[int, int]:
    """Return start and end of the cluster that holds the character at `index`; raises IndexError if there is none."""
    if not 0 <= index < len(text):
        raise IndexError(f"no character at {index} in a text of {len(text)}")
    sure = _SURE_START.search(text, 0, index + 1)
    start: int = sure.start() if sure else 0
    while True:
        end: int = _CLUSTER.match(text, start).end()
        if end > index:
            return start, end
        start = end


def snap(text: str, span: Span) -> Span:
    """Return the smallest span that holds `span` and splits no cluster."""
    return Span(cluster(text, span.start)[0], cluster(text, span.end - 1)[1])


def is_boundary(text: str, at: int) -> bool:
    """Say whether a span may begin or end at the code point offset `at`."""
    return at in (0, len(text)) or cluster(text, at)[0] == at


def next_boundary(text: str, at: int) -> int:
    """Return the first boundary after `at`, or the text's length."""
    return cluster(text, at)[1] if at < len(text) else len(text)


def previous_boundary(text: str, at: int) -> int:
    """Return the last boundary before `at`, or 0."""
    return cluster(text, at - 1)[0] if at > 0 else 0


def to_graphemes(text: str, codepoint: int) -> int:
    """Return how many whole clusters lie before a code point offset, for the offsets that an export states."""
    return sum(1 for match in _CLUSTER.finditer(text) if match.end() <= codepoint)


def from_graphemes(text: str, count: int) -> int:
    """Return the code point offset behind the first `count` clusters; raises IndexError if there are fewer."""
    return boundaries(text)[count]
