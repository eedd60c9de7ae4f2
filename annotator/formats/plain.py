"""Plain text: one .txt file a document, or a folder of them with its sub-folders."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice
from pathlib import Path

from annotator.domain.model import Document, State
from annotator.errors import AnnotatorError, InputError
from annotator.formats.charset import conversions, decode, join_line_ends
from annotator.formats.features import known_facts, loss, losses_of
from annotator.formats.files import FileNames, empty_folder, read_bytes, walk, write_text
from annotator.formats.format import Finding, Format, Loss, Read, WriteOptions, Writing
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.losses import MESSAGES, chosen_layers
from annotator.formats.members import Members
from annotator.formats.refusal import RefusedError, finding

SUFFIX = ".txt"
_OTHERS = frozenset({".json", ".jsonl", ".xml", ".xmi", ".svg"})  # never texts to mark, even where nothing reads them
KEEPS = frozenset({"text"})


def read(path: Path) -> Iterator[Read]:
    """Yield a document for each text file, named by its path below `path`, in natural order.

    Raises InputError if there is nothing at `path`.
    """
    if path.is_file():
        yield from _read_file(path, path.name)
        return
    if not path.is_dir():
        raise InputError("{file} is not there. Check the name.", file=path.name)
    names = [name for name in walk(path) if name.lower().endswith(SUFFIX)]
    if not names:
        yield finding("error", "no text", "The folder {file} holds no .txt file. Choose another folder.", path.name)
    for name in names:
        yield from _read_file(path / name, name)


def read_members(members: Members, _title: str, _options: Mapping[str, str]) -> Iterator[Read]:
    """Yield a document for each file, named by its path in the folder or archive."""
    for name in members.names:
        yield from _document(partial(members.read, name), name)


def _read_file(path: Path, name: str) -> Iterator[Read]:
    yield from _document(partial(read_bytes, path), name)


def _document(load: Callable[[], bytes], name: str) -> Iterator[Read]:
    try:
        source = load()
        if not source:
            raise RefusedError("empty", "{file} is empty. It was left out.")
        decoded = decode(source)
        text = join_line_ends(decoded.text)
        check_text(text)
    except RefusedError as refusal:
        yield refusal.finding(name, name)
        return
    except InputError as error:
        yield Finding("error", "unreadable", error.message, name, name, values=dict(error.values))
        return
    yield from conversions(decoded, name, name)
    yield from inspect_text(text, name, name)
    yield Document(id=name, name=name, text=text)


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write the texts alone: into `path` if it ends in .txt and there is one document, else into the folder `path`.

    Raises AnnotatorError if a file cannot be written, the folder is not empty, or several documents should go into
    one file.
    """
    stream = iter(documents)
    first = list(islice(stream, 2))
    losses: list[Loss] = []
    if path.suffix.lower() != SUFFIX:
        return Writing(tuple(_write_folder(chain(first, stream), empty_folder(path), options, losses)), tuple(losses))
    if len(first) != 1:
        raise AnnotatorError(
            "One text file cannot hold several documents. Choose a folder in place of {file}.", file=path.name
        )
    _write_one(first[0], path, options, losses)
    return Writing((path,), tuple(losses))


def _write_folder(
    documents: Iterable[Document], folder: Path, options: WriteOptions, losses: list[Loss]
) -> Iterator[Path]:
    names = FileNames()
    for document in documents:
        path = folder / names.take(document.name, SUFFIX)
        _write_one(document, path, options, losses)
        yield path


def _write_one(document: Document, path: Path, options: WriteOptions, losses: list[Loss]) -> None:
    write_text(path, [document.text])
    losses.extend(losses_of(document, KEEPS | {"metadata"}, options.annotator))
    for layer in chosen_layers(document, options.annotator):
        if layer.state is not State.NEW:
            losses.append(loss("state", document, layer.annotator, (layer.annotator,), MESSAGES["state"]))
    facts = (*(("name",) if path.name != document.name else ()), *known_facts(document))
    if facts:
        losses.append(loss("metadata", document, "", facts))


def detect(path: Path) -> float:
    """Say how sure it is that plain text is meant: by the name, then by the first bytes."""
    if path.is_dir():
        return 0.5 if any(name.lower().endswith(SUFFIX) for name in walk(path)) else 0.0
    if path.suffix.lower() == SUFFIX:
        return 0.6
    if path.suffix.lower() in _OTHERS:
        return 0.0
    return 0.1 if path.is_file() and not _is_binary(path) else 0.0


def _is_binary(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"\0" in file.read(4096)
    except OSError:
        return True


FORMAT = Format(
    "text",
    "Plain text",
    SUFFIX,
    KEEPS,
    read=read,
    write=write,
    detect=detect,
    holds_one=True,
    read_members=read_members,
)
