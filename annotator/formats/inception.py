"""What INCEpTION and WebAnno state in their own terms (layers, features, slots, chains), and the marks it becomes.

A layer with slots is read as events, one that links two annotations as relations, any other as entities; the option
`layers` says otherwise: `custom.Person=entity:kind; custom.Visit=event:label; custom.Noise=skip`, where the name
behind the colon is the feature that states the type. Without such a feature the type is the layer's short name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from annotator.domain.model import (
    Argument,
    Attributes,
    AttributeValue,
    Cluster,
    Entity,
    Event,
    Json,
    Layer,
    Relation,
)
from annotator.domain.span import Fragments, Span
from annotator.errors import AnnotatorError
from annotator.formats.features import mentions
from annotator.formats.option import Option
from annotator.formats.refusal import RefusedError
from annotator.formats.shapes import check_name

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
ARGUMENT = DKPRO + "semantics.type.SemArg"
REST = "annotatorExtra"  # a feature of our own: JSON of what the layers have no place for
FRAGMENTS = "fragments"
KINDS = ("entity", "event", "relation", "skip")
TYPE_FEATURES = ("value", "label", "category", "kind", "type_", "DependencyType", "referenceType")
_OURS = frozenset({REST, "subtype", "cluster"})


@dataclass(frozen=True, slots=True)
class Laid:
    """One annotation on text; `slots` are (feature, role, key of the target or None)."""

    key: str
    layer: str
    span: Span
    features: Mapping[str, AttributeValue] = field(default_factory=dict)
    slots: tuple[tuple[str, str, str | None], ...] = ()
    has_slots: bool = False
    rest: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """One annotation that links two others."""

    key: str
    layer: str
    governor: str
    dependent: str
    features: Mapping[str, AttributeValue] = field(default_factory=dict)
    rest: Mapping[str, Json] = field(default_factory=dict)


@dataclass(slots=True)
class Stated:
    """All that one file states of one annotator's work; chains are spans by the chain's name."""

    laid: list[Laid] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    chains: dict[str, list[tuple[Span, str]]] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Use:
    """What a layer is read as, and which of its features states the type."""

    kind: str
    feature: str | None = None


LAYERS = Option(
    "layers",
    "What layers are read as",
    kind="text",
    help="layer=kind or layer=kind:feature, with semicolons between; what is not named is found from the layer itself.",
)


def uses(option: str) -> dict[str, Use]:
    """Return what the option `layers` says; raises AnnotatorError if it is not understood."""
    found: dict[str, Use] = {}
    for part in option.replace("\n", ";").split(";"):
        layer, equals, use = part.strip().partition("=")
        kind, _, feature = use.strip().partition(":")
        if equals and kind.strip() in KINDS:
            found[layer.strip()] = Use(kind.strip(), feature.strip() or None)
        elif part.strip():
            raise AnnotatorError(
                "“{part}” does not say what a layer is read as. Write it as layer=kind or layer=kind:feature; "
                "the kinds are: {kinds}.",
                part=part.strip(),
                kinds=", ".join(KINDS),
            )
    return found


def layer_of(stated: Stated, chosen: Mapping[str, Use], annotator: str) -> tuple[Layer, list[RefusedError]]:
    """Return the marks that the file's layers become, and for each that was left out the reason."""
    return _Reading(stated, chosen).layer(annotator)


