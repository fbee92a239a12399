"""Filing a call that waited beside the book while something ended the program."""

from dataclasses import replace

from crm.actions.calls import LoggedCall, log_call
from crm.data.queries.drafts import calls_filed
from crm.data.work import Work
from crm.domain.outcomes import Call


def file_waiting_call(work: Work, call: Call) -> LoggedCall | None:
    """File a call unless it is in the book already; None where it is.

    Asks for the call's own key inside the transaction that files it, so that however often it
    is tried, and wherever an earlier try was killed, the call is in the book once.
    """
    if call.key and work.ask(calls_filed, [call.company_id], [call.key]):
        work.label("This call is in the book already")
        return None
    if call.at is not None and call.at > work.now:
        # The clock was set back since; the call was made all the same.
        call = replace(call, at=None)
    return log_call(work, call)
