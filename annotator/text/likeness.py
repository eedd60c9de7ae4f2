"""Likeness of texts: which of many are nearly the same, by MinHash over runs of three folded words.

One permutation hashing with optimal densification (Li, Owen, Zhang 2012; Shrivastava 2017): every run is hashed once,
not once for each place of the signature, which makes it fast enough without numpy. datasketch was refused: it brings
numpy and scipy for what takes sixty lines here. Signatures are the same on every machine and in every run.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import eq
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
    same: int = sum(map(eq, one, other))
    return same / PLACES


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


def join_alike(signatures: Sequence[Signature], threshold: float, groups: Groups) -> None:
    """Join the texts that are alike to the threshold; one band after the other, so that memory stays flat."""
    for first in range(0, PLACES, _BAND):
        for bucket in _buckets(signatures, first):
            _join_bucket(bucket, signatures, threshold, groups)


def _buckets(signatures: Sequence[Signature], first: int) -> Iterator[list[int]]:
    found: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, places in enumerate(signatures):
        found[places[first : first + _BAND].tobytes()].append(number)
    yield from (bucket for bucket in found.values() if len(bucket) > 1)


def _join_bucket(bucket: Iterable[int], signatures: Sequence[Signature], threshold: float, groups: Groups) -> None:
    """Join each with the first one that it is like; one text stands for all that were joined with it here."""
    standing: list[int] = []
    for number in bucket:
        for other in standing:
            if groups.of(number) == groups.of(other):
                break
            if likeness(signatures[number], signatures[other]) >= threshold:
                groups.join(number, other)
                break
        else:
            standing.append(number)
