"""Review reasons: what was said before when a question was decided, so that it need not be written again."""

from annotator.store.project import Project

MOST = 9  # as many as have a digit


def recent_reasons(project: Project, most: int = MOST) -> list[str]:
    """Return the reasons given in the project, the newest first, each once."""
    found = (one.reason for one in reversed(project.decisions.of()) if one.reason)
    return list(dict.fromkeys(found))[:most]
