"""What goes with a run: labels, envelopes and a posting list, from what was frozen of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crm.data.connection import Reading
from crm.data.queries.association import association
from crm.data.queries.documents import Posted, posted_to
from crm.data.queries.letters import run_file
from crm.documents.envelopes import ENVELOPES, make_envelopes
from crm.documents.labels import ALL_SHEETS, AddressLabel, make_labels
from crm.documents.letterhead import Letterhead
from crm.documents.pack import make_document
from crm.documents.posting_list import PostingLine, PostingList
from crm.documents.sheet_printing import MadeLabels
from crm.domain.errors import Refusal
from crm.domain.objections import Channel
from crm.domain.progress import Progress


@dataclass(frozen=True, slots=True)
class RunAddresses:
    """The addresses of a run in the order of its pages, and who each of them is."""

    label: str
    posted: tuple[Posted, ...]
    labels: tuple[AddressLabel, ...]


def run_addresses(reading: Reading, run_id: int) -> RunAddresses:
    """Gather the addresses of everything in a run that goes by post. Refusal names `run`."""
    found = run_file(reading, run_id)
    if found is None:
        raise Refusal("There is no such run.", field="run")
    posted = tuple(one for one in posted_to(reading, run_id) if one.channel == Channel.POST)
    if not posted:
        raise Refusal(f"{found.label}: nothing of this run goes by post.", field="run")
    return RunAddresses(found.label, posted, tuple(address_label(one) for one in posted))


def address_label(one: Posted) -> AddressLabel:
    """Give the label of one document, as it was frozen."""
    return AddressLabel(one.organisation, one.address, one.person, one.job_title)


def run_labels(
    reading: Reading,
    run_id: int,
    sheet: str = "L7160",
    *,
    start: int = 1,
    shift: tuple[float, float] = (0.0, 0.0),
    progress: Progress | None = None,
) -> MadeLabels:
    """Draw the address labels of a run, from the label `start` on. Refusal names `sheet`."""
    if sheet not in ALL_SHEETS:
        known = ", ".join(ALL_SHEETS)
        raise Refusal(f"There is no sheet {sheet[:40]}; there are {known}.", field="sheet")
    addresses = run_addresses(reading, run_id)
    return make_labels(
        addresses.labels, ALL_SHEETS[sheet], start=start, shift=shift, progress=progress
    )


def run_envelopes(
    reading: Reading,
    run_id: int,
    size: str = "DL",
    *,
    shift: tuple[float, float] = (0.0, 0.0),
    progress: Progress | None = None,
) -> MadeLabels:
    """Draw the envelopes of a run, our own address in the corner. Refusal names `size`."""
    if size not in ENVELOPES:
        known = ", ".join(ENVELOPES)
        raise Refusal(f"There is no envelope {size[:40]}; there are {known}.", field="size")
    addresses = run_addresses(reading, run_id)
    return make_envelopes(
        addresses.labels, ENVELOPES[size], sender=_sender(reading), shift=shift, progress=progress
    )


def run_posting_list(reading: Reading, run_id: int) -> bytes:
    """Draw the posting list of a run, to be counted and signed at the post office."""
    addresses = run_addresses(reading, run_id)
    profile = association(reading)
    look = Letterhead(
        profile.name if profile else "", colour=(profile.accent if profile else "") or "#0B6E7F"
    )
    lines = tuple(
        PostingLine(
            one.reference,
            ", ".join(filter(None, (one.organisation, one.person))),
            one.address.town,
            one.address.postcode,
        )
        for one in addresses.posted
    )
    listed = PostingList(addresses.label, reading.today, lines, _totals(addresses.posted))
    made = make_document(listed, look)
    held = [problem.message for problem in made.problems if problem.holds]
    if held:
        raise Refusal(held[0], field="run")
    return made.pdf


def label_remarks(addresses: Sequence[Posted], made: MadeLabels) -> tuple[str, ...]:
    """Say of labels or envelopes what is odd about them, each with its company."""
    return tuple(
        f"{addresses[fit.number].organisation}: {fit.says}" for fit in made.fits if fit.says
    )


def _totals(posted: Sequence[Posted]) -> tuple[tuple[str, str], ...]:
    states = Counter(one.state for one in posted)
    sent = states["posted"]
    totals = [("Items", str(len(posted)))]
    if sent and sent < len(posted):
        totals.append(("Of these posted already", str(sent)))
    return tuple(totals)


def _sender(reading: Reading) -> tuple[str, ...]:
    profile = association(reading)
    if profile is None:
        return ()
    street = " ".join(filter(None, (profile.premises, profile.street)))
    parts = (profile.name, street, profile.locality, profile.town, profile.postcode)
    return tuple(filter(None, parts))
