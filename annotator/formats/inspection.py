"""What an import report says of a text: what cannot be stored is refused, what is unusual is counted and kept."""

from collections.abc import Iterator

from annotator.formats.format import Finding
from annotator.formats.refusal import RefusedError, finding
from annotator.text.normalize import describe_unusual

LINE_WARNING = 100_000


def check_text(text: str) -> None:
    """Raise RefusedError for a text with a NUL, half a character (lone surrogate), or nothing in it."""
    if not text:
        raise RefusedError("empty", "In {file}, document {document} has no text. There is nothing to annotate in it.")
    at = text.find("\0")
    if at >= 0:
        raise RefusedError(
            "nul",
            "In {file}, document {document} holds a NUL at character {offset}, which no text should. Remove it.",
            offset=at,
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RefusedError(
            "surrogate",
            "In {file}, document {document} holds half a character (a lone surrogate) at {offset}. "
            "Save the file as UTF-8 again.",
            offset=error.start,
        ) from error


def inspect_text(text: str, file: str, document: str) -> Iterator[Finding]:
    """Yield a note for every kind of unusual character, and a warning for blank texts and very long lines."""
    if text.isspace():
        yield finding("warning", "blank", "In {file}, document {document} holds only blanks.", file, document)
    longest = max(map(len, text.split("\n")))
    if longest > LINE_WARNING:
        yield finding(
            "warning",
            "long line",
            "In {file}, document {document} has a line of {length} characters, which is slow to show. "
            "If it should have paragraphs, add line breaks before you annotate it.",
            file,
            document,
            length=longest,
        )
    for kind, count in describe_unusual(text).items():
        if count:
            yield finding(
                "note",
                "unusual",
                "In {file}, document {document} holds unusual characters ({what}): {count}. They are kept as they are.",
                file,
                document,
                what=kind,
                count=count,
            )
