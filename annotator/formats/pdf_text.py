"""The text of a PDF file, page by page, as pypdf finds it.

A PDF says where letters stand and not in which order they are read, so the report asks to check the text. One drawing
may stand on thousands of pages and be made of others, so what is drawn is counted as often as it is drawn.
"""

import io
import logging
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from annotator.formats.document_parts import Extract
from annotator.formats.extras import load
from annotator.formats.guarded_zip import SMALL, unreadable
from annotator.formats.members import RATIO_LIMIT
from annotator.formats.refusal import RefusedError

PAGE_LIMIT = 5_000
TEXT_LIMIT = 64 * 2**20
STEP_LIMIT = 20_000_000  # in drawing all pages
_FAILURES = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, EOFError, RuntimeError, TypeError,
             ValueError, NotImplementedError, zlib.error)  # fmt: skip


def extract(source: bytes) -> Extract:
    """Return the text of all pages; raises RefusedError for a locked or damaged file, InputError without pypdf."""
    pypdf = load("pypdf", "documents")
    errors = load("pypdf.errors", "documents")
    found = Extract()
    with _complaints() as complaints:
        try:
            reader = pypdf.PdfReader(io.BytesIO(source), strict=False)
            if reader.is_encrypted:
                raise RefusedError("locked", "{file} is locked with a password. Save it without one.")
            if len(reader.pages) > PAGE_LIMIT:
                raise RefusedError("size", "{file} has more than {limit} pages. Split it.", limit=PAGE_LIMIT)
            _check_drawing(reader.pages, len(source))
            found.paragraphs = list(_pages(_texts(reader.pages), found))
            found.dropped["images"] += sum(_has_images(page) for page in reader.pages)
        except (*_FAILURES, errors.PyPdfError) as error:
            raise unreadable(error) from error
    found.dropped["complaints"] += len(complaints)
    return found


def _check_drawing(pages: Iterable[Any], size: int) -> None:  # Any: pypdf's pages; its library may be absent
    """Raise RefusedError for pages that draw more than a file of that size can say once."""
    drawn, limit = 0, max(SMALL, RATIO_LIMIT * size)
    for page in pages:
        contents = page.get_contents()
        drawn += 0 if contents is None else len(contents.get_data())
        if drawn > limit:
            raise _endless()


def _texts(pages: Iterable[Any]) -> Iterator[str]:
    """Yield the text of each page; raises RefusedError for too many steps, as drawings made of drawings can have."""
    steps = count(1)

    def step(*_operation: object) -> None:
        if next(steps) > STEP_LIMIT:
            raise _endless()

    for page in pages:
        yield page.extract_text(visitor_operand_before=step)


def _endless() -> RefusedError:
    return RefusedError(
        "size", "{file} draws the same letters over and over, as no text does. It was not read further."
    )


def _pages(texts: Iterator[str], found: Extract) -> Iterator[str]:
    total = 0
    for text in texts:
        total += len(text)
        if total > TEXT_LIMIT:
            raise RefusedError("size", "{file} holds more text than one document can be. Split it.")
        sound = "".join(character for character in text if character != "\0" and not "\ud800" <= character <= "\udfff")
        found.dropped["broken"] += len(text) - len(sound)
        found.dropped["pages"] += not sound.strip()
        yield sound.strip("\n")


def _has_images(page: object) -> bool:
    resources = page.get("/Resources") if isinstance(page, dict) else None
    return isinstance(resources, dict) and "/XObject" in resources


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what pypdf writes to its log in place of letting it out."""
    heard: list[str] = []
    logger = logging.getLogger("pypdf")
    handler = logging.Handler()
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    propagates = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagates
