import pytest

from annotator.formats.splitters import SPLITTERS

CASES = {  # what gliner 0.2.29 and gliner2 2.1.0 themselves make of it
    "مصرَ": {"gliner": ["مصر", "َ"], "gliner2": ["مصرَ"], "words": ["مصرَ"], "white space": ["مصرَ"]},
    "می‌روم": {"gliner": ["می", "\u200c", "روم"], "gliner2": ["می‌روم"], "words": ["می‌روم"]},
    "محمد،علي": {"gliner": ["محمد", "،", "علي"], "gliner2": ["محمد", "،", "علي"], "white space": ["محمد،علي"]},
    "ابن-سينا": {"gliner": ["ابن-سينا"], "gliner2": ["ابن-سينا"], "words": ["ابن", "-", "سينا"]},
    "a@b.org": {"gliner": ["a", "@", "b", ".", "org"], "gliner2": ["a@b.org"]},
    "أ\u00a0ب\nج": {"blanks": ["أ\u00a0ب", "ج"], "white space": ["أ", "ب", "ج"]},
}


@pytest.mark.parametrize("text", CASES)
def test_texts_fall_into_the_tokens_of_the_trainer(text: str) -> None:
    found = {name: [text[token.start : token.end] for token in SPLITTERS[name](text)] for name in CASES[text]}
    assert found == CASES[text]
