"""Changing what membership costs."""

from crm.data.records.association import Plan
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.fees import band_label
from crm.domain.money import read_pounds


def change_plan(work: Work, plan_id: int, field: str, value: str) -> None:
    """Change the yearly fee or the joining fee of a band (`fee`, `joining`), typed in pounds.

    Refuses what is no amount, naming the field. Packs made before keep what they say.
    """
    if field not in {"fee", "joining"}:
        raise Refusal(f"A fee band has no field called {field}.", field=field)
    record = work.get(Plan, plan_id)
    pence = read_pounds(value, field)
    if pence < 0:
        raise Refusal("A fee cannot be less than nothing.", field=field)
    if field == "fee":
        record.fee_pence = pence
    else:
        record.joining_pence = pence
    what = "fee" if field == "fee" else "joining fee"
    work.label(f"Change the {what} for {band_label(record.staff_from, record.staff_to)} staff")
