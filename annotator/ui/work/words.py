"""The words for roles, and for times, shares and speeds."""

from collections.abc import Mapping

from annotator.domain.people import Role
from annotator.ui.i18n import Translator, phrase

ROLES: Mapping[Role, str] = {
    Role.ANNOTATOR: phrase("annotator"),
    Role.REVIEWER: phrase("reviewer"),
    Role.LEAD: phrase("lead"),
}


def hours(tr: Translator, seconds: float) -> str:
    """Return a time at work in hours and minutes."""
    minutes = round(seconds / 60)
    if not minutes:
        return "–"
    if minutes < 60:
        return tr("{minutes} min", minutes=minutes)
    return tr("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)


def of_all(tr: Translator, part: int, whole: int) -> str:
    """Return how many of how many."""
    return tr("{part} of {whole}", part=part, whole=whole)
