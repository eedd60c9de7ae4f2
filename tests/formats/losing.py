"""Compare a document with what came back of it: equal except for what the losses name, and each of them true."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from unicodedata import category

from annotator.domain.model import Document, Entity, Event, Layer
from annotator.domain.span import surface
from annotator.formats.format import Finding, Loss, Read, WriteOptions, Writing

GONE = {"entities", "trainer: same type", "nested", "crossing", "same span", "discontinuous", "unaligned", "invisible"}
BENT = {"graphemes", "sub-token", "shrunk", "first piece", "hull", "blanks", "triggers"}
LINKS = {"links", "far"}
ARGUMENTS = {"arguments", "pro-drop", "far", "ends"}


def apart(items: Iterable[Read]) -> tuple[list[Document], list[Finding]]:
    everything = list(items)
    return [item for item in everything if isinstance(item, Document)], [
        item for item in everything if isinstance(item, Finding)
    ]


def ids(losses: Iterable[Loss], *kinds: str) -> set[str]:
    return {key for loss in losses if loss.kind in kinds for key in loss.ids}


def underscored(kind: str) -> Callable[[str], str]:
    """Return what becomes of the names of types in a format."""
    return (lambda name: "_".join(name.split())) if kind in ("conll", "wojood") else str


class Comparison:
    """What is expected back of one layer; texts that were rebuilt are compared without their blanks."""

    def __init__(self, document: Document, losses: Iterable[Loss], name: Callable[[str], str], *, rebuilt: bool):
        self.document = document
        self.losses = list(losses)
        self.name = name
        self.rebuilt = rebuilt
        self.gone = ids(self.losses, *GONE)
        self.bent = ids(self.losses, *BENT) | ids(self.losses, "ends")

    def place(self, document: Document, mark: Entity | Event) -> Hashable:
        spans = mark.spans if isinstance(mark, Entity) else mark.trigger
        if self.rebuilt:
            return "".join(letter for letter in surface(document.text, spans) if category(letter)[0] not in "CZ")
        return spans

    def check(self, layer: Layer, back: Document, got: Layer) -> None:
        kept = [mark for mark in layer.entities if mark.id not in self.gone]
        self._marks(kept, back, got.entities)
        if "events" in {loss.kind for loss in self.losses}:
            assert not got.events
        else:
            self._marks([mark for mark in layer.events if mark.id not in self.gone], back, got.events)
            self._arguments(layer, got)
        self._relations(layer, got)
        if "subtypes" not in {loss.kind for loss in self.losses}:
            subtypes = Counter(mark.subtype for mark in kept)
            assert Counter(mark.subtype for mark in got.entities) == subtypes
        if "attributes" not in {loss.kind for loss in self.losses}:
            bent = ids(self.losses, "attribute values")
            wanted = [repr(sorted(mark.attributes.items())) for mark in kept if mark.id not in bent]
            found = [repr(sorted(mark.attributes.items())) for mark in got.entities]
            assert not Counter(wanted) - Counter(found)

    def _marks(self, kept: list, back: Document, got: Iterable[Entity | Event]) -> None:
        found = Counter((mark.type, self.place(back, mark)) for mark in got)
        exact = Counter(
            (self.name(mark.type), self.place(self.document, mark)) for mark in kept if mark.id not in self.bent
        )
        assert not exact - found, (exact - found, found - exact)
        bent = Counter(self.name(mark.type) for mark in kept if mark.id in self.bent)
        rest: Counter[str] = Counter()
        for (kind, _), count in (found - exact).items():
            rest[kind] += count
        assert rest == bent

    def _arguments(self, layer: Layer, got: Layer) -> None:
        loose = ids(self.losses, *ARGUMENTS) | self.gone
        wanted = Counter(
            (self.name(event.type), tuple(sorted(self.name(argument.role) for argument in event.arguments)))
            for event in layer.events
            if event.id not in loose
        )
        found = Counter(
            (event.type, tuple(sorted(argument.role for argument in event.arguments))) for event in got.events
        )
        assert not wanted - found

    def _relations(self, layer: Layer, got: Layer) -> None:
        if "relations" in {loss.kind for loss in self.losses}:
            assert not got.relations
            return
        gone = ids(self.losses, *LINKS)
        wanted = Counter(self.name(relation.type) for relation in layer.relations if relation.id not in gone)
        assert Counter(relation.type for relation in got.relations) == wanted


def assert_equal_but_for_losses(
    document: Document,
    back: Document,
    writing: Writing,
    *,
    rebuilt: bool = False,
    name: Callable[[str], str] = str,
) -> None:
    """Compare every layer of `back` with the layer of `document` that it came from."""
    others = ids(writing.losses, "annotators")
    before = [layer for layer in document.layers if layer.annotator not in others]
    if not rebuilt and not any(loss.kind == "text" for loss in writing.losses):
        assert back.text == document.text
    for layer, got in zip(before, back.layers, strict=True):
        losses = [loss for loss in writing.losses if loss.annotator in ("", layer.annotator)]
        Comparison(document, losses, name, rebuilt=rebuilt).check(layer, back, got)


def same_again(module: ModuleType, documents: list[Document], path: Path, **options: str) -> None:
    """Write what was read and read it again: nothing but numbers of documents may differ, beside what is named."""
    writing = module.write(documents, path, WriteOptions(options=options))
    after, _ = apart(module.read(path))
    kinds = {loss.kind for loss in writing.losses if not loss.kind.startswith("trainer")}
    assert kinds <= {"names", "text", "extra", "ends", "cluster names", "cluster members"}, kinds
    assert [replace(each, id="", name="") for each in after] == [replace(each, id="", name="") for each in documents]
