"""Files of an import or export: folders walked in natural order, names made safe and unique, whole files written."""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from annotator.errors import AnnotatorError, InputError
from annotator.text.names import safe_name

SIZE_LIMIT = 256 * 2**20


def natural(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a sort key by which page2 comes before page10."""
    parts = re.split(r"(\d{1,18})", name)
    keys = [(at % 2 == 1, int(part) if at % 2 else 0, part.casefold()) for at, part in enumerate(parts)]
    return (*keys, (False, 0, name))


def walk(folder: Path) -> list[str]:
    """Return the files below `folder` as paths relative to it with “/”, in natural order, without hidden ones.

    Pipes and devices are no files: reading one could wait for ever.
    """
    found: list[str] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        base = Path(place).relative_to(folder)
        plain = (name for name in names if not name.startswith("."))
        found += [(base / name).as_posix() for name in plain if Path(place, name).is_file()]
    return sorted(found, key=natural)


def read_bytes(path: Path) -> bytes:
    """Return the whole file; raises InputError if it cannot be read or is larger than 256 MB."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise InputError(
                "{file} is larger than {limit} MB. Split it into several files.",
                file=path.name,
                limit=SIZE_LIMIT // 2**20,
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            "{file} cannot be read: {reason}. Check the name and your permission to read it.",
            file=path.name,
            reason=error.strerror or error,
        ) from error


def write_text(path: Path, parts: Iterable[str]) -> None:
    """Write the parts as UTF-8, exactly and as a whole: the name appears only when everything is in the file.

    Raises AnnotatorError if the file cannot be written.
    """
    write_bytes(path, (part.encode("utf-8") for part in parts))


def write_bytes(path: Path, parts: Iterable[bytes]) -> None:
    """Write the parts as `write_text` does."""
    unfinished = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb", buffering=2**20) as file:
            file.writelines(parts)
        unfinished.replace(path)
    except OSError as error:
        raise AnnotatorError(
            "{file} cannot be written: {reason}. Choose another place or free some space.",
            file=str(path),
            reason=error.strerror or error,
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def empty_folder(path: Path) -> Path:
    """Return `path` as a folder that exists and is empty; raises AnnotatorError if it is not or cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        is_empty = next(path.iterdir(), None) is None
    except OSError as error:
        raise AnnotatorError(
            "The folder {folder} cannot be made: {reason}. Choose another place.",
            folder=str(path),
            reason=error.strerror or error,
        ) from error
    if not is_empty:
        raise AnnotatorError(
            "The folder {folder} is not empty, and old files would mix with new ones. Choose an empty or a new folder.",
            folder=str(path),
        )
    return path


class FileNames:
    """Give each document a file name that is safe on every system and no twin of another, even in capitals."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str, suffix: str) -> str:
        """Return a free name for a document: its own, made safe, ending in `suffix`."""
        stem = safe_name(name.removesuffix(suffix)) or "document"
        return next(free for free in _variants(stem, suffix) if self._is_free(free))

    def _is_free(self, name: str) -> bool:
        key = unicodedata.normalize("NFC", name).casefold()
        if key in self._taken:
            return False
        self._taken.add(key)
        return True


def _variants(stem: str, suffix: str) -> Iterator[str]:
    yield stem + suffix
    number = 2
    while True:
        yield f"{stem}_{number}{suffix}"
        number += 1
