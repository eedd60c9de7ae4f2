"""Work time: how long people worked on what, read from the journal; idle time is left out.

The time between two changes of one person counts for the document of the later one. A longer gap than `idle` is a
pause and counts as nothing: who can say when it began? So reading before the first mark of a document counts too, if
the person was at work just before. Watching the keyboard was refused: such figures do not travel with a parcel, and
people are not to be watched.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from annotator.domain.model import State
from annotator.operations.queue import FINISHED, worked
from annotator.store.people import Act
from annotator.store.project import Project
from annotator.store.rows import DocumentRow

IDLE = 180.0  # seconds


@dataclass(slots=True)
class Times:
    """Seconds at work: of each person in each layer, and of each person on each day (ISO, UTC)."""

    layers: Counter[tuple[str, str]] = field(default_factory=Counter)
    days: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work of one person, or of one person in one batch, is; `seconds` at work."""

    person: str
    batch: str | None
    documents: int
    states: Counter[State]
    marks: int
    characters: int
    seconds: float

    @property
    def finished(self) -> int:
        """Return how many documents are done, in review or approved."""
        return sum(self.states[state] for state in FINISHED)

    @property
    def marks_per_hour(self) -> float | None:
        """Return the speed in marks, None where no time was measured."""
        return self.marks * 3600 / self.seconds if self.seconds else None


def times(acts: Iterable[Act], *, idle: float = IDLE) -> Times:
    """Add up the time that people worked; `idle` is the longest gap in seconds that counts."""
    found = Times()
    last: dict[str, datetime] = {}
    for act in acts:
        moment = _moment(act.at)
        if moment is None:
            continue
        before = last.get(act.author)
        last[act.author] = max(moment, before) if before else moment
        if before is None or act.layer_id is None:
            continue
        seconds = (moment - before).total_seconds()
        if 0 < seconds <= idle:
            found.layers[act.author, act.layer_id] += seconds  # type: ignore[assignment]  # counts seconds
            found.days[act.author, moment.date().isoformat()] += seconds  # type: ignore[assignment]
    return found


def progress(project: Project, documents: Iterable[DocumentRow], *, idle: float = IDLE) -> list[Progress]:
    """Return how far everybody is, a row for each person and batch, by person and batch."""
    spent = times(project.people.acts(), idle=idle)
    groups: defaultdict[tuple[str, str], list[tuple[DocumentRow, int, float, State]]] = defaultdict(list)
    for row in documents:
        for layer in worked(row):
            marks = layer.counts.entities + layer.counts.events + layer.counts.relations
            seconds = float(spent.layers[layer.annotator, layer.id])
            groups[layer.annotator, layer.batch or ""].append((row, marks, seconds, layer.state))
    return [
        Progress(
            person,
            batch or None,
            len(found),
            Counter(state for *_, state in found),
            sum(marks for _, marks, _, _ in found),
            sum(row.length for row, *_ in found),
            sum(seconds for _, _, seconds, _ in found),
        )
        for (person, batch), found in sorted(groups.items())
    ]


def _moment(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return None
