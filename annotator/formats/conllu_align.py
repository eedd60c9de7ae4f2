"""Put words on the text that they were taken from, though they may be spelt otherwise (ل ال شعر for للشعر)."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from annotator.domain.span import Span

LIMIT = 3000


def place_words(forms: Sequence[str], text: str) -> list[Span | None]:
    """Return where each form stands in the text, in order; None for one that has no letter in common with it.

    Forms that stand there literally, with blanks between them, are placed exactly; else the letters are aligned.
    """
    exact = _literal(forms, text)
    if exact is not None:
        return list(exact)
    if len(text) > LIMIT or sum(map(len, forms)) > LIMIT:
        return [None] * len(forms)
    return _aligned(forms, text)


def _literal(forms: Sequence[str], text: str) -> list[Span] | None:
    found: list[Span] = []
    at = 0
    for form in forms:
        while not text.startswith(form, at):
            if at >= len(text) or not text[at].isspace():
                return None
            at += 1
        if not form:
            return None
        found.append(Span(at, at + len(form)))
        at += len(form)
    return found


def _aligned(forms: Sequence[str], text: str) -> list[Span | None]:
    joined = "".join(forms)
    partner: dict[int, int] = {}
    for block in SequenceMatcher(None, joined, text, autojunk=False).get_matching_blocks():
        partner |= {block.a + step: block.b + step for step in range(block.size)}
    found: list[Span | None] = []
    at = 0
    for form in forms:
        places = [partner[number] for number in range(at, at + len(form)) if number in partner]
        found.append(Span(places[0], places[-1] + 1) if places else None)
        at += len(form)
    return found
