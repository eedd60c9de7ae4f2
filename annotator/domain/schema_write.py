"""Write a schema as TOML that `read_schema` reads back as the same schema, to be read by people too.

Tables and keys always come in the same order and defaults are left out, so that two versions of a schema differ only
in the lines that say something else. tomlkit was refused: it keeps comments, but only of a text that it has parsed.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.model import AttributeValue
from annotator.domain.schema import (
    AttributeOption,
    AttributeType,
    Authority,
    Condition,
    EntityType,
    EventGroup,
    EventType,
    Policy,
    RelationType,
    Role,
    Schema,
    Subtype,
    Wording,
)

_WIDTH = 120


def write_schema(schema: Schema) -> str:
    """Return the schema as TOML; `read_schema` gives an equal schema for it."""
    tables: list[Iterable[str]] = [_head(schema), _policy(schema.policy)]
    tables += map(_base, schema.bases)
    tables += map(_attribute, schema.attributes)
    tables += map(_entity, schema.entities)
    tables += map(_relation, schema.relations)
    tables += map(_group, schema.groups)
    tables += (table for event in schema.events for table in (_event(event), *map(_role, event.roles)))
    return "\n".join("\n".join(table) + "\n" for table in tables)


def _head(schema: Schema) -> Iterator[str]:
    yield "schema_format = 1"
    yield f"id = {_text(schema.id)}"
    yield f"version = {_text(schema.version)}"
    yield f"language = {_text(schema.language)}"
    yield f"direction = {_text(schema.direction)}"
    yield f"title = {_words(schema.title)}"
    yield from _wording("description", schema.description)
    yield from _list("sources", schema.sources)


def _policy(policy: Policy) -> Iterator[str]:
    yield "[policy]"
    yield f"subtoken = {_value(policy.subtoken)}"
    yield f"discontinuous = {_value(policy.discontinuous)}"
    yield f"entity_overlap = {_text(policy.entity_overlap.value)}"
    yield f"trigger_overlap = {_text(policy.trigger_overlap.value)}"
    yield f"same_span_types = {_text('multiple' if policy.several_types_on_one_span else 'single')}"
    yield f"include_article = {_value(policy.include_article)}"
    yield from _list("exclude_proclitics", policy.exclude_proclitics)
    yield f"edge_punctuation = {_text('balanced' if policy.balanced_punctuation else 'free')}"
    yield f"coreference = {_value(policy.coreference)}"
    yield f"event_coreference = {_value(policy.event_coreference)}"
    yield from _flag("mixed_clusters", policy.mixed_clusters)
    yield f"argument_scope = {_text('document' if policy.argument_in_document else 'sentence')}"


def _base(base: Authority) -> Iterator[str]:
    yield from _opening("[[knowledge_base]]", base.id, base.label)
    yield from _word("file", base.file)
    yield from _word("address", base.address)


def _attribute(attribute: AttributeType) -> Iterator[str]:
    yield from _opening("[[attribute]]", attribute.id, attribute.label)
    yield from _list("scope", attribute.scope)
    yield from _list("applies_to", attribute.applies_to)
    yield f"kind = {_text(attribute.kind)}"
    yield from _flag("required", attribute.required)
    if attribute.default is not None:
        yield f"default = {_value(attribute.default)}"
    if attribute.shown_if is not None:
        yield f"shown_if = {_condition(attribute.shown_if)}"
    yield from _word("base", attribute.base)
    yield from _list("aliases", attribute.aliases)
    yield from _flag("retired", attribute.retired)
    yield from _wording("description", attribute.description)
    yield from _rows("values", map(_option, attribute.options))


def _option(option: AttributeOption) -> str:
    parts = [f"id = {_text(option.id)}", *_label(option.label), *_word("hotkey", option.hotkey)]
    return _inline([*parts, *_short("aliases", option.aliases), *_flag("retired", option.retired)])


def _condition(condition: Condition) -> str:
    values = f"values = [{', '.join(map(_value, condition.values))}]"
    parts = [*_word("attribute", condition.attribute), *([values] if condition.values else [])]
    return _inline([*parts, *_short("subtypes", condition.subtypes)])


def _entity(kind: EntityType) -> Iterator[str]:
    yield from _opening("[[entity]]", kind.id, kind.label)
    yield f"kind = {_text('value' if kind.is_value else 'entity')}"
    yield from _word("parent", kind.parent)
    yield f"colour = {_text(kind.colour)}"
    yield from _word("hotkey", kind.hotkey)
    yield from _list("aliases", kind.aliases)
    yield from _about(kind)
    yield from _rows("subtypes", map(_subtype, kind.subtypes))


def _subtype(subtype: Subtype) -> str:
    parts = [f"id = {_text(subtype.id)}", *_label(subtype.label), *_wording("description", subtype.description)]
    return _inline([*parts, *_short("aliases", subtype.aliases), *_flag("retired", subtype.retired)])


def _relation(kind: RelationType) -> Iterator[str]:
    yield from _opening("[[relation]]", kind.id, kind.label)
    yield from _word("group", kind.group)
    yield f"colour = {_text(kind.colour)}"
    yield from _word("hotkey", kind.hotkey)
    yield from _flag("symmetric", kind.symmetric)
    yield from _list("head", kind.head)
    yield from _list("tail", kind.tail)
    yield from _rows("pairs", (f"[{_text(head)}, {_text(tail)}]" for head, tail in kind.pairs))
    yield from _flag("extension", kind.extension)
    yield from _list("aliases", kind.aliases)
    yield from _about(kind)


def _group(group: EventGroup) -> Iterator[str]:
    yield from _opening("[[event_group]]", group.id, group.label)
    yield f"colour = {_text(group.colour)}"


def _event(kind: EventType) -> Iterator[str]:
    yield from _opening("[[event]]", kind.id, kind.label)
    yield from _word("group", kind.group)
    yield f"colour = {_text(kind.colour)}"
    yield from _word("hotkey", kind.hotkey)
    yield from _flag("extension", kind.extension)
    yield from _list("aliases", kind.aliases)
    yield from _about(kind)


def _role(role: Role) -> Iterator[str]:
    yield from _opening("[[event.role]]", role.id, role.label)
    yield f"fillers = {_strings(role.fillers)}"
    yield f"min = {role.min}"
    if role.max is not None:
        yield f"max = {role.max}"
    yield from _flag("recommended", role.recommended)
    yield from _list("variants", role.variants)
    yield from _list("aliases", role.aliases)
    yield from _flag("retired", role.retired)
    yield from _wording("description", role.description)


def _about(kind: EntityType | EventType | RelationType) -> Iterator[str]:
    yield from _flag("retired", kind.retired)
    yield from _wording("description", kind.description)
    yield from _rows("examples", map(_text, kind.examples))
    yield from _rows("counterexamples", map(_text, kind.counterexamples))


# --- pieces of TOML


def _opening(header: str, key: str, label: Wording) -> Iterator[str]:
    yield header
    yield f"id = {_text(key)}"
    yield f"label = {_words(label)}"


def _wording(key: str, wording: Wording) -> Iterator[str]:
    if wording != Wording():
        yield f"{key} = {_words(wording)}"


def _words(wording: Wording) -> str:
    return _inline(_label(wording))


def _label(wording: Wording) -> list[str]:
    return [*_word("ar", wording.ar), *_word("en", wording.en)]


def _inline(parts: Sequence[str]) -> str:
    return "{ " + ", ".join(parts) + " }" if parts else "{}"


def _word(key: str, value: str) -> Iterator[str]:
    if value:
        yield f"{key} = {_text(value)}"


def _flag(key: str, value: bool) -> Iterator[str]:
    if value:
        yield f"{key} = true"


def _list(key: str, values: Sequence[str]) -> Iterator[str]:
    if values:
        line = f"{key} = {_strings(values)}"
        yield from [line] if len(line) <= _WIDTH else _rows(key, map(_text, values))


def _short(key: str, values: Sequence[str]) -> Iterator[str]:
    """Yield a list for an inline table, which must stay on one line."""
    if values:
        yield f"{key} = {_strings(values)}"


def _rows(key: str, rows: Iterable[str]) -> Iterator[str]:
    lines = [f"  {row}," for row in rows]
    if lines:
        yield "\n".join([f"{key} = [", *lines, "]"])


def _strings(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: AttributeValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(value) if isinstance(value, str) else repr(value)
