"""Selection: the text that the next command is about, and the mark it belongs to, if one is selected."""

from dataclasses import dataclass

from annotator.domain.span import Fragments


@dataclass(frozen=True, slots=True)
class Selection:
    """Fragments in ascending order (none before a document is shown), and the id of the selected mark."""

    spans: Fragments = ()
    mark: str | None = None


NOTHING = Selection()
