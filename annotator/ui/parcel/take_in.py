"""Take-in dialog: what a parcel or another copy would bring, the rows to look at, then the step; and its report."""

from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.operations.merging import merge
from annotator.store.merged import Merged, Review
from annotator.ui.desk import Desk
from annotator.ui.dialogs.waiting import StoppedError
from annotator.ui.parcel import words
from annotator.ui.parcel.rehearsal import Rehearsal
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.row_view import RowView
from annotator.ui.work.simple_table import SimpleTable

_HOUR = 3_600_000  # milliseconds
_MARKS = ("entity", "event", "relation")


class TakeIn(QDialog):
    """Look first, take in then; the rows to look at stay to be clicked through."""

    def __init__(self, desk: Desk, parent: QWidget | None, file: Path, *, is_parcel: bool) -> None:
        super().__init__(parent)
        self._desk, self._session, self._file = desk, desk.session, file
        assert desk.session.project is not None  # the command is live only then
        self._project = desk.session.project
        self.merged: Merged | None = None
        self._is_working = self._is_stopped = False
        tr = self._session.tr
        self._title = plain.label(file.stem, kind="title", wraps=True)
        self._said = plain.label(tr("Looking at the file; nothing is changed yet…"), kind="muted", wraps=True)
        self._amounts = plain.label("", wraps=True)
        self._warning = plain.label("", kind="warning", wraps=True)
        self._heading = plain.label(tr("Rows to look at"), kind="heading")
        self.rows = SimpleTable[Review]((tr("What"), tr("Where"), tr("Why"), tr("What stands")), self._row_words)
        self.view = RowView(self.rows, tr("Rows to look at"), stretched=0, widths={1: 210, 2: 190, 3: 110})
        self.fields = SimpleTable[tuple[str, str, str, str]]((tr("Field"), tr("Here"), tr("There"), tr("Now")), tuple)
        self.values = RowView(self.fields, tr("Both values"), stretched=1, widths={0: 110, 2: 230, 3: 180})
        self._sides = plain.label("", kind="muted", wraps=True)
        self.nothing = EmptyState(tr("One moment…"))
        self.bar = QProgressBar()
        self.act = QPushButton(tr("Take in"))
        self.go = QPushButton(tr("Show in the text"))
        self.leave = QPushButton(tr("Cancel"))
        self._pages = QStackedWidget()
        self.setWindowTitle(tr("Take in a parcel") if is_parcel else tr("Merge with another copy"))
        self._arrange()
        self._connect()
        self._rehearsal = Rehearsal(self, self._project.path, self._session.author, file)
        self._rehearsal.moved.connect(self._show_progress)
        self._rehearsal.ended.connect(self.show_merged)
        self._rehearsal.failed.connect(self.show_refused)
        self._rehearsal.begin()

    def done(self, result: int) -> None:
        """Close, once the thread is through."""
        self._rehearsal.stop()
        super().done(result)

    def reject(self) -> None:
        """Stop what is running, else close."""
        if self._is_working:
            self._is_stopped = True
            return
        super().reject()

    def _arrange(self) -> None:
        self.resize(scaled(860), scaled(640))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        for label in (self._title, self._said, self._amounts, self._warning):
            column.addWidget(label)
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(self._review_page())
        column.addWidget(self._pages, 1)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.go)
        row.addStretch(1)
        row.addWidget(self.act)
        row.addWidget(self.leave)
        column.addLayout(row)
        self.act.setProperty("kind", "primary")
        self.act.setEnabled(False)
        self.go.setVisible(False)
        self.leave.setDefault(True)
        self._amounts.setVisible(False)
        self._warning.setVisible(False)

    def _review_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self.view, 3)
        column.addWidget(self._sides)
        column.addWidget(self.values, 2)
        return page

    def _connect(self) -> None:
        self.view.selectionModel().currentRowChanged.connect(self._choose)
        self.act.clicked.connect(self.take_in)
        self.go.clicked.connect(self._show_in_text)
        self.leave.clicked.connect(self.reject)

    # What was found

    def show_merged(self, merged: Merged) -> None:
        """Show what would be taken in."""
        tr = self._session.tr
        self.bar.setVisible(False)
        self.merged = merged
        if merged.is_nothing:
            self._said.setText(tr("Nothing was changed."))
            self.nothing.say(tr("Nothing new"), tr("All that is in this file is in the project already."))
            self._end()
            return
        self._said.setText(tr("It is one step: one undo takes all of it back. The file itself is not changed."))
        self._show_amounts(merged)
        self.act.setEnabled(not self._project.read_only)
        self.act.setDefault(True)

    def _show_amounts(self, merged: Merged) -> None:
        tr = self._session.tr
        lines = [words.summary(self._session, merged), *words.amounts(self._session, merged)]
        self._amounts.setText("\n".join(lines))
        self._amounts.setVisible(True)
        warnings = []
        if merged.ahead:
            hours = merged.ahead // _HOUR
            warnings.append(tr("The clock there is {hours} hours ahead, so its changes count as newer.", hours=hours))
        if merged.renamed:
            warnings.append(tr.count("{count} marks and roles get the present name of their type.", merged.renamed))
        self._warning.setText("\n".join(warnings))
        self._warning.setVisible(bool(warnings))
        self.rows.show(merged.review)
        self._heading.setText(tr("Rows to look at: {count}", count=len(merged.review)))
        self.nothing.say(tr("No row was touched by both"), tr("Nothing needs a second look."))
        self._pages.setCurrentIndex(1 if merged.review else 0)
        self.view.select_row(0 if merged.review else None)

    def show_refused(self, error: AnnotatorError) -> None:
        """Show why nothing is taken in."""
        self.bar.setVisible(False)
        self._said.setText(self._session.tr("Nothing was changed."))
        self.nothing.say(self._session.tr("Not taken in"), self._session.tr.error(error))
        self._end()

    def _end(self) -> None:
        self._pages.setCurrentIndex(0)
        self.act.setVisible(False)
        self.leave.setText(self._session.tr("Close"))

    # Doing

    def take_in(self) -> None:
        """Take the file in as one step, and stay with the report of it."""
        tr = self._session.tr
        said = self._said.text()
        self._work(is_working=True)
        self._said.setText(tr("Taking in… Stopping leaves everything as it was."))
        refused: list[AnnotatorError] = []
        self._session.refused.connect(refused.append)
        try:
            merged = self._session.run(merge, self._file, progress=self._report)
        except StoppedError:
            self._said.setText(said)
            self._session.said.emit(tr("Stopped; nothing was changed."))
            return
        finally:
            self._session.refused.disconnect(refused.append)
            self._work(is_working=False)
        if merged is None:
            self.show_refused(refused[0])
            return
        self._end()
        self.merged = merged
        self._show_amounts(merged)
        self.bar.setVisible(False)
        self._said.setText(tr("Taken in. One undo takes all of it back."))
        self._session.said.emit(tr.count("{count} steps were taken in.", merged.changes))

    def _work(self, *, is_working: bool) -> None:
        """Offer nothing but to stop while it is taken in."""
        tr = self._session.tr
        self._is_working, self._is_stopped = is_working, False
        for part in (self.act, self.go, self._pages):
            part.setEnabled(not is_working)
        self.leave.setText(tr("Stop") if is_working else tr("Cancel"))
        self.bar.setRange(0, 0)
        self.bar.setVisible(is_working)
        QApplication.processEvents()

    def _report(self, done: int, total: int) -> None:
        self._show_progress(done, total)
        QApplication.processEvents()
        if self._is_stopped:
            raise StoppedError

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setAccessibleName(self._session.tr("{done} of {total}", done=done, total=total))

    # Looking

    def _row_words(self, review: Review) -> tuple[str, str, str, str]:
        tr, session = self._session.tr, self._session
        stands = tr("neither") if review.reason in ("gone", "name", "cluster") else tr("there")
        if review.is_mine:
            stands = tr("here")
        return (
            words.row_title(session, review),
            words.place_of(session, review),
            tr(words.REASONS[review.reason]),
            stands,
        )

    def _choose(self, index: QModelIndex) -> None:
        review = self.rows.row(index.row())
        if review is None:
            self.fields.show([])
            return
        tr, session = self._session.tr, self._session
        here, there = words.side_words(session, review.mine), words.side_words(session, review.theirs)
        self._sides.setText(tr("Here: {here}\nThere: {there}", here=here, there=there))
        self.fields.show(words.differing(session, review))
        is_there = any(row.id == review.document_id for row in session.documents)
        self.go.setVisible(is_there and review.table in (*_MARKS, "document", "layer", "comment", "argument"))

    def _show_in_text(self) -> None:
        """Show the row's place in the window behind."""
        review = self.rows.row(self.view.currentIndex().row())
        session = self._session
        if review is None or review.document_id is None:
            return
        people = [
            layer.annotator
            for row in session.documents
            if row.id == review.document_id
            for layer in row.layers
            if layer.id == review.layer_id
        ]
        session.show(review.document_id, *people)
        if review.row_id in session.marks:
            session.select(review.row_id)
            self._desk.canvas.reveal(review.row_id)


def take_in(desk: Desk, file: Path, *, is_parcel: bool) -> None:
    """Show what the file would bring, and take it in if the user wants it."""
    dialog = TakeIn(desk, desk.window, file, is_parcel=is_parcel)
    dialog.exec()
    dialog.deleteLater()
