"""Preview: how the type that is edited will look in a text - bands and boxes, in light and in dark colours."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.schema import EntityType, EventType, RelationType
from annotator.ui.editor.look import Look, Style
from annotator.ui.picture import paint_document
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.sample import sample_of
from annotator.ui.theme import DARK, LIGHT, Theme

_LETTERS = 19  # pixels of the sample's text
_LABELS = 11
_GAP = 8
_VIEWS: tuple[tuple[Theme, Style], ...] = ((LIGHT, "bands"), (LIGHT, "boxes"), (DARK, "bands"), (DARK, "boxes"))


class Preview(QWidget):
    """Four small pictures of one line, painted as the canvas paints."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._kind: EntityType | EventType | RelationType | None = None
        self._made_for: tuple[object, ...] = ()
        self.pictures: list[QImage] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(scaled(240))
        self.setAccessibleName(bench.tr("How it will look"))

    def show_type(self, kind: EntityType | EventType | RelationType | None) -> None:
        """Show a type as it is now; None for none."""
        self._kind = kind
        self._paint()

    def sizeHint(self) -> QSize:
        return QSize(scaled(340), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(240), self._height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._paint()
        with QPainter(self) as painter:
            top = 0.0
            for picture in self.pictures:
                painter.drawImage(0, round(top), picture)
                top += picture.deviceIndependentSize().height() + _GAP

    def _height(self) -> int:
        heights = [picture.deviceIndependentSize().height() + _GAP for picture in self.pictures]
        return round(sum(heights)) or 10

    def _paint(self) -> None:
        """Paint the pictures anew if anything that they show is different."""
        made_for = (self._kind, self._bench.schema, self.width(), self.devicePixelRatioF())
        if made_for == self._made_for:
            return
        self._made_for = made_for
        self.pictures = [] if self._kind is None else [self._picture(*view) for view in _VIEWS]
        self.setFixedHeight(self._height())
        self.update()

    def _picture(self, theme: Theme, style: Style) -> QImage:
        assert self._kind is not None  # _paint has looked
        bench = self._bench
        text, layer = sample_of(bench.schema, self._kind)
        look = Look(
            theme,
            bench.schema,
            bench.tr,
            bench.language,
            size=scaled(_LETTERS),
            label_size=scaled(_LABELS),
            style=style,
        )
        return paint_document(text, layer, look, max(self.width(), 200), ratio=self.devicePixelRatioF())
