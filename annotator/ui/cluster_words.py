"""Words for clusters: what each is called, and which mentions could be one thing with some words, likely ones first."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from annotator.domain.check_context import NAME
from annotator.domain.model import Event, spans_of
from annotator.domain.span import Fragments, hull, surface
from annotator.text.normalize import fold_text
from annotator.text.stops import first_form
from annotator.ui.editor.marks import Mention
from annotator.ui.hints import MOST
from annotator.ui.known_forms import KnownForms
from annotator.ui.session import Session
from annotator.ui.wording import type_title

_NUMBERED = re.compile(r"(?:c|ev)-\d+")  # names that the program gave
_LONGEST = 60  # letters of a name that is shown
_LOOKED_AT = 20  # mentions of a cluster from which its name is chosen
_SEARCHED = 4_000  # mentions on both sides of the words
_COMPARED = 500  # of them are compared with the words
_NAME = 3  # letters of a name


def cluster_title(session: Session, cluster_id: str) -> str:
    """Return what a cluster is called: its own name, else the words of its first name, else of its longest mention."""
    cluster = session.marks.clusters.get(cluster_id)
    if cluster is not None and not _NUMBERED.fullmatch(cluster.name):
        return cluster.name
    members = session.marks.members(cluster_id)[:_LOOKED_AT]
    names = [one for one in members if NAME in one.attributes.values()] or members
    words = [short(session, one) for one in names]
    return max(words, key=len, default=cluster.name if cluster else "")


def cluster_type(session: Session, cluster_id: str) -> str:
    """Return the names of the types of a cluster's mentions."""
    types = dict.fromkeys(one.type for one in session.marks.members(cluster_id)[:_LOOKED_AT])
    return " · ".join(type_title(session, one) for one in types)


def short(session: Session, mention: Mention) -> str:
    """Return the words of a mention on one line, cut where they are long."""
    words = " ".join(surface(session.text, spans_of(mention)).split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def likely(session: Session, forms: KnownForms, spans: Fragments, recent: Iterable[str]) -> Iterator[Mention]:
    """Yield mentions, each once: of the same words, of a longer or shorter name, of clusters used last, near ones."""
    words = surface(session.text, spans)
    near = list(islice(session.marks.around(hull(spans).start), _SEARCHED))
    seen: set[str] = set()
    for mention in (
        *_of_same_words(session, forms, words, spans),
        *_of_like_words(session, words, near[:_COMPARED]),
        *(one for cluster in recent for one in _nearest(session.marks.members(cluster), spans)[:1]),
        *near,
    ):
        if mention.id not in seen:
            seen.add(mention.id)
            yield mention


def fits(session: Session, mention: Mention, first: Mention | None) -> bool:
    """Say whether a mention could be the same thing as the first one, or as words without a mark (None)."""
    schema = session.schema
    kind = schema.entity(mention.type)
    if first is None:
        return isinstance(mention, Event) or kind is None or not kind.is_value
    if type(mention) is not type(first) or mention.id == first.id:
        return False
    is_open = schema.policy.mixed_clusters or mention.type == first.type
    return is_open and (mention.cluster is None or mention.cluster != first.cluster)


def joinable(session: Session, found: Iterable[Mention], first: Mention | None) -> list[str]:
    """Return the ids of those mentions that fit, as many as can have letters."""
    return [one.id for one in islice((one for one in found if fits(session, one, first)), MOST)]


def _of_same_words(session: Session, forms: KnownForms, words: str, spans: Fragments) -> list[Mention]:
    wanted = fold_text(words)
    found = [one for mark_id in forms.having(first_form(words)) if (one := session.marks.mention(mark_id))]
    near = _nearest(found, spans)[:_COMPARED]
    return [one for one in near if fold_text(surface(session.text, spans_of(one))) == wanted]


def _of_like_words(session: Session, words: str, near: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the mentions that hold all these words, or all of whose words are among them; no pronouns."""
    wanted = set(fold_text(words).split())
    if len(words) < _NAME:
        return
    for mention in near:
        text = surface(session.text, spans_of(mention))
        found = set(fold_text(text).split())
        if len(text) >= _NAME and (found <= wanted or wanted <= found):
            yield mention


def _nearest(mentions: list[Mention], spans: Fragments) -> list[Mention]:
    origin = hull(spans).start
    return sorted(mentions, key=lambda one: abs(hull(spans_of(one)).start - origin))
