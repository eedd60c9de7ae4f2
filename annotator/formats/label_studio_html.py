"""Regions in HTML, as Label Studio states them: by paths, and by offsets into the text of all nodes together."""

from html.parser import HTMLParser

from annotator.formats.shapes import Table

HTML = "hypertextlabels"
_SILENT = frozenset({"script", "style"})


def in_text(result: Table) -> Table:
    """Return the result of a region in HTML with its offsets into the text; any other as it is."""
    value = result.get("value")
    if not isinstance(value, dict) or HTML not in value:
        return result
    places = value.get("globalOffsets")
    ends = places if isinstance(places, dict) else {}
    plain: Table = {"start": ends.get("start"), "end": ends.get("end"), "labels": value[HTML]}
    return {**result, "value": plain | ({"text": value["text"]} if "text" in value else {})}


def nodes_of(html: str) -> str:
    """Return the text of all nodes without anything between them."""
    parser = _Nodes()
    parser.feed(html)
    parser.close()
    return "".join(parser.found)


class _Nodes(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)
