"""Which of many companies can be sent a pack by post, and why the others cannot."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy import or_, select

from crm.data.connection import Reading
from crm.data.queries.letter_checks import LATELY
from crm.data.queries.objections import objecting_companies
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.domain.objections import Channel

WAITING: Final = ("queued", "produced", "printed")
"""The states of a pack that is on its way to the post."""

_KEYS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class PackCandidates:
    """The companies that a pack can be queued for, in the order given, and who is left out.

    `left_out` maps a reason, as it is read after a number (`3 object to post`), to its companies.
    """

    ready: tuple[int, ...]
    left_out: Mapping[str, tuple[int, ...]]


def pack_candidates(reading: Reading, company_ids: Sequence[int]) -> PackCandidates:
    """Sort companies into those to send a pack and those that object, lack an address or have one.

    Each company left out stands under the first reason that holds.
    """
    wanted = list(dict.fromkeys(int(one) for one in company_ids))
    kept: set[int] = set()
    addressless: set[int] = set()
    served: set[int] = set()
    for some in _parts(wanted):
        columns = (Company.id, Company.premises, Company.street, Company.town, Company.postcode)
        query = select(*columns).where(Company.id.in_(some), Company.trashed_at.is_(None))
        for row in reading.sql.execute(query):
            kept.add(row.id)
            if not (row.premises or row.street) or not (row.town or row.postcode):
                addressless.add(row.id)
        since = reading.today - timedelta(days=LATELY)
        had = select(Document.company_id).where(
            Document.company_id.in_(some),
            or_(Document.posted_on >= since, Document.state.in_(WAITING)),
        )
        served.update(reading.sql.execute(had).scalars())
    objecting = objecting_companies(reading, Channel.POST, wanted)
    reasons: dict[str, list[int]] = {}
    ready: list[int] = []
    for one in wanted:
        if one not in kept:
            reasons.setdefault("in the trash", []).append(one)
        elif one in objecting:
            reasons.setdefault("object to post", []).append(one)
        elif one in addressless:
            reasons.setdefault("without a postal address", []).append(one)
        elif one in served:
            reasons.setdefault(f"with a pack waiting or in the last {LATELY} days", []).append(one)
        else:
            ready.append(one)
    left_out = {reason: tuple(ids) for reason, ids in reasons.items()}
    return PackCandidates(tuple(ready), MappingProxyType(left_out))


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(keys), _KEYS_AT_ONCE):
        yield keys[first : first + _KEYS_AT_ONCE]
