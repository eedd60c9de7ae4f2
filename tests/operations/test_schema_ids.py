"""Ids proposed from names: ASCII words that are not taken."""

import pytest

from annotator.domain.schema import Wording
from annotator.operations.schema_ids import proposed_id


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (Wording(en="head of state"), "HeadOfState"),
        (Wording(en="PER"), "PER"),
        (Wording(en="café/bar"), "CafeBar"),
        (Wording("رئيس دولة"), "RiysDwla"),
        (Wording(), "New"),
    ],
)
def test_a_name_becomes_an_ascii_word(name: Wording, wanted: str) -> None:
    assert proposed_id(name, set()) == wanted


def test_a_taken_id_gets_a_number() -> None:
    assert proposed_id(Wording(en="boat"), {"Boat", "Boat2"}) == "Boat3"


def test_an_id_in_a_group_begins_with_it() -> None:
    assert proposed_id(Wording(en="set sail"), set(), group="Sea") == "Sea.SetSail"
