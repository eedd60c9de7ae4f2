"""ACE APF (`.apf.xml` beside its `.sgm`), read only: entities, values, times, relations, events.

Offsets count the characters of the .sgm without its tags; ends are inclusive; `&amp;` is five characters. The text is
kept so, because the offsets of whoever else uses the corpus count so.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.domain.model import AttributeValue, Document, Json
from annotator.formats.charset import decode
from annotator.formats.format import Finding, Format, Read
from annotator.formats.inception_files import Kind, certainty, read_all, read_some
from annotator.formats.ldc import Link, Mention, Stated, document_of, number, parse
from annotator.formats.members import Members
from annotator.formats.offset_proof import MISFITS, Pairs, keeps_misfits
from annotator.formats.refusal import RefusedError

_TAG = re.compile(r"<[^>]*>")
_VALUES = {"Numeric.Money": "MONEY", "Numeric.Percent": "PERCENT", "Job-Title": "JOB", "Crime": "CRIME",
           "Sentence": "SENT", "Contact-Info": "CONTACT"}  # fmt: skip
_EVENT = {"MODALITY": "modality", "POLARITY": "polarity", "GENERICITY": "genericity", "TENSE": "tense"}
_RELATION = {"MODALITY": "rel_modality", "TENSE": "rel_tense"}


def _texts_beside(name: str) -> tuple[str, ...]:
    stem = re.sub(r"(\.apf)?\.xml\Z", "", name)
    return (f"{stem}.sgm", f"{stem}.SGM", f"{stem}.sgml")


KIND = Kind(".apf.xml", (b"<source_file", b"apf."), _texts_beside)


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield each document, or the Finding for which it is refused.

    Raises InputError if nothing at `path` can be read or the library is absent.
    """
    yield from read_all(path, KIND, _reader(options or {}))


def read_members(members: Members, title: str, options: Mapping[str, str]) -> Iterator[Read]:
    """Yield what some files of a folder or archive hold, as `read` does."""
    yield from read_some(members, title, KIND, _reader(options))


def _reader(options: Mapping[str, str]) -> Callable[[Members, str], tuple[Document, list[Finding]]]:
    keeps = keeps_misfits(options)
    return lambda members, name: _document(members, name, keeps=keeps)


def _document(members: Members, name: str, *, keeps: bool) -> tuple[Document, list[Finding]]:
    root = parse(members.read(name))
    stated = _stated(root)
    source = next((text for text in _texts_beside(name) if members.holds(text)), None)
    if source is None:
        raise RefusedError("no text", "{file} has no text file (.sgm) beside it. It was left out.")
    decoded = decode(members.read(source))
    document = root.find("document")
    title = document.get("DOCID", "") if document is not None else ""
    names = (name, title.strip() or name)
    return document_of(stated, decoded, _TAG.sub("", decoded.text), names, keeps=keeps)


def _stated(root: Element) -> Stated:
    stated = Stated()
    for entity in root.iter("entity"):
        stated.entities += _entity_mentions(entity)
    for value in root.iter("value"):
        kinds = [value.get("TYPE", ""), value.get("SUBTYPE", "")]
        kind = _VALUES.get(".".join(filter(None, kinds))) or _VALUES.get(kinds[0]) or kinds[0]
        stated.entities += [_mention(mention, kind, kinds[1]) for mention in value.findall("value_mention")]
    for time in root.iter("timex2"):
        value_of: dict[str, AttributeValue] = {
            k.lower(): found for k in ("VAL", "MOD", "SET") if (found := time.get(k))
        }
        stated.entities += [_mention(mention, "TIME", "", value_of) for mention in time.findall("timex2_mention")]
    for relation in root.iter("relation"):
        stated.links += _links(relation)
    for event in root.iter("event"):
        stated.events += _event_mentions(event)
    return stated


def _entity_mentions(entity: Element) -> Iterator[Mention]:
    for mention in entity.findall("entity_mention"):
        stated = {"mention_class": mention.get("TYPE"), "entity_class": entity.get("CLASS")}
        stated |= {"gpe_role": mention.get("ROLE")}
        attributes: dict[str, AttributeValue] = {key: value for key, value in stated.items() if value}
        if mention.get("METONYMY_MENTION") == "TRUE":
            attributes["metonymy"] = True
        kind, subtype = entity.get("TYPE", ""), entity.get("SUBTYPE", "")
        yield _mention(mention, kind, subtype, attributes, entity.get("ID", ""))


def _mention(
    mention: Element, kind: str, subtype: str, attributes: dict[str, AttributeValue] | None = None, group: str = ""
) -> Mention:
    offsets, text = _place(mention, "extent")
    head: dict[str, Json] = {}
    if mention.find("head") is not None:
        ends, covered = _place(mention, "head")
        head = {"offsets": list(ends[0]), "text": covered}
    key = mention.get("ID", "")
    return Mention(key, kind, offsets, text, subtype, attributes or {}, group, head)


def _place(mention: Element, part: str) -> tuple[Pairs, str]:
    """Return the half-open offsets and the text of an extent, head or anchor."""
    charseq = mention.find(f"{part}/charseq")
    if charseq is None:
        raise RefusedError("shape", "In {file}, {id} states no place in the text.", mark=mention.get("ID", ""))
    return ((number(charseq, "START"), number(charseq, "END") + 1),), charseq.text or ""


def _event_mentions(event: Element) -> Iterator[Mention]:
    kind = ".".join(filter(None, (event.get("TYPE"), event.get("SUBTYPE"))))
    attributes = {name: value.lower() for key, name in _EVENT.items() if (value := event.get(key))}
    for mention in event.findall("event_mention"):
        offsets, text = _place(mention, "anchor")
        arguments = mention.findall("event_mention_argument")
        targets = tuple((argument.get("ROLE", ""), argument.get("REFID", "")) for argument in arguments)
        yield Mention(mention.get("ID", ""), kind, offsets, text, "", attributes, event.get("ID", ""), targets=targets)


def _links(relation: Element) -> Iterator[Link]:
    kind = ".".join(filter(None, (relation.get("TYPE"), relation.get("SUBTYPE"))))
    attributes = {name: value.lower() for key, name in _RELATION.items() if (value := relation.get(key))}
    for mention in relation.findall("relation_mention"):
        arguments = [*mention.findall("relation_mention_argument"), *mention.findall("rel_mention_arg")]
        ends = {argument.get("ROLE") or f"Arg-{argument.get('ARGNUM')}": argument for argument in arguments}
        keys = {role: end.get("REFID") or end.get("ENTITYMENTIONID") or "" for role, end in ends.items()}
        rest = tuple((role, key) for role, key in keys.items() if role not in ("Arg-1", "Arg-2"))
        head, tail = keys.get("Arg-1", ""), keys.get("Arg-2", "")
        yield Link(mention.get("ID", ""), kind, head, tail, attributes, rest)


def detect(path: Path) -> float:
    """Say how sure it is that ACE files are meant."""
    return certainty(path, KIND)


FORMAT = Format(
    name="ace-apf",
    title="ACE APF",
    suffix=".apf.xml",
    keeps=frozenset({"text", "entities", "nested", "crossing", "sub-token", "same span", "subtypes", "events",
                     "relations", "attributes", "clusters"}),
    read=read,
    detect=detect,
    read_chosen=read,
    read_members=read_members,
    read_options=(MISFITS,),
    beside=KIND.beside,
    needs="ace",
)  # fmt: skip
