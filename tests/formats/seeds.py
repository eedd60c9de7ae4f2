"""Real files of every format that is read, taken apart so that a test may change them and put them together again.

A seed is the parts of one file, archive or folder. Compressed ones are taken apart below their compression, because a
changed byte above it only gives a wrong checksum.
"""

import io
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from annotator.domain.model import Document
from annotator.formats import jsonl
from annotator.formats.format import Format, WriteOptions
from annotator.registry import discover
from tests.formats import office
from tests.formats.hostile import hostile_document

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
NEEDS = {
    "spacy": "spacy",
    "hf": "pyarrow",
    "uima-xmi": "cassis",
    "uima-json": "cassis",
    "xlsx": "openpyxl",
    "pdf": "pypdf",
    "ace-apf": "defusedxml",
    "rich-ere": "defusedxml",
    "docx": "defusedxml",
    "odt": "defusedxml",
    "epub": "defusedxml",
    "chat": "jinja2",
}
FORMATS = discover("annotator.formats", Format)
READABLE = tuple(name for name, known in FORMATS.items() if known.read is not None)
Packing = Literal["file", "folder", "zip", "zlib", "beside"]


@dataclass(frozen=True, slots=True)
class Seed:
    """The parts of one thing to read by their names, and how they are put together; a single part is the file."""

    parts: Mapping[str, bytes]
    packing: Packing = "file"

    def changed(self, name: str, content: bytes) -> "Seed":
        """Return the seed with another content of one part."""
        return replace(self, parts={**self.parts, name: content})

    def put(self, folder: Path) -> Path:
        """Write the seed below an empty folder, and return the path that a reader takes."""
        first = next(iter(self.parts))
        if self.packing == "zip":
            (folder / "made.zip").write_bytes(zipped(self.parts))
            return folder / "made.zip"
        for name, content in self.parts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(zlib.compress(content) if self.packing == "zlib" else content)
        return folder if self.packing == "folder" else folder / first


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive of the parts, not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def seeds_of(name: str) -> list[Seed]:
    """Return the seeds of a format; ImportError if its library is absent."""
    if name in NEEDS:
        __import__(NEEDS[name])
    special = _SPECIAL.get(name)
    found = list(special()) if special else []
    return [*found, *_written(FORMATS[name])] if FORMATS[name].write is not None else found


def _written(known: Format) -> Iterator[Seed]:
    """Yield what the format's own writer makes of the sample and of the hostile text."""
    sample = next(item for item in jsonl.read(GOLDEN / "sample.jsonl") if isinstance(item, Document))
    if known.holds_one:
        sample = replace(sample, layers=sample.layers[:1])
    for document in (sample, hostile_document()):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"out{known.suffix}"
            assert known.write is not None
            known.write([document], path, WriteOptions())
            beside = sorted(file for file in path.parent.iterdir() if file != path)
            seed = _seed_of(path, known)
            if beside:
                seed = Seed({**seed.parts, **{file.name: file.read_bytes() for file in beside}}, "beside")
        if known.name != "csv":  # tables of marks; it reads tables of texts
            yield seed


def _seed_of(path: Path, known: Format) -> Seed:
    if known.name == "spacy":
        return Seed({path.name: zlib.decompress(path.read_bytes())}, "zlib")
    if known.name == "xlsx":
        return _taken_apart(path.read_bytes())
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file())
        return Seed({file.relative_to(path).as_posix(): file.read_bytes() for file in files}, "folder")
    return Seed({path.name: path.read_bytes()})


def _taken_apart(source: bytes) -> Seed:
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return Seed({name: archive.read(name) for name in archive.namelist()}, "zip")


def _golden(*names: str, packing: Packing = "file") -> Callable[[], list[Seed]]:
    return lambda: [Seed({Path(name).name: (GOLDEN / name).read_bytes() for name in names}, packing)]


def _archive(parts: Mapping[str, str]) -> Callable[[], list[Seed]]:
    return lambda: [Seed({name: content.encode() for name, content in parts.items()}, "zip")]


def _text() -> list[Seed]:
    text = hostile_document().text
    return [Seed({"a.txt": text.replace("👨🏻‍🚒", "").encode(charset, "ignore")}) for charset in ("utf-16", "cp1256")]


def _brat() -> list[Seed]:
    names = ("annotation.conf", "visual.conf", "gold/sample.ann", "gold/sample.txt")
    return [Seed({name: (GOLDEN / "brat" / name).read_bytes() for name in names}, "folder")]


def _xlsx() -> list[Seed]:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (["name", "text", "year"], ["أ", "زار الوزير القاهرة.", 2024], ["ب", "=1+1", None]):
        book.active.append(row)
    book.save(out)
    return [_taken_apart(out.getvalue())]


_SPECIAL: dict[str, Callable[[], list[Seed]]] = {
    "ace-apf": _golden("ldc/sample.apf.xml", "ldc/sample.sgm", packing="beside"),
    "rich-ere": _golden("ldc/NW_1.rich_ere.xml", "ldc/NW_1.txt", packing="beside"),
    "brat": _brat,
    "conll": _golden("sample.columns.conll"),
    "csv": lambda: [Seed({"a.csv": 'name;text;year\r\nأ;"زار «الوزير»\r\nالقاهرة";2024\r\n'.encode("utf-8-sig")})],
    "doccano": lambda: [seed for n in "012" for seed in _golden(f"sample.doccano.{n}.jsonl")()],
    "docx": _archive(office.DOCX),
    "epub": _archive(office.EPUB),
    "html": lambda: [Seed({"a.html": office.PAGE.encode()})],
    "odt": _archive(office.ODT),
    "pdf": lambda: [Seed({"a.pdf": office.pdf_of("First line", "Second line")})],
    "text": _text,
    "textee": _golden("sample.oneie.jsonl"),
    "webanno-tsv": _golden("webanno.tsv"),
    "xlsx": _xlsx,
}  # fmt: skip
