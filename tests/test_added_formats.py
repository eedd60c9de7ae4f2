"""Formats tell on the command line what they keep and what may be chosen; those of other packages come beside ours."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from annotator.formats.format import KEEPS, Format
from annotator.registry import discover
from tests.formats.seeds import NEEDS

CHECKOUT = Path(__file__).resolve().parents[1]
SOURCE = '''
"""A format of somebody else."""
from annotator.domain.model import Document
from annotator.formats.format import Format, Writing

def read(path):
    yield Document("d", path.name, path.read_text("utf-8"))

def write(documents, path, options):
    path.write_text("".join(document.text for document in documents), "utf-8")
    return Writing((path,))

FORMAT = Format("shout", "Shouted text", ".shout", frozenset({"text"}), read=read, write=write)
'''


def command(*arguments: str, path: Path | None = None) -> str:
    found = os.pathsep.join(str(folder) for folder in (path, CHECKOUT, *sys.path) if folder)
    environment = os.environ | {"PYTHONPATH": found, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [sys.executable, "-m", "annotator", *arguments],
        env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout


def install(folder: Path) -> None:
    """Lay down what an installer lays down for a package with one format."""
    stated = folder / "shouting-1.0.dist-info"
    stated.mkdir(parents=True)
    (folder / "shouting.py").write_text(SOURCE, encoding="utf-8")
    (stated / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n", encoding="utf-8")
    (stated / "entry_points.txt").write_text("[annotator.formats]\nshout = shouting:FORMAT\n", encoding="utf-8")


def test_every_format_states_what_it_keeps_reads_writes_and_lets_choose() -> None:
    rows = {row["name"]: row for row in json.loads(command("formats", "--json"))}

    known = discover("annotator.formats", Format)
    assert set(rows) == set(known)
    for name, row in rows.items():
        assert (row["reads"], row["writes"]) == (known[name].read is not None, known[name].write is not None)
        assert set(row["keeps"]) == known[name].keeps <= set(KEEPS)
        assert bool(row["read_keeps"]) == row["reads"]
        assert bool(row["write_keeps"]) == row["writes"]
        assert [item["name"] for item in row["read_options"]] == [item.name for item in known[name].read_options]
        assert [item["name"] for item in row["write_options"]] == [item.name for item in known[name].write_options]


def test_formats_of_large_libraries_name_their_extra() -> None:
    stated = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    known = discover("annotator.formats", Format)

    assert {name for name, found in known.items() if found.needs} == set(NEEDS)
    assert {found.needs for found in known.values()} <= {"", *stated["optional-dependencies"]}


def test_tables_say_that_they_are_read_as_texts_and_written_as_marks() -> None:
    rows = {row["name"]: row for row in json.loads(command("formats", "--json"))}

    for name in ("csv", "xlsx"):
        assert rows[name]["read_keeps"] == ["metadata", "text"]
        assert "entities" in rows[name]["write_keeps"]


def test_an_installed_package_brings_its_format(tmp_path: Path) -> None:
    install(tmp_path / "packages")
    (tmp_path / "a.jsonl").write_bytes((CHECKOUT / "tests" / "golden" / "sample.jsonl").read_bytes())

    (row,) = (
        row for row in json.loads(command("formats", "--json", path=tmp_path / "packages")) if row["name"] == "shout"
    )
    converting = ("convert", str(tmp_path / "a.jsonl"), str(tmp_path / "a.shout"), "--to", "shout")
    command(*converting, path=tmp_path / "packages")

    assert (row["title"], row["keeps"], row["reads"], row["writes"]) == ("Shouted text", ["text"], True, True)
    text = json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()[0])["text"]
    assert (tmp_path / "a.shout").read_text(encoding="utf-8") == text
    assert "shout" not in {row["name"] for row in json.loads(command("formats", "--json"))}
