"""What the XML files of the LDC state (ACE APF, Rich ERE), in one form, and the layer that it becomes.

Offsets are proven by the covered text over the whole file. What a mark points at and is not there is left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from xml.etree.ElementTree import Element, ParseError

from annotator.domain.model import Argument, AttributeValue, Cluster, Document, Entity, Event, Json, Layer, Relation
from annotator.formats import offset_proof
from annotator.formats.charset import Decoded, conversions, join_line_ends
from annotator.formats.extras import load
from annotator.formats.features import mentions
from annotator.formats.format import Finding
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.offset_proof import Fitting, Pairs, Sheet, StatedMark, stated_extra
from annotator.formats.refusal import RefusedError
from annotator.formats.shapes import check_name
from annotator.formats.xml_safety import check_size


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity mention or an event's trigger: half-open offsets in the file's own unit, and the covered text.

    `targets` are (role, id) for events. `group` is what it is a mention of.
    """

    id: str
    type: str
    offsets: Pairs
    text: str
    subtype: str = ""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    group: str = ""
    head: Mapping[str, Json] = field(default_factory=dict)
    targets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A relation mention."""

    id: str
    type: str
    head: str
    tail: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    rest: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Stated:
    """All that one file states of one text."""

    entities: list[Mention] = field(default_factory=list)
    events: list[Mention] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def parse(source: bytes) -> Element:
    """Return the root of the XML; raises RefusedError if it is none or declares entities.

    InputError says that the library is absent. A document type without entities is taken: every ACE file names one.
    """
    defused = load("defusedxml.ElementTree", "ace")
    common = load("defusedxml.common", "ace")
    check_size(source)
    try:
        root: Element = defused.fromstring(source, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except common.DefusedXmlException as error:
        raise RefusedError(
            "document type", "{file} declares entities, by which XML can grow without limit. It was not read."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise RefusedError("syntax", "{file} is not XML. Export it again.") from error
    return root


def number(element: Element, key: str) -> int:
    """Return an attribute that must be an offset."""
    value = element.get(key, "")
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        message = "In {file}, {id}: “{key}” is not an offset: {found}. Export it again."
        raise RefusedError("offset", message, mark=element.get("id") or element.tag, key=key, found=value[:20])
    return int(value)


def document_of(
    stated: Stated, decoded: Decoded, raw: str, names: tuple[str, str], *, keeps: bool = False
) -> tuple[Document, list[Finding]]:
    """Return the document whose text `raw` is, with the marks stated; `names` are the file's and the document's.

    `keeps` marks that do not fit the text.
    """
    file, name = names
    text = join_line_ends(raw)
    check_text(text)
    marks = [StatedMark(mark.id, mark.offsets, _as_written(mark.text, raw)) for mark in _unique(stated)]
    (fitting,) = offset_proof.fit_file([Sheet(raw, marks, decoded.has_mark)], keeps=keeps)
    findings = [*conversions(decoded, file, name), *inspect_text(text, file, name)]
    findings += offset_proof.unit_finding([fitting], file, name)
    findings += offset_proof.findings(fitting, marks, file, name)
    building = _Building(stated, fitting)
    layer = building.layer()
    findings += [refusal.finding(file, name, "warning") for refusal in building.refusals]
    return Document(name, name, text, (layer,)), findings


def _unique(stated: Stated) -> Iterator[Mention]:
    seen: set[str] = set()
    for mark in chain(stated.entities, stated.events):
        if mark.id in seen:
            raise RefusedError(
                "id twice", "In {file}, document {document}: the id {id} stands twice. Rename one.", mark=mark.id
            )
        seen.add(mark.id)
        yield mark


def _as_written(text: str, raw: str) -> str:
    """Return the text with its entities as they stand in the source, which is not decoded."""
    return text if "&" not in text or text in raw else text.replace("&", "&amp;")


class _Building:
    def __init__(self, stated: Stated, fitting: Fitting) -> None:
        self._stated = stated
        self._fitting = fitting
        self._spans = spans = fitting.spans
        self.refusals: list[RefusedError] = []
        self._entities = [mark for mark in stated.entities if mark.id in spans and self._is_sound(mark)]
        self._events = [mark for mark in stated.events if mark.id in spans and self._is_sound(mark)]
        self._ends = {mark.id for mark in (*self._entities, *self._events)}
        sizes = Counter(mark.group for mark in (*self._entities, *self._events) if mark.group)
        self._clusters = {group for group, size in sizes.items() if size > 1}

    def layer(self) -> Layer:
        entities = tuple(map(self._entity, self._entities))
        events = tuple(map(self._event, self._events))
        layer = Layer("", entities=entities, events=events, relations=tuple(self._relations()))
        used = dict.fromkeys(mark.cluster for mark in mentions(layer) if mark.cluster is not None)
        return replace(layer, clusters=tuple(Cluster(name, name) for name in used))

    def _is_sound(self, mark: Mention | Link) -> bool:
        try:
            for key, value in (("id", mark.id), ("type", mark.type)):
                check_name(value, key, mark.id)
        except RefusedError as refusal:
            self.refusals.append(refusal)
            return False
        return True

    def _cluster(self, mark: Mention) -> str | None:
        return mark.group if mark.group in self._clusters else None

    def _entity(self, mark: Mention) -> Entity:
        return Entity(
            id=mark.id,
            type=mark.type,
            spans=self._spans[mark.id],
            subtype=mark.subtype or None,
            attributes=dict(mark.attributes),
            cluster=self._cluster(mark),
            name=mark.id,
            extra={**({"head": dict(mark.head)} if mark.head else {}), **stated_extra(self._fitting, mark.id)},
        )

    def _event(self, mark: Mention) -> Event:
        return Event(
            id=mark.id,
            type=mark.type,
            trigger=self._spans[mark.id],
            arguments=tuple(Argument(role, key) for role, key in self._known(mark.id, mark.targets)),
            attributes=dict(mark.attributes),
            cluster=self._cluster(mark),
            name=mark.id,
            extra=stated_extra(self._fitting, mark.id),
        )

    def _known(self, mark: str, targets: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        for role, key in targets:
            if key in self._ends and role.strip():
                yield role, key
            else:
                self._refuse(mark, role)

    def _relations(self) -> Iterator[Relation]:
        for link in self._stated.links:
            if not self._is_sound(link):
                continue
            if link.head not in self._ends or link.tail not in self._ends:
                self._refuse(link.id, "Arg-1" if link.head not in self._ends else "Arg-2")
                continue
            rest: Json = [{"role": role, "target": key} for role, key in self._known(link.id, link.rest)]
            extra = {"arguments": rest} if rest else {}
            yield Relation(link.id, link.type, link.head, link.tail, dict(link.attributes), link.id, extra)

    def _refuse(self, mark: str, key: str) -> None:
        self.refusals.append(
            RefusedError(
                "dangling",
                "In {file}, document {document}, {id}: “{key}” points at what is not read as a mark. It was left out.",
                mark=mark,
                key=key,
            )
        )
