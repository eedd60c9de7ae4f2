"""Commands on what the window shows: language, theme, size, search for commands."""

from annotator.ui.command import command
from annotator.ui.desk import Desk
from annotator.ui.dialogs.palette import Palette
from annotator.ui.dialogs.preferences import ask_preferences
from annotator.ui.panes import go_to_pane

_SMALLEST, _LARGEST, _STEP = 12, 72, 2


@command("Commands and types…", "view", keys="/ | Ctrl+K", icon="palette", order=100)
def search_commands(desk: Desk) -> None:
    """Find a type or command by a part of its name, in Arabic or English."""
    Palette(desk).open_over()


@command("Arabic / English", "view", keys="Ctrl+Shift+L", icon="language", order=200)
def switch_language(desk: Desk) -> None:
    """Show the window in the other language; it mirrors at once."""
    desk.session.set_settings(language="en" if desk.session.settings.language == "ar" else "ar")


@command("Light / dark", "view", keys="Ctrl+Shift+D", icon="theme", order=210)
def switch_theme(desk: Desk) -> None:
    """Show the window in the other colours."""
    desk.session.set_settings(theme="light" if desk.canvas.look.theme.is_dark else "dark")


@command("Larger text", "view", keys="Ctrl+= | Ctrl+Shift+=", icon="zoom_in", order=300)
def zoom_in(desk: Desk) -> None:
    """Show the document's text larger."""
    _zoom(desk, _STEP)


@command("Smaller text", "view", keys="Ctrl+-", icon="zoom_out", order=310)
def zoom_out(desk: Desk) -> None:
    """Show the document's text smaller."""
    _zoom(desk, -_STEP)


def _zoom(desk: Desk, step: int) -> None:
    size = min(max(desk.session.settings.text_size + step, _SMALLEST), _LARGEST)
    desk.session.set_settings(text_size=size)


@command("Next pane", "view", keys="F6", order=350)
def next_pane(desk: Desk) -> None:
    """Bring the keyboard to the next part of the window: the text, then one panel after the other."""
    go_to_pane(desk, 1)


@command("Previous pane", "view", keys="Shift+F6", order=351)
def previous_pane(desk: Desk) -> None:
    """Bring the keyboard to the part of the window before this one."""
    go_to_pane(desk, -1)


@command("Settings…", "view", keys="Ctrl+Shift+,", icon="settings", order=400)
def preferences(desk: Desk) -> None:
    """Change your name, the language, the colours and the fonts."""
    changes = ask_preferences(desk.session, desk.window)
    if changes:
        desk.session.set_settings(**changes)
