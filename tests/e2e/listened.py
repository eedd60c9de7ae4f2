"""Listened: the real window on a project, with a listener at its side that asks for key presses."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

from annotator.settings import Settings
from annotator.ui.app import start
from annotator.ui.files import open_project
from annotator.ui.session import Session
from annotator.ui.window import Window
from tests.e2e.hands import Hands

PYTHON = "/usr/bin/python3"  # the system's: pyatspi is no package of PyPI


def main() -> int:
    """Open PROJECT in LANGUAGE, run the listener on WORD and KEY, and pass on what it tells."""
    path, language, word, key = sys.argv[1:]
    application = start()
    window = Window(Session(Settings(annotator="amal", language=language)))
    window.resize(1360, 860)
    window.show()
    open_project(window.desk, Path(path))
    window.canvas.setFocus()
    window.activateWindow()
    listener = QProcess()
    listener.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
    listener.readyReadStandardOutput.connect(lambda: take(listener, Hands(window)))
    listener.finished.connect(lambda code, _status: application.exit(code))
    listener.start(PYTHON, [str(Path(__file__).with_name("listener.py")), word, key])
    code = application.exec()
    window.close()
    return code


def take(listener: QProcess, hands: Hands) -> None:
    """Do what the listener asks for; anything else is what it has to tell."""
    while listener.canReadLine():
        line = bytes(listener.readLine().data()).decode()
        request, _, chord = line.strip().partition(" ")
        if request == "press":
            hands.press(chord)
            QApplication.processEvents()
        else:
            sys.stdout.write(line)


if __name__ == "__main__":
    sys.exit(main())
