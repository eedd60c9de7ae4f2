"""An export is chosen, its losses are seen before, it is whole, read back, and can be repeated byte for byte."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.model import Argument, Cluster, Comment, Entity, Event, Relation, State
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, InputError
from annotator.operations.export_manifest import plan_json, plan_of, read_manifest
from annotator.operations.export_plan import ExportPlan, Selection, SplitPlan
from annotator.operations.export_preview import preview
from annotator.operations.export_selection import chosen_rows
from annotator.operations.exporting import export, export_files, repeat
from annotator.operations.portable import portable, streamed
from annotator.operations.projects import new_project, sample_project
from annotator.operations.transfer import formats
from annotator.store.ids import new_id
from annotator.store.project import Project

NEED_NOTHING = [
    "jsonl", "brat", "conll", "conllu", "wojood", "gliner", "glirel", "gliner2", "dygie", "textee", "prodigy",
    "label-studio", "doccano", "csv", "text", "w3c",
]  # fmt: skip
TEXT = "زار وزير خارجية مصر القاهرة أمس، ثم التقى وبوتين في موسكو."


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Project]:
    with sample_project(tmp_path / "sample.annot", author="amal") as project:
        yield project


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Project]:
    """Two documents; in the first, gold and Layla marked, and Layla is done; the second has a draft of Layla's."""
    with new_project(tmp_path / "p.annot", author="ليلى") as project:
        with project.change("import"):
            first = project.add_document("أول.txt", TEXT, metadata={"source": "وكالة"})
            gold = project.ensure_layer(first, "gold")
            layla = project.ensure_layer(first, "ليلى")
            project.set_state(layla, State.DONE)
            person, place, visit, cluster = (new_id() for _ in range(4))
            project.put_many(
                gold,
                [
                    Cluster(cluster, "c1"),
                    Entity(person, "PER", (Span(4, 19),), cluster=cluster),
                    Entity(place, "GPE", (Span(20, 27),)),
                    Event(visit, "Visit", (Span(0, 3),), (Argument("visitor", person), Argument("place", place))),
                    Relation(new_id(), "near", person, place),
                    Comment(new_id(), person, "ليلى", "2026-01-01T00:00:00Z", "من؟"),
                ],
            )
            project.put(layla, Entity(new_id(), "GPE", (Span(16, 19),)))
            second = project.add_document("ثانٍ.txt", TEXT + " انتهى.")
            project.put(project.ensure_layer(second, "ليلى"), Entity(new_id(), "PER", (Span(4, 8),)))
            project.add_document("ثالث.txt", "نص بلا علامات.")
        yield project


def names(project: Project, selection: Selection) -> list[tuple[str, list[str]]]:
    return [(row.name, [layer.annotator for layer in row.layers]) for row in chosen_rows(project, selection)]


