"""Words of an export: what formats keep, and a short title for each kind of loss."""

from collections.abc import Mapping

from annotator.formats.format import KEEPS, Format
from annotator.operations.export_lost import LostKind
from annotator.ui.i18n import phrase
from annotator.ui.session import Session

# The words for what a format may keep, in the order of KEEPS.
_KEPT = {
    "text": phrase("text"),
    "entities": phrase("entities"),
    "nested": phrase("nested mentions"),
    "crossing": phrase("crossing mentions"),
    "discontinuous": phrase("discontinuous mentions"),
    "sub-token": phrase("parts of words"),
    "same span": phrase("several types on one span"),
    "subtypes": phrase("subtypes"),
    "events": phrase("events"),
    "relations": phrase("relations"),
    "attributes": phrase("attributes"),
    "clusters": phrase("clusters"),
    "comments": phrase("comments"),
    "annotators": phrase("several annotators"),
    "metadata": phrase("metadata"),
}
_TITLES: Mapping[str, str] = {
    "entities": phrase("Entities"),
    "events": phrase("Events"),
    "relations": phrase("Relations"),
    "subtypes": phrase("Subtypes"),
    "attributes": phrase("Attributes"),
    "clusters": phrase("Clusters"),
    "comments": phrase("Comments"),
    "annotators": phrase("Other annotators"),
    "metadata": phrase("Metadata"),
    "nested": phrase("Nested"),
    "crossing": phrase("Crossing"),
    "same span": phrase("On the same words"),
    "discontinuous": phrase("In several pieces"),
    "first piece": phrase("Only the first piece"),
    "hull": phrase("From end to end"),
    "sub-token": phrase("Grown to whole words"),
    "shrunk": phrase("Shrunk to whole words"),
    "long": phrase("In examples that are too long"),
    "written twice": phrase("In two examples"),
    "empty": phrase("Examples without a mention"),
    "unaligned": phrase("Not on whole words"),
    "invisible": phrase("Without a visible character"),
    "blanks": phrase("Blanks at the ends"),
    "graphemes": phrase("Grown to whole characters"),
    "triggers": phrase("First word of the trigger"),
    "text": phrase("Blanks and line breaks"),
    "no layer": phrase("Documents without this layer"),
    "names": phrase("Names of documents"),
    "state": phrase("State of the work"),
    "pro-drop": phrase("Arguments without words"),
    "arguments": phrase("Arguments"),
    "links": phrase("Relations without an end"),
    "relation attributes": phrase("Attributes of relations"),
    "far": phrase("Links between sentences"),
    "ends": phrase("Ends of links"),
    "cluster names": phrase("Names of clusters"),
    "cluster members": phrase("Members of clusters"),
    "type blanks": phrase("Blanks in type names"),
    "type names": phrase("Names of types"),
    "attribute values": phrase("Values of attributes"),
    "extra": phrase("Unknown keys"),
    "not chosen": phrase("Types not chosen"),
    "no part": phrase("In none of the parts"),
    "empty parts": phrase("Parts without a document"),
    "ids": phrase("Ids"),
    "schema": phrase("Schema"),
    "trainer: tokens": phrase("Trainer: other tokens"),
    "trainer: ents": phrase("Trainer: not in doc.ents"),
    "trainer: wide": phrase("Trainer: too wide"),
    "trainer: long": phrase("Trainer: beyond its limit"),
    "trainer: same span": phrase("Trainer: same words"),
    "trainer: same type": phrase("Trainer: same type"),
}
GRAVITIES = (phrase("not written"), phrase("written, but not whole"), phrase("the trainer will not take it"))


def kind_title(session: Session, kind: LostKind) -> str:
    """Return the short title of a kind of loss; its whole message where it has none."""
    title = _TITLES.get(kind.kind)
    return session.tr(title) if title else session.tr(kind.message).rstrip(".")


def kept(session: Session, chosen: Format) -> str:
    """Return what a format keeps, in a line."""
    return _listed(session, [words for kind, words in _KEPT.items() if kind in chosen.keeps])


def unkept(session: Session, chosen: Format) -> str:
    """Return what a format cannot hold, in a line; "" if it holds everything."""
    return _listed(session, [_KEPT[kind] for kind in KEEPS if kind not in chosen.keeps])


def _listed(session: Session, words: list[str]) -> str:
    return ("، " if session.tr.is_rtl else ", ").join(map(session.tr, words))
