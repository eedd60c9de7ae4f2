"""The rows of a stranger's workbook: as many as there are cells that hold something, and never a formula.

A few bytes can say that a sheet has a million rows of sixteen thousand cells, or that one long text stands in each of
them. What the sheet says of its own size is not believed, and texts are counted as often as they stand.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from annotator.errors import InputError
from annotator.formats.guarded_zip import CORRUPT, SMALL, unreadable
from annotator.formats.members import RATIO_LIMIT, ArchiveMembers
from annotator.formats.refusal import RefusedError

CELL_LIMIT = 32_767
ROW_LIMIT = 1_048_576
_CELLS_TOGETHER = 2**24  # in all rows, empty ones before the last of a row counted
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_FAILURES = (*CORRUPT, ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError)


def rows_of_first(openpyxl: ModuleType, path: Path) -> tuple[list[list[str]], list[str]]:
    """Return the rows of the first sheet and the titles of the others.

    Raises RefusedError for a damaged workbook and for more rows or cells than a text needs, InputError for a bomb.
    """
    try:
        with path.open("rb") as file:  # openpyxl leaves a damaged one open
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            first, *others = book.worksheets
            first.reset_dimensions()
            return list(_rows(first, path)), [sheet.title for sheet in others]
    except InputError:
        raise
    except _FAILURES as error:
        raise unreadable(error) from error


def formulas(members: ArchiveMembers) -> int:
    """Return how many cells of the workbook are formulas; only their last results are read."""
    sheets = (name for name in members.names if name.startswith("xl/worksheets/") and name.endswith(".xml"))
    return sum(len(_FORMULA.findall(members.read(name))) for name in sheets)


def _rows(sheet: Any, path: Path) -> Iterator[list[str]]:  # openpyxl has no types
    cells = letters = 0
    limit = max(SMALL, RATIO_LIMIT * path.stat().st_size)
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        texts = ["" if cell is None else str(cell) for cell in row]
        cells += len(texts)
        letters += sum(map(len, texts))
        if number > ROW_LIMIT or cells > _CELLS_TOGETHER:
            message = "{file} has more than {rows} rows or {cells} cells, as no sheet of texts has. It was not read."
            raise RefusedError("size", message, rows=ROW_LIMIT, cells=_CELLS_TOGETHER)
        if letters > limit:
            message = "{file} unpacks to more than {ratio} times its size, as no text does. It was not read further."
            raise InputError(message, file=path.name, ratio=RATIO_LIMIT)
        yield texts
