"""The texts of an electronic book (.epub): each part of its spine is a document, in the order of reading."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from annotator.errors import InputError
from annotator.formats import html_text
from annotator.formats.document_parts import Extract, attribute, local, no_text, parse_xml
from annotator.formats.members import ArchiveMembers
from annotator.formats.refusal import RefusedError

CONTAINER = "META-INF/container.xml"
PAGES = frozenset({"application/xhtml+xml", "text/html", "application/html+xml"})
PART_LIMIT = 10_000
TEXT_LIMIT = 64 * 2**20


def extract(members: ArchiveMembers) -> list[Extract]:
    """Return the parts with a text; raises RefusedError if the book does not say what its parts are."""
    package = _package(members)
    root = parse_xml(members.read(package))
    items = {attribute(item, "id"): item for item in root.iter() if local(item) == "item"}
    order = [attribute(item, "idref") for item in root.iter() if local(item) == "itemref"][:PART_LIMIT]
    metadata = dict(_metadata(root))
    found: list[Extract] = []
    missing = 0
    letters = 0
    for name in dict.fromkeys(_name(items.get(key), package) for key in order):
        try:
            part = html_text.extract(members.read(name)) if name in members.infos else None
        except InputError:
            part = None
        if part is None:
            missing += 1
        elif part.text.strip():
            part.metadata = {**metadata, **part.metadata}
            part.part = name
            found.append(part)
            letters += len(part.text)
            if letters > TEXT_LIMIT:
                raise RefusedError("size", "{file} holds more text than one document can be. Split it.")
    if not found:
        raise no_text()
    found[0].dropped["parts"] += missing
    return found


def _package(members: ArchiveMembers) -> str:
    if CONTAINER in members.infos:
        for file in parse_xml(members.read(CONTAINER)).iter():
            path = attribute(file, "full-path")
            if local(file) == "rootfile" and path is not None and path in members.infos:
                return path
    raise no_text()


def _name(item: Element | None, package: str) -> str:
    """Return the name of a part in the archive, "" if it is no page; it cannot lead out of the archive."""
    if item is None or attribute(item, "media-type") not in PAGES:
        return ""
    reference = unquote((attribute(item, "href") or "").partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), reference))


def _metadata(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        name, text = local(element), (element.text or "").strip()
        if name in ("title", "creator", "language", "publisher", "date") and text and "elements" in element.tag:
            yield name, text
