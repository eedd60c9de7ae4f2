"""Mention finder: find an entity or event by its words or its type, however far away in the text it is."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from annotator.domain.model import Entity, Event, spans_of
from annotator.domain.span import hull
from annotator.text.normalize import fold_text
from annotator.ui.desk import Desk
from annotator.ui.dialogs.finder import Entry, Finder
from annotator.ui.lines import line_of
from annotator.ui.wording import kind_of, mark_text

_LONGEST = 80  # letters of a mention that are searched and shown


def find_mention(desk: Desk, ids: Iterable[str], take: Callable[[str], None]) -> None:
    """Let one of these marks be found by type-ahead and give it to `take`."""
    finder = Finder(desk, _entries(desk, ids, take), desk.session.tr("Words or type of a mark…"))
    finder.open_over()


def _entries(desk: Desk, ids: Iterable[str], take: Callable[[str], None]) -> Iterator[Entry]:
    session = desk.session
    language = session.settings.language
    for mark_id in ids:
        mark = session.marks.get(mark_id)
        if not isinstance(mark, Entity | Event):
            continue
        kind = kind_of(session.schema, mark)
        label = kind.label.text(language) if kind else mark.type
        words = " ".join(mark_text(session, mark)[:_LONGEST].split())
        names = f"{kind.label.ar} {kind.label.en}" if kind else ""
        line = session.tr("line {number}", number=line_of(session.text, hull(spans_of(mark)).start))
        yield Entry(
            title=words,
            keys="",
            words=fold_text(f"{words} {names} {mark.type} {mark.name}"),
            do=partial(take, mark_id),
            colour=kind.colour if kind else "",
            note=f"{label} · {line}",
        )
