"""What a dialog will ask for is there before it opens, loaded piece by piece."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from annotator.registry import modules
from annotator.ui.preloading import Preloading


def test_one_module_is_loaded_at_a_time(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("loaded_first", "loaded_later"):
        (tmp_path / f"{name}.py").touch()
    parent = QObject()
    loading = Preloading(parent, ["loaded_first", "loaded_later"])

    assert "loaded_first" not in sys.modules
    loading.load_next()

    assert "loaded_first" in sys.modules
    assert "loaded_later" not in sys.modules


def test_it_is_gone_when_all_is_there(qapp: QApplication) -> None:
    parent = QObject()
    loading = Preloading(parent, [])
    loading.load_next()
    QApplication.sendPostedEvents(loading, QEvent.Type.DeferredDelete)

    assert parent.findChild(Preloading) is None


def test_the_modules_of_a_package_are_named() -> None:
    assert "annotator.formats.jsonl" in modules("annotator.formats")
