"""Rich ERE (`.rich_ere.xml` and its source file), read only: entities, fillers, relations and event hoppers.

Offsets count the characters of the raw source file, tags included, so the text keeps its tags. A hopper becomes a
cluster of events.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.domain.model import AttributeValue, Document, Json
from annotator.formats.charset import decode
from annotator.formats.format import Finding, Format, Read
from annotator.formats.inception_files import Kind, OtherFileError, certainty, read_all, read_some
from annotator.formats.ldc import Link, Mention, Stated, document_of, number, parse
from annotator.formats.members import Members
from annotator.formats.offset_proof import MISFITS, keeps_misfits
from annotator.formats.refusal import RefusedError

_SOURCES = (".txt", ".cmp.txt", ".xml", ".mpdf.xml", ".sgm", ".mp.txt")
_OWN = re.compile(r"\.(?:rich_ere|event|ere)\.xml\Z")


def _sources_of(name: str) -> tuple[str, ...]:
    stem = _OWN.sub("", name)
    return tuple(stem + suffix for suffix in _SOURCES if stem + suffix != name)


KIND = Kind(".xml", (b"<deft_ere",), _sources_of)


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield each document, or the Finding for which it is refused.

    Raises InputError if nothing at `path` can be read or the library is absent.
    """
    yield from read_all(path, KIND, _Pairs(options or {}).document)


def read_members(members: Members, title: str, options: Mapping[str, str]) -> Iterator[Read]:
    """Yield what some files of a folder or archive hold, as `read` does."""
    yield from read_some(members, title, KIND, _Pairs(options).document)


class _Pairs:
    """Puts the files of marks together with their sources, which may stand in another folder."""

    def __init__(self, options: Mapping[str, str]) -> None:
        self._keeps = keeps_misfits(options)
        self._elsewhere: dict[str, list[str]] = {}  # by the last part of the name

    def document(self, members: Members, name: str) -> tuple[Document, list[Finding]]:
        """Return the document of one file of marks; raises RefusedError without its source."""
        root = _root(members.read(name))
        title = root.get("doc_id", "").strip()
        source = self._source(members, name, title)
        if source is None:
            raise RefusedError("no text", "{file} has no source file ({document}) beside it. It was left out.")
        decoded = decode(members.read(source))
        return document_of(_stated(root), decoded, decoded.text, (name, title or name), keeps=self._keeps)

    def _source(self, members: Members, name: str, title: str) -> str | None:
        """Return the source file: beside the annotations, else anywhere under the name that they state."""
        beside = next((text for text in _sources_of(name) if members.holds(text)), None)
        if beside is not None:
            return beside
        if not self._elsewhere:
            for other in members.names:
                self._elsewhere.setdefault(other.rpartition("/")[2], []).append(other)
        wanted = (other for suffix in _SOURCES for other in self._elsewhere.get(title + suffix, ()))
        return next((other for other in wanted if other != name), None)


def _root(content: bytes) -> Element:
    if b"<deft_ere" not in content[:4096]:
        raise OtherFileError("not ERE", "{file} is XML, but not Rich ERE. It was left out.")
    return parse(content)


def _stated(root: Element) -> Stated:
    stated = Stated()
    for entity in root.iter("entity"):
        stated.entities += _entity_mentions(entity)
    for filler in root.iter("filler"):
        stated.entities.append(_mention(filler, filler.get("type", ""), filler.text or ""))
    for relation in root.iter("relation"):
        stated.links += _links(relation)
    for hopper in root.iter("hopper"):
        stated.events += _events(hopper)
    return stated


def _entity_mentions(entity: Element) -> Iterator[Mention]:
    for mention in entity.findall("entity_mention"):
        stated = {"mention_class": mention.get("noun_type"), "entity_class": entity.get("specificity")}
        attributes: dict[str, AttributeValue] = {key: value for key, value in stated.items() if value}
        text = mention.findtext("mention_text") or ""
        yield _mention(mention, entity.get("type", ""), text, attributes, entity.get("id", ""))


def _mention(
    element: Element, kind: str, text: str, attributes: dict[str, AttributeValue] | None = None, group: str = ""
) -> Mention:
    start = number(element, "offset")
    head = element.find("nom_head")
    stated: dict[str, Json] = {}
    if head is not None:
        begin = number(head, "offset")
        stated = {"offsets": [begin, begin + number(head, "length")], "text": head.text or ""}
    offsets = ((start, start + number(element, "length")),)
    return Mention(element.get("id", ""), kind, offsets, text, "", attributes or {}, group, stated)


def _events(hopper: Element) -> Iterator[Mention]:
    for mention in hopper.findall("event_mention"):
        trigger = mention.find("trigger")
        if trigger is None:
            raise RefusedError("shape", "In {file}, {id} states no place in the text.", mark=mention.get("id", ""))
        start = number(trigger, "offset")
        kind = ".".join(filter(None, (mention.get("type"), mention.get("subtype"))))
        attributes = {key: value for key in ("realis", "modality", "polarity", "tense") if (value := mention.get(key))}
        targets = tuple((argument.get("role", ""), _target(argument)) for argument in mention.findall("em_arg"))
        offsets = ((start, start + number(trigger, "length")),)
        group = hopper.get("id", "")
        yield Mention(mention.get("id", ""), kind, offsets, trigger.text or "", "", attributes, group, targets=targets)


def _links(relation: Element) -> Iterator[Link]:
    kind = ".".join(filter(None, (relation.get("type"), relation.get("subtype"))))
    for mention in relation.findall("relation_mention"):
        ends = [mention.find(tag) for tag in ("rel_arg1", "rel_arg2")]
        head, tail = (_target(end) if end is not None else "" for end in ends)
        attributes = {"realis": value} if (value := mention.get("realis")) else {}
        yield Link(mention.get("id", ""), kind, head, tail, attributes)


def _target(argument: Element) -> str:
    return argument.get("entity_mention_id") or argument.get("filler_id") or ""


def detect(path: Path) -> float:
    """Say how sure it is that Rich ERE is meant."""
    return certainty(path, KIND)


FORMAT = Format(
    name="rich-ere",
    title="Rich ERE",
    suffix=".rich_ere.xml",
    keeps=frozenset({"text", "entities", "nested", "crossing", "sub-token", "same span", "events", "relations",
                     "attributes", "clusters"}),
    read=read,
    detect=detect,
    read_chosen=read,
    read_members=read_members,
    read_options=(MISFITS,),
    beside=KIND.beside,
    needs="ace",
)  # fmt: skip
