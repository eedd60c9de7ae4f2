"""A Hugging Face dataset: a folder with Parquet shards and a card, which `datasets` 3.6 and 5 load as it is.

Everything is kept. What may be chosen for writing stands in `WRITING`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.domain.model import Document
from annotator.errors import AnnotatorError
from annotator.formats.extras import load
from annotator.formats.files import empty_folder, walk, write_text
from annotator.formats.format import KEEPS, Format, Loss, NamedDocuments, Read, WriteOptions, Writing
from annotator.formats.hf_card import DEFAULT, Split, card, split_names
from annotator.formats.hf_rows import tables_of
from annotator.formats.hf_shards import EXTRA, SUFFIX, Shards
from annotator.formats.hf_tagged import read_tagged, tag_column
from annotator.formats.hf_texts import has_texts, read_texts
from annotator.formats.jsonl import SoFar, chosen_tables
from annotator.formats.jsonl_misfits import refused
from annotator.formats.jsonl_read import document_of
from annotator.formats.offset_proof import MISFITS, keeps_misfits
from annotator.formats.option import Option, chosen_options
from annotator.formats.parquet_rows import check_size, damaged, rows_in
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.shapes import Table

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
        if has_texts(file.schema_arrow):
            yield from read_texts(file, name)
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
    losses: list[Loss] = []
    writing = write_tables(chosen_tables(documents, options.annotator, losses), path, options)
    return replace(writing, losses=tuple(losses))


def write_tables(tables: Iterable[Table], path: Path, options: WriteOptions) -> Writing:
    """Write the lines of `annotator/1` as `write` does, with every layer that is in them."""
    choices = chosen_options(options.options, WRITING)
    shards = Shards(empty_folder(path) / "data", choices["split"], int(choices["rows"]))
    files = _filled(shards, tables)
    split = Split(choices["split"], DEFAULT, f"data/{choices['split']}-*{SUFFIX}", shards.counts)
    return Writing((*files, _card([split], [shards], path, choices["title"])))


def write_parts(parts: Sequence[NamedDocuments], path: Path, options: WriteOptions) -> list[tuple[Path, Writing]]:
    """Write the parts as the splits of one dataset in the folder `path`, each in a folder of its own; a fold is a
    configuration. The card is among the files of the last part.

    Raises AnnotatorError as `write` does.
    """
    choices = chosen_options(options.options, WRITING)
    empty_folder(path)
    found: list[tuple[Path, Writing]] = []
    splits: list[Split] = []
    filled: list[Shards] = []
    for (config, name), (_, documents) in zip(split_names([name for name, _ in parts]), parts, strict=True):
        place = f"data/{name}" if config == DEFAULT else f"data/{config}/{name}"
        shards = Shards(path / place, name, int(choices["rows"]))
        losses: list[Loss] = []
        files = _filled(shards, chosen_tables(documents, options.annotator, losses))
        found.append((path / place, Writing(tuple(files), tuple(losses))))
        splits.append(Split(name, config, f"{place}/*{SUFFIX}", shards.counts))
        filled.append(shards)
    readme = _card(splits, filled, path, choices["title"])
    place_of_last, last = found[-1]
    return [*found[:-1], (place_of_last, replace(last, files=(*last.files, readme)))]


def _filled(shards: Shards, tables: Iterable[Table]) -> list[Path]:
    """Write the shards of one split and return them."""
    try:
        for table in tables:
            shards.add(table)
        return shards.finished()
    except OSError as error:
        raise AnnotatorError(
            "{file} cannot be written: {reason}. Choose another place or free some space.",
            file=str(shards.folder),
            reason=error.strerror or error,
        ) from error


def _card(splits: Sequence[Split], filled: Iterable[Shards], path: Path, stated: str) -> Path:
    """Write the card of a dataset; its title is the one stated, else the folder's name."""
    readme = path / "README.md"
    languages = dict.fromkeys(language for shards in filled for language in shards.languages)
    write_text(readme, [card(splits, languages, " ".join((stated or path.name).split()))])
    return readme


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
    write_tables=write_tables,
    needs="hf",
)
