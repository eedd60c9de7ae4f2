"""The look of panels, bars and cards: one style sheet made from a theme, beside the palette that Qt's own parts take.

Everything is symmetrical or in leading and trailing terms, so that it mirrors with the language. Widgets name what
they are by the property `kind`; no widget has a colour of its own.
"""

from annotator.domain.colours import mix
from annotator.ui.scale import scaled_sheet
from annotator.ui.theme import Theme

_SHEET = """
QMainWindow::separator { background: @border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
QToolBar { background: @window; border: none; border-bottom: 1px solid @border; padding: 4px 8px; spacing: 2px; }
QToolBar::separator { background: @border; width: 1px; margin: 6px 6px; }
QToolButton { border: none; border-radius: 6px; padding: 5px 8px; color: @text; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @pressed; }
QToolButton:focus { border: 1px solid @accent; padding: 4px 7px; }
QToolButton:disabled { color: @faint; }
QToolButton#who::menu-indicator { image: none; width: 0; }
QMenuBar { background: @window; padding: 2px 4px; }
QMenuBar::item { padding: 5px 10px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @surface; border: 1px solid @border; padding: 5px; }
QMenu::item { padding: 6px 26px; border-radius: 5px; }
QMenu::item:selected { background: @chosen; color: @text; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @border; margin: 5px 8px; }
QStatusBar { background: @window; border-top: 1px solid @border; }
QStatusBar::item { border: none; }
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDoubleSpinBox {
  background: @surface; border: 1px solid @border; border-radius: 6px; padding: 3px 8px; min-height: 23px;
  selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {
  border: 1px solid @accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { width: 0; height: 0; border-left: 4px solid @surface; border-right: 4px solid @surface;
  border-top: 5px solid @muted; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; padding: 4px; outline: none; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
  border: none; background: transparent; width: 20px; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { width: 0; height: 0; border-left: 4px solid @surface;
  border-right: 4px solid @surface; border-bottom: 5px solid @muted; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { width: 0; height: 0; border-left: 4px solid @surface;
  border-right: 4px solid @surface; border-top: 5px solid @muted; }
QPushButton { background: @surface; border: 1px solid @border; border-radius: 6px; padding: 6px 14px; }
QPushButton:hover { background: @hover; }
QPushButton:focus { border: 1px solid @accent; }
QPushButton:default, QPushButton[kind="primary"] {
  background: @accent; color: @on_accent; border: 1px solid @accent; font-weight: 600; }
QPushButton[kind="primary"]:disabled, QPushButton:default:disabled {
  background: @hover; color: @faint; border: 1px solid @border; }
QPushButton[kind="types"] { padding: 4px 10px; min-height: 21px; text-align: left; }
QPushButton[kind="choice"], QPushButton[kind="role"], QPushButton[kind="close"], QPushButton[kind="link"] {
  background: transparent; border: 1px solid transparent; padding: 4px 8px; text-align: left; }
QPushButton[kind="link"] { color: @accent; padding: 4px 2px; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; color: @muted; padding: 4px 2px; }
QPushButton[kind="quiet"]:hover, QPushButton[kind="link"]:hover { background: @hover; }
QPushButton[kind="choice"]:hover, QPushButton[kind="role"]:hover, QPushButton[kind="close"]:hover {
  background: @hover; }
QPushButton[kind="close"] { padding: 0 6px; color: @muted; font-size: 16px; }
QPushButton[kind="armed"] {
  background: @accent; color: @on_accent; border: none; padding: 4px 8px; font-weight: 600; }
QPushButton[kind="filler"] {
  background: @hover; border: none; border-radius: 10px; padding: 3px 10px; }
QPushButton[kind="filler"]:hover { background: @pressed; }
QPushButton[kind="toggle"] { background: transparent; border: 1px solid @border; padding: 4px 10px; color: @muted; }
QPushButton[kind="toggle"]:checked { background: @chosen; border: 1px solid @accent; color: @text; }
QPushButton[kind="state"] { border-radius: 11px; padding: 3px 12px; }
QPushButton[kind]:focus { border: 1px solid @accent; }
QPushButton[kind="primary"]:focus, QPushButton[kind="armed"]:focus, QPushButton:default:focus {
  border: 1px solid @text; }
QProgressBar[kind="thin"] { background: @border; border: none; border-radius: 3px; }
QProgressBar[kind="thin"]::chunk { background: @accent; border-radius: 3px; }
QCheckBox { border: 1px solid transparent; padding: 2px; }
QCheckBox:focus { border: 1px solid @accent; border-radius: 4px; }
QCheckBox::indicator:unchecked, QListWidget::indicator:unchecked {
  border: 1px solid @muted; border-radius: 3px; background: @surface; width: 11px; height: 11px; }
QTableView, QTreeView, QListWidget, QListView {
  background: @surface; border: 1px solid transparent; outline: none;
  selection-background-color: @chosen; selection-color: @text;
  alternate-background-color: @surface; }
QTableView:focus, QTreeView:focus, QListWidget:focus, QListView:focus, QScrollArea:focus, QWidget#panel:focus {
  border: 1px solid @accent; }
QTableView::item { padding: 4px 8px; border: none; }
QTableView::item:hover, QListWidget::item:hover { background: @alternate; }
QTableView::item:selected, QListWidget::item:selected { background: @chosen; color: @text; }
QListWidget::item { padding: 7px 10px; border-radius: 5px; }
QHeaderView { background: @surface; border: none; }
QHeaderView::section {
  background: @surface; color: @muted; border: none; border-bottom: 1px solid @border; padding: 5px 8px; }
QTabBar::tab { background: transparent; color: @muted; padding: 7px 14px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected:focus { background: @hover; color: @accent; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 11px; } QScrollBar:horizontal { height: 11px; }
QScrollBar::handle { background: @scroll; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; } QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; border: none; width: 0; height: 0; }
QScrollArea { background: @surface; border: 1px solid transparent; }
QToolTip { background: @surface; color: @text; border: 1px solid @border; padding: 6px 8px; }
QFrame#card, QFrame#palette { background: @surface; border: 1px solid @border; border-radius: 10px; }
QFrame#spot { background: transparent; border: 3px solid @accent; border-radius: 8px; }
QFrame#figure { background: @surface; border: 1px solid @border; border-radius: 8px; }
QWidget#panel { background: @surface; }
QWidget#panelHead, QWidget#documentHead { background: @window; border-bottom: 1px solid @border; }
QWidget#foot { background: @window; border-top: 1px solid @border; }
QWidget#welcome { background: @page; }
QLabel[kind="about"] { color: @muted; border-top: 1px solid @border; padding: 8px 12px; }
QLabel[kind="heading"] { font-weight: 600; color: @muted; }
QLabel[kind="title"] { font-weight: 600; color: @text; }
QLabel[kind="page"] { font-weight: 600; font-size: 19px; color: @text; }
QLabel[kind="display"] { font-weight: 700; font-size: 30px; color: @text; }
QLabel[kind="figure"] { font-weight: 700; font-size: 22px; color: @text; }
QLabel[kind="figureBad"] { font-weight: 700; font-size: 22px; color: @bad; }
QLabel[kind="lead"] { font-size: 15px; color: @muted; }
QLabel[kind="muted"] { color: @muted; }
QLabel[kind="small"] { color: @muted; font-size: 12px; }
QLabel[kind="accent"] { color: @accent; }
QLabel[kind="warning"] { color: @warning; }
QLabel[kind="good"] { color: @good; }
QLabel[kind="bad"] { color: @bad; }
QLabel[kind="quote"] { font-size: 18px; color: @ink; }
"""


def style_sheet(theme: Theme, scale: float = 1.0) -> str:
    """Return the window's style sheet in the theme's colours, for letters of `scale` times the usual size."""
    colours = {
        "page": theme.page,
        "ink": theme.ink,
        "window": theme.window,
        "surface": theme.surface,
        "alternate": theme.alternate,
        "text": theme.text,
        "muted": theme.muted,
        "border": theme.border,
        "accent": theme.accent,
        "on_accent": theme.on_accent,
        "good": theme.good,
        "warning": theme.warning,
        "bad": theme.bad,
        "hover": mix(theme.text, theme.window, 0.07),
        "pressed": mix(theme.text, theme.window, 0.14),
        "faint": mix(theme.text, theme.window, 0.42),
        "chosen": chosen(theme),
        "scroll": mix(theme.text, theme.window, 0.25),
    }
    sheet = scaled_sheet(_SHEET, scale)
    for name in sorted(colours, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", colours[name])
    return sheet


def chosen(theme: Theme) -> str:
    """Return the colour behind the selected row of a list."""
    return mix(theme.accent, theme.surface, 0.16)
