"""Some builds of PySide6 lose a reference to None at each call that returns nothing."""

import sys

from PySide6.QtCore import QObject


def test_calls_that_return_nothing_lose_no_reference() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1_000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 100
