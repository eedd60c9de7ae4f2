"""The journal: the single write path of a project.

TEMP triggers, made from each table's columns when the file is opened, write an image of every row before and after
into `row_change`, inside the same transaction. So foreign-key cascades are recorded too, no operation has undo code
of its own, and no trigger stays in the file. A write outside a change has no change to belong to and fails.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.errors import ReadOnlyError
from annotator.store import clock, ids
from annotator.store.chain import COVERED, ChangeDigest, last_hash
from annotator.store.change import BROAD, Change, RowChange, Step
from annotator.store.connection import Connection, Row
from annotator.store.lineage import MERGE
from annotator.store.migrations import JOURNALED, columns
from annotator.store.replica import identify
from annotator.store.rows import json_in
from annotator.store.steps import Steps, read_steps
from annotator.store.tally import triggers as tally_triggers
from annotator.store.tally import update_triggers as tally_update_triggers

LARGE = 20_000  # rows; a change of more does not list them
_COUNTED = {"entity": "entities", "event": "events", "relation": "relations", "comment": "comments"}


class Journal:
    """Record the changes made through one connection; without triggers (read-only) it takes none.

    `after` is a reading of the clock that every change comes after.
    """

    def __init__(self, connection: Connection, path: Path, *, read_only: bool, after: str = "") -> None:
        self._connection = connection
        self._after = after
        self._path = path
        self._read_only = read_only
        self._number: int | None = None
        self._sealed: list[Change] = []
        self._steps: dict[str, Steps] = {}
        if not read_only:
            attach(connection)

    @property
    def is_open(self) -> bool:
        """Say whether a change is being made."""
        return self._number is not None

    def steps(self, author: str) -> Steps:
        """Return what an author can undo and redo."""
        if author not in self._steps:
            self._steps[author] = read_steps(self._connection, author)
        return self._steps[author]

    def begin(self) -> None:
        """Open a transaction and the first change in it; raises ReadOnlyError, BusyError, MovedError."""
        if self._read_only:
            raise ReadOnlyError("The project {file} is open for reading only, so it takes no changes.", file=self._path)
        if self.is_open:
            raise RuntimeError("a change is already being made")
        self._connection.execute("BEGIN IMMEDIATE")
        self._sealed = []
        self._next_number()

    def seal(self, kind: str, author: str, *, step: Step = "do", reverts: str | None = None) -> Change | None:
        """Close the change that is being made and open the next one; None if no row is different.

        A merge is recorded all the same, for what it took in may be older than what is there.
        """
        change = self._write_change(kind, author, step, reverts)
        if change is not None:
            self._sealed.append(change)
            self._next_number()
        return change

    def commit(self) -> None:
        """Make the sealed changes last; with none, nothing at all is written."""
        if not self._sealed:
            self.rollback()
            return
        try:
            self._connection.execute("DELETE FROM current_change")
            self._connection.commit()
        except BaseException:
            self.rollback()
            raise
        self._number = None
        for change in self._sealed:
            if change.author in self._steps:
                self._steps[change.author].add(change.id, change.kind, change.reverts)

    def rollback(self) -> None:
        """Drop everything since `begin`."""
        self._number = None
        self._connection.rollback()

    def current(self) -> int:
        """Return the number of the change that is being made."""
        if self._number is None:
            raise RuntimeError("rows change only inside `with project.change(…)`")
        return self._number

    def renumber(self) -> int:
        """Let the change that is being made come after those that were just put before it; return its number."""
        self.current()
        self._next_number()
        return self.current()

    def _next_number(self) -> None:
        self._number = self._connection.value("SELECT coalesce(max(number), 0) + 1 FROM change")
        self._connection.execute("DELETE FROM current_change")
        self._connection.execute("INSERT INTO current_change VALUES (?)", (self._number,))

    def _write_change(self, kind: str, author: str, step: Step, reverts: str | None) -> Change | None:
        connection, number = self._connection, self.current()
        gathered = _gather(connection, number)
        if gathered.is_nothing and kind != MERGE:
            return None
        now = ids.milliseconds()
        replica = identify(connection, self._path)
        hlc = clock.tick(max(connection.value("SELECT max(hlc) FROM change") or "", self._after), replica, now)
        at, key = clock.wall_time(now), ids.new_id()
        counts = json.dumps(dict(gathered.counts))
        covered = (key, hlc, author, replica, kind, step, at, reverts, counts, last_hash(connection, replica))
        connection.execute(
            f"INSERT INTO change (number, hash, {', '.join(COVERED)}) VALUES (?, ?{', ?' * len(COVERED)})",
            (number, gathered.digest.close(covered), *covered),
        )
        touched = frozenset(gathered.touched)
        return Change(key, kind, author, at, step, reverts, touched, tuple(gathered.rows), gathered.is_large)


class _Gathered:
    """What the rows of one change come to."""

    def __init__(self, *, is_large: bool) -> None:
        self.is_large = is_large
        self.digest = ChangeDigest()
        self.counts: Counter[str] = Counter()
        self.touched: set[tuple[str, str]] = set()
        self.rows: list[RowChange] = []

    def add(self, rows: Sequence[Row]) -> None:
        self.digest.add(rows)
        self.counts.update(row[0] for row in rows)
        if self.is_large:
            self.touched.update((row[0], row[1]) for row in rows if row[0] in BROAD)
            return
        for change in map(row_change, rows):
            self.rows.append(change)
            self.touched.add((change.table, change.row_id))
            if change.table == "argument":
                self.touched.update(("event", str(image["event"])) for image in (change.before, change.after) if image)

    @property
    def is_nothing(self) -> bool:
        """Say whether every row ends as it was."""
        if self.is_large:
            return False
        first = {(row.table, row.row_id): row.before for row in reversed(self.rows)}
        return first == {(row.table, row.row_id): row.after for row in self.rows}


def _gather(connection: Connection, number: int) -> _Gathered:
    amount = connection.value("SELECT count(*) FROM row_change WHERE change = ?", (number,))
    gathered = _Gathered(is_large=amount > LARGE)
    sql = "SELECT table_name, row_id, before, after FROM row_change WHERE change = ? ORDER BY number"
    for rows in connection.pages(sql, (number,)):
        gathered.add(rows)
    return gathered


def row_change(row: Row) -> RowChange:
    """Make a RowChange of table, row id, before and after."""
    table, row_id, before, after = row
    return RowChange(table, row_id, before and json_in(before), after and json_in(after))


def image_of(columns_: tuple[str, ...], source: str = "") -> str:
    """Return the SQL of a row's image: a JSON object of its columns; `source` is "OLD." or "NEW." in a trigger."""
    return "json_object(" + ", ".join(f"'{name}', {source}{name}" for name in columns_) + ")"


