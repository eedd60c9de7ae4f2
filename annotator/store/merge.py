"""Join another copy of the project, or a parcel: the union of both journals, then what the rows become by it.

All of it is one transaction and one change, which one undo takes back: then the rows are as they were, and what was
taken in is set aside, so that it neither counts nor travels until a later merge takes it in again.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from annotator.errors import SchemaError
from annotator.store import ids, reading
from annotator.store.borrowed import borrowed, check_belonging
from annotator.store.connection import Connection
from annotator.store.failures import DamagedError
from annotator.store.journal import Journal
from annotator.store.lineage import MERGE
from annotator.store.merge_forms import NamingOf, mend_forms
from annotator.store.merge_journal import take_journal
from annotator.store.merge_names import mend_names
from annotator.store.merge_review import counts_of, list_mine, rows_to_review
from annotator.store.merge_rows import WORK_TABLES, apply, list_wanted, mend_links
from annotator.store.merged import Merged, RefusedError
from annotator.store.parcels import Parcel, parcel_of
from annotator.store.stages import Progress, Stages, quiet
from annotator.store.sweep import roomy

# How long each pass takes of a hundred, measured with 100,000 marks that come in.
SHARES = {
    "copy": 6,
    "chain": 7,
    "rows": 26,
    "journal": 6,
    "wanted": 8,
    "links": 8,
    "names": 7,
    "review": 2,
    "apply": 18,
    "layers": 12,
    "seal": 8,
}
_DAY = 24 * 60 * 60 * 1000  # milliseconds; clocks of one time zone off by less are usual


class Merger:
    """Take other copies into one project that is open for writing."""

    def __init__(self, connection: Connection, journal: Journal, author: str) -> None:
        self._connection = connection
        self._journal = journal
        self._author = author

    def take_in(self, path: Path, naming_of: NamingOf, progress: Progress = quiet) -> Merged:
        """Take in the copy or parcel at `path`, whole or not at all; raises RefusedError, ProjectError.

        `progress` gets parts done and in all; one that raises leaves everything as it was.
        """
        return self._merge(path, naming_of, self._keep, Stages(progress, SHARES))

    def rehearse(self, path: Path, naming_of: NamingOf, progress: Progress = quiet) -> Merged:
        """Return what `take_in` would; nothing is changed."""
        return self._merge(path, naming_of, lambda merged: replace(merged, change=None), Stages(progress, SHARES))

    def _keep(self, merged: Merged) -> Merged:
        self._journal.commit()
        return merged

    def _merge(self, path: Path, naming_of: NamingOf, finish: Callable[[Merged], Merged], stages: Stages) -> Merged:
        connection = self._connection
        with roomy(connection), borrowed(connection, path, stages):
            check_belonging(connection, path)
            parcel = parcel_of(connection, "other")
            self._journal.begin()
            try:
                return finish(self._join(path, naming_of, parcel, stages))
            except (sqlite3.IntegrityError, DamagedError, SchemaError) as error:
                raise RefusedError(
                    "{file} was not taken in: what it says does not fit into a project ({reason}). Get it again from "
                    "where it came.",
                    file=path,
                    reason=error,
                ) from error
            finally:
                if self._journal.is_open:
                    self._journal.rollback()

    def _join(self, path: Path, naming_of: NamingOf, parcel: Parcel | None, stages: Stages) -> Merged:
        """Write all that the merge comes to; whether it stays is the caller's."""
        connection = self._connection
        merge, changes = take_journal(connection, self._journal, str(path), stages.of("journal"))
        authors, ahead = _authors(connection, merge), _ahead(connection, merge)
        stages.of("wanted")(0, 1)
        list_wanted(connection, merge)
        list_mine(connection, merge, parcel)
        stages.of("links")(0, 1)
        mend_links(connection)
        renamed = mend_forms(connection, naming_of)
        stages.of("names")(0, 1)
        mend_names(connection)
        stages.of("review")(0, 1)
        review = rows_to_review(connection, merge)
        apply(connection, stages.of("apply"))
        self._check_layers(stages.of("layers"))
        stages.of("seal")(0, 1)
        rows = counts_of(connection, merge)
        _drop(connection)
        merged = Merged(None, changes, authors, rows, review, renamed, ahead, parcel)
        return merged if merged.is_nothing else replace(merged, change=self._journal.seal(MERGE, self._author))

    def _check_layers(self, progress: Progress) -> None:
        """Read every layer in which something changed, so that no value comes in which nobody could read."""
        connection = self._connection
        layers = connection.rows(
            "SELECT DISTINCT l.id FROM temp.wanted w JOIN main.layer l ON l.id = json_extract(w.image, '$.layer') "
            "UNION SELECT e.layer FROM temp.wanted w JOIN main.event e ON e.id = json_extract(w.image, '$.event') "
            "WHERE w.table_name = 'argument'"
        )
        for done, (layer,) in enumerate(layers):
            progress(done, len(layers))
            reading.layer(connection, layer)


def _authors(connection: Connection, merge: int) -> tuple[str, ...]:
    sql = "SELECT DISTINCT c.author FROM main.taken t JOIN main.change c ON c.number = t.change WHERE t.merge = ?"
    return tuple(sorted(row[0] for row in connection.rows(sql, (merge,))))


def _ahead(connection: Connection, merge: int) -> int:
    sql = "SELECT max(c.hlc) FROM main.taken t JOIN main.change c ON c.number = t.change WHERE t.merge = ?"
    newest = connection.value(sql, (merge,))
    ahead = int(newest[:12], 16) - ids.milliseconds() if newest else 0
    return ahead if ahead > _DAY else 0


def _drop(connection: Connection) -> None:
    for table in (*WORK_TABLES, "mine"):
        connection.execute(f"DROP TABLE temp.{table}")
