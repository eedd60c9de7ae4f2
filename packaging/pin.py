"""Write the pinned requirements anew from pyproject.toml: versions and hashes, no addresses.

Run it where `uv` is installed: `python packaging/pin.py`. `requirements.txt` is what the program needs,
`requirements-test.txt` adds what its tests and its build need, `requirements-exchange.txt` adds to both the libraries
of the formats and those that read what the program writes.
"""

import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUN = HERE / "requirements.txt"
TEST = HERE / "requirements-test.txt"
EXCHANGE = HERE / "requirements-exchange.txt"

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


def added(requirements: str, known: str) -> str:
    """Return the requirements that are not among the known ones."""
    have = set(entries(known))
    return "".join(entry for entry in entries(requirements) if entry not in have)


def main() -> None:
    """Write the files; each one holds only what it adds to those before it."""
    run = compiled()
    test = compiled("--extra", "test")
    RUN.write_text(run, encoding="utf-8")
    TEST.write_text("-r requirements.txt\n" + added(test, run), encoding="utf-8")
    exchange = compiled("--extra", "test", "--extra", "exchange", "--constraint", str(TEST))
    EXCHANGE.write_text("-r requirements-test.txt\n" + added(exchange, run + test), encoding="utf-8")


if __name__ == "__main__":
    main()
