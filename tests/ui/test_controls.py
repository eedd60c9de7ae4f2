"""Every control of the window: it has a name, shows when it has the keyboard, is reached by keys, and is never cut."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QScrollBar,
    QTabBar,
    QWidget,
)

from annotator.ui.dialogs.new_project import NewProjectForm
from annotator.ui.dialogs.palette import Palette
from annotator.ui.dialogs.preferences import PreferencesForm
from annotator.ui.dialogs.report import Report
from annotator.ui.dialogs.shortcuts import ShortcutPage
from annotator.ui.export.dialog import ExportDialog
from annotator.ui.widgets.elided import ElidedLabel
from annotator.ui.widgets.panel_dock import PanelDock
from annotator.ui.window import Window
from tests.ui.conftest import TEXT

Press = Callable[..., None]
NO_SCREEN = "This plugin does not support (raise|grabbing the keyboard|propagateSizeHints)"
pytestmark = pytest.mark.expects_qt(NO_SCREEN)
BOTH = pytest.mark.parametrize("language", ["ar", "en"])
DIALOGS: dict[str, Callable[[Window], QWidget]] = {
    "preferences": lambda window: PreferencesForm(window.session, window),
    "new project": lambda window: NewProjectForm(window.session, window),
    "export": lambda window: ExportDialog(window.desk),
    "palette": lambda window: Palette(window.desk),
    "shortcuts": lambda window: ShortcutPage(window.desk),
    "report": lambda window: Report(window.session, ValueError("x")),
}
SCREEN = (1920, 1040)  # what a desktop leaves of 1080p


@pytest.fixture
def busy(opened: Window, press: Press, application: QApplication) -> Window:
    """The window with marks of each kind, one selected, a problem and something to undo."""
    for word, key in (("فلاديمير", "1"), ("القاهرة", "3")):
        opened.canvas.stand_on(TEXT.index(word))
        press(opened.canvas, key)
    opened.canvas.stand_on(TEXT.index("زار"))
    press(opened.canvas, "M", "P", "Esc")
    opened.desk.check.finish()
    for dock in opened.docks.values():
        dock.raise_()
    application.processEvents()
    return opened


def speak(window: Window, application: QApplication, language: str, scale: int = 100) -> None:
    window.session.set_settings(language=language, interface_scale=scale)
    for _ in range(3):
        application.processEvents()


def focusable(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(root) and not _is_inner(widget):
            yield widget


def _is_inner(widget: QWidget) -> bool:
    """Parts of one control that a reader sees as that control, and tab bars that Qt keeps without a tab."""
    parent = widget.parentWidget()
    if isinstance(widget, QTabBar):
        return widget.count() == 0
    return isinstance(parent, QComboBox | QAbstractSpinBox) or isinstance(widget, QScrollBar)


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else widget.accessibleName()


def described(widgets: list[QWidget]) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}" for widget in widgets
    ]


@BOTH
def test_every_control_has_a_name(busy: Window, application: QApplication, language: str) -> None:
    speak(busy, application, language)

    found = list(focusable(busy))

    assert len(found) >= 10
    assert described([widget for widget in found if not name_of(widget)]) == []


def test_the_welcome_page_has_names(window: Window) -> None:
    assert described([widget for widget in focusable(window) if not name_of(widget)]) == []


@BOTH
@pytest.mark.parametrize("dialog", DIALOGS)
def test_every_control_of_a_dialog_has_a_name(
    busy: Window, application: QApplication, dialog: str, language: str
) -> None:
    speak(busy, application, language)
    shown = DIALOGS[dialog](busy)
    shown.show()

    found = list(focusable(shown))

    assert found
    assert described([widget for widget in found if not name_of(widget)]) == []
    shown.close()


@BOTH
def test_buttons_that_only_the_mouse_needs_have_a_name_too(
    busy: Window, application: QApplication, language: str
) -> None:
    speak(busy, application, language)

    buttons = [button for button in busy.findChildren(QAbstractButton) if button.isVisibleTo(busy)]

    assert described([button for button in buttons if not name_of(button)]) == []


def test_whatever_has_the_keyboard_shows_it(busy: Window, application: QApplication) -> None:
    busy.activateWindow()
    unseen = []
    for widget in focusable(busy):
        for dock in busy.docks.values():
            if dock.isAncestorOf(widget):
                dock.raise_()
        busy.canvas.setFocus()
        if widget is busy.canvas:
            busy.menuBar().setFocus()
        application.processEvents()
        without = picture(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        application.processEvents()
        if widget.hasFocus() and picture(widget) == without:
            unseen.append(widget)

    assert described(unseen) == []


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_f6_goes_round_the_panes_and_back(busy: Window, press: Press, application: QApplication) -> None:
    busy.activateWindow()
    busy.canvas.setFocus()
    count = len(busy.findChildren(PanelDock)) + 1

    there = []
    for _ in range(count):
        press(QApplication.focusWidget(), "F6")
        there.append(next((dock.panel.name for dock in busy.docks.values() if dock.isAncestorOf(focus())), "text"))
    assert there == ["documents", *(name for name in there[1:-1]), "text"]
    assert len(set(there)) == count

    press(focus(), "Shift+F6")
    assert next(dock.panel.name for dock in busy.docks.values() if dock.isAncestorOf(focus())) == there[-2]


def test_escape_leads_back_to_the_text_from_every_panel(busy: Window, press: Press) -> None:
    busy.activateWindow()
    for steps in range(1, len(busy.docks) + 1):
        for _ in range(steps):
            press(focus(), "F6")
        assert focus() is not busy.canvas

        press(focus(), "Esc")

        assert focus() is busy.canvas


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_f6_passes_what_is_put_away(busy: Window, press: Press) -> None:
    busy.activateWindow()
    busy.canvas.setFocus()
    for dock in busy.docks.values():
        dock.setHidden(dock.panel.name != "types")

    press(busy.canvas, "F6")
    assert busy.docks["types"].isAncestorOf(focus())
    press(focus(), "F6")
    assert focus() is busy.canvas


def test_f6_on_the_welcome_page_stays_there(window: Window, press: Press) -> None:
    window.activateWindow()

    press(window, "F6")

    assert window.centralWidget().isAncestorOf(focus())


def cut(root: QWidget) -> list[str]:
    """What is shown smaller than its words."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or isinstance(widget, ElidedLabel) or _is_inner(widget):
            continue
        if isinstance(widget, QLabel | QAbstractButton | QComboBox | QAbstractSpinBox | QTabBar) and _lacks(widget):
            text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
            found.append(f"{described([widget])[0]} {text[:40]!r}: {widget.size().toTuple()} of {_need(widget)}")
    return found