def attach(connection: Connection) -> None:
    """Make the TEMP triggers that write the journal and the counts."""
    connection.execute("CREATE TEMP TABLE current_change (number INTEGER NOT NULL)")
    for table in JOURNALED:
        for trigger in _journal_triggers(table, columns(connection, table)):
            connection.execute(trigger)
    for trigger in (*_count_triggers(), *tally_triggers()):
        connection.execute(trigger)


def _count_triggers() -> Iterator[str]:
    yield (
        "CREATE TEMP TRIGGER count_layer_INSERT AFTER INSERT ON main.layer BEGIN "
        "INSERT INTO layer_count (layer) VALUES (NEW.id); END"
    )
    for table, column in _COUNTED.items():
        for event, row, sign in (("INSERT", "NEW", "+"), ("DELETE", "OLD", "-")):
            yield (
                f"CREATE TEMP TRIGGER count_{table}_{event} AFTER {event} ON main.{table} BEGIN "
                f"UPDATE layer_count SET {column} = {column} {sign} 1 WHERE layer = {row}.layer; END"
            )


def _journal_triggers(table: str, names: tuple[str, ...]) -> tuple[str, ...]:
    old, new = image_of(names, "OLD."), image_of(names, "NEW.")
    is_different = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)
    return (
        _trigger(table, "INSERT", "", "NEW.id", "NULL", new),
        _trigger(table, "UPDATE", f"WHEN {is_different} ", "OLD.id", old, new),
        _trigger(table, "DELETE", "", "OLD.id", old, "NULL"),
    )


def update_triggers(connection: Connection, table: str) -> Iterator[tuple[str, str]]:
    """Yield name and statement of each trigger on updates of a table."""
    yield f"journal_{table}_UPDATE", _journal_triggers(table, columns(connection, table))[1]
    yield from tally_update_triggers(table)


def insert_triggers(connection: Connection, table: str) -> Iterator[tuple[str, str]]:
    """Yield name and statement of each trigger on inserts into a table."""
    journal = _journal_triggers(table, columns(connection, table))[0]
    for trigger in (journal, *_count_triggers(), *tally_triggers()):
        name = trigger.split()[3]
        if name.endswith(f"_{table}_INSERT"):
            yield name, trigger


def _trigger(table: str, event: str, condition: str, row_id: str, before: str, after: str) -> str:
    return (
        f"CREATE TEMP TRIGGER journal_{table}_{event} AFTER {event} ON main.{table} {condition}BEGIN "
        "INSERT INTO row_change (change, table_name, row_id, before, after) "
        f"VALUES ((SELECT number FROM current_change), '{table}', {row_id}, {before}, {after}); END"
    )