class _Reading:
    def __init__(self, stated: Stated, chosen: Mapping[str, Use]) -> None:
        self._stated = stated
        self._chosen = chosen
        self._refusals: list[RefusedError] = []
        self._spans = {laid.key: laid.span for laid in stated.laid}
        self._taken: set[str] = set()
        self._ids: dict[str, str] = {}
        self._marks: frozenset[str] = frozenset()  # keys of entities and events, at which all else points

    def layer(self, annotator: str) -> tuple[Layer, list[RefusedError]]:
        pieces = {key for laid in self._stated.laid for feature, _, key in laid.slots if feature == FRAGMENTS}
        marks = [laid for laid in self._stated.laid if laid.key not in pieces and self._kind(laid) != "skip"]
        marks = [laid for laid in marks if self._is_sound(laid)]
        entities = [laid for laid in marks if self._kind(laid) == "entity"]
        doubles = _doubles(entities) if ARGUMENT not in self._chosen else {}
        entities = [laid for laid in entities if laid.key not in doubles]
        events = [laid for laid in marks if self._kind(laid) == "event"]
        self._name(entities, "T")
        self._ids |= {key: self._ids[twin] for key, twin in doubles.items()}
        self._name(events, "E")
        self._marks = frozenset(self._ids)
        ties = [tie for tie in self._stated.ties if self._use(tie.layer, "relation").kind != "skip"]
        ties = [tie for tie in ties if self._is_sound(tie) and self._has_ends(tie)]
        self._name(ties, "R")
        layer = Layer(
            annotator=annotator,
            entities=tuple(map(self._entity, entities)),
            events=tuple(map(self._event, events)),
            relations=tuple(map(self._relation, ties)),
        )
        return self._clustered(layer), self._refusals

    def _use(self, layer: str, default: str) -> Use:
        return self._chosen.get(layer) or Use(default)

    def _kind(self, laid: Laid) -> str:
        return self._use(laid.layer, "event" if laid.has_slots else "entity").kind

    def _type(self, item: Laid | Tie) -> str:
        feature = self._type_feature(item)
        return str(item.features[feature]) if feature else item.layer.rpartition(".")[2]

    def _type_feature(self, item: Laid | Tie) -> str | None:
        chosen = self._chosen.get(item.layer)
        names = (chosen.feature,) if chosen and chosen.feature else TYPE_FEATURES
        return next((name for name in names if item.features.get(name) not in (None, "")), None)

    def _is_sound(self, item: Laid | Tie) -> bool:
        try:
            check_name(self._type(item), "type", item.key)
            for name in item.features:
                check_name(name, "feature", item.key)
        except RefusedError as refusal:
            self._refusals.append(refusal)
            return False
        return True

    def _has_ends(self, tie: Tie) -> bool:
        for end in (tie.governor, tie.dependent):
            if end not in self._marks:
                self._refusals.append(_dangling(tie.key, tie.layer))
                return False
        return True

    def _name(self, items: Iterable[Laid | Tie], prefix: str) -> None:
        """Give each item its id: the one that our own file states, else the next free one."""
        listed = list(items)
        for item in listed:
            stated = item.rest.get("id")
            if isinstance(stated, str) and stated.isprintable() and stated.strip() and stated not in self._taken:
                self._taken.add(stated)
                self._ids[item.key] = stated
        number = 0
        for item in listed:
            while item.key not in self._ids:
                number += 1
                if f"{prefix}{number}" not in self._taken:
                    self._taken.add(f"{prefix}{number}")
                    self._ids[item.key] = f"{prefix}{number}"

    def _entity(self, laid: Laid) -> Entity:
        key = self._ids[laid.key]
        return Entity(
            id=key,
            type=self._type(laid),
            spans=self._fragments(laid),
            subtype=_text(laid.features.get("subtype")) or _text(laid.rest.get("subtype")),
            attributes=self._attributes(laid),
            cluster=_text(laid.features.get("cluster")),
            name=key,
            extra=_table(laid.rest.get("extra")),
        )

    def _event(self, laid: Laid) -> Event:
        key = self._ids[laid.key]
        attributes = dict(self._attributes(laid))
        if isinstance(subtype := laid.features.get("subtype"), str):
            attributes["subtype"] = subtype
        return Event(
            id=key,
            type=self._type(laid),
            trigger=self._fragments(laid),
            arguments=tuple(self._arguments(laid)),
            attributes=attributes,
            cluster=_text(laid.features.get("cluster")),
            name=key,
            extra=_table(laid.rest.get("extra")),
        )

    def _relation(self, tie: Tie) -> Relation:
        key = self._ids[tie.key]
        return Relation(
            id=key,
            type=self._type(tie),
            head=self._ids[tie.governor],
            tail=self._ids[tie.dependent],
            attributes=self._attributes(tie),
            name=key,
            extra=_table(tie.rest.get("extra")),
        )

    def _fragments(self, laid: Laid) -> Fragments:
        keys = [key for feature, _, key in laid.slots if feature == FRAGMENTS]
        found = [laid.span, *(self._spans[key] for key in keys if key in self._spans)]
        ordered = sorted(found)
        if any(after.start < before.end for before, after in pairwise(ordered)):
            message = "In {file}, document {document}, {id}: its pieces overlap; only the first one was read."
            self._refusals.append(RefusedError("fragments", message, mark=self._ids[laid.key]))
            return (laid.span,)
        return tuple(ordered)

    def _arguments(self, laid: Laid) -> Iterable[Argument]:
        slots = [slot for slot in laid.slots if slot[0] != FRAGMENTS]
        extras = laid.rest.get("arguments")
        for number, (feature, role, target) in enumerate(slots):
            if target is not None and target not in self._marks:
                self._refusals.append(_dangling(self._ids[laid.key], role or feature))
                continue
            extra = extras[number] if isinstance(extras, list) and number < len(extras) else None
            yield Argument(role or feature, None if target is None else self._ids[target], extra=_table(extra))

    def _attributes(self, item: Laid | Tie) -> Attributes:
        literal = item.rest.get("literal")
        literals = _table(literal)
        kept = {name: value for name, value in item.features.items() if name not in _OURS}
        kept.pop(self._type_feature(item) or "", None)
        found = {name: _literal(value, literals.get(name)) for name, value in kept.items()}
        hidden = _table(item.rest.get("attributes"))
        return found | {name: value for name, value in hidden.items() if isinstance(value, (str, bool, int, float))}

    def _clustered(self, layer: Layer) -> Layer:
        """Return the layer with the clusters of its chains; a span without a mark becomes one."""
        marks = _Clustering(layer, self._next_entity)
        for name, links in self._stated.chains.items():
            marks.join(name, links)
        return marks.layer()

    def _next_entity(self, span: Span, kind: str) -> Entity:
        number = 1
        while f"T{number}" in self._taken:
            number += 1
        self._taken.add(f"T{number}")
        return Entity(f"T{number}", kind, (span,), name=f"T{number}")


