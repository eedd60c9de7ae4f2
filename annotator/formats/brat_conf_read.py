"""Read brat's annotation.conf and visual.conf into a schema: types, labels, colours, roles, cardinalities, attributes.

Read are also macros (`<X>=A|B`), types that cannot be chosen (`!X`: a group of events, or a name for its children),
synonyms (`A|B`), separators and the reserved names. A line that cannot be read is refused and the rest is taken.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotator.domain.schema import (
    AttributeOption,
    AttributeType,
    EntityType,
    EventGroup,
    EventType,
    RelationType,
    Role,
    Schema,
    Subtype,
    Wording,
)
from annotator.formats.brat_names import BratNames
from annotator.formats.refusal import RefusedError

COLOURS = ("#4E79A7", "#F28E2B", "#59A14F", "#76B7B2", "#9C755F", "#E15759", "#B07AA1", "#EDC948", "#FF9DA7", "#79706E")
SECTIONS = ("entities", "relations", "events", "attributes")
_ARGUMENT = re.compile(r"(\S+?)(\?|\*|\+|\{(\d{1,4})(?:-(\d{1,4}))?\})?:(\S*)\Z", re.ASCII)
_SPANS = {"": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}


@dataclass(frozen=True, slots=True)
class Slot:
    """One `Role*:A|B` of a line."""

    name: str
    types: tuple[str, ...]
    min: int
    max: int | None


@dataclass(slots=True)
class Node:
    """One line of a section with its place in the hierarchy."""

    id: str
    synonyms: tuple[str, ...]
    is_chosen: bool
    slots: tuple[Slot, ...]
    parent: "Node | None"
    children: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class _Looks:
    labels: dict[str, Wording] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    direction: str = ""


def role_names(annotation: str) -> frozenset[str]:
    """Return the stored names of all roles, to tell a number that belongs to a name from one that counts."""
    sections, _ = _sections(annotation)
    return frozenset(slot.name for node in sections["events"] for slot in node.slots)


def read_schema(annotation: str, visual: str, names: BratNames, title: str) -> tuple[Schema, list[RefusedError]]:
    """Return the schema that the two files state, and the lines that were left out.

    Role names that end in a number are kept; `names` gives back what our own export had to rename.
    """
    sections, refusals = _sections(annotation)
    builder = _Builder(sections, _looks(visual), names)
    return builder.schema(title), refusals


def _sections(source: str) -> tuple[dict[str, list[Node]], list[RefusedError]]:
    """Return the nodes of each section, and what was left out; of lines in no section that brat has, the first."""
    lines: dict[str, list[tuple[int, str]]] = {name: [] for name in SECTIONS}
    outside: dict[str, tuple[int, str]] = {}
    current = ""
    for number, line in enumerate(source.replace("\r", "").split("\n"), 1):
        header = re.fullmatch(r"\s*\[(.*)\]\s*", line)
        if header:
            current = header[1].strip().lower()
        elif line.strip() and not line.lstrip().startswith("#"):
            if current in lines:
                lines[current].append((number, line))
            else:
                outside.setdefault(current, (number, line))
    refusals = [_unread(number, line) for number, line in outside.values()]
    return {name: list(_nodes(rows, refusals)) for name, rows in lines.items()}, refusals


def _nodes(rows: Iterable[tuple[int, str]], refusals: list[RefusedError]) -> Iterator[Node]:
    macros: dict[str, str] = {}
    above: list[tuple[int, Node]] = []
    for number, line in rows:
        macro = re.fullmatch(r"<([A-Za-z_-]+)>=\s*(\S.*?)?\s*", line)
        if macro:
            macros[f"<{macro[1]}>"] = macro[2] or ""
        elif not re.fullmatch(r"\s*-+\s*", line) and not line.startswith("<"):
            depth = len(line) - len(line.lstrip())
            above = [(level, node) for level, node in above if level < depth]
            node = _node(_expanded(line, macros), above[-1][1] if above else None)
            if node is None:
                refusals.append(_unread(number, line))
                continue
            above.append((depth, node))
            yield node


def _expanded(line: str, macros: dict[str, str]) -> str:
    for name, value in macros.items():
        line = line.replace(name, value)[:100_000]
    return line


def _unread(number: int, line: str) -> RefusedError:
    return RefusedError(
        "configuration",
        "In {file}, line {line} of the brat configuration is not understood: “{found}”. It was left out.",
        line=number,
        found=line.strip()[:60],
    )


def _node(line: str, parent: Node | None) -> Node | None:
    terms, _, rest = line.strip().replace("\t", " ", 1).partition(" ")
    synonyms = [term for term in terms.split("|") if term]
    slots = [_slot(part.strip()) for part in rest.split(",") if part.strip()]
    key = synonyms[0].lstrip("!") if synonyms else ""
    if not key or not all(slots):
        return None
    known = tuple(slot for slot in slots if slot is not None)
    node = Node(key, tuple(synonyms[1:]), not synonyms[0].startswith("!"), known, parent)
    if parent is not None:
        parent.children.append(node)
    return node


def _slot(source: str) -> Slot | None:
    match = _ARGUMENT.match(source)
    if match is None:
        return None
    name, sign, low, high, types = match.groups()
    least, most = (int(low), int(high or low)) if low else _SPANS[sign or ""]
    if most is not None and most < max(least, 1):
        return None
    return Slot(name, tuple(kind for kind in types.split("|") if kind), least, most)


def _looks(source: str) -> _Looks:
    looks = _Looks()
    section = ""
    for line in source.replace("\r", "").split("\n"):
        header = re.fullmatch(r"\s*\[(.*)\]\s*", line)
        if header:
            section = header[1].strip().lower()
        elif line.strip() and not line.lstrip().startswith("#"):
            _read_look(section, line.strip(), looks)
    return looks


def _read_look(section: str, line: str, looks: _Looks) -> None:
    if section == "labels":
        stored, *forms = [part.strip() for part in line.split("|")]
        looks.labels.setdefault(stored, _wording(forms))
    elif section == "drawing":
        colour = re.search(r"(?:bgColor|(?<![A-Za-z])color):(#[0-9A-Fa-f]{6})\b", line)
        if colour:
            looks.colours.setdefault(line.split()[0], colour[1].upper())
    elif section == "options" and line.startswith("Text"):
        direction = re.search(r"direction:(rtl|ltr)\b", line)
        looks.direction = direction[1] if direction else looks.direction


def _wording(forms: list[str]) -> Wording:
    arabic = [form for form in forms if any("\u0600" <= letter <= "\u08ff" for letter in form)]
    other = [form for form in forms if form and form not in arabic]
    return Wording(ar=arabic[0] if arabic else "", en=other[0] if other else "")


class _Builder:
    """Turns the nodes of the sections into the tables of a schema."""

    def __init__(self, sections: dict[str, list[Node]], looks: _Looks, names: BratNames) -> None:
        self._sections = {name: _first(nodes) for name, nodes in sections.items() if name != "relations"}
        self._relations = sections["relations"]
        self._looks = looks
        self._names = names
        chosen = [node for name in ("entities", "events") for node in self._sections[name].values() if node.is_chosen]
        self._types = {node.id for node in chosen}
        self._opened: dict[tuple[str, ...], tuple[str, ...]] = {}  # lists of fillers, of which many roles have the same

    def schema(self, title: str) -> Schema:
        direction = self._looks.direction or "rtl"
        return Schema(
            id="brat",
            title=Wording(en=title, ar=title),
            language="ar" if direction == "rtl" else "en",
            direction=direction,
            attributes=tuple(self._attributes()),
            entities=tuple(self._entities()),
            relations=tuple(self._relation_types()),
            groups=tuple(self._groups()),
            events=tuple(self._events()),
        )

    def _entities(self) -> Iterator[EntityType]:
        for number, node in enumerate(self._chosen("entities")):
            yield EntityType(
                self._name("entity", node.id),
                self._label(node.id),
                self._colour(node.id, number),
                subtypes=self._subtypes(node.id),
                aliases=node.synonyms,
                parent=self._parent(node),
            )

    def _parent(self, node: Node) -> str:
        """Return the nearest type above that can be chosen, "" if there is none."""
        above = node.parent
        while above is not None and not above.is_chosen:
            above = above.parent
        return self._name("entity", above.id) if above and above.id != node.id else ""

    def _subtypes(self, entity: str) -> tuple[Subtype, ...]:
        node = next((node for node in self._sections["attributes"].values() if self._names.is_subtype(node.id)), None)
        holders = _slot_types(node, "Arg") if node else ()
        values = _slot_types(node, "Value") if node and entity in holders else ()
        return tuple(Subtype(self._name("value", value), self._label(value)) for value in values)

    def _groups(self) -> Iterator[EventGroup]:
        for number, node in enumerate(self._sections["events"].values()):
            if node.children:
                yield EventGroup(self._name("event", node.id), self._label(node.id), self._colour(node.id, number))

    def _events(self) -> Iterator[EventType]:
        for number, node in enumerate(self._chosen("events")):
            group = node if node.children else node.parent
            yield EventType(
                self._name("event", node.id),
                self._label(node.id),
                self._colour(node.id, number),
                group=self._name("event", group.id) if group else "",
                roles=tuple(self._role(slot) for slot in _once(node.slots)),
                aliases=node.synonyms,
            )

    def _role(self, slot: Slot) -> Role:
        return Role(
            self._name("role", slot.name), self._label(slot.name), self._fillers(slot.types), slot.min, slot.max
        )

    def _relation_types(self) -> Iterator[RelationType]:
        pairs: dict[str, list[tuple[str, str]]] = {}
        first: dict[str, Node] = {}
        for node in self._relations:
            ends = [slot for slot in node.slots if not slot.name.startswith("<")]
            if node.id == "Equiv" or not node.is_chosen or len(ends) < 2:
                continue
            first.setdefault(node.id, node)
            heads, tails = self._fillers(ends[0].types), self._fillers(ends[1].types)
            pairs.setdefault(node.id, []).extend((head, tail) for head in heads for tail in tails)
        for number, (key, node) in enumerate(first.items()):
            yield self._relation(node, list(dict.fromkeys(pairs[key])), number)

    def _relation(self, node: Node, pairs: list[tuple[str, str]], number: int) -> RelationType:
        heads = tuple(dict.fromkeys(head for head, _ in pairs))
        tails = tuple(dict.fromkeys(tail for _, tail in pairs))
        is_product = len(pairs) == len(heads) * len(tails)
        return RelationType(
            self._name("relation", node.id),
            self._label(node.id),
            self._colour(node.id, number),
            symmetric=any("symmetric" in kind for slot in node.slots if "REL" in slot.name for kind in slot.types),
            head=heads if is_product else (),
            tail=tails if is_product else (),
            pairs=() if is_product else tuple(pairs),
            aliases=node.synonyms,
        )

    def _attributes(self) -> Iterator[AttributeType]:
        for node in self._sections["attributes"].values():
            if not self._names.is_subtype(node.id) and node.is_chosen:
                yield self._attribute(node)

    def _attribute(self, node: Node) -> AttributeType:
        holders, values = _slot_types(node, "Arg"), _slot_types(node, "Value")
        everyone = {"<ANY>": ("entity", "event"), "<ENTITY>": ("entity",), "<EVENT>": ("event",)}
        everyone["<RELATION>"] = ("relation",)
        scopes = [scope for holder in holders for scope in everyone.get(holder, ())]
        scopes += ["event" for holder in holders if holder in self._sections["events"]]
        scopes += ["entity" for holder in holders if holder in self._sections["entities"]]
        listed = self._fillers(tuple(holder for holder in holders if holder not in everyone))
        return AttributeType(
            self._name("attribute", node.id),
            self._label(node.id),
            tuple(dict.fromkeys(scopes)) or ("entity", "event"),
            ("*",) if any(holder in everyone for holder in holders) or not listed else listed,
            kind="enum" if values else "bool",
            options=tuple(AttributeOption(self._name("value", value), self._label(value)) for value in values),
        )

    def _fillers(self, types: tuple[str, ...]) -> tuple[str, ...]:
        if types not in self._opened:
            self._opened[types] = self._open(types)
        return self._opened[types]

    def _open(self, types: tuple[str, ...]) -> tuple[str, ...]:
        """Return the type ids: macros and parents that cannot be chosen opened, what is no type left out."""
        found: list[str] = []
        for kind in types:
            if kind in ("<ENTITY>", "<ANY>"):
                found += [node.id for node in self._chosen("entities")]
            if kind in ("<EVENT>", "<ANY>"):
                found += [node.id for node in self._chosen("events")]
            if kind in self._types:
                found.append(kind)
            else:
                found += self._below(kind)
        return tuple(self._name("entity", kind) for kind in dict.fromkeys(found))

    def _below(self, kind: str) -> list[str]:
        nodes = [self._sections[name][kind] for name in ("entities", "events") if kind in self._sections[name]]
        found: list[str] = []
        while nodes:
            node = nodes.pop(0)
            found += [child.id for child in node.children if child.is_chosen]
            nodes += node.children
        return found

    def _chosen(self, section: str) -> Iterator[Node]:
        return (node for node in self._sections[section].values() if node.is_chosen)

    def _name(self, scope: str, stored: str) -> str:
        return self._names.original_text(scope, stored)

    def _label(self, stored: str) -> Wording:
        wording = self._looks.labels.get(stored, Wording())
        return wording if wording != Wording() else Wording(en=stored)

    def _colour(self, stored: str, number: int) -> str:
        return self._looks.colours.get(stored, COLOURS[number % len(COLOURS)])


def _first(nodes: Iterable[Node]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for node in nodes:
        found.setdefault(node.id, node)
    return found


def _once(slots: Iterable[Slot]) -> Iterator[Slot]:
    return iter({slot.name: slot for slot in slots if not slot.name.startswith("<")}.values())


def _slot_types(node: Node | None, name: str) -> tuple[str, ...]:
    return next((slot.types for slot in node.slots if slot.name == name), ()) if node else ()
