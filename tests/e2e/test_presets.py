"""Each preset in the real window: one of every type, role and relation marked by its commands is no problem."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.compare import same_content
from annotator.domain.model import Event, Relation
from annotator.operations.checking import project_problems
from annotator.operations.entities import retype_entity
from annotator.operations.importing import import_files
from annotator.operations.projects import new_project, preset_names
from annotator.settings import Settings
from annotator.ui.app import start
from annotator.ui.dialogs.ask import Ask
from annotator.ui.files import export_project
from annotator.ui.marking import apply_type, connect, set_value
from annotator.ui.session import Session
from annotator.ui.window import Window
from tests.operations.test_presets import Marker, plain_type


class Choosing(Ask):
    """Choose what is wanted by its words; fail where something is told that nobody expects."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = ""

    def pick(self, options: list[str]) -> int | None:
        return options.index(self.wanted)

    def tell(self, title: str, text: str, *, detail: str = "") -> None:
        raise AssertionError(f"{title}: {text} {detail}")


class WindowMarker(Marker):
    """Marks one word after the other by the window's commands: select words, press a type, connect two marks."""

    def __init__(self, window: Window, ask: Choosing, path: Path, preset: str) -> None:
        project = new_project(path, preset=preset, author="ليلى")
        super().__init__(project)
        self.window, self.ask = window, ask
        window.session.adopt(project)
        QApplication.processEvents()

    def mark(self, type_id: str) -> str:
        return self.apply("entity", type_id) if self.schema.entity(type_id) else self.event(type_id)

    def event(self, type_id: str) -> str:
        made = self.apply("event", type_id)
        for role in self.schema.event(type_id).roles:
            filler = plain_type(self.schema, role.fillers)
            for number in range(max(role.min, 1)):
                self.connect(made, self.one(filler, number), role.label.text("ar"))
        return made

    def apply(self, scope: str, type_id: str) -> str:
        desk = self.window.desk
        desk.session.select(None)
        desk.canvas.select_spans(tuple(self.word()))
        apply_type(desk, scope, type_id)
        desk.leave()  # the card of an event
        made = desk.session.mark.id
        self.complete(scope, type_id, made)
        return made

    def connect(self, source: str, target: str, words: str) -> None:
        self.ask.wanted = words
        connect(self.window.desk, source, target)

    def complete(self, scope: str, type_id: str, made: str) -> None:
        given = self.schema.defaults(scope, type_id)
        self.window.session.select(made)
        for attribute in self.schema.attributes_of(scope, type_id):
            if attribute.required and attribute.id not in given and attribute.is_shown(given):
                set_value(self.window.desk, attribute.id, attribute.options[0].id if attribute.options else True)


@pytest.fixture
def open_preset(tmp_path: Path) -> Callable[[str], WindowMarker]:
    start()
    opened: list[Window] = []

    def make(preset: str) -> WindowMarker:
        ask = Choosing()
        window = Window(Session(Settings(annotator="ليلى", language="ar")), ask)
        opened.append(window)
        window.show()
        return WindowMarker(window, ask, tmp_path / "a.annot", preset)

    yield make
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.mark.parametrize("name", preset_names())
def test_everything_of_a_preset_is_marked_in_the_window_and_comes_back_from_a_file(
    name: str, open_preset: Callable[[str], WindowMarker], tmp_path: Path
) -> None:
    marker = open_preset(name)
    session, schema = marker.window.session, marker.schema
    for kind in schema.entities:
        marker.mark(kind.id)
        for subtype in kind.subtypes:
            session.run(retype_entity, marker.mark(kind.id), kind.id, subtype=subtype.id)
    for event in schema.events:
        marker.sentence()
        marker.event(event.id)
    marker.sentence()
    for relation in schema.relations:
        pairs = relation.pairs or ((plain_type(schema, relation.head), plain_type(schema, relation.tail)),)
        for head, tail in pairs:
            marker.connect(marker.one(head), marker.one(tail, 1), relation.label.text("ar"))
            made = [mark for mark in session.marks if isinstance(mark, Relation)][-1]
            marker.complete("relation", made.type, made.id)

    marker.window.desk.check.finish()
    assert marker.window.desk.check.first(10) == []
    assert [str(found.problem) for found in project_problems(session.project)] == []
    marks = list(session.marks)
    assert {mark.type for mark in marks if isinstance(mark, Relation)} == {one.id for one in schema.relations}
    filled = {(mark.type, argument.role) for mark in marks if isinstance(mark, Event) for argument in mark.arguments}
    assert filled == {(event.id, role.id) for event in schema.events for role in event.roles}
    export_project(marker.window.desk, tmp_path / "out.jsonl", "jsonl")
    with new_project(tmp_path / "b.annot", preset=name, author="سعد") as other:
        assert import_files(other, [tmp_path / "out.jsonl"]).findings == ()
        (one,) = [session.project.document(row.id) for row in session.project.documents()]
        (back,) = [other.document(row.id) for row in other.documents()]
        assert same_content(one.layers[0], back.layers[0]).is_same
        assert (one.text, one.layers[0].annotator) == (back.text, back.layers[0].annotator)
