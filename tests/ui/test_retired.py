"""What the schema retired is no longer offered; what it allows for a type holds for the types below it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator.domain.schema import Schema
from annotator.ui.filling import Filling
from annotator.ui.keymap import bindings
from annotator.ui.marking import apply_type, connect
from annotator.ui.type_keys import attribute_value, type_keys
from annotator.ui.window import Window
from tests.ui.conftest import Answers
from tests.ui.test_marking import stand_on

Press = Callable[..., None]


def without(schema: Schema, type_id: str) -> Schema:
    kinds = (replace(kind, retired=kind.retired or kind.id == type_id) for kind in schema.entities)
    return replace(schema, entities=tuple(kinds))


def below(schema: Schema, type_id: str, parent: str) -> Schema:
    kinds = (replace(kind, parent=parent if kind.id == type_id else kind.parent) for kind in schema.entities)
    return replace(schema, entities=tuple(kinds))


def test_a_retired_type_has_no_key_and_cannot_be_applied(opened: Window) -> None:
    session = opened.session
    session.schema = without(session.schema, "GPE")
    said: list[str] = []
    session.said.connect(said.append)
    stand_on(opened, "القاهرة")

    apply_type(opened.desk, "entity", "GPE")

    assert len(session.marks) == 0
    assert said == [session.tr("This type is retired; the schema does not offer it any more.")]
    assert "GPE" not in {entry.kind.id for entry in type_keys(session.schema).entries}
    assert ("entity", "GPE") not in {
        (one.scope, one.name) for one in bindings(session.settings, session.schema, session.tr)
    }


def test_a_retired_value_has_no_key(opened: Window) -> None:
    schema = opened.session.schema
    kind, option = next(
        (kind, option)
        for kind in schema.attributes
        for option in kind.options
        if option.hotkey and kind.fits("entity", "PER")
    )
    assert attribute_value(schema, "entity", "PER", option.hotkey) is not None

    options = tuple(replace(one, retired=True) for one in kind.options)
    others = tuple(one for one in schema.attributes if one is not kind)
    schema = replace(schema, attributes=(*others, replace(kind, options=options)))

    assert attribute_value(schema, "entity", "PER", option.hotkey) is None


@pytest.fixture
def visit(opened: Window, press: Press) -> Filling:
    """The frame card of a visit beside a marked place."""
    stand_on(opened, "القاهرة")
    press(opened.canvas, "3")
    stand_on(opened, "زار")
    press(opened.canvas, "M", "P")
    mode = opened.desk.mode
    assert isinstance(mode, Filling)
    return mode


def arm_role_of(mode: Filling, type_id: str) -> None:
    mode.arm(next(number for number, role in enumerate(mode.roles) if type_id in role.fillers))


def test_a_role_takes_a_type_below_one_that_it_names(opened: Window, visit: Filling) -> None:
    session = opened.session
    kinds = {kind.id for kind in session.schema.entities}
    arm_role_of(visit, "PER")
    apart = next(one for one in sorted(kinds) if one not in visit.role.fillers)

    session.schema = below(session.schema, apart, "PER")

    assert apart in [kind.id for kind in visit._kinds()]


def test_a_retired_type_is_no_filler_of_new_words(opened: Window, visit: Filling) -> None:
    arm_role_of(visit, "PER")
    assert "PER" in [kind.id for kind in visit._kinds()]

    opened.session.schema = without(opened.session.schema, "PER")

    assert "PER" not in [kind.id for kind in visit._kinds()]


def test_a_drag_offers_no_retired_role(opened: Window, visit: Filling, answers: Answers) -> None:
    session, event = opened.session, visit.event
    assert event is not None
    opened.desk.leave()
    kinds = tuple(
        replace(kind, roles=tuple(replace(role, retired=True) for role in kind.roles)) for kind in session.schema.events
    )
    session.schema = replace(session.schema, events=kinds, relations=())

    connect(opened.desk, event.id, next(mark.id for mark in session.marks if mark.id != event.id))

    assert len(answers.told) == 1
    assert answers.asked == []
