"""The whole cycle in the real window: work goes out in parcels, comes back, is reviewed and exported, and is read."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QWidget

from annotator.domain.difference import Kind
from annotator.domain.model import State
from annotator.domain.people import Role
from annotator.store.project import Project, parcel_of
from annotator.ui.app import start
from annotator.ui.dialogs.new_project import NewProjectForm
from annotator.ui.export.dialog import ExportDialog
from annotator.ui.parcel.give import Give
from annotator.ui.parcel.take_in import TakeIn
from annotator.ui.review.corrections_dialog import CorrectionsDialog
from annotator.ui.review.window import ReviewWindow
from annotator.ui.work.dialog import WorkDialog
from annotator.ui.work.people_page import PersonForm
from tests.e2e.office import Person, click, meanwhile, write
from tests.waiting import until

LEAD, AMAL, BASHIR, REVIEWER = "سارة", "آمال", "بشير", "منى"
TEXTS = {
    "زيارة.txt": "زار فلاديمير بوتين مدينة القاهرة يوم الأحد. والتقى كيم جونغ أون في القاهرة، ثم غادر القاهرة إلى "
    "موسكو. وقالت القاهرة إن الزيارة ناجحة، وشكرت القاهرة ضيفها، وودعت القاهرة الوفد.\n",
    "قمة.txt": "وصل الرئيس الروسي إلى بيونغ يانغ صباح الاثنين. ورحبت بيونغ يانغ بالوفد الروسي في المطار.\n",
}


REASON = "عامّ"
GOLD = {
    "زيارة.txt": [
        ("PER", "فلاديمير بوتين"),
        ("GPE", "القاهرة"),
        ("PER", "كيم جونغ أون"),
        *[("GPE", "القاهرة")] * 2,
        ("GPE", "موسكو"),
        *[("GPE", "القاهرة")] * 3,
    ],
    "قمة.txt": [("PER", "الرئيس الروسي"), ("GPE", "بيونغ يانغ"), ("TIME", "الاثنين"), ("GPE", "بيونغ يانغ")],
}


@pytest.fixture
def arrive() -> Iterator[Callable[[str], Person]]:
    """Somebody sits down at a window; all leave at the end."""
    start()
    there: list[Person] = []

    def sit_down(name: str) -> Person:
        there.append(Person(name))
        return there[-1]

    yield sit_down
    for person in there:
        person.go()


def test_work_goes_out_and_comes_back_is_reviewed_exported_and_read(
    arrive: Callable[[str], Person], tmp_path: Path
) -> None:
    home, amal, bashir = tmp_path / "بيت.annot", tmp_path / "آمال.annot", tmp_path / "بشير.annot"
    lead = arrive(LEAD)
    make_project(lead, home, tmp_path)
    give_out(lead)
    for path, name in ((amal, AMAL), (bashir, BASHIR)):
        send_parcel(lead, path, name)
    lead.leave()

    annotate(arrive(AMAL), amal, as_amal)
    annotate(arrive(BASHIR), bashir, as_bashir)

    lead = arrive(LEAD)
    lead.open(home)
    for path in (amal, bashir):
        take_in(lead, path)
    assert_all_is_done(lead)
    lead.leave()

    reviewer = arrive(REVIEWER)
    reviewer.open(home)
    differences, strokes = review(reviewer)
    assert differences == 12
    assert strokes <= 1.3 * differences
    export_gold(reviewer, tmp_path / "ذهب.jsonl")
    reviewer.leave()

    annotator = arrive(BASHIR)
    annotator.open(home)
    read_corrections(annotator)
    annotator.leave()
    with Project.open(home, author=LEAD, read_only=True) as project:
        assert project.verify() == []


def make_project(lead: Person, home: Path, folder: Path) -> None:
    lead.answers.given.append(home)

    def fill(form: NewProjectForm) -> None:
        write(form.title, "دورة العمل")
        lead.press("Enter", at=form.title)

    meanwhile(lambda: lead.press("Ctrl+N", at=lead.window.canvas), NewProjectForm, fill)
    paths = []
    for name, text in TEXTS.items():
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8")
    lead.answers.given.append(paths)
    lead.press("Ctrl+I", at=lead.window.canvas)
    assert {row.name for row in lead.window.session.documents} == set(TEXTS)


def give_out(lead: Person) -> None:
    def work(dialog: WorkDialog) -> None:
        for name, role in (
            (LEAD, Role.LEAD),
            (AMAL, Role.ANNOTATOR),
            (BASHIR, Role.ANNOTATOR),
            (REVIEWER, Role.REVIEWER),
        ):
            meanwhile(lambda: click(dialog.people.add_button), PersonForm, person_of(lead, name, role))
        assert [one.name for one in dialog.people.table.rows()] == sorted((LEAD, AMAL, BASHIR, REVIEWER))
        bar = dialog.pages.tabBar()
        click(bar, bar.tabRect(1).center())
        assert dialog.pages.currentWidget() is dialog.assign
        for tick in dialog.assign.people.findChildren(QCheckBox):
            if tick.text() in (AMAL, BASHIR):
                lead.press("Space", at=tick)
        click(dialog.assign.give)
        lead.press("Esc", at=dialog)

    meanwhile(lambda: lead.command("People and work…"), WorkDialog, work)
    rows = lead.window.session.documents
    assert [sorted(layer.annotator for layer in row.layers if layer.batch) for row in rows] == [[AMAL, BASHIR]] * 2


def person_of(lead: Person, name: str, role: Role) -> Callable[[PersonForm], None]:
    def fill(form: PersonForm) -> None:
        write(form.name, name)
        lead.press(*["Down"] * (form.role.findData(role.value) - form.role.currentIndex()), at=form.role)
        lead.press(*["Up"] * (form.role.currentIndex() - form.role.findData(role.value)), at=form.role)
        assert form.role.currentData() == role.value
        lead.press("Enter", at=form.name)

    return fill


def send_parcel(lead: Person, path: Path, name: str) -> None:
    lead.answers.given.append(path)

    def choose(dialog: Give) -> None:
        write(dialog.person.lineEdit(), name)
        click(dialog.all)
        click(dialog.act)

    meanwhile(lambda: lead.command("Parcel out…"), Give, choose)
    with Project.open(path, author=name, read_only=True) as project:
        assert parcel_of(project).annotator == name
        assert {layer.annotator for row in project.documents() for layer in row.layers} == {name}


def annotate(person: Person, path: Path, mark: Callable[[Person], None]) -> None:
    person.open(path)
    mark(person)
    assert all(layer.state is State.DONE for row in person.window.session.documents for layer in row.layers)
    person.leave()


def mark_all(person: Person, surface: str, key: str) -> None:
    """Mark every occurrence of a surface, one by one."""
    for nth in range(person.window.session.text.count(surface)):
        person.hands.drag(surface, nth=nth)
        person.hands.press(key)


def as_amal(amal: Person) -> None:
    amal.hands.drag("فلاديمير بوتين")
    amal.hands.press("1")
    mark_all(amal, "القاهرة", "3")
    amal.hands.drag("كيم جونغ أون")
    amal.hands.press("1")
    amal.hands.drag("موسكو")
    amal.hands.press("3")
    amal.press("Ctrl+D", "Ctrl+PgDown")
    amal.hands.drag("الرئيس الروسي")
    amal.hands.press("1")
    mark_all(amal, "بيونغ يانغ", "3")
    amal.hands.drag("الاثنين")
    amal.hands.press("9")
    amal.press("Ctrl+D")


def as_bashir(bashir: Person) -> None:
    bashir.hands.drag("فلاديمير بوتين")
    bashir.hands.press("1")
    mark_all(bashir, "القاهرة", "4")
    bashir.hands.drag("كيم جونغ")
    bashir.hands.press("1")
    bashir.hands.drag("الأحد")
    bashir.hands.press("9")
    bashir.press("Ctrl+D", "Ctrl+PgDown")
    bashir.hands.drag("الرئيس الروسي")
    bashir.hands.press("2")
    mark_all(bashir, "بيونغ يانغ", "3")
    bashir.hands.drag("المطار")
    bashir.hands.press("5")
    bashir.press("Ctrl+D")


def take_in(lead: Person, path: Path) -> None:
    lead.answers.given.append(path)

    def look_and_take(dialog: TakeIn) -> None:
        until(dialog.act.isEnabled)
        click(dialog.act)
        assert dialog.merged is not None
        assert dialog.merged.change is not None
        assert dialog.merged.review == ()
        click(dialog.leave)

    meanwhile(lambda: lead.command("Take in parcel…"), TakeIn, look_and_take)
    assert lead.window.session.project.history()[0].kind == "merge"


def assert_all_is_done(lead: Person) -> None:
    for row in lead.window.session.documents:
        assert {layer.annotator: layer.state for layer in row.layers} == {AMAL: State.DONE, BASHIR: State.DONE}


def review(reviewer: Person) -> tuple[int, int]:
    """Decide both documents with the keyboard; return how many differences there were and how many keys it took."""
    reviewer.press("F2", at=reviewer.window.canvas)
    shown = reviewer.window.desk.review
    assert isinstance(shown, ReviewWindow)
    differences, reviewer.strokes = 0, 0
    for _ in TEXTS:
        differences += len(shown.sitting.waiting)
        while shown.sitting.waiting:
            decide(reviewer, shown)
        reviewer.press("Enter", at=focus(shown))
    strokes = reviewer.strokes - len(TEXTS)
    reviewer.press("Esc", at=focus(shown))
    assert reviewer.window.desk.review is None
    assert {layer.state for row in reviewer.window.session.documents for layer in row.layers} == {State.APPROVED}
    return differences, strokes


def decide(reviewer: Person, shown: ReviewWindow) -> None:
    """Take what آمال says, a whole series at once; but the airport is nothing that counts here."""
    sitting = shown.sitting
    marks = [sitting.session.project.find("entity", key) for own in sitting.current.difference.ids for key in own]
    if [mark.type for mark in marks] == ["FAC"]:
        reviewer.press("X", at=focus(shown))
        write(shown.card.field, REASON)
        reviewer.strokes += len(REASON)
        reviewer.press("Enter", at=shown.card.field)
    elif len(sitting.series()) > 2:
        reviewer.press("S", at=focus(shown))
        reviewer.press("1", at=focus(shown))
    else:
        reviewer.press("1", at=focus(shown))


def focus(shown: ReviewWindow) -> QWidget:
    return shown.focusWidget() or shown


def export_gold(reviewer: Person, out: Path) -> None:
    reviewer.answers.given.append(out)
    reviewer.press("Ctrl+E", at=reviewer.window.canvas)
    dialog = reviewer.window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    whose = dialog.choices.what.whose
    reviewer.press(*["Down"] * whose.findData("gold"), at=whose)
    click(dialog.act)
    until(lambda: out.exists() and dialog.act.isEnabled())
    reviewer.press("Esc", at=dialog)
    documents = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {one["name"]: marks_of(one) for one in documents} == GOLD


def marks_of(document: dict) -> list[tuple[str, str]]:
    [layer] = document["annotations"]
    assert (layer["annotator"], layer["state"]) == ("gold", "approved")
    marks = sorted(layer["entities"], key=lambda one: one["spans"])
    return [(one["type"], one["text"]) for one in marks]


def read_corrections(bashir: Person) -> None:
    def read_and_answer(dialog: CorrectionsDialog) -> None:
        assert Counter(row.difference.kind for row in dialog.table.rows) == {
            Kind.TYPE: 6,
            Kind.BOUNDARY: 1,
            Kind.MISSING: 1,
            Kind.EXTRA: 1,
        }
        write(dialog.field, "صحيح، شكراً")
        bashir.press("Enter", at=dialog.field)
        assert [one.text for one in dialog.table.rows[0].comments] == ["صحيح، شكراً"]
        bashir.press("Esc", at=dialog)

    def read_reason(dialog: CorrectionsDialog) -> None:
        assert [row.reason for row in dialog.table.rows if row.reason] == [REASON]
        bashir.press("Esc", at=dialog)

    meanwhile(lambda: bashir.command("What review changed…"), CorrectionsDialog, read_and_answer)
    bashir.press("Ctrl+PgDown", at=bashir.window.canvas)
    meanwhile(lambda: bashir.command("What review changed…"), CorrectionsDialog, read_reason)
