"""Bench: what the pages of the schema's editor share - the draft, the counts, what is shown - and the one way to edit.

An edit that the rules refuse changes nothing; its error comes back, so that it can stand beside its field.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any  # Any: the parts of a schema share only an id

from PySide6.QtCore import QObject, Signal

from annotator.domain.schema import AttributeType, EntityType, EventGroup, EventType, RelationType, Schema, offered
from annotator.errors import AnnotatorError
from annotator.operations.schema_keys import contexts
from annotator.operations.schema_parts import has, part
from annotator.operations.schema_steps import Define, Recolour, Rename, ReplaceSchema, SetValues, Step, Target
from annotator.operations.schema_usage import SchemaUsage, usage_of
from annotator.ui.desk import Desk
from annotator.ui.i18n import Translator
from annotator.ui.keys import chords
from annotator.ui.schema_editor.draft import Draft
from annotator.ui.schema_editor.spot import Spot
from annotator.ui.session import Session

_OFF_MARKS = {"Ctrl", "Alt", "Meta"}


class Bench(QObject):
    """Hold what is edited; `edited` after every edit, `moved` when another place is to be shown."""

    tr: Translator  # type: ignore[assignment]  # takes the place of QObject.tr
    edited = Signal()
    moved = Signal(object)  # a Spot
    looked_at = Signal(int)  # what waits changes marks and is to be shown; how many edits there were before

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.session = desk.session
        self.tr = desk.session.tr
        self.language = desk.session.settings.language
        self.theme = desk.canvas.look.theme
        self.draft = Draft(Schema("", desk.session.schema.title))
        self.usage = SchemaUsage()
        self.spot = Spot("schema")
        self.read()

    def read(self) -> None:
        """Begin anew with the project's schema as it is now."""
        project = self.session.project
        if project is not None:
            self.draft = Draft(project.schema())
            self.usage = usage_of(project)
        if not self.is_there(self.spot):
            self.spot = Spot("schema")

    @property
    def schema(self) -> Schema:
        """Return the schema as it is edited."""
        return self.draft.schema

    @property
    def is_editable(self) -> bool:
        """Say whether the project takes changes."""
        project = self.session.project
        return project is not None and not project.read_only

    # What there is

    def is_there(self, spot: Spot) -> bool:
        """Say whether the schema has what a spot shows."""
        try:
            return not spot.is_thing or has(self.schema, spot.target)
        except AnnotatorError:  # what it is within is gone
            return False

    def part(self, spot: Spot) -> Any:  # Any: as above
        """Return the definition that a spot shows; raises SchemaError if it is gone."""
        return part(self.schema, spot.target)

    def name(self, spot: Spot) -> str:
        """Return what the thing of a spot is called, its id if it has no name."""
        one = self.part(spot)
        return str(one.label.text(self.language) or one.id)

    def type_name(self, type_id: str) -> str:
        """Return the name of an entity, event or relation type, its id if there is none."""
        schema = self.schema
        kind = schema.entity(type_id) or schema.event(type_id) or schema.relation(type_id)
        return (kind.label.text(self.language) if kind else "") or type_id

    def marks(self, spot: Spot) -> int:
        """Return how many marks of the project use the thing of a spot."""
        return self.usage.of(spot.target) if spot.is_thing else 0

    def key_rivals(self, spot: Spot) -> list[str]:
        """Return the names of what has the same keys as the thing of a spot, or keys that begin so."""
        target = spot.target
        for context in contexts(self.schema):
            own = next((one for one in context if one.target == target), None)
            if own is not None and own.key:
                others = (one for one in context if one.target != target and one.key)
                return [self._called(one.target) for one in others if _are_rivals(own.key, one.key)]
        return []

    def reserved(self) -> set[str]:
        """Return the chords that commands have and that a type must not begin with."""
        taken = {chord for keys in self.desk.command_keys.values() for chord in chords(keys)}
        return {chord for chord in taken if chord}

    def is_reserved(self, keys: str) -> bool:
        """Say whether the first of some keys belongs to a command."""
        return bool(keys) and chords(keys)[0] in self.reserved()

    def _called(self, target: Target) -> str:
        return str(part(self.schema, target).label.text(self.language) or target.id)

    # Editing

    def do(self, step: Step, about: object = None) -> AnnotatorError | None:
        """Do a step on the draft; return the error if it cannot be."""
        try:
            self.draft.do(step, about)
        except AnnotatorError as error:
            return error
        self._tell()
        return None

    def do_all(self, steps: Iterable[Step]) -> AnnotatorError | None:
        """Do steps on the draft, all or none; return the error if one cannot be."""
        done = 0
        for step in steps:
            before = self.draft.edits
            try:
                self.draft.do(step)
            except AnnotatorError as error:
                for _ in range(done):
                    self.draft.take_back()
                return error
            done += self.draft.edits - before
        self._tell()
        return None

    def _tell(self) -> None:
        if not self.is_there(self.spot):
            self.spot = Spot("schema")
        self.edited.emit()

    def shadow(self) -> Session:
        """Return a session whose schema is the draft's, for questions that ask about the schema."""
        made = Session(self.session.settings)
        made.project, made.schema = self.session.project, self.schema
        return made

    def change(self, spot: Spot, name: str, value: object) -> AnnotatorError | None:
        """Give a thing another value of one field."""
        if name == "id":
            return self.rename(spot, str(value))
        fresh = replace(self.part(spot), **{name: value})
        step: Step
        if spot.page == "value":
            holder: AttributeType = part(self.schema, Target("attribute", spot.within))
            step = SetValues(holder.id, tuple(fresh if one.id == spot.id else one for one in holder.options))
        else:
            step = Define(fresh, spot.within)
        return self.do(step, (spot, name))

    def rename(self, spot: Spot, new_id: str) -> AnnotatorError | None:
        """Give a thing another id, and everything that speaks of it."""
        if new_id == spot.id:
            return None
        moved = replace(spot, id=new_id)
        before, self.spot = self.spot, moved if self.spot == spot else self.spot
        error = self.do(_renaming(self.schema, spot, new_id))
        if error is not None:
            self.spot = before
        return error

    def recolour_group(self, spot: Spot, colour: str) -> AnnotatorError | None:
        """Give a group of events and its types another colour."""
        inside = (Target("event", kind.id) for kind in self.schema.events if kind.group == spot.id)
        return self.do(Recolour(tuple((target, colour) for target in (spot.target, *inside))), (spot, "colour"))

    def take_back(self) -> None:
        """Undo the last edit of the draft."""
        if self.draft.take_back():
            self._tell()

    def take_back_to(self, edits: int) -> None:
        """Undo the last edits of the draft until so many are left."""
        while self.draft.edits > edits:
            self.draft.take_back()
        self._tell()

    def go(self, spot: Spot) -> None:
        """Show another place."""
        self.spot = spot
        self.moved.emit(spot)

    def types(self, scopes: tuple[str, ...]) -> list[tuple[str, str, str]]:
        """Return scope, id and colour of the types of some scopes that are offered, in the schema's order."""
        schema = self.schema
        tables: dict[str, tuple[EntityType | EventType | RelationType, ...]]
        tables = {"entity": schema.entities, "event": schema.events, "relation": schema.relations}
        return [(scope, kind.id, kind.colour) for scope in scopes for kind in offered(tables[scope])]

    def colours(self) -> list[str]:
        """Return the colours of entity types, groups of events and relation types, which are to stay apart."""
        schema = self.schema
        coloured: tuple[EntityType | EventGroup | RelationType, ...]
        coloured = (*schema.entities, *schema.groups, *schema.relations)
        return [one.colour for one in coloured]


def _renaming(schema: Schema, spot: Spot, new_id: str) -> Step:
    if spot.page != "base":
        return Rename(spot.target, new_id)
    bases = (replace(one, id=new_id) if one.id == spot.id else one for one in schema.bases)
    kinds = (replace(one, base=new_id) if one.base == spot.id else one for one in schema.attributes)
    return ReplaceSchema(replace(schema, bases=tuple(bases), attributes=tuple(kinds)))


def _are_rivals(one: str, other: str) -> bool:
    first, second = chords(one), chords(other)
    size = min(len(first), len(second))
    return first[:size] == second[:size]
