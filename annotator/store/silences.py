"""Silences: findings of the check that somebody looked at and called right, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.model import Json
from annotator.store import clock, ids
from annotator.store.connection import Connection
from annotator.store.rows import json_in, json_out


@dataclass(frozen=True, slots=True)
class Silence:
    """One finding that is right: its kind, the mark, and the values that its sentence had (JSON)."""

    id: str
    layer_id: str
    kind: str
    target: str
    values: str
    reason: str
    author: str
    at: str


def silences(connection: Connection, layer_id: str | None = None) -> list[Silence]:
    """Return the silences of a layer or of the whole project, in the order of their making."""
    sql = "SELECT id, layer, kind, target, extra, reason, author, at FROM silence"
    where, values = ("", ()) if layer_id is None else (" WHERE layer = ?", (layer_id,))
    rows = connection.rows(f"{sql}{where} ORDER BY at, id", values)
    return [Silence(*row[:4], json_out(_values(row[4])), *row[5:]) for row in rows]


def _values(extra: str) -> Mapping[str, object]:
    stated = json_in(extra).get("values")
    return stated if isinstance(stated, dict) else {}


def put_silence(connection: Connection, silence: Silence) -> str:
    """Keep a silence, with another reason if it is there; return its id, the same in every copy of the project."""
    key = ids.derived_id("silence", silence.layer_id, silence.kind, silence.target, silence.values)
    extra: dict[str, Json] = {"values": dict(json_in(silence.values))}
    at = silence.at or clock.wall_time(ids.milliseconds())
    connection.execute(
        "INSERT INTO silence (id, layer, kind, target, reason, author, at, extra) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, author = excluded.author, at = excluded.at",
        (key, silence.layer_id, silence.kind, silence.target, silence.reason, silence.author, at, json_out(extra)),
    )
    return key


def delete_silence(connection: Connection, key: str) -> None:
    """Let the finding be told again."""
    connection.execute("DELETE FROM silence WHERE id = ?", (key,))
