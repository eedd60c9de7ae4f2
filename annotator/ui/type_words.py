"""What is said of a type at the moment of choice: its definition, examples of what is marked with it and what not."""

from itertools import islice

from annotator.domain.model import Mark
from annotator.domain.schema import EntityType, EventType, RelationType
from annotator.text.direction import isolate
from annotator.text.normalize import fold_text
from annotator.ui.session import Session
from annotator.ui.wording import mark_text

Kind = EntityType | EventType | RelationType
_SHOWN = 3  # examples
_LOOKED_AT = 5000  # marks of the open layer
_LONGEST = 40


def about_type(session: Session, kind: Kind, mark_kind: type[Mark]) -> str:
    """Return a type's definition and examples: the schema's, else those of the open layer."""
    lines = [kind.description.text(session.settings.language)]
    examples = [_readable(example) for example in kind.examples[:_SHOWN]]
    if not examples and session.marks.counts[mark_kind, kind.id]:
        examples = _from_marks(session, kind, mark_kind)
    comma = "، " if session.tr.is_rtl else ", "
    if examples:
        lines.append(session.tr("For example: {examples}", examples=comma.join(map(isolate, examples))))
    if kind.counterexamples:
        against = comma.join(isolate(_readable(example)) for example in kind.counterexamples[:_SHOWN])
        lines.append(session.tr("But not: {examples}", examples=against))
    return "\n".join(line for line in lines if line)


def _readable(example: str) -> str:
    """Return an example of the schema with the mention in quotation marks instead of brackets."""
    return example.replace("[", "«").replace("]", "»")


def _from_marks(session: Session, kind: Kind, mark_kind: type[Mark]) -> list[str]:
    found: dict[str, str] = {}
    for mark in islice(session.marks, _LOOKED_AT):
        if isinstance(mark, mark_kind) and mark.type == kind.id:
            words = mark_text(session, mark)
            if len(words) <= _LONGEST:
                found.setdefault(fold_text(words), f"«{words}»")
        if len(found) == _SHOWN:
            break
    return list(found.values())


def fits(kind: Kind, needle: str) -> bool:
    """Say whether folded words are in one of a type's names."""
    return any(needle in fold_text(name) for name in (kind.id, kind.label.ar, kind.label.en, *kind.aliases))
