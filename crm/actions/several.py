"""Actions that take one company or many: reading which, and saying so."""

from collections.abc import Sequence

from crm.data.records.companies import Company


def as_ids(company_ids: int | Sequence[int]) -> list[int]:
    """Read one key or many, each once, in order."""
    many = [company_ids] if isinstance(company_ids, int) else company_ids
    return list(dict.fromkeys(int(one) for one in many))


def say_companies(companies: Sequence[Company]) -> str:
    """Name one company, count several."""
    return companies[0].name if len(companies) == 1 else count_companies(len(companies))


def count_companies(count: int) -> str:
    """Say how many companies: `no company`, `1 company`, `1,200 companies`."""
    if count == 0:
        return "no company"
    return "1 company" if count == 1 else f"{count:,} companies"
