"""Two schemas joined: one stays as it is, what it lacks comes from the other and stays apart."""

from dataclasses import replace

import pytest

from annotator.domain.schema import EntityType, Schema, Wording
from annotator.domain.schema_toml import read_schema
from annotator.errors import SchemaError
from annotator.operations.projects import preset_names, preset_source
from annotator.operations.schema_join import joined_schemas
from annotator.operations.schema_keys import clashes


def preset(name: str) -> Schema:
    return read_schema(preset_source(name))


@pytest.mark.parametrize("other", [name for name in preset_names() if name != "wojood"])
def test_any_preset_is_added_to_another_without_clashes(other: str) -> None:
    own, added = preset("wojood"), preset(other)

    joined = joined_schemas(own, added)

    assert joined.entities[: len(own.entities)] == own.entities
    assert {kind.id for kind in added.events} <= {kind.id for kind in joined.events}
    fresh = joined.entities[len(own.entities) :]
    assert not {kind.colour for kind in fresh} & {kind.colour for kind in own.entities}
    assert not clashes(joined)


def test_what_both_have_stays_as_it_was() -> None:
    own = preset("conll4")
    other = replace(own, entities=tuple(replace(kind, label=Wording("آخر")) for kind in own.entities))

    assert joined_schemas(own, other) == own


def test_an_id_that_is_an_event_here_and_an_entity_there_is_refused() -> None:
    own = preset("news-ere")
    other = Schema("x", Wording("x"), entities=(EntityType("Life.Die", Wording("x"), "#123456"),))

    with pytest.raises(SchemaError):
        joined_schemas(own, other)
