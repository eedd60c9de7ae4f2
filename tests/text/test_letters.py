import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def test_compiling_pyarabic_anew_warns_of_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-X", f"pycache_prefix={tmp_path}", "-c", "import annotator.text.letters"]

    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, env=dict(os.environ))

    assert (done.returncode, done.stderr) == (0, "")
