"""The pages of entity types, subtypes, event types, groups, roles and relation types."""

from typing import Any  # Any: a field's value is of the kind that its row shows

from annotator.domain.schema import EventType, RelationType, Wording
from annotator.errors import AnnotatorError, SchemaError
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.choice_fields import ColourField, KeysField, PairsField, TypesField
from annotator.ui.schema_editor.deeds import DELETE, MERGE, MOVE, RETIRE, SPLIT, Deed
from annotator.ui.schema_editor.fields import ChoiceField, LineField, NumberField, TickField, WordingField, WordsField
from annotator.ui.schema_editor.head import Head
from annotator.ui.schema_editor.line_rows import LineRows
from annotator.ui.schema_editor.page import Page, Row
from annotator.ui.schema_editor.part_list import PartList
from annotator.ui.schema_editor.spot import Spot

_MENTIONS = ("entity", "event")


class ThingPage(Page):
    """A page with the head of a thing above its rows, and the list of its parts where it has any."""

    def __init__(self, bench: Bench, head: Head, rows: list[Row], parts: PartList | None = None) -> None:
        names = [row.name for row in rows]
        first = names.index("description") + 1 if parts is not None and "description" in names else len(rows)
        super().__init__(bench, rows, head=head, first=first)
        self._head = head
        self.parts = parts
        if parts is not None:
            self.column.insertWidget(self.middle, parts)

    def show_spot(self, spot: Spot) -> None:
        self._head.show_spot(spot)
        super().show_spot(spot)
        if self.parts is not None:
            self.parts.show_spot(spot)


def name_row(bench: Bench) -> Row:
    """Return the row of the name; one language at least has it."""

    def take(spot: Spot, value: Any) -> AnnotatorError | None:
        if value == Wording():
            return SchemaError("Give it a name in one language at least.")
        return bench.change(spot, "label", value)

    return Row("label", bench.tr("Name"), WordingField(bench.tr), take=take)


def id_row(bench: Bench) -> Row:
    """Return the row of the stable id."""
    hint = bench.tr("Files and marks know it by this. It is ASCII and best never changed.")
    return Row("id", bench.tr("Id"), LineField(is_final=True, is_code=True), hint)


def about_row(bench: Bench) -> Row:
    """Return the row of the definition."""
    return Row("description", bench.tr("Definition"), WordingField(bench.tr, is_long=True))


def aliases_row(bench: Bench) -> Row:
    """Return the row of the names that files of others have for it."""
    comma = "، " if bench.tr.is_rtl else ", "
    hint = bench.tr("Other names, with commas between; files that use them come in under this id.")
    return Row("aliases", bench.tr("Names in other files"), WordsField(comma=comma), hint)


def _look_rows(bench: Bench) -> list[Row]:
    return [
        Row("colour", bench.tr("Colour"), ColourField(bench)),
        Row("hotkey", bench.tr("Key"), KeysField(bench)),
    ]


def _example_rows(bench: Bench) -> list[Row]:
    tr = bench.tr
    hint = tr("A line of text with the mention in [brackets]")
    return [
        Row("examples", tr("Examples"), LineRows(tr, hint=hint)),
        Row("counterexamples", tr("But not"), LineRows(tr, hint=hint)),
    ]


class EntityPage(ThingPage):
    """An entity type or a type of value."""

    def __init__(self, bench: Bench) -> None:
        tr = bench.tr
        self._parents = ChoiceField()
        kinds = ChoiceField(
            [(False, tr("An entity, which may be in clusters")), (True, tr("A value: a time, a number…"))]
        )
        hint = tr("What may be said of that type may be said of this one too.")
        rows = [name_row(bench), id_row(bench), *_look_rows(bench), about_row(bench), *_example_rows(bench)]
        rows += [
            Row("is_value", tr("Kind"), kinds),
            Row("parent", tr("Kind of"), self._parents, hint),
            aliases_row(bench),
        ]
        deeds: tuple[Deed, ...] = (RETIRE, MERGE, SPLIT, DELETE)
        parts = PartList(bench, "subtype", tr("Subtypes"), tr("Add a subtype"))
        super().__init__(bench, Head(bench, tr("Entity type"), deeds, has_colour=True), rows, parts)

    def show_spot(self, spot: Spot) -> None:
        bench = self.bench
        options: list[tuple[object, str]] = [("", bench.tr("Nothing above it"))]
        for kind in bench.schema.entities:
            if spot.id not in bench.schema.lineage(kind.id):
                options.append((kind.id, bench.type_name(kind.id)))
        self._parents.offer(options)
        super().show_spot(spot)


