"""Documents are renamed and deleted without losing anything."""

import pytest

from annotator.domain.model import State
from annotator.errors import AnnotatorError
from annotator.operations.documents import LONGEST_NAME, delete_documents, open_layer, rename_document, set_state
from annotator.operations.entities import add_entity
from tests.operations.conftest import Desk


def test_names_that_mislead_or_clash_are_refused(desk: Desk) -> None:
    rename_document(desk.project, desk.document, " تقرير ")
    assert desk.project.document_row(desk.document).name == "تقرير"

    with pytest.raises(AnnotatorError, match="cannot be seen"):
        rename_document(desk.project, desk.document, "مستند\u202egnp.exe")
    with pytest.raises(AnnotatorError, match="needs a name"):
        rename_document(desk.project, desk.document, " ")


def test_deleted_document_comes_back_with_everything(desk: Desk) -> None:
    add_entity(desk.project, desk.layer, "GPE", [desk.span("مصر")])
    before = desk.project.document(desk.document)

    delete_documents(desk.project, [desk.document])
    assert desk.project.documents() == []
    desk.project.undo()

    assert desk.project.document(desk.document) == before


def test_layer_made_at_the_first_edit_is_no_step_of_its_own(desk: Desk) -> None:
    layer = open_layer(desk.project, desk.document, "badr")
    assert open_layer(desk.project, desk.document, "badr") == layer

    add_entity(desk.project, layer, "GPE", [desk.span("مصر")])
    desk.project.undo()

    undo = desk.project.next_undo
    assert undo is not None
    assert undo.kind == "import"


def test_state_is_kept(desk: Desk) -> None:
    set_state(desk.project, desk.layer, State.DONE)

    assert desk.read().state is State.DONE


def test_a_name_of_two_hundred_characters_is_the_longest(desk: Desk) -> None:
    rename_document(desk.project, desk.document, "ن" * LONGEST_NAME)

    with pytest.raises(AnnotatorError, match="201 characters"):
        rename_document(desk.project, desk.document, "ن" * (LONGEST_NAME + 1))

    assert desk.project.document_row(desk.document).name == "ن" * LONGEST_NAME
