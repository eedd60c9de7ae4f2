"""Compare a document with what came back of it one by one: which ids changed, beside which ids the losses name.

This counts by itself what differs, and knows nothing of how an export is read back in the program.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import TypeAlias
from unicodedata import category

from annotator.domain.model import Comment, Document, Entity, Event, Layer, Relation
from annotator.domain.span import Span, surface
from annotator.formats.format import Loss
from tests.formats.losing import ARGUMENTS, BENT, GONE, LINKS, ids

Keys: TypeAlias = dict[str, Hashable]
Found: TypeAlias = dict[str, tuple[set[str], set[str]]]
CLUSTERS = ("clusters", "single clusters", "cluster names", "cluster parts")
MEMBERS = ("cluster members", "crossing clusters")


def changed(document: Document, back: Document, losses: Iterable[Loss], name: Callable[[str], str] = str) -> Found:
    """Return for each group of the layer that is written the ids that changed and the ids that the losses name.

    What hangs on a mark that did not come back is told with that mark alone. Where the text was made anew, a mark's
    place is the letters that it covers, since the loss of the text says that offsets moved. `name` is what becomes of
    a type.
    """
    others = ids(losses, "annotators")
    layer = next((layer for layer in document.layers if layer.annotator not in others), Layer(""))
    losses = [loss for loss in losses if loss.annotator in ("", layer.annotator)]
    got = next((each for each in back.layers if each.annotator == layer.annotator), None) or (
        back.layers[0] if back.layers else Layer("")
    )
    is_rebuilt = document.text != back.text
    one, other = _Keyed(document.text, layer, is_rebuilt, name), _Keyed(back.text, got, is_rebuilt, str)
    named = ids(losses, *GONE, *BENT, "events") & one.places.keys()
    marks = _gone(one.entities, other.entities, named) | _gone(one.events, other.events, named)
    marks |= _alike(one, other, losses, is_rebuilt) & named
    links = ids(losses, *LINKS, "relations", "invisible") & one.relations_ids
    bent = marks & ids(losses, *BENT) | one.twins()
    unsure = one.hanging_on(bent) - links
    loose = one.clusters_of(bent)
    other_arguments = one.apart_from(marks, "arguments", other) - unsure
    by_words = ids(losses, "ends") & other_arguments  # an end that is told by its words may be found all the same
    arguments = (ids(losses, *ARGUMENTS - {"ends"}) | by_words) & {event.id for event in layer.events} - marks - unsure
    attributed = ids(losses, "attributes", "attribute values", "relation attributes") & one.attribute_ids
    relations = one.apart_from(marks, "relations", other) - unsure
    clusters = one.clusters_apart(marks, other)
    lucky = {cluster.name for cluster in layer.clusters if re.fullmatch(r"c\d", cluster.name)} - clusters
    of_marks = {
        "marks": (marks, named),
        "relations": (relations, links | (ids(losses, "ends") & relations)),
        "arguments": (other_arguments, arguments),
        "attributes": (
            one.apart_from(marks, "attributes", other) - links - unsure,
            attributed - marks - links - unsure,
        ),
        "subtypes": (one.apart_from(marks, "subtypes", other), ids(losses, "subtypes") - marks),
        "clusters": (clusters - loose, _clusters_named(layer, losses, marks) - loose - lucky),
    }
    return of_marks | _beside(layer, got, losses, one, other) | _facts(document, back, losses)


def _alike(one: "_Keyed", other: "_Keyed", losses: list[Loss], is_rebuilt: bool) -> set[str]:
    """Return the mentions that went although what is there is like them: letters tell no blanks, others no rivals."""
    gone = ids(losses, *GONE, "events") & one.places.keys()
    rivals = gone if len(other.places) == len(one.places.keys() - gone) else set()
    return rivals | (one.with_blanks() if is_rebuilt else set())


def _clusters_named(layer: Layer, losses: list[Loss], marks: set[str]) -> set[str]:
    names = {cluster.id: cluster.name for cluster in layer.clusters}
    members = [mark for mark in (*layer.entities, *layer.events) if mark.id in ids(losses, *MEMBERS)]
    standing = {
        names[mark.cluster] for mark in (*layer.entities, *layer.events) if mark.cluster and mark.id not in marks
    }
    return (ids(losses, *CLUSTERS) & standing) | {names[mark.cluster] for mark in members if mark.cluster}


def _beside(layer: Layer, got: Layer, losses: list[Loss], one: "_Keyed", other: "_Keyed") -> Found:
    """Return what is beside the marks: comments and the layer's state."""
    kinds = ("comments", "comment details", "comment lines", "invisible")
    comments = ids(losses, *kinds) & {comment.id for comment in layer.comments}
    is_told = bool(layer.marks()) or got.annotator == layer.annotator
    state = {layer.annotator} if layer.state is not got.state and is_told else set()
    return {
        "comments": (_gone(one.comments(layer), other.comments(got)), comments),
        "state": (state, ids(losses, "state")),
    }


def _facts(document: Document, back: Document, losses: list[Loss]) -> Found:
    before, after = _stated(document), _stated(back)
    gone = {key for of, key in before if after.get((of, key), "gone") != before[of, key]}
    names = set() if back.name == document.name else {document.name}
    named = ids(losses, "names") | ({document.name} if "name" in ids(losses, "metadata") else set())
    return {"metadata": (gone, ids(losses, "metadata") & {key for _, key in before}), "names": (names, named)}


def _stated(document: Document) -> dict[tuple[str, str], object]:
    facts = {("", key): value for key in ("language", "schema") if (value := getattr(document, key)) is not None}
    kinds = ("metadata", "extra")
    return facts | {(kind, key): value for kind in kinds for key, value in getattr(document, kind).items()}


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


