"""Libraries that only some formats need: imported when such a format is used, and named when they are not there."""

from importlib import import_module
from types import ModuleType

from annotator.errors import InputError


class MissingExtraError(InputError):
    """Tell that a format needs a library that is not installed, and which extra brings it."""


def load(module: str, extra: str) -> ModuleType:
    """Return the module; raises MissingExtraError, naming the extra to install, if its library is absent."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(
            "This format needs the library “{library}”, which is not installed. Install it with: "
            "pip install annotator[{extra}].",
            library=module.partition(".")[0],
            extra=extra,
        ) from error
