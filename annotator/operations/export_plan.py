"""Export plans: what is chosen for an export, as values that a manifest keeps and from which it is repeated.

The way of an export, for whoever shows it: make an `ExportPlan`; `export_preview.preview(project, plan)` runs the very
writer on a temporary place and tells every mark that would be changed or dropped; `exporting.export(project, plan,
out)` writes, reads its own output back and leaves a manifest; `exporting.repeat(project, manifest, out)` does it again.
What a format lets people choose stands in `Format.write_options`; `export_selection.chosen_rows` says which documents
go, `splitting.assign` in which part.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from annotator.domain.model import State

Progress: TypeAlias = Callable[[int, int], None]  # steps done, steps in all; raise in it to stop
TypeKey: TypeAlias = tuple[str, str]  # "entity", "event" or "relation", and the type's id

GOLD = "gold"  # whose layer the adjudicated one is
DEFAULT_SHARES: Mapping[str, float] = MappingProxyType({"train": 0.8, "dev": 0.1, "test": 0.1})
NOTHING: Mapping[str, str] = MappingProxyType({})


def quiet(_done: int, _total: int) -> None:
    """Take no notice of progress."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents, layers and types go out; None is all of a kind.

    A document goes if its id is listed, its name holds `name` (folded), its metadata have these values, and a layer of
    it is by one of `annotators` in one of `states`; other layers stay behind, suggestions too if they are not
    named. Where neither annotators nor states are chosen, documents without any layer go as well.
    """

    documents: tuple[str, ...] | None = None
    name: str = ""
    metadata: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    annotators: tuple[str, ...] | None = None
    states: frozenset[State] | None = None
    types: frozenset[TypeKey] | None = None

    @property
    def annotator(self) -> str | None:
        """Return the one annotator whose layer goes, None if there are several."""
        return self.annotators[0] if self.annotators is not None and len(self.annotators) == 1 else None


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """How documents fall into parts, none of which shares a text with another.

    `shares` are parts and their weights; with `folds` (two or more) there are as many pairs of "train" and "test" in
    their place. Documents with the same value of the metadata key `by` stay together, as do those whose texts are
    alike to `likeness` (estimated Jaccard index of word triples; above 1.0: only equal texts). `fixed` maps names of
    documents to parts and goes first; without shares only those documents go.
    """

    shares: Mapping[str, float] = field(default_factory=lambda: DEFAULT_SHARES)
    folds: int = 0
    by: str = ""
    seed: int = 0
    fixed: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    likeness: float = 0.8


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """A whole export: the format, what goes, the format's options, the language of type names, and the parts."""

    format: str
    selection: Selection = field(default_factory=Selection)
    options: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    language: str = "en"
    splits: SplitPlan | None = None
