"""UIMA CAS as JSON 0.4 and as XMI: what INCEpTION imports and exports; a file, a folder, or a project's ZIP.

UIMA counts UTF-16 units; cassis converts. A CAS is one annotator's work on one document: several of them are one folder
a document. Options: `layers` for reading (see inception.py); `entities`, `events`, `relations` = the layers to write.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from annotator.domain.model import Document, Json, Layer
from annotator.errors import AnnotatorError
from annotator.formats.extras import load
from annotator.formats.features import mentions
from annotator.formats.files import FileNames, empty_folder, write_bytes
from annotator.formats.format import KEEPS, Finding, Format, Loss, Read, WriteOptions, Writing
from annotator.formats.inception import LAYERS, Use, uses
from annotator.formats.inception_files import Kind, certainty, document_of_layers, read_all, read_some
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.jsonl_read import document_of
from annotator.formats.jsonl_write import table_of
from annotator.formats.members import Members
from annotator.formats.option import Option, chosen_options
from annotator.formats.refusal import RefusedError
from annotator.formats.uima_files import TYPE_SYSTEM, load_json, load_xmi, type_system_for, type_systems_of
from annotator.formats.uima_names import is_type_name
from annotator.formats.uima_read import read_cas
from annotator.formats.uima_write import Names, cas_of
from annotator.formats.xml_safety import fits_xml

JSON = Kind(".json", (b'"%TYPES"', b'"%FEATURE_STRUCTURES"'))
XMI = Kind(".xmi", (b"http://www.omg.org/XMI",), type_systems_of)
WRITING = (
    Option("entities", "Layer of entities", kind="text", help="Written like custom.Person; empty is the usual one."),
    Option("events", "Layer of events", kind="text", help="Written like custom.Event; empty is the usual one."),
    Option(
        "relations", "Layer of relations", kind="text", help="Written like custom.Relation; empty is the usual one."
    ),
)


def read_json(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield each document of the JSON CASes, those of one document that follow each other as its layers.

    Raises InputError if nothing at `path` can be read or the library is absent.
    """
    yield from _read(path, JSON, options or {})


def read_xmi(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield documents as `read_json` does; the type system stands beside each XMI file or above it."""
    yield from _read(path, XMI, options or {})


def _read(path: Path, kind: Kind, options: Mapping[str, str]) -> Iterator[Read]:
    yield from read_all(path, kind, _reader(options))


def read_members(members: Members, title: str, options: Mapping[str, str]) -> Iterator[Read]:
    """Yield what some files of a folder or archive hold, as `read_json` and `read_xmi` do."""
    yield from read_some(members, title, XMI, _reader(options))


def _reader(options: Mapping[str, str]) -> Callable[[Members, str], tuple[Document, list[Finding]]]:
    cassis, chosen = load("cassis", "uima"), uses(options.get("layers", ""))
    return lambda members, name: _document(cassis, members, name, chosen)


def _document(
    cassis: ModuleType, members: Members, name: str, chosen: Mapping[str, Use]
) -> tuple[Document, list[Finding]]:
    source = members.read(name)
    if name.lower().endswith(XMI.suffix) or source.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        cas = load_xmi(cassis, source, type_system_for(members, name))
    else:
        cas = load_json(cassis, source)
    read = read_cas(cas)
    check_text(read.text)
    document, findings = document_of_layers(name, read.name, read.text, read.stated, chosen)
    document = replace(document, language=read.language)
    findings += inspect_text(read.text, name, document.name)
    findings += [refusal.finding(name, document.name, "warning") for refusal in read.refusals]
    if read.sheet:
        document, refusal = _with_sheet(document, read.sheet)
        findings += [refusal.finding(name, document.name, "warning")] if refusal else []
    return document, findings


def _with_sheet(document: Document, sheet: Mapping[str, Json]) -> tuple[Document, RefusedError | None]:
    """Return the document with what our own writer stated beyond the layers."""
    marks = table_of(document)["annotations"]
    stated = sheet.get("annotations")
    match marks, stated:
        case _, [] if not any(document.layers[0].marks()):
            return document_of({**sheet, "text": document.text, "annotations": []})[0], None
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
    return _Export(path, JSON.suffix, options).write(documents)


def write_xmi(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write each layer as XMI with its type system beside it, placed as `write_json` does."""
    return _Export(path, XMI.suffix, options).write(documents)


class _Export:
    def __init__(self, path: Path, suffix: str, options: WriteOptions) -> None:
        self._cassis = load("cassis", "uima")
        self._path = path
        self._suffix = suffix
        self._annotator = options.annotator
        self._layers = _layers(chosen_options(options.options, WRITING))
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
        if self._suffix != XMI.suffix or fits_xml(document.text):
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
        text = cas.to_json() if self._suffix == JSON.suffix else cas.to_xmi()
        self._put(path, text)
        if self._suffix == XMI.suffix:
            self._put(path.with_name(f"{path.stem}.{TYPE_SYSTEM}"), cas.typesystem.to_xml())

    def _put(self, path: Path, text: Any) -> None:  # cassis has no types here
        write_bytes(path, [text.encode("utf-8")])
        self._files.append(path)


def _layers(options: Mapping[str, str]) -> Names:
    known = Names()
    chosen = Names(
        options["entities"] or known.entity,
        options["events"] or known.event,
        options["relations"] or known.relation,
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
    return certainty(path, JSON)


def detect_xmi(path: Path) -> float:
    """Say how sure it is that XMI is meant."""
    return certainty(path, XMI)


FORMAT_JSON = Format(
    name="uima-json",
    title="UIMA CAS JSON (INCEpTION)",
    suffix=JSON.suffix,
    keeps=frozenset(KEEPS),
    read=read_json,
    read_chosen=read_json,
    read_options=(LAYERS,),
    write=write_json,
    write_options=WRITING,
    holds_one=True,
    detect=detect_json,
    read_members=read_members,
    needs="uima",
)
FORMAT_XMI = Format(
    name="uima-xmi",
    title="UIMA CAS XMI (INCEpTION)",
    suffix=XMI.suffix,
    keeps=frozenset(KEEPS),
    read=read_xmi,
    read_chosen=read_xmi,
    read_options=(LAYERS,),
    write=write_xmi,
    write_options=WRITING,
    holds_one=True,
    detect=detect_xmi,
    read_members=read_members,
    beside=XMI.beside,
    needs="uima",
)
