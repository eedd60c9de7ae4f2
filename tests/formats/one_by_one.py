"""Compare a document with what came back of it one by one: which ids changed, beside which ids the losses name."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from unicodedata import category

from annotator.domain.model import Document, Entity, Event, Layer, Relation
from annotator.domain.span import Span, surface
from annotator.formats.format import Loss
from tests.formats.losing import ARGUMENTS, BENT, GONE, LINKS, ids

Keys = dict[str, Hashable]


def changed(document: Document, back: Document, losses: Iterable[Loss]) -> dict[str, tuple[set[str], set[str]]]:
    """Return for each group of the first layer the ids that changed and the ids that the losses name.

    What hangs on a mark that did not come back is told with that mark alone. Where the text was made anew, a mark's
    place is the letters that it covers, since the loss of the text says that offsets moved.
    """
    losses = list(losses)
    layer = document.layers[0]
    got = back.layers[0] if back.layers else Layer("")
    is_rebuilt = document.text != back.text
    one, other = _Keyed(document.text, layer, is_rebuilt), _Keyed(back.text, got, is_rebuilt)
    held = {mark.id for mark in (*layer.entities, *layer.events)}
    named = ids(losses, *GONE, *BENT, "events") & held
    marks = _gone(one.entities, other.entities, named) | _gone(one.events, other.events, named)
    return {
        "marks": (marks, named),
        "relations": (one.apart_from(marks, "relations", other), ids(losses, *LINKS, "relations") & one.relations_ids),
        "arguments": (
            one.apart_from(marks, "arguments", other),
            {_event(key) for key in ids(losses, *ARGUMENTS)} & {event.id for event in layer.events} - marks,
        ),
        "attributes": (
            one.apart_from(marks, "attributes", other),
            ids(losses, "attributes", "attribute values") & one.attribute_ids - marks,
        ),
    }


def _event(key: str) -> str:
    return key.partition("/")[0].partition(" ")[0]


def _gone(before: Mapping[str, Hashable], after: Mapping[str, Hashable], named: Collection[str] = ()) -> set[str]:
    """Return the ids whose values are not among those after; of equal ones, those that are named went first."""
    found = Counter(after.values())
    gone = set()
    for key, value in sorted(before.items(), key=lambda pair: pair[0] in named):
        if found[value]:
            found[value] -= 1
        else:
            gone.add(key)
    return gone


class _Keyed:
    """The parts of a layer by what can be known of them after a file: type, place and ends, not their ids."""

    def __init__(self, text: str, layer: Layer, is_rebuilt: bool) -> None:
        def place(spans: tuple[Span, ...]) -> Hashable:
            if is_rebuilt:
                return "".join(letter for letter in surface(text, spans) if category(letter)[0] not in "CZ")
            return spans

        def name(value: str) -> str:
            return "_".join(value.split())

        self.entities: Keys = {mark.id: (name(mark.type), place(mark.spans)) for mark in layer.entities}
        self.events: Keys = {mark.id: (name(mark.type), place(mark.trigger)) for mark in layer.events}
        self._places = {**self.entities, **self.events}
        self.relations_ids = {relation.id for relation in layer.relations}
        self._layer = layer
        attributed = [mark for mark in (*layer.entities, *layer.events, *layer.relations) if mark.attributes]
        self.attribute_ids = {mark.id for mark in attributed}

    def apart_from(self, gone: set[str], group: str, other: "_Keyed") -> set[str]:
        """Return the ids of which something of that group changed, beside what hangs on marks that are gone."""
        return _gone(getattr(self, f"_{group}")(gone), getattr(other, f"_{group}")(set()))

    def _relations(self, gone: set[str]) -> Keys:
        kept = [relation for relation in self._layer.relations if not {relation.head, relation.tail} & gone]
        lost = {relation.id: ("", relation.id) for relation in self._layer.relations if relation not in kept}
        return {relation.id: self._relation(relation) for relation in kept} | lost

    def _relation(self, relation: Relation) -> Hashable:
        return "_".join(relation.type.split()), self._places.get(relation.head), self._places.get(relation.tail)

    def _arguments(self, gone: set[str]) -> Keys:
        return {
            event.id: (
                self._places[event.id],
                frozenset(Counter((a.role, self._places.get(a.target or "")) for a in event.arguments).items()),
            )
            for event in self._layer.events
            if event.id not in gone
        }

    def _attributes(self, gone: set[str]) -> Keys:
        marks: list[Entity | Event] = [*self._layer.entities, *self._layer.events]
        kept = [mark for mark in marks if mark.attributes and mark.id not in gone]
        return {mark.id: (self._places[mark.id], repr(sorted(mark.attributes.items()))) for mark in kept}
