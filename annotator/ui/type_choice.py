"""Type choice: which entity type new words get, by key or click, where a role admits more than one."""

from collections.abc import Sequence

from annotator.domain.schema import EntityType
from annotator.domain.span import Fragments
from annotator.ui.desk import Desk
from annotator.ui.type_keys import choice_keys
from annotator.ui.widgets.choice_card import Choice, ChoiceCard


class TypeChoice:
    """The card with the types and the keys that choose them; `by_key` gives type ids."""

    def __init__(self, desk: Desk, kinds: Sequence[EntityType], spans: Fragments) -> None:
        self.spans = spans
        keys = choice_keys([kind.hotkey for kind in kinds])
        language = desk.session.settings.language
        choices = [
            Choice(kind.id, kind.label.text(language), kind.colour, key) for kind, key in zip(kinds, keys, strict=True)
        ]
        self.by_key = {choice.key: choice.id for choice in choices if choice.key}
        self.card = ChoiceCard(desk.canvas, spans[-1], desk.session.tr("Which type?"), choices)
