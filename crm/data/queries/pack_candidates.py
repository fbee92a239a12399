"""Which of many companies can be sent a pack by post, and why the others cannot."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy import or_, select

from crm.data.connection import Reading
from crm.data.queries.letter_checks import LATELY
from crm.data.queries.letters import written_packs
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
    kept, addressless, returned = _addresses(reading, wanted)
    sorts = (
        ("object to post", objecting_companies(reading, Channel.POST, wanted)),
        ("without a postal address", addressless),
        ("with an address that a letter came back from", returned),
        (f"with a pack waiting or in the last {LATELY} days", _served(reading, wanted)),
    )
    reasons: dict[str, list[int]] = {}
    ready: list[int] = []
    for one in wanted:
        why = "in the trash" if one not in kept else _first(sorts, one)
        if why:
            reasons.setdefault(why, []).append(one)
        else:
            ready.append(one)
    left_out = {reason: tuple(ids) for reason, ids in reasons.items()}
    return PackCandidates(tuple(ready), MappingProxyType(left_out))


def _first(sorts: Sequence[tuple[str, Collection[int]]], one: int) -> str:
    return next((reason for reason, those in sorts if one in those), "")


def _addresses(reading: Reading, wanted: Sequence[int]) -> tuple[set[int], set[int], set[int]]:
    """Give the companies that are there, those without an address, those with a bad one."""
    kept: set[int] = set()
    addressless: set[int] = set()
    returned: set[int] = set()
    columns = (
        Company.id, Company.premises, Company.street, Company.town, Company.postcode,
        Company.address_bad_since,
    )  # fmt: skip
    for some in _parts(wanted):
        query = select(*columns).where(Company.id.in_(some), Company.trashed_at.is_(None))
        for row in reading.sql.execute(query):
            kept.add(row.id)
            if not (row.premises or row.street) or not (row.town or row.postcode):
                addressless.add(row.id)
            elif row.address_bad_since is not None:
                returned.add(row.id)
    return kept, addressless, returned


def _served(reading: Reading, wanted: Sequence[int]) -> set[int]:
    """Give the companies with a pack on its way or posted a few days ago."""
    served: set[int] = set()
    since = reading.today - timedelta(days=LATELY)
    for some in _parts(wanted):
        had = select(Document.company_id).where(
            Document.company_id.in_(some),
            or_(Document.posted_on >= since, Document.state.in_(WAITING)),
            Document.pack_id.not_in(written_packs()),
        )
        served.update(reading.sql.execute(had).scalars())
    return served


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(keys), _KEYS_AT_ONCE):
        yield keys[first : first + _KEYS_AT_ONCE]
