"""Comments of a whole project: read in pages by id, with the layer and document that each of them is in."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.model import Comment
from annotator.store import rows
from annotator.store.connection import Connection, Row

PAGE = 500  # comments read at once; a few milliseconds
_IDS = 500  # that one statement asks for
_COLUMNS = ", ".join(f"c.{name}" for name in ("id", *rows.COLUMNS["comment"]))
_FROM = (
    f"SELECT {_COLUMNS}, l.id, l.document, a.name FROM comment c "
    "JOIN layer l ON l.id = c.layer JOIN annotator a ON a.id = l.annotator"
)
_THREAD = (
    "WITH RECURSIVE part (id) AS (SELECT ?1 UNION SELECT c.id FROM part JOIN comment c ON c.parent = part.id) "
    f"{_FROM} WHERE c.id IN (SELECT id FROM part) ORDER BY c.at, c.id"
)


@dataclass(frozen=True, slots=True)
class PlacedComment:
    """A comment with the ids of its layer and document, and whose layer that is."""

    comment: Comment
    layer_id: str
    document_id: str
    annotator: str


class Comments:
    """The comments of a project, for reading."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, after: str = "", most: int = PAGE) -> list[PlacedComment]:
        """Return the next comments by id; `after` is the last id of the page before."""
        found = self._connection.rows(f"{_FROM} WHERE c.id > ? ORDER BY c.id LIMIT ?", (after, most))
        return [_placed(row) for row in found]

    def find(self, ids: Iterable[str]) -> list[PlacedComment]:
        """Return those of these comments that are there."""
        wanted, found = list(ids), list[PlacedComment]()
        for start in range(0, len(wanted), _IDS):
            part = wanted[start : start + _IDS]
            places = ", ".join("?" * len(part))
            found += [_placed(row) for row in self._connection.rows(f"{_FROM} WHERE c.id IN ({places})", tuple(part))]
        return found

    def below(self, comment_id: str) -> list[PlacedComment]:
        """Return a comment and all answers to it, and to those, oldest first."""
        return [_placed(row) for row in self._connection.rows(_THREAD, (comment_id,))]


def _placed(row: Row) -> PlacedComment:
    *own, layer_id, document_id, annotator = row
    return PlacedComment(rows.comment_of(tuple(own)), layer_id, document_id, annotator)
