"""The prompts of chat examples: Jinja templates in Arabic or English that are filled from the schema."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotator import paths
from annotator.domain.model import Layer
from annotator.domain.schema import Schema
from annotator.errors import AnnotatorError
from annotator.formats.chat_answer import shape
from annotator.formats.extras import load

FOLDER = "prompts"
USER = "{{ text }}"
Entry = dict[str, object]


@dataclass(frozen=True, slots=True)
class Prompts:
    """The templates of the system's and the user's message, compiled."""

    system: Any  # a template of jinja2
    user: Any

    def filled(self, facts: Mapping[str, object], text: str) -> tuple[str, str]:
        """Return both messages; raises AnnotatorError if a template asks for what is not there."""
        errors = load("jinja2.exceptions", "chat")
        try:
            return self.system.render(**facts, text=text).strip(), self.user.render(**facts, text=text)
        except (errors.TemplateError, errors.SecurityError, TypeError, ValueError, OverflowError) as error:
            raise _wrong(error) from error


def prompts(options: Mapping[str, str], language: str) -> Prompts:
    """Return the templates that the options `system` and `user` state, else those that come with the program."""
    sandbox, errors = load("jinja2.sandbox", "chat"), load("jinja2.exceptions", "chat")
    strict = load("jinja2", "chat").StrictUndefined
    room = sandbox.ImmutableSandboxedEnvironment(undefined=strict, trim_blocks=True, keep_trailing_newline=True)
    name = "ar" if language == "ar" else "en"
    system = options.get("system") or (paths.resources() / FOLDER / f"chat.{name}.jinja").read_text("utf-8")
    try:
        return Prompts(room.from_string(system), room.from_string(options.get("user") or USER))
    except errors.TemplateError as error:
        raise _wrong(error) from error


def _wrong(error: Exception) -> AnnotatorError:
    return AnnotatorError("The template of the prompt cannot be filled: {reason}. Correct it.", reason=str(error))


def facts_of(schema: Schema | None, layer: Layer, tasks: Iterable[str], language: str) -> dict[str, object]:
    """Return what a template may use: the types of the schema, or without one those of the layer; tasks and shape."""
    listed = list(tasks)
    facts: dict[str, object] = {"language": language, "tasks": listed, "shape": shape(listed)}
    if schema is None:
        return facts | _used(layer)
    return facts | {
        "entities": [
            _entry(schema, "entity", kind.id, kind.label.text(language), kind.description.text(language))
            | {"subtypes": [subtype.id for subtype in kind.subtypes]}
            for kind in schema.entities
        ],
        "events": [
            _entry(schema, "event", kind.id, kind.label.text(language), kind.description.text(language))
            | {"roles": [role.id for role in kind.roles]}
            for kind in schema.events
        ],
        "relations": [
            _entry(schema, "relation", kind.id, kind.label.text(language), kind.description.text(language))
            for kind in schema.relations
        ],
    }


def _entry(schema: Schema, scope: str, type_id: str, label: str, description: str) -> Entry:
    attributes = [attribute.id for attribute in schema.attributes_of(scope, type_id)]
    return {"id": type_id, "label": label or type_id, "description": description, "attributes": attributes}


def _used(layer: Layer) -> dict[str, object]:
    roles: dict[str, dict[str, None]] = {}
    for event in layer.events:
        roles.setdefault(event.type, {}).update(dict.fromkeys(argument.role for argument in event.arguments))
    events = [_bare(kind) | {"roles": list(found)} for kind, found in sorted(roles.items())]
    entities = [_bare(kind) | {"subtypes": []} for kind in sorted({entity.type for entity in layer.entities})]
    relations = [_bare(kind) for kind in sorted({relation.type for relation in layer.relations})]
    return {"entities": entities, "events": events, "relations": relations}


def _bare(type_id: str) -> Entry:
    return {"id": type_id, "label": type_id, "description": "", "attributes": []}