def test_documents_and_layers_are_chosen(crew: Project) -> None:
    ids = {row.name: row.id for row in crew.documents()}

    assert [name for name, _ in names(crew, Selection())] == ["أول.txt", "ثانٍ.txt", "ثالث.txt"]
    assert names(crew, Selection(annotators=("gold",))) == [("أول.txt", ["gold"])]
    assert names(crew, Selection(states=frozenset({State.DONE}))) == [("أول.txt", ["ليلى"])]
    assert names(crew, Selection(name="أوّل")) == [("أول.txt", ["gold", "ليلى"])]
    assert names(crew, Selection(metadata={"source": "وكالة"})) == [("أول.txt", ["gold", "ليلى"])]
    assert [name for name, _ in names(crew, Selection(documents=(ids["ثالث.txt"],)))] == ["ثالث.txt"]


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(documents=("gone",)), "no longer"),
        (Selection(annotators=("nobody",)), "nobody"),
        (Selection(types=frozenset({("entity", "absent")})), "absent"),
        (Selection(states=frozenset({State.APPROVED})), "No document fits"),
    ],
)
def test_a_choice_of_what_is_not_there_is_refused(
    crew: Project, tmp_path: Path, selection: Selection, words: str
) -> None:
    with pytest.raises(AnnotatorError, match=words):
        export(crew, ExportPlan("jsonl", selection), tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()


def test_types_that_are_not_chosen_and_what_hangs_on_them_are_told(crew: Project, tmp_path: Path) -> None:
    plan = ExportPlan(
        "jsonl", Selection(annotators=("gold",), types=frozenset({("entity", "GPE"), ("event", "Visit")}))
    )

    made = export(crew, plan, tmp_path / "out.jsonl")

    (line,) = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    layer = line["annotations"][0]
    assert [entity["type"] for entity in layer["entities"]] == ["GPE"]
    assert [argument["role"] for argument in layer["events"][0]["arguments"]] == ["place"]
    assert layer["relations"] == []
    assert layer["comments"] == []
    assert {loss.kind: len(loss.ids) for loss in made.losses} == {"not chosen": 2, "arguments": 1, "comments": 1}
    assert made.checks[""].outcome == "same"


@pytest.mark.parametrize("name", NEED_NOTHING)
def test_the_preview_tells_what_the_export_will_and_writes_nothing(sample: Project, tmp_path: Path, name: str) -> None:
    before = files_of(tmp_path)
    plan = ExportPlan(name)
    seen = preview(sample, plan)
    assert files_of(tmp_path) == before

    made = export(sample, plan, tmp_path / "out")

    assert seen.losses == made.losses
    assert seen.documents == len(sample.documents())
    assert made.differences == ()


@pytest.mark.parametrize("name", NEED_NOTHING)
@pytest.mark.parametrize("splits", [None, SplitPlan({"train": 0.6, "test": 0.4})], ids=["whole", "parts"])
def test_the_same_state_and_plan_give_the_same_bytes(
    sample: Project, tmp_path: Path, name: str, splits: SplitPlan | None
) -> None:
    plan = ExportPlan(name, splits=splits)

    export(sample, plan, tmp_path / "one" / "out")
    export(sample, plan, tmp_path / "two" / "out")

    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    assert any("manifest.json" in file for file in files_of(tmp_path / "one"))


def test_a_manifest_repeats_the_export(sample: Project, tmp_path: Path) -> None:
    selection = Selection(annotators=("gold",), types=frozenset({("entity", "PER"), ("entity", "GPE")}))
    plan = ExportPlan("conll", selection, {"tokens": "clitics", "edges": "shrink"}, "ar", SplitPlan(folds=2, seed=5))
    made = export(sample, plan, tmp_path / "out")
    assert made.manifest is not None

    again = repeat(sample, made.manifest, tmp_path / "again")

    assert again.changed == ()
    first, second = files_of(tmp_path / "out"), files_of(tmp_path / "again")
    assert {name: content for name, content in first.items() if name != "manifest.json"} == {
        name: content for name, content in second.items() if name != "manifest.json"
    }


def test_a_changed_project_is_told_when_an_export_is_repeated(crew: Project, tmp_path: Path) -> None:
    made = export(crew, ExportPlan("jsonl"), tmp_path / "out.jsonl")
    assert made.manifest is not None
    with crew.change("rename document"):
        crew.rename_document(crew.documents()[0].id, "آخر.txt")

    assert repeat(crew, made.manifest, tmp_path / "again.jsonl").changed == ("again.jsonl",)


def test_the_manifest_states_what_was_done(crew: Project, tmp_path: Path) -> None:
    made = export(crew, ExportPlan("conll", Selection(annotators=("gold",))), tmp_path / "out.conll")

    stated = json.loads((tmp_path / "out.conll.manifest.json").read_text(encoding="utf-8"))
    assert stated["schema"]["id"] == crew.schema().id
    assert stated["plan"]["options"]["edges"] == "split"
    assert [row["name"] for row in stated["documents"]] == ["أول.txt"]
    assert stated["files"][0]["bytes"] == (tmp_path / "out.conll").stat().st_size
    assert stated["lost"]["events"] == 1
    assert sum(row["count"] for row in stated["losses"]) == sum(len(loss.ids) for loss in made.losses)


CHOSEN = Selection(("a",), "x", {"k": "v"}, ("gold",), frozenset({State.DONE}), frozenset({("event", "E")}))
PLANS = [
    ExportPlan("jsonl"),
    ExportPlan("hf", CHOSEN),
    ExportPlan("conll", Selection(), {"edges": "leave"}, "ar", SplitPlan({"a": 1.0}, 0, "date", 7, {"n": "a"}, 0.5)),
]


@pytest.mark.parametrize("plan", PLANS, ids=["plain", "chosen", "parted"])
def test_a_plan_survives_its_manifest(plan: ExportPlan) -> None:
    assert plan_of(json.loads(json.dumps(plan_json(plan)))) == plan


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"format": 1}', b'{"format": "annotator-export/1", "plan": {}}']
)
def test_what_is_no_manifest_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.json").write_bytes(content)

    with pytest.raises(InputError, match="no manifest"):
        read_manifest(tmp_path / "m.json")
    with pytest.raises(InputError, match="cannot be read"):
        read_manifest(tmp_path / "absent.json")


