"""brat standoff: a folder of .txt and .ann files with two configurations, one such pair, or a .zip.

Offsets are proven by the covered text; what cannot be proven is listed and left out. Writing keeps all that brat can
hold: clusters as Equiv, subtypes and attributes as A lines, several annotators as one folder each; the rest is a Loss.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from annotator.domain.model import Document, Layer
from annotator.domain.schema import Schema
from annotator.errors import InputError
from annotator.formats.brat_conf_keys import with_shortcuts
from annotator.formats.brat_conf_read import read_schema, role_names
from annotator.formats.brat_export import export
from annotator.formats.brat_folder import (
    ANNOTATION,
    SHORTCUTS,
    STANDOFF,
    TEXT,
    VISUAL,
    Group,
    Part,
    configuration,
    groups,
    names_of,
    orphans,
)
from annotator.formats.brat_lines import Standoff, parse_standoff
from annotator.formats.brat_read import Sheet, read_layer
from annotator.formats.charset import conversions, decode, join_line_ends
from annotator.formats.files import walk
from annotator.formats.format import KEEPS, Finding, Format, Read, WriteOptions, Writing
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.members import FolderMembers, Members, archive_members, folder_members
from annotator.formats.offset_proof import MISFITS, fit, keeps_misfits, unit_finding
from annotator.formats.offset_proof import findings as fitting_findings
from annotator.formats.refusal import RefusedError, finding


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield the schema that the configuration states, then each document or the Finding for which it is refused.

    Raises InputError if `path` is no folder, .ann or .txt file or ZIP archive that can be read.
    """
    yield from read_members(_members(path), path.name, options or {})


def read_members(members: Members, title: str, options: Mapping[str, str]) -> Iterator[Read]:
    """Yield what some files of a folder or archive hold, as `read` does."""
    keeps = keeps_misfits(options)
    for name in members.refused:
        yield finding("error", "unsafe name", "{file} has a name that leads out of the archive. It was left out.", name)
    yield from _schema(members, PurePath(title).stem)
    is_empty = True
    for group in groups(members):
        is_empty = False
        yield from _read_group(members, group, keeps=keeps)
    for name in orphans(members):
        yield finding("error", "no text", "{file} has no text file (.txt) beside it. It was left out.", name)
    if is_empty:
        yield finding("error", "no document", "{file} holds no document in brat's format.", title)


def _members(path: Path) -> Members:
    if path.is_dir():
        return folder_members(path)
    if path.suffix.lower() == ".zip":
        return archive_members(path)
    if not path.is_file():
        raise InputError("{file} is not there. Check the name.", file=path.name)
    names = (TEXT, *STANDOFF)
    pair = [name for suffix in names if (name := path.stem + suffix) and (path.parent / name).is_file()]
    conf = [name for name in (ANNOTATION, VISUAL, SHORTCUTS) if (path.parent / name).is_file()]
    return FolderMembers(path.parent, (*pair, *conf))


def _schema(members: Members, title: str) -> Iterator[Schema | Finding]:
    name = min((name for name in members.names if name.split("/")[-1] == ANNOTATION), key=_depth, default=None)
    if name is None:
        return
    annotation, visual = configuration(members, name, ANNOTATION), configuration(members, name, VISUAL)
    names = names_of(members, name)
    schema, refusals = read_schema(annotation, visual, names, title)
    yield from (refusal.finding(name, severity="warning") for refusal in refusals)
    yield with_shortcuts(schema, configuration(members, name, SHORTCUTS), names)


def _depth(name: str) -> int:
    return name.count("/")


def _read_group(members: Members, group: Group, *, keeps: bool) -> Iterator[Read]:
    document: Document | None = None
    for part in group.parts:
        try:
            read_part, findings = _read_part(members, group.name, part, keeps=keeps)
        except RefusedError as refusal:
            yield refusal.finding(part.text, group.name)
            continue
        except InputError as error:
            yield Finding("error", "unreadable", error.message, part.text, group.name, values=dict(error.values))
            continue
        yield from findings
        if document is None:
            document = read_part
        elif document.text == read_part.text:
            document = replace(document, layers=(*document.layers, *read_part.layers))
        else:
            message = "{file} has another text than the other annotators' files of {document}. It was left out."
            yield finding("error", "other text", message, part.text, group.name)
    if document is not None:
        yield document


def _read_part(members: Members, name: str, part: Part, *, keeps: bool) -> tuple[Document, list[Finding]]:
    decoded = decode(members.read(part.text))
    text = join_line_ends(decoded.text)
    check_text(text)
    findings = [*conversions(decoded, part.text, name), *inspect_text(text, part.text, name)]
    if not part.marks:
        return Document(name, name, text), findings
    standoff, refusals = _standoff(members, part, name)
    fitting = fit(decoded.text, standoff.bounds.values(), has_mark=decoded.has_mark, keeps=keeps)
    roles = role_names(configuration(members, part.text, ANNOTATION))
    layer, skipped = read_layer(Sheet(text, standoff, fitting, names_of(members, part.text), roles), part.annotator)
    if not fitting.unfit:
        findings += unit_finding([fitting], part.marks[0], name)
    findings += fitting_findings(fitting, standoff.bounds.values(), part.marks[0], name)
    findings += [*refusals, *(refusal.finding(part.marks[0], name) for refusal in skipped)]
    return Document(name, name, text, layers=(layer,)), findings


def _standoff(members: Members, part: Part, name: str) -> tuple[Standoff, list[Finding]]:
    """Return the lines of all files of marks as one, and the lines that were refused."""
    sources = []
    for file in part.marks:
        decoded = decode(members.read(file) or b"\n")
        sources.append(join_line_ends(decoded.text).rstrip("\n"))
    standoff = parse_standoff("\n".join(sources))
    return standoff, [refusal.finding(part.marks[0], name) for refusal in standoff.refusals]


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write the folder `path`: a pair of files a document, a folder of its own for each annotator if there are several.

    Raises AnnotatorError if the folder is not empty or a file cannot be written.
    """
    return export(_chosen(documents, options.annotator), path, options)


def _chosen(documents: Iterable[Document], annotator: str | None) -> Iterator[Document]:
    for document in documents:
        layers: tuple[Layer, ...] = document.layers
        if annotator is not None:
            layers = tuple(layer for layer in layers if layer.annotator == annotator)
        yield replace(document, layers=layers)


def detect(path: Path) -> float:
    """Say how sure it is that brat's files are meant."""
    if path.is_dir():
        return 0.9 if any(name.endswith(STANDOFF[0]) for name in walk(path)) else 0.0
    if not path.is_file():
        return 0.0
    if path.suffix.lower() == ".zip":
        return _certainty_of_archive(path)
    return 0.9 if path.suffix in STANDOFF and path.with_suffix(TEXT).is_file() else 0.0


def _certainty_of_archive(path: Path) -> float:
    try:
        names = archive_members(path).names
    except InputError:
        return 0.0
    return 0.9 if any(name.endswith(STANDOFF[0]) for name in names) else 0.0


FORMAT = Format(
    name="brat",
    title="brat standoff",
    suffix="",
    keeps=frozenset(KEEPS) - {"metadata"},
    read=read,
    write=write,
    detect=detect,
    read_chosen=read,
    read_members=read_members,
    read_options=(MISFITS,),
)
