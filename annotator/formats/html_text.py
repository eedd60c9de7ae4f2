"""The text of a web page: blocks as lines, cells with tabs, blanks as a browser shows them; scripts are left out.

The parser of the standard library takes any page as a stream of tags, so depth and missing end tags do no harm.
"""

import re
from html.parser import HTMLParser

from annotator.formats.charset import decode
from annotator.formats.document_parts import Extract, no_text

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
     "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody",
     "tfoot", "thead", "tr", "ul"}
)  # fmt: skip
_SKIPPED = {
    "script": "code", "style": "code", "template": "code", "noscript": "code", "textarea": "code", "select": "code",
    "svg": "images", "math": "formulas", "object": "images", "iframe": "images", "title": "",
}  # fmt: skip
_VOID = {
    "img": "images",
    "image": "images",
    "embed": "images",
    "audio": "images",
    "video": "images",
    "canvas": "images",
}
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)

OPEN = 64  # letters that are looked through for tags although the first of them has no end

_LETTER_SETS = re.compile(r"(?i)(?:windows-|cp|iso-?8859|mac|koi8|utf-16|asmo|gb|big5|shift|euc)")


def extract(source: bytes) -> Extract:
    """Return the text of a page; raises RefusedError if it cannot be decoded."""
    reader = _Reader()
    reader.feed(_decoded(source))
    reader.end()
    return reader.finished()


def _decoded(source: bytes) -> str:
    """Return the page's letters: UTF-8, else what the page says of itself, else what its statistics say."""
    declared = _DECLARED.search(source[:2048])
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    name = declared[1].decode("ascii") if declared else ""
    if _LETTER_SETS.match(name):
        try:
            return source.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(source).text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found = Extract()
        self._line: list[str] = []
        self._is_begun = False  # something but blanks stands in the line
        self._skipping: list[str] = []  # the open elements of the name that is skipped
        self._preformatted = 0
        self._title: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if self._skipping:
            if tag == self._skipping[0]:
                self._skipping.append(tag)
            return
        if tag in _SKIPPED:
            self._skipping.append(tag)
            if _SKIPPED[tag]:
                self._found.dropped[_SKIPPED[tag]] += 1
        elif tag in _VOID:
            self._found.dropped[_VOID[tag]] += 1
        elif tag == "br":
            self._line.append("\n")
        elif tag in ("td", "th"):
            self._line += ["\t"] if self._is_begun else []
        elif tag in _BLOCKS:
            self._end_line()
            self._preformatted += tag == "pre"
            self._found.dropped["tables"] += tag == "table"
            self._found.dropped["numbers"] += tag == "li"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _SKIPPED:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            if tag == self._skipping[0]:
                self._skipping.pop()
        elif tag in _BLOCKS:
            self._end_line()
            self._preformatted = max(self._preformatted - (tag == "pre"), 0)

    def handle_data(self, data: str) -> None:
        if self._skipping:
            self._title += [data] if self._skipping[0] == "title" else []
        elif self._preformatted:
            self._line.append(data.replace("\r\n", "\n"))
        else:
            self._line.append(_BLANKS.sub(" ", data))
        self._is_begun = self._is_begun or not (self._skipping or data.isspace())

    def end(self) -> None:
        """Take what is left, an open tag or comment left out as browsers do; looking into one takes for ever."""
        rest = self.rawdata
        if rest.startswith("<") and (rest[1:2].isalpha() or rest[1:2] in ("!", "?", "/")) and len(rest) > OPEN:
            self._found.dropped["code"] += 1
            self.rawdata = ""
        self.close()

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Take “<![” without a name for a comment, as browsers do; the parser of Python 3.11 fails on it."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.rawdata.find(">", i) + 1 or -1

    def finished(self) -> Extract:
        """Return what was found."""
        self._end_line()
        title = " ".join("".join(self._title).split())
        self._found.metadata |= {"title": title} if title else {}
        return self._found

    def _end_line(self) -> None:
        line = "".join(self._line)
        if not self._preformatted:
            line = re.sub(r" *([\t\n]) *", r"\1", re.sub(" {2,}", " ", line)).strip(" ")
        if line.strip():
            self._found.paragraphs.append(line)
        self._line.clear()
        self._is_begun = False


def text_or_refuse(found: Extract) -> Extract:
    """Return the extract; raises RefusedError if there is no text in it."""
    if not found.text.strip():
        raise no_text()
    return found
