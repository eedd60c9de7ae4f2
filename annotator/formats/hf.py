"""A Hugging Face dataset: a folder with Parquet shards and a card, which `datasets` 3.6 and 5 load as it is.

Everything is kept. What may be chosen for writing stands in `WRITING`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from annotator.domain.model import Document
from annotator.errors import AnnotatorError
from annotator.formats.extras import load
from annotator.formats.files import empty_folder, walk, write_text
from annotator.formats.format import KEEPS, Format, Loss, NamedDocuments, Read, WriteOptions, Writing
from annotator.formats.hf_card import DEFAULT, Split, card, metadata, split_names
from annotator.formats.hf_rows import FEATURES, Shape, rows_of, tables_of
from annotator.formats.hf_tagged import read_tagged, tag_column
from annotator.formats.jsonl import SoFar, empty_clusters
from annotator.formats.jsonl_misfits import refused
from annotator.formats.jsonl_read import document_of
from annotator.formats.losses import chosen_layers
from annotator.formats.offset_proof import MISFITS, keeps_misfits
from annotator.formats.option import Option, chosen_options
from annotator.formats.parquet_rows import BATCH, check_size, damaged, rows_in
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.shapes import Table

SUFFIX = ".parquet"
EXTRA = "hf"
WRITING = (
    Option("split", "Name of the part", ("train", "validation", "test"), "train"),
    Option("rows", "Rows of one file", default="5000", kind="number"),
    Option("title", "Title of the card", kind="text"),
)


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield the documents of all Parquet files of a folder, or of one such file.

    Raises InputError if a file cannot be read or pyarrow is not installed.
    """
    parquet, arrow = load("pyarrow.parquet", EXTRA), load("pyarrow", EXTRA)
    keeps = keeps_misfits(options or {})
    names = [name for name in walk(path) if name.endswith(SUFFIX)] if path.is_dir() else [""]
    if not names:
        yield finding("error", "no document", "{file} holds no document of this format.", path.name)
    for name in names:
        file = path / name if name else path
        try:
            opened = parquet.ParquetFile(file)
            check_size(opened, file)
            yield from _read_file(opened, file.name, keeps=keeps)
        except RefusedError as refusal:
            yield refusal.finding(file.name)
        except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
            yield damaged(error).finding(file.name)


def _read_file(
    file: Any, name: str, *, keeps: bool
) -> Iterator[Read]:  # Any: pyarrow's ParquetFile; its library may be absent
    columns = set(file.schema_arrow.names)
    if not columns >= {"id", "text", "entities"}:
        if tagged := tag_column(file.schema_arrow):
            yield from read_tagged(file, name, *tagged)
            return
        message = "{file} has other columns ({columns}) than the program's own datasets. Export it as JSON or CoNLL."
        yield finding("error", "columns", message, name, columns=", ".join(sorted(columns))[:200])
        return
    so_far = SoFar()
    for line, table in enumerate(tables_of(rows_in(file)), 1):
        yield from _document(table, (name, line), so_far, keeps=keeps)
    yield from so_far.without_digest(name)


def _document(table: Table | RefusedError, where: tuple[str, int], so_far: SoFar, *, keeps: bool) -> Iterator[Read]:
    file, line = where
    try:
        if isinstance(table, RefusedError):
            raise table
        document, remarks = document_of(table, keeps=keeps)
    except RefusedError as refusal:
        refusal.values["line"] = line
        stated = table.get("id") if isinstance(table, dict) else None
        yield from refused(refusal, file, stated if isinstance(stated, str) else str(line))
        return
    yield from so_far.warnings_of(document, remarks, file)
    yield document


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write the folder `path`: shards in `data/` and the card.

    Raises AnnotatorError if the folder is not empty, a file cannot be written or pyarrow is not installed.
    """
    choices = chosen_options(options.options, WRITING)
    shards = _Shards(empty_folder(path) / "data", choices["split"], int(choices["rows"]))
    writing = _written(documents, shards, options.annotator)
    split = Split(choices["split"], DEFAULT, f"data/{choices['split']}-*{SUFFIX}", shards.counts)
    readme = _card([split], [shards], path, choices["title"])
    return replace(writing, files=(*writing.files, readme))


def write_parts(parts: Sequence[NamedDocuments], path: Path, options: WriteOptions) -> list[tuple[Path, Writing]]:
    """Write the parts as the splits of one dataset in the folder `path`, each in a folder of its own; a fold is a
    configuration. The card is among the files of the last part.

    Raises AnnotatorError as `write` does.
    """
    choices = chosen_options(options.options, WRITING)
    empty_folder(path)
    found: list[tuple[Path, Writing]] = []
    splits: list[Split] = []
    filled: list[_Shards] = []
    for (config, name), (_, documents) in zip(split_names([name for name, _ in parts]), parts, strict=True):
        place = f"data/{name}" if config == DEFAULT else f"data/{config}/{name}"
        shards = _Shards(path / place, name, int(choices["rows"]))
        found.append((path / place, _written(documents, shards, options.annotator)))
        splits.append(Split(name, config, f"{place}/*{SUFFIX}", shards.counts))
        filled.append(shards)
    readme = _card(splits, filled, path, choices["title"])
    place_of_last, last = found[-1]
    return [*found[:-1], (place_of_last, replace(last, files=(*last.files, readme)))]


def _written(documents: Iterable[Document], shards: "_Shards", annotator: str | None) -> Writing:
    """Write the shards of one split."""
    losses: list[Loss] = []
    try:
        for document in documents:
            losses.extend(empty_clusters(document))
            shards.add(replace(document, layers=chosen_layers(document, annotator)))
        return Writing(tuple(shards.finished()), tuple(losses))
    except OSError as error:
        raise AnnotatorError(
            "{file} cannot be written: {reason}. Choose another place or free some space.",
            file=str(shards.folder),
            reason=error.strerror or error,
        ) from error


def _card(splits: Sequence[Split], filled: Iterable["_Shards"], path: Path, stated: str) -> Path:
    """Write the card of a dataset; its title is the one stated, else the folder's name."""
    readme = path / "README.md"
    languages = dict.fromkeys(language for shards in filled for language in shards.languages)
    write_text(readme, [card(splits, languages, " ".join((stated or path.name).split()))])
    return readme


