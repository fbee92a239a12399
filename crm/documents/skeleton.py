"""The Markdown of a template, parsed once for each distinct text and kept.

Only what a letter needs is understood: headings, bold, italic, lists and simple tables. HTML,
images, links, code and quotations stay the characters they are.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from crm.documents.blocks import Block, Cell, Kind, Run, TableBlock, TextBlock

TOKENS: Final = "".join(map(chr, range(0xE000, 0xF8FF)))
"""The private characters that stand for values, the n-th for the n-th value printed."""

_TOKEN = re.compile(f"[{TOKENS[0]}-{TOKENS[-1]}]")
_UNDERSTOOD: Final = ("heading", "list", "table", "emphasis", "escape", "newline")
_BULLET: Final = "•"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False, "maxNesting": 12}).enable(list(_UNDERSTOOD))


@lru_cache(maxsize=512)
def parse_skeleton(text: str) -> tuple[Block, ...]:
    """Parse the text of a template, tokens in place of values, into blocks."""
    reader = _Reader()
    for token in _markdown().parse(text):
        reader.read(token)
    return tuple(reader.blocks)


def fill_blocks(blocks: tuple[Block, ...], values: Sequence[str]) -> tuple[Block, ...]:
    """Put the values in place of their tokens; a paragraph that ends up empty goes."""
    if not values:
        return blocks
    filled: list[Block] = []
    for block in blocks:
        if isinstance(block, TableBlock):
            head = tuple(_cell(cell, values) for cell in block.head)
            rows = tuple(tuple(_cell(cell, values) for cell in row) for row in block.rows)
            filled.append(TableBlock(head, rows, block.shares, block.marked))
            continue
        filled += [
            TextBlock(block.kind, runs, block.marker, block.depth)
            for runs in _paragraphs(_cell(block.runs, values))
        ]
    return tuple(filled)


def _paragraphs(runs: Cell) -> list[Cell]:
    """Part text at its blank lines, which only a value can have; what is empty goes."""
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        for place, part in enumerate(re.split("\n{2,}", run.text)):
            if place:
                paragraphs.append([])
            if part:
                paragraphs[-1].append(Run(part, run.bold, run.italic))
    return [tuple(one) for one in paragraphs if any(run.text.strip() for run in one)]


def _cell(runs: Cell, values: Sequence[str]) -> Cell:
    return tuple(
        Run(_TOKEN.sub(lambda match: _value(match, values), run.text), run.bold, run.italic)
        for run in runs
    )


def _value(match: re.Match[str], values: Sequence[str]) -> str:
    place = ord(match.group()) - ord(TOKENS[0])
    return values[place] if place < len(values) else ""


class _Reader:
    """Turns the parser's flat tokens into blocks, remembering what it is inside of."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._kind = Kind.TEXT
        self._marker = ""
        self._lists: list[int] = []  # the number of the next item, 0 in a list without numbers
        self._rows: list[list[Cell]] = []

    def read(self, token: Token) -> None:
        if token.type == "inline":
            self._read_words(_runs(token.children or ()))
        elif token.type.startswith("heading"):
            top = Kind.HEADING if token.tag == "h1" else Kind.SUBHEADING
            self._kind = top if token.nesting > 0 else Kind.TEXT
        elif token.type.endswith(("list_open", "list_close", "item_open")):
            self._read_list(token)
        elif token.type == "tr_open":
            self._rows.append([])
        elif token.type == "table_close":
            head, *rows = map(tuple, self._rows)
            self.blocks.append(TableBlock(head, tuple(rows)))
            self._rows = []

    def _read_words(self, runs: Cell) -> None:
        if self._rows:
            self._rows[-1].append(runs)
            return
        kind = Kind.ITEM if self._lists and self._kind is Kind.TEXT else self._kind
        depth = max(len(self._lists) - 1, 0)
        self.blocks.append(TextBlock(kind, runs, self._marker, depth))
        self._marker = ""

    def _read_list(self, token: Token) -> None:
        if token.type.endswith("list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            number = self._lists[-1]
            self._marker = f"{number}." if number else _BULLET
            self._lists[-1] += 1 if number else 0
        else:
            start = int(token.attrGet("start") or 1)
            self._lists.append(start if token.type.startswith("ordered") else 0)


def _runs(tokens: Sequence[Token]) -> Cell:
    runs: list[Run] = []
    bold = italic = 0
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "softbreak" | "hardbreak":  # who starts a new line means a new line
                _add(runs, "\n", bold > 0, italic > 0)
            case _:
                _add(runs, token.content, bold > 0, italic > 0)
    return tuple(runs)


def _add(runs: list[Run], text: str, bold: bool, italic: bool) -> None:
    if not text:
        return
    if runs and (runs[-1].bold, runs[-1].italic) == (bold, italic):
        text = runs.pop().text + text
    runs.append(Run(text, bold, italic))
