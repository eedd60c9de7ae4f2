"""CoNLL-U: text, sentences and multiword tokens of treebanks, entities as brackets in MISC (CorefUD and plain).

Where the words spell the text otherwise than `# text`, they are aligned with it; without it the text is put together
from the words, and the report says so. Writing keeps every blank (`SpacesAfter`); words that an entity cuts become a
multiword token. The library conllu was refused: it drops comments without “=”.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from annotator.domain.model import Document, Json, Layer
from annotator.formats.conll_read import decoded_text
from annotator.formats.conllu_lines import Sentence, sentences_of
from annotator.formats.conllu_read import SHEET, EntityReader, Text, read_text, sheet_of
from annotator.formats.conllu_write import lines_of
from annotator.formats.files import write_text
from annotator.formats.format import Finding, Format, Loss, Read, WriteOptions, Writing
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.jsonl_read import document_of
from annotator.formats.jsonl_write import table_of
from annotator.formats.losses import MESSAGES, LossList, single, unwritten
from annotator.formats.refusal import RefusedError, finding

SUFFIX = ".conllu"
KEEPS = frozenset(
    {"text", "entities", "nested", "crossing", "discontinuous", "sub-token", "same span", "clusters", "metadata"}
)
_MARKS = frozenset({"entities", "events", "relations", "comments"})
_CROSSING = "These entities overlap another one of their cluster without being inside it; they are written without it."

_REMARKS = {
    "rebuilt": "In {file}, document {document}, {count} sentences state no text; it was put together from their words.",
    "aligned": "In {file}, document {document}, the words of {count} sentences are spelt otherwise than the text; "
    "they were aligned with it.",
}


def read(path: Path) -> Iterator[Read]:
    """Yield each document of the file: what stands between two `# newdoc` lines, else the whole.

    Raises InputError if the file cannot be read.
    """
    try:
        source, findings = decoded_text(path)
        yield from findings
        sentences = list(sentences_of(source))
    except RefusedError as refusal:
        yield refusal.finding(path.name, path.name)
        return
    if not sentences:
        yield finding("error", "no document", "{file} holds no document of this format.", path.name)
    fields = next((_fields(sentence) for sentence in sentences if "global.Entity" in sentence.comments), ())
    numbers: list[int] = []
    for number, sentence in enumerate(sentences):
        is_new = any(name.split(" ")[0] == "newdoc" for name in sentence.comments)
        numbers.append(number if is_new or not numbers else numbers[-1])
    for _, group in groupby(range(len(sentences)), key=numbers.__getitem__):
        yield from _read_document([sentences[at] for at in group], fields, path.name)


def _fields(sentence: Sentence) -> tuple[str, ...]:
    return tuple(sentence.comments["global.Entity"].split("-"))


def _read_document(sentences: list[Sentence], fields: tuple[str, ...], file: str) -> Iterator[Read]:
    name = sentences[0].comments.get("newdoc id") or file
    try:
        text = read_text(sentences)
        check_text(text.text)
        reader = EntityReader(fields)
        for span, misc in text.words:
            reader.take(span, misc)
        layer = reader.layer("")
        document, refusals = _with_sheet(Document(name, name, text.text, (layer,)), sentences[0])
    except RefusedError as refusal:
        yield refusal.finding(file, name)
        return
    yield from _remarks(text, file, document.name)
    yield from (refusal.finding(file, document.name, "warning") for refusal in (*reader.refusals, *refusals))
    yield document


def _with_sheet(document: Document, sentence: Sentence) -> tuple[Document, list[RefusedError]]:
    """Return the document, checked like any other, with what our own writer said of it."""
    sheet = sheet_of(sentence)
    stated = sheet.get("annotations")
    of_sheet = next((row for row in _list(stated) if isinstance(row, dict)), {})
    table = table_of(replace(document, layers=(replace(document.layers[0], annotator="a"),)))
    layer = next((row for row in _list(table["annotations"]) if isinstance(row, dict)), {})
    beyond = {key: value for key, value in of_sheet.items() if key not in _MARKS}
    checked = {key: value for key, value in table.items() if key != "sha256"}
    document = document_of(checked)[0]
    document = replace(document, layers=(replace(document.layers[0], annotator=""),))
    if not sheet:
        return document, []
    try:
        return document_of({**checked, **sheet, "annotations": [{**layer, **beyond}]})[0], []
    except RefusedError as refusal:
        return document, [refusal]


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _remarks(text: Text, file: str, document: str) -> Iterator[Finding]:
    yield from inspect_text(text.text, file, document)
    for kind, count in (("rebuilt", text.rebuilt), ("aligned", text.aligned)):
        if count:
            yield finding("warning", kind, _REMARKS[kind], file, document, count=count)


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one file with all documents, those left out that have no layer to write.

    Raises AnnotatorError if the file cannot be written.
    """
    losses: list[Loss] = []
    write_text(path, _lines(documents, options.annotator, losses))
    return Writing((path,), tuple(losses))


def _lines(documents: Iterable[Document], annotator: str | None, losses: list[Loss]) -> Iterator[str]:
    for document in documents:
        layer = single(document, annotator, losses) if document.layers else Layer("a")
        if layer is None:
            continue
        found = LossList(document.name, layer.annotator, {**MESSAGES, "crossing clusters": _CROSSING})
        yield from lines_of(document, layer, found)
        losses.extend(found.all())
        bare = replace(document, extra={}), (replace(layer, extra={}),)
        losses.extend(unwritten(*bare, KEEPS | {"state", "language", "schema"}))


def detect(path: Path) -> float:
    """Say how sure it is that CoNLL-U is meant: by the first line of ten columns."""
    if not path.is_file():
        return 0.0
    try:
        with path.open("rb") as file:
            head = file.read(2**16).decode("utf-8", "replace")
    except OSError:
        return 0.0
    rows = [line for line in head.split("\n") if line and not line.startswith("#")]
    if rows and rows[0].count("\t") == 9 and rows[0].split("\t")[0].split("-")[0].isdecimal():
        return 0.9 if path.suffix == SUFFIX or f"# {SHEET}" in head else 0.8
    return 0.3 if path.suffix == SUFFIX else 0.0


FORMAT = Format(name="conllu", title="CoNLL-U", suffix=SUFFIX, keeps=KEEPS, read=read, write=write, detect=detect)
