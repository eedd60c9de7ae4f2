"""Dropping: files that are let go over the window come in - a project is opened, everything else imported."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDropEvent

from annotator.ui.desk import Desk
from annotator.ui.files import SUFFIX, import_paths, open_project

_DRAGGED = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class Dropping(QObject):
    """Watch what is dragged over one window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.window.setAcceptDrops(True)
        desk.window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._desk.window:
            return False
        if isinstance(event, QDropEvent) and event.type() in _DRAGGED:
            paths = _paths(event.mimeData())
            if paths and self._takes(paths):
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    QTimer.singleShot(0, lambda: self.take(paths))  # the program that they come from waits for us
                return True
        return False

    def take(self, paths: list[Path]) -> None:
        """Open the project among the paths, or import them."""
        if len(paths) == 1 and paths[0].suffix == SUFFIX:
            open_project(self._desk, paths[0])
        else:
            import_paths(self._desk, paths)

    def _takes(self, paths: list[Path]) -> bool:
        if len(paths) == 1 and paths[0].suffix == SUFFIX:
            return True
        project = self._desk.session.project
        return project is not None and not project.read_only


def _paths(dragged: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
