"""SVG made small: the outline of a letter, written by Qt wherever the letter stands, is kept once and used by name."""

import re
from collections import Counter

# A group of Qt's generator that holds one filled path and only moves it; what Qt writes otherwise stays as it is.
_LETTER = re.compile(
    r'<g fill="(?P<fill>#\w+)" fill-opacity="1" stroke="none" transform="matrix\(1,0,0,1,(?P<x>[^,]+),(?P<y>[^)]+)\)"'
    r'\s+font-family=[^>]*>\s*<path vector-effect="none" fill-rule="(?P<rule>\w+)" d="(?P<path>[^"]+)"/>\s*</g>\s*'
)
_EMPTY = re.compile(r"<g [^>]*>\s*</g>\s*")
_FONT = re.compile(r'\s+font-family="[^"]*" font-size="[^"]*" font-weight="[^"]*" font-style="[^"]*"\s*(?=>)')


def compact(source: str, title: str) -> str:
    """Return an SVG file of Qt's generator with each repeated outline in `defs`, and a title for those who hear it."""
    counts = Counter((match["path"], match["rule"]) for match in _LETTER.finditer(source))
    names = {key: f"l{number}" for number, (key, count) in enumerate(counts.items()) if count > 1}

    def used(match: re.Match[str]) -> str:
        name = names.get((match["path"], match["rule"]))
        if name is None:
            return match.group()
        return f'<use xlink:href="#{name}" x="{match["x"]}" y="{match["y"]}" fill="{match["fill"]}"/>\n'

    outlines = "".join(
        f'<path id="{name}" stroke="none" fill-rule="{rule}" d="{path}"/>\n' for (path, rule), name in names.items()
    )
    small = _FONT.sub("", _EMPTY.sub("", _LETTER.sub(used, source)))
    small = small.replace("<defs>\n</defs>", f"<defs>\n{outlines}</defs>", 1)
    return small.replace("<title>Qt SVG Document</title>\n<desc>Generated with Qt</desc>", f"<title>{title}</title>", 1)
