"""Read a token-classification dataset of others: a column of tokens and one of tags with their names."""

from collections.abc import Iterator
from typing import Any

from annotator.domain.model import Document, Entity, Layer
from annotator.formats import safe_json, shapes
from annotator.formats.conll_tags import decode
from annotator.formats.format import Read
from annotator.formats.inspection import check_text
from annotator.formats.parquet_rows import rows_in
from annotator.formats.rebuilt import NOTE, rebuild
from annotator.formats.refusal import RefusedError, finding

_WORDS = ("tokens", "words")


def tag_column(schema: Any) -> tuple[str, str, list[str]] | None:  # Any: pyarrow's Schema; its library may be absent
    """Return the columns of tokens and of tags and the names of the tags, None if there are no such columns."""
    tokens = next((name for name in _WORDS if name in schema.names), None)
    tags = next((name for name in schema.names if name.endswith(("ner_tags", "tags", "labels"))), None)
    if tokens is None or tags is None:
        return None
    return tokens, tags, _names((schema.metadata or {}).get(b"huggingface", b"{}"), tags)


def _names(source: bytes, column: str) -> list[str]:
    try:
        # Any: what a stranger's file states; a shape that does not fit raises one of the errors below
        stated: Any = safe_json.parse(source)
        feature = stated["info"]["features"][column]
        inner = feature[0] if isinstance(feature, list) else feature["feature"]
        return [str(name) for name in inner["names"]]
    except (RefusedError, KeyError, TypeError, IndexError):
        return []


def read_tagged(file: Any, name: str, tokens: str, tags: str, names: list[str]) -> Iterator[Read]:  # Any: ParquetFile
    """Yield a document for each row, its text made of its tokens."""
    yield finding("note", "rebuilt", NOTE, name)
    stem = name.split(".")[0]
    for number, row in enumerate(rows_in(file, [tokens, tags]), 1):
        try:
            yield _document(f"{stem}-{number}", row[tokens], row[tags], names)
        except RefusedError as refusal:
            yield refusal.finding(name, str(number))


def _document(name: str, tokens: object, tags: object, names: list[str]) -> Document:
    if not isinstance(tokens, list) or not isinstance(tags, list) or len(tokens) != len(tags):
        raise shapes.wrong("", "tags", "a list as long as the tokens")
    rebuilt = rebuild([[str(token) for token in tokens]])
    check_text(rebuilt.text)
    found = list(decode([_tag(tag, names) for tag in tags]))
    for number, tagged in enumerate(found, 1):
        shapes.check_name(tagged.type, "type", f"T{number}")
    entities = tuple(
        Entity(f"T{number}", tagged.type, (rebuilt.covered(tagged.first, tagged.last, ""),), name=f"T{number}")
        for number, tagged in enumerate(found, 1)
    )
    return Document(name, name, rebuilt.text, (Layer("", entities=entities),), extra=rebuilt.extra)


def _tag(tag: object, names: list[str]) -> str:
    if isinstance(tag, int):
        if not 0 <= tag < len(names):
            raise RefusedError(
                "tag", "In {file}, document {document}, the tag number {tag} has no name. Export it again.", tag=tag
            )
        return names[tag]
    return str(tag)
