"""Events keep their arguments through retyping, and lose only what is deleted."""

import pytest

from annotator.domain.model import Argument
from annotator.errors import AnnotatorError
from annotator.operations.documents import open_layer
from annotator.operations.entities import add_entity
from annotator.operations.events import (
    add_event,
    change_role,
    clear_role,
    fill_role,
    fill_role_with_new,
    resize_trigger,
    retype_event,
)
from annotator.operations.marks import delete_marks
from tests.operations.conftest import Desk


def arguments(desk: Desk) -> list[tuple[str, str | None]]:
    (event,) = desk.read().events
    return [(argument.role, argument.target) for argument in event.arguments]


@pytest.fixture
def meeting(desk: Desk) -> str:
    return add_event(desk.project, desk.layer, "Contact.Meet", [desk.span("التقى")]).id


def test_event_starts_with_the_defaults_of_its_type(desk: Desk, meeting: str) -> None:
    (event,) = desk.read().events
    assert (event.name, dict(event.attributes)["polarity"]) == ("E1", "positive")


def test_role_takes_several_fillers_and_none_twice(desk: Desk, meeting: str) -> None:
    putin = add_entity(desk.project, desk.layer, "PER", [desk.span("بوتين")]).id
    minister = add_entity(desk.project, desk.layer, "PER", [desk.span("وزير خارجية مصر")]).id

    fill_role(desk.project, meeting, "Entity", putin)
    fill_role(desk.project, meeting, "Entity", minister)
    again = fill_role(desk.project, meeting, "Entity", minister)

    assert again is None
    assert arguments(desk) == [("Entity", putin), ("Entity", minister)]


def test_argument_without_words_is_kept(desk: Desk, meeting: str) -> None:
    fill_role(desk.project, meeting, "Entity", None)

    assert arguments(desk) == [("Entity", None)]


def test_new_filler_is_one_step_to_undo(desk: Desk, meeting: str) -> None:
    added = fill_role_with_new(desk.project, meeting, "Place", "GPE", [desk.span("موسكو")])
    assert arguments(desk) == [("Place", added.id)]

    desk.project.undo()

    assert arguments(desk) == []
    assert desk.read().entities == ()


def test_clearing_and_changing_a_role_leaves_the_filler(desk: Desk, meeting: str) -> None:
    added = fill_role_with_new(desk.project, meeting, "Place", "GPE", [desk.span("موسكو")])
    (event,) = desk.read().events
    argument: Argument = event.arguments[0]

    change_role(desk.project, meeting, argument.id, "Entity")
    assert arguments(desk) == [("Entity", added.id)]
    clear_role(desk.project, meeting, argument.id)

    assert arguments(desk) == []
    assert len(desk.read().entities) == 1


def test_retyping_keeps_arguments(desk: Desk, meeting: str) -> None:
    added = fill_role_with_new(desk.project, meeting, "Place", "GPE", [desk.span("موسكو")])

    retype_event(desk.project, meeting, "Conflict.Attack")
    resize_trigger(desk.project, meeting, [desk.span("زار")])

    (event,) = desk.read().events
    assert (event.type, event.trigger, arguments(desk)) == (
        "Conflict.Attack",
        (desk.span("زار"),),
        [("Place", added.id)],
    )


def test_deleting_a_filler_empties_the_role_and_undo_fills_it_again(desk: Desk, meeting: str) -> None:
    added = fill_role_with_new(desk.project, meeting, "Place", "GPE", [desk.span("موسكو")])

    delete_marks(desk.project, [added.id])
    assert arguments(desk) == []
    desk.project.undo()

    assert arguments(desk) == [("Place", added.id)]


def test_event_may_fill_another_event_but_not_itself(desk: Desk, meeting: str) -> None:
    visit = add_event(desk.project, desk.layer, "Movement.Transport-Person", [desk.span("زار")]).id

    fill_role(desk.project, meeting, "Entity", visit)
    with pytest.raises(AnnotatorError, match="of its own"):
        fill_role(desk.project, meeting, "Entity", meeting)


def test_filler_of_another_layer_is_refused(desk: Desk, meeting: str) -> None:
    other = open_layer(desk.project, desk.document, "badr")
    stranger = add_entity(desk.project, other, "GPE", [desk.span("موسكو")]).id

    with pytest.raises(AnnotatorError, match="another document or annotator"):
        fill_role(desk.project, meeting, "Place", stranger)
