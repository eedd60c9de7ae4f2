"""Going through what was read back, beside what was written: which document is which, and what is not as it was.

Of all documents only their names and digests are held; they are read again as they are needed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Generic, Protocol, TypeAlias, TypeVar

from annotator.domain.model import Document, digest
from annotator.errors import AnnotatorError
from annotator.formats.files import FileNames
from annotator.formats.format import Finding, Format, Loss, Read
from annotator.operations.export_compare import compared
from annotator.operations.export_difference import Difference
from annotator.operations.export_layers import Written
from annotator.operations.export_match import Match, Stream, matched
from annotator.operations.export_named import Losses, Manner
from annotator.operations.export_places import letters_of

_TEXT = ".txt"  # of files with a text alone, which are called by the names of the documents
_AT_ONCE = 100  # documents
_CHARACTERS = 2**20


class Row(Protocol):
    """What is held of a written document."""

    @property
    def name(self) -> str: ...

    @property
    def sha256(self) -> str: ...


R = TypeVar("R", bound=Row)
Reads: TypeAlias = Callable[[Iterable[R]], Iterator[Document]]  # documents as they were written


class Comparison(Generic[R]):
    """What was written, to be compared with what is read back; differences come as they are found."""

    def __init__(self, rows: Sequence[R], read: Reads[R], losses: Iterable[Loss], manner: Manner) -> None:
        self._rows, self._read, self._manner = rows, read, manner
        self._is_blank = True  # nothing that can be seen was written
        self._refused: list[Difference] = []
        self._losses: defaultdict[str, list[Loss]] = defaultdict(list)
        for loss in losses:
            self._losses[loss.document].append(loss)

    def differences(
        self, reader: Format, items: Iterable[Read], step: Callable[[], object] = bool
    ) -> Iterator[Difference]:
        """Yield what is not as it was written, what was refused last; `step` is called for each written document.

        `items` are what the reader yields of the file or folder.
        """
        documents = self._documents(items)
        yield from self._in_folder(documents, step) if _has_any_order(reader) else self._in_file(documents, step)
        yield from () if self._is_blank else self._refused

    def _documents(self, items: Iterable[Read]) -> Iterator[Document]:
        try:
            for item in items:
                if isinstance(item, Finding) and item.severity == "error":
                    self._refused.append(Difference(item.message, item.values))
                elif isinstance(item, Document):
                    yield item
        except AnnotatorError as error:
            self._refused.append(Difference(error.message, error.values))

    def _losses_of(self, name: str) -> Losses:
        return Losses(tuple(self._losses.get(name, ())), self._manner.names)

    def _compared(self, document: Document, match: Match) -> Iterator[Difference]:
        written = Written(document, match.place, self._losses_of(document.name), match.is_loose)
        yield from compared(written, match.pieces)

    def _in_file(self, documents: Iterator[Document], step: Callable[[], object]) -> Iterator[Difference]:
        """Compare the documents of a file, which stand in the order in which they were written."""
        stream = Stream(documents, overlaps=self._manner.overlaps)
        later = _Names(self._rows)
        for number, document in enumerate(self._read(self._rows)):
            losses = self._losses_of(document.name)
            if not losses.is_left_out():
                self._is_blank = self._is_blank and not letters_of(document.text)
                match = stream.take(document.text, losses.absent())
                if match.is_whole:
                    yield from self._compared(document, match)
                else:
                    yield _misfit(document, match, stream, is_later=later.follows(number, stream.peek()))
            step()
        while (strange := stream.peek()) is not None:
            yield Difference("{document} came back and was never written.", {"document": strange.name})
            stream.drop()

    def _in_folder(self, documents: Iterator[Document], step: Callable[[], object]) -> Iterator[Difference]:
        """Compare the documents of a folder, which stand in any order, some at a time."""
        self._is_blank = False
        rows = _Rows(self._rows, self._read, self._losses)
        while some := list(_some(documents)):
            found = [(back, row) for back in some if (row := rows.take(back)) is not None]
            strange = [back for back in some if all(back is not known for known, _ in found)]
            for (back, _), document in zip(found, self._read([row for _, row in found]), strict=True):
                match = matched(document.text, back)
                if not match.is_whole:
                    yield Difference("The text of {document} came back changed.", {"document": document.name})
                else:
                    yield from self._compared(document, match)
                step()
            for back in strange:
                yield Difference("{document} came back and was never written.", {"document": back.name})
        for row in rows.left():
            if not self._losses_of(row.name).is_left_out():
                yield Difference("{document} did not come back.", {"document": row.name})
            step()


def _has_any_order(reader: Format) -> bool:
    return reader.holds_one or not reader.suffix


def _some(documents: Iterator[Document]) -> Iterator[Document]:
    """Yield a few of the documents, fewer if they are long."""
    characters = 0
    for document in islice(documents, _AT_ONCE):
        yield document
        characters += len(document.text)
        if characters > _CHARACTERS:
            return


def _misfit(document: Document, match: Match, stream: Stream, *, is_later: bool) -> Difference:
    """Tell a document whose text was not found in what comes next, which is passed by unless it is a later one."""
    back = stream.peek()
    if back is None or (is_later and not match.pieces):
        return Difference("{document} did not come back.", {"document": document.name})
    if not is_later:
        stream.drop()
    return Difference("The text of {document} came back changed.", {"document": document.name})


class _Names:
    """The names and texts of documents by their number, made when they are asked for."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._last: dict[str, int] = {}

    def follows(self, number: int, back: Document | None) -> bool:
        """Say whether what came back is a document behind that number."""
        if back is None:
            return False
        if not self._last:
            self._last = {key: at for at, row in enumerate(self._rows) for key in (row.sha256, f"name {row.name}")}
        if f"name {back.name}" in self._last:
            return self._last[f"name {back.name}"] > number
        return self._last.get(back.sha256, -1) > number


