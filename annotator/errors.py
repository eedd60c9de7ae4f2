"""What a user is told when something they asked for cannot be done.

A message is a whole sentence with named places, so that the window can show it in Arabic as well as in English; the
values are kept apart from it. It says what happened, to what, and what to do now. Bugs are not in this family: they
crash into the report dialog.
"""


class AnnotatorError(Exception):
    """Tell a user what happened, to what, and what to do now; `str()` is the English sentence."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message


class ProjectError(AnnotatorError):
    """Tell that a project file cannot be opened, read or written as asked."""


class ReadOnlyError(ProjectError):
    """Tell that the open project takes no changes."""


class ConflictError(ProjectError):
    """Tell that somebody changed a row since the change that is to be undone."""


class InputError(AnnotatorError):
    """Tell that a file, or one document of it, does not hold what its format promises."""


class SchemaError(AnnotatorError):
    """Tell that a schema contradicts itself or cannot be read."""
