"""Attribute choices: every value that some marks may be given, each with one key, and which of them they have."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.model import AttributeValue, Entity, Mark
from annotator.domain.schema import AttributeType, Schema, offered
from annotator.ui.marking import scope_of
from annotator.ui.session import Session

_KEYS = "1234567890QWERTYUIOPASDFGHJKLZXCVBNM"  # as they lie, so that a group of values is a group of keys


@dataclass(frozen=True, slots=True)
class ValueChoice:
    """A value (None takes the attribute away) and the key for it; a written one (`is_written`) is asked for."""

    attribute: str
    value: AttributeValue | None
    title: str
    key: str = ""
    is_current: bool = False
    is_written: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one attribute under its title."""

    title: str
    choices: tuple[ValueChoice, ...]


def groups_of(session: Session, marks: Sequence[Mark]) -> list[Group]:
    """Return the attributes that at least one of the marks is asked for, in the schema's order."""
    keys = iter(_KEYS)
    found = []
    for kind in offered(session.schema.attributes):
        bearers = bearers_of(session.schema, marks, kind)
        if any(kind.is_shown(mark.attributes, _subtype(mark)) for mark in bearers):
            choices = tuple(_with_key(choice, next(keys, "")) for choice in _choices(session, kind, bearers))
            found.append(Group(kind.label.text(session.settings.language), choices))
    return found


def bearers_of(schema: Schema, marks: Iterable[Mark], kind: AttributeType) -> list[Mark]:
    """Return those of the marks that have the attribute."""
    return [mark for mark in marks if kind in tuple(schema.attributes_of(scope_of(mark), mark.type))]


def _choices(session: Session, kind: AttributeType, marks: Sequence[Mark]) -> Iterator[ValueChoice]:
    tr, language = session.tr, session.settings.language
    values = {mark.attributes.get(kind.id) for mark in marks}
    common = values.copy().pop() if len(values) == 1 else None
    if kind.kind == "enum":
        for option in offered(kind.options):
            yield ValueChoice(kind.id, option.id, option.label.text(language), is_current=common == option.id)
    elif kind.kind == "bool":
        for value, title in ((True, tr("yes")), (False, tr("no"))):
            yield ValueChoice(kind.id, value, title, is_current=common is value)
    else:
        title = tr("Write…") if common is None else str(common)
        yield ValueChoice(kind.id, common, title, is_current=common is not None, is_written=True)
    if not kind.required:  # always, so that every value keeps its key
        yield ValueChoice(kind.id, None, tr("none"), is_current=values == {None})


def _with_key(choice: ValueChoice, key: str) -> ValueChoice:
    return ValueChoice(choice.attribute, choice.value, choice.title, key, choice.is_current, choice.is_written)


def _subtype(mark: Mark) -> str | None:
    return mark.subtype if isinstance(mark, Entity) else None
