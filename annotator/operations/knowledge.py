"""Knowledge bases: links from marks to entries of an outside list, searched offline in a table of candidates.

The table is TSV in UTF-8, one entry a line: id, label, other names separated by "|", description; the last two may be
absent. A link is kept as the value of an attribute of the kind "link": the id, a blank, the label.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.schema import Authority
from annotator.errors import InputError
from annotator.text.normalize import fold

LARGEST = 200 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry of a knowledge base."""

    id: str
    label: str
    names: tuple[str, ...] = ()
    description: str = ""

    @property
    def link(self) -> str:
        """Return the value of an attribute that leads here."""
        return f"{self.id} {self.label}".strip()


class Candidates:
    """The entries of a knowledge base, found by any of their names however they are spelled."""

    def __init__(self, entries: tuple[Candidate, ...]) -> None:
        self.entries = entries
        self._folded = [
            (tuple(fold(name).text for name in (entry.label, *entry.names)), entry.id.casefold()) for entry in entries
        ]

    def search(self, words: str, limit: int = 20) -> list[Candidate]:
        """Return the entries whose names hold the words: equal names first, then those that begin so, then others."""
        wanted = fold(words.strip()).text
        ranked: list[tuple[int, int]] = []
        for number, (names, key) in enumerate(self._folded):
            rank = min((_rank(name, wanted) for name in (*names, key)), default=3)
            if wanted and rank < 3:
                ranked.append((rank, number))
        return [self.entries[number] for _, number in sorted(ranked)[:limit]]


def _rank(name: str, wanted: str) -> int:
    if name == wanted:
        return 0
    return 1 if name.startswith(wanted) else 2 if wanted in name else 3


def split_link(value: str) -> tuple[str, str]:
    """Return the id and the label that a link's value holds."""
    key, _, label = value.partition(" ")
    return key, label


def read_candidates(path: Path) -> Candidates:
    """Read a table of candidates; raises InputError, naming the line, for one that is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(
                "{file} is larger than {limit} MB. Split it into several files.", file=path.name, limit=200
            )
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "{file} cannot be read as a table in UTF-8: {reason}.", file=path.name, reason=error
        ) from error
    return Candidates(tuple(_entries(text, path.name)))


def _entries(text: str, file: str) -> Iterator[Candidate]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, label, names, description = [*line.rstrip("\r").split("\t"), "", "", ""][:4]
        if not key or any(letter.isspace() for letter in key) or not label:
            raise InputError(
                "In {file}, line {line} is not an id without blanks, a TAB and a label: “{found}”.",
                file=file,
                line=number,
                found=line[:60],
            )
        yield Candidate(key, label, tuple(name for name in names.split("|") if name), description)


def candidates_of(base: Authority, project_path: Path) -> Candidates:
    """Return the candidates of a knowledge base, whose table lies beside the project file; none if it names none."""
    return read_candidates(project_path.parent / Path(base.file).name) if base.file else Candidates(())
