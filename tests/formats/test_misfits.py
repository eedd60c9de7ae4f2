"""A mark that does not fit its text is told and left out, and comes in as a problem if the user says so."""

import json
from pathlib import Path

import pytest

from annotator.domain.model import Document
from annotator.domain.origin import stands_on_stated, stated_text
from annotator.formats.format import Finding
from annotator.operations.transfer import formats
from tests.formats.seeds import NEEDS
from tests.formats.stating import FILES, OWN, ROWS, Maker, Said, textee

TEXT = "زار الوزير القاهرة أمس ثم عاد"
GOOD = Said("PER", 4, 10, "الوزير")
WRONG = Said("GPE", 11, 18, "بغداد")
AFAR = Said("GPE", 900, 907, "القاهرة")
MAKERS: dict[str, Maker] = {**FILES, **ROWS, **OWN}


def read(name: str, path: Path, misfits: str) -> tuple[list[Document], list[Finding]]:
    items = list(formats()[name].reading(path, {"misfits": misfits}))
    return [item for item in items if isinstance(item, Document)], [item for item in items if isinstance(item, Finding)]


def made(name: str, folder: Path, *marks: Said) -> Path:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    if name == "textee":
        words = TEXT.split()
        places = {4: 1, 11: 2, 900: 90}
        return textee(
            folder, " ".join(words), [Said(m.type, places[m.start], places[m.start] + 1, m.text) for m in marks]
        )
    return MAKERS[name](folder, TEXT, marks)


@pytest.mark.parametrize("name", [*MAKERS, "textee"])
def test_every_format_that_states_the_text_lets_the_user_choose(name: str) -> None:
    assert "misfits" in {option.name for option in formats()[name].read_options}


@pytest.mark.parametrize("name", [*MAKERS, "textee"])
def test_what_does_not_fit_is_told_and_left_out(tmp_path: Path, name: str) -> None:
    documents, findings = read(name, made(name, tmp_path, GOOD, WRONG), "leave")
    types = [mark.type for document in documents for layer in document.layers for mark in layer.entities]
    assert types == ([] if name in OWN else ["PER"])  # the program's own format proves a document or refuses it
    (told,) = (finding for finding in findings if finding.kind == "surface")
    assert told.severity == "error"
    assert told.file
    assert told.document
    assert told.id
    assert (told.values["found"], told.values["stated"]) == ("القاهرة", "بغداد")
    assert "القاهرة" in str(told)
    assert "بغداد" in str(told)


@pytest.mark.parametrize("name", [*MAKERS, "textee"])
def test_what_does_not_fit_comes_in_as_a_problem_if_the_user_says_so(tmp_path: Path, name: str) -> None:
    (document,), findings = read(name, made(name, tmp_path, GOOD, WRONG), "keep")
    good, wrong = (mark for layer in document.layers for mark in layer.entities)
    assert (stated_text(good), stated_text(wrong)) == (None, "بغداد")
    assert not stands_on_stated(document.text, wrong)
    assert document.text[wrong.spans[0].start : wrong.spans[0].end] == "القاهرة"
    (told,) = (finding for finding in findings if finding.kind == "surface")
    assert (told.severity, told.values["stated"]) == ("warning", "بغداد")
    assert "stays a problem" in str(told)


@pytest.mark.parametrize("name", [*FILES, *ROWS, "textee"])
def test_what_lies_outside_of_the_text_cannot_be_kept(tmp_path: Path, name: str) -> None:
    (document,), findings = read(name, made(name, tmp_path, GOOD, AFAR), "keep")
    assert [mark.type for layer in document.layers for mark in layer.entities] == ["PER"]
    assert [finding.severity for finding in findings if finding.kind in ("surface", "offset")] == ["error"]


@pytest.mark.parametrize("name", OWN)
def test_every_mark_of_a_refused_document_is_told(tmp_path: Path, name: str) -> None:
    _, findings = read(name, made(name, tmp_path, WRONG, Said("PER", 4, 10, "السفير")), "leave")
    assert [finding.values["stated"] for finding in findings if finding.kind == "surface"] == ["بغداد", "السفير"]


def test_triggers_that_do_not_fit_are_kept_as_well(tmp_path: Path) -> None:
    wrong = {"text": "غادر", "start": 0, "end": 3}
    record = {"زيارة": {"trigger": wrong, "من": {"text": "الوزير", "start": 4, "end": 10}}}
    example = {"input": TEXT, "output": {"json_structures": [record]}}
    (tmp_path / "g.jsonl").write_text(json.dumps(example), "utf-8")
    trigger = {"trigger": {"text": "غادر", "start": 0, "end": 1}, "id": "e", "event_type": "زيارة", "arguments": []}
    line = {"doc_id": "a", "text": TEXT, "tokens": TEXT.split(), "event_mentions": [trigger]}
    (tmp_path / "t.jsonl").write_text(json.dumps({**line, "entity_mentions": []}), "utf-8")
    for name, file in (("gliner2", "g.jsonl"), ("textee", "t.jsonl")):
        (document,), findings = read(name, tmp_path / file, "keep")
        (event,) = document.layers[0].events
        assert stated_text(event) == "غادر"
        assert [finding.severity for finding in findings if finding.kind == "surface"] == ["warning"]
        assert read(name, tmp_path / file, "leave")[0][0].layers[0].events == ()
