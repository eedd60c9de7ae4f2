"""The words for what a merge brings: how much of what, and what each state of a row says."""

from collections.abc import Mapping

from annotator.domain.model import Json, State
from annotator.errors import AnnotatorError
from annotator.operations.merging import text_of
from annotator.store.merged import Merged, Reason, Review, RowCounts, Side
from annotator.text.direction import isolate
from annotator.ui.i18n import phrase
from annotator.ui.session import Session
from annotator.ui.wording import STATES, moment, type_title

REASONS: Mapping[Reason, str] = {
    "both": phrase("Both changed it"),
    "gone": phrase("What it needs was deleted"),
    "cluster": phrase("Its cluster was deleted"),
    "name": phrase("Its name was taken"),
}
TABLES: Mapping[str, str] = {
    "meta": phrase("Project"),
    "schema": phrase("Schema"),
    "annotator": phrase("Person"),
    "document": phrase("Document"),
    "layer": phrase("Layer"),
    "cluster": phrase("Cluster"),
    "entity": phrase("Entity"),
    "event": phrase("Event"),
    "argument": phrase("Role"),
    "relation": phrase("Relation"),
    "comment": phrase("Comment"),
    "decision": phrase("Decision"),
    "silence": phrase("Finding called right"),
}
_FIELDS: Mapping[str, str] = {
    "name": phrase("Name"),
    "type": phrase("Type"),
    "subtype": phrase("Subtype"),
    "start_offset": phrase("Begins at"),
    "end_offset": phrase("Ends at"),
    "fragments": phrase("Pieces"),
    "attributes": phrase("Attributes"),
    "cluster": phrase("Cluster"),
    "role": phrase("Role"),
    "target": phrase("Filled by"),
    "head": phrase("From"),
    "tail": phrase("To"),
    "state": phrase("State"),
    "reason": phrase("Reason"),
    "batch": phrase("Batch"),
    "text": phrase("Text"),
    "resolved": phrase("Settled"),
    "language": phrase("Language"),
    "metadata": phrase("Metadata"),
    "source": phrase("Schema"),
    "value": phrase("Value"),
    "position": phrase("Position"),
}
_MARKED = ("entity", "event")
_LONGEST = 60  # code points of a mark's text
_LEFT_OUT = frozenset({"id", "layer", "event", "document", "annotator", "extra", "length"})


def summary(session: Session, merged: Merged) -> str:
    """Return how many steps of whom are taken in."""
    comma = "، " if session.tr.is_rtl else ", "
    names = comma.join(isolate(name) for name in merged.authors)
    steps = session.tr.count("{count} steps", merged.changes)
    return session.tr("{steps} by {names}", steps=steps, names=names) if names else steps


def amounts(session: Session, merged: Merged) -> list[str]:
    """Return for each kind of row how many come, change and go."""
    known = [(TABLES[table], counts) for table, counts in merged.rows.items() if table in TABLES]
    return [_amount(session, title, counts) for title, counts in known]


def _amount(session: Session, title: str, counts: RowCounts) -> str:
    tr = session.tr
    parts = [
        tr(words, count=number)
        for words, number in (
            (phrase("{count} new"), counts.added),
            (phrase("{count} changed"), counts.changed),
            (phrase("{count} deleted"), counts.deleted),
        )
        if number
    ]
    return f"{tr(title)}: {' · '.join(parts)}"


def row_title(session: Session, review: Review) -> str:
    """Return what a row is, in words: its kind, and the text or name by which people know it."""
    image = next((image for image in states(review) if image is not None), {})
    kind = session.tr(TABLES.get(review.table, review.table))
    known = _text(session, review, image) or str(image.get("name") or image.get("role") or image.get("text") or "")
    return f"{kind}: {isolate(' '.join(known.split())[:_LONGEST])}" if known and review.table != "schema" else kind


def states(review: Review) -> tuple[Mapping[str, Json] | None, ...]:
    """Return what the row is here, there and now."""
    mine, theirs = (side.image if side else None for side in (review.mine, review.theirs))
    return mine, theirs, review.result


def place_of(session: Session, review: Review) -> str:
    """Return the document and the person whose work a row is."""
    for row in session.documents:
        if row.id == review.document_id:
            people = [layer.annotator for layer in row.layers if layer.id == review.layer_id]
            return " · ".join(isolate(part) for part in (row.name, *people))
    return ""


def differing(session: Session, review: Review) -> list[tuple[str, str, str, str]]:
    """Return (field, here, there, now) in words: each field in which the states differ, or all of the only one."""
    images = states(review)
    present = [image for image in images if image is not None]
    fields = [name for name in (present[0] if present else {}) if name not in _LEFT_OUT]
    found = [name for name in fields if len({str(image.get(name)) for image in present}) > 1]
    lines = []
    for name in found or fields:
        values = ["" if image is None else _value(session, name, image.get(name)) for image in images]
        if any(values):
            lines.append((session.tr(_FIELDS.get(name, name)), values[0], values[1], values[2]))
    return lines


def _value(session: Session, name: str, value: Json) -> str:
    tr = session.tr
    if name == "type":
        return type_title(session, str(value))
    if name == "state":
        return tr(STATES[State(str(value))]) if value in {state.value for state in State} else str(value)
    if name in ("start_offset", "end_offset", "position") and isinstance(value, int):
        return tr.number(value)
    if name == "resolved":
        return tr("yes") if value else tr("no")
    if name == "source":
        return _schema_words(str(value))
    return _plain(value)


def _plain(value: Json) -> str:
    text = "" if value is None or value == "{}" else " ".join(str(value).split())
    return isolate(text) if text else ""


def _schema_words(source: str) -> str:
    version = next((line for line in source.splitlines() if line.startswith("version")), "")
    return isolate(version.partition("=")[2].strip().strip('"'))


def _text(session: Session, review: Review, image: Mapping[str, Json]) -> str:
    if review.table not in _MARKED or session.project is None or review.document_id is None:
        return ""
    try:
        return text_of(session.project, review.document_id, image)
    except AnnotatorError:  # a document that is not here
        return ""


def side_words(session: Session, side: Side | None) -> str:
    """Return who changed the row on one side last, and when; whether it was deleted."""
    if side is None:
        return session.tr("not there")
    by = f"{isolate(side.author)} · {moment(session, side.at)}" if side.author else session.tr("as it was")
    return session.tr("deleted: {by}", by=by) if side.image is None else by
