"""Importing in the window: the questions are asked before anything is changed, and the answers are done."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.operations.deciding import ADD, KEEP, Decisions
from annotator.operations.intake import Intake, examine
from annotator.operations.unfamiliar import Unfamiliar
from annotator.ui.dialogs.intake import IntakeDialog
from annotator.ui.dropping import Dropping
from annotator.ui.files import import_paths
from annotator.ui.theme import LIGHT
from annotator.ui.window import Window
from tests.operations.test_intake import brat, region, task, tasks
from tests.ui.conftest import TEXT, Answers

NEWS = "زار الوزير خالد القاهرة أمس."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    brat(made, "one", "وصل خالد.", "T1\tPER 4 8\tخالد\n")
    results = [
        region(NEWS, "خالد", "Person"),
        region(NEWS, "الوزير", "Minister"),
        region(NEWS, "أمس", "TIME", shift=-2),
    ]
    prediction = {
        "model_version": "ner-2",
        "score": 0.8,
        "result": [region(NEWS, "خالد", "PER"), region(NEWS, "القاهرة", "GPE")],
    }
    tasks(made / "tasks.json", task(NEWS, results, [prediction]))
    (made / "same.txt").write_text(TEXT, encoding="utf-8")
    return made


def dialog(opened: Window, path: Path) -> IntakeDialog:
    project = opened.session.project
    assert project is not None
    return IntakeDialog(opened.session, opened, LIGHT, examine(project, [path]))


def test_each_question_has_a_page_with_its_number(opened: Window, folder: Path) -> None:
    shown = dialog(opened, folder)

    assert [shown.tabs.tabText(number) for number in range(shown.tabs.count())] == [
        "الملفات  ٢",
        "أسماء غير معروفة  ٢",
        "وسوم لا توافق  ١",
        "نصوص معروفة  ١",
    ]
    assert shown.pages.currentIndex() == 1


def test_a_name_is_mapped_added_or_kept_by_its_menu(opened: Window, folder: Path) -> None:
    shown = dialog(opened, folder)
    minister, person = Unfamiliar("entity", "Minister"), Unfamiliar("entity", "Person")
    assert shown.decisions().types == {minister: ADD, person: "PER"}

    menu = shown.menu(0)
    next(action for action in menu.actions() if action.text().endswith("ORG")).trigger()
    assert shown.decisions().types[minister] == "ORG"
    shown.choose_all(KEEP)
    assert set(shown.decisions().types.values()) == {KEEP}
    shown.choose_all(None)
    assert shown.decisions().types == {minister: ADD, person: "PER"}


def test_dropped_folder_is_asked_about_and_comes_in_as_one_step(
    opened: Window, folder: Path, answers: Answers, application: QApplication
) -> None:
    project = opened.session.project
    assert project is not None
    schema = project.schema_source()
    answers.decided = replace(Decisions(), types={Unfamiliar("entity", "Minister"): ADD}, same_text="skip")

    Dropping(opened.desk).take([folder])

    assert "intake" in answers.asked
    assert [row.name for row in opened.session.documents] == ["خبر.txt", "one.txt", "مهمة"]
    assert opened.session.schema.entity("Minister") is not None
    opened.session.project.undo()  # type: ignore[union-attr]
    assert project.schema_source() == schema


def test_leaving_the_dialog_imports_nothing(opened: Window, folder: Path, answers: Answers) -> None:
    answers.decided = None

    import_paths(opened.desk, [folder])

    assert [row.name for row in opened.session.documents] == ["خبر.txt"]


def test_one_plain_file_is_not_asked_about(opened: Window, tmp_path: Path, answers: Answers) -> None:
    (tmp_path / "new.txt").write_text("نصّ جديد.", encoding="utf-8")

    import_paths(opened.desk, [tmp_path / "new.txt"])

    assert "intake" not in answers.asked
    assert opened.session.documents[-1].name == "new.txt"


def test_the_report_is_saved_for_programs(opened: Window, folder: Path, answers: Answers, tmp_path: Path) -> None:
    answers.given = ["save", tmp_path / "report.json"]

    import_paths(opened.desk, [folder])

    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["imported"] is True
    assert [one["name"] for one in report["unfamiliar"]] == ["Minister", "Person"]
    assert report["misfits"][0]["values"]["stated"] == "أمس"


@pytest.fixture
def suggested(opened: Window, folder: Path) -> Window:
    import_paths(opened.desk, [folder])
    row = next(row for row in opened.session.documents if row.name == "مهمة")
    opened.session.show(row.id, "ner-2")
    return opened


def test_suggestions_are_shown_as_such_and_drawn_hollow(suggested: Window) -> None:
    assert suggested.session.origin == "ner-2"
    assert suggested.canvas.look.is_suggested
    row = next(row for row in suggested.session.documents if row.name == "مهمة")
    suggested.session.show(row.id)
    assert suggested.session.origin == ""
    assert not suggested.canvas.look.is_suggested


def test_one_key_accepts_and_goes_on_another_rejects(suggested: Window, press: Callable[..., None]) -> None:
    session = suggested.session
    first, second = list(session.marks)
    session.select(first.id)

    press(suggested.canvas, "=")
    assert session.mark is not None
    assert session.mark.id == second.id
    press(suggested.canvas, "Shift+-")

    assert list(session.marks) == []
    session.show(session.document.id if session.document else None, session.author)
    assert [mark.type for mark in session.marks] == ["PER"]
    assert session.project is not None
    session.project.undo()
    session.project.undo()


def test_all_suggestions_are_accepted_in_one_step(suggested: Window, press: Callable[..., None]) -> None:
    press(suggested.canvas, "Shift+=")

    session = suggested.session
    assert list(session.marks) == []
    session.show(session.document.id if session.document else None, session.author)
    assert sorted(mark.type for mark in session.marks) == ["GPE", "PER"]


def test_files_are_looked_over_again_when_they_are_to_be_read_otherwise(
    opened: Window, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        (tmp_path / f"{number}.csv").write_text(f"a,b\nقصير{number},نصّ أطول من غيره {number}\n", encoding="utf-8")
    shown: list[IntakeDialog] = []

    def intake(session: object, theme: object, found: Intake) -> Decisions | dict[str, str] | None:
        dialog = IntakeDialog(opened.session, opened, LIGHT, found)
        shown.append(dialog)
        field = dialog.reading.fields["text"]
        assert isinstance(field, QLineEdit)
        if len(shown) > 1:
            assert field.text() == "a"
            return dialog.decisions()
        field.setText("a")
        assert dialog.again.isEnabled()
        assert not dialog.act.isEnabled()
        return dialog.options

    monkeypatch.setattr(answers, "intake", intake)
    import_paths(opened.desk, sorted(tmp_path.glob("*.csv")))

    texts = {opened.session.project.text(row.id) for row in opened.session.documents}  # type: ignore[union-attr]
    assert {"قصير0", "قصير1"} <= texts