class _Clustering:
    def __init__(self, layer: Layer, make: Callable[[Span, str], Entity]) -> None:
        self._layer = layer
        self._make = make
        self._marks: dict[str, Entity | Event] = {mark.id: mark for mark in mentions(layer)}
        self._on: dict[Span, list[str]] = {}
        for entity in layer.entities:
            self._on.setdefault(entity.spans[0], []).append(entity.id)
        for event in layer.events:
            self._on.setdefault(event.trigger[0], []).append(event.id)

    def join(self, name: str, links: Iterable[tuple[Span, str]]) -> None:
        """Put the marks on the spans into one cluster, unless one that stands there says its cluster itself."""
        for span, kind in links:
            there = self._on.setdefault(span, [])
            if not there:
                entity = self._make(span, kind or "Mention")
                self._marks[entity.id] = entity
                there.append(entity.id)
            if all(self._marks[key].cluster is None for key in there):
                self._marks[there[0]] = replace(self._marks[there[0]], cluster=name)

    def layer(self) -> Layer:
        marks = self._marks.values()
        used = dict.fromkeys(mark.cluster for mark in marks if mark.cluster is not None)
        return replace(
            self._layer,
            entities=tuple(mark for mark in marks if isinstance(mark, Entity)),
            events=tuple(mark for mark in marks if isinstance(mark, Event)),
            clusters=tuple(Cluster(name, name) for name in used),
        )


def _doubles(entities: list[Laid]) -> dict[str, str]:
    """Return for each semantic argument the key of the entity that stands on the same span, where there is one."""
    others = {laid.span: laid.key for laid in reversed(entities) if laid.layer != ARGUMENT}
    return {laid.key: others[laid.span] for laid in entities if laid.layer == ARGUMENT and laid.span in others}


def _dangling(mark: str, key: str) -> RefusedError:
    return RefusedError(
        "dangling",
        "In {file}, document {document}, {id}: “{key}” points at what is not read as a mark. It was left out.",
        mark=mark,
        key=key,
    )


def _literal(value: AttributeValue, kind: Json) -> AttributeValue:
    """Return the boolean or number that a text stands for where our own file says that it was one."""
    if not isinstance(value, str):
        return value
    try:
        match kind:
            case "bool":
                return value == "true"
            case "int":
                return int(value)
            case "float":
                return float(value)
    except ValueError:
        return value
    return value


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None


def _table(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
