"""Bringing a schema in and writing it out: as a draft to look at, and as files."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity
from annotator.domain.schema_toml import read_schema
from annotator.domain.span import Span
from annotator.operations.projects import EMPTY, new_project, preset_source
from annotator.store.ids import new_id
from annotator.ui.schema_editor import exchange
from annotator.ui.schema_editor.dialog import SchemaEditor
from annotator.ui.window import Window
from tests.ui.conftest import Answers

BRAT = "[entities]\nBoat\nCrew\n[relations]\nSails\tArg1:Crew, Arg2:Boat\n[events]\n[attributes]\n"


@pytest.fixture
def empty(window: Window, tmp_path: Path, application: QApplication) -> SchemaEditor:
    window.session.adopt(new_project(tmp_path / "e.annot", preset=EMPTY, author="ليلى"))
    return SchemaEditor(window.desk)


def test_brat_fills_an_empty_schema(empty: SchemaEditor, answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "annotation.conf").write_text(BRAT, encoding="utf-8")
    answers.given = [tmp_path / "annotation.conf"]

    exchange.from_brat(empty.bench, empty)

    assert {kind.id for kind in empty.bench.schema.entities} == {"Boat", "Crew"}
    assert empty.bench.draft.edits == 1
    assert empty.apply()
    assert empty.bench.session.schema.relation("Sails") is not None
    empty.close()


def test_what_is_missing_is_added_from_a_toml_file(editor: SchemaEditor, answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "wojood.toml"
    path.write_text(preset_source("wojood"), encoding="utf-8")
    answers.given = [path, 0]
    own = editor.bench.schema

    exchange.from_toml(editor.bench, editor)

    joined = editor.bench.schema
    assert {kind.id for kind in own.entities} < {kind.id for kind in joined.entities}
    assert joined.entity("PER").label == own.entity("PER").label
    assert joined.events == own.events


def test_a_preset_takes_the_place_of_the_whole(editor: SchemaEditor, answers: Answers) -> None:
    answers.given = [0, 1]  # the first preset, in place of the whole

    exchange.from_preset(editor.bench, editor)

    assert editor.bench.schema.id == "ace2005"


def test_types_of_another_project_are_read(editor: SchemaEditor, answers: Answers, tmp_path: Path) -> None:
    new_project(tmp_path / "other.annot", preset="factuality-time", author="ليلى").close()
    answers.given = [tmp_path / "other.annot", 1]

    exchange.from_project(editor.bench, editor)

    assert editor.bench.schema.id == "factuality-time"


def test_a_bad_file_is_told_and_changes_nothing(editor: SchemaEditor, answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("schema_format = ", encoding="utf-8")
    answers.given = [path]

    exchange.from_toml(editor.bench, editor)

    assert answers.told
    assert editor.bench.draft.edits == 0


def test_the_schema_is_written_as_toml(editor: SchemaEditor, answers: Answers, tmp_path: Path) -> None:
    answers.given = [tmp_path / "schema.toml"]

    exchange.to_toml(editor.bench, editor)

    assert read_schema((tmp_path / "schema.toml").read_text(encoding="utf-8")) == editor.bench.draft.first


@pytest.mark.parametrize(("choice", "words"), [(0, 'dir="rtl"'), (1, 'dir="ltr"')])
def test_the_guideline_is_written_in_either_language(
    editor: SchemaEditor, answers: Answers, tmp_path: Path, choice: int, words: str
) -> None:
    answers.given = [choice, tmp_path / "guide.html"]

    exchange.to_html(editor.bench, editor)

    assert words in (tmp_path / "guide.html").read_text(encoding="utf-8")


def test_the_guideline_is_written_as_pdf(editor: SchemaEditor, answers: Answers, tmp_path: Path) -> None:
    answers.given = [0, tmp_path / "guide.pdf"]

    exchange.to_pdf(editor.bench, editor)

    assert (tmp_path / "guide.pdf").read_bytes().startswith(b"%PDF")


def test_types_that_only_marks_have_are_taken_in(opened: Window, editor: SchemaEditor, answers: Answers) -> None:
    layer = opened.session.layer_for_edit()
    with opened.session.project.change("import"):
        opened.session.project.put(layer, Entity(new_id(), "SHIP", (Span(4, 10),)))

    exchange.from_marks(editor.bench, editor)

    assert editor.bench.schema.entity("SHIP") is not None
    assert editor.bench.schema.entity("PER") == editor.bench.draft.first.entity("PER")


def test_a_project_without_unknown_types_says_so(editor: SchemaEditor, answers: Answers) -> None:
    exchange.from_marks(editor.bench, editor)

    assert answers.told
    assert editor.bench.draft.edits == 0
