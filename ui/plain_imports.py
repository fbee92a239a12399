"""Keeps PySide6 from reading the source of every module that is imported after it."""

import builtins
import importlib


def load_qt() -> None:
    """Load Qt, and put Python's own import back in its place.

    PySide6 swaps it for one that looks through each module's source for the word "PySide6", to
    offer other spellings of Qt's names. Nothing here uses those, and the looking costs a tenth
    of the time to start.
    """
    pythons_own = builtins.__import__
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = pythons_own
