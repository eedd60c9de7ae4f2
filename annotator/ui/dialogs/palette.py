"""Palette: find a type or command by a part of its name, in Arabic or English, and do it."""

from collections.abc import Iterator
from functools import partial

from annotator.domain.schema import EntityType, EventType, RelationType, offered
from annotator.text.normalize import fold_text
from annotator.ui.command import Command
from annotator.ui.desk import Desk
from annotator.ui.dialogs.finder import Entry, Finder
from annotator.ui.keymap import commands_of
from annotator.ui.marking import apply_type
from annotator.ui.menus import TEXT


class Palette(Finder):
    """Find types and commands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, [*_types(desk), *_commands(desk)], desk.session.tr("A type or a command…"))


def _types(desk: Desk) -> Iterator[Entry]:
    schema = desk.session.schema
    scopes: tuple[tuple[str, tuple[EntityType | EventType | RelationType, ...]], ...] = (
        ("entity", offered(schema.entities)),
        ("event", offered(schema.events)),
        ("relation", offered(schema.relations)),
    )
    for scope, kinds in scopes:
        for kind in kinds:
            keys = kind.hotkey if scope != "relation" else ""
            words = fold_text(f"{kind.label.ar} {kind.label.en} {kind.id} {' '.join(kind.aliases)}")
            title = kind.label.text(desk.session.settings.language)
            yield Entry(title, keys, words, partial(apply_type, desk, scope, kind.id), kind.colour)


def _commands(desk: Desk) -> Iterator[Entry]:
    for found in sorted(commands_of(desk.session.settings).values(), key=_place):
        if found.menu == TEXT[0] or (found.is_live is not None and not found.is_live(desk)):
            continue
        title = desk.session.tr(found.title)
        words = fold_text(f"{title} {found.title} {found.name}")
        yield Entry(title, found.keys, words, partial(found.run, desk))


def _place(found: Command) -> tuple[str, int]:
    return found.menu, found.order
