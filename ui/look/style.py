"""The one style sheet, made from the tokens of a scheme.

Widgets say what they are through two properties: `part` (a pane or surface) and `words`
(a kind of text); see `surfaces` and `text`.
"""

from ui.look.measure import BIGGER, BODY, NUMBER, SMALLER, TINY, TITLE, px
from ui.look.tokens import Kind, Tokens


def style_sheet(t: Tokens) -> str:
    """Everything that Fusion and the palette do not say by themselves."""
    return "\n".join((_lists(t), _panes(t), _words(t), _buttons(t), _fields(t), _rest(t)))


def _panes(t: Tokens) -> str:
    kinds = "\n".join(
        f'QWidget[part="{kind.value} card"] {{ background: {t.tints[kind]};'
        f" border: 1px solid {t.selected_edge if kind is Kind.ACCENT else t.tints[kind]};"
        f" border-radius: {px(6)}px; }}"
        for kind in Kind
    )
    return f"""
QMainWindow, QDialog {{ background: {t.surface}; }}
QWidget[part="rail"] {{ background: {t.surface}; border-right: 1px solid {t.line}; }}
QWidget[part="top bar"] {{ background: {t.surface}; border-bottom: 1px solid {t.line}; }}
QWidget[part="status bar"] {{ background: {t.surface}; border-top: 1px solid {t.line}; }}
QWidget[part="pane"] {{ background: {t.surface}; }}
QWidget[part="left pane"] {{ background: {t.surface}; border-right: 1px solid {t.line}; }}
QWidget[part="right pane"] {{ background: {t.inset}; border-left: 1px solid {t.line}; }}
QWidget[part="head"] {{ background: {t.surface}; border-bottom: 1px solid {t.line}; }}
QWidget[part="desk"] {{ background: {t.line if t.scheme != "high contrast" else t.surface}; }}
QWidget[part="card"] {{ background: {t.surface}; border: 1px solid {t.edge};
    border-radius: {px(8)}px; }}
QWidget[part="lit card"] {{ background: {t.surface}; border: 2px solid {t.accent};
    border-radius: {px(8)}px; }}
QWidget[part="popup"] {{ background: {t.surface}; border: 1px solid {t.edge};
    border-radius: {px(8)}px; }}
QWidget[part="raised"] {{ background: {t.raised}; border-radius: {px(8)}px; }}
QWidget[part="line"] {{ background: {t.line}; }}
QWidget[part="paper"] {{ background: {t.surface}; border: 1px solid {t.edge}; }}
{kinds}
"""


def _words(t: Tokens) -> str:
    kinds = "\n".join(f'QLabel[ink="{kind.value}"] {{ color: {t.ink(kind)}; }}' for kind in Kind)
    return f"""
QLabel {{ background: transparent; border: none; }}
QLabel[words="muted"] {{ color: {t.muted}; }}
QLabel[words="small"] {{ color: {t.muted}; font-size: {px(SMALLER)}px; }}
QLabel[words="strong"] {{ font-weight: 600; }}
QLabel[words="heading"] {{ font-size: {px(BIGGER)}px; font-weight: 600; }}
QLabel[words="title"] {{ font-size: {px(TITLE)}px; font-weight: 600; }}
QLabel[words="number"] {{ font-size: {px(NUMBER)}px; font-weight: 600; }}
QLabel[words="section"] {{ color: {t.muted}; font-size: {px(TINY)}px; font-weight: 600; }}
QLabel[words="accent section"] {{ color: {t.accent}; font-size: {px(TINY)}px;
    font-weight: 600; }}
QLabel[words="trouble"] {{ color: {t.danger}; font-size: {px(SMALLER)}px; }}
QLabel[words="echo"] {{ color: {t.accent}; font-size: {px(SMALLER)}px; font-weight: 600; }}
QLabel[words="warning"] {{ color: {t.warning}; font-size: {px(SMALLER)}px; }}
QLabel[words="raised"] {{ color: {t.on_raised}; }}
QLabel[words="raised strong"] {{ color: {t.on_raised}; font-weight: 600; }}
QLabel[words="editable"] {{ border: 1px solid transparent; border-radius: {px(4)}px; }}
QLabel[words="editable"]:hover {{ border-color: {t.edge}; }}
QLabel[words="editable"][lit="true"] {{ border: 1px solid {t.accent}; }}
QLabel[words="editable"][blank="true"] {{ color: {t.muted}; }}
QLabel:disabled {{ color: {t.muted}; }}
{kinds}
"""


