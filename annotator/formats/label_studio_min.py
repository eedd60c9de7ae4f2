"""Label Studio's JSON-MIN: a row for each annotation, in which the columns of the task stand beside what was marked.

Rows of one task that follow each other become the one task that the whole export has. Relations and ids are not in such
a file.
"""

from collections.abc import Iterable, Iterator

from annotator.domain.model import Json
from annotator.formats.format import Finding
from annotator.formats.json_rows import JsonRow
from annotator.formats.refusal import finding
from annotator.formats.shapes import Table

_FACTS = frozenset({"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"})
_LABELS = ("labels", "hypertextlabels")


def is_min(table: Table) -> bool:
    """Say whether a row is of JSON-MIN."""
    return "data" not in table and bool({"annotation_id", "lead_time", "annotator"} & table.keys())


def whole_tasks(rows: Iterable[JsonRow | Finding], file: str) -> Iterator[JsonRow | Finding]:
    """Yield the rows with those of JSON-MIN put together to tasks; whole tasks go through as they are."""
    open_row: JsonRow | None = None
    is_told = False
    for row in rows:
        if isinstance(row, Finding) or not is_min(row.table):
            yield row
            continue
        if not is_told:
            message = "{file} is JSON-MIN, in which Label Studio leaves out relations. Export it as JSON to have them."
            yield finding("note", "relations", message, file)
            is_told = True
        made = _task(row.table)
        if open_row is not None and _is_same(open_row.table, made):
            known, more = open_row.table["annotations"], made["annotations"]
            if isinstance(known, list) and isinstance(more, list):
                known.extend(more)
            continue
        if open_row is not None:
            yield open_row
        open_row = JsonRow(row.number, made)
    if open_row is not None:
        yield open_row


def _is_same(one: Table, other: Table) -> bool:
    return one["id"] is not None and (one["id"], one["data"]) == (other["id"], other["data"])


def _task(table: Table) -> Table:
    columns = {key: value for key, value in table.items() if key not in _FACTS}
    marked = {key: value for key, value in columns.items() if isinstance(value, list) and _are_regions(value)}
    results = [
        _result(key, f"{key}-{number}", region)
        for key, regions in marked.items()
        for number, region in enumerate(regions, 1)
        if isinstance(region, dict)
    ]
    annotation: Table = {"completed_by": table.get("annotator"), "result": list[Json](results)}
    data: Table = {key: value for key, value in columns.items() if key not in marked}
    return {"id": table.get("id"), "data": data, "annotations": [annotation]}


def _are_regions(values: list[Json]) -> bool:
    return all(isinstance(value, dict) and any(key in value for key in _LABELS) for value in values)


def _result(control: str, key: str, region: Table) -> Table:
    kind = next(name for name in _LABELS if name in region)
    return {"id": key, "from_name": control, "to_name": "text", "type": kind, "value": region}
