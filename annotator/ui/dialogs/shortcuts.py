"""Shortcut page: every key and what it does, made from the tables of commands and types; keys are changed here too."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout

from annotator.domain.schema import offered
from annotator.ui.desk import Desk
from annotator.ui.keymap import Binding, bindings, clash, commands_of, remapped
from annotator.ui.menus import MENUS, TEXT
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.key_field import KeyField
from annotator.ui.widgets.paper import Paper

_CHORDS = 2  # keys in a row that a type may have; a command has one


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page: what has keys, and what it is for."""

    binding: Binding
    help: str


class ShortcutPage(QDialog):
    """List commands by menu, then the schema's types; keys that something else has are refused with its name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self.setWindowTitle(desk.session.tr("Keyboard shortcuts"))
        self.resize(scaled(760), 640)
        self._desk = desk
        self.fields: dict[tuple[str, str], KeyField] = {}
        page = Paper()
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(24, 8, 24, 24)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        for title, rows in self._sections():
            self._section(title, rows)
        scroll = QScrollArea()
        scroll.setAccessibleName(desk.session.tr("Keyboard shortcuts"))
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        self.told = self._explanation()
        column.addWidget(self.told)
        column.addWidget(scroll)

    def _explanation(self) -> QLabel:
        tr = self._desk.session.tr
        words = tr("To change keys, press the button with them and then the new ones: a type may have two in a row.")
        more = tr("Esc leaves them, Del takes them away, Backspace gives back the first ones.")
        label = plain.label(f"{words}\n{more}", kind="muted", wraps=True)
        label.setContentsMargins(24, 0, 24, 0)
        return label

    def _sections(self) -> Iterator[tuple[str, list[Row]]]:
        session = self._desk.session
        tr, language = session.tr, session.settings.language
        found = {(one.scope, one.name): one for one in self._bindings()}
        known = sorted(commands_of(session.settings).values(), key=lambda one: one.order)
        for menu, title in (TEXT, *MENUS.items()):
            rows = [Row(found["command", one.name], tr(one.help)) for one in known if one.menu == menu]
            yield tr(title).replace("&", ""), rows
        for scope, heading, kinds in (
            ("entity", tr("Entities"), offered(session.schema.entities)),
            ("event", tr("Events"), offered(session.schema.events)),
            ("relation", tr("Relations"), offered(session.schema.relations)),
        ):
            yield heading, [Row(found[scope, kind.id], kind.description.text(language)) for kind in kinds]

    def _bindings(self) -> Iterator[Binding]:
        session = self._desk.session
        return bindings(session.settings, session.schema, session.tr)

    def _section(self, title: str, rows: list[Row]) -> None:
        if not rows:
            return
        heading = plain.label(title, kind="heading")
        heading.setContentsMargins(0, 14, 0, 2)
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 3)
        for row in rows:
            line = self._grid.rowCount()
            self._grid.addWidget(self._field(row.binding), line, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(plain.label(row.binding.title), line, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(
                plain.label(row.help, kind="muted", wraps=True), line, 2, Qt.AlignmentFlag.AlignVCenter
            )

    def _field(self, binding: Binding) -> KeyField:
        most = 1 if binding.scope == "command" else _CHORDS
        first = binding.keys[0] if binding.keys else ""
        field = KeyField(binding.title, first, self._desk.canvas.look.theme, most=most)
        field.chosen.connect(lambda keys: self.change(binding, keys))
        field.restored.connect(lambda: self.change(binding, None))
        self.fields[binding.scope, binding.name] = field
        return field

    def change(self, binding: Binding, keys: str | None) -> None:
        """Give other keys ("" for none, None for the first ones), unless something else has them."""
        session = self._desk.session
        wanted = self._first_keys(binding) if keys is None else keys
        if wanted:
            taken = clash(wanted, binding, self._bindings())
            if taken is not None:
                self._tell(session.tr("“{name}” has these keys. Give it other ones first.", name=taken.title), "bad")
                return
        session.set_settings(**remapped(session.settings, session.schema.id, binding, keys))
        now = next(one for one in self._bindings() if (one.scope, one.name) == (binding.scope, binding.name))
        self.fields[binding.scope, binding.name].show_keys(now.keys[0] if now.keys else "")
        self._tell(session.tr("“{name}” has its new keys.", name=binding.title), "good")

    def _first_keys(self, binding: Binding) -> str:
        session = self._desk.session
        schema = session.project.schema() if session.project else session.schema
        plain_settings = replace(session.settings, command_keys={}, type_keys={})
        known = bindings(plain_settings, schema, session.tr)
        first = next(one for one in known if (one.scope, one.name) == (binding.scope, binding.name))
        return first.keys[0] if first.keys else ""

    def _tell(self, sentence: str, kind: str) -> None:
        self.told.setText(sentence)
        self.told.setProperty("kind", kind)
        self.told.style().polish(self.told)


def show_shortcuts(desk: Desk) -> None:
    """Show the page until it is closed."""
    ShortcutPage(desk).exec()
