"""Take apart a JSON object whose keys are promised: each function returns a value of one shape or refuses."""

from collections.abc import Iterator

from annotator.domain.model import Extra, Json
from annotator.formats.refusal import RefusedError
from annotator.text.direction import unsafe_characters

Table = dict[str, Json]


def wrong(mark: str, key: str, expected: str) -> RefusedError:
    """Return the refusal of a value that is missing or of another shape."""
    message = "In {file}, document {document}, {id}: “{key}” must be {expected}. Correct it or export the file again."
    if not mark:
        message = "In {file}, document {document}, “{key}” must be {expected}. Correct it or export the file again."
    return RefusedError(
        "shape",
        message,
        mark=mark,
        key=key,
        expected=expected,
    )


def table(value: Json, mark: str, key: str) -> Table:
    """Return an object."""
    if not isinstance(value, dict):
        raise wrong(mark, key, "an object")
    return value


def rows(holder: Table, key: str, mark: str) -> Iterator[Table]:
    """Yield the objects of a list; an absent list is empty."""
    value = holder.get(key, [])
    if not isinstance(value, list):
        raise wrong(mark, key, "a list of objects")
    for row in value:
        if not isinstance(row, dict):
            raise wrong(mark, key, "a list of objects")
        yield row


def text(holder: Table, key: str, mark: str) -> str:
    """Return a string that must be there."""
    value = holder.get(key)
    if not isinstance(value, str):
        raise wrong(mark, key, "a text")
    return value


def text_or_none(holder: Table, key: str, mark: str) -> str | None:
    """Return a string, or None where the key is absent or null."""
    value = holder.get(key)
    if value is not None and not isinstance(value, str):
        raise wrong(mark, key, "a text or null")
    return value


def name(holder: Table, key: str, mark: str) -> str:
    """Return a string that may stand in lists and menus: not empty, no control or invisible direction characters."""
    value = text(holder, key, mark)
    check_name(value, key, mark)
    return value


def name_or_none(holder: Table, key: str, mark: str) -> str | None:
    """Return a name, or None where the key is absent or null."""
    value = text_or_none(holder, key, mark)
    if value is not None:
        check_name(value, key, mark)
    return value


def check_name(value: str, key: str, mark: str) -> None:
    """Refuse a name that is empty or holds characters which could make it look like another one."""
    if not value.strip():
        raise wrong(mark, key, "a text that is not empty")
    if not value.isprintable() and unsafe_characters(value):
        codes = " ".join(f"U+{ord(character):04X}" for character in value if not character.isprintable())
        message = (
            "In {file}, document {document}, {id}: “{key}” holds characters that are not allowed in a name ({codes}). "
            "Remove them."
        )
        if not mark:
            message = (
                "In {file}, document {document}, “{key}” holds characters that are not allowed in a name ({codes}). "
                "Remove them."
            )
        raise RefusedError("unsafe name", message, mark=mark, key=key, codes=codes)


def beyond(holder: Table, known: frozenset[str]) -> Extra:
    """Return what the object holds beside the known keys."""
    return {key: value for key, value in holder.items() if key not in known}
