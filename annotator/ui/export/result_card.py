"""Result card: what was written and where, what reading it back found, and where the manifest is."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from annotator.operations.export_aside import Written
from annotator.ui.session import Session
from annotator.ui.widgets import plain

_MOST = 3  # differences that are told


class ResultCard(QFrame):
    """A card that is hidden until something was written."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("card")
        self.title = plain.label("", kind="title", wraps=True)
        self.verdict = plain.label("", kind="good", wraps=True)
        self.places = plain.label("", kind="muted", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        for part in (self.title, self.verdict, self.places):
            column.addWidget(part)
        self.hide()

    def show_written(self, written: Written) -> None:
        """Show what came of an export."""
        tr = self._session.tr
        self.title.setText(tr("Written to {path}", path=written.out))
        self._judge(not written.differences and not written.changed)
        lines = [self._verdict(written), *self._again(written)]
        self.verdict.setText("\n".join(line for line in lines if line))
        files = tr.count("{count} files", written.files)
        self.places.setText(
            tr("{files}; the manifest is {path}", files=files, path=written.manifest) if written.manifest else files
        )
        self.show()

    def show_failure(self, words: str) -> None:
        """Show why nothing was written."""
        self.title.setText(self._session.tr("Nothing was written"))
        self._judge(False)
        self.verdict.setText(words)
        self.places.setText("")
        self.show()

    def _judge(self, is_good: bool) -> None:
        self.verdict.setProperty("kind", "good" if is_good else "bad")
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)

    def _verdict(self, written: Written) -> str:
        tr, lost = self._session.tr, sum(kind.count for kind in written.kinds)
        if written.differences:
            first = "\n".join(tr(found.message, **found.values) for found in written.differences[:_MOST])
            said = tr.count("Read back: {count} differences. Do not trust these files.", len(written.differences))
            return f"{said}\n{first}"
        if "not read" in written.outcomes:
            return tr("This format is not read back; what was written was not compared.")
        if lost:
            return tr.count("Read back: equal but for the {count} named losses.", lost)
        return tr("Read back: everything is equal.")

    def _again(self, written: Written) -> list[str]:
        tr = self._session.tr
        if written.changed is None:
            return []
        if not written.changed:
            return [tr("The files are the same as last time, byte for byte.")]
        comma = "، " if tr.is_rtl else ", "
        return [tr("Other than last time: {names}", names=comma.join(written.changed))]
