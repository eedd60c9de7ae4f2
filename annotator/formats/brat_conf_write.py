"""Write a schema, and whatever else an export used, as brat's annotation.conf and visual.conf.

Ids are ASCII; what people see are the labels of visual.conf, Arabic and English. The roles of one event take the
cardinality signs of brat 1.3: none (exactly one), ?, *, + or {1-3}.
"""

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.schema import AttributeType, EventType, RelationType, Role, Schema, Wording
from annotator.formats.brat_names import BratNames
from annotator.formats.brat_usage import SUBTYPE, Usage

EMPTY = Schema(id="empty", title=Wording())


def register(schema: Schema, names: BratNames) -> None:
    """Give the ids of the schema their stored form before any document takes it."""
    for kind in schema.entities:
        names.stored("entity", kind.id)
        for subtype in kind.subtypes:
            names.stored("subtype", SUBTYPE)
            names.stored("value", subtype.id)
    for event in schema.events:
        names.stored("event", event.id)
        for role in event.roles:
            names.stored("role", role.id)
    for relation in schema.relations:
        names.stored("relation", relation.id)
    for attribute in schema.attributes:
        names.stored("attribute", attribute.id)
        for option in attribute.options:
            names.stored("value", option.id)


def annotation_conf(schema: Schema, usage: Usage) -> str:
    """Return the text of annotation.conf."""
    sections = (
        ("entities", _entities(schema, usage)),
        ("relations", _relations(schema, usage)),
        ("events", _events(schema, usage)),
        ("attributes", _attributes(schema, usage)),
    )
    return "\n".join(line for name, lines in sections for line in (f"[{name}]", *lines, ""))


def _entities(schema: Schema, usage: Usage) -> Iterator[str]:
    yield from _below("", schema, usage.names)
    stated = {usage.names.stored("entity", kind.id) for kind in schema.entities}
    yield from (stored for stored in usage.entities if stored not in stated)


def _below(parent: str, schema: Schema, names: BratNames) -> Iterator[str]:
    """Yield the types under a parent, each followed by those under it, one TAB further in."""
    for kind in schema.entities:
        if kind.parent == parent:
            yield names.stored("entity", kind.id)
            yield from ("\t" + line for line in _below(kind.id, schema, names))


def _relations(schema: Schema, usage: Usage) -> Iterator[str]:
    yield "Equiv\tArg1:<ENTITY>|<EVENT>, Arg2:<ENTITY>|<EVENT>, <REL-TYPE>:symmetric-transitive"
    yield "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    for relation in schema.relations:
        yield from _relation(relation, usage.names)
    stated = {usage.names.stored("relation", relation.id) for relation in schema.relations}
    for stored in usage.relations:
        if stored not in stated:
            yield f"{stored}\tArg1:<ENTITY>|<EVENT>, Arg2:<ENTITY>|<EVENT>"


def _relation(relation: RelationType, names: BratNames) -> Iterator[str]:
    tails: dict[str, list[str]] = {}
    for head, tail in relation.pairs:
        tails.setdefault(head, []).append(tail)
    sides: list[tuple[Sequence[str], Sequence[str]]] = [((head,), ends) for head, ends in tails.items()]
    sign = ", <REL-TYPE>:symmetric" if relation.symmetric else ""
    for heads, ends in sides or [(relation.head, relation.tail)]:
        stored = names.stored("relation", relation.id)
        yield f"{stored}\tArg1:{_types(heads, names)}, Arg2:{_types(ends, names)}{sign}"


def _events(schema: Schema, usage: Usage) -> Iterator[str]:
    groups = {group.id for group in schema.groups}
    for event in schema.events:
        if event.group not in groups:
            yield _event(event, usage)
    for group in schema.groups:
        yield f"!{usage.names.stored('event', group.id)}"
        yield from ("\t" + _event(event, usage) for event in schema.events if event.group == group.id)
    stated = {usage.names.stored("event", event.id) for event in schema.events}
    for stored, roles in usage.events.items():
        if stored not in stated:
            yield f"{stored}\t{_further(roles)}".rstrip()


def _event(event: EventType, usage: Usage) -> str:
    stored = usage.names.stored("event", event.id)
    roles = [_role(role, usage.names) for role in event.roles]
    known = {usage.names.stored("role", role.id) for role in event.roles}
    further = _further(role for role in usage.events.get(stored, ()) if role not in known)
    return f"{stored}\t{', '.join([*roles, *([further] if further else [])])}".rstrip()


def _further(roles: Iterable[str]) -> str:
    return ", ".join(f"{role}*:<ENTITY>|<EVENT>" for role in roles)


