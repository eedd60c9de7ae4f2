"""UIMA CAS as JSON 0.4 and as XMI: what INCEpTION imports and exports; a file, a folder, or a project's ZIP.

UIMA counts UTF-16 units; cassis converts. A CAS is one annotator's work on one document: several of them are one folder
a document. Options: `layers` for reading (see inception.py); `entities`, `events`, `relations` = the layers to write.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from annotator.domain.model import Document, Json, Layer
from annotator.errors import AnnotatorError, InputError
from annotator.formats.extras import load
from annotator.formats.features import mentions
from annotator.formats.files import FileNames, empty_folder, walk, write_bytes
from annotator.formats.format import KEEPS, Finding, Format, Loss, Read, WriteOptions, Writing
from annotator.formats.inception import Use, layer_of, uses
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.jsonl_read import document_of
from annotator.formats.jsonl_write import table_of
from annotator.formats.members import FolderMembers, Members, archive_members, folder_members
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.uima_files import TYPE_SYSTEM, NotACasError, load_json, load_xmi, type_system_for
from annotator.formats.uima_names import is_type_name
from annotator.formats.uima_read import Read as ReadCas
from annotator.formats.uima_read import read_cas
from annotator.formats.uima_write import Names, cas_of
from annotator.formats.xml_safety import fits_xml

JSON, XMI = ".json", ".xmi"
_CURATED = "CURATION_USER"


def read_json(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield each document of the JSON CASes, those of one document that follow each other as its layers.

    Raises InputError if nothing at `path` can be read or the library is absent.
    """
    yield from _read(path, JSON, options or {})


