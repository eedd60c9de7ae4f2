"""Deeds: what is done with a thing of the schema as a whole - retire, delete, merge, split, put up and down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from annotator.domain.schema import AttributeType
from annotator.errors import AnnotatorError
from annotator.operations.schema_parts import part, parts
from annotator.operations.schema_steps import Delete, Merge, Move, Reorder, ReplaceSchema, Retire, Step, Target
from annotator.ui.i18n import Translator
from annotator.ui.schema_change.deleting import ask_delete
from annotator.ui.schema_change.merging import ask_merge
from annotator.ui.schema_change.moving import ask_move
from annotator.ui.schema_change.splitting import ask_split
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.spot import Spot, holder_of


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed: its words for a thing, whether it is possible, and doing it over a widget."""

    name: str
    title_for: Callable[[Bench, Spot], str]
    do: Callable[[Bench, Spot, QWidget], None]
    is_possible: Callable[[Bench, Spot], bool] = lambda _bench, _spot: True


def _say(words: Callable[[Translator], str]) -> Callable[[Bench, Spot], str]:
    return lambda bench, _spot: words(bench.tr)


def _told(bench: Bench, error: AnnotatorError | None) -> None:
    if error is not None:
        bench.desk.ask.tell(bench.tr("That did not work"), bench.tr.error(error))


def _is_retired(bench: Bench, spot: Spot) -> bool:
    return bool(getattr(bench.part(spot), "retired", False))


def _retiring(bench: Bench, spot: Spot) -> str:
    return bench.tr("Offer again") if _is_retired(bench, spot) else bench.tr("Retire")


def _retire(bench: Bench, spot: Spot, _over: QWidget) -> None:
    retired = not _is_retired(bench, spot)
    if spot.page == "value":
        _told(bench, bench.change(spot, "retired", retired))
    else:
        _told(bench, bench.do(Retire(spot.target, retired)))


def delete(bench: Bench, spot: Spot, over: QWidget) -> None:
    """Take a thing out of the schema; if marks use it, ask what they get instead and show what that does."""
    if bench.marks(spot):
        _on_marks(bench, ask_delete(bench.shadow(), over.window(), spot.target), holder_of(spot))
        return
    step: Step = Delete(spot.target)
    if spot.page == "base":
        step = _without_base(bench, spot)
    elif spot.page == "group":
        step = _without_group(bench, spot)
    above = holder_of(spot)
    _gather(bench, (step,), above if above != spot else Spot("schema"))


def _gather(bench: Bench, steps: Sequence[Step], then: Spot) -> bool:
    """Do steps on the draft and go on to a place; if they cannot be, say why and stay."""
    before, bench.spot = bench.spot, then
    error = bench.do_all(steps)
    if error is not None:
        bench.spot = before
        bench.desk.ask.tell(bench.tr("That did not work"), bench.tr.error(error))
        return False
    bench.go(bench.spot if bench.is_there(then) else before)
    return True


def _on_marks(bench: Bench, steps: Sequence[Step], then: Spot) -> None:
    """Do steps that change marks on the draft and have their effect looked at at once."""
    before = bench.draft.edits
    if steps and _gather(bench, steps, then):
        bench.looked_at.emit(before)


def _without_base(bench: Bench, spot: Spot) -> Step:
    schema = bench.schema
    bases = tuple(one for one in schema.bases if one.id != spot.id)
    kinds = tuple(replace(one, base="") if one.base == spot.id else one for one in schema.attributes)
    return ReplaceSchema(replace(schema, bases=bases, attributes=kinds))


def _without_group(bench: Bench, spot: Spot) -> Step:
    schema = bench.schema
    groups = tuple(one for one in schema.groups if one.id != spot.id)
    events = tuple(replace(one, group="") if one.group == spot.id else one for one in schema.events)
    return ReplaceSchema(replace(schema, groups=groups, events=events))


def _merge(bench: Bench, spot: Spot, over: QWidget) -> None:
    steps = ask_merge(bench.shadow(), over.window(), spot.target)
    merged = next((step for step in steps if isinstance(step, Merge)), None)
    if merged is not None:
        _on_marks(bench, steps, Spot(merged.scope, merged.into))


def _split(bench: Bench, spot: Spot, over: QWidget) -> None:
    _on_marks(bench, ask_split(bench.shadow(), over.window(), spot.target), spot)


def _move_subtype(bench: Bench, spot: Spot, over: QWidget) -> None:
    steps = ask_move(bench.shadow(), over.window(), spot.target)
    moved = next((step for step in steps if isinstance(step, Move)), None)
    if moved is not None:
        _on_marks(bench, steps, Spot("subtype", spot.id, moved.under))


def siblings(bench: Bench, spot: Spot) -> list[str]:
    """Return the ids that stand beside a thing in the tree, in order."""
    found = parts(bench.schema, spot.page, spot.within)
    own = part(bench.schema, spot.target)
    for name in ("parent", "is_value") if spot.page == "entity" else ("group",) if spot.page == "event" else ():
        found = tuple(one for one in found if getattr(one, name) == getattr(own, name))
    return [one.id for one in found]


def can_move(bench: Bench, spot: Spot, step: int) -> bool:
    """Say whether a thing can be put that many places down (up if negative) among those beside it."""
    if not spot.is_thing or not bench.is_there(spot):
        return False
    beside = siblings(bench, spot)
    return 0 <= beside.index(spot.id) + step < len(beside)


def move(bench: Bench, spot: Spot, step: int) -> None:
    """Put a thing one place down or up (-1) among those beside it."""
    if not can_move(bench, spot, step):
        return
    beside = siblings(bench, spot)
    other = beside[beside.index(spot.id) + step]
    ids = [one.id for one in parts(bench.schema, spot.page, spot.within)]
    here, there = ids.index(spot.id), ids.index(other)
    ids[here], ids[there] = ids[there], ids[here]
    if spot.page == "value":
        holder: AttributeType = part(bench.schema, Target("attribute", spot.within))
        order = {name: number for number, name in enumerate(ids)}
        options = tuple(sorted(holder.options, key=lambda one: order[one.id]))
        _told(bench, bench.change(Spot("attribute", spot.within), "options", options))
    else:
        _told(bench, bench.do(Reorder(spot.target.scope, tuple(ids), spot.within)))


RETIRE = Deed("retire", _retiring, _retire)
DELETE = Deed("delete", _say(lambda tr: tr("Delete")), delete)
MERGE = Deed("merge", _say(lambda tr: tr("Merge into another…")), _merge)
SPLIT = Deed("split", _say(lambda tr: tr("Split…")), _split)
MOVE = Deed("move", _say(lambda tr: tr("Put under another type…")), _move_subtype)
