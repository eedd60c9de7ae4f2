"""Who gets work: a list of people to tick, each with a share."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QGridLayout, QScrollArea

from annotator.ui.i18n import Translator
from annotator.ui.widgets import plain
from annotator.ui.widgets.paper import Paper


class WhoGets(QScrollArea):
    """Tick the people who get documents; the shares count only where a plan goes by shares."""

    changed = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.setAccessibleName(tr("Who gets documents"))
        self.setWidgetResizable(True)
        self._people: dict[str, tuple[QCheckBox, QDoubleSpinBox]] = {}
        self._by_share = True

    def show_people(self, names: Iterable[str]) -> None:
        """List these people; what was ticked stays so."""
        ticked = self.shares()
        paper = Paper()
        grid = QGridLayout(paper)
        grid.setContentsMargins(10, 8, 10, 8)
        grid.setColumnStretch(0, 1)
        self._people = {}
        for line, name in enumerate(names):
            tick, share = QCheckBox(plain.menu_text(name)), QDoubleSpinBox()
            tick.setChecked(name in ticked)
            share.setRange(0.1, 99)
            share.setDecimals(1)
            share.setValue(ticked.get(name, 1.0))
            share.setAccessibleName(self._tr("Share of {name}", name=name))
            tick.toggled.connect(self.changed)
            share.valueChanged.connect(self.changed)
            grid.addWidget(tick, line, 0)
            grid.addWidget(share, line, 1)
            self._people[name] = tick, share
        grid.setRowStretch(len(self._people), 1)
        self.setWidget(paper)
        self.go_by_share(self._by_share)

    def shares(self) -> dict[str, float]:
        """Return the share of each person who is ticked."""
        return {name: share.value() for name, (tick, share) in self._people.items() if tick.isChecked()}

    def tick(self, names: Iterable[str]) -> None:
        """Tick exactly these people."""
        chosen = set(names)
        for name, (tick, _) in self._people.items():
            tick.setChecked(name in chosen)

    def go_by_share(self, is_so: bool) -> None:  # the slot of a radio button
        """Show the shares, or not."""
        self._by_share = is_so
        for _, share in self._people.values():
            share.setVisible(is_so)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
