"""The program's start: Qt, fonts, the window on the screen first, and everything slow after it."""

import gc
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from annotator import settings as preferences
from annotator.errors import AnnotatorError
from annotator.registry import modules
from annotator.store.change import Change
from annotator.ui import fonts
from annotator.ui.dialogs.report import show_report
from annotator.ui.editor import accessible
from annotator.ui.files import open_project
from annotator.ui.overrides import keep_overrides
from annotator.ui.preloading import Preloading
from annotator.ui.selftest import none_is_safe
from annotator.ui.session import Session
from annotator.ui.tour import offer_tour
from annotator.ui.window import Window


def run(project: Path | None) -> int:
    """Open the window, on a project if one is named, and return the program's exit code when it closes.

    Raises AnnotatorError if the installed Qt would crash this Python, or the fonts are missing.
    """
    if not none_is_safe():
        raise AnnotatorError(
            "The installed Qt (PySide6 6.12) crashes Python older than 3.12. Install PySide6-Essentials below 6.12."
        )
    application = start()
    session = Session(preferences.load())
    spare_marks(session)
    QtWords(application, session)
    window = Window(session)
    sys.excepthook = Reporter(window.session).report
    threading.excepthook = lambda failed: sys.excepthook(
        failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback
    )
    window.show()
    QTimer.singleShot(0, lambda: finish(window, project))
    return application.exec()


def start() -> QApplication:
    """Return the application, its fonts loaded; the one there is if there is one."""
    os.environ.setdefault("QT_API", "pyside6")
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    if found is None:
        accessible.install()
    application.setApplicationName("annotator")
    application.setApplicationDisplayName("")
    application.setStyle("Fusion")
    application.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
    fonts.load()
    keep_overrides()
    return application


def spare_marks(session: Session) -> None:
    """Keep the garbage collector from walking over the marks of the open layer again and again.

    That takes half a second for 250,000 marks, in the middle of some key press. They hold no cycles, so they are
    freed without it as soon as another document is open; and what else lives long is looked at ten times less often.
    """
    gc.set_threshold(700, 10, 100)
    session.document_opened.connect(_freeze)
    session.changed.connect(_freeze_if_large)


def _freeze() -> None:
    gc.freeze()


def _freeze_if_large(change: Change) -> None:
    if change.is_large:  # the list of documents was read anew
        gc.freeze()


def finish(window: Window, project: Path | None) -> None:
    """Do what can wait until the window is painted: open the project, load the icons."""
    gc.freeze()
    gc.enable()
    path = project or _last(window.session)
    if path is not None:
        open_project(window.desk, path)
    window.load_icons()
    offer_tour(window.desk)
    keep_overrides()
    Preloading(window, modules("annotator.formats"))


def _last(session: Session) -> Path | None:
    """Return the project that was open last, if it is still there."""
    path = Path(session.settings.last_project) if session.settings.last_project else None
    return path if path is not None and path.is_file() else None


class QtWords(QObject):
    """Qt's own words, such as those of its file dialog, in the language of the interface."""

    def __init__(self, application: QApplication, session: Session) -> None:
        super().__init__(application)
        self._application = application
        self._session = session
        self._translator = QTranslator(self)
        session.settings_changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Take the session's language."""
        self._application.removeTranslator(self._translator)
        language = self._session.settings.language
        QLocale.setDefault(QLocale(language))
        self._application.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if self._session.tr.is_rtl else Qt.LayoutDirection.LeftToRight
        )
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language != "en" and self._translator.load(f"qtbase_{language}", folder):
            self._application.installTranslator(self._translator)


class Reporter(QObject):
    """Take every exception that nobody caught, from any thread, to the report dialog; the program goes on."""

    _failed = Signal(object)

    def __init__(self, session: Session, show: Callable[[Session, BaseException], None] = show_report) -> None:
        super().__init__()
        self._session = session
        self._show = show
        self._is_showing = False
        self._failed.connect(self._tell)

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show the error in the thread of the window; Ctrl+C in the terminal ends the program as usual."""
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self._failed.emit(error.with_traceback(trace))

    def _tell(self, error: BaseException) -> None:
        if self._is_showing:
            return
        self._is_showing = True
        try:
            self._show(self._session, error)
        finally:
            self._is_showing = False
