"""Draft: the schema as it is being edited - every edit a step that can be taken back, until all are applied at once.

Edits that change what marks say (a new id, a merge, a replacement) are kept as the steps they are; everything
between them is only a definition and becomes one step that puts the schema in place. So what is applied is short.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any  # Any: the parts of a schema share only an id

from annotator.domain.schema import Schema
from annotator.domain.schema_rules import check_schema
from annotator.errors import AnnotatorError
from annotator.operations.schema_history import differences
from annotator.operations.schema_parts import changed, has
from annotator.operations.schema_revise import next_version, revised, unversioned
from annotator.operations.schema_steps import (
    KINDS,
    Delete,
    Merge,
    Move,
    Rename,
    ReplaceSchema,
    SetValues,
    Several,
    SplitByAttribute,
    SplitByFiller,
    Step,
    Target,
)

_ON_MARKS = Rename | Merge | SplitByAttribute | SplitByFiller | Delete
_LOOK = 2  # the place of the version that steps on looks raise


@dataclass(frozen=True, slots=True)
class Edit:
    """A step, the schema after it, and what it edits: a second edit of the same takes the place of the first."""

    step: Step
    schema: Schema
    about: object = None


class Draft:
    """A schema that is being edited, and how it came about."""

    def __init__(self, schema: Schema) -> None:
        self.first = schema
        self._edits: list[Edit] = []

    @property
    def schema(self) -> Schema:
        """Return the schema after all edits; its version is still the first one."""
        return self._edits[-1].schema if self._edits else self.first

    @property
    def is_changed(self) -> bool:
        """Say whether anything is different from the first."""
        return bool(self.steps())

    @property
    def edits(self) -> int:
        """Return how many edits can be taken back."""
        return len(self._edits)

    def count(self) -> int:
        """Return how many things of the schema are different."""
        old, new = self.first, self.schema
        rest = [old.policy != new.policy, old.bases != new.bases]
        rest += [(old.title, old.description, old.language) != (new.title, new.description, new.language)]
        return len(list(differences(old, new))) + sum(rest) or int(self.is_changed)

    def do(self, step: Step, about: object = None) -> None:
        """Edit the schema; raises SchemaError, and changes nothing, if that cannot be.

        An edit `about` a field makes no id, so it is not tried whether it can be written down: that is done when it is
        applied, and would cost a frame with each letter.
        """
        last = self._edits[-1] if self._edits else None
        is_same = last is not None and about is not None and last.about == about
        make = _checked if about is not None else revised
        fresh = replace(make(self.schema, step), version=self.first.version)
        if fresh == self.schema:
            return
        if isinstance(step, Rename) and self._is_new(step.target):
            fresh = changed(
                fresh, replace(step.target, id=step.new_id), lambda one: _without_alias(one, step.target.id)
            )
        if is_same and not touches_marks(step):
            self._edits.pop()
        self._edits.append(Edit(step, fresh, about))

    def take_back(self) -> bool:
        """Undo the last edit; False if there is none."""
        if self._edits:
            self._edits.pop()
            return True
        return False

    def _is_new(self, target: Target) -> bool:
        return target.scope != "group" and not self._was(target) and not any(touches_marks(e.step) for e in self._edits)

    def _was(self, target: Target) -> bool:
        try:
            return has(self.first, target)
        except AnnotatorError:  # nor is what it is within
            return False

    def steps(self) -> tuple[Step, ...]:
        """Return what has to be done to the project's schema, in order; nothing if nothing is different."""
        if len(self._edits) == 1:
            return (self._edits[0].step,)
        return tuple(self._short())

    def _short(self) -> Iterator[Step]:
        now, wanted = self.first, self.first
        for edit in self._edits:
            if self._is_kept(edit.step):
                yield from self._placing(now, wanted)
                yield edit.step
                now = edit.schema
            wanted = edit.schema
        yield from self._placing(now, wanted)

    def _placing(self, now: Schema, wanted: Schema) -> Iterator[Step]:
        """Yield the step that makes one schema of the other, if they differ; where only looks do, it counts as such."""
        if wanted == now:
            return
        is_look = all(KINDS[type(edit.step)][1] == _LOOK for edit in self._edits)
        version = next_version(self.first.version, _LOOK) if is_look else self.first.version
        yield ReplaceSchema(replace(wanted, version=version), self._called())

    def _called(self) -> str:
        """Return what the history calls the edits: what all of them are, if they are alike."""
        kinds = {KINDS[type(edit.step)][0] for edit in self._edits}
        return kinds.pop() if len(kinds) == 1 else KINDS[Several][0]

    def _is_kept(self, step: Step) -> bool:
        if isinstance(step, Rename | Delete) and not self._was(step.target):
            return any(touches_marks(edit.step) and edit.step is not step for edit in self._edits)
        return touches_marks(step)


def _checked(schema: Schema, step: Step) -> Schema:
    fresh = unversioned(schema, step)
    check_schema(fresh)
    return fresh


def touches_marks(step: Step) -> bool:
    """Say whether a step may change what marks say, not only what may be marked."""
    if isinstance(step, SetValues):
        return bool(step.mapping)
    if isinstance(step, Move):
        return step.target.scope == "subtype"
    return isinstance(step, _ON_MARKS)


def _without_alias(one: Any, alias: str) -> Any:  # Any: the parts of a schema share only an id
    known = getattr(one, "aliases", ())
    return replace(one, aliases=tuple(name for name in known if name != alias))
