"""Texts: the texts read last, kept because every edit proves its spans against one of millions of characters.

A text never changes once it is stored, so the digest that names it is checked when it is read, not again.
"""

from collections import OrderedDict

from annotator.errors import ProjectError
from annotator.store import reading
from annotator.store.connection import Connection

_KEPT = 4


class Texts:
    """Read texts of one project, each from the disk once while it is among the last few."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: OrderedDict[str, str] = OrderedDict()  # by digest

    def of(self, document_id: str) -> str:
        """Return a document's text; raises DamagedError, and ProjectError if the document is gone."""
        digest = self._connection.value("SELECT text FROM document WHERE id = ?", (document_id,))
        if digest is None:
            raise ProjectError("This document is no longer in the project. Choose another one.")
        if digest not in self._kept:
            self._kept[digest] = reading.text(self._connection, document_id)
        self._kept.move_to_end(digest)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[digest]
