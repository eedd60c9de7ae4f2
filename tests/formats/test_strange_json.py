"""Readers of JSON take any value in any place: what comes out is documents and findings, and nothing else."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.formats import doccano, dygie, gliner, gliner2, label_studio, prodigy, textee
from tests.formats.losing import apart

FILES = [
    (gliner2, "sample.gliner2.jsonl"),
    (gliner, "sample.gliner.json"),
    (prodigy, "sample.prodigy.jsonl"),
    (dygie, "sample.dygie.jsonl"),
    (textee, "sample.textee.jsonl"),
    (label_studio, "sample.label-studio.json"),
    (doccano, "sample.doccano.0.jsonl"),
    (doccano, "sample.doccano.2.jsonl"),
]
VALUES = [None, True, -1, 10**6, 0.5, "", "x", "\u202e", " ", [], [1], [[]], ["a", None], {}, {"start": 0}, [0, 1, "x"]]


def places(value: object, path: tuple = ()) -> list[tuple]:
    found = [path]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += places(inner, (*path, key))
    return found


def changed(value: object, path: tuple, new: object) -> object:
    if not path:
        return new
    copied = dict(value) if isinstance(value, dict) else list(value)  # type: ignore[call-overload]
    copied[path[0]] = changed(copied[path[0]], path[1:], new)
    return copied


@pytest.mark.parametrize(("module", "name"), FILES, ids=lambda value: value if isinstance(value, str) else "")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_value_in_any_place(golden: Path, module, name: str, data: st.DataObject) -> None:
    source = (golden / name).read_text("utf-8")
    value = json.loads(source) if name.endswith(".json") else json.loads(source.split("\n")[0])
    for _ in range(data.draw(st.integers(1, 4))):
        every = places(value)
        value = changed(value, every[data.draw(st.integers(0, len(every) - 1))], data.draw(st.sampled_from(VALUES)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        path.write_text(json.dumps(value), "utf-8")
        documents, findings = apart(module.read(path))
        assert documents or findings
        for document in documents:
            marks = {mark.id for layer in document.layers for mark in (*layer.entities, *layer.events)}
            for layer in document.layers:
                assert all(span.end <= len(document.text) for mark in layer.entities for span in mark.spans)
                assert all({relation.head, relation.tail} <= marks for relation in layer.relations)
        assert all(str(finding) for finding in findings)
