"""What was looked at in a pack: what is fine, what is not, and the way to put it right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.letters.findings import PARAGRAPH, Finding
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import column, empty, row
from ui.look.text import label, wrapped
from ui.look.tokens import Kind


class ChecksList(QWidget):
    """`go(place)` comes when something is to be put right there."""

    go = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Checks")
        self._lines = column(self, gap=5)
        self._shown: tuple[tuple[Finding, ...], tuple[str, ...]] | None = None

    def show_checks(self, findings: Sequence[Finding], fine: Sequence[str]) -> None:
        """Show what was found; the same as before leaves every button its focus."""
        if self._shown == (tuple(findings), tuple(fine)):
            return
        self._shown = (tuple(findings), tuple(fine))
        empty(self._lines)
        for finding in findings:
            self._add_finding(finding)
        for words in fine:
            self._add_line("✓", words, Kind.SUCCESS, f"All right: {words}")

    def show_waiting(self) -> None:
        """Say that nothing is known yet."""
        self._shown = None
        empty(self._lines)
        self._lines.addWidget(label("Looking it over…", "muted"))

    def said(self) -> tuple[str, ...]:
        """Every line as it is read aloud."""
        names = (part.accessibleName() for part in self.findChildren(QWidget))
        return tuple(name for name in names if name.startswith(("All right", "Look", "Blocked")))

    def _add_finding(self, finding: Finding) -> None:
        mark, kind, says = ("✕", Kind.DANGER, "Blocked")
        if not finding.holds:
            mark, kind, says = ("!", Kind.WARNING, "Look")
        self._add_line(mark, finding.message, kind, f"{says}: {finding.message}")
        if finding.place is None:
            return
        settings = finding.place.room == "settings"
        words = "Put it right in Settings" if settings else "Put it right at the company"
        if finding.field in {"objection", "packs"}:
            words = "Open the company"
        place = finding.place
        fix = button(words, quiet=True, kind=Kind.ACCENT, run=lambda: self.go.emit(place))
        fix.setAccessibleDescription(finding.message)
        holder = row(gap=0)
        holder.setContentsMargins(px(10), 0, 0, 0)
        holder.addWidget(fix)
        holder.addStretch()
        self._lines.addLayout(holder)

    def _add_line(self, mark: str, words: str, kind: Kind, says: str) -> None:
        sign = label(mark, "strong", ink=kind)
        sign.setFixedWidth(px(16))
        text = wrapped(words)
        text.setAccessibleName(says)
        text.setMinimumWidth(px(150))  # wrapped words ask for the height of their least width
        line = row(gap=2)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text, 1)
        self._lines.addLayout(line)


def about_paragraph(findings: Sequence[Finding]) -> str:
    """What is wrong with the personal paragraph; empty for nothing."""
    return next((one.message for one in findings if one.field == PARAGRAPH), "")
