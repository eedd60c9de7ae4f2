"""The options that several writers share: how texts become tokens and examples, and what becomes of misfits.

A writer takes the options that it declares and no others; what it declares is what every surface offers.
"""

from dataclasses import replace

from annotator.formats.option import Option
from annotator.formats.overlap import PIECES
from annotator.formats.splitters import SPLITTERS
from annotator.formats.token_table import EDGES
from annotator.formats.type_names import TYPES
from annotator.formats.windows import UNITS

DROP = "drop"
_SPLITTERS = {
    "words": "words and punctuation",
    "white space": "what white space parts",
    "blanks": "what blanks part",
    "clitics": "words with clitics cut off",
    "gliner": "tokens of GLiNER",
    "gliner2": "tokens of GLiNER2",
    "spacy": "tokens of spaCy",
}

EDGE = Option(
    "edges",
    "Mentions that end inside a token",
    EDGES,
    "split",
    titles=("cut the token", "grow to whole tokens", "shrink to whole tokens", "are left out and counted"),
    help="Only cutting the tokens keeps every mention as it was marked.",
)
UNIT = Option("unit", "One example is", UNITS, "document", titles=("a document", "a sentence"))
PIECE = Option(
    "pieces",
    "Mentions in several pieces",
    PIECES,
    "leave",
    titles=("are left out and counted", "are written by their first piece", "are written from end to end"),
    help="In Arabic, the first piece nearly always holds the head.",
)
TYPE = Option("types", "Types are written by", TYPES, "names", titles=("their names for people", "their ids"))
LONGEST = Option("longest", "Longest example, in tokens", kind="number", help="No mention is cut; empty is no limit.")
OVERLAP = Option("overlap", "Tokens that two examples share", kind="number", help="Only where examples have a limit.")
EMPTY = Option("empty", "Examples without any mention", ("keep", DROP), "keep", titles=("are kept", "are left out"))
NEGATIVES = Option("negatives", "List types that do not occur", ("none", "schema"), "none", titles=("no", "yes"))
IDS = Option("ids", "Write the names of documents", ("none", "names"), "none", titles=("no", "yes"))
NESTED = Option(
    "nested",
    "Of mentions that share words",
    ("outermost", "innermost", "columns"),
    "outermost",
    titles=("the outermost is written", "the innermost is written", "each has a column"),
)


def tokens(default: str = "words") -> Option:
    """Return the option of tokens; `default` is the splitter of the trainer that the format is for."""
    names = (default, *(name for name in SPLITTERS if name != default))
    titles = tuple(_SPLITTERS[name] for name in names)
    return Option("tokens", "Tokens are", names, default, titles=titles, help="Take the ones that the trainer makes.")


def with_choices(option: Option, *choices: str) -> Option:
    """Return the option with only these choices, the first of which is the default."""
    return replace(option, choices=choices, default=choices[0], titles=tuple(map(option.title_of, choices)))
