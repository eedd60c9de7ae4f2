"""Project: one open project file; every reading and every change of it passes through here."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from annotator.domain.model import NO_EXTRA, Json, State
from annotator.store import backup, documents, history, opening, parcels, reading, undo, verify, writing
from annotator.store.bulk import Bulk
from annotator.store.change import Change, ChangeSummary, Step, joined
from annotator.store.connection import Connection
from annotator.store.creation import create_file
from annotator.store.decisions import Decisions
from annotator.store.ids import SOURCE
from annotator.store.journal import Journal
from annotator.store.lock import Lock, acquire
from annotator.store.merge import Merger
from annotator.store.parcels import Parcel
from annotator.store.people import People
from annotator.store.project_reading import ProjectReading
from annotator.store.rows import Item
from annotator.store.silences import Silences
from annotator.store.sweep import Progress


@dataclass(slots=True)
class OpenChange:
    """A change that is being made; `record` says after the block what it came to, None if nothing is different."""

    kind: str
    record: Change | None = None

    def recorded(self) -> Change:
        """Return the change; raises RuntimeError if nothing is different, or inside the block."""
        if self.record is None:
            raise RuntimeError(f"{self.kind} recorded nothing")
        return self.record


class Project(ProjectReading):
    """A project file that is open, for writing by one process at a time or for reading by any."""

    def __init__(self, connection: Connection, author: str, lock: Lock | None) -> None:
        super().__init__(connection)
        self._lock = lock
        self._journal = Journal(connection, connection.path, read_only=lock is None)
        self._backed_up = history.last_id(connection)
        self.author = author
        self.id = reading.meta(connection, "project")
        if self._backed_up:
            SOURCE.start_after(self._backed_up)

    @staticmethod
    def create(path: Path | str, *, schema_source: str, title: str = "", author: str) -> "Project":
        """Make a project file and open it; raises ProjectError if there is a file already, SchemaError."""
        create_file(Path(path), schema_source, title, author)
        return Project.open(path, author=author)

    @staticmethod
    def open(path: Path | str, *, author: str, read_only: bool = False) -> "Project":
        """Open a project file; raises ProjectError for whatever is wrong, LockedError if somebody writes to it."""
        resolved = Path(path).resolve()
        if read_only:
            return Project(opening.open_reading(resolved), author, None)
        opening.check_file(resolved)
        lock = acquire(resolved, author)
        try:
            return Project(opening.open_writing(resolved), author, lock)
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Close the file, with a backup if it changed; raises ProjectError if that could not be made."""
        if self._connection.is_closed:
            return
        try:
            if not self.read_only:
                self.backup()
        finally:
            self._connection.close()
            if self._lock:
                self._lock.release()

    def __enter__(self) -> "Project":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Return where the file is."""
        return self._connection.path

    @property
    def read_only(self) -> bool:
        """Say whether the project takes no changes."""
        return self._lock is None

    @property
    def title(self) -> str:
        """Return what people call the project."""
        return reading.meta(self._connection, "title")

    # Changing

    @contextlib.contextmanager
    def change(self, kind: str) -> Iterator[OpenChange]:
        """Make one change of all that is written inside the block; an exception takes everything back.

        Raises ReadOnlyError, BusyError, MovedError, DiskError; what they tell of was not saved.
        """
        opened = OpenChange(kind)
        self._journal.begin()
        try:
            yield opened
            opened.record = self._journal.seal(kind, self.author)
            self._journal.commit()
        except BaseException:
            opened.record = None
            self._journal.rollback()
            raise

    def undo(self, progress: Progress = lambda _done, _total: None) -> Change | None:
        """Take back the author's newest step; None if there is none. Raises ConflictError.

        `progress` gets rows done and in all; one that raises leaves everything as it was.
        """
        return self._revert(self._journal.steps(self.author).next_undo(), "undo", progress)

    def redo(self, progress: Progress = lambda _done, _total: None) -> Change | None:
        """Do again what the author took back last; None if there is nothing. Raises ConflictError."""
        return self._revert(self._journal.steps(self.author).next_redo(), "redo", progress)

    def undo_to(self, change_id: str) -> list[Change]:
        """Take back every step of the author after `change_id`, all or none. Raises ConflictError."""
        steps = history.later(self._connection, change_id, self._journal.steps(self.author).undo)
        how = undo.Reverting(self.author, "undo")
        return undo.revert(self._connection, self._journal, steps[::-1], how) if steps else []

    @property
    def next_undo(self) -> ChangeSummary | None:
        """Return what `undo` would take back."""
        steps = self._journal.steps(self.author).undo
        return history.summary(self._connection, steps[-1]) if steps else None

    @property
    def next_redo(self) -> ChangeSummary | None:
        """Return what `redo` would do again."""
        steps = self._journal.steps(self.author).next_redo()
        return history.summary(self._connection, steps[-1]) if steps else None

    def _revert(self, change_ids: list[str], step: Step, progress: Progress) -> Change | None:
        if not change_ids:
            return None
        how = undo.Reverting(self.author, step, progress)
        return joined(undo.revert(self._connection, self._journal, change_ids, how))

    # Safety

    def verify(self) -> list[str]:
        """Return a sentence for each thing that is wrong with the file; an empty list means that all is well."""
        return verify.verify(self._connection)

    def backup(self) -> Path | None:
        """Make a backup in the data folder; None if nothing changed since the last one. Raises ProjectError."""
        newest = history.last_id(self._connection)
        if newest == self._backed_up:
            return None
        made = backup.back_up(self._connection, parcels.shelf_of(self._connection, self.id))
        self._backed_up = newest
        return made

    def save_copy(self, path: Path | str) -> None:
        """Write a whole, checked copy of the project, replacing what is at `path`; raises ProjectError."""
        backup.save_copy(self._connection, Path(path).resolve())

    # What changes only inside a change

    @property
    def silences(self) -> Silences:
        """Return the findings that somebody called right."""
        return Silences(self._connection, self._writing)

    @property
    def decisions(self) -> Decisions:
        """Return what review decided."""
        return Decisions(self._connection, self._writing)

    @property
    def people(self) -> People:
        """Return who works on the project, and the batches of work."""
        return People(self._connection, self._writing)

    # Writing, only inside a change

    def put(self, layer_id: str, item: Item) -> None:
        """Insert an item or update the one of its id; without a name it gets the layer's next."""
        writing.put(self._writing(), layer_id, item)

    def put_many(self, layer_id: str, items: Iterable[Item]) -> None:
        """Put many items at once; they may refer to each other in any order."""
        writing.put_many(self._writing(), layer_id, items)

    def delete(self, table: str, key: str) -> None:
        """Delete a mark (an event with its arguments), cluster or comment; the caller deletes what points at it."""
        writing.delete(self._writing(), table, key)

    def next_name(self, layer_id: str, prefix: str) -> str:
        """Reserve the next short name of a layer ("T12"); its numbers only go up."""
        return writing.next_name(self._writing(), layer_id, prefix)

    def add_document(
        self,
        name: str,
        text: str,
        *,
        language: str | None = None,
        metadata: Mapping[str, Json] = NO_EXTRA,
        schema: str | None = None,
        extra: Mapping[str, Json] = NO_EXTRA,
    ) -> str:
        """Add a document and return its id; raises ProjectError for a name that is taken, InputError."""
        facts = documents.Facts(language, metadata, schema, extra)
        return documents.add_document(self._writing(), name, text, facts)

    def rename_document(self, document_id: str, name: str) -> None:
        """Give a document another name; raises ProjectError if it is taken."""
        documents.rename_document(self._writing(), document_id, name)

    def delete_document(self, document_id: str) -> None:
        """Delete a document with all layers."""
        documents.delete_document(self._writing(), document_id)

    def ensure_layer(self, document_id: str, annotator: str) -> str:
        """Return the id of an annotator's layer of a document, made if need be."""
        return documents.ensure_layer(self._writing(), document_id, annotator)

    def set_state(self, layer_id: str, state: State, reason: str = "") -> None:
        """Say how far the work on a layer is, and why."""
        documents.set_state(self._writing(), layer_id, state, reason)

    def set_layer_extra(self, layer_id: str, extra: Mapping[str, Json]) -> None:
        """Keep what a file said of a layer beyond the model."""
        documents.set_layer_extra(self._writing(), layer_id, extra)

    def put_schema(self, source: str) -> None:
        """Replace the schema; raises SchemaError."""
        documents.put_schema(self._writing(), source)

    @property
    def bulk(self) -> Bulk:
        """Return what changes many marks at once."""
        return Bulk(self._writing())

    def put_title(self, title: str) -> None:
        """Name the project."""
        documents.put_meta(self._writing(), "title", title)

    def _writing(self) -> Connection:
        self._journal.current()
        return self._connection


def merger(project: Project) -> Merger:
    """Return what takes other copies and parcels into the project."""
    return Merger(project._connection, project._journal, project.author)


def parcel_of(project: Project) -> Parcel | None:
    """Return what the project is a parcel of, None for an ordinary one; raises DamagedError."""
    return parcels.parcel_of(project._connection)


def write_parcel(project: Project, path: Path, document_ids: Iterable[str], annotator: str) -> Parcel:
    """Write a parcel of these documents for one person at `path`; raises ProjectError, also if a file is there."""
    return parcels.write_parcel(project._connection, path, tuple(document_ids), annotator, project.author)
