"""Build documents from Label Studio's tasks: offsets proven by the covered text, in one unit for the whole file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.model import Document, Json, Layer
from annotator.domain.origin import suggestions_of
from annotator.domain.span import Fragments
from annotator.formats import shapes
from annotator.formats.charset import join_line_ends
from annotator.formats.format import Finding, Read
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.json_rows import JsonRow, json_rows, numbered, refusing
from annotator.formats.label_studio_html import HTML, in_text, nodes_of
from annotator.formats.label_studio_min import whole_tasks
from annotator.formats.label_studio_results import ResultReader
from annotator.formats.offset_proof import (
    CODE_POINTS,
    GRAPHEMES,
    UTF16,
    Fitting,
    Sheet,
    StatedMark,
    findings,
    fit_file,
    fit_in,
    stated_extra,
    unit_finding,
)
from annotator.formats.plausible_unit import likely_unit
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.shapes import Table

ENTITY, EVENT, SUBTYPE = "label", "event", "label.subtype"
NAMED = frozenset({"text", "name", ENTITY, EVENT, SUBTYPE, "cluster"})
OURS = "annotator"  # the key in a task's meta for what Label Studio has no place for


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation or prediction with its results; `origin` is the model of a prediction, "" otherwise.

    `score` is how sure the model was of the whole prediction, None where it does not say.
    """

    annotator: str
    results: tuple[Table, ...]
    origin: str = ""
    score: Json = None


@dataclass(frozen=True, slots=True)
class Task:
    """One task: its text, its annotations, and all places that they state."""

    number: int
    table: Table
    text: str
    key: str  # the column that holds the text
    annotations: tuple[Annotation, ...]
    sheet: Sheet


def read_tasks(path: Path, *, keeps: bool = False) -> Iterator[Read]:
    """Yield the documents of a file and what is to be said of it; `keeps` marks that do not fit the text."""
    tasks: list[Task] = []
    for row in numbered(whole_tasks(json_rows(path), path.name)):
        if isinstance(row, Finding):
            yield row
            continue
        try:
            tasks.append(_task(row))
        except RefusedError as refusal:
            yield refusal.finding(path.name, str(row.number))
    sheets = [task.sheet for task in tasks]
    if any(mark.text for sheet in sheets for mark in sheet.marks):
        fittings = fit_file(sheets, keeps=keeps)
        yield from unit_finding(fittings, path.name)
    else:
        unit, _ = likely_unit(sheets, (CODE_POINTS, UTF16, GRAPHEMES))
        fittings = fit_in(sheets, unit)
        yield from _likely_finding(unit, path.name)
    stem = path.name.split(".")[0]
    for task, fitting in zip(tasks, fittings, strict=True):
        stated = shapes.table(task.table["data"], "", "data").get("name")
        otherwise = stem if len(tasks) == 1 else f"{stem}-{task.number}"
        name = stated if isinstance(stated, str) and stated.strip() else otherwise
        yield from refusing(path.name, name, _document(task, fitting, name, path.name))


def _likely_finding(unit: str, file: str) -> Iterator[Finding]:
    if unit != CODE_POINTS:
        message = (
            "{file} states no text for its marks. It was read in {unit}, in which more of them end where words do than "
            "in code points: check a mark behind an emoji."
        )
        yield finding("warning", "unit", message, file, unit=unit)


def _task(row: JsonRow) -> Task:
    data = shapes.table(row.table.get("data"), "", "data")
    key = (
        "text"
        if isinstance(data.get("text"), str)
        else next((k for k, v in data.items() if isinstance(v, str)), "text")
    )
    annotations = tuple(_annotations(row.table))
    is_html = any(result.get("type") == HTML for annotation in annotations for result in annotation.results)
    text = nodes_of(shapes.text(data, key, "")) if is_html else shapes.text(data, key, "")
    check_text(text)
    marks = [
        StatedMark(f"{at}:{place}", ((start, end),), _text_of(result))
        for at, annotation in enumerate(annotations)
        for place, result in enumerate(annotation.results)
        if (ends := ends_of(result)) is not None
        for start, end in [ends]
    ]
    return Task(row.number, row.table, text, key, annotations, Sheet(text, marks))


def ends_of(result: Table) -> tuple[int, int] | None:
    """Return the offsets of a labelled region, None for any other result."""
    value = result.get("value")
    if isinstance(value, dict) and "labels" in value:
        match (value.get("start"), value.get("end")):
            case (int(start), int(end)):
                return start, end
    return None


