"""What can be done with the queue: marks, the session, the set; each with its key."""

from collections.abc import Callable

from crm.domain.empty_queue import Offer
from ui.command import Command
from ui.today.queue_deeds import QueueKeys

QUEUE = "Queue"

OFFERED = {
    Offer.LEAVE_SET: "call.leave_set",
    Offer.WHO_WAITS: "call.waiting",
    Offer.FIND_NUMBERS: "call.numbers",
    Offer.CHOOSE: "call.choose",
    Offer.IMPORT: "call.import",
    Offer.NEW_COMPANY: "call.new_company",
}
"""The commands behind what is offered where the queue is empty, the best first."""


def queue_commands(deeds: QueueKeys, show_waiting: Callable[[], object]) -> list[Command]:
    """All of them; those on a company need one on screen."""
    anybody = deeds.anybody
    return [
        Command("call.later", "Later today", deeds.put_off, "F7", anybody, group=QUEUE,
                tip="Put this company behind everything else of today and open the next one"),
        Command("call.snooze", "Snooze…", deeds.ask_snooze, "F8", anybody, group=QUEUE,
                tip="Leave this company alone for a while: 20m, 1h or 3pm"),
        Command("call.pin", "Pin to the top", deeds.pin, "Shift+F7", anybody, group=QUEUE,
                tip="Keep this company at the top of the queue until it has been called"),
        Command("call.today", "Call today", deeds.call_today, "Ctrl+F9", anybody, group=QUEUE,
                tip="Put this company onto today's list, whenever its next step is due"),
        Command("call.unmark", "Take the mark off", deeds.unmark, "Shift+F8", anybody,
                group=QUEUE,
                tip="Let this company stand where the rules put it: no pin, no snooze"),
        Command("call.session", "Start or pause", deeds.turn_session, "F5", group=QUEUE,
                tip="Start a calling session, pause it, or go on with it"),
        Command("call.end_session", "End the session", deeds.end_session, "Ctrl+F5",
                deeds.session_begun, group=QUEUE,
                tip="End the calling session and say what came of it"),
        Command("call.leave_set", "Leave the set", deeds.leave_set, "Shift+F5", deeds.in_set,
                group=QUEUE, tip="Go back from the set to everybody who is to be called"),
        Command("call.waiting", "Who waits", show_waiting, group=QUEUE,
                tip="List the companies that are not to be called now, each with the reason"),
        Command("call.numbers", "Companies without a number", deeds.find_numbers, group=QUEUE,
                tip="List the companies that have no telephone number, to find one"),
        Command("call.choose", "Choose companies…", deeds.choose, group=QUEUE,
                tip="Go to the companies, and put some onto today's list with Ctrl+F9"),
    ]  # fmt: skip
