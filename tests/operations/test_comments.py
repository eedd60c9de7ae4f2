"""Comments: threads on marks, documents and types, settled as a whole, and kept by annotator/1."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.model import Comment, Document
from annotator.domain.span import Span
from annotator.domain.threads import type_of
from annotator.errors import AnnotatorError
from annotator.formats import jsonl
from annotator.formats.format import Read, WriteOptions
from annotator.operations.comment_index import Asked, CommentIndex, PlacedThread, is_to_answer
from annotator.operations.comments import (
    add_comment,
    answer_comment,
    comment_on_type,
    delete_comment,
    resolve_comment,
)
from annotator.operations.entities import add_entity
from annotator.operations.projects import new_project
from annotator.operations.queue import is_ready, worked
from annotator.operations.transfer import formats
from annotator.store.project import Project
from tests.formats.seeds import NEEDS

ME, OTHER, THIRD = "ليلى", "بشير", "آمال"


class Talk:
    """A project with one document, in which three people talk."""

    def __init__(self, project: Project) -> None:
        self.project = project
        with project.change("import"):
            self.document = project.add_document("d.txt", "زار كيم القصر")
            self.layers = {name: project.ensure_layer(self.document, name) for name in (ME, OTHER)}
        self.mark = add_entity(project, self.layers[ME], "PER", (Span(4, 7),)).id

    def say(self, who: str, operation: object, *values: object, **options: object) -> str:
        before, self.project.author = self.project.author, who
        try:
            return operation(self.project, *values, **options).id
        finally:
            self.project.author = before

    def index(self) -> CommentIndex:
        found = CommentIndex()
        found.take(self.project.comments.page())
        return found

    def waits_for(self, person: str, *, has_work: bool = False) -> list[str]:
        asked = Asked(person, frozenset({ME, OTHER, THIRD}), lambda _: has_work)
        return [placed.thread.first.text for placed in self.index().threads() if is_to_answer(placed, asked)]


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    project = new_project(tmp_path / "p.annot", author=ME)
    yield Talk(project)
    project.close()


def unnamed(document: Document) -> dict[str, list[Comment]]:
    return {layer.annotator: [replace(one, name="") for one in layer.comments] for layer in document.layers}


def only(index: CommentIndex) -> PlacedThread:
    (placed,) = index.threads()
    return placed


def test_a_thread_is_settled_by_its_first_comment_and_an_answer_opens_it_again(talk: Talk) -> None:
    first = talk.say(OTHER, add_comment, talk.layers[ME], talk.mark, "لماذا؟")
    answer = talk.say(ME, answer_comment, first, "لأنه اسم")

    resolve_comment(talk.project, answer, resolved=True)
    settled = only(talk.index()).thread
    talk.say(THIRD, answer_comment, answer, "لا أرى ذلك")
    opened = only(talk.index()).thread

    assert (settled.first.id, settled.is_open) == (first, False)
    assert opened.is_open
    assert [one.author for one in opened.comments()] == [OTHER, ME, THIRD]
    assert all(one.target == talk.mark for one in opened.comments())


def test_an_answer_is_one_change_and_undo_settles_again(talk: Talk) -> None:
    first = add_comment(talk.project, talk.layers[ME], talk.mark, "?").id
    resolve_comment(talk.project, first, resolved=True)
    answer_comment(talk.project, first, "!")

    talk.project.undo()

    thread = only(talk.index()).thread
    assert not thread.is_open
    assert thread.answers == ()


def test_what_somebody_else_answered_is_not_deleted(talk: Talk) -> None:
    first = talk.say(ME, add_comment, talk.layers[ME], talk.mark, "?")
    talk.say(ME, answer_comment, first, "mine")
    answer = talk.say(OTHER, answer_comment, first, "!")

    with pytest.raises(AnnotatorError, match="has answered"):
        delete_comment(talk.project, first)
    delete_comment(talk.project, answer)
    delete_comment(talk.project, first)

    assert talk.project.comments.page() == []


def test_a_comment_does_not_change_the_mark_it_is_on(talk: Talk) -> None:
    before = talk.project.layer(talk.layers[ME])
    talk.say(OTHER, add_comment, talk.layers[ME], talk.mark, "?")

    assert talk.project.layer(talk.layers[ME]).entities == before.entities


def test_what_waits_for_me_concerns_me_and_somebody_else_spoke_last(talk: Talk) -> None:
    say, layers = talk.say, talk.layers
    say(OTHER, add_comment, layers[ME], talk.mark, "on my mark")
    say(THIRD, add_comment, layers[OTHER], None, "on the document")
    say(THIRD, add_comment, layers[OTHER], None, f"for @{ME}")
    mine = say(ME, add_comment, layers[OTHER], None, "I asked")
    say(THIRD, comment_on_type, layers[ME], "entity", "PER", "on a type")

    assert talk.waits_for(ME) == ["on my mark", f"for @{ME}"]
    assert talk.waits_for(ME, has_work=True) == ["on my mark", "on the document", f"for @{ME}"]
    answer = say(OTHER, answer_comment, mine, "so")
    assert "I asked" in talk.waits_for(ME)
    resolve_comment(talk.project, answer, resolved=True)
    assert "I asked" not in talk.waits_for(ME)


def test_the_index_follows_what_becomes_of_comments(talk: Talk) -> None:
    index = talk.index()
    first = add_comment(talk.project, talk.layers[ME], None, "a").id
    answer = answer_comment(talk.project, first, "b").id

    index.take(talk.project.comments.find([first, answer]))
    assert index.thread(answer).id == first
    delete_comment(talk.project, answer)
    index.forget([answer])

    assert only(index).thread.answers == ()
    assert index.thread(answer) is None
    assert len(index) == 1


def test_pages_go_through_every_comment_once(talk: Talk) -> None:
    ids = {add_comment(talk.project, talk.layers[ME], None, str(number)).id for number in range(7)}
    found: list[str] = []
    while page := talk.project.comments.page(found[-1] if found else "", 3):
        found += [placed.comment.id for placed in page]

    assert len(found) == 7
    assert set(found) == ids
    assert {placed.document_id for placed in talk.project.comments.find(ids)} == {talk.document}


def test_annotator_1_keeps_threads_and_types(talk: Talk, tmp_path: Path) -> None:
    first = talk.say(OTHER, add_comment, talk.layers[ME], talk.mark, "سطر\nوسطر")
    resolve_comment(talk.project, talk.say(ME, answer_comment, first, "نعم"), resolved=True)
    talk.say(ME, add_comment, talk.layers[ME], None, "على المستند")
    about = talk.say(ME, comment_on_type, talk.layers[ME], "entity", "PER", "على النوع")
    talk.say(OTHER, answer_comment, about, "جواب")
    document = talk.project.document(talk.document)

    writing = jsonl.FORMAT.write([document], tmp_path / "out.jsonl", WriteOptions())
    (back,) = jsonl.FORMAT.read(tmp_path / "out.jsonl")

    assert writing.losses == ()
    assert unnamed(back) == unnamed(document)
    assert [type_of(one) for one in back.layers[-1].comments].count(("entity", "PER")) == 2


@pytest.mark.parametrize("name", sorted(name for name, found in formats().items() if found.write is not None))
def test_what_another_format_does_not_keep_of_a_thread_is_reported(talk: Talk, tmp_path: Path, name: str) -> None:
    about = talk.say(ME, comment_on_type, talk.layers[ME], "entity", "PER", "على النوع")
    talk.say(OTHER, answer_comment, about, "جواب")
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    found = formats()[name]
    document = talk.project.document(talk.document, ME)

    target = tmp_path / f"out{found.suffix}"

    writing = found.write([document], target, WriteOptions())

    is_told = {loss.kind for loss in writing.losses} & {"comments", "comment details", "extra"}
    is_written = any(b"entity:PER" in file.read_bytes() for file in writing.files)
    assert is_told or is_written or ("entity", "PER") in types_of(found.reading(target, {}))


def types_of(read: Iterator[Read]) -> list[tuple[str, str] | None]:
    """Return the types that the comments of documents are on; files that are packed show nothing else."""
    layers = (layer for document in read if isinstance(document, Document) for layer in document.layers)
    return [type_of(comment) for layer in layers for comment in layer.comments]


def test_a_layer_that_holds_only_remarks_is_nobodys_work(talk: Talk) -> None:
    with talk.project.change("import"):
        third = talk.project.ensure_layer(talk.document, THIRD)
    talk.say(THIRD, add_comment, third, None, "?")
    row = talk.project.document_row(talk.document)

    assert THIRD not in {layer.annotator for layer in worked(row)}
    assert not is_ready(row)
