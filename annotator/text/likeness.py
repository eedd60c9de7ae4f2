"""Likeness of texts: which of many are nearly the same, by MinHash over runs of three folded words.

One permutation hashing with optimal densification (Li, Owen, Zhang 2012; Shrivastava 2017): every run is hashed once,
not once for each place of the signature, which makes it fast enough without numpy. datasketch was refused: it brings
numpy and scipy for what takes sixty lines here. Signatures are the same on every machine and in every run.

Texts made from one pattern are a crowd in which everyone is somewhat like everyone, and to compare them all would take
time without end. There each is compared only with those beside it when the crowd is put in the order of its signatures
(as in an LSH forest: Bawa, Condie, Ganesan 2005), which finds what is all but equal, and not all that is barely alike.
"""

import re
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias
from zlib import crc32

from annotator.text.normalize import fold_text

Signature: TypeAlias = "array[int]"

RUN = 3  # words
PLACES = 128  # of a signature; an estimate is off by about 0.035
_BAND = 4  # places that must be equal for two texts to be compared: of texts alike to 0.6, 99 % are
_MIX = 0x9E3779B97F4A7C15
_MASK = 2**64 - 1
_EMPTY = 2**32 - 1
_CROWD = 50  # texts that one is compared with at most, for each band
_TELL = 500  # texts between two reports
_HIGH = int.from_bytes(b"\x00\x00\x00\x80" * PLACES, "little")  # the highest bit of every place
_LOW = _HIGH - (_HIGH >> 31)  # all other bits
_WORD = re.compile(r"\w+")


def signature(text: str) -> Signature:
    """Return the signature of a text; spelling, vowel signs, case and punctuation do not count."""
    places = array("I", [_EMPTY]) * PLACES
    for run in runs(text):
        mixed = (crc32(run.encode("utf-8", "surrogatepass")) + 1) * _MIX & _MASK
        place, value = mixed >> 57, mixed >> 25 & _EMPTY
        if value < places[place]:
            places[place] = value
    return _densified(places)


def runs(text: str) -> set[str]:
    """Return every run of three words, or the whole of a shorter text."""
    found = _WORD.findall(fold_text(text))
    if len(found) <= RUN:
        return {" ".join(found)}
    return {" ".join(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}


def _densified(places: Signature) -> Signature:
    """Return the signature with every empty place filled from one that is not, chosen by the place alone."""
    if _EMPTY not in places:
        return places
    filled = array("I", places)
    for place, value in enumerate(places):
        turn = 0
        while value == _EMPTY and turn < 64 * PLACES:
            turn += 1
            value = places[((place * 64 * PLACES + turn) * _MIX & _MASK) >> 57]
        filled[place] = value
    return filled


def likeness(one: Signature, other: Signature) -> float:
    """Return the estimated share of runs that two texts have in common, of all runs that they have (Jaccard)."""
    return _same(_wide(one), _wide(other)) / PLACES


def _wide(places: Signature) -> int:
    """Return a signature as one number, its places side by side."""
    return int.from_bytes(places.tobytes(), "little")


def _same(one: int, other: int) -> int:
    """Return how many places of two wide signatures are equal, all looked at together."""
    unlike = one ^ other
    return PLACES - (((unlike & _LOW) + _LOW | unlike) & _HIGH).bit_count()


class Groups:
    """Numbers that belong together: joining is transitive."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def of(self, number: int) -> int:
        """Return the number that stands for the group: its smallest."""
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Put two numbers, and all that belongs to them, together."""
        first, second = sorted((self.of(one), self.of(other)))
        self._above[second] = first


def join_alike(
    signatures: Sequence[Signature],
    threshold: float,
    groups: Groups,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Join the texts that are alike to the threshold; one band after the other, so that memory stays flat.

    The time grows with the number of texts alone. `progress` is told how much of how much is done; it may raise to
    stop.
    """
    total, told = len(signatures) * PLACES // _BAND, 0
    for band, first in enumerate(range(0, PLACES, _BAND)):
        done = band * len(signatures)
        for bucket in _buckets(signatures, first):
            for _ in _join_bucket(bucket, first, signatures, threshold, groups):
                done += 1
                if done - told >= _TELL:
                    told = done
                    progress(done, total)
    progress(total, total)


def _buckets(signatures: Sequence[Signature], first: int) -> Iterator[list[int]]:
    found: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, places in enumerate(signatures):
        found[places[first : first + _BAND].tobytes()].append(number)
    yield from (bucket for bucket in found.values() if len(bucket) > 1)


def _join_bucket(
    bucket: list[int], first: int, signatures: Sequence[Signature], threshold: float, groups: Groups
) -> Iterator[None]:
    """Join each with the nearest one that it is like, and yield; one stands for all that were joined with it here."""
    if len(bucket) > _CROWD:
        bucket.sort(key=lambda number: signatures[number][first:] + signatures[number][:first])
    standing: deque[tuple[int, int]] = deque(maxlen=_CROWD)
    least = threshold * PLACES
    for number in bucket:
        wide, group = _wide(signatures[number]), groups.of(number)
        for other, places in reversed(standing):
            if group == groups.of(other):
                break
            if _same(wide, places) >= least:
                groups.join(number, other)
                break
        else:
            standing.append((number, wide))
        yield
