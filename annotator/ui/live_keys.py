"""Live keys: the sentence that says which keys mean something now, in every state that the keyboard can be in."""

from annotator.domain.model import Event, Relation
from annotator.ui.desk import Desk
from annotator.ui.keys import caps
from annotator.ui.linking import keys_of_pair
from annotator.ui.wording import type_title

_NAMED = 4  # relation types that are named with their keys
_SAID = (
    *("fill_roles", "relate", "next_link", "mark_again", "reverse_relation"),
    *("delete_mark", "search_commands", "shortcuts"),
    *("accept_suggestion", "reject_suggestion", "accept_all_suggestions"),
)


def live_keys(desk: Desk) -> str:
    """Return what the keys mean now; "" where no document is open."""
    session = desk.session
    tr = session.tr
    if desk.mode is not None:
        return desk.mode.prompt()
    if session.document is None:
        return ""
    if session.project is not None and session.project.read_only:
        return tr("Open for reading only: arrows move, [ and ] step through the marks.")
    if desk.locked is not None:
        name = type_title(session, desk.locked[1])
        return tr("Locked: “{type}” – Space or any selection marks with it, Esc unlocks.", type=name)
    keys = _keys(desk)
    if session.origin:
        return tr(
            "Suggestions: {accept_suggestion} accepts the selected one, {reject_suggestion} rejects it, "
            "{accept_all_suggestions} accepts all; [ and ] step through them.",
            **keys,
        )
    if isinstance(session.mark, Relation):
        return _of_relation(desk, session.mark)
    if isinstance(session.mark, Event):
        return tr(
            "Event: {fill_roles} fills its roles, a type key changes it, {relate} relates, {next_link} steps to its "
            "links, {delete_mark} deletes.",
            **keys,
        )
    if session.mark is not None:
        return tr(
            "Mark: a type key changes it, {mark_again} marks its words once more, {relate} relates, {next_link} steps "
            "to its links, {delete_mark} deletes.",
            **keys,
        )
    return tr(
        "Arrows move, Shift extends, letters and digits mark, {relate} relates, {search_commands} finds, {shortcuts} "
        "shows all keys.",
        **keys,
    )


def _of_relation(desk: Desk, relation: Relation) -> str:
    session = desk.session
    language = session.settings.language
    named = [
        f"{caps(key)[0]} {kind.label.text(language)}"
        for key, kind in keys_of_pair(session, relation).items()
        if kind.id != relation.type
    ]
    return session.tr(
        "Relation: {reverse_relation} turns it round, {delete_mark} deletes; other types: {types}.",
        types=" · ".join(named[:_NAMED]) or "—",
        **_keys(desk),
    )


def _keys(desk: Desk) -> dict[str, str]:
    """Return the keys that commands have now, by the commands' names."""
    return {name: _key(keys) if (keys := desk.command_keys.get(name)) else "—" for name in _SAID}


def _key(keys: str) -> str:
    (cap,) = caps(keys)
    return f"{cap.modifiers}{cap.latin}" if len(cap.modifiers) <= 1 else f"{cap.modifiers}+{cap.latin}"
