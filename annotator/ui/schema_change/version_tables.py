"""Version tables: the models of the schema's history - its versions, newest first, and what is different in one."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QColor

from annotator.domain.schema import Schema
from annotator.operations.schema_history import Difference, Version
from annotator.operations.schema_parts import part
from annotator.text.direction import isolate
from annotator.ui.i18n import phrase
from annotator.ui.schema_change.differing import changed_fields
from annotator.ui.schema_change.words import SCOPES, target_name
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import dot
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import kind_title, moment

NUMBER, STEP, CHANGED, BY, WHEN = range(5)
_TITLES = (phrase("Version"), phrase("Step"), phrase("Changed"), phrase("By"), phrase("When"))
THING, WHAT, HOW = range(3)
_HEADS = (phrase("What"), phrase("Change"), phrase("How"))
_CHANGES = {"added": phrase("added"), "removed": phrase("removed"), "changed": phrase("changed")}


class _Rows(QAbstractTableModel):
    """Rows of words under titles."""

    def __init__(self, session: Session, theme: Theme, titles: Sequence[str]) -> None:
        super().__init__()
        self._session, self._theme, self._titles = session, theme, titles
        self._rows: list[tuple[str, ...]] = []

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._session.tr(self._titles[section]) if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        words = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(words)
        return QColor(self._theme.muted) if role == Qt.ItemDataRole.ForegroundRole and index.column() else None


class VersionTable(_Rows):
    """The versions, newest first."""

    def __init__(self, session: Session, theme: Theme, versions: list[Version]) -> None:
        super().__init__(session, theme, _TITLES)
        self._versions = versions[::-1]
        self._rows = [self._words(version) for version in self._versions]

    def version(self, row: int) -> Version:
        """Return the version of a row."""
        return self._versions[row]

    def before(self, row: int) -> Schema | None:
        """Return the schema before that of a row, None for the first."""
        return self._versions[row + 1].schema if row + 1 < len(self._versions) else None

    def _words(self, version: Version) -> tuple[str, ...]:
        session, tr, kept = self._session, self._session.tr, version.record
        step = kind_title(session, kept.kind)
        if kept.step != "do":
            step = tr("Undid: {step}", step=step) if kept.step == "undo" else tr("Did again: {step}", step=step)
        counts: Counter[str] = Counter(difference.change for difference in version.differences)
        said = " · ".join(f"{tr(words)} {tr.number(counts[one])}" for one, words in _CHANGES.items() if counts[one])
        return tr.digits(version.number), step, said, isolate(kept.author), moment(session, kept.at)


class DifferenceTable(_Rows):
    """What is different in a version from the one before."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme, _HEADS)
        self._differences: tuple[Difference, ...] = ()
        self._dots = {"added": dot(theme.good), "removed": dot(theme.bad), "changed": dot(theme.accent)}

    def show_version(self, version: Version, before: Schema | None) -> None:
        """Show another version."""
        self.beginResetModel()
        self._differences = version.differences if before else ()
        self._rows = [self._words(one, version.schema, before) for one in self._differences if before]
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DecorationRole and index.column() == THING:
            return self._dots[self._differences[index.row()].change]
        return super().data(index, role)

    def _words(self, one: Difference, schema: Schema, before: Schema) -> tuple[str, ...]:
        session, target = self._session, one.target
        name = target_name(session, before if one.change == "removed" else schema, target)
        scope = session.tr(SCOPES[target.scope])
        thing = session.tr("{kind} “{name}” ({id})", kind=scope, name=name, id=target.id)
        how = changed_fields(session, part(before, target), part(schema, target)) if one.change == "changed" else ""
        return thing, session.tr(_CHANGES[one.change]), how
