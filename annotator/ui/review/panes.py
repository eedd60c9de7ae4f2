"""Panes: the annotators' texts side by side with the same line breaks, or overlaid in one, and gold beside them."""

from collections.abc import Iterable
from dataclasses import fields, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from annotator.domain.difference import Difference, Kind, Scope
from annotator.domain.model import Argument, Layer, spans_of
from annotator.domain.span import Span
from annotator.operations.review_case import Case
from annotator.ui.desk import Desk
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Marks
from annotator.ui.looks import look_of
from annotator.ui.review.columns import Columns
from annotator.ui.review.layers import NumberedLook, Overlaid, only_differing, overlay
from annotator.ui.review.pane_canvas import PaneCanvas
from annotator.ui.review.sitting import Question, Sitting
from annotator.ui.review.words import Words
from annotator.ui.widgets.elided import ElidedLabel
from annotator.ui.widgets.key_caps import KeyCaps

_SHARES = {2: 1.0, 3: 0.84, 4: 0.76}  # of the chosen size of the text, by the number of panes
_LEAST = 0.7


class Panes(QWidget):
    """Show one canvas for each annotator, or one for all of them, and last that of gold."""

    def __init__(self, desk: Desk, sitting: Sitting) -> None:
        super().__init__()
        self._desk, self._sitting = desk, sitting
        self.is_overlaid = False
        self.is_whole = True
        self._canvases: list[PaneCanvas] = []
        self._overlaid: Overlaid | None = None
        self._is_moving = False
        self._place: Span | None = None  # the words in question, by whose line the panes are held together
        self._bar = QScrollBar(Qt.Orientation.Vertical)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._columns = Columns()
        self._row.addWidget(self._columns, 1)
        self._row.addWidget(self._bar)
        sitting.gold_changed.connect(self._refresh_gold)

    @property
    def canvases(self) -> list[PaneCanvas]:
        """Return the canvases: the annotators' in their order or one for all, and then gold's."""
        return self._canvases

    def show_case(self) -> None:
        """Make the panes anew for the case as it is now."""
        case = self._sitting.case
        self._row.removeWidget(self._columns)
        self._columns.hide()
        self._columns.deleteLater()
        self._columns = Columns(self._desk.canvas.look.theme.border)
        self._canvases, self._overlaid = [], None
        self._row.insertWidget(0, self._columns, 1)
        if case is None:
            return
        layers = [case.layers[at] if self.is_whole else only_differing(case, at) for at in range(len(case.names))]
        self._add_all(case, layers)
        self._canvases[0].went.connect(self._follow_first)
        bar = self._canvases[0].verticalScrollBar()
        bar.rangeChanged.connect(self._mirror)
        self._bar.valueChanged.connect(bar.setValue)
        for canvas in self._canvases[1:]:
            canvas.went.connect(lambda one=canvas: self._go_with(one))

    def _add_all(self, case: Case, layers: list[Layer]) -> None:
        tr, text = self._desk.session.tr, case.alignment.text
        is_one = self.is_overlaid and len(layers) > 1
        look = self._look(2 if is_one else len(layers) + 1)
        if is_one:
            self._overlaid = overlay(case, layers)
            digits = {key: tr.digits(one) for key, one in self._overlaid.numbers.items()}
            numbered = NumberedLook(
                **{one.name: getattr(look, one.name) for one in fields(Look) if one.init}, numbers=digits
            )
            names = Words(self._desk.session, case, self._sitting.gold).names(range(len(layers)))
            self._add(text, Marks(self._overlaid.layer), numbered, tr("All: {names}", names=names), "")
        else:
            for number, layer in enumerate(layers):
                self._add(text, Marks(layer), look, case.names[number], str(number + 1))
        self._add(text, self._sitting.gold, look, tr("Gold: what is decided"), "")

    def _add(self, text: str, marks: Marks, look: Look, title: str, key: str) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QHBoxLayout(head)
        inside.setContentsMargins(12, 5, 12, 5)
        inside.setSpacing(8)
        name = ElidedLabel("title")
        name.show_text(title)
        if key:
            inside.addWidget(KeyCaps(key, look.theme))
        inside.addWidget(name, 1)
        canvas = PaneCanvas(look)
        canvas.setAccessibleName(title)
        canvas.show_document(text, marks)
        column.addWidget(head)
        column.addWidget(canvas, 1)
        self._columns.add(whole)
        self._canvases.append(canvas)

    def _look(self, panes: int) -> Look:
        look = look_of(self._desk.session, self._desk.canvas.look.theme)
        size = round(look.size * _SHARES.get(panes, _LEAST))
        return replace(look, size=size, arcs="selection", is_suggested=False)

    # What is asked

    def point(self, question: Question | None) -> None:
        """Let the marks of a question stand out in every pane, and bring them into view."""
        case = self._sitting.case
        if case is None or not self._canvases:
            return
        if question is None:
            for canvas in self._canvases:
                canvas.point(None)
            return
        difference = question.difference
        self._is_moving = True
        self._point_gold(case, difference, self._canvases[-1])
        if self._overlaid is not None:
            self._point_overlaid(difference, self._overlaid, self._canvases[0])
        else:
            for number, canvas in enumerate(self._canvases[:-1]):
                self._point_one(case, question, number, canvas)
        self._is_moving = False
        place = Words(self._desk.session, case, self._sitting.gold).place(difference)
        if place is not None:
            self._canvases[0].reveal(place)
        self._place = place
        self._go_with(self._canvases[0])

    def _point_one(self, case: Case, question: Question, number: int, canvas: PaneCanvas) -> None:
        difference = question.difference
        if question.is_again and number > 0:
            first = case.alignment.places[0]
            groups = [case.alignment.groups[first[one]] for one in difference.ids[0] if one in first]
            marks = [group.marks[number] for group in groups]
            canvas.point(next((mark.id for mark in marks if mark is not None), None))
            return
        value = difference.values[number]
        links = (value.id,) if isinstance(value, Argument) else ()
        is_link = difference.scope is Scope.RELATION
        own = difference.ids[number]
        if own:
            is_alone = difference.kind is not Kind.CLUSTER
            canvas.point(own[0], links or (own if is_link else ()), is_alone=is_alone)
        else:
            canvas.point(None)
            self._show_place(case, difference, canvas)

    def _show_place(self, case: Case, difference: Difference, canvas: PaneCanvas) -> None:
        """Select the words where others have the mark that is missing here."""
        ends = [end for both in case.ends(difference) for end in both if isinstance(end, int)]
        numbers = case.mentions(difference) or ends
        if numbers:
            canvas.select_spans(spans_of(case.alignment.groups[numbers[0]].first))

    def _point_overlaid(self, difference: Difference, overlaid: Overlaid, canvas: PaneCanvas) -> None:
        ids = [overlaid.shown.get(one, one) for own in difference.ids for one in own]
        links = [value.id for value in difference.values if isinstance(value, Argument)]
        is_link = difference.scope is Scope.RELATION
        found = next((one for one in ids if canvas.sheet and one in canvas.sheet.marks), None)
        canvas.point(found, links or (ids if is_link else ()))

    def _point_gold(self, case: Case, difference: Difference, canvas: PaneCanvas) -> None:
        ids = self._sitting.gold_marks(difference)
        if ids:
            is_alone = difference.kind is not Kind.CLUSTER
            canvas.point(ids[0], ids if difference.scope is Scope.RELATION else (), is_alone=is_alone)
        else:
            canvas.point(None)
            self._show_place(case, difference, canvas)

    def _refresh_gold(self, ids: Iterable[str]) -> None:
        if self._canvases:
            self._is_moving = True
            self._canvases[-1].refresh(ids)
            self._is_moving = False

    # Scrolling together

    def _follow_first(self) -> None:
        self._go_with(self._canvases[0])

    def _go_with(self, leader: PaneCanvas) -> None:
        """Bring all other panes to where one is."""
        if self._is_moving or leader not in self._canvases:
            return
        self._is_moving = True
        upper = leader.line_of(self._place) or leader.upper_line
        for canvas in self._canvases:
            if canvas is not leader:
                canvas.go_with(upper)
        self._is_moving = False
        self._mirror()

    def _mirror(self) -> None:
        """Let the one scroll bar stand where the first pane is."""
        if not self._canvases:
            return
        bar = self._canvases[0].verticalScrollBar()
        self._bar.blockSignals(True)
        self._bar.setRange(bar.minimum(), bar.maximum())
        self._bar.setPageStep(bar.pageStep())
        self._bar.setSingleStep(bar.singleStep())
        self._bar.setValue(bar.value())
        self._bar.blockSignals(False)
