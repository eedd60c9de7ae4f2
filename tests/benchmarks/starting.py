"""Starting: what is measured in processes of their own - the program's start, and the memory of the view."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.clock import Laps
from tests.benchmarks.corpus import CHECKOUT

# Both say on the standard output when the first paint was done, and what processor time it took until then.
_PROGRAM = """
import json, os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow

painted = []

def paint(self, event):
    painted.append(True)

def finish(window, project):  # called in place of what the program does once its window is painted
    if not painted:
        QTimer.singleShot(0, lambda: finish(window, project))
        return
    print(json.dumps([time.time(), time.process_time()]), flush=True)
    os._exit(0)

def show(self, really=QMainWindow.show):
    type(self).paintEvent = paint
    sys.modules["annotator.ui.app"].finish = finish
    really(self)

QMainWindow.show = show
sys.argv = ["annotator"]
from annotator.cli import main
main()
"""
_EMPTY = """
import json, time
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, tell)

def tell():
    print(json.dumps([time.time(), time.process_time()]), flush=True)
    import os
    os._exit(0)

application = QApplication([])
window = Window()
window.setCentralWidget(QLabel("نص عربي"))
window.resize(1360, 860)
window.show()
application.exec()
"""
_MEMORY = """
import ctypes, gc, random, sys
from pathlib import Path
from annotator.store.project import Project
from annotator.ui.editor.marks import Marks
from tests.benchmarks.corpus import AUTHOR
from tests.benchmarks.stage import Stage

def resident():
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

stage = Stage(None)
stage.window.centralWidget().setCurrentIndex(1)
stage.settle(0.5)
project = Project.open(Path(sys.argv[1]), author=AUTHOR, read_only=True)
document = project.documents()[0]
text, marks = project.text(document.id), Marks(project.layer(document.layers[0].id))
before = resident()
stage.canvas.show_document(text, marks)
for number in range(250):
    stage.jump(random.Random(number).random())
    stage.paint()
sys.stdout.write(f"{resident() - before}\\n")
"""


def starts(folder: Path, repeats: int) -> tuple[Laps, Laps]:
    """Measure from the start of the process to the first paint: of the program, and of an empty PySide6 window.

    Taken in turns, so that other programs disturb both alike; the first of each only warms the file cache.
    """
    program, empty = Laps(), Laps()
    for number in range(repeats + 1):
        for code, laps in ((_EMPTY, empty), (_PROGRAM, program)):
            began = time.time()
            at, cpu = json.loads(_run(folder, code))
            if number:
                laps.wall.append((at - began) * 1000)
                laps.cpu.append(cpu * 1000)
    return program, empty


def view_memory(folder: Path, size: int) -> float:
    """Return the megabytes that the view takes above the text and its marks, after looking at 250 places of it."""
    return float(_run(folder, _MEMORY, str(folder / f"{size}.annot")).splitlines()[-1])


def _run(folder: Path, code: str, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(CHECKOUT), "ANNOTATOR_HOME": str(folder / "home")}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")  # as an installed program has it
    command = [sys.executable, "-c", code, *arguments]
    quiet = subprocess.DEVNULL  # the offscreen platform says of every window that it has no window manager
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, stderr=quiet, text=True).stdout
