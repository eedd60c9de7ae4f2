"""Names that brat can store: ASCII ids for types, roles, attributes and values, free of collisions, with a way back.

brat writes `[a-zA-Z0-9_-]` alone and turns all else into `_`, by which شخص and حدث would be one type. Each original
gets an id of its own here; those that differ from their original stand in visual.conf as comment lines, which brat
skips and our reader takes.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator

from annotator.domain.model import AttributeValue
from annotator.formats import safe_json
from annotator.formats.refusal import RefusedError
from annotator.text.direction import unsafe_characters
from annotator.text.names import safe_name

MARK = "#annotator "
_RESERVED = ("SPAN_DEFAULT", "ARC_DEFAULT", "ENTITY-NESTING", "Equiv", "ANY", "ENTITY", "EVENT", "RELATION", "NONE")

# Names of one family are kept apart; entity and event types share theirs, because a text-bound line does not say which.
FAMILIES = {
    "entity": "type",
    "event": "type",
    "relation": "relation",
    "role": "role",
    "attribute": "attribute",
    "subtype": "attribute",
    "value": "value",
    "annotator": "folder",
}


class BratNames:
    """The table between original names and stored ids, filled as names are met."""

    def __init__(self) -> None:
        self._stored: dict[tuple[str, type, AttributeValue], str] = {}
        self._original: dict[tuple[str, str], tuple[str, AttributeValue]] = {}

    def stored(self, scope: str, name: AttributeValue) -> str:
        """Return the id under which a name is written; the same name always gets the same id."""
        key = (scope, type(name), name)
        if key not in self._stored:
            family = FAMILIES[scope]
            wanted = _ascii(name, scope)
            self.put(scope, next(free for free in _variants(wanted, scope) if self._is_free(family, free)), name)
        return self._stored[key]

    def known(self, scope: str, name: AttributeValue) -> str | None:
        """Return the id under which a name is written if it was met in that scope, else None."""
        return self._stored.get((scope, type(name), name))

    def put(self, scope: str, stored: str, name: AttributeValue) -> None:
        """Record that `name` is written as `stored`."""
        self._stored.setdefault((scope, type(name), name), stored)
        self._original.setdefault((FAMILIES[scope], stored), (scope, name))

    def put_folder(self, folder: str, annotator: str) -> None:
        """Record that `annotator`, and nobody else, has the files in `folder`."""
        self._original = {key: entry for key, entry in self._original.items() if key[0] != FAMILIES["annotator"]}
        self._original[(FAMILIES["annotator"], folder)] = ("annotator", annotator)

    def original(self, scope: str, stored: str) -> AttributeValue:
        """Return the name that a stored id stands for: itself unless the table says otherwise."""
        return self._original.get((FAMILIES[scope], stored), (scope, stored))[1]

    def original_text(self, scope: str, stored: str) -> str:
        """Return `original` where only a text can be meant."""
        return str(self.original(scope, stored))

    def is_subtype(self, stored: str) -> bool:
        """Say whether an attribute line of that name states a subtype."""
        return self._original.get(("attribute", stored), ("", ""))[0] == "subtype"

    def entries(self, scope: str) -> Iterator[tuple[str, AttributeValue]]:
        """Yield (stored id, original) of one scope in the order in which they were met."""
        return ((stored, name) for (_, stored), (of, name) in self._original.items() if of == scope)

    def has(self, scope: str, stored: str) -> bool:
        """Say whether that id was met in the scope's family."""
        return (FAMILIES[scope], stored) in self._original

    def lines(self) -> Iterator[str]:
        """Yield the comment lines for the names that differ from their ids."""
        for (_, stored), (scope, name) in self._original.items():
            if scope in ("subtype", "annotator") or stored != name:
                entry = {"scope": scope, "id": stored, "name": name}
                yield MARK + json.dumps(entry, ensure_ascii=True)

    def _is_free(self, family: str, stored: str) -> bool:
        if family == FAMILIES["annotator"]:  # folders: capitals make no difference on some systems
            return all(stored.casefold() != known.casefold() for of, known in self._original if of == family)
        return (family, stored) not in self._original and stored not in _RESERVED


def read_names(visual: str) -> BratNames:
    """Return the table that a visual.conf of ours carries; lines that are not of it are passed over."""
    names = BratNames()
    for line in visual.split("\n"):
        if line.startswith(MARK):
            _read_entry(line.removeprefix(MARK), names)
    return names


def _read_entry(source: str, names: BratNames) -> None:
    try:
        entry = safe_json.parse(source.encode("utf-8", "surrogatepass"))
    except RefusedError:
        return
    if not isinstance(entry, dict):
        return
    scope, stored, name = entry.get("scope"), entry.get("id"), entry.get("name")
    if not isinstance(scope, str) or scope not in FAMILIES or not isinstance(stored, str):
        return
    if isinstance(name, (str, bool, int, float)) and (scope == "value" or _is_name(name)):
        names.put(scope, stored, name)


def _is_name(name: AttributeValue) -> bool:
    return isinstance(name, str) and name != "" and not unsafe_characters(name)


def _ascii(name: AttributeValue, scope: str) -> str:
    text = name if isinstance(name, str) else json.dumps(name)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    stored = re.sub(r"[^a-zA-Z0-9_-]", "_", plain)[:100]
    if not re.search(r"[a-zA-Z0-9]", stored):
        return f"{scope}_1" if scope != "role" else "role_"
    if scope == "annotator":
        return safe_name(stored)
    if scope == "role" and stored[-1].isdigit():  # a number at the end of a role counts repetitions
        return stored + "_"
    return stored


def _variants(wanted: str, scope: str) -> Iterable[str]:
    yield wanted
    stem = re.sub(r"_1$", "", wanted) if scope != "role" else wanted
    number = 2
    while True:
        yield f"{stem}_{number}_" if scope == "role" else f"{stem}_{number}"
        number += 1
