"""Label Studio JSON: tasks with regions and relations, each annotator's annotation by itself; offsets in code points.

A trigger is a region of the control `event`, its arguments are relations from it; a relation of an event itself points
“left”. Attributes, subtypes and clusters are per-region choices, numbers and texts. Beside the file goes the labeling
configuration that a project needs to take it in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.model import Document, Entity, Event, Json, Layer, spans_of
from annotator.domain.span import Span
from annotator.formats.features import mentions
from annotator.formats.files import write_text
from annotator.formats.format import KEEPS as EVERYTHING
from annotator.formats.format import Format, Loss, Read, WriteOptions, Writing
from annotator.formats.json_lines import write_json_list
from annotator.formats.json_rows import keys_of
from annotator.formats.label_studio_config import Controls, configuration
from annotator.formats.label_studio_read import ENTITY, EVENT, NAMED, OURS, SUBTYPE, read_tasks
from annotator.formats.links import kept_links
from annotator.formats.losses import METADATA, LossList, chosen_layers, unwritten
from annotator.formats.offset_proof import MISFITS, keeps_misfits
from annotator.formats.option import chosen_options
from annotator.formats.overlap import stretch
from annotator.formats.shapes import Table
from annotator.formats.writing_options import PIECE

WRITING = (PIECE,)
KEEPS = frozenset(EVERYTHING) - {"discontinuous", "comments"} | {"language", "schema"}


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield the document of each task; raises InputError if the file cannot be read."""
    yield from read_tasks(path, keeps=keeps_misfits(options or {}))


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one list of tasks, and the configuration beside it; raises AnnotatorError if that is not possible."""
    losses: list[Loss] = []
    controls = Controls(options.schema, options.language)
    making = _Making(controls, chosen_options(options.options, WRITING)[PIECE.name])
    write_json_list(path, _tasks(documents, options.annotator, making, losses))
    beside = path.with_name(f"{path.name.removesuffix('.json')}.config.xml")
    write_text(beside, [configuration(controls)])
    return Writing((path, beside), tuple(losses))


@dataclass(frozen=True, slots=True)
class _Making:
    """What all tasks have in common: the controls of the project, and what becomes of mentions in several pieces."""

    controls: Controls
    pieces: str


def _tasks(
    documents: Iterable[Document], annotator: str | None, making: _Making, losses: list[Loss]
) -> Iterator[Table]:
    for number, document in enumerate(documents, 1):
        layers = chosen_layers(document, annotator)
        yield _task(number, document, layers, making, losses)
        losses.extend(unwritten(document, layers, KEEPS))


def _task(number: int, document: Document, layers: tuple[Layer, ...], making: _Making, losses: list[Loss]) -> Table:
    facts = {key: value for key, value in document.metadata.items() if key not in NAMED}
    if taken := tuple(key for key in document.metadata if key in NAMED):
        losses.append(Loss("metadata", METADATA, document.name, "", taken))
    ours: Table = {"annotators": [layer.annotator for layer in layers]}
    ours |= {key: value for key in ("language", "schema") if (value := getattr(document, key)) is not None}
    annotations: list[Json] = []
    for at, layer in enumerate(layers, 1):
        bent = LossList(document.name, layer.annotator)
        results = _Results(document.text, layer, making, bent).all()
        annotations.append(
            {
                "id": 100 * number + at,
                "completed_by": at,
                "was_cancelled": False,
                "ground_truth": layer.annotator == "gold",
                "result": results,
            }
        )
        losses.extend(bent.all())
    data: Table = {**facts, "text": document.text, "name": document.name}
    return {"id": number, "data": data, "annotations": annotations, "predictions": [], "meta": {OURS: ours}}


class _Results:
    """The results of one annotation: regions, what is said of them, and links."""

    def __init__(self, text: str, layer: Layer, making: _Making, losses: LossList) -> None:
        self._text = text
        self._layer = layer
        self._controls = making.controls
        self._losses = losses
        found = ((mark.id, stretch(spans_of(mark), making.pieces, mark.id, losses)) for mark in mentions(layer))
        self._places: dict[str, Span] = {key: span for key, span in found if span is not None}
        self._names = {cluster.id: cluster.name for cluster in layer.clusters}

    def all(self) -> list[Json]:
        """Return the results."""
        marks = [mark for mark in mentions(self._layer) if mark.id in self._places]
        results = [row for mark in marks for row in self._of_mark(mark)]
        links = kept_links(self._layer, self._places, self._losses)
        events = {event.id for event in self._layer.events}
        for relation in links.relations:
            self._losses.add("relation attributes", *([relation.id] if relation.attributes else []))
            ends = (relation.head, relation.tail)
            results.append(
                _link(*ends, "right", relation.type)
                if ends[0] not in events
                else _link(*ends[::-1], "left", relation.type)
            )
        results += [
            _link(event.id, item.target or "", "right", item.role) for event, items in links.events for item in items
        ]
        self._controls.links.update(relation.type for relation in links.relations)
        self._controls.links.update(item.role for _, items in links.events for item in items)
        return list(results)

    def _of_mark(self, mark: Entity | Event) -> Iterator[Json]:
        control = EVENT if isinstance(mark, Event) else ENTITY
        self._controls.labels[control][mark.type] = None
        yield self._row(mark.id, control, "labels", {"labels": [mark.type]})
        if isinstance(mark, Entity) and mark.subtype is not None:
            yield self._choice(mark.id, SUBTYPE, mark.subtype)
        if mark.cluster is not None:
            name = self._names.get(mark.cluster, mark.cluster)
            yield self._row(mark.id, "cluster", "textarea", {"text": [name]})
        for name, value in mark.attributes.items():
            if name in NAMED:
                self._losses.add("attribute values", mark.id)
            elif isinstance(value, str):
                yield self._choice(mark.id, name, value)
            elif isinstance(value, bool):
                self._losses.add("attribute values", mark.id)
                yield self._choice(mark.id, name, "true" if value else "false")
            else:
                self._controls.numbers[name] = None
                yield self._row(mark.id, name, "number", {"number": value})

    def _choice(self, mark: str, name: str, value: str) -> Json:
        self._controls.choices.setdefault(name, {})[value] = None
        return self._row(mark, name, "choices", {"choices": [value]})

    def _row(self, mark: str, control: str, kind: str, value: Table) -> Json:
        span = self._places[mark]
        place: Table = {"start": span.start, "end": span.end, "text": self._text[span.start : span.end]}
        return {"id": mark, "from_name": control, "to_name": "text", "type": kind, "value": place | value}


def _link(one: str, other: str, direction: str, label: str) -> Json:
    return {"type": "relation", "from_id": one, "to_id": other, "direction": direction, "labels": [label]}


def detect(path: Path) -> float:
    """Say how sure it is that the file holds tasks with results."""
    keys = keys_of(path)
    if "data" in keys and keys & {"annotations", "completions", "predictions"}:
        return 0.9
    is_min = "annotation_id" in keys or keys >= {"annotator", "labels"}
    return 0.85 if is_min and "format" not in keys else 0.0


FORMAT = Format(
    name="label-studio",
    title="Label Studio JSON",
    suffix=".json",
    keeps=KEEPS & set(EVERYTHING),
    read=read,
    write=write,
    detect=detect,
    read_chosen=read,
    read_options=(MISFITS,),
    write_options=WRITING,
)
