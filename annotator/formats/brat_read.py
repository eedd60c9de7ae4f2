"""Build a layer from the lines of a brat file whose offsets have been fitted to the text.

A mark that cannot be taken is left out with a RefusedError, and so is what points at it; nothing is guessed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from annotator.domain.model import (
    Argument,
    Attributes,
    AttributeValue,
    Cluster,
    Comment,
    Entity,
    Event,
    Extra,
    Json,
    Layer,
    Relation,
)
from annotator.domain.span import Fragments
from annotator.formats import shapes
from annotator.formats.brat_lines import EventLine, RelationLine, RoleFiller, Standoff
from annotator.formats.brat_names import BratNames
from annotator.formats.brat_notes import SPANS, comment_id, stated_spans
from annotator.formats.brat_pieces import joined
from annotator.formats.features import mentions
from annotator.formats.offset_proof import Fitting, stated_extra
from annotator.formats.refusal import RefusedError

ENDS = ("Arg1", "Arg2")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a layer is built from: the text, the lines, where they stand, and the tables of names and roles."""

    text: str
    standoff: Standoff
    fitting: Fitting
    names: BratNames
    roles: frozenset[str]  # stored role names that the schema states, numbers at the end included


def read_layer(sheet: Sheet, annotator: str) -> tuple[Layer, list[RefusedError]]:
    """Return the layer and, for each mark or part of one that was left out, the reason."""
    reader = _Reader(sheet)
    events = tuple(reader.events())
    layer = Layer(
        annotator=annotator,
        entities=tuple(reader.entities()),
        events=events,
        relations=tuple(reader.relations()),
        comments=tuple(reader.comments()),
    )
    return reader.clustered(layer), reader.refusals


