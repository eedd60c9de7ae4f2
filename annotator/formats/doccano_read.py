"""Build documents from doccano's lines; the unit of offsets is stated by the file or the likeliest for all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.model import Document, Entity, Json, Layer, Relation
from annotator.formats import shapes
from annotator.formats.charset import join_line_ends
from annotator.formats.format import Finding, Read
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.json_rows import JsonRow, json_rows, numbered, refusing
from annotator.formats.mark_ids import MarkIds
from annotator.formats.offset_proof import CODE_POINTS, Sheet, StatedMark, placed_in
from annotator.formats.option import Option
from annotator.formats.plausible_unit import UNITS, WITH_LINE_ENDS, likely_unit
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.shapes import Table

OFFSETS = "offsets"
LIKELIEST = "likeliest"
UNIT = Option(
    "unit",
    "Offsets count",
    (LIKELIEST, *UNITS),
    LIKELIEST,
    help="The file states no covered text, so nothing proves in which unit it counts.",
)
RESERVED = frozenset(
    {"id", "text", "data", "label", "labels", "annotations", "entities", "relations", "Comments", "name", OFFSETS}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line with the spans that it states, their labels and ids, and whose they are ("" if it is not said)."""

    number: int
    table: Table
    sheet: Sheet
    labels: tuple[tuple[str, Json, str], ...]


def read_doccano(path: Path, chosen: str = LIKELIEST, *, is_one_of_several: bool = False) -> Iterator[Read]:
    """Yield the documents of a file and what is to be said of it; `chosen` is the unit that the user states.

    Where the file is one of several with the same texts, documents are named by doccano's number and not by the file.
    """
    rows: list[Row] = []
    for item in numbered(json_rows(path)):
        if isinstance(item, Finding):
            yield item
            continue
        try:
            rows.append(_row(item))
        except RefusedError as refusal:
            yield refusal.finding(path.name, str(item.number))
    unit, is_open = _unit(rows) if chosen == LIKELIEST else (chosen, False)
    yield from _unit_findings(unit, is_open, path.name)
    for row in rows:
        stem = path.name.split(".")[0]
        otherwise = stem if len(rows) == 1 else f"{stem}-{row.number}"
        number = row.table.get("id") if is_one_of_several else None
        name = row.table.get("name") or (otherwise if number is None else f"doccano-{number}")
        yield from refusing(path.name, str(name), _document(row, str(name), unit, path.name))


def _unit(rows: list[Row]) -> tuple[str, bool]:
    """Return the unit that all lines state, else the likeliest, and whether another is as likely."""
    stated = {str(row.table.get(OFFSETS)) for row in rows}
    known = [unit for unit in UNITS if stated == {unit}]
    if known:
        return known[0], False
    sheets = [row.sheet for row in rows]
    return likely_unit(sheets, WITH_LINE_ENDS if any("\r\n" in sheet.raw for sheet in sheets) else UNITS)


def _unit_findings(unit: str, is_open: bool, file: str) -> Iterator[Finding]:
    if is_open:
        message = (
            "{file} does not say in which unit it counts, and several would fit. It was read in {unit}, as doccano "
            "counts by default: check a mark behind an emoji."
        )
        yield finding("warning", "unit", message, file, unit=unit)
    elif unit != CODE_POINTS:
        yield finding("note", "unit", "{file} counts in {unit}; it was read so.", file, unit=unit)


def _row(item: JsonRow) -> Row:
    key = "text" if "text" in item.table else "data"
    text = shapes.text(item.table, key, "")
    check_text(text)
    marks: list[StatedMark] = []
    labels: list[tuple[str, Json, str]] = []
    for at, (start, end, label, stated, who) in enumerate(_spans(item.table)):
        marks.append(StatedMark(str(at), ((start, end),), None))
        labels.append((label, stated, who))
    return Row(item.number, item.table, Sheet(text, tuple(marks)), tuple(labels))


def _spans(table: Table) -> Iterator[tuple[int, int, str, Json, str]]:
    listed = table.get("label", table.get("labels", []))
    for row in listed if isinstance(listed, list) else []:
        match row:
            case [int(start), int(end), str(label), *_]:
                yield start, end, label, None, ""
            case _:
                raise shapes.wrong("", "label", "a list of [start, end, label]")
    for entity in shapes.rows(table, "entities", ""):
        match (entity.get("start_offset"), entity.get("end_offset"), entity.get("label")):
            case (int(start), int(end), str(label)):
                yield start, end, label, entity.get("id"), ""
            case _:
                raise shapes.wrong("", "entities", "a list of objects with label, start_offset and end_offset")
    for row in shapes.rows(table, "annotations", ""):  # as releases before 1.3 wrote them: labels by number
        match (row.get("start_offset"), row.get("end_offset"), row.get("label")):
            case (int(start), int(end), int() | str() as kind):
                yield start, end, str(kind), row.get("id"), "" if row.get("user") is None else str(row.get("user"))
            case _:
                raise shapes.wrong("", "annotations", "a list of objects with label, start_offset and end_offset")


def _document(row: Row, name: str, unit: str, file: str) -> Iterator[Read]:
    shapes.check_name(name, "name", "")
    text = join_line_ends(row.sheet.raw)
    yield from inspect_text(text, file, name)
    spans, lost = placed_in(row.sheet, unit)
    ids = MarkIds()
    known: dict[str, str] = {}
    entities: dict[str, list[Entity]] = {}
    for at, (label, stated, who) in enumerate(row.labels):
        key = ids.take(f"T{stated}" if isinstance(stated, int) else stated, f"T{at + 1}")
        if str(at) in lost:
            yield _outside(row, at, key).finding(file, name)
            continue
        shapes.check_name(label, "label", key)
        known[str(stated)] = key
        entities.setdefault(who, []).append(Entity(key, label, spans[str(at)], name=key))
    relations: list[Relation] = []
    for at, link in enumerate(shapes.rows(row.table, "relations", ""), 1):
        key = f"R{at}"
        head, tail = known.get(str(link.get("from_id"))), known.get(str(link.get("to_id")))
        if head is None or tail is None:
            yield _dangling(link, key, known).finding(file, name)
        else:
            relations.append(Relation(key, shapes.name(link, "type", key), head, tail, name=key))
    metadata = {key: value for key, value in row.table.items() if key not in RESERVED}
    first, *others = entities or [""]
    layers = [Layer(first, entities=tuple(entities.get(first, ())), relations=tuple(relations))]
    layers += [Layer(who, entities=tuple(entities[who])) for who in others]
    yield Document(name, name, text, tuple(layers), metadata=metadata)


def _outside(row: Row, at: int, mark: str) -> RefusedError:
    (start, end) = row.sheet.marks[at].offsets[0]
    return RefusedError(
        "offset",
        "In {file}, document {document}, {id}: the span {start} to {end} does not lie in the text. It was left out.",
        mark=mark,
        start=start,
        end=end,
    )


def _dangling(link: Table, mark: str, known: dict[str, str]) -> RefusedError:
    target = next((end for end in (link.get("from_id"), link.get("to_id")) if str(end) not in known), None)
    return RefusedError(
        "dangling",
        "In {file}, document {document}, {id}: “{key}” points at {target}, which is not there or was left out. "
        "It was left out too.",
        mark=mark,
        key="relations",
        target=str(target),
    )