def _text_of(result: Table) -> str | None:
    value = result.get("value")
    stated = value.get("text") if isinstance(value, dict) else None
    return stated if isinstance(stated, str) and stated else None


def _annotations(table: Table) -> Iterator[Annotation]:
    names = _annotators(table)
    listed = "annotations" if "annotations" in table else "completions"
    for row in shapes.rows(table, listed, ""):
        if row.get("was_cancelled") is not True:
            yield Annotation(_annotator(row.get("completed_by"), names), _results(row))
    for row in shapes.rows(table, "predictions", ""):
        model = row.get("model_version")
        origin = model if isinstance(model, str) and model.strip() else "predictions"
        yield Annotation(origin, _results(row), origin, row.get("score"))


def _results(row: Table) -> tuple[Table, ...]:
    return tuple(map(in_text, shapes.rows(row, "result", "")))


def _annotators(table: Table) -> Sequence[Json]:
    meta = table.get("meta")
    ours = meta.get(OURS) if isinstance(meta, dict) else None
    names = ours.get("annotators") if isinstance(ours, dict) else None
    return names if isinstance(names, list) else []


def _annotator(stated: Json, names: Sequence[Json]) -> str:
    if isinstance(stated, dict):
        stated = stated.get("email") or stated.get("username") or stated.get("id")
    if isinstance(stated, int) and 0 < stated <= len(names) and isinstance(known := names[stated - 1], str):
        return known
    return "" if stated is None else str(stated)


def _document(task: Task, fitting: Fitting, name: str, file: str) -> Iterator[Read]:
    shapes.check_name(name, "name", "")
    text = join_line_ends(task.text)
    yield from inspect_text(text, file, name)
    for found in findings(fitting, task.sheet.marks, file, name):
        region = _region(task, found.id)
        yield replace(found, id=region, values={**found.values, "id": region})
    layers: list[Layer] = []
    placed = _by_annotation(fitting)
    names = _Names()
    for at, annotation in enumerate(task.annotations):
        spans = placed.get(at, {})
        stated = {place: stated_extra(fitting, f"{at}:{place}") for place in spans}
        reader = ResultReader(annotation.results, spans, stated, annotation.score if annotation.origin else None)
        layer = reader.layer(names.free(annotation.annotator))
        yield from (refusal.finding(file, name) for refusal in reader.refusals)
        if reader.unread:
            message = (
                "In {file}, document {document}, {count} results are not on its words and were left out ({kinds})."
            )
            kinds = ", ".join(dict.fromkeys(reader.unread))[:200]
            yield finding("warning", "not read", message, file, name, count=len(reader.unread), kinds=kinds)
        if annotation.origin:
            message = "In {file}, document {document}, the predictions of {origin} were read as suggestions."
            yield finding("note", "predictions", message, file, name, origin=annotation.origin)
            layer = replace(layer, extra=suggestions_of(annotation.origin))
        layers.append(layer)
    yield _facts(task, Document(name, name, text, tuple(layers)))


def _region(task: Task, key: str) -> str:
    """Return the id by which the file knows the region of a stated mark."""
    at, _, place = key.partition(":")
    stated = task.annotations[int(at)].results[int(place)].get("id") if place else None
    return stated if isinstance(stated, str) else key


def _facts(task: Task, document: Document) -> Document:
    data = shapes.table(task.table["data"], "", "data")
    meta = shapes.table(task.table.get("meta") or {}, "", "meta")
    ours = shapes.table(meta.get(OURS) or {}, "", OURS)
    facts = {key: value for key, value in data.items() if key not in (task.key, "name")}
    facts |= {key: value for key, value in meta.items() if key != OURS}
    return Document(
        document.id,
        document.name,
        document.text,
        document.layers,
        language=shapes.text_or_none(ours, "language", ""),
        metadata=facts,
        schema=shapes.text_or_none(ours, "schema", ""),
    )


def _by_annotation(fitting: Fitting) -> dict[int, dict[int, Fragments]]:
    """Return where the regions of each annotation stand, by its number and the region's."""
    found: dict[int, dict[int, Fragments]] = {}
    for key, span in fitting.spans.items():
        at, _, place = key.partition(":")
        found.setdefault(int(at), {})[int(place)] = span
    return found


class _Names:
    """The names of the layers of one document, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def free(self, annotator: str) -> str:
        """Return the name, with a number behind it if it is taken."""
        name = annotator
        while name in self._taken:
            number = self._numbers[annotator] = self._numbers.get(annotator, 1) + 1
            name = f"{annotator} ({number})"
        self._taken.add(name)
        return name
