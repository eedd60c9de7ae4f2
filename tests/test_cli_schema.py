"""The schema from the command line: counts and versions, TOML, guideline."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.domain.schema_toml import read_schema
from annotator.operations.schema_edit import apply
from annotator.operations.schema_steps import Rename, Retire, Target
from tests.operations.schema_project import SCHEMA, small_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with small_project(tmp_path / "x.annot") as project:
        apply(project, Rename(Target("entity", "PER"), "PERSON"))
        apply(project, Retire(Target("event", "Say")))
    return tmp_path / "x.annot"


def run(*arguments: object) -> str:
    result = CliRunner().invoke(main, ["schema", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


def test_it_lists_types_with_counts_and_the_versions(path):
    lines = run(path).splitlines()
    assert lines[0].startswith("small 1.2.0")
    assert "      12 entity   PERSON  thing" in lines
    assert any(line.endswith("Say  thing (retired)") for line in lines)
    assert "rename in schema" in lines[-2]


def test_it_prints_json(path):
    told = json.loads(run(path, "--json"))
    assert {"scope": "entity", "id": "PERSON", "marks": 12} in told["types"]
    assert [version["version"] for version in told["history"]] == ["1.0.0", "1.1.0", "1.2.0"]
    assert told["unknown"] == []


def test_it_writes_toml_and_a_guideline(path, tmp_path):
    run(path, "--toml", tmp_path / "s.toml", "--guideline", tmp_path / "g.html", "--language", "en")
    assert read_schema((tmp_path / "s.toml").read_text(encoding="utf-8")).entities[1:] == SCHEMA.entities[1:]
    assert 'lang="en"' in (tmp_path / "g.html").read_text(encoding="utf-8")
    result = CliRunner().invoke(main, ["schema", str(path), "--toml", str(tmp_path / "no" / "s.toml")])
    assert result.exit_code == 2


def test_it_writes_the_guideline_as_a_pdf_by_its_suffix(path, tmp_path, qapp):
    run(path, "--guideline", tmp_path / "g.pdf")
    assert (tmp_path / "g.pdf").read_bytes().startswith(b"%PDF-")
