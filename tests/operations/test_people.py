"""People: roles, names, and who may leave."""

from typing import Any

import pytest

from annotator.domain.people import Role
from annotator.errors import AnnotatorError
from annotator.operations import people
from annotator.operations.people import put_person, remove_person, rename_person, role_of


def test_a_person_has_a_role_that_can_change(desk: Any) -> None:
    put_person(desk.project, "سارة", Role.REVIEWER)
    put_person(desk.project, "سارة", Role.LEAD)

    assert role_of(desk.project, "سارة") is Role.LEAD
    assert role_of(desk.project, "amal") is Role.ANNOTATOR


def test_without_a_lead_everybody_may_do_everything(desk: Any) -> None:
    assert role_of(desk.project, "amal") is Role.LEAD


def test_the_same_role_again_is_no_change(desk: Any) -> None:
    put_person(desk.project, "سارة", Role.REVIEWER)

    assert put_person(desk.project, "سارة", Role.REVIEWER) is None


def test_a_new_name_keeps_the_work(desk: Any) -> None:
    rename_person(desk.project, "amal", "آمال")

    assert [row.annotator for row in desk.project.layers(desk.document)] == ["آمال"]
    assert desk.project.verify() == []


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\u202eb", "Gold"])
def test_a_name_that_cannot_be_is_refused(desk: Any, name: str) -> None:
    with pytest.raises(AnnotatorError):
        put_person(desk.project, name, Role.ANNOTATOR)


def test_a_taken_name_is_refused(desk: Any) -> None:
    put_person(desk.project, "سارة", Role.ANNOTATOR)

    with pytest.raises(AnnotatorError, match="already"):
        rename_person(desk.project, "amal", "سارة")


def test_only_people_without_work_can_leave(desk: Any) -> None:
    put_person(desk.project, "سارة", Role.ANNOTATOR)
    remove_person(desk.project, "سارة")

    assert [person.name for person in people.workers(desk.project)] == ["amal"]
    with pytest.raises(AnnotatorError, match="1 documents"):
        remove_person(desk.project, "amal")


def test_undo_gives_the_role_back(desk: Any) -> None:
    put_person(desk.project, "amal", Role.LEAD)
    desk.project.undo()

    assert desk.project.people.find("amal").role is Role.ANNOTATOR
