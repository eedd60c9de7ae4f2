"""Commands on suggestions: what a model proposes becomes one's own mark, or is put aside."""

from annotator.operations.suggestions import accept_suggestions, reject_suggestions
from annotator.ui.command import can_edit, command
from annotator.ui.desk import Desk


def _has_suggestions(desk: Desk) -> bool:
    return can_edit(desk) and bool(desk.session.origin)


def _has_suggestion(desk: Desk) -> bool:
    return _has_suggestions(desk) and desk.session.mark is not None


@command("Accept the suggestion", "mark", keys="=", order=330, is_live=_has_suggestion)
def accept_suggestion(desk: Desk) -> None:
    """Take the selected suggestion over as your own mark, and go to the next one."""
    session = desk.session
    mark, layer_id = session.mark, session.layer_id
    if mark is not None and layer_id is not None:
        after = _after(desk)
        if session.run(accept_suggestions, layer_id, [mark.id]) is not None:
            _go(desk, after)


@command("Accept all suggestions", "mark", keys="Shift+=", order=331, is_live=_has_suggestions)
def accept_all_suggestions(desk: Desk) -> None:
    """Take all open suggestions of this document over as your own marks, in one step."""
    if desk.session.layer_id is not None:
        desk.session.run(accept_suggestions, desk.session.layer_id)


@command("Reject the suggestion", "mark", keys="Shift+-", order=332, is_live=_has_suggestion)
def reject_suggestion(desk: Desk) -> None:
    """Put the selected suggestion aside as wrong, and go to the next one."""
    session = desk.session
    mark, layer_id = session.mark, session.layer_id
    if mark is not None and layer_id is not None:
        after = _after(desk)
        if session.run(reject_suggestions, layer_id, [mark.id]) is not None:
            _go(desk, after)


def _after(desk: Desk) -> list[str]:
    """Return the suggestions behind the selected one, and those in front of it."""
    ids = [mark.id for mark in desk.session.marks]
    at = ids.index(desk.session.mark.id) if desk.session.mark and desk.session.mark.id in ids else 0
    return ids[at + 1 :] + ids[:at]


def _go(desk: Desk, wanted: list[str]) -> None:
    """Select the first of these that is still open."""
    found = next((key for key in wanted if desk.session.marks.get(key) is not None), None)
    desk.session.select(found)
    if found is not None:
        desk.canvas.reveal(found)
