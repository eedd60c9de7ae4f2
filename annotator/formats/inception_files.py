"""The files that INCEpTION exports: one a document, or `annotation/<document>/<annotator>` in a folder or ZIP."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.model import Document
from annotator.errors import InputError
from annotator.formats.files import walk
from annotator.formats.format import Finding, Read
from annotator.formats.inception import Stated, Use, layer_of
from annotator.formats.members import FolderMembers, Members, archive_members, belonging, folder_members
from annotator.formats.refusal import RefusedError, finding

HEAD = 4096
_CURATED = "CURATION_USER"
_QUIET = ("Sentence", "Token")  # every file has them


@dataclass(frozen=True, slots=True)
class Kind:
    """What tells files of one format: their suffix, what stands at their beginning, and names of files beside them."""

    suffix: str
    signs: tuple[bytes, ...]
    beside: Callable[[str], tuple[str, ...]] = lambda _name: ()


def read_all(
    path: Path, kind: Kind, read_one: Callable[[Members, str], tuple[Document, list[Finding]]]
) -> Iterator[Read]:
    """Yield the documents of all files at `path`, those that follow each other and are one document as its layers.

    `read_one` returns the document of one file, with one layer. Raises InputError if nothing is at `path`.
    """
    members, wanted = _members(path, kind)
    yield from _read_wanted(members, wanted, path.name, read_one)


def read_some(
    members: Members, title: str, kind: Kind, read_one: Callable[[Members, str], tuple[Document, list[Finding]]]
) -> Iterator[Read]:
    """Yield the documents of some files of a folder or archive, as `read_all` does; those beside others are no more."""
    beside = belonging(members.names, kind.beside, members.names)
    yield from _read_wanted(members, [name for name in members.names if name not in beside], title, read_one)


def _read_wanted(
    members: Members,
    wanted: list[str],
    title: str,
    read_one: Callable[[Members, str], tuple[Document, list[Finding]]],
) -> Iterator[Read]:
    for name in members.refused:
        yield finding("error", "unsafe name", "{file} has a name that leads out of the archive. It was left out.", name)
    is_empty = True
    for item in _joined(_read_members(members, wanted, read_one)):
        is_empty = is_empty and not isinstance(item, Document)
        yield item
    if is_empty:
        yield finding("error", "no document", "{file} holds no document of this format.", title)


def _members(path: Path, kind: Kind) -> tuple[Members, list[str]]:
    if path.is_dir() or path.suffix.lower() == ".zip":
        members = folder_members(path) if path.is_dir() else archive_members(path)
        return members, [name for name in members.names if name.lower().endswith(kind.suffix)]
    if not path.is_file():
        raise InputError("{file} is not there. Check the name.", file=path.name)
    names = (path.name, *(name for name in kind.beside(path.name) if (path.parent / name).is_file()))
    return FolderMembers(path.parent, names), [path.name]


def _read_members(
    members: Members, wanted: list[str], read_one: Callable[[Members, str], tuple[Document, list[Finding]]]
) -> Iterator[Read]:
    for name in wanted:
        try:
            document, findings = read_one(members, name)
        except RefusedError as refusal:
            is_other = isinstance(refusal, OtherFileError) and len(wanted) > 1
            yield refusal.finding(name, name, "note" if is_other else "error")
        except InputError as error:
            yield Finding("error", "unreadable", error.message, name, name, values=dict(error.values))
        else:
            yield from findings
            yield document


class OtherFileError(RefusedError):
    """Tell that a file among others is not of the format at all; that is worth a note only."""


def _joined(items: Iterable[Read]) -> Iterator[Read]:
    before: Document | None = None
    for item in items:
        if not isinstance(item, Document):
            yield item
        elif before is not None and _is_same(before, item):
            before = replace(before, layers=(*before.layers, *item.layers))
        else:
            yield from () if before is None else (before,)
            before = item
    yield from () if before is None else (before,)


def _is_same(one: Document, other: Document) -> bool:
    names = {layer.annotator for layer in one.layers}
    return (one.id, one.text) == (other.id, other.text) and all(layer.annotator not in names for layer in other.layers)


def names_of(file: str, title: str) -> tuple[str, str]:
    """Return what document and annotator are called: by the file's place in a project's export, else by its title."""
    parts = file.split("/")
    if len(parts) > 2 and parts[-3] in ("annotation", "curation"):
        user = parts[-1].rpartition(".")[0]
        return parts[-2], "gold" if user == _CURATED else user
    return title or file, ""


def document_of_layers(
    file: str, title: str, text: str, stated: Stated, chosen: Mapping[str, Use]
) -> tuple[Document, list[Finding]]:
    """Return the document with the marks that the file's layers become, and what is to be said of them."""
    name, annotator = names_of(file, title)
    layer, refusals = layer_of(stated, chosen, annotator)
    findings = [refusal.finding(file, name, "warning") for refusal in refusals]
    for skipped, count in stated.skipped.items():
        short = skipped.rpartition(".")[2]
        message = "In {file}, the layer {layer} ({count} annotations) is not read: it says how the text is built."
        if short not in _QUIET:
            findings.append(finding("note", "layer", message, file, name, layer=short, count=count))
    return Document(name, name, text, (layer,)), findings


def certainty(path: Path, kind: Kind) -> float:
    """Say how sure it is that files of this kind are meant."""
    try:
        if path.is_file() and path.suffix.lower() != ".zip":
            return 0.95 if _has_sign(_head(path), kind) else 0.0
        if path.is_dir():
            first = next((path / name for name in walk(path) if name.lower().endswith(kind.suffix)), None)
            return 0.8 if first is not None and _has_sign(_head(first), kind) else 0.0
        members = archive_members(path)
        wanted = [name for name in members.names if name.lower().endswith(kind.suffix)]
        return 0.8 if any(_has_sign(members.read(name), kind) for name in wanted[:3]) else 0.0
    except (OSError, InputError):
        return 0.0


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _has_sign(source: bytes, kind: Kind) -> bool:
    return any(sign in source[:HEAD] for sign in kind.signs)
