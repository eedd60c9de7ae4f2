"""The guideline as a PDF: its HTML set by Qt in the program's own fonts, on A4 with page numbers, no row cut in two.

Qt's rich text knows no style sheet of the web's kind, so the page gets a plainer one here: its own boxes, and the
program's fonts, which the PDF carries along. Lines and rows stay whole because Qt breaks only between them.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextOption,
    QTextTable,
)

from annotator.errors import AnnotatorError
from annotator.operations.guideline import guideline
from annotator.operations.output import write_whole
from annotator.store.project import Project
from annotator.ui import fonts
from annotator.ui.i18n import Translator

_DPI = 144  # dots per inch in which the page is measured
_MARGIN = 18  # millimetres
_FOOT = 26  # dots for the page number
_SIZE = 15  # dots
_TOGETHER = 9  # blocks after a heading: a sentence, the head of a table and its first row
_NO_PICTURES: Mapping[str, QImage] = MappingProxyType({})
_SHEET = """
h1 { font-size: 30px; } h2 { font-size: 21px; color: #1f5fd0; margin-top: 26px; margin-bottom: 6px; }
h3 { font-size: 17px; margin-top: 14px; margin-bottom: 2px; }
p { margin-top: 2px; margin-bottom: 2px; } ul { margin-top: 2px; margin-bottom: 2px; }
.small, .facts { color: #62666f; font-weight: normal; } code { color: #62666f; font-size: 12px; }
.count { color: #1f5fd0; font-size: 12px; font-weight: normal; } .retired { color: #9a5b00; }
.marked { background-color: #cfe0fc; } .against { background-color: #f7d4d1; text-decoration: line-through; }
th[scope=col], .number { white-space: nowrap; }
.definition { color: #62666f; font-size: 12px; } .warning { color: #9a5b00; font-size: 12px; }
.none { color: #b8bbc2; }
th { background-color: #f4f6fa; font-weight: bold; }
"""


def save_guideline_pdf(project: Project, path: Path, language: str = "ar") -> Path:
    """Write the guideline of a project's schema in "ar" or "en" as a PDF; raises AnnotatorError.

    It needs Qt's application, which is made if there is none.
    """
    application = QGuiApplication.instance() or QGuiApplication([])
    assert application is not None
    fonts.load()
    page = guideline(project.schema(), language=language, project=project)
    write_whole(path, pdf_of(page, language))
    return path


def pdf_of(page: str, language: str, pictures: Mapping[str, QImage] = _NO_PICTURES) -> bytes:
    """Return a page of HTML as a PDF, with the pictures that its images name; fonts must be loaded."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins))
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    writer.setTitle(re.sub(r"<[^>]*>", "", title[1]) if title else "")
    document = _document(page, language, pictures)
    room = QSizeF(writer.width(), writer.height() - _FOOT)
    document.setPageSize(room)
    _keep_whole(document)
    brush = QPainter(writer)
    if not brush.isActive():
        raise AnnotatorError("The PDF could not be made. Write the guideline as HTML and print that.")
    try:
        _paint(brush, writer, document, Translator(language))
    finally:
        brush.end()
    buffer.close()
    return bytes(content.data())


def _document(page: str, language: str, pictures: Mapping[str, QImage]) -> QTextDocument:
    document = QTextDocument()
    for name, picture in pictures.items():
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)
    document.setDocumentMargin(0)
    document.setDefaultFont(fonts.label_font(_SIZE))
    flow = QTextOption()
    is_rtl = language == "ar"
    flow.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
    document.setDefaultTextOption(flow)
    document.setDefaultStyleSheet(_SHEET)
    document.setHtml(_plainer(page))
    return document


def _plainer(page: str) -> str:
    """Return the page in the HTML that Qt's rich text knows."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    against = re.sub(
        r"(<ul class='counterexamples'>)(.*?)(</ul>)",
        lambda found: found[1] + found[2].replace("<mark>", "<span class='against'>") + found[3],
        body,
        flags=re.DOTALL,
    )
    for old, new in (
        ("<mark>", "<span class='marked'>"),
        ("</mark>", "</span>"),
        ("<bdi>", "\u2068"),
        ("</bdi>", "\u2069"),
        ("<small>", "<span class='small'>"),
        ("</small>", "</span>"),
        (
            "<table>",
            "<table border='1' cellspacing='0' cellpadding='5' width='100%' style='border-collapse: collapse'>",
        ),
        ("<article>", "<div>"),
        ("</article>", "</div>"),
    ):
        against = against.replace(old, new)
    return re.sub(r"<(/?)kbd[^>]*>", r"<\1code>", against)


def _keep_whole(document: QTextDocument) -> None:
    """Keep a heading with what follows it, and repeat the head of a table on the next page."""
    for frame in document.rootFrame().childFrames():
        _repeat_head(frame)
    block = document.begin()
    while block.isValid():
        if _is_heading(block) and not _is_heading(block.previous()) and _is_apart(document, block):
            broken = QTextBlockFormat()
            broken.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).mergeBlockFormat(broken)
            _lay_out_anew(document)
        block = block.next()


def _lay_out_anew(document: QTextDocument) -> None:
    """Lay out the whole document: Qt misplaces tables when it goes on from a page break that is new."""
    room = document.pageSize()
    document.setPageSize(QSizeF(room.width() + 1, room.height()))
    document.setPageSize(room)


def _is_apart(document: QTextDocument, heading: QTextBlock) -> bool:
    """Say whether what a heading is about begins on another page."""
    first = _page_of(document, heading)
    return any(_page_of(document, one) != first for one in _beginning(heading))


def _is_heading(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().headingLevel() > 0


def _beginning(heading: QTextBlock) -> Iterator[QTextBlock]:
    """Yield what must be on the page of a heading: headings right below it, and the first lines or row after them."""
    block = heading.next()
    while _is_heading(block):
        yield block
        block = block.next()
    for _ in range(_TOGETHER):
        if not block.isValid() or _is_heading(block):
            return
        yield block
        block = block.next()


def _page_of(document: QTextDocument, block: QTextBlock) -> int:
    return int(document.documentLayout().blockBoundingRect(block).top() // document.pageSize().height())


def _repeat_head(frame: QTextFrame) -> None:
    if isinstance(frame, QTextTable):
        look = frame.format().toTableFormat()
        look.setHeaderRowCount(1)
        frame.setFormat(look)
    for inner in frame.childFrames():
        _repeat_head(inner)


def _paint(brush: QPainter, writer: QPdfWriter, document: QTextDocument, tr: Translator) -> None:
    room = document.pageSize()
    pages = document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        brush.save()
        brush.translate(0, -number * room.height())
        document.drawContents(brush, QRectF(0, number * room.height(), room.width(), room.height()))
        brush.restore()
        brush.setFont(fonts.label_font(_SIZE - 3))
        foot = QRectF(0, room.height() + 4, room.width(), _FOOT)
        brush.drawText(foot, Qt.AlignmentFlag.AlignCenter, tr("{done} of {total}", done=number + 1, total=pages))