def _need(widget: QWidget) -> tuple[int, int]:
    hint = widget.sizeHint()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.fontMetrics().averageCharWidth(), widget.heightForWidth(widget.width())
    if isinstance(widget, QComboBox | QTabBar):
        return min(hint.width(), widget.minimumSizeHint().width()), hint.height()
    return hint.width(), hint.height()


def _lacks(widget: QWidget) -> bool:
    width, height = _need(widget)
    is_short = isinstance(widget, QLabel) and not widget.text()
    return not is_short and (widget.width() < width - 1 or widget.height() < height - 1)


@BOTH
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_no_words_of_the_window_are_cut(busy: Window, application: QApplication, language: str, scale: int) -> None:
    busy.resize(*SCREEN)
    speak(busy, application, language, scale)

    assert busy.width() <= SCREEN[0]
    assert busy.height() <= SCREEN[1]
    assert cut(busy) == []


@BOTH
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_welcome_page_is_not_cut(window: Window, application: QApplication, language: str, scale: int) -> None:
    window.resize(*SCREEN)
    speak(window, application, language, scale)

    assert cut(window) == []


@BOTH
@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("dialog", DIALOGS)
def test_no_words_of_a_dialog_are_cut(
    busy: Window, application: QApplication, dialog: str, language: str, scale: int
) -> None:
    speak(busy, application, language, scale)
    shown = DIALOGS[dialog](busy)
    shown.show()
    shown.resize(shown.sizeHint().boundedTo(QSize(*SCREEN)).expandedTo(shown.size()))
    application.processEvents()

    assert cut(shown) == []
    shown.close()