class SubtypePage(ThingPage):
    """A subtype of an entity type."""

    def __init__(self, bench: Bench) -> None:
        rows = [name_row(bench), id_row(bench), about_row(bench), aliases_row(bench)]
        super().__init__(bench, Head(bench, bench.tr("Subtype"), (RETIRE, MOVE, DELETE)), rows)


class GroupPage(ThingPage):
    """A group of event types."""

    def __init__(self, bench: Bench) -> None:
        tr = bench.tr
        colour = Row(
            "colour", tr("Colour"), ColourField(bench), tr("The types of the group get it too."), self._recolour
        )
        rows = [name_row(bench), id_row(bench), colour]
        parts = PartList(bench, "event", tr("Event types of the group"), tr("Add an event type"))
        super().__init__(bench, Head(bench, tr("Group of events"), (DELETE,), has_colour=True), rows, parts)

    def _recolour(self, spot: Spot, colour: Any) -> AnnotatorError | None:
        return self.bench.recolour_group(spot, str(colour))


class EventPage(ThingPage):
    """An event type."""

    def __init__(self, bench: Bench) -> None:
        tr = bench.tr
        self._groups = ChoiceField()
        extension = TickField(tr("Our own, beside those of the standard that the schema follows"))
        rows = [name_row(bench), id_row(bench), *_look_rows(bench), about_row(bench), *_example_rows(bench)]
        rows += [
            Row("group", tr("Group"), self._groups),
            aliases_row(bench),
            Row("extension", tr("Origin"), extension),
        ]
        deeds: tuple[Deed, ...] = (RETIRE, MERGE, SPLIT, DELETE)
        parts = PartList(bench, "role", tr("Roles"), tr("Add a role"))
        super().__init__(bench, Head(bench, tr("Event type"), deeds, has_colour=True), rows, parts)

    def show_spot(self, spot: Spot) -> None:
        bench = self.bench
        kind: EventType = bench.part(spot)
        groups = {group.id: group.label.text(bench.language) or group.id for group in bench.schema.groups}
        known = dict.fromkeys((kind.group,)) if kind.group and kind.group not in groups else {}
        self._groups.offer([("", bench.tr("No group")), *groups.items(), *((one, one) for one in known)])
        super().show_spot(spot)


class RolePage(ThingPage):
    """A role of an event type."""

    def __init__(self, bench: Bench) -> None:
        tr = bench.tr
        comma = "، " if tr.is_rtl else ", "
        recommended = TickField(tr("Recommended: an annotator is reminded of it"))
        variants = WordsField(comma=comma)
        rows = [
            name_row(bench),
            id_row(bench),
            Row("fillers", tr("May be filled by"), TypesField(bench, lambda: _MENTIONS)),
            Row("min", tr("At least"), NumberField(), tr("1 or more: the role must be filled.")),
            Row("max", tr("At most"), NumberField(nothing=tr("any number"))),
            Row("recommended", "", recommended),
            about_row(bench),
            Row("variants", tr("Variants of the id"), variants, tr("Other ids that count as this role.")),
            aliases_row(bench),
        ]
        super().__init__(bench, Head(bench, tr("Role"), (RETIRE, DELETE)), rows)


class RelationPage(ThingPage):
    """A relation type."""

    def __init__(self, bench: Bench) -> None:
        tr = bench.tr
        rows = [name_row(bench), id_row(bench), *_look_rows(bench), about_row(bench)]
        rows += [
            Row("symmetric", tr("Direction"), TickField(tr("Symmetric: head and tail may be swapped"))),
            Row("head", tr("Heads"), TypesField(bench, lambda: _MENTIONS), is_needed=_has_no_pairs),
            Row("tail", tr("Tails"), TypesField(bench, lambda: _MENTIONS), is_needed=_has_no_pairs),
            Row("pairs", tr("Pairs"), PairsField(bench), tr("With pairs, only these count; without, heads and tails.")),
            *_example_rows(bench),
            Row("group", tr("Group"), LineField(is_final=True)),
            aliases_row(bench),
            Row(
                "extension",
                tr("Origin"),
                TickField(tr("Our own, beside those of the standard that the schema follows")),
            ),
        ]
        deeds: tuple[Deed, ...] = (RETIRE, MERGE, SPLIT, DELETE)
        super().__init__(bench, Head(bench, tr("Relation type"), deeds, has_colour=True), rows)


def _has_no_pairs(kind: object) -> bool:
    return isinstance(kind, RelationType) and not kind.pairs
