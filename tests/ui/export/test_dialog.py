"""The export dialog: what is lost is seen before it is written, and what was written is read back."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import State
from annotator.operations.export_aside import Failure, Page, Previewed, Sampled, Stopped, Written
from annotator.operations.marks import delete_marks
from annotator.ui.export.dialog import ExportDialog, show_export
from annotator.ui.export.outlook import LOSSES, SHARES
from annotator.ui.export.parts_page import FOLDS
from annotator.ui.export.parts_page import SHARES as BY_SHARES
from annotator.ui.export.what_page import OPEN
from annotator.ui.window import Window
from tests.ui.conftest import ANNOTATOR, Answers
from tests.ui.export.conftest import INNER, Wait

pytestmark = pytest.mark.expects_qt("This plugin does not support")


def take_parts(dialog: ExportDialog, kind: str) -> None:
    page = dialog.choices.parts
    page.kind.setCurrentIndex(page.kind.findData(kind))
    page.kind.activated.emit(page.kind.currentIndex())


def test_losses_are_told_by_kind_and_mark_by_mark(dialog: ExportDialog, wait: Wait) -> None:
    found = wait(Previewed)
    assert isinstance(found, Previewed)
    assert [(kind.kind, kind.count, kind.documents) for kind in found.kinds][:1] == [("nested", 12, 12)]
    wait(Page)

    marks = dialog.outlook.losses.marks
    assert marks.rowCount() == 12
    assert {marks.mark(row).words for row in range(12)} == {INNER}
    assert dialog.outlook.tabs.tabText(LOSSES).startswith("ما يضيع")


def test_a_click_goes_to_the_mark_and_the_dialog_stays(dialog: ExportDialog, wait: Wait, nested: Window) -> None:
    wait(Page)
    view = dialog.outlook.losses.view
    lost = dialog.outlook.losses.marks.mark(7)
    view.chosen.emit(view.model().index(7, 0))

    assert nested.session.document is not None
    assert nested.session.document.name == lost.document
    assert nested.session.mark is not None
    assert nested.session.mark.id == lost.mark_id
    assert dialog.isVisible()
    assert not dialog.isModal()


def test_a_changed_option_makes_another_preview_and_sample(dialog: ExportDialog, wait: Wait) -> None:
    wait(Previewed)
    assert "B-PER" in dialog.outlook.sample.text.toPlainText()
    fields = dialog.choices.how.fields
    box = fields.fields["nested"]
    box.setCurrentIndex(box.findData("columns"))  # type: ignore[attr-defined]
    fields.changed.emit()

    found = wait(Previewed)
    assert isinstance(found, Previewed)
    assert "nested" not in {kind.kind for kind in found.kinds}


def test_only_what_is_chosen_goes(dialog: ExportDialog, wait: Wait) -> None:
    wait(Previewed)
    what = dialog.choices.what
    what.documents.setCurrentIndex(what.documents.findData(OPEN))
    what.documents.activated.emit(what.documents.currentIndex())
    found = wait(Previewed)
    assert isinstance(found, Previewed)
    assert found.documents == 1

    what.states[State.APPROVED].click()
    assert isinstance(wait(Previewed), Failure)
    assert dialog.outlook.losses.empty.accessibleName() != "\n"


def test_parts_are_shown_with_their_shares(dialog: ExportDialog, wait: Wait) -> None:
    wait(Previewed)
    take_parts(dialog, BY_SHARES)
    dialog.choices.parts.shares.show_shares({"train": 0.5, "dev": 0.25, "test": 0.25})
    dialog.choices.parts.alike.setChecked(False)
    found = wait(Previewed)
    assert isinstance(found, Previewed)
    assert {name: counts.documents for name, counts in found.parts} == {"train": 6, "dev": 3, "test": 3}
    assert dialog.outlook.tabs.isTabVisible(SHARES)
    assert dialog.outlook.shares.spreads.rows()[0].counts == (6, 3, 3)

    take_parts(dialog, FOLDS)
    dialog.choices.parts.folds.setValue(3)
    found = wait(Previewed)
    assert isinstance(found, Previewed)
    assert len(found.parts) == 6
    assert sum(dialog.outlook.shares.spreads.rows()[0].counts) == 12


def test_groups_stay_together(dialog: ExportDialog, wait: Wait) -> None:
    wait(Previewed)
    take_parts(dialog, BY_SHARES)
    page = dialog.choices.parts
    page.by.setCurrentIndex(page.by.findData("source"))
    splits = dialog.choices.plan().splits
    assert splits is not None
    assert splits.by == "source"


def test_writing_reads_back_and_leaves_a_manifest(
    dialog: ExportDialog, wait: Wait, answers: Answers, tmp_path: Path, nested: Window
) -> None:
    wait(Previewed)
    dialog.choices.format.choose("brat")
    wait(Previewed)
    answers.given = [tmp_path / "out"]
    dialog.act.click()
    written = wait(Written)

    assert isinstance(written, Written)
    assert written.manifest is not None
    assert json.loads(written.manifest.read_text(encoding="utf-8"))["plan"]["format"] == "brat"
    assert written.outcomes == {"same"}
    assert dialog.outlook.result.verdict.text().startswith("قُرئ ما كُتب")
    assert nested.session.settings.last_format == "brat"


def test_again_as_last_time_gives_the_same_bytes(
    dialog: ExportDialog, wait: Wait, answers: Answers, tmp_path: Path
) -> None:
    wait(Previewed)
    answers.given = [tmp_path / "one.conll", tmp_path / "two.conll"]
    dialog.act.click()
    wait(Written)
    dialog._take_last()
    wait(Previewed)
    dialog.act.click()
    again = wait(Written)

    assert isinstance(again, Written)
    assert again.changed == ()
    assert (tmp_path / "one.conll").read_bytes() == (tmp_path / "two.conll").read_bytes()


def test_stopping_leaves_the_old_file(dialog: ExportDialog, wait: Wait, answers: Answers, tmp_path: Path) -> None:
    wait(Previewed)
    old = tmp_path / "old.conll"
    old.write_text("old", encoding="utf-8")
    answers.given = [old]
    dialog.act.click()
    dialog.run.stop()
    came = wait((Written, Stopped))  # type: ignore[arg-type]

    if isinstance(came, Stopped):
        assert old.read_text(encoding="utf-8") == "old"
    assert dialog.act.isEnabled()


def test_last_choices_of_a_format_come_back(
    dialog: ExportDialog, wait: Wait, answers: Answers, tmp_path: Path, nested: Window
) -> None:
    wait(Previewed)
    dialog.choices.how.show_format(dialog.choices.format.chosen, {"scheme": "BIOES"})
    answers.given = [tmp_path / "x.conll"]
    dialog.write()
    wait(Written)
    dialog.close()

    other = ExportDialog(nested.desk)
    assert other.choices.how.values() == {"scheme": "BIOES"}
    other.choices.format.choose("brat")
    assert other.choices.plan().options == {}
    other.run.close()


def test_a_changed_project_is_told_and_looked_at_again(dialog: ExportDialog, wait: Wait, nested: Window) -> None:
    wait(Previewed)
    mark = next(iter(nested.session.marks))
    nested.session.run(delete_marks, [mark.id])
    assert dialog.run.is_stale
    dialog.outlook.head.button.click()
    found = wait(Previewed)

    assert isinstance(found, Previewed)
    assert not dialog.run.is_stale
    assert found.kinds[0].count < 13


def test_a_missing_library_is_named(dialog: ExportDialog, wait: Wait) -> None:
    wait(Previewed)
    dialog.choices.format.choose("spacy")
    came = wait(Sampled)

    if isinstance(came, Failure):  # where the library is not installed
        assert came.values["extra"] == "spacy"
        assert "pip install annotator" in dialog.outlook.losses.empty.accessibleName()


def test_there_is_one_dialog_and_it_goes_with_the_project(nested: Window, application: QApplication) -> None:
    one = show_export(nested.desk)
    assert show_export(nested.desk) is one
    nested.session.adopt(None)
    application.processEvents()
    assert nested.findChild(ExportDialog) is None or not one.isVisible()


def test_a_format_is_found_by_typing(dialog: ExportDialog) -> None:
    dialog.choices.format.field.setText("label")
    assert dialog.choices.format.chosen.name == "label-studio"
    assert dialog.choices.what.whose.itemData(1) == ANNOTATOR
