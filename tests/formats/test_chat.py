import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, Entity, Layer, Relation
from annotator.domain.schema_toml import read_schema
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.formats import chat
from annotator.formats.chat_answer import locate, occurrence
from annotator.formats.format import WriteOptions

jinja2 = pytest.importorskip("jinja2")


def lines_of(
    document: Document, folder: Path, **options: str
) -> tuple[list[dict], list[dict], dict[str, tuple[str, ...]]]:
    writing = chat.write([document], folder / "a.jsonl", WriteOptions(options=options))
    made, places = ((folder / name).read_text("utf-8").split("\n")[:-1] for name in ("a.jsonl", "a.documents.jsonl"))
    losses = {loss.kind: loss.ids for loss in writing.losses}
    return [json.loads(line) for line in made], [json.loads(line) for line in places], losses


def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path) -> None:
    for language in ("ar", "en"):
        chat.write([sample], tmp_path / "a.jsonl", WriteOptions(language=language))
        expected = (golden / f"sample.chat.{language}.jsonl").read_text("utf-8")
        assert (tmp_path / "a.jsonl").read_text("utf-8") == expected


def test_what_is_not_written_is_named(sample: Document, tmp_path: Path) -> None:
    _, _, losses = lines_of(sample, tmp_path)
    assert set(losses) == {"annotators", "state", "clusters", "comments", "metadata"}
    _, _, losses = lines_of(sample, tmp_path, tasks="entities", attributes="no")
    assert {"events", "relations", "attributes"} <= set(losses)


def test_the_schema_is_in_the_prompt(shared: Path, sample: Document, tmp_path: Path) -> None:
    schema = read_schema((shared / "presets" / "news-ere.toml").read_text("utf-8"))
    options = WriteOptions(language="ar", schema=schema)
    chat.write([sample], tmp_path / "a.jsonl", options)
    prompt = json.loads((tmp_path / "a.jsonl").read_text("utf-8").split("\n")[0])["messages"][0]["content"]
    assert all(kind.id in prompt for kind in (*schema.entities, *schema.events, *schema.relations))
    assert schema.entities[0].label.ar in prompt
    assert all(role.id in prompt for event in schema.events for role in event.roles)


@settings(max_examples=80, deadline=None)
@given(data=st.data(), longest=st.sampled_from(["5", "20", "6000"]))
def test_every_mention_can_be_found_again(documents, data: st.DataObject, longest: str) -> None:
    document = data.draw(documents)
    layer = next((layer for layer in document.layers if layer.annotator == "gold"), next(iter(document.layers), None))
    with tempfile.TemporaryDirectory() as folder:
        examples, places, losses = lines_of(document, Path(folder), longest=longest)
    if layer is None:
        assert examples == []
        return
    assert "".join(document.text[place["start"] : place["end"]] for place in places) == document.text
    found: list[tuple[str, tuple[Span, ...]]] = []
    links = arguments = 0
    for example, place in zip(examples, places, strict=True):
        _, user, reply = example["messages"]
        assert user["content"] == document.text[place["start"] : place["end"]]
        answer = json.loads(reply["content"])
        for item in (*answer["entities"], *answer["events"]):
            pieces = []
            for piece in item.get("pieces", [item]):
                span = locate(user["content"], piece["text"], piece["occurrence"])
                assert span is not None
                pieces.append(Span(span.start + place["start"], span.end + place["start"]))
            found.append((item["type"], tuple(pieces)))
        links += len(answer["relations"])
        arguments += sum(len(event["arguments"]) for event in answer["events"])
    stated = [(e.type, e.spans) for e in layer.entities] + [(e.type, e.trigger) for e in layer.events]
    assert sorted(found) == sorted(stated)
    if "far" not in losses:
        assert links == len(layer.relations)
        assert arguments == sum(len(event.arguments) for event in layer.events)


def test_occurrences_may_overlap() -> None:
    assert occurrence("aaaa", Span(2, 4)) == 3
    assert locate("aaaa", "aa", 3) == Span(2, 4)
    assert locate("aaaa", "aa", 4) is None
    assert locate("aaaa", "", 1) is None


def test_long_texts_are_cut_between_sentences_and_far_links_named(tmp_path: Path) -> None:
    text = "زار أحمد بغداد. ثم عاد علي. وذهب."
    marks = (
        Entity("T1", "PER", (Span(4, 8),)),
        Entity("T2", "PER", (Span(23, 26),)),
        Entity("T3", "X", (Span(24, 32),)),
    )
    layer = Layer(
        "gold", entities=marks, relations=(Relation("R1", "With", "T1", "T2"), Relation("R2", "With", "T2", "T3"))
    )
    examples, places, losses = lines_of(Document("d", "d", text, (layer,)), tmp_path, longest="16")
    assert [(place["line"], place["start"], place["end"]) for place in places] == [(1, 0, 16), (2, 16, 33)]
    assert losses["far"] == ("R1",)
    assert losses["long"] == ("16-33",)
    assert json.loads(examples[1]["messages"][2]["content"])["relations"] == [
        {"type": "With", "head": "e1", "tail": "e2"}
    ]


def test_prompt_and_completion_stand_apart_if_asked(sample: Document, tmp_path: Path) -> None:
    examples, _, _ = lines_of(
        sample, tmp_path, form="prompt", system="{{ tasks | join }}", user="<{{ text }}>", tasks="entities"
    )
    assert [message["content"] for message in examples[0]["prompt"]] == ["entities", f"<{sample.text}>"]
    assert [message["role"] for message in examples[0]["completion"]] == ["assistant"]


@pytest.mark.parametrize(
    "options",
    [
        {"system": "{{ nothing }}"}, {"system": "{% for %}"}, {"user": "{{ text.__class__.__mro__ }}"},
        {"user": "{% for i in range(999999999) %}x{% endfor %}"}, {"form": "x"}, {"tasks": "x"}, {"tasks": "relations"},
        {"longest": "0"}, {"longest": "x"}, {"attributes": "maybe"}, {"prompt": "fr"},
    ],
)  # fmt: skip
def test_options_that_cannot_be_are_told(sample: Document, tmp_path: Path, options: dict[str, str]) -> None:
    with pytest.raises(AnnotatorError):
        lines_of(sample, tmp_path, **options)
