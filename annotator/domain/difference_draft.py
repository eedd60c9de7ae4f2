"""Drafts of differences: what is known of one before its key is made, and the list that gathers them."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from annotator.domain.alignment import Alignment, Group
from annotator.domain.boundary import Edge
from annotator.domain.difference import Difference, Kind, Scope, Value
from annotator.domain.link_alignment import End
from annotator.domain.model import Mark, spans_of
from annotator.domain.span import Fragments

LACKS = ""  # said for a layer that has nothing to say


@dataclass(frozen=True, slots=True)
class Draft:
    """A difference without its key; `about` tells it from others, `alike` is what each layer says in its series."""

    kind: Kind
    scope: Scope
    about: Hashable
    ids: tuple[tuple[str, ...], ...]
    values: tuple[Value, ...]
    said: tuple[str, ...]
    alike: tuple[str, ...]
    name: str = ""
    edge: Edge | None = None
    cause: str = ""


class Gathering:
    """The differences of one alignment as they are found, and the keys by which later ones name their cause."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.found: list[Difference] = []
        self.existence: dict[int, str] = {}  # number of a group -> key of the question whether it exists
        self.types: dict[int, str] = {}  # number of a group -> key of the question of its type
        self._annotators = tuple(layer.annotator for layer in alignment.layers)
        self._times: Counter[str] = Counter()
        self._signatures: dict[int, str] = {}

    def add(self, draft: Draft) -> str:
        """Take in a difference and return its key."""
        name = draft.name if draft.kind is Kind.ATTRIBUTE else ""
        question = _ASKED.get(draft.kind, draft.kind.value), draft.scope.value, name
        key = _digest(question, draft.about, self.by_annotator(draft.said))
        self._times[key] += 1
        if self._times[key] > 1:
            key = f"{key}.{self._times[key]}"
        edge = draft.edge.value if draft.edge else ""
        series = _digest(question, edge, self.by_annotator(draft.alike))
        self.found.append(
            Difference(
                draft.kind,
                draft.scope,
                draft.ids,
                draft.values,
                key,
                series,
                draft.name,
                draft.edge,
                draft.cause,
                draft.said,
            )
        )
        return key

    def by_annotator(self, said: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return what each layer says in an order that does not depend on that of the layers."""
        return tuple(sorted(zip(self._annotators, said, strict=True)))

    def signature(self, end: End) -> str:
        """Return what tells a group of mentions from others: kind, types and spans, by annotator."""
        if isinstance(end, str):
            return end
        if end not in self._signatures:
            group = self.alignment.groups[end]
            said = (f"{mark.type} {_offsets(spans_of(mark))}" if mark else LACKS for mark in group.marks)
            self._signatures[end] = repr((group.is_event, self.by_annotator(said)))
        return self._signatures[end]


# Whether a thing is there is one question, from whichever side it is asked.
_ASKED = {
    Kind.EXTRA: Kind.MISSING.value,
    Kind.ARGUMENT_EXTRA: Kind.ARGUMENT_MISSING.value,
    Kind.RELATION_EXTRA: Kind.RELATION_MISSING.value,
}


def ids_of(marks: Sequence[Mark | None]) -> tuple[tuple[str, ...], ...]:
    """Return for each layer the id of its mark, alone in a tuple."""
    return tuple((mark.id,) if mark else () for mark in marks)


def scope_of(group: Group) -> Scope:
    """Return what sort of mentions a group holds."""
    return Scope.EVENT if group.is_event else Scope.ENTITY


def _offsets(spans: Fragments) -> str:
    return " ".join(f"{span.start}-{span.end}" for span in spans)


def _digest(*parts: Hashable) -> str:
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
