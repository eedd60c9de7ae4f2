"""Problem titles: what the kinds of problems are called in lists and counts, a short title each."""

from collections.abc import Mapping

from annotator.ui.i18n import phrase
from annotator.ui.session import Session

TITLES: Mapping[str, str] = {
    "unknown entity type": phrase("An entity type that the schema lacks"),
    "unknown event type": phrase("An event type that the schema lacks"),
    "unknown relation type": phrase("A relation type that the schema lacks"),
    "unknown subtype": phrase("A subtype that the type lacks"),
    "unknown attribute": phrase("An attribute that the type lacks"),
    "unknown value": phrase("A value that the attribute does not take"),
    "other text": phrase("Other words than the file states"),
    "impossible span": phrase("A mark outside the text"),
    "edge space": phrase("White space at an edge"),
    "edge tatweel": phrase("A tatweel at an edge"),
    "edge punctuation": phrase("Punctuation at an edge"),
    "split letter": phrase("An edge between a letter and its mark"),
    "unbalanced pair": phrase("Half a pair of quotation marks or brackets"),
    "proclitic": phrase("An attached particle at the beginning"),
    "needless attribute": phrase("An attribute that is not asked for"),
    "missing attribute": phrase("A required attribute without a value"),
    "overlap": phrase("Mentions that share letters"),
    "crossing": phrase("Mentions that cross"),
    "discontinuous": phrase("Mentions in several pieces"),
    "part of a word": phrase("Parts of words"),
    "several types": phrase("Several types on the same words"),
    "duplicate mark": phrase("The same words marked twice alike"),
    "repeated trigger": phrase("A trigger used twice"),
    "unknown role": phrase("A role that the event lacks"),
    "missing role": phrase("Too few in a role"),
    "recommended role": phrase("Nothing in a role that the text may name"),
    "too many fillers": phrase("Too many in a role"),
    "illegal filler": phrase("A filler that the role does not take"),
    "repeated argument": phrase("The same filler twice in a role"),
    "distant argument": phrase("A filler in another sentence"),
    "own argument": phrase("An event in its own role"),
    "mutual arguments": phrase("Two events in each other's roles"),
    "dangling argument": phrase("A filler that is not there"),
    "dangling end": phrase("An end that is not there"),
    "dangling cluster": phrase("A cluster that is not there"),
    "dangling comment": phrase("A comment on a mark that is not there"),
    "relation to itself": phrase("A relation of a mark to itself"),
    "illegal pair": phrase("Ends that the relation does not link"),
    "duplicate relation": phrase("The same relation twice"),
    "repeated relation": phrase("A relation that clusters say already"),
    "event without arguments": phrase("An event without arguments"),
    "name without cluster": phrase("A name outside its cluster"),
    "mixed cluster": phrase("A cluster of several types"),
    "needless cluster": phrase("A cluster where none is asked for"),
}


def problem_title(session: Session, kind: str) -> str:
    """Return the short title of a kind of problem."""
    return session.tr(TITLES[kind])
