"""Small files in which marks state where they stand and what they cover, in each format that does so."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from annotator.domain.model import Json, digest


@dataclass(frozen=True, slots=True)
class Said:
    """A mark as a file states it: half-open offsets in whatever unit, and the covered text."""

    type: str
    start: int
    end: int
    text: str


Maker = Callable[[Path, str, Sequence[Said]], Path]


def _stored(path: Path, *rows: Json) -> Path:
    path.write_bytes("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())
    return path


def brat(folder: Path, text: str, marks: Sequence[Said]) -> Path:
    (folder / "a.txt").write_bytes(text.encode())
    lines = [f"T{n}\t{m.type} {m.start} {m.end}\t{' '.join(m.text.split())}\n" for n, m in enumerate(marks, 1)]
    (folder / "a.ann").write_text("".join(lines), "utf-8")
    return folder / "a.ann"


def ace_apf(folder: Path, text: str, marks: Sequence[Said]) -> Path:
    mention = (
        '<entity ID="E{n}" TYPE="{m.type}"><entity_mention ID="E{n}-1" TYPE="NAM"><extent>'
        '<charseq START="{m.start}" END="{last}">{text}</charseq></extent></entity_mention></entity>'
    )
    found = [mention.format(n=n, m=m, last=m.end - 1, text=escape(m.text)) for n, m in enumerate(marks, 1)]
    source = f'<source_file><document DOCID="a">{"".join(found)}</document></source_file>'
    (folder / "a.apf.xml").write_text(source, "utf-8")
    (folder / "a.sgm").write_bytes(text.encode())
    return folder / "a.apf.xml"


def rich_ere(folder: Path, text: str, marks: Sequence[Said]) -> Path:
    mention = (
        '<entity id="e{n}" type="{m.type}"><entity_mention id="m{n}" noun_type="NAM" offset="{m.start}" '
        'length="{length}"><mention_text>{text}</mention_text></entity_mention></entity>'
    )
    found = [mention.format(n=n, m=m, length=m.end - m.start, text=escape(m.text)) for n, m in enumerate(marks, 1)]
    (folder / "a.rich_ere.xml").write_text(f'<deft_ere doc_id="a">{"".join(found)}</deft_ere>', "utf-8")
    (folder / "a.txt").write_bytes(text.encode())
    return folder / "a.rich_ere.xml"


def label_studio(folder: Path, text: str, marks: Sequence[Said]) -> Path:
    results: list[Json] = [
        {
            "id": f"r{n}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": m.start, "end": m.end, "text": m.text, "labels": [m.type]},
        }
        for n, m in enumerate(marks)
    ]
    return _stored(folder / "a.json", [{"id": 1, "data": {"text": text}, "annotations": [{"result": results}]}])


def prodigy(folder: Path, text: str, marks: Sequence[Said]) -> Path:
    spans: list[Json] = [{"start": m.start, "end": m.end, "label": m.type, "text": m.text} for m in marks]
    return _stored(folder / "a.jsonl", {"text": text, "spans": spans, "answer": "accept", "_input_hash": 1})


def gliner2(folder: Path, text: str, marks: Sequence[Said]) -> Path:
    entities: dict[str, Json] = {}
    for m in marks:
        entities.setdefault(m.type, []).append({"text": m.text, "start": m.start, "end": m.end})  # type: ignore[union-attr]
    return _stored(folder / "a.jsonl", {"input": text, "output": {"entities": entities}})


def jsonl(folder: Path, text: str, marks: Sequence[Said]) -> Path:
    rows: list[Json] = [
        {"id": f"T{n}", "type": m.type, "spans": [[m.start, m.end]], "text": m.text} for n, m in enumerate(marks, 1)
    ]
    layer: Json = {"annotator": "a", "state": "new", "entities": rows, "events": [], "relations": []}
    table: Json = {"format": "annotator/1", "id": "a", "text": text, "sha256": digest(text), "annotations": [layer]}
    return _stored(folder / "a.jsonl", table)


def hf(folder: Path, text: str, marks: Sequence[Said]) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    rows = [
        {"id": f"T{n}", "type": m.type, "spans": [{"start": m.start, "end": m.end}], "text": m.text}
        for n, m in enumerate(marks, 1)
    ]
    row = {"id": "a", "text": text, "sha256": digest(text), "annotator": "a", "state": "new", "entities": rows}
    parquet.write_table(pa.Table.from_pylist([row]), folder / "a.parquet")
    return folder / "a.parquet"


def textee(folder: Path, text: str, marks: Sequence[Said]) -> Path:
    """Write the words of the text as tokens, and marks of one word each where their offsets count words."""
    mentions: list[Json] = [
        {"id": f"a-{n}", "entity_type": m.type, "text": m.text, "start": m.start, "end": m.end}
        for n, m in enumerate(marks)
    ]
    row: Json = {"doc_id": "a", "text": text, "tokens": [*text.split()], "entity_mentions": mentions}
    return _stored(folder / "a.jsonl", {**row, "event_mentions": []})


def doccano(folder: Path, text: str, marks: Sequence[Said]) -> Path:
    """Write offsets without the covered text, as doccano does."""
    return _stored(folder / "a.jsonl", {"id": 1, "text": text, "label": [[m.start, m.end, m.type] for m in marks]})


FILES = {"brat": brat, "ace-apf": ace_apf, "rich-ere": rich_ere}  # the text is a file of its own
ROWS = {"label-studio": label_studio, "prodigy": prodigy, "gliner2": gliner2}
OWN = {"jsonl": jsonl, "hf": hf}


def webanno(folder: Path, text: str, marks: Sequence[Said], *, is_utf16: bool = True) -> Path:
    """Write one sentence with a token for each word of the text, and a part of one for each mark inside a word.

    The marks' offsets are code points of the text, whatever the file counts in.
    """

    def at(offset: int) -> int:
        return len(text[:offset].encode("utf-16-le")) // 2 if is_utf16 else offset

    rows: list[str] = []
    for number, word in enumerate(re.finditer(r"\S+", text), 1):
        start, end = word.span()
        inside = [mark for mark in marks if start <= mark.start < mark.end <= end]
        whole = [mark.type for mark in inside if (mark.start, mark.end) == (start, end)]
        rows.append(f"1-{number}\t{at(start)}-{at(end)}\t{_guarded(word[0])}\t{'|'.join(whole) or '_'}\t\n")
        parts = [mark for mark in inside if (mark.start, mark.end) != (start, end)]
        rows += [
            f"1-{number}.{part}\t{at(m.start)}-{at(m.end)}\t{_guarded(m.text)}\t{m.type}\t\n"
            for part, m in enumerate(parts, 1)
        ]
    stated = "".join(f"#Text={_guarded(line)}\n" for line in text.split("\n"))
    head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Mark|value\n\n\n"
    (folder / "a.tsv").write_bytes((head + stated + "".join(rows)).encode())
    return folder / "a.tsv"


def _guarded(text: str) -> str:
    """Return the text with the escapes of WebAnno TSV."""
    for plain in ("\\", "[", "]", "|", "_", "->", ";", "*"):
        text = text.replace(plain, f"\\{plain}")
    return text.replace("\t", "\\t").replace("\r", "\\r")


def pdf_of(lines: Sequence[str]) -> bytes:
    """Return a PDF of one page whose font says for each of its letters which character it stands for."""
    letters = sorted({letter for line in lines for letter in line})
    numbers = {letter: number for number, letter in enumerate(letters, 1)}
    rows = "".join(f"<{n:04X}> <{letter.encode('utf-16-be').hex()}>\n" for letter, n in numbers.items())
    shown = " 0 -20 Td ".join(f"<{''.join(f'{numbers[letter]:04X}' for letter in line)}> Tj" for line in lines)
    content = f"BT /F1 12 Tf 72 720 Td {shown} ET"
    table = f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(numbers)} beginbfchar\n{rows}endbfchar\n"
    font = "<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 999 999]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>", font,
        f"<</Length {len(table)}>>stream\n{table}\nendstream",
    ]  # fmt: skip
    out, offsets = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n"
    places = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{places}"
    tail = out.index("xref\n0 ")
    return f"{out}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{tail}\n%%EOF".encode("ascii")
