"""People and batches: who works on the project in which role, and what was given to whom."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.domain.model import Json
from annotator.domain.people import Batch, Person, Role
from annotator.errors import ProjectError
from annotator.store import clock, ids
from annotator.store.connection import Connection
from annotator.store.documents import ensure_annotator, put_meta
from annotator.store.rows import json_in, json_out

_BATCH = "batch:"  # what the key of a batch begins with among the project's facts


@dataclass(frozen=True, slots=True)
class Act:
    """One change as work: who, when (ISO 8601 in UTC), and in which layer, if it is still there."""

    author: str
    at: str
    layer_id: str | None


class People:
    """The people of a project and their batches; they change only inside a change."""

    def __init__(self, connection: Connection, check_writing: Callable[[], object]) -> None:
        self._connection = connection
        self._check_writing = check_writing

    def all(self) -> list[Person]:
        """Return everybody, by name."""
        rows = self._connection.rows("SELECT id, name, role, extra FROM annotator ORDER BY name")
        return [Person(key, name, _role(role), json_in(extra)) for key, name, role, extra in rows]

    def find(self, name: str) -> Person | None:
        """Return the person of that name, or None."""
        return next((person for person in self.all() if person.name == name), None)

    def formerly(self, name: str) -> str | None:
        """Return the present name of the person whose first name was `name`, None if it is somebody's or nobody's."""
        if self.find(name) is not None:
            return None
        sql = "SELECT name FROM annotator WHERE id = ?"
        found: str | None = self._connection.value(sql, (ids.derived_id("annotator", name),))
        return found

    def put(self, name: str, role: Role) -> str:
        """Let a person be part of the project in a role; return their id."""
        self._check_writing()
        key = ensure_annotator(self._connection, name)
        self._connection.execute("UPDATE annotator SET role = ?1 WHERE id = ?2 AND role <> ?1", (role.value, key))
        return key

    def rename(self, name: str, fresh: str) -> None:
        """Give a person another name; their work stays theirs. Raises ProjectError if the name is taken."""
        self._check_writing()
        if self._connection.value("SELECT 1 FROM annotator WHERE name = ?", (fresh,)):
            raise ProjectError("Somebody named “{name}” is in the project already. Choose another name.", name=fresh)
        self._connection.execute("UPDATE annotator SET name = ? WHERE name = ?", (fresh, name))

    def remove(self, name: str) -> None:
        """Take a person out of the project; raises ProjectError if they have work in it."""
        self._check_writing()
        sql = "SELECT count(*) FROM layer l JOIN annotator a ON a.id = l.annotator WHERE a.name = ?"
        if count := self._connection.value(sql, (name,)):
            raise ProjectError(
                "“{name}” has work in {count} documents. Give it to somebody else or take it back first.",
                name=name,
                count=count,
            )
        self._connection.execute("DELETE FROM annotator WHERE name = ?", (name,))

    def batches(self) -> list[Batch]:
        """Return the batches in the order in which they were given out."""
        sql = "SELECT id, value FROM meta WHERE id LIKE ? ORDER BY id"
        found = [_batch(key, value) for key, value in self._connection.rows(sql, (f"{_BATCH}%",))]
        return sorted(found, key=lambda batch: (batch.at, batch.name))

    def put_batch(self, batch: Batch) -> None:
        """Keep what is known of a batch; without a time it gets the present one."""
        self._check_writing()
        facts: dict[str, Json] = {"blind": batch.is_blind, "seed": batch.seed, "how": batch.how}
        facts["at"] = batch.at or clock.wall_time(ids.milliseconds())
        put_meta(self._connection, _BATCH + batch.name, json_out(facts))

    def set_batch(self, layer_id: str, batch: str | None) -> None:
        """Say which batch a layer belongs to."""
        self._check_writing()
        self._connection.execute("UPDATE layer SET batch = ? WHERE id = ?", (batch, layer_id))

    def take_back(self, layer_id: str) -> bool:
        """Delete a layer that holds nothing; False if something is in it."""
        self._check_writing()
        tables = ("entity", "event", "relation", "cluster", "comment")
        full = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE layer = ?1)" for table in tables)
        if self._connection.value(f"SELECT {full}", (layer_id,)):
            return False
        self._connection.execute("DELETE FROM layer WHERE id = ?", (layer_id,))
        return True

    def acts(self) -> Iterator[Act]:
        """Yield every change that did something in a layer, oldest first by the time its author's clock showed."""
        for author, at, layer_id in self._connection.iterate(_ACTS, ()):
            yield Act(author, at, layer_id)


# A change belongs to the layer of its first row that lies in one; an argument lies in its event's.
_ACTS = """
SELECT c.author, c.at, coalesce(l.id, e.layer)
FROM change c JOIN row_change r ON r.number = (
  SELECT min(number) FROM row_change WHERE change = c.number
  AND table_name IN ('layer', 'entity', 'event', 'relation', 'cluster', 'comment', 'argument', 'decision'))
LEFT JOIN layer l ON l.id = CASE r.table_name WHEN 'layer' THEN r.row_id
  ELSE json_extract(coalesce(r.after, r.before), '$.layer') END
LEFT JOIN event e ON r.table_name = 'argument' AND e.id = json_extract(coalesce(r.after, r.before), '$.event')
WHERE c.kind NOT IN ('import', 'assign', 'merge')
ORDER BY c.at, c.number
"""


def _role(value: str) -> Role:
    return next((role for role in Role if role.value == value), Role.ANNOTATOR)


def _batch(key: str, value: str) -> Batch:
    facts = json_in(value)
    seed = facts.get("seed")
    return Batch(
        key.removeprefix(_BATCH),
        facts.get("blind") is not False,
        seed if isinstance(seed, int) else 0,
        str(facts.get("how", "")),
        str(facts.get("at", "")),
    )
