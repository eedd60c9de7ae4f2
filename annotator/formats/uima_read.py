"""Read a CAS that cassis has loaded: its text, its layers in INCEpTION's terms, and what our own writer left in it.

A stranger's type system may give any feature any name and kind, so every one is asked for and none taken for granted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from annotator.domain.model import AttributeValue, Json
from annotator.domain.span import Span
from annotator.formats import safe_json
from annotator.formats import uima_names as names
from annotator.formats.inception import FRAGMENTS, REST, Laid, Stated, Tie
from annotator.formats.refusal import RefusedError

_PLACE = frozenset({"begin", "end", "sofa", "xmiID", REST})
_ENDS = ("Governor", "Dependent")
CHAIN_LIMIT = 100_000


@dataclass(slots=True)
class Read:
    """What one CAS holds: text, name, language, what its layers state, and our own sheet about the document."""

    text: str
    name: str = ""
    language: str | None = None
    stated: Stated = field(default_factory=Stated)
    sheet: Mapping[str, Json] = field(default_factory=dict)
    refusals: list[RefusedError] = field(default_factory=list)


def read_cas(cas: Any) -> Read:  # cassis makes the classes of a CAS from its type system
    """Return what the first view with a text holds; raises RefusedError if none has."""
    view = _view(cas)
    if view is None:
        raise RefusedError("no text", "{file} holds no text, only marks. It was left out.")
    read = Read(view.sofa_string)
    structures = sorted(view.select_all_fs(), key=lambda structure: structure.xmiID)
    hosts = _slot_hosts(structures, view.typesystem)
    for structure in structures:
        _take(read, structure, hosts)
    return read


def _view(cas: Any) -> Any | None:
    views = [cas.get_view(view.sofa.sofaID) for view in cas.views]
    return next((view for view in views if isinstance(view.sofa_string, str) and view.sofa_string), None)


def _take(read: Read, structure: Any, hosts: frozenset[str]) -> None:
    name = structure.type.name
    if name in (names.META, "uima.tcas.DocumentAnnotation"):
        _take_document(read, structure)
    elif name == names.SHEET:
        read.sheet = _parsed(getattr(structure, "json", None))
    elif name.endswith("Chain") and hasattr(structure, "first"):
        number = len(read.stated.chains) + 1
        read.stated.chains[f"c{number}"] = list(_links(read, structure))
    elif hasattr(structure, "begin") and not (hasattr(structure, "next") and hasattr(structure, "referenceType")):
        _take_annotation(read, structure, is_host=name in hosts)


def _take_document(read: Read, structure: Any) -> None:
    language = getattr(structure, "language", None)
    if isinstance(language, str) and language not in ("", "x-unspecified"):
        read.language = language
    title = getattr(structure, "documentTitle", None) or getattr(structure, "documentId", None)
    read.name = title if isinstance(title, str) else read.name


def _links(read: Read, chain: Any) -> Iterator[tuple[Span, str]]:
    seen: set[str] = set()
    link = chain.first
    while (key := _key(link)) is not None and key not in seen and len(seen) < CHAIN_LIMIT:
        seen.add(key)
        span = _span(read, link)
        if span is not None:
            kind = getattr(link, "referenceType", None)
            yield span, kind if isinstance(kind, str) else ""
        link = getattr(link, "next", None)


def _key(structure: Any) -> str | None:
    """Return the id of a structure, None for anything that is none."""
    number = getattr(structure, "xmiID", None)
    return None if number is None else str(number)


def _take_annotation(read: Read, structure: Any, *, is_host: bool) -> None:
    key, name = str(structure.xmiID), structure.type.name
    features, rest = _features(structure), _parsed(getattr(structure, REST, None))
    if names.is_structure(name):
        read.stated.skipped[name] = read.stated.skipped.get(name, 0) + 1
    elif all(hasattr(structure, end) for end in _ENDS):
        governor, dependent = _key(structure.Governor), _key(structure.Dependent)
        if governor is not None and dependent is not None:
            read.stated.ties.append(Tie(key, name, governor, dependent, features, rest))
    else:
        span = _span(read, structure)
        if span is not None:
            read.stated.laid.append(Laid(key, name, span, features, tuple(_slots(structure)), is_host, rest))


def _span(read: Read, structure: Any) -> Span | None:
    start, end = getattr(structure, "begin", None), getattr(structure, "end", None)
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(read.text):
        return Span(start, end)
    kind = "zero width" if start == end else "offset"
    message = "In {file}, document {document}, {id} covers no text ({start} to {end}). It was left out."
    read.refusals.append(RefusedError(kind, message, mark=str(structure.xmiID), start=str(start), end=str(end)))
    return None


def _features(structure: Any) -> dict[str, AttributeValue]:
    found: dict[str, AttributeValue] = {}
    for feature in structure.type.all_features:
        value = getattr(structure, feature.name, None)
        if isinstance(value, float) and not isfinite(value):
            continue
        if feature.name not in _PLACE and isinstance(value, (str, bool, int, float)):
            found[feature.name] = value
    return found


def _slot_hosts(structures: list[Any], system: Any) -> frozenset[str]:
    """Return the names of the types with a feature that is an array of links, other than the one for our pieces."""
    kinds = {structure.type.name: structure.type for structure in structures}
    return frozenset(
        name for name, kind in kinds.items() if any(_is_slot(feature, system) for feature in kind.all_features)
    )


def _is_slot(feature: Any, system: Any) -> bool:
    if feature.rangeType.name != names.ARRAY or feature.elementType is None or feature.name == FRAGMENTS:
        return False
    element = system.get_type(feature.elementType.name)  # the feature's own copy may know no features
    return {"role", "target"} <= {part.name for part in element.all_features}


def _slots(structure: Any) -> Iterator[tuple[str, str, str | None]]:
    for feature in structure.type.all_features:
        value = getattr(structure, feature.name, None)
        elements = getattr(value, "elements", value)
        for link in elements if isinstance(elements, list) else []:
            if hasattr(link, "role") and hasattr(link, "target"):
                yield feature.name, link.role if isinstance(link.role, str) else "", _key(link.target)


def _parsed(value: object) -> Mapping[str, Json]:
    """Return the JSON that our own writer left, nothing if it is not that."""
    if not isinstance(value, str):
        return {}
    try:
        parsed = safe_json.parse(value.encode("utf-8", "surrogatepass"))
    except RefusedError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
