"""Clitics: where an annotator may want to cut a word, from a closed list of Arabic proclitics and enclitics.

Cuts are offered, never applied, since half of the candidates are false (كيم is not ك + يم). Their order is what one key
goes through: cuts after proclitics (وللرئيس: للرئيس, لرئيس, رئيس), where a pronoun ends the word its stem and then the
pronoun alone (لقاءه: لقاء, ه), unlikely cuts, and the whole word last; but a word listed as whole comes first.
A morphological analyser (farahidi) was refused: it takes seconds for a sentence, and the annotator decides anyway.
"""

import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

import regex

from annotator.text.false_friends import FALSE_FRIENDS
from annotator.text.letters import (
    ALEF,
    ALEF_HAMZA_ABOVE,
    ALEF_HAMZA_BELOW,
    ALEF_MADDA,
    ALEF_MAKSURA,
    ALEF_WASLA,
    BEH,
    FATHA,
    FEH,
    KAF,
    KASRA,
    LAM,
    SEEN,
    TANWIN,
    TASHKEEL,
    TATWEEL,
    TEH,
    TEH_MARBUTA,
    WAW,
)

ARTICLE = ALEF + LAM
QUESTIONS = (ALEF_HAMZA_ABOVE,)
CONJUNCTIONS = (WAW, FEH)
PREFIXES = (BEH, KAF, LAM, SEEN)  # three prepositions, and the mark of the future
ENCLITICS = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ه", "ك", "ي")

_SHORTEST = 2  # letters of a stem
_DOUBTFUL = ("كما", "كم", "كن", "ك", "ي")  # more often the end of a stem than a pronoun
_AFTER_ANY = ("ه", "ها")  # likely after two letters, the others after three
_VOWELS = {WAW: FATHA, FEH: FATHA, KAF: FATHA, SEEN: FATHA, ALEF_HAMZA_ABOVE: FATHA, BEH: KASRA, LAM: FATHA + KASRA}
_LISTED_PARTICLES = "ب ل في من عن مع الي علي لدي ان لان بان كان لكن كل بعض عند بين قبل بعد ضد"
_PARTICLES = frozenset(_LISTED_PARTICLES.split())
_BARE_ALEF = dict.fromkeys(map(ord, (ALEF_HAMZA_ABOVE, ALEF_HAMZA_BELOW, ALEF_MADDA, ALEF_WASLA)), ALEF)
_CLUSTER = regex.compile(rf"\X(?:(?={TATWEEL})\X)*")
_ASKED = regex.compile(r"[وف]?(?:(?:لم|لما|لا|لن|ما|من|في|عن)$|ليس|هذ|هو$|هي$|هم$|أنت|كان|على)|[تي]...")
_FUTURE = regex.compile(r"[أتين]..")
_VERBAL_NOUN = regex.compile(r"ا(?:ست|ن...|.[تطد].)")  # استخدام انتخاب اتفاق: they begin with a joining alef
_DEFINITE = regex.compile(r"[وف]?(?:[بك]?[اٱ]ل|لل)")
_LIKE_DEFINITE = regex.compile(r"[وف]?[بكل]?الت..")  # التزامه التحاقهم: the ل belongs to the root


