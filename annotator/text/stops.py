"""Stops: what of a word the cursor takes first where a project cuts clitics off, and what each further step takes.

A policy says which particles stay outside of marks and whether the article does. The cursor's first stop follows it
only where that is safe: what remains is a form that the project has marked, or the cut is one of وال, بال and لل before
three letters or more. The second stop is then the whole word, and all other cuts follow; nothing is ever applied.
"""

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass

from annotator.text.clitics import ARTICLE, ENCLITICS, Cut, bare, cuts
from annotator.text.false_friends import FALSE_FRIENDS
from annotator.text.letters import ALEF, BEH, FEH, LAM, TEH, TEH_MARBUTA, WAW

_PLAIN = frozenset({WAW, FEH, BEH, LAM, ARTICLE})  # what a cut before the article may leave off unasked
PRONOUNS = frozenset(("انا", "نحن", "انت", "انتما", "انتم", "انتن", "هو", "هي", "هما", "هم", "هن"))  # free ones, bare
_SHORTEST = 3  # letters behind such an article
_LONGEST = 40  # code points of a form that is remembered


@dataclass(frozen=True, slots=True)
class Cutting:
    """A clitic policy: the particles that stay outside of marks, whether the article stays inside, the known forms.

    `known` holds forms as `first_form` gives them.
    """

    proclitics: Collection[str] = ()
    keeps_article: bool = True
    known: Container[str] = ()

    @property
    def is_on(self) -> bool:
        """Say whether anything is cut off."""
        return bool(self.proclitics) or not self.keeps_article


def stops(token: str, cutting: Cutting) -> tuple[Cut, ...]:
    """Return every piece of a word in the order in which the cursor takes them, the whole word first or second."""
    offered = cuts(token, known=cutting.known)
    whole = Cut(0, len(token))
    first = _first(token, offered, cutting) if cutting.is_on else None
    head = (first, whole) if first is not None else (whole,)
    return (*head, *(cut for cut in offered if cut not in head))


def pronoun(token: str) -> Cut | None:
    """Return the piece that is an attached pronoun, None where the word can end with none."""
    return next((cut for cut in cuts(token) if cut.enclitic and cut.end == len(token)), None)


def first_form(words: str) -> str:
    """Return what the first of some words is known by: no marks, no tatweel, bare alefs; "" for a mere pronoun."""
    first = words[:_LONGEST].split(maxsplit=1)
    form = bare(first[0]) if first else ""
    return "" if form in ENCLITICS else form


def _first(token: str, offered: tuple[Cut, ...], cutting: Cutting) -> Cut | None:
    """Return the piece that the policy wants and that is surely one."""
    form = bare(token)
    if _is_friend(form):
        return None
    wanted = [cut for cut in offered if cut.proclitics and not cut.enclitic and _is_wanted(cut, cutting)]
    wanted.sort(key=lambda cut: -cut.start)
    plain = next((cut for cut in wanted if _is_plain(token, cut, cutting)), None)
    if plain is not None or form in cutting.known:
        return plain
    return next((cut for cut in wanted if any(one in cutting.known for one in _forms(token, cut, offered))), None)


def _is_friend(form: str) -> bool:
    """Say whether a form, perhaps before a pronoun, is a word that only looks as if it began with a particle."""
    stems = (form, *(form[: -len(end)] for end in ENCLITICS if form.endswith(end)))
    feminine = (stem[:-1] + TEH_MARBUTA for stem in stems if stem.endswith(TEH))
    return any(stem in FALSE_FRIENDS for stem in (*stems, *feminine))


def _is_wanted(cut: Cut, cutting: Cutting) -> bool:
    particles = (part for part in cut.proclitics if part != ARTICLE)
    has_article = ARTICLE in cut.proclitics
    return all(part in cutting.proclitics for part in particles) and not (has_article and cutting.keeps_article)


def _is_plain(token: str, cut: Cut, cutting: Cutting) -> bool:
    """Say whether what is left off stands before an article and nobody would doubt it."""
    if not cut.is_likely or not _PLAIN.issuperset(cut.proclitics):
        return False
    rest = bare(token[cut.start :])
    if not cutting.keeps_article:
        return ARTICLE in cut.proclitics and len(rest) >= _SHORTEST
    if cut.proclitics[-1] == FEH:
        return False
    if cut.proclitics[-1] == LAM:
        return rest.startswith(LAM) and len(rest) > _SHORTEST
    return rest.startswith(ARTICLE) and len(rest) >= len(ARTICLE) + _SHORTEST


def _forms(token: str, cut: Cut, offered: tuple[Cut, ...]) -> Iterator[str]:
    """Yield what a piece may be known as: itself, with the alef that لل has swallowed, without its pronoun."""
    for one in (cut, *(other for other in offered if other.enclitic and other.start == cut.start)):
        form = bare(token[one.start : one.end])
        yield form
        if cut.proclitics[-1] == LAM and form.startswith(LAM):
            yield ALEF + form
