"""What keys and panels have in common when they say that two mentions are one thing."""

from annotator.domain.model import Relation, spans_of
from annotator.domain.span import surface
from annotator.operations.same_thing import PRONOUN
from annotator.text.clitics import bare
from annotator.text.stops import PRONOUNS
from annotator.ui.desk import Desk
from annotator.ui.joining import Joining
from annotator.ui.marking import is_editable
from annotator.ui.pairing import Pairing


def start_join(desk: Desk) -> None:
    """Let the user choose another mention of what the selected mark, or the selected words, mean."""
    session, mark = desk.session, desk.session.mark
    if isinstance(mark, Relation) or not is_editable(desk):
        return
    spans = desk.canvas.selection.spans
    if mark is None and not spans:
        session.said.emit(session.tr("Select some text first: arrow keys move, Shift extends."))
        return
    is_pronoun = mark is None and bare(surface(session.text, spans)) in PRONOUNS
    joining = Joining(desk, mark.id if mark else spans, mention_class=PRONOUN if is_pronoun else "")
    if joining.targets:
        desk.enter(joining)
    else:
        session.said.emit(session.tr("There is no other mark of this type that could be the same thing."))


def start_pronoun(desk: Desk) -> None:
    """Select the pronoun that ends the word and let the user choose what it stands for."""
    session = desk.session
    if not is_editable(desk):
        return
    if not desk.canvas.select_pronoun():
        session.said.emit(session.tr("No attached pronoun ends this word."))
        return
    spans = desk.canvas.selection.spans
    near = session.marks.in_range(spans[0].start, spans[0].end)
    known = next((mark for mark in near if spans_of(mark) == spans), None)
    joining = Joining(desk, known.id if known else spans, mention_class=PRONOUN)
    if joining.targets:
        session.select(known.id if known else None)
        desk.enter(joining)
    else:
        session.said.emit(session.tr("Nothing is marked that this pronoun could stand for; a type key marks it alone."))


def start_pair(desk: Desk) -> None:
    """Show the selected words as two parts, a name and its description; the next type key marks both."""
    session = desk.session
    if not is_editable(desk):
        return
    pairing = Pairing(desk)
    if pairing.is_possible:
        desk.enter(pairing)
    else:
        session.said.emit(session.tr("Select the name and its description first, at least two words."))
