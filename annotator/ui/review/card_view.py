"""Card view: all that the decision card shows at one moment; a mode makes it and the card draws it."""

from dataclasses import dataclass

from annotator.domain.span import Fragments


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: the keys that give it, whose it is ("" for nobody's), and its words."""

    keys: tuple[str, ...]
    words: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class CardView:
    """What is asked and how it can be answered.

    `sentence` is the text that it is about with the marks' places in it, `lines` a list of places that are alike,
    `field` the words in an empty line to write in (None: no line), `keys` what else can be pressed, with its name.
    """

    title: str
    step: str = ""
    sentence: tuple[str, Fragments] | None = None
    note: str = ""
    options: tuple[Option, ...] = ()
    lines: tuple[str, ...] = ()
    field: str | None = None
    keys: tuple[tuple[str, str], ...] = ()
