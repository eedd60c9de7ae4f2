"""Branches: the schema as the editor's tree lists it - headings, types under parents and groups, and their parts."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.schema import AttributeType, EntityType, EventType, RelationType, Wording
from annotator.operations.schema_keys import clashes
from annotator.operations.schema_steps import Target
from annotator.ui.i18n import Translator, phrase
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.spot import Page, Spot

TITLES: dict[Page, str] = {
    "schema": phrase("The schema"),
    "policy": phrase("Rules"),
    "clusters": phrase("Clusters"),
    "entities": phrase("Entities"),
    "values": phrase("Values"),
    "events": phrase("Events"),
    "relations": phrase("Relations"),
    "attributes": phrase("Attributes"),
    "bases": phrase("Knowledge bases"),
}


@dataclass(frozen=True, slots=True)
class Branch:
    """One row of the tree with the rows below it; `words` are what it is found by."""

    spot: Spot
    title: str
    words: str
    colour: str = ""
    count: int = 0
    is_retired: bool = False
    is_wrong: bool = False
    below: tuple["Branch", ...] = ()


def branches(bench: Bench) -> list[Branch]:
    """Return the top rows of the tree."""
    return _Tree(bench).branches()


class _Tree:
    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._schema = bench.schema
        self._wrong = {target for pair in clashes(self._schema) for target in pair}

    def branches(self) -> list[Branch]:
        schema = self._schema
        kinds = [kind for kind in schema.entities if not kind.is_value]
        values = [kind for kind in schema.entities if kind.is_value]
        bases = tuple(self._branch(Spot("base", base.id), base.label) for base in schema.bases)
        return [
            self._heading("schema"),
            self._heading("entities", self._entities(kinds)),
            self._heading("values", self._entities(values)),
            self._heading("events", self._events()),
            self._heading("relations", tuple(map(self._relation, schema.relations))),
            self._heading("attributes", tuple(map(self._attribute, schema.attributes))),
            self._heading("bases", bases),
            self._heading("clusters"),
            self._heading("policy"),
        ]

    def _heading(self, page: Page, below: tuple[Branch, ...] = ()) -> Branch:
        title = self._bench.tr(TITLES[page])
        return Branch(Spot(page), title, title, count=sum(one.count for one in _types(below)), below=below)

    def _entities(self, kinds: list[EntityType]) -> tuple[Branch, ...]:
        listed = {kind.id for kind in kinds}
        tops = [kind for kind in kinds if kind.parent not in listed]
        return tuple(self._entity(kind, kinds) for kind in tops)

    def _entity(self, kind: EntityType, kinds: list[EntityType]) -> Branch:
        parts = [
            self._part(Spot("subtype", one.id, kind.id), one.label, is_retired=one.retired) for one in kind.subtypes
        ]
        children = [self._entity(one, kinds) for one in kinds if one.parent == kind.id]
        return self._type(Spot("entity", kind.id), kind, (*children, *parts))

    def _events(self) -> tuple[Branch, ...]:
        schema = self._schema
        known = {group.id for group in schema.groups}
        found = []
        for group in schema.groups:
            below = tuple(self._event(kind) for kind in schema.events if kind.group == group.id)
            one = self._branch(Spot("group", group.id), group.label, below)
            count = sum(branch.count for branch in below)
            found.append(Branch(one.spot, one.title, one.words, group.colour, count, below=below))
        loose = (self._event(kind) for kind in schema.events if kind.group not in known)
        return (*found, *loose)

    def _event(self, kind: EventType) -> Branch:
        roles = (self._part(Spot("role", one.id, kind.id), one.label, is_retired=one.retired) for one in kind.roles)
        return self._type(Spot("event", kind.id), kind, tuple(roles))

    def _relation(self, kind: RelationType) -> Branch:
        return self._type(Spot("relation", kind.id), kind, ())

    def _attribute(self, kind: AttributeType) -> Branch:
        spot = Spot("attribute", kind.id)
        values = (self._part(Spot("value", one.id, kind.id), one.label, is_retired=one.retired) for one in kind.options)
        one = self._branch(spot, kind.label, tuple(values))
        return Branch(spot, one.title, one.words, "", self._bench.marks(spot), kind.retired, below=one.below)

    def _type(self, spot: Spot, kind: EntityType | EventType | RelationType, below: tuple[Branch, ...]) -> Branch:
        one = self._branch(spot, kind.label, below)
        words = " ".join((one.words, *kind.aliases))
        is_wrong = spot.target in self._wrong
        return Branch(spot, one.title, words, kind.colour, self._bench.marks(spot), kind.retired, is_wrong, below)

    def _part(self, spot: Spot, label: Wording, *, is_retired: bool) -> Branch:
        one = self._branch(spot, label)
        is_wrong = Target(spot.target.scope, spot.id, spot.within) in self._wrong
        return Branch(spot, one.title, one.words, "", self._bench.marks(spot), is_retired, is_wrong)

    def _branch(self, spot: Spot, label: Wording, below: tuple[Branch, ...] = ()) -> Branch:
        title = label.text(self._bench.language) or spot.id
        return Branch(spot, title, f"{spot.id} {label.ar} {label.en}", below=below)


def _types(found: Iterable[Branch]) -> Iterable[Branch]:
    """Yield the branches that are types or groups of them, of every depth but parts."""
    for branch in found:
        if branch.spot.page == "group":
            yield branch
        elif branch.spot.page in ("entity", "event", "relation"):
            yield branch
            yield from _types(branch.below)


def title_of(tr: Translator, page: Page) -> str:
    """Return the heading of a page."""
    return tr(TITLES[page])
