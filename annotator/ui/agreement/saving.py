"""Saving what was compared: the report as a page or a PDF in either language, the figures as JSON or CSV."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.errors import AnnotatorError
from annotator.operations.agreement import Agreement
from annotator.operations.agreement_html import agreement_html
from annotator.operations.agreement_json import agreement_csv, agreement_json
from annotator.operations.output import write_whole
from annotator.ui.agreement.report_pdf import save_agreement_pdf
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase

WAYS = (
    (phrase("Report as a page, in Arabic"), ".html", "ar"),
    (phrase("Report as a page, in English"), ".html", "en"),
    (phrase("Report as a PDF, in Arabic"), ".pdf", "ar"),
    (phrase("Report as a PDF, in English"), ".pdf", "en"),
    (phrase("All figures as CSV"), ".csv", ""),
    (phrase("All figures as JSON"), ".json", ""),
)
_KINDS = {".html": "HTML (*.html)", ".pdf": "PDF (*.pdf)", ".csv": "CSV (*.csv)", ".json": "JSON (*.json)"}


def save_agreement(desk: Desk, found: Agreement, way: int) -> Path | None:
    """Ask where to, and write in one of the WAYS; returns None if the user left or it failed."""
    session, project = desk.session, desk.session.project
    if project is None:
        return None
    _, suffix, language = WAYS[way]
    ending = f"-{language}" if language else ""
    name = f"{project.path.stem}-agreement{ending}{suffix}"
    path = desk.ask.save_file(session.tr("Save the agreement"), _KINDS[suffix], name, suffix)
    if path is None:
        return None
    title = project.title or project.path.stem
    writers: dict[str, Callable[[], object]] = {
        ".html": lambda: _write(path, agreement_html(found, session.schema, title=title, language=language)),
        ".pdf": lambda: save_agreement_pdf(found, session.schema, path, title=title, language=language),
        ".csv": lambda: _write(path, "\ufeff" + agreement_csv(found)),
        ".json": lambda: _write(path, json.dumps(agreement_json(found), ensure_ascii=False, indent=2) + "\n"),
    }
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        writers[suffix]()
    except AnnotatorError as error:
        session.refused.emit(error)
        return None
    finally:
        QApplication.restoreOverrideCursor()
    session.said.emit(session.tr("Saved as {name}.", name=path.name))
    return path


def _write(path: Path, text: str) -> None:
    write_whole(path, text.encode("utf-8"))
