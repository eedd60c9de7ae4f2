"""What a user may choose for one format: the known values of each option, the first of which is taken by default."""

from collections.abc import Mapping

from annotator.errors import AnnotatorError

Choices = Mapping[str, tuple[str, ...]]


def chosen(options: Mapping[str, str], known: Choices) -> dict[str, str]:
    """Return the value of every known option; raises AnnotatorError for one that does not exist."""
    values = {key: options.get(key, values[0]) for key, values in known.items()}
    for key, value in values.items():
        if value not in known[key]:
            raise AnnotatorError(
                "The option {option} cannot be {value}. Choose one of: {known}.",
                option=key,
                value=value,
                known=", ".join(known[key]),
            )
    return values


def number(options: Mapping[str, str], key: str, default: int) -> int:
    """Return an option that is a whole number above zero; raises AnnotatorError if it is none."""
    value = options.get(key, str(default))
    if not (value.isascii() and value.isdigit() and int(value[:9]) > 0 and len(value) < 10):
        raise AnnotatorError(
            "The option {option} must be a whole number above zero, not {value}.", option=key, value=value
        )
    return int(value)
