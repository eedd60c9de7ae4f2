"""Intake dialog: what an import would bring, and what the user has to say about it, before anything is changed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from annotator.formats.offset_proof import MISFITS
from annotator.operations.deciding import ADD, KEEP, Decisions, addable, likely_decisions
from annotator.operations.intake import Intake
from annotator.operations.sources import options_of
from annotator.ui.i18n import phrase
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.intake_tables import Cells, NameTable, file_cells, known_cells, misfit_cells
from annotator.ui.widgets.option_fields import OptionFields
from annotator.ui.widgets.row_view import RowView

AGAIN = 2  # how the dialog ends where the files are to be read otherwise

_MISFITS = (
    ("leave", phrase("Leave these marks out")),
    ("keep", phrase("Bring them in, as problems")),
    ("refuse", phrase("Leave their documents out")),
)
_KNOWN = (
    ("layer", phrase("Add the marks to the document that is here, as another person’s")),
    ("new", phrase("Bring the text in once more")),
    ("skip", phrase("Leave these documents out")),
)


class IntakeDialog(QDialog):
    """Show the files and the open questions, a page for each; `decisions` are the answers."""

    def __init__(self, session: Session, parent: QWidget | None, theme: Theme, intake: Intake) -> None:
        super().__init__(parent)
        self._session = session
        self._intake = intake
        tr = session.tr
        choices = {
            one: choice if choice != ADD or addable(one, intake.schema, intake.proposed) else KEEP
            for one, choice in likely_decisions(intake.met).items()
        }
        self._proposed = dict(choices)
        self.names = NameTable(session, theme, intake, choices)
        self.misfits = _choice(session, _MISFITS, tr("Marks that do not fit the text"))
        self.known = _choice(session, _KNOWN, tr("Texts that are here already"))
        sources = [one.source for one in intake.sources]
        asked = [option for option in options_of(sources) if option.name != MISFITS.name]
        self.reading = OptionFields(session, asked, intake.options)
        self.reading.changed.connect(self._allow)
        self.as_suggestions = QCheckBox(tr("Bring marks that name no annotator in as suggestions"))
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.pages = QStackedWidget()
        self.name_view = self._names_view()
        self.again = QPushButton(tr("Look again"))
        self._lay_out(theme)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.tabs.setCurrentIndex(1 if intake.has_questions else 0)

    @property
    def options(self) -> dict[str, str]:
        """Return how the files are to be read, where that is not as usual."""
        return self.reading.values()

    def decisions(self) -> Decisions:
        """Return what the user decided."""
        return Decisions(
            types=dict(self.names.choices),
            misfits=self.misfits.currentData(),
            same_text=self.known.currentData(),
            as_suggestions=self.as_suggestions.isChecked(),
        )

    def choose_all(self, choice: str | None) -> None:
        """Let every name be added or kept, as far as that can be; None for what was proposed."""
        for row, one in enumerate(self.names.met):
            wanted = self._proposed[one.unfamiliar] if choice is None else choice
            if wanted != ADD or addable(one.unfamiliar, self._intake.schema, self._intake.proposed):
                self.names.choose(row, wanted)

    def _all(self, choice: str | None, _checked: bool) -> None:
        self.choose_all(choice)

    # Building

    def _lay_out(self, theme: Theme) -> None:
        session, intake, tr = self._session, self._intake, self._session.tr
        self.setWindowTitle(tr("Import"))
        self.resize(scaled(860), scaled(580))
        self._add_page(tr("Files"), len(intake.sources), self._files_page(theme))
        if intake.met:
            self._add_page(tr("Unfamiliar names"), len(intake.met), self._names_page())
        if intake.misfits:
            page = self._page(
                _MISFIT_WORDS, _table(session, misfit_cells(session, intake), (210, 90, 190), 3), self.misfits
            )
            self._add_page(tr("Marks that do not fit"), len(intake.misfits), page)
        if intake.known:
            page = self._page(_KNOWN_WORDS, _table(session, known_cells(session, intake), (230, 230), 2), self.known)
            self._add_page(tr("Known texts"), len(intake.known), page)
        if self.reading.fields:
            self._add_page(tr("How it is read"), None, self._reading_page())
        buttons = QDialogButtonBox()
        self.act = buttons.addButton(tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.act.setDefault(True)
        self.act.setEnabled(intake.documents > 0)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(plain.label(tr("One undo takes all of it back."), kind="muted"))
        foot.addWidget(buttons, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(plain.label(self._summary(), kind="title", wraps=True))
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        column.addLayout(foot)
        self.act.setFocus()

    def _summary(self) -> str:
        tr = self._session.tr
        documents = tr.count("{count} documents", self._intake.documents)
        return tr("{documents} with {marks}", documents=documents, marks=tr.count("{count} marks", self._intake.marks))

    def _add_page(self, title: str, count: int | None, page: QWidget) -> None:
        self.tabs.addTab(plain.menu_text(title if count is None else f"{title}  {self._session.tr.number(count)}"))
        self.pages.addWidget(page)

    def _page(self, words: str, table: RowView, field: QWidget | None = None) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(plain.label(self._session.tr(words), kind="muted", wraps=True))
        if field is not None:
            column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(table, 1)
        return page

    def _files_page(self, theme: Theme) -> QWidget:
        session, intake, tr = self._session, self._intake, self._session.tr
        page = self._page(
            _FILES_WORDS, _table(session, file_cells(session, theme, intake), (0, 250, 100, 100), 0, tr("Files"))
        )
        foot = page.layout()
        assert foot is not None
        if intake.suggested:
            count, comma = sum(intake.suggested.values()), "، " if tr.is_rtl else ", "
            said = tr.count(
                "{count} marks by {names} come in as suggestions.", count, names=comma.join(intake.suggested)
            )
            foot.addWidget(plain.label(said, wraps=True))
        if intake.marks:
            foot.addWidget(self.as_suggestions)
        return page

    def _reading_page(self) -> QWidget:
        tr = self._session.tr
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(plain.label(tr(_READING_WORDS), kind="muted", wraps=True))
        column.addWidget(self.reading)
        self.again.setAutoDefault(False)
        self.again.setEnabled(False)
        self.again.clicked.connect(lambda: self.done(AGAIN))
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        return page

    def _allow(self) -> None:
        """Import only what was looked over as it is to be read."""
        is_other = self.options != dict(self._intake.options)
        self.again.setEnabled(is_other)
        self.act.setEnabled(not is_other and self._intake.documents > 0)

    def _names_view(self) -> RowView:
        view = RowView(self.names, self._session.tr("Unfamiliar names"), stretched=3, widths={0: 260, 1: 170, 2: 90})
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # long names differ at their ends
        view.chosen.connect(self._open_menu)
        return view

    def _names_page(self) -> QWidget:
        tr = self._session.tr
        page = self._page(_NAMES_WORDS, self.name_view)
        row = QHBoxLayout()
        row.setSpacing(10)
        for words, choice in (
            (tr("As proposed"), None),
            (tr("Add all"), ADD),
            (tr("Keep all as they are"), KEEP),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._all, choice))
            row.addWidget(button)
        row.addStretch(1)
        layout = page.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(row)
        return page

    def _open_menu(self, index: QModelIndex) -> None:
        menu = self.menu(index.row())
        place = self.name_view.visualRect(self.names.index(index.row(), 3))
        corner = place.bottomRight() if self._session.tr.is_rtl else place.bottomLeft()
        if self._session.tr.is_rtl:
            corner.setX(corner.x() - menu.sizeHint().width())
        menu.exec(self.name_view.viewport().mapToGlobal(corner))

    def menu(self, row: int) -> QMenu:
        """Return the menu of what the name of a row may become."""
        tr, one = self._session.tr, self.names.met[row].unfamiliar
        menu = QMenu(self)
        add = menu.addAction(tr("Add to the schema"), lambda: self.names.choose(row, ADD))
        add.setEnabled(addable(one, self._intake.schema, self._intake.proposed))
        menu.addAction(tr("Keep, as a problem"), lambda: self.names.choose(row, KEEP))
        menu.addSeparator()
        for key, words in self.names.candidates(row):
            action = menu.addAction(plain.menu_text(words), partial(self.names.choose, row, key))
            action.setCheckable(True)
            action.setChecked(self.names.choices[one] == key)
        return menu


_FILES_WORDS = phrase("Each file was read once to see what is in it; nothing has been changed yet.")
_NAMES_WORDS = phrase(
    "The schema does not have these names. Click one to say what it means; what you say is remembered in the schema."
)
_MISFIT_WORDS = phrase("At these places the text says something else than the file, in whatever way it counts.")
_READING_WORDS = phrase("The files do not say these things themselves. After a change they must be looked over again.")
_KNOWN_WORDS = phrase("These texts are in the project already, letter by letter.")


def _table(session: Session, cells: Cells, widths: Sequence[int], stretched: int, name: str = "") -> RowView:
    given = {column: width for column, width in enumerate(widths) if width}
    view = RowView(cells, name or session.tr("Documents"), stretched=stretched, widths=given)
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # long names differ at their ends
    return view


def _choice(session: Session, ways: Sequence[tuple[str, str]], name: str) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setAccessibleName(name)
    for value, words in ways:
        box.addItem(session.tr(words), value)
    return box