def test_an_unknown_option_is_refused_by_name(sample: Project, tmp_path: Path) -> None:
    for name, item in formats().items():
        if item.write is not None:
            with pytest.raises(AnnotatorError, match="nonsense"):
                export(sample, ExportPlan(name, options={"nonsense": "1"}), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_stopping_leaves_everything_as_it_was(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old", encoding="utf-8")
    before = files_of(tmp_path)

    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise StoppedError

    for plan in (ExportPlan("jsonl"), ExportPlan("conll")):
        with pytest.raises(StoppedError):
            export(sample, plan, out, progress=stop)
        with pytest.raises(StoppedError):
            preview(sample, plan, progress=stop)

    assert files_of(tmp_path) == before


def test_progress_counts_to_its_end(sample: Project, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []

    export(sample, ExportPlan("jsonl"), tmp_path / "out.jsonl", progress=lambda *step: steps.append(step))

    assert steps == [(number, 10) for number in range(1, 11)]


def test_what_the_disk_changed_is_found_when_it_is_read_back(
    sample: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = replace(formats()["jsonl"], read=formats_less, read_chosen=None)
    monkeypatch.setattr("annotator.operations.exporting.writer_for", lambda _name: broken)

    made = export(sample, ExportPlan("jsonl"), tmp_path / "out.jsonl")

    assert made.checks[""].outcome == "different"
    assert "did not come back" in str(made.differences[0])


def formats_less(path: Path) -> Iterator[object]:
    """Read as the format does, but lose an entity of every document."""
    read = formats()["jsonl"].read
    assert read is not None
    for document in read(path):
        layers = tuple(replace(layer, entities=layer.entities[1:]) for layer in document.layers)  # type: ignore[union-attr]
        yield replace(document, layers=layers)  # type: ignore[type-var]


@pytest.mark.parametrize("name", ["brat", "text", "w3c"])
def test_names_of_documents_become_safe_names_of_files(tmp_path: Path, name: str) -> None:
    hostile = [
        "../../etc/passwd",
        "CON",
        "con",
        "Con.txt",
        "a" * 500,
        "A" * 500,
        "نص.txt",
        "نص",
        "x/y",
        " .",
        "NUL.txt",
    ]
    with new_project(tmp_path / "p.annot", author="amal") as project:
        with project.change("import"):
            for number, title in enumerate(hostile):
                project.ensure_layer(project.add_document(title, f"نص {number}."), "gold")

        made = export(project, ExportPlan(name), tmp_path / "deep" / "out")

    assert {path.parent for path in made.files if path != made.manifest} == {tmp_path / "deep" / "out"}
    found = [path.name.casefold() for path in (tmp_path / "deep" / "out").iterdir()]
    assert len(set(found)) == len(found)
    assert len([file for file in found if file.endswith(".txt")]) == len(hostile)
    assert made.differences == ()


def test_parts_go_into_one_new_folder(sample: Project, tmp_path: Path) -> None:
    export(sample, ExportPlan("jsonl", splits=SplitPlan({"train": 0.6, "test": 0.4})), tmp_path / "out")

    assert set(files_of(tmp_path / "out")) == {"train.jsonl", "test.jsonl", "manifest.json"}
    with pytest.raises(AnnotatorError, match="holds something"):
        export(sample, ExportPlan("jsonl", splits=SplitPlan()), tmp_path / "out")


def test_documents_in_no_list_are_told(sample: Project, tmp_path: Path) -> None:
    first, second, *others = (row.name for row in sample.documents())

    made = export(sample, ExportPlan("jsonl", splits=SplitPlan({}, fixed={first: "a", second: "b"})), tmp_path / "out")

    assert [loss.ids for loss in made.losses] == [(name,) for name in others]


def test_streamed_documents_are_those_read_one_by_one(sample: Project, crew: Project) -> None:
    for project in (sample, crew):
        rows = project.documents()
        assert list(streamed(project, rows)) == [portable(project.document(row.id)) for row in rows]


def test_the_short_way_needs_no_manifest(sample: Project, tmp_path: Path) -> None:
    writing = export_files(sample, tmp_path / "out.jsonl", "jsonl")

    assert writing.files == (tmp_path / "out.jsonl",)
    assert writing.losses == ()
