"""Lists of names in text files, a name a line, as people keep them for the parts of a data set."""

from pathlib import Path

from annotator.errors import AnnotatorError


def names_in(path: Path) -> list[str]:
    """Return the lines of a list that are not empty; raises AnnotatorError if it cannot be read."""
    try:
        return [line.strip() for line in path.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AnnotatorError("{path} cannot be read: {reason}.", path=path, reason=reason) from error
