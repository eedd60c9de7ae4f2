"""Relations join two marks of one layer and go with them."""

import pytest

from annotator.errors import AnnotatorError
from annotator.operations.entities import add_entity
from annotator.operations.marks import delete_marks
from annotator.operations.relations import link, retype_relation, reverse, unlink
from tests.operations.conftest import Desk


@pytest.fixture
def ends(desk: Desk) -> tuple[str, str]:
    return (
        add_entity(desk.project, desk.layer, "PER", [desk.span("وزير خارجية مصر")]).id,
        add_entity(desk.project, desk.layer, "GPE", [desk.span("مصر")]).id,
    )


def test_link_retype_reverse_unlink_are_one_change_each(desk: Desk, ends: tuple[str, str]) -> None:
    head, tail = ends
    relation = link(desk.project, "ORG-AFF.Leadership", head, tail).id
    retype_relation(desk.project, relation, "PHYS.Located")
    reverse(desk.project, relation)

    (found,) = desk.read().relations
    assert (found.name, found.type, found.head, found.tail) == ("R1", "PHYS.Located", tail, head)
    unlink(desk.project, relation)
    assert desk.read().relations == ()
    assert [row.kind for row in desk.project.history()][:4] == [
        "delete marks",
        "reverse relation",
        "retype relation",
        "link",
    ]


def test_same_link_twice_and_link_to_itself_are_refused(desk: Desk, ends: tuple[str, str]) -> None:
    head, tail = ends
    link(desk.project, "ORG-AFF.Leadership", head, tail)

    with pytest.raises(AnnotatorError, match="already"):
        link(desk.project, "ORG-AFF.Leadership", head, tail)
    with pytest.raises(AnnotatorError, match="to itself"):
        link(desk.project, "ORG-AFF.Leadership", head, head)


def test_symmetric_link_is_the_same_both_ways(desk: Desk, ends: tuple[str, str]) -> None:
    head, tail = ends
    link(desk.project, "PHYS.Near", head, tail)

    with pytest.raises(AnnotatorError, match="already"):
        link(desk.project, "PHYS.Near", tail, head)


def test_deleting_an_end_takes_the_relation_and_undo_brings_both_back(desk: Desk, ends: tuple[str, str]) -> None:
    link(desk.project, "ORG-AFF.Leadership", *ends)
    before = desk.read()

    delete_marks(desk.project, ends)
    assert desk.read().relations == ()
    assert desk.read().entities == ()
    desk.project.undo()

    assert desk.read() == before
