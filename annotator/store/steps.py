"""Steps: what an author can undo and redo, read from the journal, so that it survives a restart.

A change that takes back the newest step moves to the redo side; one that takes back such an undo moves to the undo
side again; any other change ends what could be redone.
"""

from annotator.store.connection import Connection
from annotator.store.lineage import PARCEL

CREATION = "create project"  # never taken back, as what a parcel begins with
START = "start layer"  # a layer made for the first edit: taken back and done again together with that edit
DEPTH = 10_000  # steps


class Steps:
    """The ids of the changes that can be undone and redone, the next one last."""

    def __init__(self) -> None:
        self.undo: list[str] = []
        self.redo: list[str] = []
        self._starts: set[str] = set()

    def next_undo(self) -> list[str]:
        """Return what one undo takes back, newest first: a step, with the start of its layer right before it."""
        return self.undo[-1:] + [step for step in self.undo[-2:-1] if step in self._starts]

    def next_redo(self) -> list[str]:
        """Return what one redo does again, in order: a step, after the start of its layer."""
        newest = self.redo[-1:]
        return newest + self.redo[-2:-1] if newest and newest[0] in self._starts else newest

    def add(self, change_id: str, kind: str, reverts: str | None) -> None:
        """Take in the author's next change."""
        if kind == START:
            self._starts.add(change_id)
        if reverts is None:
            self.redo.clear()
            if kind not in (CREATION, PARCEL):
                self.undo.append(change_id)
        elif _take(self.undo, reverts):
            self.redo.append(change_id)
        elif _take(self.redo, reverts):
            self.undo.append(change_id)


def _take(changes: list[str], change_id: str) -> bool:
    if change_id not in changes[-1:] and change_id not in changes:
        return False
    del changes[len(changes) - 1 - changes[::-1].index(change_id)]
    return True


def read_steps(connection: Connection, author: str) -> Steps:
    """Read an author's newest changes from the journal; those made in other files are not this one's to take back."""
    steps = Steps()
    sql = (
        "SELECT id, kind, reverts FROM change WHERE author = ? AND number NOT IN (SELECT change FROM taken) "
        "ORDER BY number DESC LIMIT ?"
    )
    for change_id, kind, reverts in reversed(connection.rows(sql, (author, DEPTH))):
        steps.add(change_id, kind, reverts)
    return steps
