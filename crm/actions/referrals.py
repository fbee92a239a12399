"""A company that somebody at another one said should be rung."""

from crm.actions.companies import NewCompany, add_company
from crm.actions.people import add_number
from crm.data.queries.company_named import company_like
from crm.data.queries.contacts import number_known
from crm.data.records.companies import Company
from crm.data.work import Work
from crm.domain.company_fields import company_name_key
from crm.domain.referrals import Referral, read_referral


def refer(work: Work, by: Company, typed: str) -> int | None:
    """Put whom `by` named into the book as a referral and give the key; None for empty text.

    A company of the same name or with the same number is used instead, and said.
    """
    referral = read_referral(typed)
    if referral is None:
        return None
    known = work.ask(company_like, company_name_key(referral.name), referral.e164, by.id)
    if known is None:
        new = NewCompany(referral.name, telephone=referral.telephone)
        company = work.get(Company, add_company(work, new))
        company.source, company.source_kind = f"named by {by.name}", "referral"
        company.referred_by_id = by.id
        work.say(f"{company.name} was added: named by {by.name}.")
        return company.id
    company = work.get(Company, known)
    _add_missing_number(work, company, referral)
    if company.referred_by_id is None:
        company.referred_by_id = by.id
        if company.source_kind in {"", "list"}:
            company.source_kind = "referral"
    work.say(f"{company.name} is in the book already: it was noted who named it.")
    return company.id


def _add_missing_number(work: Work, company: Company, referral: Referral) -> None:
    if referral.e164 and not work.ask(number_known, company.id, None, referral.e164):
        add_number(work, company.id, referral.telephone, source="referral")