class _Reader:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._standoff = sheet.standoff
        self.refusals: list[RefusedError] = []
        self._exact = stated_spans(sheet.text, sheet.standoff.notes, sheet.fitting.spans)
        self._events = {line.id: line for line in sheet.standoff.events.values() if self._is_sound(line)}
        self._of_trigger: dict[str, list[str]] = {}
        for line in sheet.standoff.events.values():
            self._of_trigger.setdefault(line.trigger, []).append(line.id)
        self._entities = {
            line.id: line
            for line in sheet.standoff.bounds.values()
            if line.id in sheet.fitting.spans and line.id not in self._of_trigger and self._is_name(line.type, line.id)
        }
        self._relations: dict[str, RelationLine] = {}
        for relation in sheet.standoff.relations.values():
            if self._is_name(relation.type, relation.id) and self._has_ends(relation):
                self._relations[relation.id] = relation
        self._attributes = self._collect_attributes()
        self._normalizations = self._collect_normalizations()

    def entities(self) -> Iterator[Entity]:
        for line in self._entities.values():
            attributes, subtype = self._attributes_of(line.id)
            yield Entity(
                id=line.id,
                type=self._sheet.names.original_text("entity", line.type),
                spans=self._spans(line.id),
                subtype=subtype,
                attributes=attributes,
                name=line.id,
                extra={**self._extra(line.id), **stated_extra(self._sheet.fitting, line.id)},
            )

    def events(self) -> Iterator[Event]:
        for line in self._events.values():
            attributes, subtype = self._attributes_of(line.id)
            if subtype is not None:
                attributes = {**attributes, "subtype": subtype}
            yield Event(
                id=line.id,
                type=self._sheet.names.original_text("event", line.type),
                trigger=self._spans(line.trigger),
                arguments=tuple(self._arguments(line)),
                attributes=attributes,
                name=line.id,
                extra={**self._extra(line.id), **stated_extra(self._sheet.fitting, line.trigger)},
            )

    def relations(self) -> Iterator[Relation]:
        for line in self._relations.values():
            (one, head), (other, tail) = _ordered(line.arguments)
            extra: Extra = {} if (one, other) == ENDS else {"brat": {"arguments": [one, other]}}
            yield Relation(
                id=line.id,
                type=self._sheet.names.original_text("relation", line.type),
                head=self._resolved(head) or "",
                tail=self._resolved(tail) or "",
                attributes=self._attributes_of(line.id)[0],
                name=line.id,
                extra=extra,
            )

    def comments(self) -> Iterator[Comment]:
        for line in self._standoff.notes:
            if line.type == SPANS and line.target in self._exact:
                continue
            target = self._target(line.target)
            if target is None:
                self._refuse_target(line.id, line.type, line.target)
                continue
            key = comment_id(line.id)
            extra: Extra = {} if line.type == "AnnotatorNotes" else {"brat": {"type": line.type}}
            yield Comment(id=key, target=target, author="", at="", text=line.text, name=key, extra=extra)

    def clustered(self, layer: Layer) -> Layer:
        """Return the layer with the clusters of the Equiv lines and the layer's annotator as author of comments."""
        cluster_of = self._clusters()
        entities = tuple(replace(mark, cluster=cluster_of.get(mark.id)) for mark in layer.entities)
        events = tuple(replace(mark, cluster=cluster_of.get(mark.id)) for mark in layer.events)
        comments = tuple(replace(comment, author=layer.annotator) for comment in layer.comments)
        layer = replace(layer, entities=entities, events=events, comments=comments)
        used = dict.fromkeys(mark.cluster for mark in mentions(layer) if mark.cluster is not None)
        return replace(layer, clusters=tuple(Cluster(name, name) for name in used))

    def _clusters(self) -> dict[str, str]:
        """Return the cluster's name by mark; lines that share a mark name one cluster, that of the first."""
        line_of: dict[str, int] = {}
        first: dict[int, int] = {}  # of a line, one that stands above it and shares a mark with it

        def first_of(number: int) -> int:
            above = number
            while above in first:
                above = first[above]
            while number in first:  # the next one need not climb as far
                first[number], number = above, first[number]
            return above

        for number, line in enumerate(self._standoff.equivalences, 1):
            members = [target for member in line.members if (target := self._member(member)) is not None]
            shared = {first_of(line_of[member]) for member in members if member in line_of}
            top = min(shared, default=number)
            first.update(dict.fromkeys(shared - {top}, top))
            line_of.update(dict.fromkeys(members, top))
        return {mark: f"Equiv{first_of(number)}" for mark, number in line_of.items()}

    def _member(self, stored: str) -> str | None:
        target = self._resolved(stored)
        if target is None:
            self._refuse_target("*", "Equiv", stored)
        return target

    def _is_sound(self, line: EventLine) -> bool:
        if line.trigger in self._sheet.fitting.spans:
            return self._is_name(line.type, line.id)
        self._refuse_target(line.id, line.type, line.trigger)
        return False

    def _has_ends(self, line: RelationLine) -> bool:
        for role, target in line.arguments:
            if self._resolved(target) is None:
                self._refuse_target(line.id, role, target)
                return False
        return True

    def _arguments(self, line: EventLine) -> Iterator[Argument]:
        for role, stored in line.arguments:
            target = self._resolved(stored)
            if target is None:
                self._refuse_target(line.id, role, stored)
            elif self._is_name(role, line.id):
                yield Argument(self._role(role), target)

    def _role(self, stored: str) -> str:
        names = self._sheet.names
        if stored not in self._sheet.roles and not names.has("role", stored):
            stored = stored.rstrip("0123456789") or stored
        return names.original_text("role", stored)

    def _resolved(self, stored: str) -> str | None:
        """Return the entity or event that an id names; a trigger's id names its event if it has only one."""
        if stored in self._entities or stored in self._events:
            return stored
        events = [event for event in self._of_trigger.get(stored, ()) if event in self._events]
        return events[0] if len(events) == 1 else None

    def _target(self, stored: str) -> str | None:
        return stored if stored in self._relations else self._resolved(stored)

    def _spans(self, stored: str) -> Fragments:
        return self._exact.get(stored) or joined(self._sheet.text, self._sheet.fitting.spans[stored])

    def _collect_attributes(self) -> dict[str, dict[str, str | None]]:
        found: dict[str, dict[str, str | None]] = {}
        for line in self._standoff.attributes:
            target = self._target(line.target)
            if target is None:
                self._refuse_target(line.id, line.name, line.target)
            elif line.name in found.get(target, {}):
                self.refusals.append(_twice(line.id, line.name, target))
            elif self._is_name(line.name, line.id):
                found.setdefault(target, {})[line.name] = line.value
        return found

    def _attributes_of(self, mark: str) -> tuple[Attributes, str | None]:
        names = self._sheet.names
        subtype: str | None = None
        attributes: dict[str, AttributeValue] = {}
        for stored, value in self._attributes.get(mark, {}).items():
            if names.is_subtype(stored) and value is not None:
                subtype = names.original_text("value", value)
            else:
                meant = True if value is None else names.original("value", value)
                attributes[names.original_text("attribute", stored)] = meant
        return attributes, subtype

    def _collect_normalizations(self) -> dict[str, list[Json]]:
        found: dict[str, list[Json]] = {}
        for line in self._standoff.normalizations:
            target = self._target(line.target)
            if target is None:
                self._refuse_target(line.id, line.type, line.target)
                continue
            entry: Json = {"id": line.id, "type": line.type, "reference": line.reference, "text": line.text}
            found.setdefault(target, []).append(entry)
        return found

    def _extra(self, mark: str) -> Extra:
        return {"brat": {"normalizations": self._normalizations[mark]}} if mark in self._normalizations else {}

    def _is_name(self, name: str, mark: str) -> bool:
        try:
            shapes.check_name(name, "type", mark)
        except RefusedError as refusal:
            self.refusals.append(refusal)
            return False
        return True

    def _refuse_target(self, mark: str, key: str, target: str) -> None:
        self.refusals.append(
            RefusedError(
                "dangling",
                "In {file}, document {document}, {id}: “{key}” points at {target}, which is not there or was left out. "
                "It was left out too.",
                mark=mark,
                key=key,
                target=target,
            )
        )


def _ordered(arguments: Iterable[RoleFiller]) -> list[RoleFiller]:
    """Return the two ends with Arg1 first, where they are called so; others in the order of the file."""
    ends = list(arguments)
    return ends[::-1] if tuple(role for role, _ in ends) == ENDS[::-1] else ends


def _twice(line: str, name: str, mark: str) -> RefusedError:
    return RefusedError(
        "attribute twice",
        "In {file}, document {document}, {id}: the attribute {name} of {target} is stated twice. The first was kept.",
        mark=line,
        name=name,
        target=mark,
    )
