"""CoNLL columns in IOB2, written only: token and tag, blank lines between sentences, -DOCSTART- before each document.

Options: `tokens` = split (default: words are cut where an entity begins or ends) or words (entities grow to whole
words); `nested` = outermost (default), innermost, or columns (one column a level, so that nothing nested is lost).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from annotator.domain.model import Document, Layer
from annotator.errors import AnnotatorError
from annotator.formats.conll_tokens import Placed, Row, expand, flatten, place, rows, stack
from annotator.formats.features import loss, losses_of
from annotator.formats.files import write_text
from annotator.formats.format import Format, Loss, WriteOptions, Writing

KEEPS = frozenset({"entities", "sub-token"})
CHOICES = {"tokens": ("split", "words"), "nested": ("outermost", "innermost", "columns")}
_MESSAGES = {
    "nested": "These entities overlap one that is written and are inside it or around it; they are not written.",
    "crossing": "These entities cross one that is written; they are not written.",
    "same span": "These entities stand on the same words as one that is written; they are not written.",
    "discontinuous": "Entities in several pieces are not written.",
    "sub-token": "These entities began or ended inside a word and were grown to whole words.",
    "invisible": "These entities hold no visible character and are not written.",
    "text": "The blanks and line breaks of the texts are not kept.",
    "no layer": "These documents are left out, because the chosen annotator did not work on them.",
    "annotators": "Only one annotator's layer is written; those of these annotators are not.",
}


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one file with all documents, those left out that have no layer to write.

    Of several layers that of `options.annotator` is written, else the adjudicated one ("gold"), else the first.
    Raises AnnotatorError for an unknown option or if the file cannot be written.
    """
    choices = _choices(options)
    losses: list[Loss] = [Loss("text", _MESSAGES["text"], "", "", ())]
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as draft:
        width = max((_draft(document, options, choices, draft, losses) for document in documents), default=1)
        draft.seek(0)
        write_text(path, _padded(draft, width))
    return Writing((path,), tuple(losses))


def _choices(options: WriteOptions) -> dict[str, str]:
    chosen = {key: options.options.get(key, known[0]) for key, known in CHOICES.items()}
    for key, value in chosen.items():
        if value not in CHOICES[key]:
            raise AnnotatorError(
                "The option {option} cannot be {value}. Choose one of: {known}.",
                option=key,
                value=value,
                known=", ".join(CHOICES[key]),
            )
    return chosen


def _draft(
    document: Document, options: WriteOptions, choices: dict[str, str], draft: IO[str], losses: list[Loss]
) -> int:
    """Write one document with as many tag columns as it needs and return their number."""
    layer = _layer(document, options.annotator)
    if layer is None:
        losses.append(Loss("no layer", _MESSAGES["no layer"], document.name, options.annotator or "", ()))
        return 1
    columns, found = _columns(document, layer, choices)
    lines, invisible = rows(document.text, columns)
    found |= {"invisible": invisible}
    found |= {"annotators": [other.annotator for other in document.layers if other is not layer]}
    for kind, ids in found.items():
        if ids:
            losses.append(loss(kind, document, layer.annotator, tuple(ids), _MESSAGES[kind]))
    losses.extend(losses_of(replace(document, layers=(layer,)), KEEPS, None))
    draft.writelines(_lines(lines, max(len(columns), 1)))
    return max(len(columns), 1)


def _layer(document: Document, annotator: str | None) -> Layer | None:
    layers = {layer.annotator: layer for layer in document.layers}
    if annotator is not None:
        return layers.get(annotator)
    return layers.get("gold") or next(iter(document.layers), None)


def _columns(
    document: Document, layer: Layer, choices: dict[str, str]
) -> tuple[list[list[Placed]], dict[str, list[str]]]:
    """Return the entities by column and the ids of those that are lost or bent, by kind."""
    placed = place(layer.entities)
    found = {"discontinuous": [entity.id for entity in layer.entities if len(entity.spans) > 1]}
    if choices["tokens"] == "words":
        placed, found["sub-token"] = expand(document.text, placed)
    if choices["nested"] == "columns":
        return stack(placed), found
    taken, lost = flatten(placed, innermost=choices["nested"] == "innermost")
    return [taken], found | lost


def _lines(lines: Iterable[Row], width: int) -> Iterator[str]:
    yield f"-DOCSTART-{' O' * width}\n\n"
    is_begun = False
    for row in lines:
        if row.is_first and is_begun:
            yield "\n"
        is_begun = True
        yield f"{row.token} {' '.join(row.tags)}\n"
    yield "\n" if is_begun else ""


def _padded(draft: Iterable[str], width: int) -> Iterator[str]:
    """Yield the lines with as many columns as the widest document has."""
    for line in draft:
        missing = width - line.count(" ") if line != "\n" else 0
        yield line.rstrip("\n") + " O" * missing + "\n"


FORMAT = Format(
    name="conll",
    title="CoNLL, IOB2 columns",
    suffix=".conll",
    keeps=KEEPS,
    write=write,
)
