"""Bad input gets one plain sentence and code 2, no traceback, and leaves the project as it was."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main
from annotator.domain.model import digest
from annotator.operations.projects import sample_files
from annotator.store.project import Project

TEXT = "زار وزير خارجية مصر القاهرة."


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def line(**changes: object) -> str:
    document: dict[str, object] = {
        "format": "annotator/1",
        "id": "d",
        "name": "d.txt",
        "text": TEXT,
        "sha256": digest(TEXT),
        "metadata": {},
        "annotations": [
            {
                "annotator": "amal",
                "state": "new",
                "entities": [{"id": "T1", "type": "GPE", "spans": [[16, 19]], "text": "مصر"}],
                "events": [],
                "relations": [],
                "comments": [],
            }
        ],
    }
    return json.dumps({**document, **changes}, ensure_ascii=False)


def layer(**changes: object) -> str:
    base = json.loads(line())["annotations"][0]
    return line(annotations=[{**base, **changes}])


DEEP = '{"format": "annotator/1", "x": ' + "[" * 5000 + "]" * 5000 + "}"

REFUSED: dict[str, bytes] = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "nul.txt": b"abc\x00def",
    "mismatch.jsonl": layer(entities=[{"id": "T1", "type": "GPE", "spans": [[0, 3]], "text": "مصر"}]).encode(),
    "outside.jsonl": layer(entities=[{"id": "T1", "type": "GPE", "spans": [[16, 900]], "text": "مصر"}]).encode(),
    "digest.jsonl": line(sha256="0" * 64).encode(),
    "twice.jsonl": layer(entities=[{"id": "T1", "type": "GPE", "spans": [[16, 19]], "text": "مصر"}] * 2).encode(),
    "nan.jsonl": line(metadata={"x": float("nan")}).encode(),
    "keys.jsonl": line().replace('"id": "d"', '"id": "d", "id": "e"').encode(),
    "surrogate.jsonl": line().replace("مصر", "\\ud800صر").encode(),
    "deep.jsonl": DEEP.encode(),
    "other.jsonl": b'{"format": "annotator/99", "id": "d", "text": "x"}',
    "nojson.jsonl": b"{not json",
    "latin.jsonl": line().encode("utf-16"),
    "dangling.jsonl": layer(relations=[{"id": "R1", "type": "PHYS.Near", "head": "T1", "tail": "T9"}]).encode(),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.annot"
    run("new", path)
    run("import", path, sample_files()[0])
    return path


def fingerprint(path: Path) -> list[object]:
    opened = Project.open(path, author="amal", read_only=True)
    found: list[object] = [row.id for row in opened.history()]
    found += [opened.document(row.id) for row in opened.documents()]
    opened.close()
    return found


@pytest.mark.parametrize("name", REFUSED)
def test_bad_file_is_refused_by_name_and_the_project_stays(project: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(REFUSED[name])
    before = fingerprint(project)

    result = run("import", project, tmp_path / name)

    assert result.exit_code == 2, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert name in result.output
    assert fingerprint(project) == before


def test_unknown_types_and_roles_come_in_and_are_shown_as_problems(project: Path, tmp_path: Path) -> None:
    strange = layer(
        entities=[{"id": "T1", "type": "Nonsense", "spans": [[16, 19]], "text": "مصر"}],
        events=[
            {
                "id": "E1",
                "type": "Contact.Meet",
                "trigger": {"spans": [[0, 3]], "text": "زار"},
                "arguments": [{"role": "Strange", "target": "T1"}],
            }
        ],
    )
    (tmp_path / "strange.jsonl").write_text(strange, encoding="utf-8")

    assert run("import", project, tmp_path / "strange.jsonl").exit_code == 0

    checked = json.loads(run("check", project, "--json").output)
    assert {"unknown entity type", "unknown role"} <= {found["kind"] for found in checked["problems"]}


def test_folder_without_text_and_unknown_content_say_so(project: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.bin").write_bytes(b"\x00\x01")

    result = run("import", project, tmp_path / "folder")

    assert result.exit_code == 2
    assert "folder" in result.output


def test_fifty_megabytes_in_one_line_come_in(project: Path, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("كلمة طويلة " * 2_600_000, encoding="utf-8")
    assert (tmp_path / "long.txt").stat().st_size > 50_000_000

    result = run("import", project, tmp_path / "long.txt")

    assert result.exit_code == 0, result.output
    assert "long.txt" in result.output


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def trigger(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON entity BEGIN DELETE FROM entity; END")
    connection.close()


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()


def nothing_of_ours(path: Path) -> None:
    path.write_text("just some text", encoding="utf-8")


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [truncate, trigger, newer, nothing_of_ours, empty])
@pytest.mark.parametrize("command", ["check", "import", "history"])
def test_bad_project_is_refused_untouched(project: Path, damage: Callable[[Path], None], command: str) -> None:
    damage(project)
    before = sha256(project.read_bytes()).hexdigest()

    result = run(command, project, *([sample_files()[1]] if command == "import" else []))

    assert result.exit_code == 2, result.output
    assert result.output.startswith("annotator: ")
    assert "p.annot" in result.output
    assert result.output.count("\n") == 1
    assert sha256(project.read_bytes()).hexdigest() == before


@pytest.mark.skipif(sys.platform == "win32" or shutil.which("setpriv") is None, reason="needs another user")
@pytest.mark.skipif(os.name != "nt" and os.geteuid() != 0, reason="only root can become another user")
def test_read_only_file_is_read_and_its_import_refused(project: Path) -> None:
    project.chmod(0o444)
    for folder in (project.parent, *project.parent.parents):
        if folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-m", "annotator"]
    environment = {**os.environ, "ANNOTATOR_HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}

    refused = subprocess.run(
        [*command, "import", project, sample_files()[1]], env=environment, capture_output=True, text=True, check=False
    )
    if (
        "No module named" in refused.stderr
        or "ModuleNotFound" in refused.stderr
        or "Permission denied: '/root" in refused.stderr
    ):
        pytest.skip("the other user cannot read this Python")
    read = subprocess.run([*command, "check", project], env=environment, capture_output=True, text=True, check=False)

    assert refused.returncode == 2, refused.stderr
    assert "p.annot" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert read.returncode == 0, read.stderr
