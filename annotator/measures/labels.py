"""Types on code points: which types of entities cover each stretch of text."""

from collections.abc import Iterator
from itertools import groupby

from annotator.measures.compared import Compared

OUTSIDE = "O"


def runs(compared: Compared) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield stretches of text with the same types for everybody: the types of each annotator, and how many code points.

    Several types on one place are one label; a place without entities is labelled O.
    """
    edges = sorted(
        (edge, number, step, entity.type)
        for number, layer in enumerate(compared.layers)
        for entity in layer.entities
        for span in entity.spans
        for edge, step in ((span.start, 1), (span.end, -1))
    )
    open_types: list[dict[str, int]] = [{} for _ in compared.layers]
    labels = [OUTSIDE] * len(compared.layers)
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
    if len(compared.text) > at:
        yield tuple(labels), len(compared.text) - at
