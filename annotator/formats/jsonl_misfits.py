"""Marks of an `annotator/1` document whose text is another one than the file states: for all of them it is refused.

Who wants the document nevertheless gets such marks as problems, which stand where their offsets say.
"""

from collections.abc import Iterator, Sequence

from annotator.domain.span import Fragments
from annotator.formats.format import Finding
from annotator.formats.offset_proof import KEPT
from annotator.formats.refusal import RefusedError

_REFUSED = (
    "In {file}, document {document}, {id}: at {start} to {end} the text says “{found}”, the file “{stated}”. "
    "The offsets do not fit this text; export the document again."
)


class MisfitsError(RefusedError):
    """Tell that a document is refused for its marks, with each of them."""

    def __init__(self, misfits: Sequence[RefusedError]) -> None:
        values = {key: value for key, value in misfits[0].values.items() if key != "id"}
        super().__init__(misfits[0].kind, misfits[0].message, mark=misfits[0].mark, **values)
        self.misfits = tuple(misfits)


def misfit(mark: str, spans: Fragments, found: str, stated: str) -> RefusedError:
    """Return the refusal of a mark that stands on `found`."""
    where: dict[str, object] = {"start": spans[0].start, "end": spans[-1].end}
    return RefusedError("surface", _REFUSED, mark=mark, **where, found=found[:80], stated=stated[:80])


def refused(error: RefusedError, file: str, document: str) -> Iterator[Finding]:
    """Yield what a report says of a refused document: of each mark, if it was for those."""
    for refusal in error.misfits if isinstance(error, MisfitsError) else (error,):
        yield refusal.finding(file, document)


def kept(misfits: Sequence[RefusedError], file: str, document: str) -> Iterator[Finding]:
    """Yield what a report says of marks that came in although they do not fit."""
    for refusal in misfits:
        told = refusal.finding(file, document, "warning")
        yield Finding("warning", told.kind, KEPT, file, document, told.id, told.values)
