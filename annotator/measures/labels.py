"""Types on code points: which types of entities cover each stretch of text."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from annotator.domain.model import Layer

OUTSIDE = "O"


def runs(layers: Sequence[Layer], length: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield stretches of a text of that length on which nobody's types change: each annotator's, and how long it is.

    Several types on one place are one label; a place without entities is labelled O.
    """
    edges = sorted(
        (edge, number, step, entity.type)
        for number, layer in enumerate(layers)
        for entity in layer.entities
        for span in entity.spans
        for edge, step in ((span.start, 1), (span.end, -1))
    )
    open_types: list[dict[str, int]] = [{} for _ in layers]
    labels = [OUTSIDE] * len(layers)
    at = 0
    for edge, changes in groupby(edges, key=lambda change: change[0]):
        if edge > at:
            yield tuple(labels), edge - at
            at = edge
        touched = set()
        for _, number, step, kind in changes:
            open_types[number][kind] = open_types[number].get(kind, 0) + step
            touched.add(number)
        for number in touched:
            labels[number] = "+".join(sorted(kind for kind, n in open_types[number].items() if n > 0)) or OUTSIDE
    if length > at:
        yield tuple(labels), length - at
