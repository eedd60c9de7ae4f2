"""Words for problems: each kind has a title in both languages, and a role is named as its own event names it."""

import pytest

from annotator import paths
from annotator.domain.problem import KINDS, found
from annotator.domain.schema_toml import read_schema
from annotator.settings import Settings
from annotator.ui.i18n import read_catalogue
from annotator.ui.problem_titles import TITLES, problem_title
from annotator.ui.session import Session
from annotator.ui.wording import problem_text, time_left

LOOK = 'label = { en = "x" }\ncolour = "#112233"\n'
TWO_AGENTS = f"""
schema_format = 1
id = "small"
title = {{ en = "Small" }}
[[event]]
id = "Attack"
{LOOK}
[[event.role]]
id = "Agent"
label = {{ en = "Attacker" }}
[[event]]
id = "Buy"
{LOOK}
[[event.role]]
id = "Agent"
label = {{ en = "Buyer" }}
"""


@pytest.fixture
def english(qapp: object) -> Session:
    made = Session(Settings(language="en"))
    made.schema = read_schema(TWO_AGENTS)
    return made


def test_every_kind_of_problem_has_a_title_in_both_languages() -> None:
    sentences, _ = read_catalogue(paths.resources() / "i18n" / "ar.toml")

    assert TITLES.keys() == KINDS.keys()
    assert [title for title in TITLES.values() if title not in sentences] == []
    assert len(set(TITLES.values())) == len(TITLES)


@pytest.mark.parametrize(("event", "name"), [("Attack", "Attacker"), ("Buy", "Buyer")])
def test_a_role_is_called_what_its_own_event_calls_it(english: Session, event: str, name: str) -> None:
    problem = found("recommended role", "E1", {"text": "خطب", "type": event, "role": "Agent"})

    assert name in problem_text(english, problem)


def test_a_role_that_the_event_lacks_is_told_by_its_id(english: Session) -> None:
    problem = found("unknown role", "E1", {"text": "خطب", "type": "Buy", "role": "Seller"})

    assert "Seller" in problem_text(english, problem)


def test_titles_and_times_are_whole_phrases(english: Session) -> None:
    assert problem_title(english, "edge space") == "White space at an edge"
    assert time_left(english, 20) == "less than a minute left"
    assert "3" in time_left(english, 181)
