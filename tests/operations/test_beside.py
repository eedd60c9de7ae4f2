"""A process beside the window goes when it is told to go, in good order."""

import multiprocessing
import signal
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from annotator.operations.beside import begin

PATIENCE = 60  # seconds

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")


def wait_in_folder(pipe: Connection) -> None:
    begin(1)
    with tempfile.TemporaryDirectory() as folder:
        pipe.send(folder)
        signal.pause()


def test_what_it_made_goes_with_it() -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=wait_in_folder, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    folder = Path(ours.recv())
    assert folder.exists()

    process.terminate()
    process.join(PATIENCE)

    assert process.exitcode == 0
    assert not folder.exists()
    ours.close()
