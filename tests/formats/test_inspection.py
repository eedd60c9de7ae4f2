import pytest

from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.refusal import RefusedError


@pytest.mark.parametrize(("text", "kind"), [("", "empty"), ("a\0b", "nul"), ("a\ud83d", "surrogate")])
def test_texts_that_cannot_be_stored_are_refused(text: str, kind: str) -> None:
    with pytest.raises(RefusedError) as caught:
        check_text(text)
    assert caught.value.kind == kind
    assert str(caught.value.finding("f", "d"))


def test_unusual_characters_are_counted_one_note_a_kind() -> None:
    findings = list(inspect_text("كتـــاب \u200fنص\u200b\ufefb", "f", "d"))
    assert {finding.severity for finding in findings} == {"note"}
    assert len(findings) >= 4
    assert ("tatweel", 3) in {(finding.values["what"], finding.values["count"]) for finding in findings}
    assert all("They are kept" in str(finding) for finding in findings)


def test_blank_texts_and_very_long_lines_are_worth_a_warning() -> None:
    assert [finding.kind for finding in inspect_text(" \n ", "f", "d")] == ["blank"]
    assert [finding.kind for finding in inspect_text("a" * 100_001, "f", "d")] == ["long line"]
    assert list(inspect_text("نص\n" * 50_000, "f", "d")) == []
