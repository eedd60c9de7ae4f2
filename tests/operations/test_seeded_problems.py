"""Two files in which every kind of violation that a file can hold is seeded: all are found, and nothing else."""

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from annotator.domain.model import Argument, Cluster, Document, Entity, Event, Layer, Relation
from annotator.domain.problem import KINDS
from annotator.domain.span import Span
from annotator.formats.format import WriteOptions
from annotator.formats.jsonl import FORMAT
from annotator.operations.checking import project_problems
from annotator.operations.importing import import_files
from annotator.store.project import Project

LOOK = 'label = { ar = "شيء", en = "thing" }\ncolour = "#112233"\n'
SCHEMA = f"""
schema_format = 1
id = "strict"
title = {{ ar = "صارم" }}
[policy]
entity_overlap = "nested"
exclude_proclitics = ["و", "ب", "ل"]
argument_scope = "sentence"
event_coreference = false
[[attribute]]
id = "class"
scope = ["entity"]
applies_to = ["PER", "GPE"]
required = true
values = [{{ id = "NAM" }}, {{ id = "NOM" }}]
label = {{ ar = "صنف" }}
[[attribute]]
id = "office"
kind = "bool"
scope = ["entity"]
applies_to = ["PER"]
shown_if = {{ attribute = "class", values = ["NOM"] }}
label = {{ ar = "منصب" }}
[[entity]]
id = "PER"
{LOOK}
subtypes = [{{ id = "Group" }}]
[[entity]]
id = "GPE"
{LOOK}
[[event]]
id = "Meet"
{LOOK}
[[event.role]]
id = "Who"
label = {{ ar = "من" }}
fillers = ["PER", "Meet"]
min = 1
max = 2
[[event.role]]
id = "Place"
label = {{ ar = "أين" }}
fillers = ["GPE"]
recommended = true
[[event]]
id = "Say"
{LOOK}
[[event.role]]
id = "Speaker"
label = {{ ar = "القائل" }}
fillers = ["PER"]
[[relation]]
id = "In"
head = ["PER"]
tail = ["GPE"]
{LOOK}
[[relation]]
id = "Family"
head = ["PER"]
tail = ["PER"]
symmetric = true
{LOOK}
"""


@dataclass
class Sheet:
    """A text that grows sentence by sentence, and the marks in it."""

    text: str = ""
    start: int = 0
    marks: list = field(default_factory=list)
    clusters: list = field(default_factory=list)

    def say(self, sentence: str) -> None:
        self.start = len(self.text)
        self.text += sentence + "\n"

    def span(self, words: str) -> tuple[Span, ...]:
        start = self.text.index(words, self.start)
        return (Span(start, start + len(words)),)

    def add(self, make, prefix: str, *values, **more):
        mark = make(f"{prefix}{len(self.marks) + 1}", *values, **more)
        self.marks.append(mark)
        return mark

    def entity(self, kind: str, words: str, **more) -> Entity:
        return self.add(Entity, "T", kind, self.span(words), **{"attributes": {"class": "NAM"}} | more)

    def event(self, kind: str, words: str, *arguments: tuple[str, Entity | Event], **more) -> Event:
        filled = tuple(Argument(role, mark.id) for role, mark in arguments)
        return self.add(Event, "E", kind, self.span(words), filled, **more)

    def relation(self, kind: str, head: Entity, tail: Entity, **more) -> Relation:
        return self.add(Relation, "R", kind, head.id, tail.id, **more)

    def layer(self) -> Layer:
        def of(kind):
            return tuple(mark for mark in self.marks if isinstance(mark, kind))

        clusters = tuple(Cluster(name, name) for name in self.clusters)
        return Layer("gold", entities=of(Entity), events=of(Event), relations=of(Relation), clusters=clusters)


def seeded() -> tuple[Sheet, list[tuple[str, str]]]:
    """Return the sheet and (kind, id of the mark) of each violation in it."""
    sheet, found = Sheet(), []

    def bad(kind: str, mark) -> None:
        found.append((kind, mark.id))

    _entities(sheet, bad)
    _events(sheet, bad)
    _relations(sheet, bad)
    _clusters(sheet, bad)
    return sheet, found


