"""The schema's commands, and the way from a new project into the editor."""

from pathlib import Path

import pytest

from annotator.operations.projects import EMPTY, new_project
from annotator.ui.command import commands
from annotator.ui.commands import file as file_commands
from annotator.ui.dialogs.new_project import NewProject, NewProjectForm
from annotator.ui.schema_editor.dialog import SchemaEditor
from annotator.ui.window import Window
from tests.ui.conftest import Answers


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[SchemaEditor]:
    """The editors that were shown; none of them waits for a user."""
    found: list[SchemaEditor] = []
    monkeypatch.setattr(SchemaEditor, "exec", lambda self: found.append(self) or 0)
    return found


def test_the_editor_is_a_command(opened: Window, shown: list[SchemaEditor]) -> None:
    opened.trigger(commands()["edit_schema"])

    assert len(shown) == 1


def test_without_a_project_there_is_nothing_to_edit(window: Window) -> None:
    known = commands()

    for name in ("edit_schema", "import_schema", "export_schema", "export_guideline_html", "export_guideline_pdf"):
        assert known[name].is_live is not None
        assert not known[name].is_live(window.desk)


def test_an_imported_schema_waits_in_the_editor(
    opened: Window, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[int] = []
    monkeypatch.setattr(SchemaEditor, "exec", lambda self: waiting.append(self.bench.draft.edits) or 0)
    answers.given = [0, 1, 0]  # from a preset; the second one; add what is missing

    opened.trigger(commands()["import_schema"])

    assert waiting == [1]


def test_a_project_can_begin_with_nothing(tmp_path: Path) -> None:
    with new_project(tmp_path / "e.annot", preset=EMPTY, author="ليلى") as project:
        schema = project.schema()

    assert [*schema.entities, *schema.events, *schema.relations, *schema.attributes] == []


def test_an_empty_project_opens_the_editor(
    window: Window,
    answers: Answers,
    shown: list[SchemaEditor],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(file_commands, "ask_new_project", lambda *_: NewProject("تجربة", EMPTY, wants_editor=True))
    answers.given = [tmp_path / "new.annot"]

    window.trigger(commands()["new_project"])

    assert window.session.project is not None
    assert len(shown) == 1


def test_the_new_project_form_offers_an_empty_schema(window: Window) -> None:
    form = NewProjectForm(window.session, None)

    form.preset.setCurrentIndex(form.preset.findData(EMPTY))

    assert form.answer() == NewProject("", EMPTY, wants_editor=True)
    form.preset.setCurrentIndex(0)
    assert not form.answer().wants_editor
    form.deleteLater()
