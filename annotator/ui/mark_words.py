"""What a table says of a mark, one line each: its words, its links, its attributes; isolated, so that none mixes."""

from annotator.domain.model import AttributeValue, Event, Mark
from annotator.domain.schema import AttributeType
from annotator.text.direction import isolate
from annotator.ui.mark_links import Line, link_lines, role_lines
from annotator.ui.marking import scope_of
from annotator.ui.session import Session
from annotator.ui.wording import mark_text

_LONGEST = 120  # code points of a mark's text
_MOST = 12  # links


def line_words(session: Session, mark: Mark) -> str:
    """Return the words that a mark stands on as one isolated line, cut where they are long."""
    words = " ".join(mark_text(session, mark).split())
    return isolate(words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…")


def link_words(session: Session, mark: Mark) -> str:
    """Return an event's roles and their fillers, and what else a mark is linked with."""
    roles = role_lines(session, mark) if isinstance(mark, Event) else []
    lines = [*roles, *link_lines(session, mark)]
    more = [] if len(lines) <= _MOST else ["…"]
    return " · ".join([*(_pair(line) for line in lines[:_MOST]), *more])


def _pair(line: Line) -> str:
    return f"{isolate(line.title)}: {isolate(' '.join(line.text.split()))}"


def attribute_words(session: Session, mark: Mark) -> str:
    """Return the values of a mark's attributes by their names."""
    kinds = {kind.id: kind for kind in session.schema.attributes_of(scope_of(mark), mark.type)}
    return " · ".join(_value(session, name, value, kinds.get(name)) for name, value in mark.attributes.items())


def _value(session: Session, name: str, value: AttributeValue, kind: AttributeType | None) -> str:
    language = session.settings.language
    title = kind.label.text(language) if kind else name
    if isinstance(value, bool):
        return isolate(title) if value else f"{isolate(title)}: {session.tr('no')}"
    option = next((one for one in kind.options if one.id == value), None) if kind else None
    said = option.label.text(language) if option else str(value)
    return isolate(said) if option else f"{isolate(title)}: {isolate(said)}"
