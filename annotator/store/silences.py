"""Silences: findings of the check that somebody looked at and called right, with the reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annotator.domain.model import Json
from annotator.store import clock, ids
from annotator.store.connection import Connection
from annotator.store.rows import json_in, json_out


@dataclass(frozen=True, slots=True)
class Silence:
    """One finding that is right: its kind, the mark, and the values that its sentence had (JSON).

    `at` is ISO 8601 in UTC, "" in a silence that is about to be kept.
    """

    layer_id: str
    kind: str
    target: str
    values: str
    reason: str
    author: str
    at: str = ""
    id: str = ""


class Silences:
    """The silences of a project; they change only inside a change."""

    def __init__(self, connection: Connection, check_writing: Callable[[], object]) -> None:
        self._connection = connection
        self._check_writing = check_writing

    def of(self, layer_id: str | None = None) -> list[Silence]:
        """Return the silences of a layer or of the whole project, in the order of their making."""
        sql = "SELECT layer, kind, target, extra, reason, author, at, id FROM silence"
        where, values = ("", ()) if layer_id is None else (" WHERE layer = ?", (layer_id,))
        rows = self._connection.rows(f"{sql}{where} ORDER BY at, id", values)
        return [
            Silence(layer, kind, target, json_out(_values(extra)), reason, author, at, key)
            for layer, kind, target, extra, reason, author, at, key in rows
        ]

    def put(self, silence: Silence) -> str:
        """Keep a silence, with another reason if it is there; return its id, the same in every copy of the project."""
        self._check_writing()
        key = ids.derived_id("silence", silence.layer_id, silence.kind, silence.target, silence.values)
        extra: dict[str, Json] = {"values": dict(json_in(silence.values))}
        at = silence.at or clock.wall_time(ids.milliseconds())
        self._connection.execute(
            "INSERT INTO silence (id, layer, kind, target, reason, author, at, extra) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, author = excluded.author, at = excluded.at",
            (key, silence.layer_id, silence.kind, silence.target, silence.reason, silence.author, at, json_out(extra)),
        )
        return key

    def delete(self, key: str) -> None:
        """Let the finding be told again."""
        self._check_writing()
        self._connection.execute("DELETE FROM silence WHERE id = ?", (key,))


def _values(extra: str) -> Mapping[str, Json]:
    stated = json_in(extra).get("values")
    return stated if isinstance(stated, dict) else {}
