"""A screen reader's client, through the desktop's own bus: it reads, moves the caret and hears what is marked."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.operations.importing import import_files
from annotator.operations.projects import new_project
from tests.conftest import CHECKOUT
from tests.e2e.listened import PYTHON

WORD = "فلاديمير"


def lacking() -> list[str]:
    """What this machine lacks for a client, by Debian package."""
    found = [
        package for program, package in (("Xvfb", "xvfb"), ("dbus-run-session", "dbus")) if not shutil.which(program)
    ]
    if not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists():
        found.append("at-spi2-core")
    if not Path(PYTHON).exists() or subprocess.call([PYTHON, "-c", "import pyatspi"], stderr=subprocess.DEVNULL):
        found.append("python3-pyatspi")
    return found


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen of its own, by its name."""
    if sys.platform != "linux":
        pytest.skip("AT-SPI is the accessibility of Linux desktops")
    if missing := lacking():
        pytest.skip(f"NOTHING WAS READ ALOUD: no screen reader's client here; apt-get install {' '.join(missing)}")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as line:
        yield f":{line.readline().strip()}"
    server.terminate()
    server.wait()


def listen(path: Path, screen: str, language: str) -> dict[str, object]:
    """What the client read and heard of the window."""
    said, complained = path.with_suffix(".said"), path.with_suffix(".complained")
    with said.open("wb") as out, complained.open("wb") as err:  # files: a daemon that stays would keep a pipe open
        done = subprocess.run(
            ["dbus-run-session", "--", sys.executable, "-m", "tests.e2e.listened", str(path), language, WORD, "1"],
            cwd=CHECKOUT,
            check=False,
            stdout=out,
            stderr=err,
            timeout=120,
            env=os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"},
        )
    assert done.returncode == 0, complained.read_text(encoding="utf-8")[-2000:]
    return json.loads(said.read_text(encoding="utf-8").splitlines()[-1])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_screen_reader_reads_the_paragraph_and_hears_the_marks(
    tmp_path: Path, shared: Path, screen: str, language: str
) -> None:
    path = tmp_path / "p.annot"
    project = new_project(path, author="amal")
    import_files(project, [shared / "seed" / "article.txt"])
    text = project.text(project.documents()[0].id)
    project.close()

    told = listen(path, screen, language)

    paragraph = text.split("\n")[0]
    at = paragraph.index(WORD)
    assert told["role"] == "text"
    assert told["paragraph"] == paragraph
    assert told["caret"] == [0, at]
    assert told["character"] == [WORD[0], at, at + 1]
    assert told["word"] == [WORD, at, at + len(WORD)]
    assert told["line"] == [paragraph, 0, len(paragraph)]
    assert told["found_at_its_box"] == at
    assert told["selections"] == 0
    if language == "en":
        assert told["name"] == "Text of article.txt"
        assert told["moved"] == f"«{WORD}», selected"
        assert told["announced"] == [
            f"Person: {WORD}, marked",
            f"Undid: Person: {WORD}, marked",
            f"Did again: Person: {WORD}, marked",
            f"Person: {WORD}, selected",
            f"Person: {WORD}, mark deleted",
        ]
    else:
        assert told["name"] == "نص article.txt"
        assert told["moved"] == f"«{WORD}»، محدّد"
        assert told["announced"][0] == f"شخص: {WORD}، وُسم"
    assert told["nameless"] == []
    assert len(told["panes"]) >= 6
    assert told["panes"][-1] == f"text: {told['name']}"
