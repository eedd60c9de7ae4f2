"""Option: one thing that a format lets a user choose for reading or writing, told in data, so that every surface asks.

The window makes a field of it, the command line a `--option name=value`; a value travels as text and is checked here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.errors import AnnotatorError

OptionKind: TypeAlias = Literal["choice", "text", "number", "flag"]

YES = "yes"
NO = "no"
_LARGEST = 10**9


@dataclass(frozen=True, slots=True)
class Option:
    """One option: `choices` are the values of a "choice", of which `default` is one; None for every other kind.

    `title` and `help` are English sentences for people and are translated where they are shown. A "number" is a whole
    one above zero, a "flag" is "yes" or "no", and "" as the default of a text or number says that nothing need be
    stated. `titles` are what the first choices are called for people; further ones are names already.
    """

    name: str
    title: str
    choices: tuple[str, ...] | None = None
    default: str = ""
    kind: OptionKind = "choice"
    help: str = ""
    titles: tuple[str, ...] = ()

    def title_of(self, value: str) -> str:
        """Return what a value is called for people, in English; a value without a title is called by itself."""
        return dict(zip(self.choices or (), self.titles, strict=False)).get(value, value)

    @property
    def values(self) -> tuple[str, ...]:
        """Return the values that the option can have, none where any text or number may be written."""
        return (YES, NO) if self.kind == "flag" else self.choices or ()


def chosen_options(given: Mapping[str, str], declared: Iterable[Option]) -> dict[str, str]:
    """Return a value for every declared option; raises AnnotatorError for an unknown one or a value it cannot have."""
    known = {option.name: option for option in declared}
    for name in given:
        if name not in known:
            raise AnnotatorError(
                "There is no option {option} here. Choose one of: {known}.",
                option=name,
                known=", ".join(known) or "–",
            )
    return {name: checked(option, given.get(name, option.default)) for name, option in known.items()}


def checked(option: Option, value: str) -> str:
    """Return a value that the option can have; raises AnnotatorError for another one."""
    if option.values and value not in option.values:
        raise AnnotatorError(
            "The option {option} cannot be {value}. Choose one of: {known}.",
            option=option.name,
            value=value,
            known=", ".join(option.values),
        )
    if option.kind == "number" and value != option.default and not _is_number(value):
        raise AnnotatorError(
            "The option {option} must be a whole number above zero, not {value}.", option=option.name, value=value
        )
    return value


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 10 and 0 < int(value) < _LARGEST
