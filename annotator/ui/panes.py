"""Panes: the parts of the window that F6 goes round - the text, then the panels in reading order."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from annotator.ui.desk import Desk
from annotator.ui.panels.panel import Area
from annotator.ui.widgets.panel_dock import PanelDock


def go_to_pane(desk: Desk, step: int) -> None:
    """Bring the keyboard to the next (1) or previous (-1) pane, to where it was last in it."""
    panes = [pane for pane in _panes(desk) if _target(pane) is not None]
    focused = QApplication.focusWidget()
    here = next((at for at, pane in enumerate(panes) if focused is not None and _holds(pane, focused)), 0)
    if not panes:
        return
    pane = panes[(here + step) % len(panes)]
    if isinstance(pane, PanelDock):
        pane.raise_()
    target = _target(pane)
    assert target is not None  # panes without one were left out
    target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def go_to_panel(desk: Desk, name: str) -> None:
    """Bring the keyboard to the panel of that name; one that is put away stays so."""
    found = (dock for dock in desk.window.findChildren(PanelDock) if dock.panel.name == name and not dock.isHidden())
    dock = next(found, None)
    target = _target(dock) if dock else None
    if dock is not None and target is not None:
        dock.raise_()
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def bring_panel(desk: Desk, name: str) -> None:
    """Show the panel of that name, also one that was put away, and bring the keyboard to it."""
    for dock in desk.window.findChildren(PanelDock):
        if dock.panel.name == name:
            dock.show()
    go_to_panel(desk, name)


def _panes(desk: Desk) -> list[QWidget]:
    """Return the text, or what stands in its place, and the panels that are not put away."""
    middle = desk.window.centralWidget()
    assert isinstance(middle, QStackedWidget)  # the welcome page or the text
    page = middle.currentWidget() or middle
    docks = [dock for dock in desk.window.findChildren(PanelDock) if not dock.isHidden()]
    docks.sort(key=lambda dock: (list(Area).index(dock.panel.area), dock.panel.order))
    return [desk.canvas if page.isAncestorOf(desk.canvas) else page, *docks]


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)


def _target(pane: QWidget) -> QWidget | None:
    """Return what takes the keyboard in a pane: what had it last, else the first that can have it."""
    last = pane.focusWidget()
    if last is not None and _takes_keys(last, pane):
        return last
    inside = pane.contents if isinstance(pane, PanelDock) else pane
    return next((widget for widget in [inside, *_in_order(inside)] if _takes_keys(widget, pane)), None)


def _in_order(pane: QWidget) -> list[QWidget]:
    """Return the widgets of a pane in the order of Tab."""
    found: list[QWidget] = []
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane:
        if pane.isAncestorOf(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _takes_keys(widget: QWidget, pane: QWidget) -> bool:
    can_take = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
    return can_take and _holds(pane, widget) and (widget is pane or widget.isVisibleTo(pane))
