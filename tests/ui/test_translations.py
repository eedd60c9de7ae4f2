"""Every sentence that people read has its Arabic, with the same places in it."""

import string

import pytest

from annotator import paths
from annotator.operations.transfer import formats
from annotator.registry import discover
from annotator.ui.command import commands
from annotator.ui.i18n import read_catalogue
from annotator.ui.menus import BAR, MENUS, TEXT
from annotator.ui.panels.panel import Panel
from tests.ui.sentences import change_kinds, counted, said_by_ui, told_by_lower_layers

SENTENCES, PLURALS = read_catalogue(paths.resources() / "i18n" / "ar.toml")
SAME_IN_BOTH = {
    "«{text}»  {start}–{end}",
    "{type}: {mention}",
    "{letters}: {mention}",
    "{kind} “{name}” ({id})",
    "{field}: {values}",
    "{kind} ({count})",
    "{attribute}: {value}",
    "{name} · {role}",
}


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_what_the_window_says_is_translated() -> None:
    assert sorted(said_by_ui() - SENTENCES.keys()) == []


def test_what_lower_layers_tell_is_translated() -> None:
    assert sorted(told_by_lower_layers() - SENTENCES.keys()) == []


def test_the_kinds_of_changes_are_translated() -> None:
    assert sorted(change_kinds() - SENTENCES.keys()) == []


def test_commands_panels_and_formats_are_translated() -> None:
    known = commands().values()
    said = {found.title for found in known} | {found.help for found in known}
    said |= {panel.title for panel in discover("annotator.ui.panels", Panel).values()}
    said |= {item.title for item in formats().values()}

    assert sorted(said - SENTENCES.keys()) == []


def test_plural_sentences_have_all_six_arabic_forms() -> None:
    assert sorted(counted() - PLURALS.keys()) == []
    for sentence, forms in PLURALS.items():
        assert set(forms) == {"zero", "one", "two", "few", "many", "other"}, sentence
        assert all(places(form) <= places(sentence) for form in forms.values()), sentence


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_places_match(sentence: str) -> None:
    assert places(SENTENCES[sentence]) == places(sentence)


def test_arabic_is_arabic() -> None:
    latin = [key for key, said in SENTENCES.items() if not any("\u0600" <= c <= "\u06ff" for c in said)]

    assert set(latin) <= SAME_IN_BOTH


def test_every_command_has_help_and_a_menu_that_exists() -> None:
    known = commands()

    assert all(found.help.endswith(".") for found in known.values())
    assert {found.menu for found in known.values()} <= {*MENUS, TEXT[0]}
    assert {name for name in BAR if name} <= known.keys()


def test_no_two_commands_have_one_shortcut() -> None:
    keys = [keys for found in commands().values() for keys in found.shortcuts]

    assert len(keys) == len(set(keys))
