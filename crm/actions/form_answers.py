"""Taking the answers of a returned form into the company, its people, numbers and addresses."""

from collections.abc import Collection, Mapping

from crm.actions.companies import change_facts
from crm.actions.people import NewPerson, add_email, add_number, add_person, change_person
from crm.data.queries.applications import TRADING, further_address
from crm.data.records.companies import Address, Company
from crm.data.work import Work
from crm.domain.application_form import ASKED, CONTACT
from crm.domain.applications import Held, address_answered, contact_among
from crm.domain.company_fields import FieldValue
from crm.domain.imported_cells import check_email, split_emails
from crm.domain.person_fields import person_key
from crm.domain.person_names import PersonName, read_name
from crm.domain.phone_numbers import read_numbers

FROM_FORM = "application form"
"""The source of whoever is first heard of on a form."""

_PARTS = ("premises", "street", "locality", "town", "postcode")
_OWN_WAY = frozenset({"name", "trading name", "address", "trading address", "number", "email"})


def take_answers(
    work: Work, company_id: int, answers: Mapping[str, str], held: Held, taken: Collection[str]
) -> int | None:
    """Let the answers named in `taken` replace or add to what is held; gives the contact's key.

    Numbers and addresses are added beside ours, nothing of ours is lost. The contact is
    whom the form names: somebody known, or somebody new; None where it names nobody. Refusal
    names the question whose answer cannot be taken.
    """
    wanted = {name: answers[name] for name in taken if answers.get(name)}
    facts: dict[str, FieldValue] = dict(_names(work.get(Company, company_id), answers, wanted))
    for name, text in wanted.items():
        question = ASKED[name]
        if question.fact == "address":
            parts = address_answered(text)
            facts |= {part: getattr(parts, part) for part in _PARTS}
        elif name.startswith("company.") and question.fact not in _OWN_WAY:
            facts[question.fact] = text
    if facts:
        change_facts(work, company_id, facts)
    if "company.trading_address" in wanted:
        _keep_trading_address(work, company_id, wanted["company.trading_address"])
    contact = _contact(work, company_id, answers, held, wanted)
    _reach(work, company_id, None, held, wanted, "company")
    _reach(work, company_id, contact, held, wanted, "member")
    _others(work, company_id, answers, held, wanted)
    return contact


def _names(
    company: Company, answers: Mapping[str, str], wanted: Mapping[str, str]
) -> dict[str, str]:
    """Share the full and the trading name between the two names a company has."""
    facts: dict[str, str] = {}
    full, trading = wanted.get("company.name", ""), wanted.get("company.trading_name", "")
    if full and company.legal_name:
        facts["legal_name"] = full
        if company.name == company.legal_name:
            facts["name"] = full
    elif full:
        facts["name"] = full
    if trading:
        facts["name"] = trading
        if not company.legal_name:
            facts["legal_name"] = answers.get("company.name") or company.name
    return facts


def _keep_trading_address(work: Work, company_id: int, text: str) -> None:
    read = address_answered(text)
    parts = {part: getattr(read, part) for part in _PARTS}
    known = work.ask(further_address, company_id, TRADING)
    if known is None:
        work.add(Address(company_id=company_id, kind=TRADING, **parts))
        return
    address = work.get(Address, known)
    for part, value in parts.items():
        setattr(address, part, value)


def _contact(
    work: Work, company_id: int, answers: Mapping[str, str], held: Held, wanted: Mapping[str, str]
) -> int | None:
    known = contact_among(answers, held)
    facts = {
        ASKED[name].fact: text
        for name, text in wanted.items()
        if ASKED[name].group == CONTACT and ASKED[name].fact not in {"number", "email"}
    }
    if known is not None:
        for fact, text in facts.items():
            change_person(work, known.id, fact, text)
        return known.id
    named = [answers.get(f"member.{part}", "") for part in ("first_name", "last_name")]
    if not any(named) or facts.keys().isdisjoint({"forenames", "surname"}):
        return None
    person = add_person(
        work,
        company_id,
        NewPerson(
            " ".join(filter(None, named)),
            job_title=answers.get("member.job_title", ""),
            source=FROM_FORM,
        ),
    )
    # The form tells first and last name apart; a name in one piece would have to be guessed at.
    for fact, text in zip(("forenames", "surname"), named, strict=True):
        if text:
            change_person(work, person, fact, text)
    if answers.get("member.title"):
        change_person(work, person, "title", answers["member.title"])
    return person


def _reach(
    work: Work,
    company_id: int,
    person_id: int | None,
    held: Held,
    wanted: Mapping[str, str],
    whose: str,
) -> None:
    """Add the numbers and email addresses that nobody at the company has yet."""
    for number in read_numbers(wanted.get(f"{whose}.telephone", "")):
        if number.e164 not in held.numbers:
            add_number(work, company_id, number.typed, person_id=person_id, source=FROM_FORM)
    _add_emails(work, company_id, person_id, held, wanted.get(f"{whose}.email", ""))


def _add_emails(work: Work, company_id: int, person_id: int | None, held: Held, text: str) -> None:
    for one in split_emails(text) if text else ():
        if check_email(one) not in held.emails:
            add_email(work, company_id, one, person_id=person_id, source=FROM_FORM)


def _others(
    work: Work, company_id: int, answers: Mapping[str, str], held: Held, wanted: Mapping[str, str]
) -> None:
    people = {person_key(one.name): one.id for one in held.people}
    if "chief.name" in wanted:
        chief = NewPerson(wanted["chief.name"], job_title="Chief officer", source=FROM_FORM)
        people[_key(chief.name)] = add_person(work, company_id, chief)
    second = answers.get("second.name", "")
    if "second.name" in wanted and _key(second) not in people:
        people[_key(second)] = add_person(work, company_id, NewPerson(second, source=FROM_FORM))
    if "second.email" in wanted:
        _add_emails(work, company_id, people.get(_key(second)), held, wanted["second.email"])


def _key(name: str) -> str:
    read = read_name(name)
    return person_key(PersonName(forenames=read.forenames, surname=read.surname))
