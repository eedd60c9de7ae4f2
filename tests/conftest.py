"""Fixtures for every test: a home of its own, Qt without a screen, and silence from Qt and the log."""

import logging
import os
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

CHECKOUT = Path(__file__).resolve().parents[1]

NO_SCREEN = "This plugin does not support propagateSizeHints"  # what Qt says of each window without a screen

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


# Where a change is judged, every run sees the same random examples; elsewhere each run looks at new ones.
settings.register_profile("same examples", derandomize=True)
if os.environ.get("ANNOTATOR_SAME_EXAMPLES"):
    settings.load_profile("same examples")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_qt(pattern): messages of Qt that match the pattern are expected")
    config.addinivalue_line("markers", "expects_log(pattern): warnings in the log that match the pattern are expected")


# Said for every window by the platform that has no window manager.
_OFFSCREEN = "This plugin does not support "


@pytest.fixture
def shared() -> Path:
    """The research folder beside the checkout; tests that need it are skipped where it is absent."""
    folder = CHECKOUT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared is not there")
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings and data folder of this test's own."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ANNOTATOR_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def qapp() -> "QApplication":
    """The one application of the test process, with the fonts that the program brings."""
    from PySide6.QtWidgets import QApplication

    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(["annotator"])
    if find_spec("annotator.ui.fonts"):
        load = getattr(import_module("annotator.ui.fonts"), "load", None)
        if callable(load):
            load()
    return application


@pytest.fixture(autouse=True)
def qt_messages(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """What Qt said during the test; the test fails if it said something unexpected."""
    said: list[str] = []
    if "qapp" not in request.fixturenames and "PySide6.QtCore" not in sys.modules:
        yield said
        return
    from PySide6.QtCore import qInstallMessageHandler

    before = qInstallMessageHandler(lambda _kind, _context, message: said.append(str(message or "")))
    yield said
    qInstallMessageHandler(before)
    said = [message for message in said if not message.startswith(_OFFSCREEN)]
    unexpected = _unexpected([message for message in said if NO_SCREEN not in message], request.node, "expects_qt")
    assert not unexpected, f"Qt said: {unexpected}"


@pytest.fixture(autouse=True)
def log_warnings(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail the test if a warning or worse was logged that it does not expect."""
    yield
    records = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    messages = [f"{record.name}: {record.getMessage()}" for record in records if record.levelno >= logging.WARNING]
    unexpected = _unexpected(messages, request.node, "expects_log")
    assert not unexpected, f"the log has: {unexpected}"


def _unexpected(messages: list[str], node: pytest.Item, marker: str) -> list[str]:
    patterns = [str(mark.args[0]) for mark in node.iter_markers(marker)]
    return [message for message in messages if not any(re.search(pattern, message) for pattern in patterns)]
