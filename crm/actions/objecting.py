"""Putting a wish not to be reached on record, so that nothing can lose it."""

from typing import Final

from crm.data.queries.objections import book_salt, keys_to_cover
from crm.data.records.activities import Objection, ObjectionKey
from crm.data.records.people import PhoneNumber
from crm.data.work import Work
from crm.domain.objections import Channel, KeyKind, Scope, objection_hash

STAYS: Final = (
    "The wish not to be reached stays on record: if it was never said, mark it as recorded in"
    " error, with the reason."
)
"""What undo says of an action that took a wish down."""


def enter_objection(
    work: Work,
    channel: Channel,
    scope: Scope,
    company_id: int | None,
    *,
    person_id: int | None = None,
    number_id: int | None = None,
    one_thing: tuple[KeyKind, str] | None = None,
    asked_by: str = "",
    words: str = "",
) -> Objection:
    """Enter an objection with the hashes of all it covers; the timeline entry is the caller's.

    `one_thing` is what it covers where that is no number of the book. Undo does not take it
    back: a message says so.
    """
    if one_thing is not None:
        keys = [one_thing]
    elif scope is Scope.NUMBER and number_id is not None:
        number = work.get(PhoneNumber, number_id)
        keys = [(KeyKind.NUMBER, number.e164)] if number.e164 else []
    elif company_id is None:
        keys = []
    else:
        who = person_id if scope is Scope.PERSON else None
        keys = list(work.ask(keys_to_cover, channel, company_id, who))
    objection = work.add(
        Objection(
            channel=channel.value,
            scope=scope.value,
            company_id=company_id,
            person_id=person_id if scope is Scope.PERSON else None,
            number_id=number_id if scope is Scope.NUMBER else None,
            words=words,
            asked_by=asked_by,
            taken_by=work.who,
            taken_at=work.now,
        )
    )
    salt = work.ask(book_salt)
    work.leave_standing(STAYS)
    for kind, value in keys:
        hashed = objection_hash(kind, value, salt)
        work.add(ObjectionKey(objection_id=objection.id, key_hash=hashed))
    return objection
