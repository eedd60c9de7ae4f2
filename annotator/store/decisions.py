"""Decisions: what review decided where annotators differ - who, when, why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from annotator.domain.model import NO_EXTRA, Extra, Json
from annotator.store import clock, ids
from annotator.store.connection import Connection
from annotator.store.rows import json_in, json_out


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer to one question, kept in the layer of decisions.

    `subject` is the question's key, made of what the annotators said; `choice` is "take" (then `extra["annotator"]`
    names whose), "none" or "edit". `at` is ISO 8601 in UTC, "" in a decision that is about to be kept.
    """

    layer_id: str
    kind: str
    subject: str
    choice: str
    reason: str = ""
    author: str = ""
    at: str = ""
    extra: Extra = field(default_factory=lambda: NO_EXTRA)
    id: str = ""

    @property
    def annotator(self) -> str:
        """Return whose answer was taken, "" if nobody's."""
        return str(self.extra.get("annotator", ""))

    @property
    def marks(self) -> frozenset[str]:
        """Return the ids of the annotators' marks that the question was about."""
        stated = self.extra.get("marks")
        return frozenset(str(one) for one in stated) if isinstance(stated, list) else frozenset()


class Decisions:
    """The decisions of a project; they change only inside a change."""

    def __init__(self, connection: Connection, check_writing: Callable[[], object]) -> None:
        self._connection = connection
        self._check_writing = check_writing

    def of(self, layer_id: str | None = None) -> list[Decision]:
        """Return the decisions of a layer or of the whole project, oldest first."""
        sql = "SELECT layer, kind, subject, choice, reason, author, at, extra, id FROM decision"
        where, values = ("", ()) if layer_id is None else (" WHERE layer = ?", (layer_id,))
        rows = self._connection.rows(f"{sql}{where} ORDER BY at, id", values)
        return [
            Decision(layer, kind, subject, choice, reason, author, at, json_in(extra), key)
            for layer, kind, subject, choice, reason, author, at, extra, key in rows
        ]

    def put(self, decision: Decision) -> str:
        """Keep a decision in the place of an earlier one of the same question; return its id, alike in every copy."""
        self._check_writing()
        key = ids.derived_id("decision", decision.layer_id, decision.subject)
        extra: Mapping[str, Json] = decision.extra
        at = decision.at or clock.wall_time(ids.milliseconds())
        self._connection.execute(
            "INSERT INTO decision (id, layer, kind, subject, choice, reason, author, at, extra) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, "
            "choice = excluded.choice, reason = excluded.reason, author = excluded.author, at = excluded.at, "
            "extra = excluded.extra",
            (
                key,
                decision.layer_id,
                decision.kind,
                decision.subject,
                decision.choice,
                decision.reason,
                decision.author,
                at,
                json_out(extra),
            ),
        )
        return key

    def delete(self, key: str) -> None:
        """Let the question be asked again."""
        self._check_writing()
        self._connection.execute("DELETE FROM decision WHERE id = ?", (key,))
