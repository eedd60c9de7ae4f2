"""Commands on how the text is read: what is drawn of it, which way a paragraph runs, what is enlarged.

None of them changes the text or an offset.
"""

from annotator.ui.command import command, has_document
from annotator.ui.desk import Desk
from annotator.ui.editor.look import Arcs

_NEXT_ARCS: dict[Arcs, Arcs] = {"all": "selection", "selection": "none", "none": "all"}


def _is_boxed(desk: Desk) -> bool:
    return desk.session.settings.mark_style == "boxes"


def _has_all_arcs(desk: Desk) -> bool:
    return desk.session.settings.arcs == "all"


def _has_tashkeel(desk: Desk) -> bool:
    return desk.session.settings.tashkeel


def _has_tatweel(desk: Desk) -> bool:
    return desk.session.settings.tatweel


def _shows_invisible(desk: Desk) -> bool:
    return desk.session.settings.invisible


def _has_lens(desk: Desk) -> bool:
    return desk.session.settings.lens


@command("Boxes", "view", keys="Ctrl+Shift+B", order=320, is_on=_is_boxed)
def switch_style(desk: Desk) -> None:
    """Draw marks as boxes around the text, or as bands below it."""
    desk.session.set_settings(mark_style="bands" if _is_boxed(desk) else "boxes")


@command("Links", "view", keys="F7", order=321, is_on=_has_all_arcs)
def switch_arcs(desk: Desk) -> None:
    """Draw all links, then only those of the selected mark, then none."""
    session = desk.session
    session.set_settings(arcs=_NEXT_ARCS[session.settings.arcs])
    match session.settings.arcs:
        case "all":
            session.said.emit(session.tr("All links are drawn."))
        case "selection":
            session.said.emit(session.tr("Only the links of the selected mark are drawn."))
        case "none":
            session.said.emit(session.tr("No links are drawn."))


@command("Vowel marks", "view", keys="F8", order=330, is_on=_has_tashkeel)
def switch_tashkeel(desk: Desk) -> None:
    """Show or hide the vowel marks; the text itself keeps them."""
    desk.session.set_settings(tashkeel=not desk.session.settings.tashkeel)


@command("Tatweel", "view", keys="Shift+F8", order=331, is_on=_has_tatweel)
def switch_tatweel(desk: Desk) -> None:
    """Show or hide the strokes that lengthen words; the text itself keeps them."""
    desk.session.set_settings(tatweel=not desk.session.settings.tatweel)


@command("Invisible characters", "view", keys="F9", order=332, is_on=_shows_invisible)
def switch_invisible(desk: Desk) -> None:
    """Show by name where joiners, direction marks and other invisible characters stand."""
    desk.session.set_settings(invisible=not desk.session.settings.invisible)


@command("Boundary lens", "view", keys="F4", order=333, is_on=_has_lens)
def switch_lens(desk: Desk) -> None:
    """Show the first and last letters of the selection enlarged, with what stands just outside."""
    desk.session.set_settings(lens=not desk.session.settings.lens)


@command("Turn the paragraph", "view", keys="F12", order=340, is_live=has_document)
def turn_paragraph(desk: Desk) -> None:
    """Let the paragraph of the cursor run the other way, for as long as the program is open."""
    desk.canvas.turn_paragraph()
