"""Content: all that one block shows of a layer, gathered once, so that its layout is a pure function of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.model import Event, spans_of
from annotator.domain.span import surface
from annotator.ui.editor.blocks import Block, Blocks
from annotator.ui.editor.marks import Link, Marks, Mention, home

_LONGEST = 80  # code points of a far mention that can be worth showing


@dataclass(frozen=True, slots=True)
class Far:
    """The far end of a link: its words and the number of the block it stands in."""

    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Content:
    """Mentions that meet a block, links that begin in it, and what is known of links' ends elsewhere.

    `ids` are all marks whose change can change this block's picture.
    """

    start: int
    number: int
    mentions: tuple[Mention, ...]
    homes: frozenset[str]
    links: tuple[Link, ...]
    owners: Mapping[str, Event]
    words: Mapping[str, Far]
    ids: frozenset[str]


def gather(marks: Marks, blocks: Blocks, block: Block) -> Content:
    """Return what a block shows."""
    mentions = tuple(marks.in_range(block.start, block.end)) if block.end > block.start else ()
    homes = frozenset(mention.id for mention in mentions if block.start <= home(mention).start < block.end)
    links = tuple(link for mention in mentions if mention.id in homes for link in marks.links_from(mention.id))
    ends = {link.target for link in links if link.target}
    words = {end: _far(blocks, mention) for end in ends if (mention := marks.mention(end))}
    owners = {link.owner: owner for link in links if isinstance(owner := marks.get(link.owner), Event)}
    ids = homes | ends | {mention.id for mention in mentions} | {link.owner for link in links}
    return Content(block.start, block.number, mentions, homes, links, owners, words, frozenset(ids))


def _far(blocks: Blocks, mention: Mention) -> Far:
    words = surface(blocks.text, spans_of(mention))[:_LONGEST]
    return Far(" ".join(words.split()), blocks.find(home(mention).start) + 1)