def _entities(sheet: Sheet, bad) -> None:
    sheet.say("وصل سليم مع كريم إلى عدن.")
    bad("unknown entity type", sheet.entity("ALIEN", "سليم"))
    bad("unknown subtype", sheet.entity("PER", "كريم", subtype="Herd"))
    sheet.say("عاد نبيل ومعه وليد وسامر وفادي.")
    bad("unknown attribute", sheet.entity("PER", "نبيل", attributes={"class": "NAM", "colour": "red"}))
    bad("unknown value", sheet.entity("PER", "وليد", attributes={"class": "BIG"}))
    bad("missing attribute", sheet.entity("PER", "سامر", attributes={}))
    bad("needless attribute", sheet.entity("PER", "فادي", attributes={"class": "NAM", "office": True}))
    sheet.say("زار حسـ قرية هادئة ، ثم مدينة بعيدة.")
    bad("edge tatweel", sheet.entity("PER", "حسـ"))
    bad("edge space", sheet.entity("GPE", " قرية"))
    bad("edge punctuation", sheet.entity("GPE", "بعيدة."))
    sheet.say("رأى حلف «الأطلسي الكبير منذ قليل.")
    bad("unbalanced pair", sheet.entity("GPE", "حلف «الأطلسي الكبير"))
    sheet.say("سافر بيروت ثم وبيروت معا.")
    sheet.entity("GPE", "بيروت")
    bad("proclitic", sheet.entity("GPE", "وبيروت"))
    sheet.say("مجلس الأمن القومي الأعلى.")
    sheet.entity("GPE", "مجلس الأمن القومي")
    bad("crossing", sheet.entity("GPE", "القومي الأعلى"))
    sheet.say("جاء مازن.")
    sheet.entity("PER", "مازن")
    bad("duplicate mark", sheet.entity("PER", "مازن"))
    sheet.say("قرأ مُنير.")
    start = sheet.span("مُنير")[0].start
    mark = sheet.entity("PER", "مُنير")
    sheet.marks[-1] = replace(mark, spans=(Span(start + 1, start + 5),))
    bad("split letter", mark)


def _events(sheet: Sheet, bad) -> None:
    sheet.say("اجتمع أنور وباسم وتامر في دمشق وخطب.")
    who = [sheet.entity("PER", "أنور"), sheet.entity("PER", "باسم"), sheet.entity("PER", "تامر")]
    town = sheet.entity("GPE", "دمشق")
    bad("too many fillers", sheet.event("Meet", "اجتمع", *(("Who", one) for one in who), ("Place", town)))
    bad("event without arguments", sheet.event("Say", "خطب"))
    sheet.say("التقى جابر في حلب ثم غادر.")
    jabir, town = sheet.entity("PER", "جابر"), sheet.entity("GPE", "حلب")
    bad("missing role", sheet.event("Meet", "التقى", ("Place", town)))
    bad("recommended role", sheet.event("Meet", "غادر", ("Who", jabir)))
    sheet.say("تكلم خالد في حمص وسكت ثم همس فصاح فنادى.")
    khalid, town = sheet.entity("PER", "خالد"), sheet.entity("GPE", "حمص")
    bad("illegal filler", sheet.event("Say", "تكلم", ("Speaker", town)))
    bad("unknown role", sheet.event("Say", "سكت", ("Speaker", khalid), ("Listener", town)))
    bad("repeated argument", sheet.event("Say", "همس", ("Speaker", khalid), ("Speaker", khalid)))
    bad("unknown event type", sheet.event("Shout", "صاح"))
    loop = sheet.event("Meet", "نادى", ("Place", town))
    sheet.marks[-1] = replace(loop, arguments=(Argument("Who", loop.id), *loop.arguments))
    bad("own argument", loop)
    sheet.say("وبعد ذلك صرّح وأعلن.")
    bad("distant argument", sheet.event("Say", "صرّح", ("Speaker", khalid)))
    sheet.say("تفاوض وصالح في إدلب.")
    town = sheet.entity("GPE", "إدلب")
    first = sheet.event("Meet", "تفاوض", ("Place", town))
    second = sheet.event("Meet", "صالح", ("Who", first), ("Place", town))
    sheet.marks[sheet.marks.index(first)] = replace(first, arguments=(Argument("Who", second.id), *first.arguments))
    bad("mutual arguments", second)
    sheet.say("أفاد رامي وأفاد زياد.")
    rami, ziad = sheet.entity("PER", "رامي"), sheet.entity("PER", "زياد")
    sheet.event("Say", "أفاد", ("Speaker", rami))
    bad("repeated trigger", sheet.event("Say", "أفاد", ("Speaker", ziad)))


