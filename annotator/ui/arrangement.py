"""Arrangement: how large the panels are and which tab is in front, at first and after they were made anew."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QTabBar
from shiboken6 import isValid

from annotator.ui.panels.panel import Area
from annotator.ui.scale import scaled
from annotator.ui.widgets.panel_dock import PanelDock

# Pixels: how wide a panel at the side is, and how high each in its turn or the ones below the text are.
_WIDTHS = {Area.LEADING: 230, Area.TRAILING: 330}
_ACROSS, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
_HEIGHTS = {Area.LEADING: (800,), Area.TRAILING: (400, 420), Area.BOTTOM: (220,)}


@dataclass(frozen=True, slots=True)
class Kept:
    """What a user had made of one panel."""

    size: QSize
    is_hidden: bool
    is_in_front: bool


def kept(window: QMainWindow, docks: Mapping[str, PanelDock]) -> dict[str, Kept]:
    """Return what is to be kept of the panels; nothing before the window is shown."""
    if not window.isVisible():
        return {}
    return {
        name: Kept(_with_tabs(window, dock), dock.isHidden(), not dock.contents.visibleRegion().isEmpty())
        for name, dock in docks.items()
    }


def _with_tabs(window: QMainWindow, dock: PanelDock) -> QSize:
    """Return the size of a panel with the tabs that Qt counts in when it is told the size."""
    if not window.tabifiedDockWidgets(dock):
        return dock.size()
    bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return dock.size() + QSize(0, max((bar.height() for bar in bars if bar.isVisible()), default=0))


def arrange(window: QMainWindow, docks: Mapping[str, PanelDock], before: Mapping[str, Kept]) -> None:
    """Give the panels their sizes, those of `before` where it knows them, and bring the same tabs to the front."""
    window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
    window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
    if before:  # Qt forgets sizes that it is told before new panels are laid out in a window that is shown
        QTimer.singleShot(0, window, lambda: _resize(window, docks, before))
    else:
        _resize(window, docks, before)


def _resize(window: QMainWindow, docks: Mapping[str, PanelDock], before: Mapping[str, Kept]) -> None:
    if not all(isValid(dock) for dock in docks.values()):
        return  # they were made anew once more
    sizes = {name: _size(before.get(name), docks, name) for name in docks}
    sides = [name for name, dock in docks.items() if dock.panel.area is not Area.BOTTOM]
    window.resizeDocks([docks[name] for name in sides], [sizes[name].width() for name in sides], _ACROSS)
    for area in Area:
        mine = _ruling(docks, before, area)
        window.resizeDocks([docks[name] for name in mine], [sizes[name].height() for name in mine], _DOWN)
    for name, one in before.items():
        if one.is_in_front and name in docks and docks[name].panel.area is Area.BOTTOM:
            docks[name].raise_()


def _ruling(docks: Mapping[str, PanelDock], before: Mapping[str, Kept], area: Area) -> list[str]:
    """Return the panels of a side whose heights hold: of those below the text, which are tabs of one, a single one.

    Qt tells the tabs behind the others a size of their own, which is not the one that was seen.
    """
    mine = [name for name, dock in docks.items() if dock.panel.area is area]
    if area is not Area.BOTTOM:
        return mine
    return [name for name in mine if name in before and before[name].is_in_front][:1] or mine[:1]


def _size(known: Kept | None, docks: Mapping[str, PanelDock], name: str) -> QSize:
    if known is not None and not known.is_hidden:
        return known.size
    area = docks[name].panel.area
    number = [other for other, dock in docks.items() if dock.panel.area is area].index(name)
    heights = _HEIGHTS[area]
    return QSize(scaled(_WIDTHS.get(area, 0)), scaled(heights[min(number, len(heights) - 1)]))
