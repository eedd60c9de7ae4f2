"""Sources: what an import reads, one format each; a folder or archive of many formats is several sources.

Each file is looked at by itself, for a folder may hold brat pairs, CoNLL and Label Studio files side by side. Formats
whose files belong together get theirs as one source. Members of an archive are read one by one and never unpacked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from annotator.errors import AnnotatorError, InputError
from annotator.formats.brat_folder import ANNOTATION, SHORTCUTS, STANDOFF, TEXT, VISUAL
from annotator.formats.detect import certainty_of
from annotator.formats.files import natural
from annotator.formats.format import Finding, Format, Read, Severity
from annotator.formats.members import (
    ArchiveMembers,
    Members,
    archive_members,
    belonging,
    folder_members,
    only,
    some_members,
    spooled,
)
from annotator.formats.option import Option, chosen_options
from annotator.operations.transfer import formats, reader_for, told, with_options

ARCHIVE = ".zip"
_LIKELY = 0.3  # how sure a format must be of a file that nobody has named
_BESIDE = (ANNOTATION, VISUAL, SHORTCUTS)


@dataclass(frozen=True, slots=True)
class Source:
    """One file or folder in one format; with `names`, only those files of a folder or archive.

    `archive` is the list of all that the archive holds: made once, for it takes as long as there are files.
    """

    path: Path
    format: Format
    names: tuple[str, ...] = ()
    archive: ArchiveMembers | None = field(default=None, repr=False, compare=False)

    @property
    def title(self) -> str:
        """Return what people call it: the file's name, with the folder's in front if it was found in one."""
        return f"{self.path.name}/{self.names[0]}" if len(self.names) == 1 else self.path.name

    @property
    def size(self) -> int:
        """Return how many bytes there are to read, as far as that can be told beforehand."""
        try:
            if self.path.is_file():
                return self.path.stat().st_size
            files = [self.path / name for name in self.names] or [*self.path.rglob("*")]
            return sum(file.stat().st_size for file in files if file.is_file())
        except OSError:
            return 0


def sources_of(paths: Iterable[Path], format_name: str | None = None) -> tuple[list[Source], list[Finding]]:
    """Return what is to be read at the paths, and what is said of files that nothing reads.

    Raises AnnotatorError for an unknown format, and if nothing at all can be read.
    """
    found: list[Source] = []
    findings: list[Finding] = []
    failures: list[InputError] = []
    for path in paths:
        try:
            sources, notes = _at(path, format_name)
        except InputError as error:
            failures.append(error)
            findings.append(Finding("error", "unreadable", error.message, str(path), values=dict(error.values)))
        else:
            found += sources
            findings += notes
    if failures and not found:
        raise failures[0]
    return found, findings


def options_of(sources: Iterable[Source]) -> tuple[Option, ...]:
    """Return what the formats of the sources let a user choose, each option once."""
    known = {option.name: option for source in sources for option in source.format.read_options}
    return tuple(known.values())


def check_options(sources: Sequence[Source], options: Mapping[str, str]) -> None:
    """Raise AnnotatorError for an option that none of the formats has, and for a value that it cannot have."""
    chosen_options(options, options_of(sources))


def read_source(source: Source, options: Mapping[str, str]) -> Iterator[Read]:
    """Yield what a source holds; whatever cannot be read is a finding and never an exception.

    Options that the format does not have are left aside.
    """
    chosen = with_options(source.format, options)
    try:
        yield from told(source.title, lambda: _read(source, chosen))
    except AnnotatorError as error:  # such as a library that is not there; other files need it not
        values = {"file": source.title, **error.values}
        yield Finding("error", "unreadable", error.message, source.title, values=values)


def _read(source: Source, chosen: Mapping[str, str]) -> Iterator[Read]:
    reader = source.format
    if not source.names:
        yield from reader.reading(source.path, chosen)
        return
    members = _members(source)
    if reader.read_members is not None:
        yield from reader.read_members(members, source.path.name, chosen)
        return
    for name in source.names:
        if source.path.is_dir():
            yield from reader.reading(source.path / name, chosen)
        else:
            with spooled(members, name) as path:
                yield from reader.reading(path, chosen)


def _members(source: Source) -> Members:
    if source.archive is not None:
        return only(source.archive, source.names)
    return some_members(source.path, source.names)


def _at(path: Path, format_name: str | None) -> tuple[list[Source], list[Finding]]:
    is_archive = path.is_file() and path.suffix.lower() == ARCHIVE
    if format_name is not None or not (path.is_dir() or is_archive):
        return [Source(path, reader_for(path, format_name))], []
    members: Members = archive_members(path) if is_archive else folder_members(path)
    sources, findings = _Sorting(path, members, formats()).sorted()
    grave = next((finding for finding in findings if finding.severity == "error"), None)
    if not sources and grave is not None:
        raise InputError(grave.message, **grave.values)
    if not sources:
        return [Source(path, reader_for(path, None))], findings
    return sources, findings


class _Sorting:
    """Sorts the files of one folder or archive by their formats."""

    def __init__(self, path: Path, members: Members, known: Mapping[str, Format]) -> None:
        self._path = path
        self._members = members
        self._known = known
        self._files: dict[str, list[str]] = {}  # by format
        self._nested: list[Source] = []
        self._findings: list[Finding] = []

    def sorted(self) -> tuple[list[Source], list[Finding]]:
        pairs = self._pairs()
        for name in self._members.refused:
            self._leave(name, "error", "{file} has a name that leads out of the archive. It was left out.")
        for name in self._members.names:
            if name not in pairs:
                self._sort(name)
        order = {name: at for at, name in enumerate(self._members.names)}
        self._put_together()
        if pairs:
            plain = self._files.pop("text", [])  # texts beside brat's, without marks yet
            self._files["brat"] = sorted({*pairs, *plain}, key=order.__getitem__)
        sorts = sorted(self._files.items(), key=lambda sort: order[sort[1][0]])
        sources = [source for name, files in sorts for source in self._sources(self._known[name], files)]
        return sources + self._nested, self._findings

    def _pairs(self) -> set[str]:
        """Return the files that are brat's: those of marks, the texts beside them, and the configuration."""
        marks = {name for name in self._members.names if name.endswith(STANDOFF)}
        texts = {name for name in self._members.names if name.endswith(TEXT) and _is_beside(name, marks)}
        beside = {name for name in self._members.names if PurePosixPath(name).name in _BESIDE}
        return marks | texts | beside if marks and texts else set()

    def _sort(self, name: str) -> None:
        is_archive = name.lower().endswith(ARCHIVE)
        if is_archive and self._path.is_dir():
            sources, findings = _at_or_told(self._path / name)
            self._nested += sources
            self._findings += findings
            return
        found = None if is_archive else self._format_of(name)
        if found is None:
            self._leave(name, "note", "{file} is of no format that this program reads. It was left out.")
        else:
            self._files.setdefault(found, []).append(name)

    def _format_of(self, name: str) -> str | None:
        try:
            if self._path.is_dir():
                found, certainty = certainty_of(self._path / name, self._known)
            else:
                with spooled(self._members, name) as path:
                    found, certainty = certainty_of(path, self._known)
        except (InputError, OSError):
            return None
        return found.name if found is not None and certainty >= _LIKELY else None

    def _put_together(self) -> None:
        """Give the files that belong to others, such as the text beside a file of marks, to the format of those."""
        for sort in [*self._files]:
            files = self._files[sort]
            beside = belonging(files, self._known[sort].beside, self._members.names) - set(files)
            for other in self._files if beside else ():
                self._files[other] = [name for name in self._files[other] if name not in beside]
            self._files[sort] += sorted(beside, key=natural)
            self._findings = [finding for finding in self._findings if finding.file not in beside]
        self._files = {sort: files for sort, files in self._files.items() if files}

    def _sources(self, reader: Format, files: list[str]) -> Iterator[Source]:
        archive = self._members if isinstance(self._members, ArchiveMembers) else None
        if reader.read_members is not None:
            yield Source(self._path, reader, tuple(files), archive)
        elif reader.detect(self._path) > 0:
            yield Source(self._path, reader)
        elif self._path.is_dir():
            yield from (Source(self._path / name, reader) for name in files)
        else:
            yield from (Source(self._path, reader, (name,), archive) for name in files)

    def _leave(self, name: str, severity: Severity, message: str) -> None:
        kind = "unsafe name" if severity == "error" else "left out"
        self._findings.append(Finding(severity, kind, message, name, values={"file": name}))


def _is_beside(text: str, marks: set[str]) -> bool:
    stem = text[: -len(TEXT)]
    return any(stem + suffix in marks for suffix in STANDOFF)


def _at_or_told(path: Path) -> tuple[list[Source], list[Finding]]:
    try:
        return _at(path, None)
    except InputError as error:
        return [], [Finding("error", "unreadable", error.message, str(path), values=dict(error.values))]
