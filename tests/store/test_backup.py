from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator import paths
from annotator.errors import ProjectError
from annotator.store import backup, failures
from annotator.store.project import Project


def test_closing_makes_a_whole_backup_if_something_changed(work):
    entity = work.add_entity()
    work.project.close()

    [made] = backup.backups(work.project.id)
    assert made.parent == paths.data_folder() / "backups" / work.project.id
    with Project.open(made, author="منى", read_only=True) as copy:
        assert copy.find("entity", entity.id) == entity
        assert copy.verify() == []


def test_closing_without_a_change_makes_none(closed: Path):
    with Project.open(closed, author="منى") as project:
        before = backup.backups(project.id)
        assert project.backup() is None
    with Project.open(closed, author="منى", read_only=True):
        pass

    assert backup.backups(project.id) == before


def test_a_backup_is_made_once_for_each_state(work):
    work.add_entity()

    assert work.project.backup() is not None
    assert work.project.backup() is None
    work.project.undo()
    assert work.project.backup() is not None


def test_old_backups_thin_out_by_days_and_weeks(tmp_path: Path):
    now = datetime(2026, 7, 1, 12, tzinfo=UTC)
    every_six_hours = [tmp_path / f"{now - timedelta(hours=6 * i):{backup._STAMP}}.annotator" for i in range(1000)]

    gone = backup.surplus(every_six_hours)

    kept = [path for path in every_six_hours if path not in gone]
    assert kept[:10] == every_six_hours[:10]
    assert len(kept) == 10 + 14 + 8
    assert backup.surplus(kept) == []
    assert backup.surplus([]) == []


def test_thinning_day_by_day_keeps_old_weeks(tmp_path: Path):
    kept: list[Path] = []
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for hours in range(0, 24 * 200, 12):
        kept.insert(0, tmp_path / f"{now + timedelta(hours=hours):{backup._STAMP}}.annotator")
        gone = backup.surplus(kept)
        kept = [path for path in kept if path not in gone]

    assert len(kept) == 10 + 14 + 8
    assert kept[-1].name < f"{now + timedelta(days=200 - 5 - 14 - 7 * 6):{backup._STAMP}}"


def test_backups_of_a_change_of_format_stay(work):
    for _ in range(15):
        backup.back_up(work.project._connection, work.project.id, "before-v2")
    for _ in range(15):
        backup.back_up(work.project._connection, work.project.id)

    files = list(backup.folder_of(work.project.id).iterdir())
    assert len([file for file in files if "before-v2" in file.name]) == 15
    assert len(backup.backups(work.project.id)) == 10 + 1


def test_a_copy_that_came_out_wrong_takes_no_name(work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        patch.setattr(backup, "is_sound", lambda path: False)
        with pytest.raises(failures.DiskError, match="came out wrong"):
            work.project.save_copy(tmp_path / "copy.annotator")

    assert not [file for file in tmp_path.iterdir() if "copy" in file.name]


def test_a_copy_never_takes_the_place_of_the_open_project(work):
    with pytest.raises(ProjectError, match="another name"):
        work.project.save_copy(work.project.path)


def test_a_backup_that_fails_is_told_after_the_project_is_closed(work, home: Path):
    (home / "backups").write_text("in the way")
    work.add_entity()

    with pytest.raises(ProjectError):
        work.project.close()
    work.project.close()

    with Project.open(work.project.path, author="منى") as project:
        assert project.verify() == []