def _is_blank(letter: str) -> bool:
    return category(letter)[0] in "CZ"


class _Keyed:
    """The parts of a layer by what can be known of them after a file: type, place and ends, not their ids."""

    def __init__(self, text: str, layer: Layer, is_rebuilt: bool, name: Callable[[str], str]) -> None:
        def place(spans: tuple[Span, ...]) -> Hashable:
            if is_rebuilt:
                return "".join(letter for letter in surface(text, spans) if not _is_blank(letter))
            return spans

        self.entities: Keys = {mark.id: (name(mark.type), place(mark.spans)) for mark in layer.entities}
        self.events: Keys = {mark.id: (name(mark.type), place(mark.trigger)) for mark in layer.events}
        self.places = {**self.entities, **self.events}
        self.relations_ids = {relation.id for relation in layer.relations}
        self._text, self._layer, self._name = text, layer, name
        attributed = [mark for mark in (*layer.entities, *layer.events, *layer.relations) if mark.attributes]
        self.attribute_ids = {mark.id for mark in attributed}

    def with_blanks(self) -> set[str]:
        """Return the mentions at whose ends, or between whose pieces, stands what cannot be seen."""
        stands = [(mark.id, mark.spans) for mark in self._layer.entities]
        stands += [(mark.id, mark.trigger) for mark in self._layer.events]
        ends = {key: [at for span in spans for at in (span.start, span.end - 1)] for key, spans in stands}
        beside = {key: [spans[0].start - 1, spans[-1].end] for key, spans in stands}
        ends |= {key: ends[key] + [at for at in some if 0 <= at < len(self._text)] for key, some in beside.items()}
        gaps = {key: range(spans[0].end, spans[-1].start) for key, spans in stands if len(spans) == 2}
        bare = {key for key, some in ends.items() if any(_is_blank(self._text[at]) for at in some)}
        return bare | {key for key, gap in gaps.items() if all(_is_blank(self._text[at]) for at in gap)}

    def twins(self) -> set[str]:
        """Return the mentions that nothing tells from another one."""
        counts = Counter((key in self.entities, place) for key, place in self.places.items())
        return {key for key, place in self.places.items() if counts[key in self.entities, place] > 1}

    def hanging_on(self, marks: set[str]) -> set[str]:
        """Return the relations and events that point at one of the marks."""
        relations = {relation.id for relation in self._layer.relations if {relation.head, relation.tail} & marks}
        return relations | {
            event.id for event in self._layer.events if any(item.target in marks for item in event.arguments)
        }

    def apart_from(self, gone: set[str], group: str, other: "_Keyed") -> set[str]:
        """Return the ids of which something of that group changed, beside what hangs on marks that are gone."""
        return _gone(getattr(self, f"_{group}")(gone), getattr(other, f"_{group}")(set()))

    def clusters_apart(self, gone: set[str], other: "_Keyed") -> set[str]:
        """Return the names of clusters that are not there under their name with the same marks that can be."""
        before, after = self._clusters(gone), other._clusters(set())
        return {name for name, members in before.items() if after.get(name) != members}

    def clusters_of(self, marks: set[str]) -> set[str]:
        """Return the names of the clusters of some mentions."""
        names = {cluster.id: cluster.name for cluster in self._layer.clusters}
        mentions = (mark for mark in (*self._layer.entities, *self._layer.events) if mark.id in marks)
        return {names.get(mark.cluster, mark.cluster) for mark in mentions if mark.cluster is not None}

    def comments(self, layer: Layer) -> Keys:
        """Return what is known of each comment."""
        return {comment.id: self._comment(comment) for comment in layer.comments}

    def _comment(self, comment: Comment) -> Hashable:
        target = None if comment.target is None else self.places.get(comment.target, "a relation")
        return target, comment.text, comment.author, comment.at, comment.resolved, comment.parent

    def _clusters(self, gone: set[str]) -> dict[str, Counter[Hashable]]:
        names = {cluster.id: cluster.name for cluster in self._layer.clusters}
        found: dict[str, Counter[Hashable]] = {}
        for mark in (*self._layer.entities, *self._layer.events):
            if mark.cluster is not None and mark.id not in gone:
                found.setdefault(names.get(mark.cluster, mark.cluster), Counter())[self.places[mark.id]] += 1
        return found

    def _relations(self, gone: set[str]) -> Keys:
        kept = [relation for relation in self._layer.relations if not {relation.head, relation.tail} & gone]
        lost = {relation.id: ("", relation.id) for relation in self._layer.relations if relation not in kept}
        return {relation.id: self._relation(relation) for relation in kept} | lost

    def _relation(self, relation: Relation) -> Hashable:
        return self._name(relation.type), self.places.get(relation.head), self.places.get(relation.tail)

    def _arguments(self, gone: set[str]) -> Keys:
        return {
            event.id: (
                self.places[event.id],
                frozenset(Counter((a.role, self.places.get(a.target or "")) for a in event.arguments).items()),
            )
            for event in self._layer.events
            if event.id not in gone
        }

    def _attributes(self, gone: set[str]) -> Keys:
        marks: list[Entity | Event] = [*self._layer.entities, *self._layer.events]
        kept = [mark for mark in marks if mark.attributes and mark.id not in gone]
        stated: Keys = {mark.id: (self.places[mark.id], repr(sorted(mark.attributes.items()))) for mark in kept}
        links = [link for link in self._layer.relations if link.attributes and not {link.head, link.tail} & gone]
        return stated | {link.id: (self._relation(link), repr(sorted(link.attributes.items()))) for link in links}

    def _subtypes(self, gone: set[str]) -> Keys:
        kept = [mark for mark in self._layer.entities if mark.subtype is not None and mark.id not in gone]
        return {mark.id: (self.places[mark.id], mark.subtype) for mark in kept}
