"""Sample view: the first lines of the first files of an export, as they will stand there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTabBar, QVBoxLayout, QWidget

from annotator.operations.export_sample import Sample
from annotator.ui import fonts
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.widgets import plain

_SIZE = 14


class SampleView(QWidget):
    """Show samples, a tab for each file."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._samples: Sequence[Sample] = ()
        tr = session.tr
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(tr("Files"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("First lines"))
        self.text.setFont(fonts.label_font(scaled(_SIZE)))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        flow = QTextOption()
        flow.setTextDirection(Qt.LayoutDirection.LeftToRight)  # files are rows and columns, whatever they hold
        flow.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self.text.document().setDefaultTextOption(flow)
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        words = tr("The first documents, by the very writer; nothing stands at the chosen place yet.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain.label(words, kind="muted", wraps=True))
        column.addWidget(self.tabs)
        column.addWidget(self.text, 1)
        self.tabs.currentChanged.connect(self._show)

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Show other samples."""
        at = self.tabs.currentIndex()
        self._samples = samples
        while self.tabs.count():
            self.tabs.removeTab(0)
        for sample in samples:
            self.tabs.addTab(plain.menu_text(sample.name))
        self.tabs.setVisible(len(samples) > 1)
        self.tabs.setCurrentIndex(at if 0 <= at < len(samples) else 0)
        self._show(self.tabs.currentIndex())

    def _show(self, at: int) -> None:
        tr = self._session.tr
        if not 0 <= at < len(self._samples):
            self.text.setPlainText("")
            return
        sample = self._samples[at]
        self.text.setPlainText(sample.text or tr("{name} holds no text that people read.", name=sample.name))
