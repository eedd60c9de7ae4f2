"""How it is written: the options that a format declares, as fields with what they are good for."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.formats.format import Format
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.widgets.option_fields import OptionFields


class HowPage(QScrollArea):
    """Ask how a format is written; another format makes other fields."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._format: Format | None = None
        self.fields = OptionFields(session, (), {})
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(session.tr("How it is written"))

    def values(self) -> dict[str, str]:
        """Return the values that differ from what is usual."""
        return self.fields.values()

    def show_format(self, chosen: Format, given: Mapping[str, str]) -> None:
        """Show the options of a format with these values; values that it no longer has are left out."""
        self._format = chosen
        fitting = {one.name: value for one in chosen.write_options if _fits(value := given.get(one.name), one.values)}
        tr = self._session.tr
        page = QWidget()
        page.setObjectName("panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(2, 10, 8, 4)
        column.setSpacing(14)
        self.fields = OptionFields(self._session, chosen.write_options, {k: v for k, v in fitting.items() if v})
        self.fields.changed.connect(self._change)
        if not chosen.write_options:
            column.addWidget(plain.label(tr("This format leaves nothing to choose."), kind="muted", wraps=True))
        column.addWidget(self.fields)
        self.usual = QPushButton(tr("As usual"))
        self.usual.setProperty("kind", "link")
        self.usual.setAutoDefault(False)
        self.usual.clicked.connect(self._reset)
        column.addWidget(self.usual)
        column.addStretch(1)
        self.setWidget(page)
        self._judge()

    def _change(self) -> None:
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        self.usual.setVisible(bool(self.fields.values()))

    def _reset(self) -> None:
        if self._format is not None:
            self.show_format(self._format, {})
            self.changed.emit()


def _fits(value: str | None, values: tuple[str, ...]) -> bool:
    return value is not None and (not values or value in values)
