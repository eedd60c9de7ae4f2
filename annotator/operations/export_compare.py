"""Comparing what was read back with what was written: documents and their facts, then each layer mark by mark.

Everything must be equal but for what the losses name, and what they name must be lost in the way that they say.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from annotator.domain.model import Document, Layer
from annotator.domain.span import Fragments
from annotator.formats.losses import TOKENS
from annotator.operations.export_difference import Difference, told
from annotator.operations.export_layers import Backs, LayerComparison, Written
from annotator.operations.export_places import Place

_ABSENT = object()  # equal to nothing that was written


@dataclass(frozen=True, slots=True)
class Piece:
    """A document that was read, or one of several that one document became; `place` says where its marks stand."""

    document: Document
    place: Callable[[Fragments], Place]


def compared(written: Written, pieces: tuple[Piece, ...]) -> Iterator[Difference]:
    """Yield what is not as it was written."""
    for piece in pieces[:1]:
        yield from _facts_apart(written, piece.document)
    found = _layers_of(pieces)
    layers = written.losses.layers(written.document.layers)
    for layer in layers:
        name = layer.annotator if layer.annotator in found else _other_name(found, layers)
        backs = found.pop(name, []) if name is not None else []
        yield from LayerComparison(written, layer).differences(backs)
    for name, backs in found.items():
        if any(any(back.marks()) or back.comments for back, _ in backs):
            message = "{document}: marks of “{annotator}” came back that were never written."
            yield Difference(message, {"document": written.document.name, "annotator": name})


def _layers_of(pieces: tuple[Piece, ...]) -> dict[str, Backs]:
    found: dict[str, Backs] = {}
    for piece in pieces:
        for layer in piece.document.layers:
            found.setdefault(layer.annotator, []).append((layer, piece.place))
    return found


def _other_name(found: Mapping[str, Backs], layers: tuple[Layer, ...]) -> str | None:
    """Return whose the one layer is that came back of the one that was written."""
    return next(iter(found)) if len(found) == 1 and len(layers) == 1 else None


def _facts_apart(written: Written, back: Document) -> Iterator[Difference]:
    document, named = written.document, written.losses.of_document()
    is_unnamed = "names" in named or written.losses.is_unmarked()
    is_example = back.name.startswith(f"{document.name}#")  # one that is not the first
    lost = named.ids("metadata") | {TOKENS} | ({"name"} if is_unnamed or is_example else set())
    before, after = _stated(document), _stated(back)
    for place in dict.fromkeys((*before, *(place for place in after if place[0] == "metadata"))):
        was, found = before.get(place, _ABSENT), after.get(place, _ABSENT)
        if found != was and place[1] not in lost:
            values = {"document": document.name, "key": place[1], "written": _said(was), "found": _said(found)}
            yield Difference("{document}: “{key}” was “{written}” and came back as “{found}”.", values)


def _stated(document: Document) -> dict[tuple[str, str], object]:
    """Return what a document states beside its text and layers, by where it states it and how it is called."""
    facts: dict[tuple[str, str], object] = {("", key): getattr(document, key) for key in ("name", "language", "schema")}
    facts |= {("metadata", key): value for key, value in document.metadata.items()}
    return facts | {("extra", key): value for key, value in document.extra.items()}


def _said(value: object) -> str:
    return told(None if value is _ABSENT else value)
