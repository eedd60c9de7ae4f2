"""Try a built Annotator outside the checkout and compare what is in it with the run from source.

    python packaging/smoke.py .venv/bin/python /elsewhere/bin/python

A build can leave out modules or resources without an error; so formats, presets, fonts, sample documents, modules and
what the demo writes are counted in both, and every difference is named.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]

INSIDE = """
import json, pkgutil
import annotator
from annotator import paths
root = paths.resources()
found = {"modules": sorted(m.name for m in pkgutil.walk_packages(annotator.__path__, "annotator."))}
for file in sorted(root.rglob("*")):
    if file.is_file():
        part = file.relative_to(root)
        found.setdefault(part.parts[0], []).append(part.as_posix())
print(json.dumps({"place": annotator.__file__, "found": found}))
"""
WANTED = ("formats", "presets", "fonts", "sample", "modules", "demo")


def main() -> None:
    """Compare two installations, given by their Pythons; exit 1 and name what differs or is missing."""
    source, built = (Path(argument).absolute() for argument in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        expected = seen(source, Path(folder, "source"))
        actual = seen(built, Path(folder, "built"))
    wrong = differences(expected, actual)
    if Path(actual["place"][0]).is_relative_to(CHECKOUT):
        wrong.append(f"the built program runs from the checkout: {actual['place'][0]}")
    print(
        ", ".join(f"{len(names)} {kind}" for kind, names in sorted(actual.items()) if kind not in ("place", "version"))
    )
    for line in wrong:
        print(f"wrong: {line}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


def seen(python: Path, folder: Path) -> dict[str, list[str]]:
    """Return by kind the names of all that is in an installation, where it is, and what its demo wrote."""
    folder.mkdir()
    inside = json.loads(said(python, folder, "-P", "-X", "utf8", "-c", INSIDE))
    found: dict[str, list[str]] = inside["found"]
    command = shutil.which("annotator", path=str(python.parent))
    if command is None:
        sys.exit(f"there is no command annotator beside {python}")
    demo = folder / "demo"
    said(command, folder, "demo", str(demo))
    return found | {
        "place": [inside["place"]],
        "version": [said(command, folder, "--version").strip()],
        "formats": sorted(row["name"] for row in json.loads(said(command, folder, "formats", "--json"))),
        "demo": sorted(path.relative_to(demo).as_posix() for path in demo.rglob("*") if path.is_file()),
    }


def differences(expected: dict[str, list[str]], actual: dict[str, list[str]]) -> list[str]:
    """Return what the build lacks, or has more than the source, or what neither has."""
    wrong = [f"there are no {kind} at all" for kind in WANTED if not actual.get(kind)]
    for kind in sorted((expected.keys() | actual.keys()) - {"place"}):
        source, built = set(expected.get(kind, [])), set(actual.get(kind, []))
        wrong += [f"{kind}: the build lacks {name}" for name in sorted(source - built)]
        wrong += [f"{kind}: only the build has {name}" for name in sorted(built - source)]
    return wrong


def said(command: str | Path, folder: Path, *arguments: str) -> str:
    """Run a command in an empty home without a screen and return what it printed; stop if it fails."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment |= {"ANNOTATOR_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    result = subprocess.run(
        [str(command), *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if result.returncode:
        sys.exit(f"{command} {' '.join(arguments)}\nfailed with exit code {result.returncode}:\n{result.stderr}")
    return result.stdout


if __name__ == "__main__":
    main()
