"""Measure the list of all marks: `python tests/benchmarks/annotations.py [ROWS]` prints a table in milliseconds.

The goal is 200 ms for sorting or filtering 200,000 rows; gathering them is cut into slices and is given in all.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotator.domain.model import Entity, Layer
from annotator.domain.span import Span
from annotator.text.normalize import fold_text
from annotator.ui.editor.marks import Marks
from annotator.ui.mark_rows import Choice, MarkRows, Order

TEXT = "زار الرئيس فلاديمير بوتين مدينة القاهرة يوم الأحد والتقى هناك بالرئيس كيم في القصر"
WORDS = TEXT.split()
TYPES = ("PER", "ORG", "GPE", "LOC")


def rows_of(number: int) -> MarkRows:
    words = [WORDS[step % len(WORDS)] for step in range(number)]
    entities, start = [], 0
    for step, word in enumerate(words):
        entities.append(Entity(f"{step:09}", TYPES[step % len(TYPES)], (Span(start, start + len(word)),)))
        start += len(word) + 1
    return MarkRows(" ".join(words), Marks(Layer("", entities=tuple(entities))), lambda mark: mark.type)


def measure(name: str, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    sys.stdout.write(f"{name:24}{1000 * (time.perf_counter() - began):10.1f}\n")


def edit(rows: MarkRows) -> None:
    for step in range(100):
        mark_id = f"{step * 50:09}"
        rows.drop(mark_id)
        rows.row_for(mark_id)
        rows.put(mark_id)


def main() -> None:
    rows = rows_of(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
    measure("gather (in slices)", lambda: rows.gather(float("inf")))
    for order in Order:
        measure(f"sort by {order.name.lower()}", lambda order=order: rows.arrange(Choice(), order))
    needle = fold_text("بوتين")
    measure("filter by words", lambda: rows.arrange(Choice(needle=needle), Order.PLACE))
    measure("filter by type", lambda: rows.arrange(Choice(kind=Entity, type_id="GPE"), Order.PLACE))
    rows.arrange(Choice(), Order.TEXT)
    measure("100 edits", lambda: edit(rows))


if __name__ == "__main__":
    main()
