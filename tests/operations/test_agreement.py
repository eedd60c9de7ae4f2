"""Agreement of annotators over a project: figures, what is behind them, and the reports."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.domain.model import Argument, Entity, Event, Relation, State
from annotator.domain.origin import suggestions_of
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.measures.intervals import interval
from annotator.operations.agreement import agreement, explained
from annotator.operations.agreement_counting import measures
from annotator.operations.agreement_html import agreement_html
from annotator.operations.agreement_json import agreement_csv, agreement_json
from annotator.operations.projects import new_project
from annotator.store.ids import new_id

TEXT = "زار وزير الخارجية مصر والقاهرة أمس، ثم التقى وبوتين في موسكو."
F1 = [
    "entity_strict",
    "entity_exact_span",
    "entity_overlap_same_type",
    "relation_strict",
    "relation_span_ends",
    "relation_given_agreed_entities",
    "trigger_strict",
    "trigger_span",
    "trigger_overlap_same_type",
    "argument_strict",
    "argument_ignoring_trigger",
    "argument_identification",
]


def at(surface: str) -> tuple[Span, ...]:
    start = TEXT.index(surface)
    return (Span(start, start + len(surface)),)


def marks(city: str = "القاهرة", kind: str = "GPE"):
    place = Entity(new_id(), kind, at(city))
    person = Entity(new_id(), "PER", at("وزير الخارجية"))
    country = Entity(new_id(), "GPE", at("مصر"))
    visit = Event(new_id(), "Contact.Meet", at("زار"), (Argument("Place", place.id), Argument("Entity", person.id)))
    return [place, person, country, visit, Relation(new_id(), "PHYS.Located-Near", person.id, place.id)]


@pytest.fixture
def shared_project(tmp_path: Path):
    with new_project(tmp_path / "p.annot", preset="news-ere", author="leila") as project:
        with project.change("import"):
            for number in range(4):
                document = project.add_document(f"{number}.txt", TEXT)
                project.put_many(project.ensure_layer(document, "leila"), marks())
                other = marks("والقاهرة") if number == 0 else marks(kind="LOC") if number == 1 else marks()
                project.put_many(project.ensure_layer(document, "omar"), other)
            project.ensure_layer(document, "sara")
        yield project


def test_documents_are_pooled(shared_project):
    found = agreement(shared_project, ["leila", "omar"])
    (pair,) = found.pairs
    figures = pair.score("entity_strict").figures
    assert (figures["a"], figures["b"], figures["matched"]) == (12, 12, 10)
    assert figures["f1"] == pytest.approx(10 / 12)
    assert pair.score("entity_strict", tolerant=True).value == pytest.approx(11 / 12)
    assert pair.score("entity_overlap_same_type").value == pytest.approx(11 / 12)
    assert pair.score("relation_strict").value == pytest.approx(0.5)
    assert pair.score("relation_given_agreed_entities").value == 1
    assert pair.score("argument_strict").value == pytest.approx(6 / 8)


def test_every_cell_opens_its_disagreements(shared_project):
    (pair,) = agreement(shared_project, ["leila", "omar"]).pairs
    cells = pair.cells("entity_strict")
    assert [(cell.document, cell.part) for cell in cells] == [
        ("0.txt", "GPE"),
        ("0.txt", "GPE"),
        ("1.txt", "GPE"),
        ("1.txt", "LOC"),
    ]
    layers = {layer.annotator: layer for layer in shared_project.document(cells[0].document_id).layers}
    assert cells[0].ids == (next(e.id for e in layers["leila"].entities if e.spans == at("القاهرة")), "")
    assert pair.cells("entity_strict", part="LOC") == cells[3:]
    assert pair.cells("entity_strict", document_id=cells[0].document_id) == cells[:2]
    assert len(explained(shared_project, cells[0].document_id, ("leila", "omar"), "entity_strict").matched) == 2


def test_figures_come_by_part_document_and_week(shared_project):
    (pair,) = agreement(shared_project, ["leila", "omar"]).pairs
    assert pair.parts("entity_strict") == ("GPE", "LOC", "PER")
    assert pair.score("entity_strict", part="PER").value == 1
    assert [score.value for score in pair.by_document("entity_strict").values()] == pytest.approx([2 / 3, 2 / 3, 1, 1])
    assert len(pair.by_week("entity_strict")) == 1


def test_a_layer_that_nobody_began_is_no_disagreement(shared_project):
    found = agreement(shared_project)
    assert found.annotators == ("leila", "omar", "sara")
    assert [pair.annotators for pair in found.pairs] == [("leila", "omar")]
    document = shared_project.documents()[3]
    with shared_project.change("state"):
        shared_project.set_state(next(row.id for row in document.layers if row.annotator == "sara"), State.DONE)
    found = agreement(shared_project)
    assert len(found.pairs) == 3
    assert found.pairs[1].score("entity_strict").value == 0
    assert found.mean("entity_strict") == pytest.approx((10 / 12) / 3)


def test_progress_is_told_for_every_document(shared_project):
    said: list[tuple[int, int]] = []
    agreement(shared_project, ["leila", "omar"], document="1.txt", progress=lambda *done: said.append(done))
    assert said == [(1, 1)]


@pytest.mark.parametrize(
    ("names", "document", "words"),
    [
        (["leila"], None, "two annotators"),
        (["leila", "nobody"], None, "Nobody named"),
        (["leila", "omar"], "x", "no document"),
        (["leila", "sara"], None, "No two of"),
    ],
)
def test_what_cannot_be_compared_is_refused(shared_project, names, document, words):
    with pytest.raises(AnnotatorError, match=words):
        agreement(shared_project, names, document=document)


def test_intervals_hold_the_score_and_are_the_same_each_time(shared_project):
    (pair,) = agreement(shared_project, ["leila", "omar"]).pairs
    found = pair.interval("entity_strict")
    assert found.low <= pair.score("entity_strict").value <= found.high
    assert found == pair.interval("entity_strict")
    assert interval(measures()["entity_strict"], [{}]) is None


def test_json_has_every_figure_under_its_name(shared_project):
    found = json.loads(json.dumps(agreement_json(agreement(shared_project, ["leila", "omar"]))))
    for name in F1:
        assert {"a", "b", "matched", "precision", "recall", "f1", "n"} <= found[name].keys()
    assert found["entity_strict"]["a"] == 12
    assert found["entity_strict"]["clitic_tolerant"]["matched"] == 11
    assert found["event_type_kappa"]["kappa"] is None
    assert found["event_type_kappa"]["warning"] == "undefined"
    assert found["event_type_kappa"]["agreement"] == 1
    assert found["codepoint_alpha"]["alpha"] > 0


def test_csv_has_a_line_for_each_figure(shared_project):
    rows = list(csv.DictReader(StringIO(agreement_csv(agreement(shared_project, ["leila", "omar"])))))
    (row,) = [r for r in rows if (r["measure"], r["variant"], r["by"], r["figure"]) == ("entity_strict", "", "", "f1")]
    assert float(row["value"]) == pytest.approx(10 / 12)
    assert {r["value"] for r in rows if r["measure"] == "event_type_kappa" and r["figure"] == "kappa"} == {"undefined"}


@pytest.mark.parametrize(("language", "word"), [("ar", "تقرير الاتّفاق"), ("en", "Agreement report")])
def test_the_report_is_a_page_with_charts_and_nothing_from_outside(shared_project, language, word):
    found = agreement(shared_project, ["leila", "omar"])
    page = agreement_html(found, shared_project.schema(), title="<b>", language=language)
    assert word in page
    assert "&lt;b&gt;" in page
    assert "<svg" in page
    assert 'src="' not in page
    assert "href=" not in page


def test_the_command_line_writes_all_reports(shared_project, tmp_path):
    path = str(shared_project.path)
    shared_project.close()
    call = ["agreement", path, "--annotators", "leila", "omar"]
    shown = CliRunner().invoke(main, [*call, "--csv", str(tmp_path / "a.csv"), "--html", str(tmp_path / "a.html")])
    assert shown.exit_code == 0, shown.output
    assert "entity_strict" in shown.output
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "a.html").is_file()
    as_json = CliRunner().invoke(main, [*call, "--document", "0.txt", "--json"])
    assert json.loads(as_json.output)["entity_strict"]["matched"] == 2
    assert CliRunner().invoke(main, ["agreement", path, "--annotators", "leila", "nobody"]).exit_code == 2


def test_suggestions_are_nobodys_work(shared_project):
    row = shared_project.documents()[0]
    with shared_project.change("import"):
        layer = shared_project.ensure_layer(row.id, "model")
        shared_project.put_many(layer, marks())
        shared_project.set_layer_extra(layer, suggestions_of("model"))
    assert "model" not in agreement(shared_project).annotators
    with pytest.raises(AnnotatorError, match="No two of"):
        agreement(shared_project, ["leila", "model"])
