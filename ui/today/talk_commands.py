"""What can be done about a call besides logging it: its time, who rang, a correction."""

from collections.abc import Callable
from dataclasses import dataclass

from ui.command import Command
from ui.today.commands import CALL


@dataclass(frozen=True, slots=True)
class TalkDeeds:
    """What the commands do, and when they can; the room gives them."""

    made_earlier: Callable[[], object]
    they_rang: Callable[[], object]
    find_caller: Callable[[], object]
    correct: Callable[[], object]
    keep_contact: Callable[[], object]
    anybody: Callable[[], bool]


def talk_commands(deeds: TalkDeeds) -> list[Command]:
    """All of them."""
    anybody = deeds.anybody
    return [
        Command("call.made", "Past call", deeds.made_earlier, "Ctrl+Shift+W", anybody, group=CALL,
                tip="Say when this call was made: yesterday 15:10, fri 10:00 or 14 mar 9:30"),
        Command("call.incoming", "Incoming call…", deeds.find_caller, "Ctrl+Shift+I", group=CALL,
                tip="Type or paste the number that rings: the company opens, with the call theirs"),
        Command("call.they_rang", "They rang", deeds.they_rang, when=anybody, group=CALL,
                tip="Say that this company rang you: no try of yours"),
        Command("call.correct", "Correct the last call…", deeds.correct, "Ctrl+Shift+E", anybody,
                group=CALL,
                tip="Correct the latest call with this company; what will change is shown first"),
        Command("call.keep_contact", "Add to the person", deeds.keep_contact, "Ctrl+Shift+U",
                anybody, group=CALL,
                tip="Put the number or email address that stands in the note on file"),
    ]  # fmt: skip
