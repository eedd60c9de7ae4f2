"""Words from data never reach Qt as HTML: by helper, and by a look at the source."""

import ast

import pytest

from annotator.ui.widgets import plain
from tests.ui.sentences import called, trees

ALLOWED = {"plain.py", "elided.py", "guideline_pdf.py"}  # the last prints our own page, its data escaped


@pytest.mark.parametrize("name", ["QLabel", "QMessageBox", "setToolTip", "setWhatsThis", "QTextEdit", "setHtml"])
def test_only_the_helper_makes_what_may_show_html(name: str) -> None:
    users = {
        file.name
        for file, tree in trees("ui")
        if "editor" not in file.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) == name
    }

    assert users <= ALLOWED


def test_a_tip_shows_markup_as_it_is() -> None:
    assert plain.tip("<b>&\nx") == "<p>&lt;b&gt;&amp;<br>x</p>"


def test_an_ampersand_in_a_menu_is_shown() -> None:
    assert plain.menu_text("A & B\tC") == "A && B C"
