"""What each task of the story costs in real keys, sent by X as key codes, under a Latin and an Arabic-only layout."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.operations.projects import new_project
from tests.conftest import CHECKOUT

TEXT = (
    "زار الرئيس فلاديمير بوتين مدينة القاهرة يوم الأحد، والتقى بالرئيس المصري.\n"
    "وكان معه زعيم كوريا الشمالية كيم في القصر.\n"
    "استقال الوزير أمس.\n"
    "تحدّث الأمين العام غوتيريش ثم التقى غوتيريش أمس بزملائه.\n"
)
# Keys after the cursor stands there: at least and at most.
STORY = {
    "one-word entity": (1, 3),
    "sub-word entity": (1, 1),
    "three-word entity": (1, 3),
    "event with three existing fillers": (5, 8),
    "event with one new filler": (1, 8),
    "name and description": (4, 4),
    "one more mention of a thing": (2, 2),
    "attached pronoun": (2, 2),
    "attribute of a mark": (2, 2),
    "attribute of all marks of a sentence": (3, 3),
    "relation": (2, 4),
    "retype": (1, 1),
    "delete": (1, 1),
}
PROGRAMS = {"xdotool": "xdotool", "Xvfb": "xvfb", "openbox": "openbox", "setxkbmap": "x11-xkb-utils"}
_SECONDS = 120


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[str]:
    """A screen of its own with a window manager, by its name."""
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if sys.platform != "linux" or missing:
        pytest.skip(f"NO KEYS WERE COUNTED: this needs Linux and: apt-get install {' '.join(missing)}")
    reading, writing = os.pipe()
    with (tmp_path / "screen.log").open("wb") as log:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
            pass_fds=[writing],
            stdout=log,
            stderr=log,
        )
        os.close(writing)
        with os.fdopen(reading) as line:
            display = f":{line.readline().strip()}"
        manager = subprocess.Popen(["openbox"], env=os.environ | {"DISPLAY": display}, stdout=log, stderr=log)
        try:
            yield display
        finally:
            for process in (manager, server):
                process.terminate()
                process.wait(_SECONDS)


def count(path: Path, screen: str, layout: str) -> dict[str, list[int]]:
    """Return what each task cost: keys, presses with those of Shift, and whether it was done."""
    told, complained = path.with_suffix(".told"), path.with_suffix(".complained")
    environment = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    with told.open("wb") as out, complained.open("wb") as err:
        subprocess.run(["setxkbmap", layout], check=True, env=environment, timeout=_SECONDS, stdout=err, stderr=err)
        done = subprocess.run(
            [sys.executable, "-m", "tests.e2e.typed", str(path)],
            cwd=CHECKOUT,
            check=False,
            env=environment,
            timeout=_SECONDS,
            stdout=out,
            stderr=err,
        )
    assert done.returncode == 0, complained.read_text(encoding="utf-8")[-3000:]
    table: dict[str, list[int]] = json.loads(told.read_text(encoding="utf-8").splitlines()[-1])
    return table


@pytest.mark.parametrize("layout", ["us", "ara"])
def test_each_task_costs_as_few_keys_as_the_story_says(
    tmp_path: Path, screen: str, layout: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.annot"
    project = new_project(path, author="amal")
    with project.change("import"):
        project.add_document("خبر.txt", TEXT)
    project.close()

    table = count(path, screen, layout)

    rows = [f"{task:<36}{keys:>6}{presses:>12}" for task, (keys, presses, _) in table.items()]
    heading = f"under the layout “{layout}”"
    with capsys.disabled():
        sys.stdout.write("\n".join(["", f"{heading:<36}{'keys':>6}{'with Shift':>12}", *rows, ""]))
    assert [task for task, (_, _, is_done) in table.items() if not is_done] == []
    assert table.keys() == STORY.keys()
    over = {task: keys for task, (keys, _, _) in table.items() if not STORY[task][0] <= keys <= STORY[task][1]}
    assert over == {}
