"""Format: what a file format reads, writes and keeps; and what a reader and a writer report.

A reader proves its offsets: a document whose stated text does not fit is refused with a Finding and the rest is read.
A writer never drops in silence: what the format cannot hold is counted in a Loss with the ids concerned.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from annotator.domain.model import Document, Json
from annotator.domain.schema import Schema
from annotator.formats.members import Members
from annotator.formats.option import Option, chosen_options

Severity: TypeAlias = Literal["note", "warning", "error"]

# What a format may keep of a document; `Format.keeps` is a subset.
KEEPS = (
    "text",
    "entities",
    "nested",
    "crossing",
    "discontinuous",
    "sub-token",
    "same span",
    "subtypes",
    "events",
    "relations",
    "attributes",
    "clusters",
    "comments",
    "annotators",
    "metadata",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reader has to say: in which file, of which document and mark; the message takes `values`."""

    severity: Severity
    kind: str
    message: str
    file: str = ""
    document: str = ""
    id: str = ""
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message


@dataclass(frozen=True, slots=True)
class Loss:
    """What one export drops or bends: of one kind, in one document and layer, these ids (names of marks)."""

    kind: str
    message: str
    document: str
    annotator: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """What a writer did: the files it made and all that did not fit."""

    files: tuple[Path, ...]
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What a user may choose for an export; a format ignores what it has no use for."""

    annotator: str | None = None  # one layer, for formats that hold only one; None: every layer, or the only one
    schema: Schema | None = None
    language: str = "en"  # of the type names shown to people, where a format has such
    options: dict[str, str] = field(default_factory=dict)


# A reader yields whole documents, findings, and at most one schema that the files themselves state; it streams.
Read: TypeAlias = Document | Finding | Schema
Reader: TypeAlias = Callable[[Path], Iterator[Read]]
ChosenReader: TypeAlias = Callable[[Path, Mapping[str, str]], Iterator[Read]]
MembersReader: TypeAlias = Callable[[Members, str, Mapping[str, str]], Iterator[Read]]
Writer: TypeAlias = Callable[[Iterable[Document], Path, WriteOptions], Writing]
TablesWriter: TypeAlias = Callable[[Iterable[dict[str, Json]], Path, WriteOptions], Writing]
NamedDocuments: TypeAlias = tuple[str, Iterable[Document]]  # a part of a data set: "train", "fold-1/test"
PartsWriter: TypeAlias = Callable[[Sequence[NamedDocuments], Path, WriteOptions], list[tuple[Path, Writing]]]


def alone(_name: str) -> tuple[str, ...]:
    """Return nothing: for formats whose files stand alone."""
    return ()


def never(_path: Path) -> float:
    """Detect nothing: for formats that must be named."""
    return 0.0


@dataclass(frozen=True, slots=True)
class Format:
    """One file format.

    `detect` says from a path's first bytes and name how sure it is that the format is meant, 0.0 to 1.0. `suffix` is
    what a file of it is called by (".jsonl"), "" for a folder; where a file `holds_one` document only, several of them
    are written to a folder. `read_options` are what `read_chosen` takes, the reader of a format that lets users choose;
    `write_options` are the keys of `WriteOptions.options`. `read_members` takes some files of a folder or archive, its
    name and the options, for formats whose files belong together. `reads_back` says that the reader reads what the
    writer writes; tables of texts and tables of marks are two things. `beside` names the files that may belong to one
    of the format, and are then no documents of their own. `write_parts` writes a split data set as one and says of each
    part where it is and what was written; without it every part is a file or folder by itself.
    `write_tables` is for formats whose files say what a line of `annotator/1` says: it writes the JSON objects of such
    lines, all their layers, and loses nothing, so that nobody need make documents for it. `read_keeps` is what the
    reader takes where that is not what the writer `keeps`; `needs` is the extra that brings the library of a format.
    """

    name: str
    title: str
    suffix: str
    keeps: frozenset[str]
    read: Reader | None = None
    write: Writer | None = None
    detect: Callable[[Path], float] = never
    holds_one: bool = False
    read_chosen: ChosenReader | None = None
    read_members: MembersReader | None = None
    read_options: tuple[Option, ...] = ()
    write_options: tuple[Option, ...] = ()
    reads_back: bool = True
    write_parts: PartsWriter | None = None
    beside: Callable[[str], tuple[str, ...]] = alone
    write_tables: TablesWriter | None = None
    read_keeps: frozenset[str] | None = None
    needs: str = ""

    def reading(self, path: Path, given: Mapping[str, str]) -> Iterator[Read]:
        """Return what the reader yields at a path with these options; raises AnnotatorError for one it does not have.

        ValueError if the format is not read at all.
        """
        options = chosen_options(given, self.read_options)
        if self.read_chosen is not None:
            return self.read_chosen(path, options)
        if self.read is None:
            raise ValueError(self.name)
        return self.read(path)
