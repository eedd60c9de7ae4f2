"""A project with one Arabic document and one layer."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.domain.model import Layer
from annotator.domain.span import Span
from annotator.operations.projects import preset_source
from annotator.store.project import Project

TEXT = "زار وزير خارجية مصر القاهرة أمس، ثم التقى وبوتين في موسكو."


@dataclass(frozen=True)
class Desk:
    """The open project, its document and the layer that is worked on."""

    project: Project
    document: str
    layer: str

    def span(self, surface: str) -> Span:
        start = TEXT.index(surface)
        return Span(start, start + len(surface))

    def read(self) -> Layer:
        return self.project.layer(self.layer)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    project = Project.create(tmp_path / "p.annot", schema_source=preset_source("news-ere"), author="amal")
    with project.change("import"):
        document = project.add_document("خبر.txt", TEXT, language="ar", metadata={}, schema="news-ere", extra={})
        layer = project.ensure_layer(document, "amal")
    yield Desk(project, document, layer)
    project.close()
