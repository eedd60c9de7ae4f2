"""The side of the editor: sample, colours nearby and keys, as they are painted and said."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.operations.projects import preset_names, preset_source
from annotator.operations.schema_colours import recolouring
from annotator.operations.schema_revise import revised
from annotator.operations.schema_steps import SetKeys, Target
from annotator.ui.schema_editor.dialog import SchemaEditor
from annotator.ui.schema_editor.eyes import closest_pairs
from annotator.ui.schema_editor.key_map import held_of, uses
from annotator.ui.schema_editor.sample import sample_of
from annotator.ui.schema_editor.spot import Spot


@pytest.fixture
def schema() -> Schema:
    return read_schema(preset_source("news-ere"))


def shown(editor: SchemaEditor, spot: Spot) -> None:
    editor.bench.go(spot)
    editor.side.read()
    QApplication.processEvents()


@pytest.mark.parametrize("name", preset_names())
def test_every_type_has_a_sample(name: str) -> None:
    schema = read_schema(preset_source(name))

    for kind in (*schema.entities, *schema.events, *schema.relations):
        text, layer = sample_of(schema, kind)
        assert text
        assert any(mark.type == kind.id for mark in layer.marks())


def test_the_first_example_is_the_sample(schema: Schema) -> None:
    kind = replace(schema.entities[0], examples=("زار [بوتين] القاهرة",))

    text, layer = sample_of(schema, kind)

    assert text == "زار بوتين القاهرة"
    assert text[layer.entities[0].spans[0].start : layer.entities[0].spans[0].end] == "بوتين"


def test_a_type_is_painted_in_four_ways(editor: SchemaEditor) -> None:
    shown(editor, Spot("entity", "PER"))

    pictures = editor.side.preview.pictures
    assert len(pictures) == 4
    assert len({picture.pixelColor(2, 2).name() for picture in pictures}) == 2  # light and dark pages


def test_another_colour_is_painted_at_once(editor: SchemaEditor) -> None:
    shown(editor, Spot("entity", "PER"))
    before = editor.side.preview.pictures[0].copy()

    editor.bench.change(Spot("entity", "PER"), "colour", "#aa0000")
    shown(editor, Spot("entity", "PER"))

    assert editor.side.preview.pictures[0] != before


def test_a_close_colour_is_named(editor: SchemaEditor) -> None:
    shown(editor, Spot("entity", "GPE"))

    assert editor.side.eyes.closest is not None
    assert editor.side.eyes.closest.name == "مال"


def test_proposed_colours_are_not_close(editor: SchemaEditor) -> None:
    assert closest_pairs(editor.bench, 9)

    editor.bench.do(recolouring(editor.bench.schema))

    assert closest_pairs(editor.bench, 9) == []


def test_the_keys_of_a_context_are_known(schema: Schema) -> None:
    found = uses(schema, 0)

    assert found["1"].whole == (Target("entity", "PER"),)
    assert len(found["L"].begun) == 5
    assert uses(schema, 0, ("L",))["B"].whole == (Target("event", "Life.Be-Born"),)
    assert held_of("Ctrl+Shift+A") == "Ctrl+Shift+"


def test_a_clash_is_seen_on_its_key(schema: Schema) -> None:
    clashing = revised(schema, SetKeys(((Target("entity", "ORG"), "1"), (Target("entity", "GPE"), "L"))))

    found = uses(clashing, 0)

    assert found["1"].is_clash
    assert found["L"].is_clash


def test_a_click_on_a_key_goes_to_its_type(editor: SchemaEditor) -> None:
    shown(editor, Spot("schema"))
    keys = editor.side.keys
    box = dict(keys._boxes())["2"]

    QTest.mouseClick(keys, Qt.MouseButton.LeftButton, pos=box.center())

    assert editor.bench.spot == Spot("entity", "ORG")


def test_a_click_on_a_beginning_shows_what_follows(editor: SchemaEditor) -> None:
    shown(editor, Spot("schema"))
    keys = editor.side.keys

    QTest.mouseClick(keys, Qt.MouseButton.LeftButton, pos=dict(keys._boxes())["L"].center())

    assert keys.first == ("L",)
    assert keys.words("B") == "ولادة"
    QTest.mouseClick(keys, Qt.MouseButton.LeftButton, pos=dict(keys._boxes())["9"].center() + QPoint(0, 0))
    assert keys.first == ()


def test_keys_are_told_and_painted_between_a_new_id_and_the_next_look(
    editor: SchemaEditor, capsys: pytest.CaptureFixture[str]
) -> None:
    shown(editor, Spot("entity", "PER"))
    keys = editor.side.keys
    place = next(place for place, _box in keys._boxes() if keys.words(place).startswith("شخص"))

    editor.bench.rename(Spot("entity", "PER"), "HUMAN")
    keys.grab()
    assert keys.words(place).startswith("شخص")
    QTest.mouseClick(keys, Qt.MouseButton.LeftButton, pos=keys._boxes()[0][1].center())
    editor.side._go(Target("entity", "PER"))

    assert capsys.readouterr().err == ""
