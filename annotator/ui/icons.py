"""The icons of the program: one table of names, drawn by qtawesome after the window is on the screen.

qtawesome costs a third of a second and colours an icon once; so icons come late, and again with every theme. Arrows
that mean a direction of reading are mirrored in the Arabic interface; ticks, lenses and clocks are not.
"""

from PySide6.QtGui import QIcon

from annotator.ui.theme import Theme

ICONS = {
    "about": "fa6s.circle-info",
    "add": "fa6s.plus",
    "annotations": "fa6s.table-list",
    "approve": "fa6s.circle-check",
    "close": "fa6s.xmark",
    "clusters": "fa6s.diagram-project",
    "comment": "fa6s.comment",
    "copy": "fa6s.copy",
    "delete": "fa6s.trash-can",
    "details": "fa6s.sliders",
    "documents": "fa6s.file-lines",
    "done": "fa6s.check",
    "event": "fa6s.bolt",
    "export": "fa6s.file-export",
    "find": "fa6s.magnifying-glass",
    "help": "fa6s.circle-question",
    "history": "fa6s.clock-rotate-left",
    "import": "fa6s.file-import",
    "keyboard": "fa6s.keyboard",
    "language": "fa6s.language",
    "link": "fa6s.link",
    "new": "fa6s.file-circle-plus",
    "next": "fa6s.arrow-right",
    "open": "fa6s.folder-open",
    "palette": "fa6s.terminal",
    "previous": "fa6s.arrow-left",
    "problems": "fa6s.triangle-exclamation",
    "quit": "fa6s.power-off",
    "redo": "fa6s.rotate-right",
    "repeat": "fa6s.repeat",
    "sample": "fa6s.book-open",
    "save_copy": "fa6s.floppy-disk",
    "settings": "fa6s.gear",
    "theme": "fa6s.circle-half-stroke",
    "types": "fa6s.tags",
    "undo": "fa6s.rotate-left",
    "zoom_in": "fa6s.magnifying-glass-plus",
    "zoom_out": "fa6s.magnifying-glass-minus",
}
_MIRRORED = frozenset({"undo", "redo", "next", "previous", "export", "import"})


def icon(name: str, theme: Theme, *, is_rtl: bool, colour: str = "") -> QIcon:
    """Return an icon of the table in the theme's colours; raises KeyError for an unknown name."""
    import qtawesome

    mirrored = is_rtl and name in _MIRRORED
    made = qtawesome.icon(
        ICONS[name], color=colour or theme.muted, color_disabled=theme.border, color_active=theme.text, hflip=mirrored
    )
    assert isinstance(made, QIcon)
    return made
