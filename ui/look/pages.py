"""Pages of our own words (help): Markdown laid out by us, nothing loaded, nothing opened.

The page is built block by block from the parser's tokens, so that whatever a text holds is
shown as it is written: there is no HTML in between, and no picture is ever looked for.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from ui.look.measure import BIGGER, BODY, SMALLER, TITLE, font, px
from ui.look.scheme import tokens

if TYPE_CHECKING:
    from markdown_it.token import Token

_HEADS: Final = {"h1": TITLE, "h2": BIGGER, "h3": BODY}


class Page(QTextBrowser):
    """Shows a page of Markdown: headings, paragraphs, lists, tables, bold, keys."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setStyleSheet("QTextBrowser { border: none; background: transparent; padding: 0; }")
        self.document().setDocumentMargin(px(14))

    def show_page(self, markdown: str) -> None:
        """Show a page from its top."""
        self.clear()
        # Not at the top: the window need not wait for what only its help pages want.
        from markdown_it import MarkdownIt

        parsed = MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown)
        _Writer(self.textCursor()).write(parsed)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing, whatever a page names."""
        return None


class _Writer:
    """Puts tokens into a document, one block after another."""

    def __init__(self, cursor: QTextCursor) -> None:
        self._cursor = cursor
        self._begun = False
        self._lists: list[QTextListFormat.Style] = []
        self._first_of_item = False

    def write(self, parsed: "Sequence[Token]") -> None:
        """Write everything."""
        at = 0
        while at < len(parsed):
            token = parsed[at]
            if token.type == "table_open":
                at = self._table(parsed, at)
                continue
            if token.type == "heading_open":
                self._block(parsed[at + 1], head=token.tag)
                at += 3
                continue
            if token.type == "paragraph_open":
                self._block(parsed[at + 1])
                at += 3
                continue
            if token.type in ("fence", "code_block"):
                self._start_block(QTextBlockFormat())
                self._cursor.insertText(token.content.rstrip("\n"), _key_format())
            self._listing(token)
            at += 1

    def _listing(self, token: "Token") -> None:
        if token.type == "bullet_list_open":
            self._lists.append(QTextListFormat.Style.ListDisc)
        elif token.type == "ordered_list_open":
            self._lists.append(QTextListFormat.Style.ListDecimal)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            self._first_of_item = True

    def _block(self, inline: "Token", *, head: str = "") -> None:
        shape = QTextBlockFormat()
        shape.setBottomMargin(px(2 if self._lists else 6))
        shape.setLineHeight(120, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        size = _HEADS.get(head, BODY)
        if head:
            shape.setTopMargin(px(0 if head == "h1" else 12))
            shape.setHeadingLevel(int(head[1]))
        self._start_block(shape)
        if self._lists and self._first_of_item:
            style = QTextListFormat()
            style.setStyle(self._lists[-1])
            style.setIndent(len(self._lists))
            self._join_list(style)
            self._first_of_item = False
        self.words(inline, size, bold=bool(head))

    def _join_list(self, style: QTextListFormat) -> None:
        before = self._cursor.block().previous().textList()
        known = before.format() if before is not None else None
        if known is not None and known.style() == style.style():
            before.add(self._cursor.block())
        else:
            self._cursor.createList(style)

    def _start_block(self, shape: QTextBlockFormat) -> None:
        if self._begun:
            self._cursor.insertBlock(shape, QTextCharFormat())
        else:
            self._cursor.setBlockFormat(shape)
        self._begun = True

    def words(self, inline: "Token", size: float = BODY, *, bold: bool = False) -> None:
        """Write words where the cursor is, in the block that stands there."""
        strong, slanted = 0, 0
        for part in inline.children or ():
            strong += {"strong_open": 1, "strong_close": -1}.get(part.type, 0)
            slanted += {"em_open": 1, "em_close": -1}.get(part.type, 0)
            if part.type == "code_inline":
                self._cursor.insertText(part.content, _key_format())
            elif part.type in ("softbreak", "hardbreak"):
                self._cursor.insertText(" ")
            elif part.content:
                # Text, and also pictures and HTML: their words, never what they point at.
                self._cursor.insertText(
                    part.content, _format(size, bold=bold or strong > 0, slanted=slanted > 0)
                )

    def _table(self, parsed: "Sequence[Token]", at: int) -> int:
        end = next(n for n in range(at, len(parsed)) if parsed[n].type == "table_close")
        rows: list[list[Token]] = []
        for token in parsed[at:end]:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token)
        shape = QTextTableFormat()
        shape.setBorder(0)
        shape.setCellPadding(px(3))
        shape.setCellSpacing(0)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        table = self._cursor.insertTable(len(rows), max(map(len, rows)), shape)
        for number, cells in enumerate(rows):
            for place, inline in enumerate(cells):
                inside = _Writer(table.cellAt(number, place).firstCursorPosition())
                inside.words(inline, SMALLER if number == 0 else BODY, bold=number == 0)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._begun = True
        return end + 1


def _format(size: float, *, bold: bool = False, slanted: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    face = QFont(font(size, bold=bold))
    face.setItalic(slanted)
    made.setFont(face)
    made.setForeground(QColor(tokens().text))
    return made


def _key_format() -> QTextCharFormat:
    made = _format(BODY, bold=True)
    made.setForeground(QColor(tokens().accent))
    return made
