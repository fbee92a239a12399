"""What a start leaves out so that the first company is on screen sooner."""

import builtins
import gc
import importlib


def load_qt() -> None:
    """Load Qt, and put Python's own import back in its place.

    PySide6 swaps it for one that looks through each module's source for the word "PySide6", to
    offer other spellings of Qt's names. Nothing here uses those, and the looking costs a tenth
    of the time to start; so does the search for garbage, of which a start makes none, until
    `hurry_no_more` is called.
    """
    gc.disable()
    pythons_own = builtins.__import__
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = pythons_own


def hurry_no_more() -> None:
    """Look for garbage again, but not among what the start made to stay."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
