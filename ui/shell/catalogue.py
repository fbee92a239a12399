"""Which rooms there are; a room is imported when it is first shown."""

from dataclasses import dataclass
from importlib import import_module

from ui.room import Room


@dataclass(frozen=True, slots=True)
class Entry:
    """One room: its key in places, its title in the rail, and where its class is.

    `counted` rooms show a number beside their title; `at_foot` ones stand at the bottom of
    the rail; those not `in_rail` are reached from menus, the palette and other rooms. `keyed` ones
    have a key of their own, Alt and their place.
    """

    key: str
    title: str
    where: str
    tip: str
    counted: bool = False
    at_foot: bool = False
    in_rail: bool = True
    keyed: bool = True


ROOMS = (
    Entry("today", "Today", "ui.today.room:TodayRoom", "The companies to call now", counted=True),
    Entry("companies", "Companies", "ui.companies.room:CompaniesRoom", "Every company",
          counted=True),
    Entry("letters", "Letters", "ui.letters.room:LettersRoom", "Packs to print and post",
          counted=True),
    Entry("settings", "Settings", "ui.settings.room:SettingsRoom",
          "The association's profile and this machine's choices", at_foot=True),
    Entry("exchange", "Import", "ui.exchange.room:ExchangeRoom",
          "Bring in a list of companies from a file", in_rail=False),
    Entry("history", "History", "ui.history.room:HistoryRoom",
          "Everything done in this book, and taking a step back", in_rail=False),
    Entry("measures", "Measures", "ui.measures.room:MeasuresRoom",
          "Dials, people reached, promises kept and the best hours to call", in_rail=False,
          keyed=False),
    Entry("sheets", "Call sheets", "ui.sheets.room:SheetsRoom",
          "Print companies to call away from the desk, and key in the results", in_rail=False,
          keyed=False),
    Entry("labels", "Labels and envelopes", "ui.letters.labels_room:LabelsRoom",
          "Labels, envelopes and the posting list of packs", in_rail=False, keyed=False),
    Entry("returned", "Returned forms", "ui.returned.room:ReturnedRoom",
          "Read application forms that came back, and the applications received", in_rail=False,
          keyed=False),
)  # fmt: skip


def load(entry: Entry) -> type[Room]:
    """The class of a room."""
    module, _colon, name = entry.where.partition(":")
    found = getattr(import_module(module), name)
    if not (isinstance(found, type) and issubclass(found, Room)):
        raise TypeError(f"{entry.where} is no room")
    return found