@dataclass(frozen=True, slots=True)
class Cut:
    """One piece of a word: `[start, end)` in code points of the word, and what was cut off before and behind it.

    The second ل of لل stays with the noun in one cut and counts as the article in the next. Where the piece is the
    pronoun itself, `enclitic` is that piece and `proclitics` is empty. A likely one is more probably right than wrong.
    """

    start: int
    end: int
    proclitics: tuple[str, ...] = ()
    enclitic: str = ""
    is_likely: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as letters; the marks and tatweel behind each go with it. `edges` is where each begins, and the end."""

    letters: tuple[str, ...]
    marks: tuple[str, ...]
    edges: tuple[int, ...]

    def part(self, start: int = 0, end: int | None = None) -> str:
        return "".join(self.letters[start:end])

    def bare(self, start: int = 0, end: int | None = None) -> str:
        return self.part(start, end).translate(_BARE_ALEF)


@dataclass(frozen=True, slots=True)
class _Prefix:
    """A chain of proclitics, `length` letters long; a likely one is offered early."""

    length: int
    parts: tuple[str, ...] = ()
    is_likely: bool = False


@dataclass(frozen=True, slots=True)
class _Suffix:
    """A pronoun behind a stem that ends with the letter before `stem`; a likely one is offered early."""

    stem: int
    form: str
    is_likely: bool


_NO_PREFIX = _Prefix(0)


def cuts(token: str, *, known: Container[str] = ()) -> tuple[Cut, ...]:
    """Return the pieces of a word that may be meant, best first, the whole word once among them.

    `known` holds forms, written as `bare` gives them, that the project already has: a piece that is one comes first.
    Every edge is a grapheme boundary, and none lies between a letter and its tatweel.
    """
    if not token:
        return ()
    word = _read(token)
    whole = Cut(0, len(token))
    places: dict[tuple[int, int], Cut] = {}
    for cut in (*_offers(word), whole):
        places.setdefault((cut.start, cut.end), cut)
    offered = sorted(places.values(), key=lambda cut: bare(token[cut.start : cut.end]) not in known)
    if word.bare() in known or word.bare() in FALSE_FRIENDS:
        offered.sort(key=lambda cut: cut != whole)
    return tuple(offered)


def likely_edges(token: str) -> tuple[int, ...]:
    """Return where to cut a word as Arabic treebanks do: behind likely proclitics, the article not among them.

    A likely pronoun at the end is cut off as well. The offsets lie inside the word, ascending.
    """
    word = _read(token)
    if word.bare() in FALSE_FRIENDS:
        return ()
    suffix = _suffix(word)
    likely = (prefix.length for prefix in _prefixes(word, suffix) if prefix.is_likely and ARTICLE not in prefix.parts)
    edges = set(word.edges[1 : max(likely, default=0) + 1])
    return tuple(sorted(edges | ({word.edges[suffix.stem]} if suffix and suffix.is_likely else set())))


def bare(form: str) -> str:
    """Return a form without marks and tatweel and with bare alefs."""
    return _read(form).bare()


def _read(token: str) -> _Word:
    clusters: list[str] = _CLUSTER.findall(token)
    edges = (0, *accumulate(map(len, clusters)))
    return _Word(tuple(_letter(c[0]) for c in clusters), tuple(c[1:] for c in clusters), edges)


def _letter(character: str) -> str:
    return unicodedata.normalize("NFKC", character) if "\ufb50" <= character <= "\ufefc" else character


def _offers(word: _Word) -> Iterator[Cut]:
    """Yield the cuts in their order, some of them twice, without the whole word."""
    suffix = _suffix(word)
    prefixes = tuple(_prefixes(word, suffix))
    likely = tuple(prefix for prefix in prefixes if prefix.is_likely)
    yield from (_cut(word, prefix) for prefix in likely)
    if suffix and suffix.is_likely:
        yield from _pronoun_cuts(word, likely, suffix)
    yield from (_cut(word, prefix) for prefix in prefixes)
    if suffix:
        yield from _pronoun_cuts(word, prefixes, suffix)


def _cut(word: _Word, prefix: _Prefix, suffix: _Suffix | None = None) -> Cut:
    end = word.edges[suffix.stem if suffix else -1]
    is_likely = prefix.is_likely if suffix is None else suffix.is_likely
    return Cut(word.edges[prefix.length], end, prefix.parts, suffix.form if suffix else "", is_likely)


def _pronoun_cuts(word: _Word, prefixes: tuple[_Prefix, ...], suffix: _Suffix) -> Iterator[Cut]:
    """Yield the pronoun and the stems; the stem first only if it is the word's beginning and no mere particle."""
    stems = [prefix for prefix in (_NO_PREFIX, *prefixes) if suffix.stem - prefix.length >= _SHORTEST]
    if stems and not prefixes and not _is_particle(word, suffix.stem):
        yield _cut(word, _NO_PREFIX, suffix)
    yield Cut(word.edges[suffix.stem], word.edges[-1], (), suffix.form, suffix.is_likely)
    yield from (_cut(word, prefix, suffix) for prefix in reversed(stems))


def _prefixes(word: _Word, suffix: _Suffix | None) -> Iterator[_Prefix]:
    """Yield the chains of proclitics that the word may begin with, the shortest first."""
    at = 0
    parts: tuple[str, ...] = ()
    for group in (QUESTIONS, CONJUNCTIONS, PREFIXES):
        if _may_be_proclitic(word, at, group):
            parts = (*parts, word.letters[at])
            at += 1
            yield _Prefix(at, parts, _is_likely(word, at, suffix))
    length = _article(word, at, parts)
    if length and len(word.letters) - at - length >= _SHORTEST:
        is_stem = word.bare(at) in FALSE_FRIENDS or (suffix is not None and _is_known(word.bare(at, suffix.stem)))
        yield _Prefix(at + length, (*parts, ARTICLE), not is_stem)


