"""The small forms that make the steps of a change, the menu of a type, and the versions there were."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.domain.schema import Wording
from annotator.operations import schema_edit
from annotator.operations.schema_steps import (
    Define,
    Delete,
    Merge,
    Move,
    Rename,
    Retire,
    SetValues,
    SplitByAttribute,
    SplitByFiller,
    Target,
)
from annotator.ui.schema_change import acts
from annotator.ui.schema_change.deleting import DeletingForm, ask_delete, ask_retire
from annotator.ui.schema_change.merging import MergingForm
from annotator.ui.schema_change.moving import MovingForm
from annotator.ui.schema_change.renaming import RenamingForm
from annotator.ui.schema_change.splitting import SplittingForm
from annotator.ui.schema_change.values import ValuesForm
from annotator.ui.schema_change.versions import VersionsDialog
from annotator.ui.window import Window

LOC = Target("entity", "LOC")


def ticked(form: MergingForm, *ids: str) -> None:
    for row in range(form.sources.count()):
        entry = form.sources.item(row)
        is_meant = entry.data(Qt.ItemDataRole.UserRole) in ids
        entry.setCheckState(Qt.CheckState.Checked if is_meant else Qt.CheckState.Unchecked)


def test_another_id_and_another_name_are_two_steps(marked: Window) -> None:
    form = RenamingForm(marked.session, marked, LOC)
    form.id.setText("PLACE")
    form.english.setText("Place")

    first, second = form.steps()

    assert first == Rename(LOC, "PLACE")
    assert isinstance(second, Define)
    assert second.definition.label == Wording("موقع", "Place")


def test_types_are_merged_with_what_becomes_of_their_roles(marked: Window) -> None:
    form = MergingForm(marked.session, marked, Target("event", "Contact.Meet"))
    ticked(form, "Contact.Meet")
    form.into.choose("Life.Be-Born")
    form.box("role", "Contact.Meet", "Entity").choose("Person")

    (step,) = form.steps()

    assert step == Merge("event", ("Contact.Meet",), "Life.Be-Born", roles=(("Contact.Meet", "Entity", "Person"),))


def test_merging_a_type_into_itself_is_no_step(marked: Window) -> None:
    form = MergingForm(marked.session, marked, LOC)
    ticked(form, "LOC")
    form.into.choose("LOC")

    assert form.steps() == ()


def test_a_type_is_split_by_its_subtypes_an_attribute_or_a_filler(marked: Window) -> None:
    form = SplittingForm(marked.session, marked, Target("entity", "PER"))
    form.fields[0].setText("ONE")
    assert form.steps() == (SplitByAttribute("entity", "PER", "", (("Individual", "ONE"),)),)

    form.way.setCurrentIndex(1)
    form.fields[1].setText("NOMINAL")
    form.keeps.setChecked(True)
    assert form.steps() == (
        SplitByAttribute("entity", "PER", "mention_class", (("NOM", "NOMINAL"),), keeps_value=True),
    )

    role = marked.session.schema.event("Contact.Meet").roles[0]
    filler = SplittingForm(marked.session, marked, Target("role", role.id, "Contact.Meet"))
    filler.fields[0].setText("New")
    assert filler.steps() == (SplitByFiller("role", "Contact.Meet", role.id, (((role.fillers[0],), "New"),)),)


def test_a_type_moves_under_another_but_not_under_itself(marked: Window) -> None:
    form = MovingForm(marked.session, marked, LOC)

    assert form.steps() == ()
    assert form.under.findData("LOC") == -1
    form.under.choose("GPE")
    assert form.steps() == (Move(LOC, "GPE"),)


def test_what_is_used_goes_only_with_something_in_its_place(marked: Window) -> None:
    form = DeletingForm(marked.session, marked, LOC, 2)
    assert form.steps() == (Retire(LOC),)
    form.instead.choose("GPE")
    assert form.steps() == (Delete(LOC, "GPE"),)

    assert ask_delete(marked.session, marked, Target("entity", "VEH")) == (Delete(Target("entity", "VEH")),)
    assert ask_retire(marked.session, LOC) == (Retire(LOC, retired=True),)


def test_values_are_renamed_merged_and_added(marked: Window) -> None:
    attribute = marked.session.schema.attribute("mention_class")
    form = ValuesForm(marked.session, marked, attribute)
    assert form.steps() == ()

    form.lines[2].fate.setCurrentIndex(form.lines[2].fate.findData("NOM"))
    form.lines[1].id.setText("NOMINAL")
    form.add_line(None).id.setText("OTHER")

    (step,) = form.steps()
    assert isinstance(step, SetValues)
    assert [option.id for option in step.options] == ["NAM", "NOMINAL", "OTHER"]
    assert step.mapping == (("NOM", "NOMINAL"), ("PRO", "NOMINAL"))


def test_the_menu_of_a_type_and_the_commands_act_on_it(marked: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[object, ...]] = []
    monkeypatch.setattr(acts, "change_schema", lambda desk, steps, parent: done.append(steps))
    session = marked.session
    session.select(next(mark.id for mark in session.marks if mark.type == "LOC"))

    assert acts.type_at_hand(marked.desk) == LOC
    titles = [action.text() for action in acts.type_menu(marked.desk, LOC).actions() if action.text()]
    marked.trigger(marked.known["retire_type"])

    assert len(titles) == 6
    assert done == [(Retire(LOC, retired=True),)]


def test_every_version_is_listed_with_what_was_different(
    marked: Window, application: QApplication, tmp_path, answers
) -> None:
    project = marked.session.project
    schema_edit.apply(project, Merge("entity", ("LOC",), "GPE"))
    schema_edit.apply(project, Retire(Target("entity", "VEH")))

    dialog = VersionsDialog(marked.desk, marked, project)
    numbers = [dialog.versions.version(row).number for row in range(dialog.versions.rowCount())]
    answers.given.append(tmp_path / "old.toml")
    dialog.view.select_row(2)
    dialog.save()

    assert numbers == ["1.2.0", "1.1.0", "1.0.0"]
    assert 'id = "LOC"' in (tmp_path / "old.toml").read_text(encoding="utf-8")
    dialog.view.select_row(0)
    assert dialog.differences.rowCount() == 1
    assert "متروك" in str(dialog.differences.data(dialog.differences.index(0, 2)))
