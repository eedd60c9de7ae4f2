"""Reading back: what an export wrote is read with the format's own reader and compared with what went in.

Where a text comes back whole, its marks are compared one by one, but for those that the losses name; where the format
keeps no text, the marks are counted. A difference is told, never mended: it is a fault of the program or of the disk,
and the export should not be trusted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.domain.model import Document, Entity, Event, Layer, spans_of
from annotator.domain.span import Fragments
from annotator.errors import AnnotatorError
from annotator.formats.features import mentions
from annotator.formats.format import Finding, Format
from annotator.formats.losses import DROPPED, MOVED, RENAMED
from annotator.operations.export_parts import Part, Steps
from annotator.operations.export_plan import ExportPlan
from annotator.operations.export_selection import selected
from annotator.operations.transfer import read_with
from annotator.store.project import Project
from annotator.store.rows import DocumentRow

Outcome: TypeAlias = Literal["same", "counted", "different", "not read"]
_Place: TypeAlias = tuple[bool, str | None, Fragments | None]  # an event? its type and spans, None where bent
_MOST = 100  # differences that are told
_AT_ONCE = 100  # documents
_CHARACTERS = 2**20


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What reading an export back found: every mark the "same", only "counted" and right, "different", "not read"."""

    outcome: Outcome
    differences: tuple[str, ...] = ()


def read_back(project: Project, plan: ExportPlan, part: Part, reader: Format, steps: Steps) -> ReadBack:
    """Read a part that was written and compare it with the project.

    Formats that cannot be read, or whose files do not say what was written, are "not read".
    """
    if reader.read is None or not reader.reads_back:
        for _ in part.rows:
            steps.step()
        return ReadBack("not read")
    if not part.rows:
        return ReadBack("same")
    try:
        return _Comparison(project, plan, part).made(reader, steps)
    except AnnotatorError as error:
        return ReadBack("different", (str(error),))


class _Comparison:
    """The comparison of one part; documents are looked up by their texts, one at a time."""

    def __init__(self, project: Project, plan: ExportPlan, part: Part) -> None:
        self._project, self._plan, self._part = project, plan, part
        self._rows = {row.sha256: row for row in part.rows}
        self._twins = {(row.sha256, row.name): row for row in part.rows if self._rows[row.sha256] is not row}
        self._waiting: list[tuple[Document, DocumentRow]] = []
        self._ids: defaultdict[tuple[str, str], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for loss in part.losses:
            self._ids[loss.document, loss.annotator][loss.kind].update(loss.ids)
        self._differences: list[str] = []
        self._found = 0
        self._is_whole = True

    def made(self, reader: Format, steps: Steps) -> ReadBack:
        """Return what was found."""
        for item in read_with(reader, self._part.path):
            if isinstance(item, Finding) and item.severity == "error":
                self._differences.append(str(item))
            elif isinstance(item, Document):
                self._found += sum(len(layer.entities) for layer in item.layers)
                self._take(item)
                steps.step()
        self._compare_waiting()
        if not self._is_whole and (wanted := self._wanted()) != self._found:
            self._differences.append(f"{self._found} entities were read back, {wanted} were written.")
        if self._differences:
            return ReadBack("different", tuple(self._differences[:_MOST]))
        return ReadBack("same" if self._is_whole else "counted")

    def _take(self, back: Document) -> None:
        """Keep a document for comparison if its text is that of one that was written; many are compared at once."""
        row = self._twins.get((back.sha256, back.name)) or self._rows.get(back.sha256)
        if row is None:
            self._is_whole = False
            return
        self._waiting.append((back, row))
        if len(self._waiting) >= _AT_ONCE or sum(row.length for _, row in self._waiting) > _CHARACTERS:
            self._compare_waiting()

    def _compare_waiting(self) -> None:
        """Compare what was kept mark by mark."""
        waiting, self._waiting = self._waiting, []
        for (back, _), written in zip(waiting, self._written([row for _, row in waiting]), strict=True):
            known = {layer.annotator: layer for layer in written.layers}
            for layer in back.layers:
                one = known.get(layer.annotator) or (next(iter(known.values())) if len(known) == 1 else None)
                if one is not None:
                    self._compare_layer(written.name, one, layer)
                elif layer.entities or layer.events:
                    self._is_whole = False

    def _written(self, rows: Iterable[DocumentRow]) -> Iterator[Document]:
        """Yield documents as they went out, with only the layers that were written."""
        for document in selected(self._project, rows, self._plan.selection, lambda _loss: None):
            gone = self._ids[document.name, ""]["annotators"]
            for layer in document.layers:
                gone = gone | self._ids[document.name, layer.annotator]["annotators"]
            layers = tuple(layer for layer in document.layers if layer.annotator not in gone)
            yield Document(document.id, document.name, document.text, layers)

    def _compare_layer(self, name: str, one: Layer, other: Layer) -> None:
        lost = _Lost(self._ids[name, one.annotator])
        wanted = Counter(lost.place(mark) for mark in mentions(one) if mark.id not in lost.dropped)
        found: Counter[_Place] = Counter(
            (isinstance(mark, Event), mark.type, spans_of(mark)) for mark in mentions(other)
        )
        exact = Counter({place: count for place, count in wanted.items() if None not in place})
        if found.total() == wanted.total() and not exact - found:
            return
        self._differences.append(
            f"{name}, {one.annotator}: {wanted.total()} mentions went out, {found.total()} came back."
        )

    def _wanted(self) -> int:
        """Return how many entities should come back."""
        count = 0
        for document in self._written(self._part.rows):
            for layer in document.layers:
                lost = _Lost(self._ids[document.name, layer.annotator])
                count += sum(entity.id not in lost.dropped for entity in layer.entities)
                count += sum(len(self._ids[document.name, layer.annotator][kind]) for kind in ("written twice",))
        return count


class _Lost:
    """The ids of one layer that the losses name, by what became of them."""

    def __init__(self, ids: dict[str, set[str]]) -> None:
        self.dropped = _joined(ids, DROPPED)
        self._moved = _joined(ids, MOVED)
        self._renamed = _joined(ids, RENAMED)

    def place(self, mark: Entity | Event) -> _Place:
        """Return where a mention must be read back, None for what was bent."""
        kind = None if mark.id in self._renamed else mark.type
        return isinstance(mark, Event), kind, None if mark.id in self._moved else spans_of(mark)


def _joined(ids: dict[str, set[str]], kinds: Iterable[str]) -> set[str]:
    return {key for kind in kinds if kind in ids for key in ids[kind]}