def _role(role: Role, names: BratNames) -> str:
    signs = {(1, 1): "", (0, 1): "?", (0, None): "*", (1, None): "+"}
    sign = signs.get((role.min, role.max))
    if sign is None:
        sign = f"{{{role.min}-{role.max}}}" if role.max is not None else "+"
    return f"{names.stored('role', role.id)}{sign}:{_types(role.fillers, names)}"


def _types(ids: Sequence[str], names: BratNames) -> str:
    stored = [_type(kind, names) for kind in ids]
    return "|".join(stored) or "<ENTITY>|<EVENT>"


def _type(kind: str, names: BratNames) -> str:
    return names.known("event", kind) or names.stored("entity", kind)


def _attributes(schema: Schema, usage: Usage) -> Iterator[str]:
    with_subtypes = [kind for kind in schema.entities if kind.subtypes]
    seen: set[str] = set()
    if with_subtypes:
        stored = usage.names.stored("subtype", SUBTYPE)
        seen.add(stored)
        values = [usage.names.stored("value", subtype.id) for kind in with_subtypes for subtype in kind.subtypes]
        values += usage.attributes.get(stored, {})
        holders = "|".join(usage.names.stored("entity", kind.id) for kind in with_subtypes)
        yield _attribute(stored, holders, values)
    for attribute in schema.attributes:
        stored = usage.names.stored("attribute", attribute.id)
        holders = _holders(attribute, usage.names)
        seen.add(stored)
        if holders:
            values = [usage.names.stored("value", option.id) for option in attribute.options]
            yield _attribute(stored, holders, [*values, *usage.attributes.get(stored, {})])
    for stored, used in usage.attributes.items():
        if stored not in seen:
            yield _attribute(stored, "<ENTITY>|<EVENT>", used)


def _attribute(stored: str, holders: str, values: Iterable[str]) -> str:
    options = "|".join(dict.fromkeys(values))
    return f"{stored}\tArg:{holders}, Value:{options}" if options else f"{stored}\tArg:{holders}"


def _holders(attribute: AttributeType, names: BratNames) -> str:
    if "*" not in attribute.applies_to:
        return "|".join(_type(kind, names) for kind in attribute.applies_to)
    return "|".join(f"<{scope.upper()}>" for scope in attribute.scope if scope in ("entity", "event"))


def visual_conf(schema: Schema, usage: Usage, language: str) -> str:
    """Return the text of visual.conf: labels, colours, direction, and the table of our names."""
    lines = ["[labels]", *_labels(schema, usage, language), "", "[drawing]", *_drawing(schema, usage.names)]
    lines += ["SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken"]
    lines += ["ARC_DEFAULT\tcolor:black, arrowHead:triangle-5", "", "[options]", f"Text\tdirection:{schema.direction}"]
    return "\n".join([*lines, "", *usage.names.lines(), ""])


def _drawing(schema: Schema, names: BratNames) -> Iterator[str]:
    for kind in schema.entities:
        yield f"{names.stored('entity', kind.id)}\tbgColor:{kind.colour}"
    for event in schema.events:
        yield f"{names.stored('event', event.id)}\tbgColor:{event.colour}"
    for relation in schema.relations:
        yield f"{names.stored('relation', relation.id)}\tcolor:{relation.colour}"


def _labels(schema: Schema, usage: Usage, language: str) -> Iterator[str]:
    labels: dict[str, str] = {}
    for stored, wording in _wordings(schema, usage.names):
        forms = (wording.ar, wording.en) if language == "ar" else (wording.en, wording.ar)
        shown = [_form(form) for form in forms if form.strip()]
        if shown:
            labels.setdefault(stored, " | ".join([stored, *dict.fromkeys(shown)]))
    for stored, name in _used(usage):
        if stored != name:
            labels.setdefault(stored, f"{stored} | {_form(name)}")
    yield from labels.values()


def _wordings(schema: Schema, names: BratNames) -> Iterator[tuple[str, Wording]]:
    for kind in schema.entities:
        yield names.stored("entity", kind.id), kind.label
    for group in schema.groups:
        yield names.stored("event", group.id), group.label
    for event in schema.events:
        yield names.stored("event", event.id), event.label
    for relation in schema.relations:
        yield names.stored("relation", relation.id), relation.label
    for event in schema.events:
        yield from ((names.stored("role", role.id), role.label) for role in event.roles)
    for attribute in schema.attributes:
        yield names.stored("attribute", attribute.id), attribute.label
        yield from ((names.stored("value", option.id), option.label) for option in attribute.options)
    for kind in schema.entities:
        yield from ((names.stored("value", subtype.id), subtype.label) for subtype in kind.subtypes)


def _used(usage: Usage) -> Iterator[tuple[str, str]]:
    for scope in ("entity", "event", "relation", "role", "attribute", "value"):
        yield from ((stored, name) for stored, name in usage.names.entries(scope) if isinstance(name, str))


def _form(text: str) -> str:
    return " ".join(text.replace("|", "/").split())
