"""The check of the open layer in pieces finds just what a check of the whole finds, whatever was edited."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.check import problems
from annotator.domain.span import Span
from annotator.operations import attributes, clusters, comments, entities, events, relations
from annotator.operations.documents import open_layer
from annotator.operations.marks import delete_marks
from annotator.operations.projects import new_project
from annotator.settings import Settings
from annotator.store.project import Project
from annotator.text.tokens import sentences, words
from annotator.ui.checking import LayerCheck
from annotator.ui.session import Session

TEXT = (
    "زار الرئيس بوتين القاهرة، والتقى بالرئيس كيم. ثم قال بوتين: «وصلنا إلى القاهرة»\n"
    "وبوتين في موسكو مع كيم. التقى وزير خارجية مصر بوتين وكيم في القاهرة أمس\nولم يزر بوتين موسكو"
)
AUTHOR = "ليلى"
Step = Callable[[Session, random.Random], None]


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Session:
    project = new_project(tmp_path / "p.annot", author=AUTHOR)
    with project.change("import"):
        project.add_document("خبر.txt", TEXT)
    made = Session(Settings(annotator=AUTHOR))
    made.adopt(project)
    made.layer_for_edit()
    yield made
    made.adopt(None)


def told(found: list) -> list[tuple[str, str, str]]:
    return sorted((problem.kind, problem.target, str(problem)) for problem in found)


def whole(session: Session) -> list[tuple[str, str, str]]:
    layer = session.project.layer(session.layer_id)
    return told(problems(session.text, layer, session.schema, sentences=sentences))


def a_mark(session: Session, chance: random.Random, kind: str = "") -> str:
    ids = [mark.id for mark in session.marks if kind in type(mark).__name__]
    return chance.choice(ids) if ids else ""


def a_span(chance: random.Random) -> tuple[Span, ...]:
    found = words(TEXT)
    first = chance.randrange(len(found))
    return (Span(found[first].start, found[min(first + chance.randrange(2), len(found) - 1)].end),)


def add_entity(session: Session, chance: random.Random) -> None:
    session.run(entities.add_entity, session.layer_id, chance.choice(("PER", "GPE", "ORG", "?")), a_span(chance))


def add_event(session: Session, chance: random.Random) -> None:
    session.run(
        events.add_event, session.layer_id, chance.choice(("Contact.Meet", "Movement.Transport")), a_span(chance)
    )


def fill(session: Session, chance: random.Random) -> None:
    event, target = a_mark(session, chance, "Event"), a_mark(session, chance, "E")
    if event and target and session.marks.mention(target):
        session.run(events.fill_role, event, chance.choice(("Entity", "Place", "?")), target)


def link(session: Session, chance: random.Random) -> None:
    head, tail = a_mark(session, chance, "Entity"), a_mark(session, chance, "Entity")
    if head and head != tail:
        session.run(relations.link, "ORG-AFF.Leadership", head, tail)


def change(session: Session, chance: random.Random) -> None:
    entity = a_mark(session, chance, "Entity")
    if entity and chance.random() < 0.5:
        session.run(entities.retype_entity, entity, chance.choice(("PER", "GPE")))
    elif entity:
        session.run(entities.resize_entity, entity, a_span(chance))


def join(session: Session, chance: random.Random) -> None:
    ids = [a_mark(session, chance, "Entity") for _ in range(2)]
    if all(ids) and ids[0] != ids[1]:
        session.run(clusters.cluster_marks, ids)


def note(session: Session, chance: random.Random) -> None:
    mark = a_mark(session, chance)
    if mark:
        session.run(comments.add_comment, session.layer_id, mark, "؟")
        session.run(attributes.set_attribute, [mark], "mention_class", chance.choice(("NAM", "?", None)))


def delete(session: Session, chance: random.Random) -> None:
    mark = a_mark(session, chance)
    if mark:
        session.run(delete_marks, [mark])


def take_back(session: Session, chance: random.Random) -> None:
    session.run(Project.undo if chance.random() < 0.7 else Project.redo)
    session.layer_for_edit()


STEPS: tuple[Step, ...] = (add_entity, add_entity, add_event, fill, link, change, join, note, delete, take_back)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_the_problems_are_those_of_a_whole_check(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    check = LayerCheck(session.text, session.marks, session.schema)
    check.work(float("inf"))
    session.changed.connect(check.follow)

    for _ in range(60):
        chance.choice(STEPS)(session, chance)
        assert check.work(float("inf"))
        assert told(check.first(10_000)) == whole(session)
    assert len(check) == len(whole(session))


def test_an_edit_before_the_first_check_is_done_starts_it_again(session: Session) -> None:
    chance = random.Random(0)
    for _ in range(30):
        add_entity(session, chance)
    check = LayerCheck(session.text, session.marks, session.schema)
    session.changed.connect(check.follow)

    delete(session, chance)
    add_entity(session, chance)
    check.work(float("inf"))

    assert told(check.first(10_000)) == whole(session)


def test_the_check_stops_when_its_time_is_over(session: Session) -> None:
    for number in range(50):
        add_entity(session, random.Random(number))
    check = LayerCheck(session.text, session.marks, session.schema)

    assert not check.work(0.0)
    assert check.work(float("inf"))


def test_the_problems_come_in_the_order_of_the_text(session: Session) -> None:
    chance = random.Random(3)
    for _ in range(20):
        add_entity(session, chance)
    check = LayerCheck(session.text, session.marks, session.schema)
    check.work(float("inf"))

    starts = [problem.span.start for problem in check.first(10_000) if problem.span]

    assert starts == sorted(starts)
    assert check.first(1) == check.first(10_000)[:1]


def test_a_layer_that_is_not_begun_has_no_problems(session: Session) -> None:
    assert session.run(open_layer, session.document.id, AUTHOR) == session.layer_id
    check = LayerCheck(session.text, session.marks, session.schema)

    assert check.work(0.0)
    assert len(check) == 0
