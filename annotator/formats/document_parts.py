"""Text taken out of a document that was made for reading: its paragraphs, and what was left behind, by kind."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from annotator.formats.extras import load
from annotator.formats.format import Finding, Severity
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.xml_safety import check_size

DROPPED = {
    "images": "In {file}, {count} pictures and drawings are not part of the text.",
    "notes": "In {file}, {count} footnotes and endnotes are not part of the text.",
    "comments": "In {file}, {count} comments are not part of the text.",
    "deleted": "In {file}, {count} deletions that nobody has accepted yet are not part of the text.",
    "hidden": "In {file}, {count} hidden pieces are not part of the text.",
    "headers": "In {file}, {count} headers and footers are not part of the text.",
    "numbers": "In {file}, {count} list numbers or bullets are counted by the program and are not part of the text.",
    "boxes": "In {file}, the text of {count} boxes stands behind the paragraph that holds them.",
    "tables": "In {file}, {count} tables were written row by row, with a tab between cells.",
    "code": "In {file}, {count} pieces of program code, style or form are not part of the text.",
    "formulas": "In {file}, {count} formulas are not part of the text.",
    "pages": "In {file}, {count} pages hold no text; they may be pictures of text.",
    "broken": "In {file}, {count} characters that no text can hold were left out.",
    "complaints": "In {file}, the library met {count} places that do not follow the rules of the format.",
    "parts": "In {file}, {count} parts are missing or are no text.",
}

NO_TEXT = "{file} holds no text that can be read. Open it in its own program and save it again."


def no_text() -> RefusedError:
    """Return the refusal of a file in which no text was found."""
    return RefusedError("no text", NO_TEXT)


@dataclass(slots=True)
class Extract:
    """One text: its paragraphs, what was dropped or changed by kind of DROPPED, and what the file says of itself."""

    paragraphs: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    metadata: dict[str, str] = field(default_factory=dict)
    part: str = ""  # of a file that holds several documents

    @property
    def text(self) -> str:
        """Return the paragraphs, one a line, without blank lines at the ends."""
        return "\n".join(self.paragraphs).strip("\n")


def findings(dropped: Mapping[str, int], file: str, document: str) -> Iterator[Finding]:
    """Yield a note for each kind of thing that was dropped."""
    for kind, count in dropped.items():
        if count:
            severity: Severity = "warning" if kind in ("pages", "broken", "parts", "deleted") else "note"
            yield finding(severity, kind, DROPPED[kind], file, document, count=count)


def parse_xml(source: bytes) -> Element:
    """Return the root; raises RefusedError for what is no XML or declares a document type.

    InputError says that the library is absent. XHTML, which names a document type by rule, goes to the HTML reader.
    """
    defused = load("defusedxml.ElementTree", "documents")
    common = load("defusedxml.common", "documents")
    check_size(source)
    try:
        root: Element = defused.fromstring(source, forbid_dtd=True)
    except common.DefusedXmlException as error:
        raise RefusedError(
            "document type",
            "{file} declares a document type or entities, by which XML can grow without limit or read other files. "
            "It was not read; remove the declaration if you trust the file.",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise RefusedError("syntax", "{file} is not XML. Export it again.") from error
    return root


def local(element: Element) -> str:
    """Return an element's name without its name space, "" for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def outermost(element: Element, *names: str) -> list[Element]:
    """Return the elements of those names, in order, without those that stand inside another of them."""
    found: list[Element] = []
    waiting = [*reversed(element)]
    while waiting:
        part = waiting.pop()
        if local(part) in names:
            found.append(part)
        else:
            waiting.extend(reversed(part))
    return found


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute whatever its name space."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
