"""Where resources, settings and data are."""

from pathlib import Path

from annotator import paths


def test_the_checkout_brings_its_resources():
    assert paths.resources() == Path(__file__).resolve().parents[1] / "resources"
    assert (paths.resources() / "presets" / "news-ere.toml").is_file()


def test_the_folder_inside_the_package_comes_first(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "annotator"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "site-packages" / "resources").mkdir()
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.resources() == package / "resources"
    (package / "resources").rmdir()
    assert paths.resources() == tmp_path / "site-packages" / "resources"


def test_one_variable_moves_settings_and_data(tmp_path, monkeypatch):
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "بيت"))
    assert paths.settings_file() == tmp_path / "بيت" / "settings.json"
    assert paths.data_folder() == tmp_path / "بيت"


def test_without_it_they_are_where_the_system_keeps_them(tmp_path, monkeypatch):
    monkeypatch.delenv("ANNOTATOR_HOME")
    monkeypatch.setattr(paths.platformdirs, "user_config_dir", lambda *names: str(tmp_path / "config" / names[0]))
    monkeypatch.setattr(paths.platformdirs, "user_data_dir", lambda *names: str(tmp_path / "data" / names[0]))
    assert paths.settings_file() == tmp_path / "config" / "annotator" / "settings.json"
    assert paths.data_folder() == tmp_path / "data" / "annotator"
