"""Who may import whom, as pyproject.toml says it; each contract is seen to fail where it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-c", LINT, "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_the_program_keeps_every_import_contract() -> None:
    result = lint(CHECKOUT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("text/broken.py", "import annotator.store", "layers"),
        ("formats/broken.py", "import annotator.ui.session", "layers"),
        ("measures/broken.py", "import annotator.formats.format", "layers"),
        ("operations/broken.py", "import PySide6.QtCore", "Qt only in ui"),
        ("operations/broken.py", "import sqlite3", "SQL only in store"),
        ("ui/broken.py", "import sqlite_utils", "SQL only in store"),
        ("formats/broken.py", "import pyarabic.araby", "pyarabic only in text"),
        ("domain/broken.py", "import regex", "domain on the standard library"),
    ],
)
def test_breaking_a_contract_is_seen(tmp_path: Path, module: str, line: str, contract: str) -> None:
    shutil.copytree(CHECKOUT / "annotator", tmp_path / "annotator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    (tmp_path / "annotator" / module).write_text(f"{line}\n", encoding="utf-8")
    result = lint(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{contract} BROKEN" in result.stdout
