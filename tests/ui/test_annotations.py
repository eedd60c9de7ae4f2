"""The table of all marks: sorted, filtered, in step with the text, and cheap at 200,000 rows."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity, Event, Layer, Mark, Relation
from annotator.domain.span import Span
from annotator.operations import entities, events, relations
from annotator.operations.marks import delete_marks
from annotator.text.normalize import fold_text
from annotator.ui.editor.marks import Marks
from annotator.ui.mark_rows import Choice, MarkRows, Order
from annotator.ui.panels.annotations import Annotations
from annotator.ui.widgets.mark_table import COLUMNS
from annotator.ui.window import Window
from tests.ui.conftest import TEXT

Press = Callable[..., None]


def place(word: str) -> Span:
    return Span(TEXT.index(word), TEXT.index(word) + len(word))


@pytest.fixture
def panel(opened: Window, application: QApplication) -> Annotations:
    session = opened.session
    layer = session.layer_for_edit()
    for kind, word in (("GPE", "القاهرة"), ("PER", "فلاديمير"), ("FAC", "القصر")):
        session.run(entities.add_entity, layer, kind, [place(word)])
    meeting = session.run(events.add_event, layer, "Contact.Meet", [place("والتقى")])
    person = next(mark.id for mark in session.marks if mark.type == "PER")
    session.run(events.fill_role, meeting.id, session.schema.event("Contact.Meet").roles[0].id, person)
    opened.docks["annotations"].raise_()
    application.processEvents()
    found = opened.docks["annotations"].contents
    assert isinstance(found, Annotations)
    return found


def column(panel: Annotations, order: Order) -> list[str]:
    model = panel._view.model()
    at = COLUMNS.index(order)
    return [model.data(model.index(row, at)).strip("\u2066\u2067\u2068\u2069") for row in range(model.rowCount())]


def test_the_marks_are_listed_in_the_order_of_the_text(panel: Annotations) -> None:
    assert column(panel, Order.TEXT) == ["فلاديمير", "القاهرة", "والتقى", "القصر"]


def test_an_event_tells_its_roles(panel: Annotations) -> None:
    (frame,) = [words for words in column(panel, Order.LINKS) if words.count("فلاديمير")]

    assert ":" in frame


def test_the_filter_takes_no_notice_of_vowel_marks_and_letter_forms(panel: Annotations) -> None:
    panel._words.setText("اُلقاهِره")

    assert column(panel, Order.TEXT) == ["القاهرة"]


def test_a_click_on_a_heading_sorts_and_again_turns_it_round(panel: Annotations) -> None:
    header = panel._view.horizontalHeader()
    header.setSortIndicator(COLUMNS.index(Order.TEXT), Qt.SortOrder.AscendingOrder)
    upwards = column(panel, Order.TEXT)
    header.setSortIndicator(COLUMNS.index(Order.TEXT), Qt.SortOrder.DescendingOrder)

    assert upwards == sorted(upwards, key=fold_text)
    assert column(panel, Order.TEXT) == upwards[::-1]


def test_only_marks_with_problems_are_listed_on_demand(panel: Annotations, opened: Window) -> None:
    opened.session.run(entities.add_entity, opened.session.layer_id, "GPE", [Span(0, 4)])
    opened.desk.check.finish()

    panel._wrong.click()

    assert "زار" in column(panel, Order.TEXT)
    assert "القاهرة" not in column(panel, Order.TEXT)


def test_the_selection_goes_both_ways(panel: Annotations, opened: Window) -> None:
    city = next(mark for mark in opened.session.marks if mark.type == "GPE")
    opened.session.select(city.id)
    assert [index.row() for index in panel._view.selectionModel().selectedRows()] == [1]

    panel._view.chosen.emit(panel._view.model().index(3, 0))

    assert opened.session.mark.type == "FAC"
    assert opened.canvas.selection.mark == opened.session.mark.id


def test_edits_reach_the_table_row_by_row(panel: Annotations, opened: Window) -> None:
    resets: list[None] = []
    inserted: list[int] = []
    panel._view.model().modelReset.connect(lambda: resets.append(None))
    panel._view.model().rowsInserted.connect(lambda _parent, first, _last: inserted.append(first))

    added = opened.session.run(entities.add_entity, opened.session.layer_id, "PER", [place("كيم")])
    opened.session.run(delete_marks, [added.id])

    assert inserted == [3]
    assert resets == []
    assert column(panel, Order.TEXT) == ["فلاديمير", "القاهرة", "والتقى", "القصر"]


def test_undo_of_everything_empties_the_table(panel: Annotations, opened: Window, press: Press) -> None:
    for _ in range(5):
        press(opened.canvas, "Ctrl+Z")

    assert panel._view.model().rowCount() == 0
    assert panel._stack.currentIndex() == 0


def test_a_relation_follows_the_mark_that_it_starts_from(panel: Annotations, opened: Window) -> None:
    person, city = (next(mark for mark in opened.session.marks if mark.type == kind) for kind in ("PER", "GPE"))
    opened.session.run(relations.link, "PHYS.LocatedIn", person.id, city.id)
    panel._words.setText("الرئيس")
    assert column(panel, Order.TYPE) == []

    opened.session.run(entities.resize_entity, person.id, [place("الرئيس")])

    assert len(column(panel, Order.TYPE)) == 2


def test_it_costs_nothing_while_nobody_looks(panel: Annotations, opened: Window) -> None:
    opened.docks["history"].raise_()
    QApplication.processEvents()
    model = panel._view.model()
    before = model.rowCount()

    opened.session.run(entities.add_entity, opened.session.layer_id, "PER", [place("كيم")])
    assert model.rowCount() == before

    opened.docks["annotations"].raise_()
    QApplication.processEvents()
    assert model.rowCount() == before + 1


def long_layer(number: int) -> tuple[str, Marks]:
    words = ("زار", "بوتين", "القاهرة", "يوم")
    text = " ".join(words[step % 4] for step in range(number))
    spans, start = [], 0
    for step in range(number):
        spans.append(Span(start, start + len(words[step % 4])))
        start = spans[-1].end + 1
    found = tuple(Entity(f"{step:08}", ("PER", "GPE")[step % 2], (spans[step],)) for step in range(number))
    return text, Marks(Layer("a", entities=found))


def test_two_hundred_thousand_rows_ask_for_each_name_once_and_an_edit_for_one() -> None:
    text, marks = long_layer(200_000)
    asked: list[str] = []

    def title(mark: Mark) -> str:
        asked.append(mark.id)
        return mark.type

    rows = MarkRows(text, marks, title)
    while not rows.gather(0.05):
        pass
    assert len(asked) == len(rows) == 200_000
    asked.clear()

    for order in (Order.TYPE, Order.TEXT, Order.PLACE):
        rows.arrange(Choice(needle=fold_text("بوتين")), order)
    rows.drop("00000001")
    row = rows.row_for("00000001")
    rows.put("00000001")

    assert (row, len(rows)) == (0, 50_000)
    assert rows.row_of("00000005") == 1
    assert asked == ["00000001"]


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("falls", [False, True])
def test_rows_put_in_stand_where_a_new_list_has_them(order: Order, falls: bool) -> None:
    text, marks = long_layer(60)
    marks.put(Event("e", "Contact.Meet", (Span(4, 9),)))
    marks.put(Relation("r", "PHYS.Near", "00000003", "00000004"))
    rows = MarkRows(text, marks, lambda mark: mark.type)
    rows.gather(1)
    rows.arrange(Choice(), order, falls=falls)
    expected = [rows.id_at(row) for row in range(len(rows))]

    for mark_id in ("00000007", "e", "r", "00000059"):
        at = rows.row_of(mark_id)
        rows.drop(mark_id)
        assert rows.row_for(mark_id) == at
        rows.put(mark_id)

    assert [rows.id_at(row) for row in range(len(rows))] == expected