class _Shards:
    """The Parquet files being written; they get their names when it is known how many there are."""

    def __init__(self, folder: Path, split: str, size: int) -> None:
        self._arrow, self._parquet = load("pyarrow", EXTRA), load("pyarrow.parquet", EXTRA)
        self._schema = arrow_schema(self._arrow)
        self.folder, self._split, self._size = folder, split, size
        self._waiting: list[Table] = []
        self._in_shard = 0
        self._writer: Any = None  # pyarrow's ParquetWriter
        self._files: list[Path] = []
        self.counts = dict.fromkeys(("documents", "layers", "entities", "events", "relations"), 0)
        self.languages: dict[str, None] = {}

    def add(self, document: Document) -> None:
        """Write the rows of a document."""
        self.counts["documents"] += 1
        self.counts["layers"] += len(document.layers)
        for kind in ("entities", "events", "relations"):
            self.counts[kind] += sum(len(getattr(layer, kind)) for layer in document.layers)
        if document.language is not None:
            self.languages[document.language] = None
        self._waiting += rows_of(document)
        if len(self._waiting) >= min(BATCH, self._size):
            self._flush()

    def _flush(self) -> None:
        if self._writer is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._files.append(self.folder / f"{self._split}-{len(self._files):05d}{SUFFIX}")
            self._writer = self._parquet.ParquetWriter(self._files[-1], self._schema, compression="zstd")
        self._writer.write_table(self._arrow.Table.from_pylist(self._waiting, schema=self._schema))
        self._in_shard += len(self._waiting)
        self._waiting = []
        if self._in_shard >= self._size:
            self._close()

    def _close(self) -> None:
        self._writer.close()
        self._writer, self._in_shard = None, 0

    def finished(self) -> list[Path]:
        """Close the last file and return all of them under their names."""
        if self._waiting or not self._files:
            self._flush()
        if self._writer is not None:
            self._close()
        count = len(self._files)
        names = [self.folder / f"{self._split}-{at:05d}-of-{count:05d}{SUFFIX}" for at in range(count)]
        return [file.replace(name) for file, name in zip(self._files, names, strict=True)]


def arrow_schema(arrow: ModuleType) -> Any:  # Any: pyarrow's Schema
    """Return the columns as pyarrow knows them, with the features of `datasets` in their metadata."""
    scalars = {"string": arrow.string(), "int64": arrow.int64(), "bool": arrow.bool_()}

    def of(shape: Shape) -> Any:
        if isinstance(shape, str):
            return scalars[shape]
        if isinstance(shape, list):
            return arrow.list_(of(shape[0]))
        return arrow.struct([(name, of(field)) for name, field in shape.items()])

    fields = [(name, of(shape)) for name, shape in FEATURES.items()]
    return arrow.schema(fields).with_metadata({b"huggingface": metadata()})


def detect(path: Path) -> float:
    """Say how sure it is that Parquet files are meant: by their names."""
    if path.is_dir():
        return 0.95 if any(name.endswith(SUFFIX) for name in walk(path)) else 0.0
    return 0.95 if path.suffix.lower() == SUFFIX and path.is_file() else 0.0


FORMAT = Format(
    name="hf",
    title="Hugging Face dataset (Parquet)",
    suffix="",
    keeps=frozenset(KEEPS),
    read=read,
    write=write,
    detect=detect,
    read_chosen=read,
    read_options=(MISFITS,),
    write_options=WRITING,
    write_parts=write_parts,
)
