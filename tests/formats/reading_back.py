"""Write documents in a format, read them again as an export does, and return what the program finds different."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from annotator.domain.model import Document
from annotator.domain.schema import Schema
from annotator.formats.format import Format, Read, WriteOptions, Writing
from annotator.formats.option import chosen_options
from annotator.operations.export_back import Comparison
from annotator.operations.export_named import manner_of


def written(
    known: Format, documents: Sequence[Document], folder: Path, way: dict[str, str], schema: Schema | None = None
) -> tuple[Path, Writing]:
    """Write the documents below a folder, and return where and what was lost."""
    path = folder / ("out" if known.holds_one else f"out{known.suffix}")
    assert known.write is not None
    options = chosen_options(way, known.write_options)
    return path, known.write(documents, path, WriteOptions(schema=schema, options=options))


def differences(
    known: Format,
    documents: Sequence[Document],
    folder: Path,
    way: dict[str, str],
    *,
    schema: Schema | None = None,
    spoil: Callable[[Iterable[Read]], Iterable[Read]] = iter,
) -> list[str]:
    """Return what the program finds when it reads its own output back, which `spoil` may change on the way."""
    path, writing = written(known, documents, folder, way, schema)
    assert known.read is not None
    manner = manner_of(schema, "en", chosen_options(way, known.write_options), writing.losses)
    comparison = Comparison(documents, iter, writing.losses, manner)
    return [str(difference) for difference in comparison.differences(known, spoil(known.read(path)))]
