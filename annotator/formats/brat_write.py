"""Write one layer as the lines of a brat .ann file, and list what brat cannot hold."""

import json
import re
from collections.abc import Callable, Iterable, Iterator

from annotator.domain.model import Comment, Document, Entity, Event, Json, Layer, Mark, Relation, spans_of
from annotator.domain.span import Fragments, surface
from annotator.formats.brat_losses import LossList, brat_part, layer_losses
from annotator.formats.brat_notes import SPANS, needs_spans, note_id
from annotator.formats.brat_pieces import has_break, one_line, pieces
from annotator.formats.brat_read import ENDS
from annotator.formats.brat_usage import SUBTYPE, Usage
from annotator.formats.features import mentions

_END = re.compile(r"[A-Za-z0-9_-]+")


class LayerLines:
    """The .ann lines of one layer, made once; `losses` says what is not in them."""

    def __init__(self, document: Document, layer: Layer, usage: Usage) -> None:
        self._text = document.text
        self._layer = layer
        self._usage = usage
        self.losses = LossList(document.name, layer.annotator)
        self._pieces = {mark.id: pieces(self._text, spans_of(mark)) for mark in mentions(layer)}
        self._entity_ids = _numbered("T", [mark.id for mark in layer.entities], self._is_written)
        self._event_ids = _numbered("E", [mark.id for mark in layer.events], self._is_written)
        written = {**self._entity_ids, **self._event_ids}
        links = [link.id for link in layer.relations if link.head in written and link.tail in written]
        self._relation_ids = _numbered("R", links, lambda _id: True)
        self._ids = {**written, **self._relation_ids}
        self._triggers = self._trigger_ids()
        self._counts = {"A": 0, "N": 0, "#": _highest("#", self._note_ids().values())}

    def lines(self) -> Iterator[str]:
        """Yield the lines without line feeds."""
        layer_losses(self._layer, self.losses)
        self._list_ids()
        self._list_invisible()
        entities = [mark for mark in self._layer.entities if mark.id in self._ids]
        events = [mark for mark in self._layer.events if mark.id in self._ids]
        relations = [mark for mark in self._layer.relations if mark.id in self._ids]
        for entity in entities:
            yield self._text_bound(self._ids[entity.id], self._usage.entity(entity), entity)
        for event in events:
            yield from self._event(event)
        yield from (self._relation(relation) for relation in relations)
        yield from self._equivalences()
        for mark in mentions(self._layer):
            if mark.id not in self._ids:
                continue
            yield from self._attributes(mark)
            yield from self._normalizations(mark)
        self.losses.add("relation attributes", *(relation.id for relation in relations if relation.attributes))
        yield from self._notes()
        yield from self._exact_spans(entities, events)

    def _is_written(self, mark: str) -> bool:
        return bool(self._pieces[mark])

    def _trigger_ids(self) -> dict[str, str]:
        first = 1 + _highest("T", self._entity_ids.values())
        return {event: f"T{number}" for number, event in enumerate(self._event_ids, first)}

    def _list_ids(self) -> None:
        self.losses.add("ids", *(mark for mark, stored in self._ids.items() if mark != stored))

    def _list_invisible(self) -> None:
        lost = [mark.id for mark in self._layer.marks() if mark.id not in self._ids]
        lost += [comment.id for comment in self._layer.comments if comment.target in lost]
        self.losses.add("invisible", *lost)

    def _text_bound(self, stored: str, kind: str, mark: Entity | Event) -> str:
        spans = self._pieces[mark.id]
        offsets = ";".join(f"{span.start} {span.end}" for span in spans)
        return f"{stored}\t{kind} {offsets}\t{surface(self._text, spans)}"

    def _event(self, event: Event) -> Iterator[str]:
        kind, trigger = self._usage.event(event), self._triggers[event.id]
        yield self._text_bound(trigger, kind, event)
        words = [f"{kind}:{trigger}"]
        met: dict[str, int] = {}
        for argument in event.arguments:
            if argument.target is None:
                self.losses.add("pro-drop", event.id)
            elif argument.target not in self._ids:
                self.losses.add("arguments", event.id)
            else:
                role = self._usage.role(kind, argument.role)
                met[role] = met.get(role, 0) + 1
                number = str(met[role]) if met[role] > 1 else ""
                words.append(f"{role}{number}:{self._ids[argument.target]}")
        yield f"{self._ids[event.id]}\t{' '.join(words)}"

    def _relation(self, relation: Relation) -> str:
        stated = brat_part(relation.extra).get("arguments")
        one, other = _ends(stated)
        head, tail = self._ids[relation.head], self._ids[relation.tail]
        kind = self._usage.relation(relation)
        return f"{self._ids[relation.id]}\t{kind} {one}:{head} {other}:{tail}\t"

    def _equivalences(self) -> Iterator[str]:
        names = {cluster.id: cluster.name for cluster in self._layer.clusters}
        clusters: dict[str, list[str]] = {}
        for mark in mentions(self._layer):
            if mark.cluster is not None and mark.id in self._ids:
                clusters.setdefault(mark.cluster, []).append(self._ids[mark.id])
        number = 0
        for cluster, members in clusters.items():
            name = names.get(cluster, cluster)
            if len(members) == 1:
                self.losses.add("single clusters", name)
                continue
            number += 1
            if name != f"Equiv{number}":
                self.losses.add("cluster names", name)
            yield f"*\tEquiv {' '.join(members)}"

    def _attributes(self, mark: Entity | Event) -> Iterator[str]:
        stored = self._ids[mark.id]
        if isinstance(mark, Entity) and mark.subtype is not None:
            yield self._attribute(*self._usage.attribute(SUBTYPE, mark.subtype, is_subtype=True), stored)
        for name, value in mark.attributes.items():
            yield self._attribute(*self._usage.attribute(name, value), stored)

    def _attribute(self, name: str, value: str | None, target: str) -> str:
        line = f"{self._next('A')}\t{name} {target}"
        return line if value is None else f"{line} {value}"

    def _normalizations(self, mark: Mark) -> Iterator[str]:
        stated = brat_part(mark.extra).get("normalizations")
        for entry in stated if isinstance(stated, list) else []:
            match entry:
                case {"type": str(kind), "reference": str(reference), "text": str(text)} if not has_break(
                    kind + reference + text
                ):
                    yield f"{self._next('N')}\t{kind} {self._ids[mark.id]} {reference}\t{text}"
                case _:
                    self.losses.add("extra", mark.id)

    def _notes(self) -> Iterator[str]:
        stored = self._note_ids()
        for comment in self._layer.comments:
            if comment.target is None:
                self.losses.add("comments", comment.id)
            elif comment.target in self._ids:
                key = stored.get(comment.id) or self._next("#")
                self._list_comment(comment, renamed=comment.id not in stored)
                kind = brat_part(comment.extra).get("type")
                kind = kind if isinstance(kind, str) and kind.isidentifier() else "AnnotatorNotes"
                yield f"{key}\t{kind} {self._ids[comment.target]}\t{one_line(comment.text)}"

    def _list_comment(self, comment: Comment, *, renamed: bool) -> None:
        if renamed:
            self.losses.add("ids", comment.id)
        if comment.author != self._layer.annotator or comment.at or comment.resolved or comment.parent is not None:
            self.losses.add("comment details", comment.id)
        if one_line(comment.text) != comment.text:
            self.losses.add("comment lines", comment.id)

    def _exact_spans(self, entities: Iterable[Entity], events: Iterable[Event]) -> Iterator[str]:
        places: list[tuple[str, Fragments]] = [(self._ids[mark.id], mark.spans) for mark in entities]
        places += [(self._triggers[mark.id], mark.trigger) for mark in events]
        for stored, spans in places:
            if needs_spans(self._text, spans):
                pairs = json.dumps([[span.start, span.end] for span in spans])
                yield f"{self._next('#')}\t{SPANS} {stored}\t{pairs}"

    def _note_ids(self) -> dict[str, str]:
        """Return the ids of the comments that keep theirs."""
        ids = {comment.id: note_id(comment.id) for comment in self._layer.comments}
        return {comment: stored for comment, stored in ids.items() if stored is not None}

    def _next(self, letter: str) -> str:
        self._counts[letter] += 1
        return f"{letter}{self._counts[letter]}"


def _numbered(letter: str, ids: Iterable[str], is_written: Callable[[str], bool]) -> dict[str, str]:
    """Return the stored id of each mark that is written: its own if brat knows such ids, else the next free number."""
    own = re.compile(letter + r"[0-9]{1,9}", re.ASCII)
    known = [mark for mark in ids if is_written(mark)]
    number = _highest(letter, (mark for mark in known if own.fullmatch(mark)))
    stored: dict[str, str] = {}
    for mark in known:
        number += 0 if own.fullmatch(mark) else 1
        stored[mark] = mark if own.fullmatch(mark) else f"{letter}{number}"
    return stored


def _highest(letter: str, ids: Iterable[str]) -> int:
    return max((int(key[1:]) for key in ids if key[:1] == letter and key[1:].isdecimal()), default=0)


def _ends(stated: Json) -> tuple[str, str]:
    """Return the names of a relation's two ends as a file stated them, else brat's usual ones."""
    match stated:
        case [str(one), str(other)] if one != other and _END.fullmatch(one) and _END.fullmatch(other):
            return one, other
    return ENDS