def read_xmi(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield documents as `read_json` does; the type system stands beside each XMI file or above it."""
    yield from _read(path, XMI, options or {})


def _read(path: Path, suffix: str, options: Mapping[str, str]) -> Iterator[Read]:
    cassis, chosen = load("cassis", "uima"), uses(options.get("layers", ""))
    members, wanted = _members(path, suffix)
    for name in members.refused:
        yield finding("error", "unsafe name", "{file} has a name that leads out of the archive. It was left out.", name)
    before: Document | None = None
    is_empty = True
    for name in wanted:
        for item in _read_member(cassis, members, name, chosen):
            if not isinstance(item, Document):
                yield item
            elif before is not None and _is_same(before, item):
                before = replace(before, layers=(*before.layers, *item.layers))
            else:
                is_empty = False
                yield from () if before is None else (before,)
                before = item
    yield from () if before is None else (before,)
    if is_empty:
        yield finding("error", "no document", "{file} holds no document of a UIMA CAS.", path.name)


def _is_same(one: Document, other: Document) -> bool:
    names = {layer.annotator for layer in one.layers}
    return (one.id, one.text) == (other.id, other.text) and all(layer.annotator not in names for layer in other.layers)


def _members(path: Path, suffix: str) -> tuple[Members, list[str]]:
    if path.is_dir() or path.suffix.lower() == ".zip":
        members = folder_members(path) if path.is_dir() else archive_members(path)
        return members, [name for name in members.names if name.lower().endswith(suffix)]
    if not path.is_file():
        raise InputError("{file} is not there. Check the name.", file=path.name)
    beside = (f"{path.stem}.{TYPE_SYSTEM}", TYPE_SYSTEM, "typesystem.xml")
    names = (path.name, *(name for name in beside if (path.parent / name).is_file()))
    return FolderMembers(path.parent, names), [path.name]


def _read_member(cassis: ModuleType, members: Members, name: str, chosen: Mapping[str, Use]) -> Iterator[Read]:
    try:
        document, findings = _document(cassis, members, name, chosen)
    except RefusedError as refusal:
        is_other = isinstance(refusal, NotACasError) and len(members.names) > 1
        yield refusal.finding(name, name, "note" if is_other else "error")
    except InputError as error:
        yield Finding("error", "unreadable", error.message, name, name, values=dict(error.values))
    else:
        yield from findings
        yield document


def _document(
    cassis: ModuleType, members: Members, name: str, chosen: Mapping[str, Use]
) -> tuple[Document, list[Finding]]:
    source = members.read(name)
    if name.lower().endswith(XMI):
        cas = load_xmi(cassis, source, type_system_for(members, name))
    else:
        cas = load_json(cassis, source)
    read = read_cas(cas)
    check_text(read.text)
    title, annotator = _names(name, read)
    layer, refusals = layer_of(read.stated, chosen, annotator)
    document = Document(title, title, read.text, (layer,), read.language)
    findings = [*inspect_text(read.text, name, title)]
    findings += [refusal.finding(name, title, "warning") for refusal in (*read.refusals, *refusals)]
    findings += _of_skipped(read, name, title)
    if read.sheet:
        document, refusal = _with_sheet(document, read.sheet)
        findings += [refusal.finding(name, title, "warning")] if refusal else []
    return document, findings


def _names(name: str, read: ReadCas) -> tuple[str, str]:
    """Return what document and annotator are called: by the file's place in a project's export, else by the CAS."""
    parts = name.split("/")
    if len(parts) > 2 and parts[-3] in ("annotation", "curation"):
        user = parts[-1].rpartition(".")[0]
        return parts[-2], "gold" if user == _CURATED else user
    return read.name or name, ""


def _of_skipped(read: ReadCas, file: str, document: str) -> Iterator[Finding]:
    for layer, count in read.stated.skipped.items():
        message = "In {file}, the layer {layer} ({count} annotations) is not read: it says how the text is built."
        short = layer.rpartition(".")[2]
        if short not in ("Sentence", "Token"):
            yield finding("note", "layer", message, file, document, layer=short, count=count)


def _with_sheet(document: Document, sheet: Mapping[str, Json]) -> tuple[Document, RefusedError | None]:
    """Return the document with what our own writer stated beyond the layers."""
    marks = table_of(document)["annotations"]
    stated = sheet.get("annotations")
    match marks, stated:
        case [dict(of_cas)], [dict(of_sheet)]:
            empty = [key for key in ("entities", "events", "relations") if key in of_sheet]
            layer = {**of_cas, **{key: value for key, value in of_sheet.items() if key not in empty}}
            try:
                return document_of({**sheet, "text": document.text, "annotations": [layer]})[0], None
            except RefusedError as refusal:
                return document, refusal
    return document, None


def write_json(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write each layer as a JSON CAS: into `path` if it ends in .json and there is one layer, else into the folder.

    Raises AnnotatorError if a file cannot be written, the folder is not empty, or several layers should go into one
    file; InputError if the library is absent.
    """
    return _Export(path, JSON, options).write(documents)


def write_xmi(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write each layer as XMI with its type system beside it, placed as `write_json` does."""
    return _Export(path, XMI, options).write(documents)


class _Export:
    def __init__(self, path: Path, suffix: str, options: WriteOptions) -> None:
        self._cassis = load("cassis", "uima")
        self._path = path
        self._suffix = suffix
        self._annotator = options.annotator
        self._layers = _layers(options.options)
        self._names = FileNames()
        self._losses: list[Loss] = []
        self._files: list[Path] = []
        self._is_file = path.suffix.lower() == suffix

    def write(self, documents: Iterable[Document]) -> Writing:
        folder = None if self._is_file else empty_folder(self._path)
        for document in documents:
            layers = [layer for layer in document.layers if self._annotator in (None, layer.annotator)]
            if self._is_unfit(document):
                continue
            layers = layers or [Layer(self._annotator or "")]
            self._write_document(document, layers, folder)
        return Writing(tuple(self._files), tuple(self._losses))

    def _is_unfit(self, document: Document) -> bool:
        if self._suffix != XMI or fits_xml(document.text):
            return False
        message = "Documents whose text holds control characters cannot be written as XML and are left out."
        marks = tuple(mark.id for layer in document.layers for mark in layer.marks())
        self._losses.append(Loss("text", message, document.name, "", marks))
        return True

    def _write_document(self, document: Document, layers: list[Layer], folder: Path | None) -> None:
        if folder is None:
            if self._files or len(layers) > 1:
                raise AnnotatorError(
                    "One CAS holds one annotator's work on one document. Choose a folder in place of {file}.",
                    file=self._path.name,
                )
            self._write_layer(document, layers[0], self._path)
            return
        suffix = self._suffix if len(layers) == 1 else ""
        place = folder / self._names.take(document.name, suffix)
        if len(layers) == 1:
            self._write_layer(document, layers[0], place)
            return
        annotators = FileNames()
        for layer in layers:
            self._write_layer(document, layer, place / annotators.take(layer.annotator, self._suffix))

    def _write_layer(self, document: Document, layer: Layer, path: Path) -> None:
        cas = cas_of(self._cassis, document, layer, self._layers)
        self._losses.extend(_empty_clusters(document, layer))
        text = cas.to_json() if self._suffix == JSON else cas.to_xmi()
        self._put(path, text)
        if self._suffix == XMI:
            self._put(path.with_name(f"{path.stem}.{TYPE_SYSTEM}"), cas.typesystem.to_xml())

    def _put(self, path: Path, text: Any) -> None:  # cassis has no types here
        write_bytes(path, [text.encode("utf-8")])
        self._files.append(path)


def _layers(options: Mapping[str, str]) -> Names:
    known = Names()
    chosen = Names(
        options.get("entities", known.entity), options.get("events", known.event), options.get("relations", known.relation)
    )
    for name in (chosen.entity, chosen.event, chosen.relation):
        if not is_type_name(name):
            raise AnnotatorError("“{name}” cannot be the name of a layer. Write it like custom.Person.", name=name)
    return chosen


def _empty_clusters(document: Document, layer: Layer) -> Iterator[Loss]:
    used = {mark.cluster for mark in mentions(layer)}
    empty = tuple(cluster.name for cluster in layer.clusters if cluster.id not in used)
    if empty:
        yield Loss("clusters", "Clusters without a mention are not written.", document.name, layer.annotator, empty)


def detect_json(path: Path) -> float:
    """Say how sure it is that JSON CASes are meant."""
    return _certainty(path, JSON, (b'"%TYPES"', b'"%FEATURE_STRUCTURES"'))


def detect_xmi(path: Path) -> float:
    """Say how sure it is that XMI is meant."""
    return _certainty(path, XMI, (b"http://www.omg.org/XMI",))


def _certainty(path: Path, suffix: str, signs: tuple[bytes, ...]) -> float:
    try:
        if path.is_dir():
            first = next((path / name for name in walk(path) if name.lower().endswith(suffix)), None)
            return 0.8 if first is not None and _has_sign(first.open("rb").read(4096), signs) else 0.0
        if not path.is_file():
            return 0.0
        if path.suffix.lower() == ".zip":
            members = archive_members(path)
            wanted = [name for name in members.names if name.lower().endswith(suffix)]
            return 0.8 if any(_has_sign(members.read(name)[:4096], signs) for name in wanted[:3]) else 0.0
        with path.open("rb") as file:
            return 0.95 if _has_sign(file.read(4096), signs) else 0.0
    except (OSError, InputError):
        return 0.0


def _has_sign(head: bytes, signs: tuple[bytes, ...]) -> bool:
    return any(sign in head for sign in signs)


FORMAT_JSON = Format(
    name="uima-json",
    title="UIMA CAS JSON (INCEpTION)",
    suffix=JSON,
    keeps=frozenset(KEEPS),
    read=read_json,
    write=write_json,
    detect=detect_json,
)
FORMAT_XMI = Format(
    name="uima-xmi",
    title="UIMA CAS XMI (INCEpTION)",
    suffix=XMI,
    keeps=frozenset(KEEPS),
    read=read_xmi,
    write=write_xmi,
    detect=detect_xmi,
)
