"""Files that say one thing many thousand times: what reads them takes as long as they are, and not the square of it.

A reader that compares all with all would keep this file's tests running for minutes or hours.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.model import Document
from annotator.formats import epub_text, xml_safety
from annotator.formats.format import Finding
from annotator.operations.transfer import read_with
from tests.formats import office
from tests.formats.seeds import FORMATS, NEEDS, zipped
from tests.formats.sound import check_sound

MANY = 20_000
LINK = {"head": MANY - 1, "child": 0, "label": "r"}
LEFT = {"start": 0, "end": 1, "labels": ["X"]}


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def task(annotations: list[object]) -> str:
    return lines([{"data": {"text": "a b"}, "annotations": annotations}])


def words(**output: object) -> str:
    return lines({"input": "a " * MANY, "output": output})


def window(number: int) -> dict[str, object]:
    mention = {"id": f"m{number}", "entity_type": "X", "text": "a", "start": 0, "end": 1}
    event = {"id": f"e{number}", "event_type": "X", "trigger": {"text": "a", "start": 0, "end": 1}, "arguments": []}
    return {"doc_id": "d", "text": "a b", "tokens": ["a", "b"], "entity_mentions": [mention], "event_mentions": [event]}


def stacked() -> str:
    numbers = range(1, MANY // 4)
    marks, ends = "|".join(f"x[{n}]" for n in numbers), "|".join(f"1-1[{n}_{n}]" for n in numbers)
    head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.X|v\n#T_RL=custom.R|l|BT_custom.X\n\n\n#Text=a\n"
    return f"{head}1-1\t0-1\ta\t{marks}\t{'|'.join('k' for _ in numbers)}\t{ends}\t\n"


def layers() -> list[object]:
    return [{"annotator": str(number)} for number in range(MANY)]


def spans(count: int) -> list[object]:
    return [{"start": 2 * at, "end": 2 * at + 1, "label": "X", "token_end": at, "score": 0.5} for at in range(count)]


FILES: dict[str, tuple[str, Callable[[], str]]] = {
    "annotations of one person": ("label-studio", lambda: task([{"completed_by": 1, "result": []}] * MANY)),
    "regions of one id": ("label-studio", lambda: task([{"result": [{"id": "x", "value": LEFT}] * MANY}])),
    "annotations with a region": ("label-studio", lambda: task([{"result": [{"id": "x", "value": LEFT}]}] * MANY)),
    "layers": (
        "jsonl",
        lambda: lines({"format": "annotator/1", "id": "a", "text": "a", "annotations": layers()}),
    ),
    "keys": ("jsonl", lambda: "{" + "".join(f'"k{n}":1,' for n in range(MANY)) + '"z":1,"z":2}'),
    "annotators of one text": (
        "prodigy", lambda: lines(*({"text": "a", "spans": [], "_annotator_id": str(n)} for n in range(MANY))),
    ),
    "tasks of one annotator": (
        "prodigy", lambda: lines(*({"text": "a", "spans": [], "_annotator_id": "x"} for _ in range(MANY // 4))),
    ),
    "links": (
        "prodigy",
        lambda: lines({"text": "a " * MANY, "spans": spans(MANY), "relations": [LINK] * MANY}),
    ),
    "strings everywhere": ("gliner2", lambda: words(entities={f"T{n}": ["a"] for n in range(MANY)})),
    "strings nowhere": ("gliner2", lambda: words(entities={"T": [f"b{n}" for n in range(MANY)]})),
    "windows": ("textee", lambda: lines(*map(window, range(MANY // 2)))),
    "stacked marks": ("webanno-tsv", stacked),
    "stacked tags": ("wojood", lambda: f"a{' B-X' * MANY}\na{' I-X' * MANY}\n"),
    "equivalences": (
        "brat",
        lambda: "".join(f"T{n}\tX 0 1\ta\n" for n in range(MANY))
        + "".join(f"*\tEquiv T{n} T{n + 1}\n" for n in reversed(range(MANY - 1))),
    ),
    **{
        f"tags that begin with {begin}": ("html", lambda begin=begin: f"<p>x</p>{begin * MANY}")  # type: ignore[misc]
        for begin in ('<a b="', "<a '", "<a x=1 ", "<!--", "<a", " <td>", "<?", "<![CDATA[")
    },
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_what_is_said_many_times_is_read_in_time(tmp_path: Path, name: str) -> None:
    form, make = FILES[name]
    (tmp_path / "a.ann").write_text(make(), "utf-8")
    (tmp_path / "a.txt").write_text("a b", "utf-8")
    items = list(read_with(FORMATS[form], tmp_path / "a.ann"))
    assert items
    for item in items[-5:]:
        check_sound(item)


def test_strings_that_stand_everywhere_have_their_message(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(words(entities={f"T{n}": ["a"] for n in range(100)}), "utf-8")
    (told,) = (item for item in read_with(FORMATS["gliner2"], tmp_path / "a.jsonl") if isinstance(item, Finding))
    assert told.kind == "size"
    assert "200000" in str(told)


def found(name: str, parts: dict[str, str], folder: Path) -> tuple[list[str], set[str]]:
    pytest.importorskip(NEEDS[name])
    (folder / f"a.{name}").write_bytes(zipped({part: content.encode() for part, content in parts.items()}))
    items = list(read_with(FORMATS[name], folder / f"a.{name}"))
    texts = [item.text for item in items if isinstance(item, Document)]
    return texts, {item.kind for item in items if isinstance(item, Finding) and item.severity == "error"}


def test_a_page_that_a_book_names_many_times_is_read_once(tmp_path: Path) -> None:
    book = office.EPUB["OEBPS/a.opf"].replace("<spine>", "<spine>" + '<itemref idref="one"/>' * 5000)
    assert len(found("epub", office.EPUB | {"OEBPS/a.opf": book}, tmp_path)[0]) == 2


def test_a_book_of_huge_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub_text, "TEXT_LIMIT", 20)
    assert found("epub", office.EPUB, tmp_path) == ([], {"size"})


def test_blanks_that_are_spelled_out_are_counted(tmp_path: Path) -> None:
    body = office.ODT["content.xml"].replace("<t:s t:c='2'/>", "<t:s t:c='1000'/>" * 5000)
    assert found("odt", office.ODT | {"content.xml": body}, tmp_path) == ([], {"size"})


@pytest.mark.parametrize("name", ["docx", "odt", "epub"])
def test_more_elements_than_memory_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(xml_safety, "MARKUP_LIMIT", 5)
    parts = {"docx": office.DOCX, "odt": office.ODT, "epub": office.EPUB}[name]
    assert found(name, parts, tmp_path) == ([], {"size"})


DEEP = 50_000


def nested(begin: str, inner: str, end: str) -> str:
    return begin * DEEP + inner + end * DEEP


def test_boxes_in_boxes_are_read_to_any_depth(tmp_path: Path) -> None:
    run = "<w:p><w:r>{}</w:r></w:p>"
    box = nested(
        "<w:p><w:r><w:drawing><w:txbxContent>", run.format("<w:t>x</w:t>"), "</w:txbxContent></w:drawing></w:r></w:p>"
    )
    parts = {"word/document.xml": f"<w:document {office.W}><w:body>{box}</w:body></w:document>"}
    (text,), errors = found("docx", parts, tmp_path)
    assert (text, errors) == ("x", set())
    boxes = nested("<t:p><d:frame><d:text-box>", "<t:p>x</t:p>", "</d:text-box></d:frame></t:p>")
    body = office.ODT["content.xml"].replace("<t:p>بند</t:p>", boxes)
    (text,), errors = found("odt", office.ODT | {"content.xml": body}, tmp_path)
    assert "x" in text.split("\n")
    assert errors == set()


@pytest.mark.parametrize(
    ("name", "parts"), [("ace-apf", ("a.apf.xml", "a.sgm")), ("rich-ere", ("a.rich_ere.xml", "a.txt"))]
)
def test_marks_in_marks_are_looked_at_once(tmp_path: Path, name: str, parts: tuple[str, str]) -> None:
    pytest.importorskip("defusedxml")
    inside = nested(
        '<entity ID="e" id="e"><event id="v"><hopper id="h"><relation id="r">',
        "",
        "</relation></hopper></event></entity>",
    )
    root = (
        '<source_file><document DOCID="a">{}</document></source_file>'
        if name == "ace-apf"
        else '<deft_ere doc_id="a">{}</deft_ere>'
    )
    (tmp_path / parts[0]).write_text(root.format(inside), "utf-8")
    (tmp_path / parts[1]).write_text("زار", "utf-8")
    items = list(read_with(FORMATS[name], tmp_path / parts[0]))
    assert [item.text for item in items if isinstance(item, Document)] == ["زار"]


def test_roles_that_anything_fills_are_opened_once(tmp_path: Path) -> None:
    types = "".join(f"X{number}\n" for number in range(MANY // 4))
    roles = "".join(f"V{number} R:<ANY>\n" for number in range(MANY // 4))
    (tmp_path / "annotation.conf").write_text(
        f"[entities]\n{types}[relations]\n[events]\n{roles}[attributes]\n", "utf-8"
    )
    (tmp_path / "a.txt").write_text("a", "utf-8")
    (tmp_path / "a.ann").write_text("", "utf-8")
    assert len(list(read_with(FORMATS["brat"], tmp_path))) == 2
