"""Manners of the screens: plain text and colours come from `ui/look` alone."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCREENS = sorted(p for p in ROOT.glob("ui/**/*.py") if "look" not in p.parts)
BARE = {
    *("QLabel", "QMessageBox", "QInputDialog", "QPushButton", "QToolButton"),
    *("QTextBrowser", "QTextEdit", "QGroupBox", "QCheckBox", "QRadioButton"),
}
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b(?!\w)|\brgba?\(")


@pytest.mark.parametrize("path", SCREENS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_bare_text_widget_is_made_outside_look(path: Path) -> None:
    made = [
        f"{node.lineno}: {node.func.id}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BARE
    ]
    assert made == [], "make them with ui.look.text, ui.look.buttons or ui.look.messages"


@pytest.mark.parametrize("path", SCREENS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_colour_is_named_outside_look(path: Path) -> None:
    named = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            named += COLOUR.findall(node.value)
        if isinstance(node, ast.Attribute) and ast.unparse(node).startswith("Qt.GlobalColor"):
            named.append(ast.unparse(node))
        if isinstance(node, ast.Attribute) and node.attr == "setStyleSheet":
            named.append("setStyleSheet")
    assert named == [], "take them from ui.look.scheme.tokens()"


def test_no_screen_loads_rich_text() -> None:
    banned = {"setHtml", "setMarkdown", "RichText", "AutoText", "setInformativeText"}
    rich = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.attr}"
        for path in SCREENS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in banned
    ]
    assert rich == []
