"""What is different between two definitions of one thing, field by field, in words."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any  # the parts of a schema share only an id

from annotator.domain.schema import Wording
from annotator.text.direction import isolate
from annotator.ui.i18n import phrase
from annotator.ui.session import Session

_FIELDS = {
    "label": phrase("name"),
    "colour": phrase("colour"),
    "hotkey": phrase("key"),
    "description": phrase("description"),
    "parent": phrase("above it"),
    "group": phrase("group"),
    "retired": phrase("retired"),
    "is_value": phrase("a value, not a thing"),
    "extension": phrase("beyond the guideline"),
    "symmetric": phrase("the same in both directions"),
    "examples": phrase("examples"),
    "counterexamples": phrase("counterexamples"),
    "subtypes": phrase("subtypes"),
    "roles": phrase("roles"),
    "fillers": phrase("fillers"),
    "min": phrase("at least"),
    "max": phrase("at most"),
    "recommended": phrase("recommended"),
    "variants": phrase("variants"),
    "aliases": phrase("former names"),
    "head": phrase("head"),
    "tail": phrase("tail"),
    "pairs": phrase("pairs"),
    "scope": phrase("kinds of marks"),
    "applies_to": phrase("types that have it"),
    "kind": phrase("kind of value"),
    "required": phrase("required"),
    "default": phrase("default"),
    "options": phrase("values"),
    "shown_if": phrase("condition"),
    "base": phrase("knowledge base"),
}
_LONGEST = 40  # letters of a value that is told whole


def changed_fields(session: Session, old: Any, new: Any) -> str:  # Any: as above
    """Return what changed in a definition: each field, with its values where they are short."""
    tr = session.tr
    said = []
    for name in (one.name for one in fields(new)):
        before, after = getattr(old, name), getattr(new, name)
        if before != after and name in _FIELDS:
            told = " ".join(_told(session, before, after))
            title = tr(_FIELDS[name])
            said.append(tr("{field}: {values}", field=title, values=told) if told else title)
    return ("؛ " if tr.is_rtl else "; ").join(said)


def _told(session: Session, before: object, after: object) -> Iterator[str]:
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from (f"+{isolate(_name(session, one))}" for one in after if not _has(before, one))
        yield from (f"−{isolate(_name(session, one))}" for one in before if not _has(after, one))
        return
    old, new = (_name(session, value) for value in (before, after))
    if len(old) <= _LONGEST and len(new) <= _LONGEST:
        arrow = "←" if session.tr.is_rtl else "→"
        yield f"{isolate(old or '—')} {arrow} {isolate(new or '—')}"


def _has(group: tuple[object, ...], one: object) -> bool:
    key = getattr(one, "id", one)
    return any(getattr(other, "id", other) == key for other in group)


def _name(session: Session, value: object) -> str:
    """Return a value as it is read; of a part of the schema its id."""
    if isinstance(value, Wording):
        return value.text(session.settings.language)
    if isinstance(value, bool):
        return session.tr("yes") if value else session.tr("no")
    if value is None:
        return ""
    if is_dataclass(value):
        return str(getattr(value, "id", ""))
    return session.tr.digits(str(value)) if isinstance(value, int | float) else str(value)
