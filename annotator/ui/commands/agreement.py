"""Commands on agreement."""

from annotator.ui.agreement.dialog import show_agreement
from annotator.ui.command import command, has_project
from annotator.ui.desk import Desk


@command("Agreement…", "document", order=340, is_live=has_project)
def agreement(desk: Desk) -> None:
    """See how far annotators agree: by measure, type, document, pair and week, and what they differ in."""
    show_agreement(desk)
