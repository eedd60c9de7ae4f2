"""Commands that explain."""

from annotator import __version__
from annotator.ui.command import command, has_document
from annotator.ui.desk import Desk
from annotator.ui.dialogs.shortcuts import show_shortcuts
from annotator.ui.tour import start_tour


@command("Keyboard shortcuts", "help", keys="F1", icon="keyboard", order=100)
def shortcuts(desk: Desk) -> None:
    """Show every key and what it does."""
    show_shortcuts(desk)


@command("Tour of the window", "help", order=110, is_live=has_document)
def tour(desk: Desk) -> None:
    """Be shown round the window, in less than a minute."""
    start_tour(desk)


@command("About Annotator", "help", icon="about", order=200)
def about(desk: Desk) -> None:
    """Show the version and whose work is in the program."""
    tr = desk.session.tr
    sentence = tr(
        "Annotator {version}: hand annotation of entities, events and relations, Arabic first. Free software under "
        "GPL-3.0-or-later. Fonts: Noto and IBM Plex (OFL). Icons: Font Awesome 6 (OFL and CC BY 4.0).",
        version=__version__,
    )
    desk.ask.tell(tr("About Annotator"), sentence)
