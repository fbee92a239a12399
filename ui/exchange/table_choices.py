"""How the file is read: encoding, separator, row of the heading, sheet; guessed, changeable."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from crm.exchange.foreign_table import GUESS, TableChoices, TableFacts
from ui.form.editors import Choice
from ui.look.measure import px
from ui.look.surfaces import as_part, column, row
from ui.look.text import label, wrapped

ENCODINGS = (
    ("UTF-8", "utf-8"), ("Windows (Western)", "cp1252"), ("UTF-16", "utf-16"),
    ("Windows (Central Europe)", "cp1250"), ("ISO 8859-15", "iso8859-15"), ("Mac", "mac-roman"),
)  # fmt: skip
DELIMITERS = (
    ("comma ,", ","), ("semicolon ;", ";"), ("tab", "\t"), ("bar |", "|"), ("one column", ""),
)  # fmt: skip
HEADER_ROWS = 12
_AS_SET = Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class TableBar(QFrame):
    """Four choices beside each other; `chosen(TableChoices)` comes when one is changed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        as_part(self, "head")
        self.choices = GUESS
        self.encoding = Choice("Encoding of the file", ENCODINGS)
        self.delimiter = Choice("Separator of the columns", DELIMITERS)
        self.header = Choice("Row of the headings", [("none", 0)])
        self.sheet = Choice("Sheet of the workbook", ())
        self.problems = wrapped("", "warning")
        whole = column(self, gap=2)
        whole.setContentsMargins(px(16), px(6), px(16), px(6))
        line = row(gap=14)
        self._groups: dict[str, QWidget] = {}
        for key, words, choice in (
            ("sheet", "Sheet", self.sheet),
            ("encoding", "Encoding", self.encoding),
            ("delimiter", "Separator", self.delimiter),
            ("header_row", "Headings in row", self.header),
        ):
            group = QWidget()
            inside = row(group, gap=6)
            inside.addWidget(label(words, "muted"))
            choice.setSizeAdjustPolicy(_AS_SET)
            choice.setMinimumContentsLength(5 if key == "header_row" else 9)
            choice.setMinimumWidth(px(64))
            inside.addWidget(choice)
            self._groups[key] = group
            choice.activated.connect(lambda _number, key=key: self._choose(key))
            line.addWidget(group)
        line.addStretch()
        whole.addLayout(line)
        whole.addWidget(self.problems)

    def show_facts(self, facts: TableFacts) -> None:
        """Show how the file was read."""
        known = [encoding for _words, encoding in ENCODINGS]
        found = _same_encoding(facts.encoding, known)
        self.encoding.offer(ENCODINGS if found in known else ((found, found), *ENCODINGS))
        self.encoding.choose(found)
        if facts.delimiter not in [sign for _words, sign in DELIMITERS]:
            self.delimiter.offer(((facts.delimiter, facts.delimiter), *DELIMITERS))
        self.delimiter.choose(facts.delimiter)
        last = max(HEADER_ROWS, facts.header_row)
        rows = [("none", 0), *((str(number), number) for number in range(1, last + 1))]
        self.header.offer(rows)
        self.header.choose(facts.header_row)
        self.sheet.offer((name, name) for name in facts.sheets)
        self.sheet.choose(facts.sheet)
        text = facts.kind == "csv"
        self._groups["encoding"].setVisible(text)
        self._groups["delimiter"].setVisible(text)
        self._groups["sheet"].setVisible(len(facts.sheets) > 1)
        self.problems.setText(" ".join(facts.problems))
        self.problems.setVisible(bool(facts.problems))

    def forget(self) -> None:
        """Leave everything to the guess again: another file."""
        self.choices = GUESS

    def _choose(self, key: str) -> None:
        now = self.choices
        encoding, delimiter = now.encoding, now.delimiter
        header_row, sheet = now.header_row, now.sheet
        if key == "encoding":
            encoding = str(self.encoding.value())
        elif key == "delimiter":
            delimiter = str(self.delimiter.value())
        elif key == "sheet":
            # Another sheet has a heading of its own.
            sheet, header_row = str(self.sheet.value()), None
        else:
            value = self.header.value()
            header_row = value if isinstance(value, int) else None
        self.choices = TableChoices(encoding, delimiter, header_row, sheet)
        self.chosen.emit(self.choices)


def _same_encoding(found: str, known: list[str]) -> str:
    plain = found.lower().replace("_", "-").removesuffix("-sig")
    plain = {"windows-1252": "cp1252", "utf8": "utf-8"}.get(plain, plain)
    if plain.startswith("utf-16"):
        plain = "utf-16"
    return plain if plain in known else found
