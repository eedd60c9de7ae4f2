"""A kill at any moment loses nothing that was confirmed, and leaves nothing half done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.store.project import Project

CHILD = Path(__file__).with_name("killed_writer.py")
KILLS = 25

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")


def _kill_once(child: subprocess.Popen[str], path: Path, seed: int) -> list[tuple[str, str]]:
    """Return (id, word) of what the writer said before it was killed."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(f"{path} {seed}\n")
    child.stdin.flush()
    said = []
    for line in child.stdout:
        word, _, key = line.strip().partition(" ")
        if word == "dead":
            return said
        said.append((key, word))
    raise AssertionError("the child ended too early")


def test_a_kill_loses_nothing_that_was_confirmed(tmp_path: Path, work):
    path = tmp_path / "killed.annotator"
    work.project.save_copy(path)
    checkout = Path(__file__).parents[2]
    last: dict[str, str] = {}  # of each mark, the last word
    with subprocess.Popen(
        [sys.executable, CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(checkout)},
    ) as child:
        for seed in range(KILLS):
            last.update(_kill_once(child, path, seed))
            with Project.open(path, author="منى") as project:
                found = {entity.id for entity in project.layer(work.layer).entities}
                assert project.verify() == []
            assert {key for key, word in last.items() if word == "saved"} <= found
            assert not {key for key, word in last.items() if word == "gone"} & found
        assert child.stdin is not None
        child.stdin.close()

    assert len(last) > 50
