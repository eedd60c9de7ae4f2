"""The guideline as a PDF: whole, with fonts of its own, and refused where a project would be lost."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.errors import AnnotatorError
from annotator.operations.projects import new_project
from annotator.ui import guideline_pdf


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_guideline_is_a_pdf_with_its_fonts_in_it(language: str, tmp_path: Path, application: QApplication) -> None:
    with new_project(tmp_path / "p.annot", author="ليلى") as project:
        made = guideline_pdf.save_guideline_pdf(project, tmp_path / "g.pdf", language)

    content = made.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/FontFile2") >= 2
    assert content.count(b"/Type /Page\n") > 5


def test_no_heading_stands_alone_at_the_end_of_a_page(tmp_path: Path, application: QApplication) -> None:
    with new_project(tmp_path / "p.annot", author="ليلى") as project:
        page = guideline_pdf.guideline(project.schema(), language="ar", project=project)
    document = guideline_pdf._document(page, "ar", {})
    document.setPageSize(guideline_pdf.QSizeF(986, 1350))

    guideline_pdf._keep_whole(document)

    block, headings = document.begin(), 0
    while block.isValid():
        if guideline_pdf._is_heading(block) and not guideline_pdf._is_heading(block.previous()):
            headings += 1
            assert not guideline_pdf._is_apart(document, block), block.text()
        block = block.next()
    assert headings > 50


def test_a_project_is_not_written_over(tmp_path: Path, application: QApplication) -> None:
    with new_project(tmp_path / "p.annot", author="ليلى") as project, pytest.raises(AnnotatorError):
        guideline_pdf.save_guideline_pdf(project, tmp_path / "p.annot")
