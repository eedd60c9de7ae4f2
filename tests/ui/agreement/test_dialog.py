"""The agreement dialog: figures of a pair, what is behind each, the way to the mark, and who may see it."""

from pathlib import Path

import pytest

from annotator.domain.model import Entity
from annotator.domain.people import Role
from annotator.domain.span import Span
from annotator.operations.agreement import agreement
from annotator.operations.agreement_figures import figures
from annotator.operations.people import put_person
from annotator.operations.projects import new_project
from annotator.store.ids import new_id
from annotator.ui.agreement.dialog import AgreementDialog, show_agreement
from annotator.ui.agreement.saving import save_agreement
from annotator.ui.files import open_project

TEXT = "زار الرئيس بوتين القاهرة."


@pytest.fixture
def dialog(window, tmp_path: Path):
    with new_project(tmp_path / "two.annot", preset="news-ere", author="ليلى") as project, project.change("import"):
        for number in range(2):
            document = project.add_document(f"{number}.txt", TEXT)
            for annotator, kind in (("ليلى", "GPE"), ("عمر", "LOC" if number else "GPE")):
                place = Entity(new_id(), kind, (Span(17, 24),))
                project.put_many(project.ensure_layer(document, annotator), [place])
    open_project(window.desk, tmp_path / "two.annot")
    made = AgreementDialog(window.desk)
    found = agreement(window.session.project)
    made.running.agreement, made.running.figures = found, figures(found)
    made.running.done.emit()
    yield made
    made.close()


def row_of(dialog: AgreementDialog, name: str) -> int:
    rows = range(dialog.table.rowCount())
    return next(row for row in rows if (found := dialog.table.found(row)) and found.name == name)


def test_a_figure_opens_its_disagreements_and_they_lead_to_the_mark(dialog, window):
    dialog._open(row_of(dialog, "entity_type_kappa"))
    assert dialog.stack.currentWidget() is dialog.cells
    assert dialog.cells.table.rowCount() == 1

    dialog.cells._go(dialog.cells.table.index(0, 4))

    assert window.session.document.name == "1.txt"
    assert window.session.annotator == dialog.cells.table._annotators[1]
    assert window.session.mark is not None


def test_every_tab_shows_the_pair(dialog):
    for number in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(number)
    assert dialog.documents.table.rowCount() == 2
    assert {line.key for line in dialog.parts.table.rows()} == {"GPE", "LOC"}
    assert dialog.confusions.table.rowCount() == 1


def test_an_annotator_is_not_shown_what_others_marked(dialog, window, answers):
    project = window.session.project
    put_person(project, "رئيس", Role.LEAD)
    put_person(project, window.session.author, Role.ANNOTATOR)
    assert show_agreement(window.desk) is None
    assert answers.told


@pytest.mark.parametrize(("way", "beginning"), [(0, b"<!DOCTYPE"), (2, b"%PDF"), (4, b"\xef\xbb\xbf"), (5, b"{")])
def test_what_was_compared_is_saved(dialog, window, answers, tmp_path, way, beginning):
    answers.given = [tmp_path / "out"]
    path = save_agreement(window.desk, dialog.running.agreement, way)
    assert path is not None
    assert path.read_bytes().startswith(beginning)
