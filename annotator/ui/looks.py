"""Looks: how the canvas shall draw, as the settings and the schema say."""

from annotator.ui.editor.look import Look
from annotator.ui.editor.seen import View
from annotator.ui.session import Session
from annotator.ui.theme import Theme

_LABEL = 12  # pixels, at an interface scale of 100 %


def look_of(session: Session, theme: Theme) -> Look:
    """Return the look that the session's settings ask for."""
    chosen = session.settings
    return Look(
        theme=theme,
        schema=session.schema,
        tr=session.tr,
        wording=chosen.language,
        family=chosen.text_font,
        size=chosen.text_size,
        label_size=round(_LABEL * chosen.interface_scale / 100),
        style=chosen.mark_style,
        arcs=chosen.arcs,
        spacing=chosen.line_spacing,
        is_suggested=bool(session.origin),
        view=View(tashkeel=chosen.tashkeel, tatweel=chosen.tatweel, invisible=chosen.invisible),
    )
