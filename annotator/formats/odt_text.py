"""The text of an OpenDocument text (.odt): paragraphs, headings, lists and tables of the body."""

import re
from xml.etree.ElementTree import Element

from annotator.formats.document_parts import Extract, attribute, local, no_text, outermost, parse_xml
from annotator.formats.members import ArchiveMembers
from annotator.formats.refusal import RefusedError

CONTENT = "content.xml"
REPEAT_LIMIT = 1000
BLANK_LIMIT = 2**22
_DROPPED = {"image": "images", "object": "images", "note": "notes", "annotation": "comments", "deletion": "deleted"}
_BLOCKS = ("p", "h")
_BLANKS = re.compile(r"[ \t\r\n]+")


def extract(members: ArchiveMembers) -> list[Extract]:
    """Return the text of the document; raises RefusedError if it is none."""
    if CONTENT not in members.infos:
        raise no_text()
    found = Extract()
    root = parse_xml(members.read(CONTENT))
    for body in root.iter():
        if local(body) == "text" and body.tag.endswith("office:1.0}text"):
            _Body(found).blocks(body)
            break
    return [found]


class _Body:
    def __init__(self, found: Extract) -> None:
        self._found = found
        self._boxes: list[Element] = []
        self._spelled = 0  # blanks so far

    def _blanks(self, stated: str) -> int:
        """Return how many blanks are meant; raises RefusedError if a small file spells out a huge number of them."""
        count = min(int(stated) if stated.isdecimal() else 1, REPEAT_LIMIT)
        self._spelled += count
        if self._spelled > BLANK_LIMIT:
            raise RefusedError("size", "{file} holds more text than one document can be. Split it.")
        return count

    def blocks(self, holder: Element) -> None:
        """Add the paragraphs and tables that stand in an element, also deeper in lists and sections."""
        waiting = [*reversed(holder)]
        while waiting:
            element = waiting.pop()
            name = local(element)
            if name in _BLOCKS:
                self._found.paragraphs.append(self._paragraph(element))
                waiting += self._met_boxes()
            elif name == "table":
                self._found.dropped["tables"] += 1
                self._table(element)
                waiting += self._met_boxes()
            elif name in _DROPPED:
                self._found.dropped[_DROPPED[name]] += 1
            else:
                self._found.dropped["numbers"] += name == "list-item"
                waiting.extend(reversed(element))

    def _met_boxes(self) -> list[Element]:
        """Return the boxes met since the last time, last first; they may hold boxes, to any depth."""
        boxes, self._boxes = self._boxes[::-1], []
        self._found.dropped["boxes"] += len(boxes)
        return boxes

    def _table(self, table: Element) -> None:
        for row in outermost(table, "table-row"):
            self._found.paragraphs.append("\t".join(map(self._cell, outermost(row, "table-cell"))))

    def _cell(self, cell: Element) -> str:
        paragraphs = map(self._paragraph, outermost(cell, *_BLOCKS))
        return " ".join(filter(None, paragraphs)).replace("\n", " ")

    def _paragraph(self, paragraph: Element) -> str:
        """Return the text with runs of blanks as one, as the format asks, and those that it spells out."""
        parts: list[str] = []
        waiting: list[Element | str] = [*_inside(paragraph)]
        while waiting:
            piece = waiting.pop()
            if isinstance(piece, str):
                parts.append(_BLANKS.sub(" ", piece))
                continue
            match local(piece):
                case "s":
                    parts.append("\0" * self._blanks(attribute(piece, "c") or "1"))
                case "tab":
                    parts.append("\t")
                case "line-break":
                    parts.append("\n")
                case "text-box":
                    self._boxes.append(piece)
                case name if name in _DROPPED:
                    self._found.dropped[_DROPPED[name]] += 1
                case "" | "bookmark" | "soft-page-break":
                    pass
                case _:
                    waiting.extend(_inside(piece))
        return re.sub(" {2,}", " ", "".join(parts)).strip(" ").replace("\0", " ")


def _inside(element: Element) -> list[Element | str]:
    """Return what stands in an element, last first: its texts and elements."""
    pieces: list[Element | str] = [element.text or ""]
    for part in element:
        pieces += [part, part.tail or ""]
    return pieces[::-1]
