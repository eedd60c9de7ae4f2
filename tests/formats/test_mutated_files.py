"""Every reader takes real files that were changed: what comes out is sound documents and findings, and nothing else."""

import tempfile
import zipfile
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats.format import Finding
from annotator.operations.sources import sources_of
from annotator.operations.transfer import read_with
from tests.formats.seeds import FORMATS, NEEDS, READABLE, Seed, seeds_of
from tests.formats.sound import check_sound

SNIPPETS = (
    b"\0", b"\xff\xfe", b"\xd9", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\t", b"\xe2\x80\xa8", b"-1", b"9" * 20,
    b"NaN", b"1e999", b"\"", b"\\ud800", b"null", b"[", b"]", b"{", b"}", b"<", b">", b"&#0;", b"&x;", b"<!DOCTYPE x>",
    b"../../x", b"T1\tX 9 1\tx\n", b"\n\n", b"B-", b"I-X", b"0", b"=1+1", b"%PDF", b"true", b"\xf0\x9f\x98\x80",
)  # fmt: skip


@cache
def known(name: str) -> list[Seed]:
    return seeds_of(name)


@st.composite
def mutations(draw: st.DrawFn, source: bytes) -> bytes:
    """Cut, double, replace or insert at a few places of the bytes."""
    for _ in range(draw(st.integers(1, 4))):
        first, last = sorted((draw(st.integers(0, len(source))), draw(st.integers(0, len(source)))))
        last = min(last, first + draw(st.sampled_from([0, 1, 5, 10**6])))
        middle = draw(st.one_of(st.sampled_from(SNIPPETS), st.just(source[first:last] * 2), st.just(b"")))
        source = source[:first] + middle + source[last:]
    return source


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", READABLE)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_changed_files_give_documents_and_findings(name: str, data: st.DataObject) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    seeds = known(name)
    seed = data.draw(st.sampled_from(range(len(seeds))).map(seeds.__getitem__))
    part = data.draw(st.sampled_from(sorted(seed.parts)))
    seed = seed.changed(part, data.draw(mutations(seed.parts[part])))
    with tempfile.TemporaryDirectory() as folder:
        items = list(read_with(FORMATS[name], seed.put(Path(folder))))
    assert items
    for item in items:
        check_sound(item)


def hostile_json(inner: str) -> bytes:
    return f'{{"text": "زار", "id": {inner}}}'.encode()


DEEP = "[" * 100_000 + "]" * 100_000
JSON_BOMBS = {
    "deep": ("depth", DEEP), "not a number": ("number", "NaN"), "infinite": ("number", "1e999"),
    "digits": ("number", "9" * 10_000), "twice": ("key twice", '1, "id": 2'), "half": ("surrogate", '"\\ud800"'),
}  # fmt: skip
JSON = ("jsonl", "gliner", "gliner2", "prodigy", "dygie", "textee", "label-studio", "doccano", "uima-json")


@pytest.mark.parametrize("bomb", JSON_BOMBS)
@pytest.mark.parametrize("name", JSON)
def test_json_bombs_have_each_their_message(tmp_path: Path, name: str, bomb: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    kind, inner = JSON_BOMBS[bomb]
    (tmp_path / "a.json").write_bytes(hostile_json(inner))
    found = list(read_with(FORMATS[name], tmp_path / "a.json"))
    assert kind in {item.kind for item in found if isinstance(item, Finding)}
    assert all(len(str(item)) < 400 for item in found)


XML = ("ace-apf", "rich-ere", "uima-xmi", "docx", "odt")
XML_BOMBS = (
    b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
)


OUTSIDE = b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'  # ACE's own files name such a one; it is never fetched


@pytest.mark.parametrize(
    ("name", "bomb"),
    [*product(XML, XML_BOMBS), *((name, OUTSIDE) for name in ("uima-xmi", "docx", "odt"))],
)
def test_document_types_are_refused(tmp_path: Path, name: str, bomb: bytes) -> None:
    pytest.importorskip(NEEDS[name])
    seed = known(name)[0]
    part = next(key for key, content in seed.parts.items() if content.lstrip().startswith(b"<"))
    content = seed.parts[part]
    head, end, rest = content.partition(b"?>") if content.startswith(b"<?") else (b"", b"", content)
    found = list(read_with(FORMATS[name], seed.changed(part, head + end + bomb + rest).put(tmp_path)))
    assert {item.kind for item in found if isinstance(item, Finding)} >= {"document type"}


@pytest.mark.parametrize("name", ["brat", "docx", "odt", "epub", "xlsx", "uima-xmi"])
def test_zip_bombs_are_refused(tmp_path: Path, name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for part in ("a.txt", "a.ann", "word/document.xml", "content.xml", "META-INF/container.xml", "a.xmi"):
            archive.writestr(part, b" " * 2**26)
    found = list(read_with(FORMATS[name], tmp_path / "a.zip"))
    assert [item for item in found if not isinstance(item, Finding)] == []
    assert any("larger than a text" in str(item) or "200 times" in str(item) for item in found), found


IN_ARCHIVES = {"brat": ".txt", "ace-apf": ".apf.xml", "rich-ere": ".rich_ere.xml", "uima-json": ".json",
               "uima-xmi": ".xmi", "webanno-tsv": ".tsv"}  # fmt: skip


@pytest.mark.parametrize("part", ["../a", "/a", "C:\\a", "..\\a", "x/../../a"])
@pytest.mark.parametrize("name", IN_ARCHIVES)
def test_names_that_lead_out_of_an_archive_are_told(tmp_path: Path, name: str, part: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"{part}{IN_ARCHIVES[name]}", "زار")
        archive.writestr(f"{part}.ann", "T1\tPER 0 3\tزار\n")
    found = list(read_with(FORMATS[name], tmp_path / "a.zip"))
    assert "unsafe name" in {item.kind for item in found if isinstance(item, Finding)}
    assert not [item for item in found if not isinstance(item, Finding)]
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["a.zip"]
    with pytest.raises(InputError, match="leads out of the archive"):
        sources_of([tmp_path / "a.zip"])
