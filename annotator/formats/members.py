"""The files of a folder or of a ZIP archive under one roof: names with “/” and bytes; an archive is never unpacked.

A stranger's archive is read member by member into memory under limits on count, size and ratio. Members whose names
lead out of the archive are not read.
"""

import tempfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Protocol

from annotator.errors import InputError
from annotator.formats.files import SIZE_LIMIT, natural, read_bytes, walk
from annotator.text.names import safe_name

COUNT_LIMIT = 200_000
TOTAL_LIMIT = 4 * SIZE_LIMIT
RATIO_LIMIT = 200


class Members(Protocol):
    """A set of files; `names` in natural order, `refused` those whose names are not safe."""

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def refused(self) -> tuple[str, ...]: ...

    def read(self, name: str) -> bytes:
        """Return the bytes of one file; raises InputError if they cannot be read or are too many."""
        ...

    def holds(self, name: str) -> bool:
        """Say whether there is a file of that name."""
        ...


@dataclass(frozen=True)
class FolderMembers:
    """The files below a folder."""

    folder: Path
    names: tuple[str, ...]
    refused: tuple[str, ...] = ()

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.names)

    def holds(self, name: str) -> bool:
        return name in self._known

    def read(self, name: str) -> bytes:
        return read_bytes(self.folder / name)


@dataclass(frozen=True)
class ArchiveMembers:
    """The files of a ZIP archive."""

    path: Path
    infos: Mapping[str, zipfile.ZipInfo]
    refused: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self.infos)

    def holds(self, name: str) -> bool:
        return name in self.infos

    def read(self, name: str) -> bytes:
        info = self.infos[name]
        content = self.head(name, SIZE_LIMIT + 1)
        if len(content) > SIZE_LIMIT or len(content) > 2**20 + RATIO_LIMIT * info.compress_size:
            raise InputError(
                "In {archive}, {member} is larger than a text can be. Unpack the archive and look at that file.",
                archive=self.path.name,
                member=name,
            )
        return content

    def head(self, name: str, size: int) -> bytes:
        """Return the first bytes of one file; raises InputError as `read`."""
        try:
            with _Listed(self.path) as archive, archive.open(self.infos[name]) as file:
                return file.read(size)
        except (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
            raise InputError(
                "In {archive}, {member} cannot be read: {reason}. Pack the archive again, without a password.",
                archive=self.path.name,
                member=name,
                reason=error,
            ) from error


class _Listed(zipfile.ZipFile):
    """An archive opened for one of its files; reading its list each time would cost the square of their number."""

    def _RealGetContents(self) -> None:
        pass


def folder_members(folder: Path) -> FolderMembers:
    """Return the files below `folder`."""
    return FolderMembers(folder, tuple(walk(folder)))


def archive_members(path: Path) -> ArchiveMembers:
    """Return the files of the ZIP archive; raises InputError if it is none or exceeds the limits."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        raise InputError(
            "{archive} is not a ZIP archive that can be read: {reason}. Pack it again.",
            archive=path.name,
            reason=error,
        ) from error
    if len(infos) > COUNT_LIMIT or sum(info.file_size for info in infos) > TOTAL_LIMIT:
        raise InputError(
            "{archive} holds more than {count} files or {size} MB. Split it into several archives.",
            archive=path.name,
            count=COUNT_LIMIT,
            size=TOTAL_LIMIT // 2**20,
        )
    named = {_name_of(info): info for info in infos}
    visible = [name for name in named if not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))]
    safe = [name for name in visible if is_inside(name)]
    refused = tuple(name for name in named if not is_inside(name))
    return ArchiveMembers(path, {name: named[name] for name in sorted(safe, key=natural)}, refused)


def some_members(path: Path, names: Iterable[str]) -> Members:
    """Return only the files of these names in a folder or ZIP archive; raises InputError as `archive_members`."""
    if path.is_dir():
        return FolderMembers(path, tuple(names))
    return only(archive_members(path), names)


def only(archive: ArchiveMembers, names: Iterable[str]) -> ArchiveMembers:
    """Return the archive with those of its files only."""
    return replace(archive, infos={name: archive.infos[name] for name in names if name in archive.infos}, refused=())


def belonging(files: Iterable[str], beside: Callable[[str], tuple[str, ...]], among: Collection[str]) -> set[str]:
    """Return those of the names that belong to one of the files: beside it, else elsewhere under the same last part."""
    wanted = {name for file in files for name in beside(file)}
    known = set(among)
    elsewhere = {name.rpartition("/")[2] for name in wanted - known}
    return {name for name in known if name in wanted or name.rpartition("/")[2] in elsewhere}


@contextmanager
def spooled(members: Members, name: str) -> Iterator[Path]:
    """Give one file of an archive as a file of our own, for readers that want one; it goes at the end.

    Its place and name are ours, whatever the archive says. Raises InputError as `Members.read`.
    """
    content = members.read(name)
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder) / safe_name(name.rpartition("/")[2])
        path.write_bytes(content)
        yield path


def _name_of(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def is_inside(name: str) -> bool:
    """Say whether a member's name stays below the archive's own root on every system."""
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name)
