"""Counts by what the schema knows, the marks behind them, many changed at once; the counts are proven like the rest."""

from annotator.domain.model import Argument, Event
from annotator.domain.span import Span
from annotator.store.ids import new_id
from annotator.store.usage import Counted, Filled, Form, Formed, Linked, Reach


def quiet(_done: int, _total: int) -> None:
    pass


def test_marks_of_one_form_are_counted_together(work):
    work.add_entity(attributes={"class": "NAM"})
    work.add_entity(start=0, attributes={"class": "NAM"})
    work.add_entity(subtype="Group")
    forms = work.project.usage.forms()
    assert forms == {Form("entity", "PER", "", '{"class":"NAM"}'): 2, Form("entity", "PER", "Group"): 1}
    assert [dict(form.values) for form in sorted(forms)] == [{"class": "NAM"}, {}]


def test_counts_follow_every_change_and_its_undo(work):
    person = work.add_entity()
    work.add_event(person.id, None)
    work.add_relation(person.id, person.id)
    usage = work.project.usage
    assert usage.roles() == {("Meet", "Participant"): 2}
    assert usage.fillers("Meet", "Participant") == {"PER": 1, "": 1}
    assert usage.counts("Meet", ("Participant",)) == {2: 1}
    assert usage.ends("Knows") == {("PER", "PER"): 1}
    with work.project.change("delete document"):
        work.project.delete_document(work.document)
    assert (usage.forms(), usage.roles()) == ({}, {})
    work.project.undo()
    assert usage.roles() == {("Meet", "Participant"): 2}
    assert work.project.verify() == []


def test_a_selection_finds_its_marks_a_page_at_a_time(work):
    people = [work.add_entity(start=start) for start in range(5)]
    meet = work.add_event(people[0].id)
    link = work.add_relation(people[0].id, people[1].id)
    usage = work.project.usage
    formed = Formed("entity", frozenset(usage.forms()))
    first = usage.page([formed], limit=3)
    rest = usage.page([formed], after=first[-1].id)
    assert [place.id for place in (*first, *rest)] == [one.id for one in people]
    assert usage.reach([formed]) == Reach(5, 1, {"منى": 5})
    for selection, expected in (
        (Filled("Meet", "Participant", frozenset({"PER"})), meet.id),
        (Counted("Meet", ("Participant",), frozenset({1})), meet.id),
        (Linked("Knows", frozenset({("PER", "PER")})), link.id),
    ):
        assert [place.id for place in usage.page([selection])] == [expected]
        assert usage.reach([selection, selection]).marks == 1
    assert usage.page([Filled("Meet", "Participant", frozenset({"ORG"}))]) == []
    assert usage.reach([]) == Reach()


def test_many_marks_are_changed_as_one_journaled_change(work):
    people = [work.add_entity(start=start) for start in range(5)]
    meet = work.add_event(people[0].id)
    with work.project.change("bulk") as change:
        assert work.project.bulk.rewrite({Form("entity", "PER"): Form("entity", "ORG", "Club", '{"a":1}')}, quiet) == 5
        assert work.project.bulk.rerole(Filled("Meet", "Participant"), "Who", quiet) == 1
        assert work.project.bulk.retype(Filled("Meet", "Who"), "Talk", quiet) == 1
    changed = work.project.find("entity", people[0].id)
    assert (changed.type, changed.subtype, dict(changed.attributes)) == ("ORG", "Club", {"a": 1})
    assert work.project.find("event", meet.id).type == "Talk"
    assert len(change.record.rows) == 7
    assert work.project.usage.roles() == {("Talk", "Who"): 1}
    assert work.project.verify() == []


def test_a_count_that_is_wrong_is_found(work):
    work.add_entity()
    work.project._connection.execute("UPDATE tally SET marks = 7")
    assert work.project.verify() == ["The count of the type PER (entity) is not that of its marks."]


def test_arguments_are_counted_whatever_order_they_come_back_in(work):
    person = work.add_entity()
    event = Event(new_id(), "Meet", (Span(7, 13),), tuple(Argument("Who", person.id) for _ in range(3)))
    with work.project.change("add event"):
        work.project.put(work.layer, event)
    with work.project.change("delete"):
        work.project.delete("event", event.id)
    for step in (work.project.undo, work.project.redo, work.project.undo):
        step()
        assert work.project.verify() == []
    assert work.project.usage.roles() == {("Meet", "Who"): 3}
