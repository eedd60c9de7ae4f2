"""Side: what stands beside the form - how the type will look, which colours are near, which keys are taken."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.schema import EntityType, EventType, RelationType
from annotator.operations.schema_keys import clashes
from annotator.operations.schema_parts import has, part
from annotator.operations.schema_steps import Target
from annotator.ui.keys import caps, chords
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.eyes import Eyes
from annotator.ui.schema_editor.fields import ChoiceField
from annotator.ui.schema_editor.key_map import KeyMap
from annotator.ui.schema_editor.preview import Preview
from annotator.ui.schema_editor.spot import Spot, holder_of
from annotator.ui.widgets import plain
from annotator.ui.widgets.paper import Paper

_LATER = 60  # milliseconds after an edit, so that typing is never behind
_PAIRS = 4  # of close colours that the page of the whole schema shows
_CLASHES = 4  # that are told in words


class Side(QScrollArea):
    """Three parts below each other; those that say nothing of what is shown are put away."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._context = 0
        tr = bench.tr
        self.preview, self.eyes, self.keys = Preview(bench), Eyes(bench), KeyMap(bench)
        self._closeness = plain.label("", kind="small", wraps=True)
        self._layer = plain.label("", kind="small", wraps=True)
        self._clashes = plain.label("", kind="bad", wraps=True)
        self.keys.pressed.connect(self._go)
        self.keys.shown.connect(self._name_layer)
        self._held = ChoiceField()
        self._held.box.setMinimumWidth(scaled(90))
        self._held.name_for_speech(tr("Keys held down"))
        self._held.edited.connect(lambda held: self.keys.hold(str(held)))
        self._column = QVBoxLayout()
        self._column.setContentsMargins(18, 20, 18, 20)
        self._column.setSpacing(10)
        self._look = self._part(tr("How it will look"), self.preview)
        self._near = self._part(tr("Colours near it, to different eyes"), self.eyes, self._closeness)
        self._map = self._part(tr("Keys"), self.keys, self._layer, self._held, self._clashes)
        self._column.addStretch(1)
        paper = Paper()
        paper.setLayout(self._column)
        self.setWidget(paper)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(self.read)
        bench.edited.connect(self._later.start)
        bench.moved.connect(self._later.start)

    def read(self) -> None:
        """Show what is edited as it is now."""
        self._later.stop()
        spot = self._bench.spot
        kind = self._kind(spot)
        self.preview.show_type(kind)
        self._look.setVisible(kind is not None)
        colour = self._colour(spot)
        is_whole = spot.page == "schema"
        self._near.setVisible(bool(colour) or is_whole)
        if is_whole:
            self.eyes.show_close(_PAIRS)
            tr = self._bench.tr
            said = tr("These colours are easily mistaken, by some eyes at least. Propose colours to part them.")
            nothing = tr("Every colour stays apart from the others.")
            self._closeness.setText(nothing if self.eyes.is_empty else said)
        elif colour:
            self.eyes.show_colour(spot, self._bench.name(spot), colour)
            closest, tr = self.eyes.closest, self._bench.tr
            said = (
                tr("Easily mistaken for “{name}”", name=closest.name) if closest else tr("Stays apart from all others")
            )
            self._closeness.setText(said)
        self._show_keys(spot)
        for box in (self._look, self._near, self._map):  # at once, for else it is seen growing
            layout = box.layout()
            if layout is not None:
                layout.activate()
        self._column.activate()

    def _part(self, title: str, *widgets: QWidget) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(6)
        column.addWidget(plain.label(title, kind="heading"))
        for widget in widgets:
            column.addWidget(widget)
        self._column.addWidget(made)
        return made

    def _kind(self, spot: Spot) -> EntityType | EventType | RelationType | None:
        """Return the type whose look is shown: of a part, the one that it is within."""
        found = self._bench.part(holder_of(spot)) if spot.is_thing else None
        return found if isinstance(found, EntityType | EventType | RelationType) else None

    def _colour(self, spot: Spot) -> str:
        return str(getattr(self._bench.part(spot), "colour", "")) if spot.is_thing else ""

    def _show_keys(self, spot: Spot) -> None:
        bench = self._bench
        own = spot.target if spot.page in ("entity", "event", "relation", "value") else None
        context = {"relation": 1, "relations": 1, "value": 2, "attribute": 2, "attributes": 2}.get(spot.page, 0)
        key = str(getattr(bench.part(spot), "hotkey", "")) if own is not None else ""
        self._context = context
        self.keys.show_context(context, chords(key)[:-1], own)
        self._clashes.setText("\n".join(self._told_clashes()))
        self._clashes.setVisible(bool(self._clashes.text()))

    def _name_layer(self) -> None:
        """Say which keys are shown, and offer those with other modifiers held down."""
        tr, first = self._bench.tr, self.keys.first
        said = (tr("What marks text"), tr("What links marks"), tr("Values of attributes"))[self._context]
        if first:
            said = tr("{what}, after {key}", what=said, key=" ".join(map(str, caps(", ".join(first)))))
        self._layer.setText(said)
        layers = self.keys.layers()
        self._held.offer((held, held.rstrip("+") or tr("Bare keys")) for held in layers)
        self._held.show_value(self.keys.held)
        self._held.setVisible(len(layers) > 1 or any(layers))

    def _told_clashes(self) -> list[str]:
        tr = self._bench.tr
        pairs = clashes(self._bench.schema)
        lines = [tr("“{one}” and “{other}” clash", one=self._name(a), other=self._name(b)) for a, b in pairs[:_CLASHES]]
        more = len(pairs) - _CLASHES
        return [*lines, tr.count("and {count} more clashes", more)] if more > 0 else lines

    def _name(self, target: Target) -> str:
        found = part(self._bench.schema, target)
        return str(found.label.text(self._bench.language) or found.id)

    def _go(self, target: Target) -> None:
        if target.scope in ("entity", "event", "relation", "value") and has(self._bench.schema, target):
            self._bench.go(Spot(target.scope, target.id, target.within))


def side_width() -> int:
    """Return the width in pixels that the side begins with."""
    return scaled(400)
