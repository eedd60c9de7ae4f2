"""The text of a Word document (.docx): paragraphs and tables of the body, insertions taken, deletions left out."""

from xml.etree.ElementTree import Element

from annotator.formats.document_parts import Extract, attribute, local, no_text, outermost, parse_xml
from annotator.formats.members import ArchiveMembers

BODY = "word/document.xml"
_LETTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_DROPPED = {
    "drawing": "images", "pict": "images", "object": "images", "sym": "images", "footnoteReference": "notes",
    "endnoteReference": "notes", "commentReference": "comments", "del": "deleted", "moveFrom": "deleted",
    "oMath": "formulas",
}  # fmt: skip
_SILENT = frozenset({"instrText", "delText", "pPr", "rPr", "Fallback", "sectPr", "tblPr", "tblGrid", "sdtPr"})


def extract(members: ArchiveMembers) -> list[Extract]:
    """Return the text of the document; raises RefusedError if it is none."""
    if BODY not in members.infos:
        raise no_text()
    found = Extract()
    body = next((part for part in parse_xml(members.read(BODY)) if local(part) == "body"), None)
    _Body(found).blocks(body if body is not None else Element("body"))
    names = [name.rpartition("/")[2] for name in members.names]
    found.dropped["headers"] += sum(name.startswith(("header", "footer")) and name.endswith(".xml") for name in names)
    return [found]


class _Body:
    def __init__(self, found: Extract) -> None:
        self._found = found
        self._boxes: list[Element] = []

    def blocks(self, holder: Element) -> None:
        """Add the paragraphs and tables that stand in an element, also deeper in wrappers."""
        waiting = [*reversed(holder)]
        while waiting:
            element = waiting.pop()
            match local(element):
                case "p":
                    self._found.paragraphs.append(self._paragraph(element))
                    waiting += self._met_boxes()
                case "tbl":
                    self._found.dropped["tables"] += 1
                    self._table(element)
                    waiting += self._met_boxes()
                case name if name not in _SILENT and name not in _DROPPED:
                    waiting.extend(reversed(element))

    def _met_boxes(self) -> list[Element]:
        """Return the boxes met since the last time, last first; they may hold boxes, to any depth."""
        boxes, self._boxes = self._boxes[::-1], []
        self._found.dropped["boxes"] += len(boxes)
        return boxes

    def _table(self, table: Element) -> None:
        for row in outermost(table, "tr"):
            cells = [map(self._paragraph, outermost(cell, "p")) for cell in outermost(row, "tc")]
            texts = (" ".join(filter(None, paragraphs)) for paragraphs in cells)
            self._found.paragraphs.append("\t".join(text.replace("\n", " ") for text in texts))

    def _paragraph(self, paragraph: Element) -> str:
        parts: list[str] = []
        waiting = [*reversed(paragraph)]
        while waiting:
            element = waiting.pop()
            name = local(element)
            if name == "numPr":
                self._found.dropped["numbers"] += 1
            elif name == "pPr":
                waiting.extend(part for part in element if local(part) == "numPr")
            elif name == "txbxContent":
                self._boxes.append(element)
            elif name == "t":
                parts.append(element.text or "")
            elif name in _LETTERS:
                parts.append(_LETTERS[name])
            elif name == "r" and _is_hidden(element):
                self._found.dropped["hidden"] += 1
            elif name in _DROPPED:
                self._found.dropped[_DROPPED[name]] += 1
                self._boxes += outermost(element, "txbxContent")
            elif name not in _SILENT:
                waiting.extend(reversed(element))
        return "".join(parts)


def _is_hidden(run: Element) -> bool:
    for properties in run:
        if local(properties) == "rPr":
            hidden = next((part for part in properties if local(part) == "vanish"), None)
            return hidden is not None and attribute(hidden, "val") not in ("0", "false", "off")
    return False
