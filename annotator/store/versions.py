"""The versions that a project's schema had: each text of it that a change put in place, read from the journal."""

from dataclasses import dataclass

from annotator.store.change import Step
from annotator.store.connection import Connection
from annotator.store.rows import json_in


@dataclass(frozen=True, slots=True)
class SchemaVersion:
    """The TOML that a change put in place, who made the change, when (ISO 8601 in UTC) and what kind it was."""

    change_id: str
    author: str
    at: str
    kind: str
    step: Step
    source: str


def schema_versions(connection: Connection) -> list[SchemaVersion]:
    """Return every version, oldest first; one that came from another copy is there with the merge that took it in."""
    sql = (
        "SELECT c.id, c.author, c.at, c.kind, c.step, r.after FROM row_change r JOIN change c ON c.number = r.change "
        "WHERE r.row_id = 'main' AND r.table_name = 'schema' AND r.after IS NOT NULL "
        "AND c.number NOT IN (SELECT change FROM taken) ORDER BY r.number"
    )
    return [
        SchemaVersion(key, author, at, kind, step, str(json_in(image)["source"]))
        for key, author, at, kind, step, image in connection.rows(sql)
    ]
