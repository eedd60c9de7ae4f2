"""Which files of a folder or archive make one brat document, and whose layers they are.

Several annotators have a folder each. Our own export says so in visual.conf; elsewhere folders are taken for
annotators' only if every text that stands under the same name in several of them is the same there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from annotator.errors import InputError
from annotator.formats.brat_names import BratNames, read_names
from annotator.formats.members import Members

TEXT = ".txt"
STANDOFF = (".ann", ".a1", ".a2", ".co", ".rel")
ANNOTATION, VISUAL, SHORTCUTS = "annotation.conf", "visual.conf", "kb_shortcuts.conf"
NOBODY = "brat"  # whose layer it is where nothing says


@dataclass(frozen=True, slots=True)
class Part:
    """One text file with the files of marks that belong to it, by one annotator."""

    text: str
    marks: tuple[str, ...]
    annotator: str


@dataclass(frozen=True, slots=True)
class Group:
    """One document: its name and its parts, one an annotator."""

    name: str
    parts: tuple[Part, ...]


def groups(members: Members) -> Iterator[Group]:
    """Yield the documents in natural order of their first file."""
    owners = _owners(members)
    found: dict[str, list[Part]] = {}
    for text in members.names:
        if text.lower().endswith(TEXT):
            folder, _, rest = text.partition("/")
            owner = owners.get(folder) if rest else None
            stem = text[: -len(TEXT)]
            marks = tuple(stem + suffix for suffix in STANDOFF if members.holds(stem + suffix))
            document = text if owner is None else rest
            found.setdefault(document, []).append(Part(text, marks, owner or owners.get(".", NOBODY)))
    order = {annotator: at for at, annotator in enumerate(owners.values())}
    for document, parts in found.items():
        yield Group(document, tuple(sorted(parts, key=lambda part: order.get(part.annotator, -1))))


def orphans(members: Members) -> Iterator[str]:
    """Yield the files of marks that have no text."""
    names = {name for name in members.names if name.lower().endswith(TEXT)}
    for name in members.names:
        path = PurePosixPath(name)
        if path.suffix in STANDOFF and str(path.with_suffix("")) + TEXT not in names:
            yield name


def _owners(members: Members) -> Mapping[str, str]:
    """Return the annotator by top folder, "." for files of the root; empty if folders are only folders."""
    stated = {folder: str(name) for folder, name in names_of(members, "").entries("annotator")}
    return stated or {folder: folder for folder in _twins(members)}


def _twins(members: Members) -> Iterable[str]:
    by_rest: dict[str, list[str]] = {}
    for name in members.names:
        folder, _, rest = name.partition("/")
        if rest and name.lower().endswith(TEXT):
            by_rest.setdefault(rest, []).append(folder)
    shared = {rest: folders for rest, folders in by_rest.items() if len(folders) > 1}
    are_same = all(_is_same(members, [f"{folder}/{rest}" for folder in folders]) for rest, folders in shared.items())
    return dict.fromkeys(folder for folders in shared.values() for folder in folders) if are_same else ()


def _is_same(members: Members, files: list[str]) -> bool:
    try:
        return len({members.read(file) for file in files}) == 1
    except InputError:
        return False


def configuration(members: Members, file: str, name: str) -> str:
    """Return the text of the configuration file `name` that is nearest above `file`, "" if there is none."""
    for folder in PurePosixPath(file).parents:
        path = name if str(folder) == "." else f"{folder}/{name}"
        if members.holds(path):
            try:
                return members.read(path).decode("utf-8-sig", "replace")
            except InputError:
                return ""
    return ""


def names_of(members: Members, file: str) -> BratNames:
    """Return the table of names that our own export left beside or above `file`."""
    return read_names(configuration(members, file or VISUAL, VISUAL))
