"""The settings file, also as people edit it by hand."""

from dataclasses import replace

import pytest

from annotator import paths, settings
from annotator.settings import Settings

CHOSEN = Settings(
    language="en",
    theme="dark",
    annotator="ليلى",
    text_size=30,
    last_project="/a/مشروع.annotator",
    recent_projects=("/a", "/b"),
)


def test_what_is_saved_is_loaded(home):
    settings.save(CHOSEN)
    assert paths.settings_file() == home / "settings.json"
    assert settings.load() == CHOSEN
    assert [file.name for file in home.iterdir()] == ["settings.json"]


def test_a_folder_is_made_for_them(tmp_path):
    file = tmp_path / "a" / "b" / "settings.json"
    settings.save(CHOSEN, file)
    assert settings.load(file) == CHOSEN


def test_without_a_file_everything_is_the_default():
    assert settings.load() == Settings()


@pytest.mark.parametrize(
    ("written", "changes"),
    [
        ('{"theme": "dark", "unknown": 1}', {"theme": "dark"}),
        ('\ufeff{"theme": "dark"}', {"theme": "dark"}),
        ('{"theme": "pink", "text_size": 30}', {"text_size": 30}),
        ('{"language": "fr"}', {}),
        ('{"text_size": true}', {}),
        ('{"text_size": "30"}', {}),
        ('{"text_size": 30.0}', {}),
        ('{"text_size": 0}', {}),
        ('{"text_size": 99999}', {}),
        ('{"interface_scale": -100}', {}),
        ('{"text_font": null, "digits": "latin"}', {"digits": "latin"}),
        ('{"recent_projects": "/a"}', {}),
        ('{"recent_projects": ["/a", 5]}', {}),
        ('{"recent_projects": ["/a", "/b"]}', {"recent_projects": ("/a", "/b")}),
    ],
)
def test_what_does_not_fit_is_the_default_and_the_rest_is_kept(tmp_path, written, changes):
    file = tmp_path / "settings.json"
    file.write_text(written, encoding="utf-8")
    assert settings.load(file) == replace(Settings(), **changes)


@pytest.mark.parametrize("written", [b"", b"{", b"[]", b"null", b"5", b"\xff\xfe{", b"[" * 100_000, b'{"a": NaN}'])
def test_a_file_that_is_no_table_at_all_is_the_default(tmp_path, written):
    file = tmp_path / "settings.json"
    file.write_bytes(written)
    assert settings.load(file) == Settings()


def test_a_path_that_utf8_has_no_form_for_is_kept(tmp_path):
    file = tmp_path / "settings.json"
    settings.save(replace(CHOSEN, last_project="/a/\udce9"), file)
    assert settings.load(file) == replace(CHOSEN, last_project="/a/\udce9")


def test_a_folder_that_cannot_be_written_is_left_alone(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("here", encoding="utf-8")
    settings.save(CHOSEN, blocked / "settings.json")
    assert settings.load(blocked / "settings.json") == Settings()
    assert blocked.read_text(encoding="utf-8") == "here"


def test_a_save_that_fails_half_way_leaves_the_file_before_it(tmp_path):
    file = tmp_path / "settings.json"
    settings.save(CHOSEN, file)
    (tmp_path / "settings.new").mkdir()
    settings.save(Settings(), file)
    assert settings.load(file) == CHOSEN
