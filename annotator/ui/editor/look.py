"""Look: everything that decides how marks appear: theme, wording, fonts and sizes; made anew when one of them changes.

The layout asks it for words and colours and never looks into the schema itself.
"""

from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtGui import QFont

from annotator.domain.model import Entity, Event
from annotator.domain.schema import EntityType, EventType, Schema, Wording
from annotator.ui import fonts
from annotator.ui.editor.marks import Link, Mention
from annotator.ui.editor.seen import WHOLE, View
from annotator.ui.i18n import Translator
from annotator.ui.theme import LIGHT, Theme

Style = Literal["bands", "boxes"]
Arcs = Literal["all", "selection", "none"]  # whose links are drawn
UNKNOWN = "#808080"  # a type that the schema does not have


@dataclass(frozen=True)
class Look:
    """How marks appear; `wording` is the language of type names ("ar" or "en")."""

    theme: Theme
    schema: Schema
    tr: Translator
    wording: str = "ar"
    family: str = fonts.TEXT_FAMILY
    size: int = 24  # pixels
    label_size: int = 12  # pixels
    style: Style = "bands"
    arcs: Arcs = "all"
    spacing: int = 100  # per cent of the usual distance between lines
    view: View = WHOLE
    is_suggested: bool = False  # nobody's work yet: drawn hollow
    text_font: QFont = field(init=False)
    label_font: QFont = field(init=False)
    tag_font: QFont = field(init=False)
    hint_font: QFont = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text_font", fonts.text_font(self.family, self.size))
        object.__setattr__(self, "label_font", fonts.label_font(self.label_size, QFont.Weight.Medium))
        object.__setattr__(self, "tag_font", fonts.label_font(self.label_size, QFont.Weight.Bold))
        object.__setattr__(self, "hint_font", fonts.label_font(self.label_size + 4))

    def tag_of(self, mark: Mention) -> str:
        """Return the words of a mark's tag: in English an entity's id, for short ids are what guidelines speak of."""
        kind = self._kind(mark)
        if kind is None or (self.wording != "ar" and isinstance(mark, Entity)):
            return mark.type
        return kind.label.text(self.wording)

    def full_name(self, mark: Mention) -> str:
        """Return the whole name of a mark's type, for hints."""
        kind = self._kind(mark)
        return kind.label.text(self.wording) if kind else mark.type

    def label_of(self, link: Link, owner: Event | None) -> str:
        """Return the words of a link's label; `owner` is the event of an argument."""
        if owner is None:
            relation = self.schema.relation(link.name)
            return relation.label.text(self.wording) if relation else link.name
        event = self.schema.event(owner.type)
        role = event.role(link.name) if event else None
        return role.label.text(self.wording) if role else link.name

    def colour_of(self, mark: Mention) -> str:
        """Return the colour of a mark's band and tag on this theme's page."""
        kind = self._kind(mark)
        return self.theme.line(kind.colour if kind else UNKNOWN)

    def fill_of(self, mark: Mention) -> str:
        """Return the tint behind a trigger or a box."""
        kind = self._kind(mark)
        return self.theme.fill(kind.colour if kind else UNKNOWN)

    def word_of(self, mark: Mention) -> str:
        """Return the colour of words on that tint."""
        kind = self._kind(mark)
        return self.theme.word(kind.colour if kind else UNKNOWN)

    def _kind(self, mark: Mention) -> EntityType | EventType | None:
        return self.schema.entity(mark.type) if isinstance(mark, Entity) else self.schema.event(mark.type)


def plain_look() -> Look:
    """Return the look of a canvas that nobody has dressed yet."""
    return Look(LIGHT, Schema("", Wording()), Translator("ar"))
