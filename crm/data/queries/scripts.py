"""The scripts of this book, and what is known of a company to fill them with."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.queries.call_card import CallCard, CallingDay
from crm.data.queries.company_facts import StepFacts
from crm.data.records.association import Association
from crm.domain.calendar import local_day, say_clock, say_date, say_long_date
from crm.domain.money import pounds
from crm.domain.scripts import SETTING, Scripts, scripts_from_data, scripts_from_file

FILE = Path(__file__).resolve().parents[3] / "resources" / "help" / "scripts.toml"
LONGEST = 90
"""Letters of what somebody said that are read back to them."""

_SETTINGS = select(Association.settings)


@cache
def shipped_scripts() -> Scripts:
    """The scripts that come with the program."""
    return scripts_from_file(tomllib.loads(FILE.read_text(encoding="utf-8")))


def kept_scripts(reading: Reading) -> Scripts:
    """Give the scripts of this book; those that ship where none were changed."""
    settings = reading.sql.execute(_SETTINGS).scalar() or {}
    kept = settings.get(SETTING)
    return scripts_from_data(kept if isinstance(kept, dict) else {}, shipped_scripts())


def script_values(
    card: CallCard, day: CallingDay | None, today: date, whom: str = ""
) -> dict[str, str]:
    """What a script may say of a company, by the names of `SCRIPT_FIELDS`.

    `whom` is the person called, as the card names them; empty for nobody in particular.
    """
    page, answers = card.page, card.page.answers
    known = next((person for person in page.people if person.name == whom), None)
    reached, posted, promised = answers.reached_at, answers.pack_posted_on, answers.promised
    return {
        "association.name": day.association if day else "",
        "caller.name": day.caller if day else "",
        "company.name": page.name,
        "company.town": page.town,
        "company.branch": page.branch,
        "company.source": page.source,
        "company.referred_by": page.referred_by,
        "person.first_name": known.forenames.split(" ")[0] if known else "",
        "person.name": known.name if known else "",
        "call.last_when": say_day(local_day(reached), today, long=True) if reached else "",
        "call.said": _short(answers.said),
        "promise.when": say_promise(promised, today) if promised else "",
        "promise.what": _short(promised.text) if promised else "",
        "pack.posted_when": say_day(posted, today, long=True) if posted else "",
        "band.label": page.band.label if page.band else "",
        "band.fee": pounds(page.band.fee_pence) if page.band else "",
    }


def say_day(day: date, today: date, *, long: bool = False) -> str:
    """Say a day as it is spoken: "today", "tomorrow", "yesterday", "on Tue 18 Mar"."""
    near = {today: "today", today + timedelta(1): "tomorrow", today - timedelta(1): "yesterday"}
    return near.get(day) or f"on {say_long_date(day) if long else say_date(day, today)}"


def say_promise(step: StepFacts, today: date) -> str:
    """Say when something was promised: "today at 14:00", "on Tue 18 Mar, morning"."""
    day = say_day(step.due_on, today)
    if step.due_at is not None:
        return f"{day} at {say_clock(step.due_at)}"
    return f"{day}, {step.part}" if step.part else day


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip(" .,;:") + "…"
