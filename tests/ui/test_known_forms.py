"""The forms that the cursor knows: of the open layer at once, of other documents by and by."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator.domain.span import Span
from annotator.operations.entities import add_entity, resize_entity
from annotator.operations.projects import new_project
from annotator.ui.editor.travel import text_end
from annotator.ui.window import Window
from tests.ui.conftest import ANNOTATOR

ONE = "زار بوتين موسكو."
TWO = "وبوتين في لموسكو وبقال."


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def open_two(window: Window, folder: Path) -> list[str]:
    """Open a project with a marked document, and show a second one without marks."""
    project = new_project(folder / "p.annot", author=ANNOTATOR)
    with project.change("import"):
        ids = [project.add_document(name, text) for name, text in (("١", ONE), ("٢", TWO))]
        layer = project.ensure_layer(ids[0], ANNOTATOR)
    add_entity(project, layer, "PER", [span(ONE, "بوتين")])
    window.session.adopt(project)
    window.session.show(ids[1])
    return ids


def test_a_form_of_another_document_is_known(window: Window, tmp_path: Path) -> None:
    open_two(window, tmp_path)
    window.desk.forms.finish()

    window.canvas.stand_on(0)

    assert window.canvas.selection.spans == (Span(1, 6),)
    assert "بوتين" in window.desk.forms


def test_a_mark_is_known_as_soon_as_it_is_made_and_forgotten_with_it(
    window: Window, tmp_path: Path, application: QApplication
) -> None:
    open_two(window, tmp_path)
    forms, session = window.desk.forms, window.session
    place = span(TWO, "موسكو")
    assert "موسكو" not in forms

    added = session.run(add_entity, session.layer_for_edit(), "GPE", [place])
    assert "موسكو" in forms
    assert forms.having("موسكو") == [added.id]

    session.run(resize_entity, added.id, [span(TWO, "لموسكو")])
    assert "موسكو" not in forms
    assert "لموسكو" in forms

    session.run(type(session.project).undo)
    session.run(type(session.project).undo)
    assert "موسكو" not in forms


def test_the_policy_of_the_schema_is_the_cursors(window: Window, tmp_path: Path) -> None:
    open_two(window, tmp_path)
    window.desk.forms.finish()
    assert text_end(window.canvas, "start") == 0

    window.canvas.move_token(1)
    window.canvas.move_token(1)
    chosen = window.canvas.selection.spans[0]

    assert TWO[chosen.start : chosen.end] == "لموسكو"  # nothing of that name is marked


def test_another_project_is_known_by_its_own_marks(window: Window, tmp_path: Path) -> None:
    open_two(window, tmp_path)
    window.desk.forms.finish()
    other = new_project(tmp_path / "q.annot", author=ANNOTATOR)

    window.session.adopt(other)

    assert "بوتين" not in window.desk.forms
