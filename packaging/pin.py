"""Write the pinned requirements anew from pyproject.toml: versions and hashes, no addresses.

Run it where `uv` is installed: `python packaging/pin.py`. `requirements.txt` is what the program needs,
`requirements-test.txt` adds what its tests and its build need.
"""

import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUN = HERE / "requirements.txt"
TEST = HERE / "requirements-test.txt"

_COMPILE = ("uv", "pip", "compile", str(HERE.parent / "pyproject.toml"), "--python-version", "3.11")
_FORM = ("--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", "--upgrade")


def compiled(*more: str) -> str:
    """Return the requirements that `uv` finds for Python 3.11 and newer on every system."""
    return subprocess.run([*_COMPILE, *_FORM, *more], check=True, capture_output=True, text=True).stdout


def entries(requirements: str) -> list[str]:
    """Return the requirements one by one, each with its hashes."""
    found: list[str] = []
    for line in requirements.splitlines(keepends=True):
        if line.startswith(" "):
            found[-1] += line
        else:
            found.append(line)
    return found


def main() -> None:
    """Write both files; the second one holds only what it adds to the first."""
    run = compiled()
    known = set(entries(run))
    added = [entry for entry in entries(compiled("--extra", "test")) if entry not in known]
    RUN.write_text(run, encoding="utf-8")
    TEST.write_text("-r requirements.txt\n" + "".join(added), encoding="utf-8")


if __name__ == "__main__":
    main()
