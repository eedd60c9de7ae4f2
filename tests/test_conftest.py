import logging
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("qWarning('a message of Qt')", "Qt said"), ("logging.getLogger('a').warning('b')", "the log has")],
)
def test_an_unexpected_message_fails_the_test(pytester: pytest.Pytester, line: str, complaint: str) -> None:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(
        f"import logging\nfrom PySide6.QtCore import qWarning\n\ndef test_noise():\n    {line}\n",
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*{complaint}*"])


@pytest.mark.expects_qt("as announced")
def test_an_expected_message_of_qt_passes(qapp: QApplication, qt_messages: list[str]) -> None:
    qWarning("as announced")
    assert qt_messages == ["as announced"]


@pytest.mark.expects_log("as announced")
def test_an_expected_warning_passes() -> None:
    logging.getLogger("annotator").warning("as announced")


def test_every_test_has_a_home_of_its_own(home: Path) -> None:
    assert not list(home.iterdir())
