import pytest

from annotator.formats.charset import conversions, decode, join_line_ends
from annotator.formats.refusal import RefusedError

ARABIC = "استبق الزعيم الكوري الشمالي لقاءه المرتقب مع الرئيس الروسي، على هامش المنتدى الاقتصادي."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "cp1256", "iso8859_6"])
def test_the_encodings_of_arabic_files_are_known(encoding: str) -> None:
    assert decode(ARABIC.encode(encoding)).text == ARABIC


def test_what_was_done_is_said_with_how_sure_it_is() -> None:
    findings = list(conversions(decode((ARABIC + "\r\n").encode("cp1256")), "a.txt", "a.txt"))
    assert [finding.kind for finding in findings] == ["encoding", "line ends"]
    assert "CP1256" in str(findings[0])
    assert 50 < findings[0].values["percent"] <= 100
    assert [f.kind for f in conversions(decode(ARABIC.encode("utf-8-sig")), "a", "a")] == ["byte order mark"]
    assert list(conversions(decode(ARABIC.encode()), "a", "a")) == []


def test_utf8_with_a_few_broken_bytes_is_not_read_as_something_else() -> None:
    with pytest.raises(RefusedError, match="damaged") as caught:
        decode(ARABIC.encode() + b"\xd8" + ARABIC.encode())
    assert caught.value.values["offset"] == len(ARABIC.encode())
    with pytest.raises(RefusedError, match="UTF-16"):
        decode("\ufeff".encode("utf-16-le") + b"\x00\xd8a\x00")


@pytest.mark.parametrize(
    ("source", "named"),
    [(b"PK\x03\x04...", "DOCX"), (b"%PDF-1.7", "PDF"), (bytes(range(256)) * 20, "plain text"), (b"\x89PNG\r\n", "PNG")],
)
def test_other_kinds_of_files_are_named(source: bytes, named: str) -> None:
    with pytest.raises(RefusedError, match=named):
        decode(source)


def test_every_line_end_becomes_a_line_feed() -> None:
    assert join_line_ends("a\r\nb\rc\n\r\n") == "a\nb\nc\n\n"
