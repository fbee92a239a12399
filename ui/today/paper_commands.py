"""The way from Today to paper, and to what the calls come to."""

from functools import partial

from ui.command import Command
from ui.places import Place, Places

PAPER = "Paper and measures"


def paper_commands(places: Places) -> list[Command]:
    """Print a sheet, key its results in, look at the measures."""
    return [
        Command("call.sheet", "Print a call sheet…", partial(places.go, Place("sheets")), "Ctrl+P",
                group=PAPER, tip="Print the first companies of the queue for a day away from here"),
        Command("call.key_in", "Key in a call sheet…",
                partial(places.go, Place("sheets", "sheet", 0, "key in")), "Ctrl+G", group=PAPER,
                tip="Key in what came of the calls on a sheet of paper"),
        Command("call.measures", "Measures", partial(places.go, Place("measures")), "Ctrl+H",
                group=PAPER, tip="Dials, people reached, promises kept and the best hours to call"),
    ]  # fmt: skip
