"""Killed at any moment, the program loses nothing that it showed as saved, and half of nothing is in the file."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator.operations.importing import import_files
from annotator.operations.projects import new_project
from annotator.store.project import Project
from tests.conftest import CHECKOUT

KILLS = int(os.environ.get("ANNOTATOR_KILLS", "100"))
PATIENCE = 60  # seconds for a window to come up
LONGEST = 0.5  # seconds between the readiness of the window and the kill; a random moment is the point of the test


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a Unix signal")
def test_nothing_that_was_shown_as_saved_is_lost(tmp_path: Path, shared: Path, record_property) -> None:
    path, log = tmp_path / "p.annot", tmp_path / "acknowledged"
    project = new_project(path, author="amal")
    import_files(project, [shared / "seed" / "article.txt"])
    project.close()
    dice = random.Random(2026)
    nursery = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.victim"],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a pipe that nobody reads stops whoever complains into it
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    acknowledged: set[str] = set()
    for seed in range(KILLS):
        acknowledged |= one_life(nursery, path, log, seed, dice)
        check(path, acknowledged, is_thorough=seed % 10 == 9 or seed == KILLS - 1)
    nursery.stdin.close()
    nursery.wait(PATIENCE)
    nursery.stdout.close()
    record_property("acknowledged", len(acknowledged))
    sys.stderr.write(f"{KILLS} kills, {len(acknowledged)} changes acknowledged, 0 lost\n")
    assert len(acknowledged) > KILLS // 2  # a slow machine marks little in half a second


def one_life(nursery: subprocess.Popen, path: Path, log: Path, seed: int, dice: random.Random) -> set[str]:
    """Let one annotator work and kill it; return the changes that its window showed as saved."""
    log.unlink(missing_ok=True)
    nursery.stdin.write(f"{path} {log} {seed}\n")
    nursery.stdin.flush()
    child = int(nursery.stdout.readline())
    end = time.monotonic() + PATIENCE
    while not log.exists() or "ready" not in log.read_text(encoding="utf-8"):
        os.kill(child, 0)  # raises if it died by itself
        assert time.monotonic() < end, "the window does not come up"
        time.sleep(0.01)
    time.sleep(dice.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    assert nursery.stdout.readline() == "gone\n"
    lines = log.read_text(encoding="utf-8").splitlines()
    assert not [
        line
        for line in lines
        if line.startswith("refused") and "related to itself" not in line and "already" not in line
    ], lines
    return {line.removeprefix("saved ") for line in lines if line.startswith("saved ")}


def check(path: Path, acknowledged: set[str], *, is_thorough: bool) -> None:
    """Open what was left behind: all that was acknowledged is there, and the journal tells the same as the tables."""
    project = Project.open(path, author="amal")
    recorded = {row.id for row in project.history(limit=1_000_000)}
    assert acknowledged <= recorded
    if is_thorough:
        assert project.verify() == []
    project.close()
