"""The printable guideline: a schema as one self-contained page of HTML, with counts and examples from the project.

Everything that comes from the schema or the project is escaped and isolated, so that neither markup in a name nor
mixed directions can disturb the page.
"""

from collections.abc import Iterable, Iterator
from html import escape

from annotator.domain.model import Entity, Event, spans_of
from annotator.domain.schema import (
    AttributeType,
    EntityType,
    EventType,
    RelationType,
    Role,
    Schema,
    Wording,
)
from annotator.operations.guideline_style import STYLE
from annotator.operations.guideline_words import rules, word
from annotator.operations.schema_steps import Target
from annotator.operations.schema_usage import SchemaUsage, usage_of
from annotator.store.project import Project
from annotator.store.usage import Formed
from annotator.text.direction import base_direction

EXAMPLES = 3  # of each type, from the project
_CONTEXT = 45  # code points on each side
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def guideline(schema: Schema, *, language: str = "ar", project: Project | None = None) -> str:
    """Return the guideline in "ar" or "en" as a page of HTML; with a project, with its counts and examples."""
    return "\n".join(_Page(schema, language, project).lines())


class _Page:
    """The parts of the page in one language."""

    def __init__(self, schema: Schema, language: str, project: Project | None) -> None:
        self._schema = schema
        self._language = language
        self._project = project
        self._usage: SchemaUsage | None = usage_of(project) if project else None
        self._forms = project.usage.forms() if project else {}

    def lines(self) -> Iterator[str]:
        direction = "rtl" if self._language == "ar" else "ltr"
        title = f"{self._text(self._schema.title)} — {self._word('guideline')}"
        yield f'<!DOCTYPE html>\n<html lang="{self._language}" dir="{direction}">\n<head>\n<meta charset="utf-8">'
        yield f"<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>"
        yield from self._head()
        yield from self._rules()
        schema = self._schema
        yield from self._section("entities", map(self._entity, (k for k in schema.entities if not k.is_value)))
        yield from self._section("values", map(self._entity, (k for k in schema.entities if k.is_value)))
        yield from self._section("events", map(self._event, schema.events))
        yield from self._section("relations", map(self._relation, schema.relations))
        yield from self._section("attributes", map(self._attribute, schema.attributes))
        if schema.sources:
            yield from self._section("sources", [f"<p>{_isolated(source)}</p>" for source in schema.sources])
        yield "</body>\n</html>"

    def _head(self) -> Iterator[str]:
        schema = self._schema
        yield f"<header><h1>{self._text(schema.title)}</h1><p>{self._text(schema.description)}</p><p class='facts'>"
        yield f"{self._word('version')}: {_isolated(self._number(schema.version))}"
        if self._project:
            count = self._number(len(self._project.documents()))
            yield f" · {self._word('project')}: {_isolated(self._project.title or self._project.path.stem)}"
            yield f" · {self._word('documents')}: {count}"
        yield "</p></header>"

    def _rules(self) -> Iterator[str]:
        yield f"<section><h2>{self._word('rules')}</h2><ul>"
        yield from (f"<li>{self._text(said)}</li>" for said in rules(self._schema.policy))
        yield "</ul></section>"

    def _section(self, name: str, parts: Iterable[str]) -> Iterator[str]:
        found = list(parts)
        if found:
            yield f"<section><h2>{self._word(name)}</h2>"
            yield from found
            yield "</section>"

    # --- the types

    def _entity(self, kind: EntityType) -> str:
        body = [self._about(kind)]
        if kind.parent:
            body.append(f"<p>{self._word('parent')}: {self._name(kind.parent)}</p>")
        if kind.subtypes:
            names = (
                f"{self._text(sub.label) or escape(sub.id)}{self._count(Target('subtype', sub.id, kind.id))}"
                for sub in kind.subtypes
            )
            body.append(
                f"<p>{self._word('subtypes')}: {'، '.join(names) if self._language == 'ar' else ', '.join(names)}</p>"
            )
        return self._article(Target("entity", kind.id), kind, body)

    def _event(self, kind: EventType) -> str:
        body = [self._about(kind)]
        if kind.roles:
            heads = "".join(f"<th>{self._word(name)}</th>" for name in ("role", "fillers", "number", "marks"))
            rows = "".join(self._role(kind, role) for role in kind.roles)
            body.append(f"<table><tr>{heads}</tr>{rows}</table>")
        return self._article(Target("event", kind.id), kind, body)

    def _role(self, event: EventType, role: Role) -> str:
        number = self._word("any") if not role.min and role.max is None else self._number(_range(role))
        if role.recommended:
            number += f" ({self._word('recommended')})"
        count = self._count(Target("role", role.id, event.id))
        return (
            f"<tr><td>{self._text(role.label)} <code>{escape(role.id)}</code></td><td>{self._names(role.fillers)}</td>"
            f"<td>{number}</td><td>{count}</td></tr>"
        )

    def _relation(self, kind: RelationType) -> str:
        body = [self._about(kind)]
        for head, tail in kind.pairs:
            body.append(f"<p>{self._word('head')} {self._name(head)} {self._word('tail')} {self._name(tail)}</p>")
        if not kind.pairs:
            ends = (("head", kind.head), ("tail", kind.tail))
            body += [f"<p>{self._word(end)}: {self._names(types)}</p>" for end, types in ends]
        if kind.symmetric:
            body.append(f"<p>{self._word('symmetric')}</p>")
        return self._article(Target("relation", kind.id), kind, body)

    def _attribute(self, kind: AttributeType) -> str:
        body = [f"<p>{self._text(kind.description)}</p>"] if kind.description != Wording() else []
        holders = self._word("all") if "*" in kind.applies_to else self._names(kind.applies_to)
        body.append(
            f"<p>{self._word('applies')}: {holders}{' · ' + self._word('required') if kind.required else ''}</p>"
        )
        if kind.shown_if is not None:
            values = ", ".join(map(str, (*kind.shown_if.values, *kind.shown_if.subtypes)))
            body.append(f"<p>{self._word('shown_if')}: {_isolated(f'{kind.shown_if.attribute} {values}'.strip())}</p>")
        rows = "".join(
            f"<tr><td>{self._text(option.label) or escape(option.id)} <code>{escape(option.id)}</code></td>"
            f"<td>{self._key(option.hotkey)}</td><td>{self._count(Target('value', option.id, kind.id))}</td></tr>"
            for option in kind.options
        )
        if rows:
            heads = "".join(f"<th>{self._word(name)}</th>" for name in ("value", "key", "marks"))
            body.append(f"<table><tr>{heads}</tr>{rows}</table>")
        title = f"{self._text(kind.label)} <code>{escape(kind.id)}</code>"
        return f"<article><h3>{title}</h3>{''.join(body)}</article>"

    def _article(self, target: Target, kind: EntityType | EventType | RelationType, body: list[str]) -> str:
        other = kind.label.en if self._language == "ar" else kind.label.ar
        title = f'<span class="chip" style="color:{kind.colour}">■</span> {self._text(kind.label)}'
        title += f" <small>{_isolated(other)}</small> <code>{escape(kind.id)}</code>{self._key(kind.hotkey)}"
        return f"<article><h3>{title}{self._count(target)}</h3>{''.join([*body, *self._found(target)])}</article>"

    def _about(self, kind: EntityType | EventType | RelationType) -> str:
        said = f"<p>{self._text(kind.description)}</p>" if kind.description != Wording() else ""
        if kind.retired:
            said += f"<p class='retired'>{self._word('retired')}</p>"
        for name, lines in (("examples", kind.examples), ("counterexamples", kind.counterexamples)):
            if lines:
                rows = "".join(f'<li dir="{base_direction(line)}">{_bracketed(line)}</li>' for line in lines)
                said += f"<p>{self._word(name)}</p><ul class='{name}'>{rows}</ul>"
        return said

    def _found(self, target: Target) -> Iterator[str]:
        if self._project is None or target.scope == "relation":
            return
        forms = frozenset(form for form in self._forms if (form.table, form.type) == (target.scope, target.id))
        if not forms:
            return
        places = self._project.usage.page([Formed(target.scope, forms)], limit=EXAMPLES)
        yield f"<p>{self._word('found')}</p><ul class='found'>"
        for place in places:
            mark = self._project.find(place.table, place.id)
            if isinstance(mark, Entity | Event):
                yield _in_context(self._project.text(place.document_id), mark)
        yield "</ul>"

    # --- pieces

    def _word(self, name: str) -> str:
        return escape(word(name).text(self._language))

    def _text(self, wording: Wording) -> str:
        return _isolated(wording.text(self._language))

    def _number(self, number: object) -> str:
        shown = str(number)
        return escape(shown.translate(_DIGITS) if self._language == "ar" else shown)

    def _count(self, target: Target) -> str:
        count = self._usage.of(target) if self._usage else 0
        return f" <span class='count'>{self._number(count)}</span>" if self._usage else ""

    def _key(self, key: str) -> str:
        return f' <kbd dir="ltr">{escape(key)}</kbd>' if key else ""

    def _name(self, type_id: str) -> str:
        kind = self._schema.entity(type_id) or self._schema.event(type_id) or self._schema.relation(type_id)
        return self._text(kind.label) if kind else escape(type_id)

    def _names(self, types: Iterable[str]) -> str:
        return ("، " if self._language == "ar" else ", ").join(map(self._name, types))


