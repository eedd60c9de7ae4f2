"""The words of agreement in the window: figures, intervals, names of parts, titles in the reader's language."""

from collections.abc import Mapping

from annotator.measures.kappa import APART
from annotator.measures.measure import Measure, Score
from annotator.operations.agreement_words import Words
from annotator.ui.i18n import Translator, phrase
from annotator.ui.session import Session

NONE = "–"
GROUPS: Mapping[str, str] = {
    "entities": phrase("Entities"),
    "relations": phrase("Relations"),
    "events": phrase("Events"),
    "arguments": phrase("Roles"),
    "clusters": phrase("Clusters"),
    "attributes": phrase("Attributes"),
    "text": phrase("The whole text"),
}
SIDES: Mapping[str, str] = {
    "entity_type_kappa": phrase("Types of entities"),
    "event_type_kappa": phrase("Types of events"),
    "role_kappa": phrase("Roles"),
}


def figure(tr: Translator, value: float | None) -> str:
    """Return a figure to three places; the word for one that is undefined."""
    if value is None:
        return tr("undefined")
    sign = "\u2212" if value < 0 else ""
    shown = f"{abs(value):.3f}"
    point = "٫" if tr.digits("0") != "0" else "."
    return f"\u200e{sign}{tr.digits(shown).replace('.', point)}"


def number(tr: Translator, value: float | None) -> str:
    """Return a count, without a fraction where there is none."""
    if value is None:
        return NONE
    return tr.number(int(value)) if value == int(value) else tr.number(round(value, 1))


def three(tr: Translator, score: Score) -> str:
    """Return what each of two has and what matches, where that was counted."""
    names = ("a", "b", "matched")
    if any(name not in score.figures for name in names):
        return ""
    shown = (number(tr, score.figures[name]) for name in names)
    return " · ".join(shown)


def title(tr: Translator, measure: Measure) -> str:
    """Return what a measure is called."""
    return measure.title.text(tr.language)


def part_title(session: Session, part: str) -> str:
    """Return what a type, role or attribute is called, its id where the schema does not know it."""
    words = Words(session.settings.language, session.schema)
    return APART.join(words.plain_name(each) for each in part.split(APART)) or NONE


def names(tr: Translator, annotators: tuple[str, ...]) -> str:
    """Return the names of a pair; for more, how many there are."""
    if len(annotators) > 2:
        return tr.count("All {count} together", len(annotators))
    return tr("{one} and {other}", one=annotators[0], other=annotators[1])