def _relations(sheet: Sheet, bad) -> None:
    sheet.say("يسكن شادي وأخوه صابر في طرابلس.")
    shadi, sabir, town = sheet.entity("PER", "شادي"), sheet.entity("PER", "صابر"), sheet.entity("GPE", "طرابلس")
    sheet.relation("In", shadi, town)
    bad("duplicate relation", sheet.relation("In", shadi, town))
    bad("illegal pair", sheet.relation("In", sabir, shadi))
    bad("unknown relation type", sheet.relation("Likes", sabir, town))
    bad("relation to itself", sheet.relation("Family", sabir, sabir))
    sheet.relation("Family", shadi, sabir)
    bad("duplicate relation", sheet.relation("Family", sabir, shadi))
    sheet.say("الوزير، طارق، في صنعاء.")
    minister = sheet.entity("PER", "الوزير", attributes={"class": "NOM"}, cluster="c-tariq")
    tariq, town = sheet.entity("PER", "طارق", cluster="c-tariq"), sheet.entity("GPE", "صنعاء")
    sheet.clusters.append("c-tariq")
    sheet.relation("In", minister, town)
    bad("repeated relation", sheet.relation("In", tariq, town))


def _clusters(sheet: Sheet, bad) -> None:
    sheet.say("عاد طارق إلى عمّان والعاصمة وبلدته ثم وقف.")
    bad("name without cluster", sheet.entity("PER", "طارق"))
    sheet.clusters += ["c-town", "c-stop"]
    sheet.entity("GPE", "عمّان", cluster="c-town")
    sheet.entity("GPE", "العاصمة", attributes={"class": "NOM"}, cluster="c-town")
    bad("mixed cluster", sheet.entity("PER", "بلدته", attributes={"class": "NOM"}, cluster="c-town"))
    bad("needless cluster", sheet.event("Say", "وقف", ("Speaker", sheet.marks[-4]), cluster="c-stop"))


# A second schema: what a looser one allows. And what no reader lets in, for it would have to make up a place or a mark;
# a mark on other words than its file states comes in only if the user asks for it.
STRICT = SCHEMA.replace(
    'entity_overlap = "nested"',
    'entity_overlap = "flat"\ndiscontinuous = false\nsubtoken = false\nsame_span_types = "single"',
)
NOT_FROM_FILES = {
    "impossible span",
    "dangling argument",
    "dangling end",
    "dangling cluster",
    "dangling comment",
    "other text",
}


def strictly_seeded() -> tuple[Sheet, list[tuple[str, str]]]:
    """Return a sheet and the violations in it that only the strict schema knows."""
    sheet, found = Sheet(), []
    sheet.say("رأى مجلس حلب ووجهاء حمص ودمشق.")
    sheet.entity("GPE", "مجلس حلب")
    found.append(("overlap", sheet.entity("GPE", "حلب").id))
    sheet.entity("GPE", "حمص")
    found.append(("several types", sheet.entity("PER", "حمص").id))
    found.append(("part of a word", sheet.entity("GPE", "دمشق").id))
    sheet.say("عبد الله بن الحسين.")
    broken = sheet.entity("PER", "عبد")
    sheet.marks[-1] = replace(broken, spans=(*sheet.span("عبد"), *sheet.span("الحسين")))
    found.append(("discontinuous", broken.id))
    return sheet, found


@pytest.fixture
def project(tmp_path: Path):
    with Project.create(tmp_path / "p.annot", schema_source=SCHEMA, author="gold") as opened:
        yield opened


def test_every_seeded_violation_is_found_and_nothing_else(tmp_path: Path, project: Project) -> None:
    sheet, expected = seeded()

    assert Counter(_found(tmp_path, project, sheet)) == Counter(expected)
    assert len(expected) >= 30


def test_what_only_a_strict_schema_forbids_is_found_and_nothing_else(tmp_path: Path) -> None:
    sheet, expected = strictly_seeded()
    with Project.create(tmp_path / "strict.annot", schema_source=STRICT, author="gold") as project:
        assert Counter(_found(tmp_path, project, sheet)) == Counter(expected)


def test_every_kind_that_a_file_can_hold_is_seeded() -> None:
    kinds = {kind for kind, _ in [*seeded()[1], *strictly_seeded()[1]]}

    assert kinds == KINDS.keys() - NOT_FROM_FILES


def _found(tmp_path: Path, project: Project, sheet: Sheet) -> list[tuple[str, str]]:
    file = tmp_path / "seeded.jsonl"
    FORMAT.write([Document("d", "d.txt", sheet.text, (sheet.layer(),))], file, WriteOptions())
    assert not import_files(project, [file]).refused
    return [(one.problem.kind, one.name) for one in project_problems(project)]


def test_each_has_a_place_an_explanation_and_a_severity(tmp_path: Path, project: Project) -> None:
    sheet, _ = seeded()
    file = tmp_path / "seeded.jsonl"
    FORMAT.write([Document("d", "d.txt", sheet.text, (sheet.layer(),))], file, WriteOptions())
    import_files(project, [file])

    for one in project_problems(project):
        assert one.problem.span is not None
        assert str(one.problem)
        assert one.problem.severity in ("error", "warning")