def _may_be_proclitic(word: _Word, at: int, group: tuple[str, ...]) -> bool:
    rest = word.part(at + 1)
    if len(word.letters) - at - 1 < _SHORTEST or word.letters[at] not in group:
        return False
    letter = word.letters[at]
    if any(mark in TASHKEEL and mark not in _VOWELS[letter] for mark in word.marks[at]):
        return False
    if letter == SEEN:
        return bool(_FUTURE.match(rest))
    return letter != ALEF_HAMZA_ABOVE or bool(_ASKED.match(rest))


def _article(word: _Word, at: int, parts: tuple[str, ...]) -> int:
    """Return how many letters at `at` are the article: two, one in لل, or none."""
    if word.letters[at] in (ALEF, ALEF_WASLA) and word.letters[at + 1 : at + 2] == (LAM,):
        return 2
    return 1 if parts[-1:] == (LAM,) and word.letters[at] == LAM else 0


def _is_likely(word: _Word, at: int, suffix: _Suffix | None) -> bool:
    """Say whether the letter before `at` is more probably a proclitic than the stem's first."""
    pronoun = suffix if suffix and suffix.is_likely else None
    stem = word.part(at, pronoun.stem if pronoun else None)
    if word.bare(at - 1) in FALSE_FRIENDS or (pronoun and _is_known(word.bare(at - 1, pronoun.stem))):
        return False
    if _is_known(word.bare(at)) or _DEFINITE.match(stem):
        return True
    if pronoun and word.letters[at - 1] in PREFIXES:
        return bool(_VERBAL_NOUN.match(stem))
    return len(stem) > _SHORTEST


def _is_known(stem: str) -> bool:
    """Say whether a bare form is a listed word, or one whose ة has become ت before a pronoun."""
    listed = stem in FALSE_FRIENDS or stem in _PARTICLES
    return listed or (stem.endswith(TEH) and stem[:-1] + TEH_MARBUTA in FALSE_FRIENDS)


def _suffix(word: _Word) -> _Suffix | None:
    """Return the pronoun that the word may end with."""
    form = next((form for form in ENCLITICS if word.part().endswith(form)), "")
    stem = len(word.letters) - len(form)
    if not form or stem < 1 or not _may_be_stem(word, stem):
        return None
    if _is_particle(word, stem):
        return _Suffix(stem, form, True)
    if stem < _SHORTEST or (_DEFINITE.match(word.part()) and not _LIKE_DEFINITE.match(word.part())):
        return None
    friend = _friend(word)
    if friend is not None:
        return _Suffix(stem, form, False) if stem - friend >= _SHORTEST else None
    is_usual = form not in _DOUBTFUL and not _LIKE_DEFINITE.match(word.part())
    is_long_enough = stem > _SHORTEST or form in _AFTER_ANY
    return _Suffix(stem, form, (is_usual and is_long_enough) or _is_known(word.bare(0, stem)))


def _is_particle(word: _Word, length: int) -> bool:
    """Say whether the first letters are a particle, perhaps behind a conjunction (ولها)."""
    return word.bare(0, length) in _PARTICLES or (
        word.letters[0] in CONJUNCTIONS and word.bare(1, length) in _PARTICLES
    )


def _may_be_stem(word: _Word, length: int) -> bool:
    """Say whether the first letters may stand before a pronoun: no ة, no ى, no tanwin there or at the word's end."""
    return word.letters[length - 1] not in (TEH_MARBUTA, ALEF_MAKSURA) and not any(
        mark in TANWIN for mark in word.marks[length - 1] + word.marks[-1]
    )


def _friend(word: _Word) -> int | None:
    """Return the letter at which a listed word begins and goes on to the end (2 in للمياه, 3 in والوجه)."""
    proclitic = {*CONJUNCTIONS, *PREFIXES, *ARTICLE}
    beginnings = (at for at in range(4) if proclitic.issuperset(word.letters[:at]))
    return next((at for at in beginnings if word.bare(at) in FALSE_FRIENDS), None)
