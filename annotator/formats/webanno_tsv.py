"""WebAnno TSV 3, read only: the former export of WebAnno and INCEpTION; a file, a folder, or a project's ZIP.

Option `layers` as for UIMA CAS (see inception.py).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.domain.model import Document
from annotator.formats.charset import conversions, decode, join_line_ends
from annotator.formats.format import Finding, Format, Read
from annotator.formats.inception import LAYERS, Use, uses
from annotator.formats.inception_files import Kind, certainty, document_of_layers, read_all, read_some
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.members import Members
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.webanno_columns import read_header
from annotator.formats.webanno_read import TsvReader
from annotator.formats.webanno_text import place, read_sentences

KIND = Kind(".tsv", (b"#FORMAT=WebAnno TSV 3",))


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield each document, or the Finding for which it is refused.

    Raises InputError if nothing at `path` can be read.
    """
    chosen = uses((options or {}).get("layers", ""))
    yield from read_all(path, KIND, lambda members, name: _document(members, name, chosen))


def read_members(members: Members, title: str, options: Mapping[str, str]) -> Iterator[Read]:
    """Yield what some files of a folder or archive hold, as `read` does."""
    chosen = uses(options.get("layers", ""))
    yield from read_some(members, title, KIND, lambda each, name: _document(each, name, chosen))


def _document(members: Members, name: str, chosen: Mapping[str, Use]) -> tuple[Document, list[Finding]]:
    decoded = decode(members.read(name))
    lines = join_line_ends(decoded.text).split("\n")
    first = next((at for at, line in enumerate(lines) if line.startswith("#Text=")), len(lines))
    layers = read_header(lines[:first])
    sentences = read_sentences(lines[first:])
    if not sentences:
        raise RefusedError("empty", "In {file}, document {document} has no text. There is nothing to annotate in it.")
    text, convert, unit = place(sentences)
    check_text(text)
    reader = TsvReader(layers, convert)
    for sentence in sentences:
        for line in sentence.lines:
            reader.take(line)
    document, findings = document_of_layers(name, "", text, reader.stated(), chosen)
    findings += [*conversions(decoded, name, document.name), *inspect_text(text, name, document.name)]
    findings += [refusal.finding(name, document.name, "warning") for refusal in reader.refusals]
    if unit != "UTF-16 units":
        message = "{file} counts in {unit} and not in UTF-16 units: that fits all its tokens. It was read so."
        findings.append(finding("warning", "unit", message, name, document.name, unit=unit))
    return document, findings


def detect(path: Path) -> float:
    """Say how sure it is that WebAnno TSV is meant."""
    return certainty(path, KIND)


FORMAT = Format(
    name="webanno-tsv",
    title="WebAnno TSV 3",
    suffix=KIND.suffix,
    keeps=frozenset(
        {
            "text",
            "entities",
            "nested",
            "crossing",
            "sub-token",
            "same span",
            "events",
            "relations",
            "attributes",
            "clusters",
            "annotators",
        }
    ),
    read=read,
    detect=detect,
    read_chosen=read,
    read_members=read_members,
    read_options=(LAYERS,),
)