def _buttons(t: Tokens) -> str:
    radius = px(6)
    return f"""
QPushButton {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.edge};
    border-radius: {radius}px; padding: {px(4)}px {px(12)}px; min-height: {px(20)}px; }}
QPushButton:hover {{ background: {t.inset}; border-color: {t.muted}; }}
QPushButton:pressed, QPushButton:checked {{ background: {t.selected};
    border-color: {t.accent}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; }}
QPushButton:disabled {{ color: {t.muted}; border-color: {t.line}; background: {t.inset}; }}
QPushButton[primary="true"] {{ background: {t.accent}; color: {t.on_accent};
    border-color: {t.accent}; }}
QPushButton[primary="true"]:hover {{ background: {t.accent_hover}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[primary="true"]:disabled {{ background: {t.tints[Kind.NEUTRAL]};
    color: {t.muted}; border-color: {t.line}; }}
QPushButton[quiet="true"] {{ background: transparent; border: 1px solid transparent; }}
QPushButton[quiet="true"]:hover {{ background: {t.tints[Kind.NEUTRAL]}; }}
QPushButton[quiet="true"]:focus {{ border: 2px solid {t.accent}; }}
QPushButton[raised="true"] {{ background: transparent; border: 1px solid transparent;
    color: {t.on_raised}; }}
QPushButton[raised="true"]:hover {{ border-color: {t.on_raised}; }}
QPushButton[raised="true"]:focus {{ border: 2px solid {t.on_raised}; }}
QPushButton[chip="true"] {{ min-height: 0; padding: 0; border: none; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; }}
"""


def _fields(t: Tokens) -> str:
    radius = px(6)
    fields = (
        "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, "
        "QTimeEdit"
    )
    focused = ", ".join(f"{name.strip()}:focus" for name in fields.split(","))
    faulty = ", ".join(f'{name.strip()}[faulty="true"]' for name in fields.split(","))
    return f"""
{fields} {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.edge};
    border-radius: {radius}px; padding: {px(3)}px {px(8)}px; min-height: {px(20)}px;
    placeholder-text-color: {t.muted};
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
{focused} {{ border: 2px solid {t.accent}; padding: {px(3) - 1}px {px(8) - 1}px; }}
{faulty} {{ border: 2px solid {t.danger}; padding: {px(3) - 1}px {px(8) - 1}px; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {t.inset}; }}
QLineEdit[plain="true"] {{ background: transparent; border: none; }}
QAbstractSpinBox > QLineEdit {{ background: transparent; border: none; min-height: 0;
    padding: 0 {px(6)}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ image: none; width: 0; height: 0; }}
QLineEdit[search="true"] {{ background: {t.inset}; }}
QComboBox::drop-down {{ border: none; width: {px(20)}px; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.edge};
    selection-background-color: {t.selected}; selection-color: {t.text}; }}
"""


def _lists(t: Tokens) -> str:
    return f"""
QAbstractScrollArea {{ background: transparent; border: none; }}
QAbstractItemView {{ background: {t.surface}; outline: none; border: none; }}
QListView::item {{ padding: {px(4)}px {px(10)}px; border: none; color: {t.text}; }}
QListView::item:selected {{ background: {t.selected}; color: {t.text}; }}
QTreeView::item {{ padding: {px(4)}px {px(6)}px; border: none; color: {t.text}; }}
QTreeView::item:selected {{ background: {t.selected}; color: {t.text}; }}
QTreeView::item:hover {{ background: {t.inset}; }}
QTreeView::branch {{ background: transparent; border-image: none; image: none; }}
QListView::item:hover {{ background: {t.inset}; }}
QHeaderView {{ background: {t.inset}; border: none; }}
QHeaderView::section {{ background: {t.inset}; color: {t.muted}; border: none;
    border-bottom: 1px solid {t.line}; padding: {px(5)}px {px(8)}px;
    font-size: {px(SMALLER)}px; font-weight: 500; }}
QHeaderView::section:hover {{ color: {t.text}; }}
QScrollBar:vertical {{ background: transparent; width: {px(11)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(11)}px; margin: 0; }}
QScrollBar::handle {{ background: {t.edge}; border-radius: {px(4)}px; margin: {px(2)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(28)}px; }}
QScrollBar::handle:hover {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _rest(t: Tokens) -> str:
    return f"""
QMenuBar {{ background: {t.background}; color: {t.text};
    border-bottom: 1px solid {t.line}; }}
QMenuBar::item {{ padding: {px(4)}px {px(9)}px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.selected}; }}
QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.edge};
    padding: {px(4)}px 0; }}
QMenu::item {{ padding: {px(5)}px {px(24)}px {px(5)}px {px(16)}px; }}
QMenu::item:selected {{ background: {t.selected}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: {px(4)}px 0; }}
QToolTip {{ background: {t.raised}; color: {t.on_raised}; border: none;
    padding: {px(4)}px {px(6)}px; font-size: {px(SMALLER)}px; }}
QProgressBar {{ background: {t.tints[Kind.NEUTRAL]}; border: none;
    border-radius: {px(2)}px; max-height: {px(5)}px; min-height: {px(5)}px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: {px(2)}px; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QTabBar::tab {{ padding: {px(6)}px {px(12)}px; color: {t.muted}; border: none;
    font-size: {px(BODY)}px; }}
QTabBar::tab:selected {{ color: {t.accent}; border-bottom: 2px solid {t.accent}; }}
"""
