"""What all tests share: books on both engines, and how many tests ran on which."""

from collections import Counter

import pytest
from hypothesis import settings

from tests.books.postgresql_server import reason_to_skip

# No test asserts a time, so neither does Hypothesis on a busy machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

pytest_plugins = ["tests.books.fixtures", "tests.books.demo"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counts: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        if getattr(report, "when", "") == "call":
            counts.update(value for name, value in report.user_properties if name == "engine")
    terminalreporter.write_line(
        f"Tests of the book: {counts['sqlite']} on SQLite, {counts['postgresql']} on PostgreSQL"
    )
    reason = reason_to_skip()
    if reason:
        terminalreporter.write_line(f"None on PostgreSQL: {reason}.")
