"""Empty page: what a heading of the tree stands for, and the way to add the first thing below it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from annotator.ui.i18n import phrase
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.branches import TITLES
from annotator.ui.schema_editor.spot import Page, Spot
from annotator.ui.widgets import plain
from annotator.ui.widgets.paper import Paper

_ABOUT: Mapping[Page, str] = {
    "entities": phrase("Types of mentions: persons, places, organisations - whatever a text names."),
    "values": phrase("Times, numbers, amounts and the like: marked as entities are, mostly without clusters."),
    "events": phrase("What happens, marked at the word that says it, with roles for who and what takes part."),
    "relations": phrase("Links between two marks: who works where, what lies in what."),
    "attributes": phrase("What is asked of a mark besides its type: is it denied, is it a name or a pronoun."),
    "bases": phrase("Lists of known things, such as Wikidata, that marks are linked to without the internet."),
}
_ADD: Mapping[Page, tuple[tuple[Page, str], ...]] = {
    "entities": (("entity", phrase("Add an entity type")),),
    "values": (("entity", phrase("Add a type of value")),),
    "events": (("group", phrase("Add a group of events")), ("event", phrase("Add an event type"))),
    "relations": (("relation", phrase("Add a relation type")),),
    "attributes": (("attribute", phrase("Add an attribute")),),
    "bases": (("base", phrase("Add a knowledge base")),),
}


class HeadingPage(Paper):
    """A title, a sentence and buttons, in the middle."""

    wanted = Signal(object)  # a Spot of a new thing, its id empty

    def __init__(self, bench: Bench, page: Page) -> None:
        super().__init__()
        self._bench = bench
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.setSpacing(12)
        column.addStretch(2)
        title = plain.label(bench.tr(TITLES[page]), kind="page")
        for label in (title, plain.label(bench.tr(_ABOUT[page]), kind="muted", wraps=True)):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.buttons = []
        for kind, words in _ADD[page]:
            button = QPushButton(bench.tr(words))
            button.clicked.connect(lambda _=False, one=kind: self.wanted.emit(Spot(one)))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self.buttons.append(button)
        column.addStretch(3)

    def show_spot(self, _spot: Spot) -> None:
        """Let things be added if the project takes changes."""
        self.enable(is_editable=self._bench.is_editable)

    def enable(self, *, is_editable: bool) -> None:
        """Let things be added, or not."""
        for button in self.buttons:
            button.setEnabled(is_editable)
