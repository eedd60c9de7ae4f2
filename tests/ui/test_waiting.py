"""The progress dialog of an import, as the user sees it: how far, how long still, and the button that stops it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QProgressDialog

from annotator.ui.dialogs import waiting
from annotator.ui.dialogs.waiting import Waiting
from annotator.ui.files import import_paths
from annotator.ui.window import Window
from tests.ui.conftest import TEXT

Look = Callable[[QProgressDialog], None]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"{number}.txt" for number in range(4)]
    for number, path in enumerate(made):
        path.write_text(f"{TEXT}{number}", encoding="utf-8")
    return made


@pytest.fixture
def looking(opened: Window, monkeypatch: pytest.MonkeyPatch) -> Callable[[Look], None]:
    """Show every dialog at once, and look at it after each step."""
    monkeypatch.setattr(waiting, "_MOMENT", -1.0)
    monkeypatch.setattr(waiting, "_PAUSE", -1.0)
    really = Waiting.step

    def look(at: Look) -> None:
        def step(one: Waiting, done: int) -> None:
            really(one, done)
            dialogs = [found for found in QApplication.topLevelWidgets() if isinstance(found, QProgressDialog)]
            at(next(dialog for dialog in dialogs if dialog.isVisible()))

        monkeypatch.setattr(Waiting, "step", step)

    return look


def said(dialog: QProgressDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_each_file_moves_the_bar(opened: Window, files: list[Path], looking: Callable[[Look], None]) -> None:
    values: list[tuple[int, int]] = []
    looking(lambda dialog: values.append((dialog.value(), dialog.maximum())))

    import_paths(opened.desk, files)

    assert values[-1] == (4, 4)
    assert [value for value, _ in values] == sorted(value for value, _ in values)
    assert len(opened.session.documents) == 5
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QProgressDialog) and one.isVisible()]


def test_the_time_left_is_told_once_it_is_more_than_a_guess(
    opened: Window, files: list[Path], looking: Callable[[Look], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "_SURE", -1.0)
    words: list[str] = []
    looking(lambda dialog: words.append(said(dialog)))

    import_paths(opened.desk, files)

    told = [one for one in words if "بقي أقلّ من دقيقة" in one]
    assert told
    assert all("٤" in one for one in told)
    assert "تجري الكتابة على القرص…" in words[-1]


def test_one_file_of_many_documents_counts_them(
    opened: Window, tmp_path: Path, looking: Callable[[Look], None], files: list[Path]
) -> None:
    words: list[str] = []
    looking(lambda dialog: words.append(said(dialog)))

    import_paths(opened.desk, [files[0]])

    assert "مستند واحد حتى الآن" in words[-1]


def test_the_button_stops_it_and_nothing_comes_in(
    opened: Window, files: list[Path], looking: Callable[[Look], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    looking(lambda dialog: None)
    shown = Waiting.step

    def press_stop(one: Waiting, done: int) -> None:
        one._dialog.cancel()
        shown(one, done)

    monkeypatch.setattr(Waiting, "step", press_stop)

    import_paths(opened.desk, files)

    assert [row.name for row in opened.session.documents] == ["خبر.txt"]