def _range(role: Role) -> str:
    if role.max is None:
        return f"{role.min}+"
    return str(role.min) if role.min == role.max else f"{role.min}–{role.max}"


def _isolated(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>" if text else ""


def _bracketed(line: str) -> str:
    """Return an example line with what stands in [brackets] marked."""
    return escape(line).replace("[", "<mark>").replace("]", "</mark>")


def _in_context(text: str, mark: Entity | Event) -> str:
    """Return a line of text around a mark, cut at words, its pieces marked."""
    spans = spans_of(mark)
    start, end = _at_word(text, spans[0].start - _CONTEXT, 1), _at_word(text, spans[-1].end + _CONTEXT, -1)
    start, end = min(start, spans[0].start), max(end, spans[-1].end)
    parts: list[str] = []
    at = start
    for span in spans:
        parts += [escape(text[at : span.start]), f"<mark>{escape(text[span.start : span.end])}</mark>"]
        at = span.end
    parts.append(escape(text[at:end]))
    line = ("…" if start else "") + "".join(parts).replace("\n", " ") + ("…" if end < len(text) else "")
    return f'<li dir="{base_direction(text[start:end])}">{line}</li>'


def _at_word(text: str, at: int, step: int) -> int:
    """Return the nearest offset from `at` on, forwards (1) or backwards (-1), at which no word is cut."""
    at = min(max(at, 0), len(text))
    while 0 < at < len(text) and not text[at].isspace():
        at += step
    return at
