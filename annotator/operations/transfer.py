"""What every transfer begins with: the formats there are, the one that fits a path, and the stream of what it reads."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import TypeAlias

from annotator.domain.model import Document
from annotator.domain.schema import Schema
from annotator.errors import AnnotatorError, InputError
from annotator.formats.detect import detect
from annotator.formats.format import Finding, Format, Read
from annotator.registry import discover

Progress: TypeAlias = Callable[[int], None]


def formats() -> dict[str, Format]:
    """Return every format by name, built in and installed."""
    return discover("annotator.formats", Format)


def read_files(path: Path, format_name: str | None = None) -> Iterator[Document | Finding | Schema]:
    """Yield what a file or folder holds, in the format named or found; raises AnnotatorError if none reads it."""
    yield from read_with(reader_for(path, format_name), path)


def reader_for(path: Path, format_name: str | None) -> Format:
    """Return the format that reads a path: the one named, or the one its content shows; AnnotatorError if none."""
    if not path.exists():
        raise InputError("There is no file or folder {path}. Check the name.", path=path)
    known = formats()
    if format_name is None:
        found = detect(path, known)
        if found is None:
            if path.is_dir() and not any(item.is_file() for item in path.rglob("*")):
                raise InputError("The folder {path} holds no files, so there is no text to read in it.", path=path)
            raise InputError(
                "No format that this program reads fits {path}. Name one with --format: {names}.",
                path=path,
                names=", ".join(name for name, item in known.items() if item.read),
            )
        return found
    return _named(known, format_name, "read")


def writer_for(format_name: str) -> Format:
    """Return the format of that name; AnnotatorError if there is none that writes."""
    return _named(formats(), format_name, "write")


def _named(known: dict[str, Format], name: str, ability: str) -> Format:
    found = known.get(name)
    if found is None or getattr(found, ability) is None:
        raise AnnotatorError(
            "There is no format “{name}” to {ability}. Choose one of: {names}.",
            name=name,
            ability=ability,
            names=", ".join(key for key, item in known.items() if getattr(item, ability)),
        )
    return found


def read_with(
    reader: Format, path: Path, options: Mapping[str, str] | None = None
) -> Iterator[Document | Finding | Schema]:
    """Yield what a format reads at a path; a file that cannot be read is an error finding, never an exception."""
    if reader.read is None:
        raise AnnotatorError("The format {name} cannot be read.", name=reader.name)
    yield from told(str(path), lambda: reader.reading(path, options or {}))


def with_options(reader: Format, options: Mapping[str, str]) -> dict[str, str]:
    """Return those of the options that a format has for reading."""
    known = {option.name for option in reader.read_options}
    return {name: value for name, value in options.items() if name in known}


def told(file: str, read: Callable[[], Iterator[Read]]) -> Iterator[Read]:
    """Yield what is read, and a finding where nothing is or where reading fails."""
    is_told = False
    try:
        for item in read():
            is_told = is_told or not isinstance(item, Finding) or item.severity == "error"
            yield item
        if not is_told:
            name = PurePath(file).name
            yield Finding("error", "nothing", "{file} holds no text to read.", file, values={"file": name})
    except InputError as error:
        yield Finding("error", "unreadable", error.message, file=file, values=error.values)
    except OSError as error:
        reason = error.strerror or str(error)
        message = "{file} cannot be read: {reason}."
        yield Finding("error", "unreadable", message, file, values={"file": file, "reason": reason})
