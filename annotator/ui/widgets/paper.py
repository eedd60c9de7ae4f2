"""Paper: a widget that has the theme's surface as its ground, for panels and pages in them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Paper(QWidget):
    """A plain widget that the style sheet may paint."""

    def __init__(self, name: str = "panel") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
