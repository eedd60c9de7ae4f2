"""Spot: a place in the schema's editor - one thing of the schema, a heading above several, or a page of rules."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from annotator.operations.schema_steps import Scope, Target

Page: TypeAlias = Literal[
    "schema",
    "entities",
    "values",
    "events",
    "relations",
    "attributes",
    "bases",
    "policy",
    "clusters",
    "entity",
    "subtype",
    "group",
    "event",
    "role",
    "relation",
    "attribute",
    "value",
    "base",
]
THINGS = ("entity", "subtype", "group", "event", "role", "relation", "attribute", "value", "base")
HEADINGS = ("entities", "values", "events", "relations", "attributes", "bases")


@dataclass(frozen=True, slots=True)
class Spot:
    """A page and, where the page shows one thing, its id and what it is within."""

    page: Page
    id: str = ""
    within: str = ""

    @property
    def target(self) -> Target:
        """Return the thing as the steps name it; a knowledge base too, of which they know only definitions."""
        return Target(cast(Scope, self.page), self.id, self.within)

    @property
    def is_thing(self) -> bool:
        """Say whether it is one thing of the schema, not a heading or a page of rules."""
        return self.page in THINGS


HOLDERS: dict[str, Page] = {"subtype": "entity", "role": "event", "value": "attribute"}


def holder_of(spot: Spot) -> Spot:
    """Return the thing that a subtype, role or value is within; any other spot as it is."""
    return Spot(HOLDERS[spot.page], spot.within) if spot.page in HOLDERS else spot