class _Rows(Generic[R]):
    """The documents of a part by their texts, each to be taken once."""

    def __init__(self, rows: Sequence[R], read: Reads[R], losses: Mapping[str, Sequence[Loss]]) -> None:
        self._rows, self._read, self._losses = rows, read, losses
        self._of_text: defaultdict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            self._of_text[row.sha256].append(number)
        self._of_letters: defaultdict[str, list[int]] | None = None
        self._files: list[str] | None = None
        self._is_left = bytearray([True]) * len(rows)

    def take(self, back: Document) -> R | None:
        """Return the document of which this is the text, of several the one of that name; None if there is none."""
        alike = self._of_text.get(back.sha256) or self._lettered(back)
        left = [number for number in alike if self._is_left[number]]
        if not left:
            return None
        called = (number for number in left if self._is_called(number, back.name))
        number = left[0] if len(left) == 1 else next(called, left[0])
        self._is_left[number] = False
        return self._rows[number]

    def _is_called(self, number: int, name: str) -> bool:
        """Say whether a document has a name, or its file."""
        if self._files is None:
            names = FileNames()
            self._files = [names.take(row.name, _TEXT) for row in self._rows]
        return name in (self._rows[number].name, self._files[number])

    def left(self) -> Iterator[R]:
        """Yield the documents that were not taken."""
        return (row for row, is_left in zip(self._rows, self._is_left, strict=True) if is_left)

    def _lettered(self, back: Document) -> list[int]:
        """Return the documents with the same visible letters, of those whose texts the losses name."""
        if self._of_letters is None:
            self._of_letters = defaultdict(list)
            bent = [at for at, row in enumerate(self._rows) if any(one.kind == "text" for one in self._named(row))]
            for number, document in zip(bent, self._read([self._rows[at] for at in bent]), strict=True):
                self._of_letters[digest(letters_of(document.text))].append(number)
        return self._of_letters.get(digest(letters_of(back.text)), [])

    def _named(self, row: Row) -> Sequence[Loss]:
        return self._losses.get(row.name, ())
