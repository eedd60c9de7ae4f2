"""Check what a reader gave: documents a project can hold, and findings that can be shown."""

from annotator.domain.model import Document, Layer
from annotator.domain.schema import Schema
from annotator.formats.format import Finding, Read


def check_sound(item: Read) -> None:
    """Raise AssertionError unless the project can hold the document, or a person can be told the finding."""
    if isinstance(item, Finding):
        assert str(item)
        str(item).encode("utf-8")
        return
    if isinstance(item, Schema):
        return
    assert isinstance(item, Document)
    assert item.text
    assert item.id
    assert item.name
    assert "\0" not in item.text
    for text in (item.text, item.name, item.id):
        text.encode("utf-8")
    names = [layer.annotator for layer in item.layers]
    assert len(set(names)) == len(names), names
    for layer in item.layers:
        _check_layer(layer, len(item.text))


def _check_layer(layer: Layer, length: int) -> None:
    marks = [*layer.entities, *layer.events]
    ids = {mark.id for mark in marks}
    assert len(ids) == len(marks), "an id stands twice"
    for spans in [mark.spans for mark in layer.entities] + [mark.trigger for mark in layer.events]:
        assert spans, "a mark without a place"
        assert all(0 <= span.start < span.end <= length for span in spans), (spans, length)
    for mark in (*marks, *layer.relations):
        assert mark.type
        mark.type.encode("utf-8")
    for event in layer.events:
        assert all(argument.target is None or argument.target in ids for argument in event.arguments)
    assert all({relation.head, relation.tail} <= ids for relation in layer.relations)
