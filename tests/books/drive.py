"""A drive that has begun: an association set up, and firms to ring."""

from dataclasses import replace
from datetime import date

from crm.actions.association import set_up
from crm.actions.shipped import preset
from crm.data.book import Book
from crm.data.records.companies import Company
from crm.data.records.people import Person, PhoneNumber
from crm.data.work import Work
from crm.domain.addresses import Address
from crm.domain.association import AssociationProfile, Signatory
from crm.domain.likeness import name_key


def profile() -> AssociationProfile:
    """The preset with the answers that a first run asks for."""
    known = preset()
    return replace(
        known,
        address=Address("", "1 Sample Street", "", "Stafford", "ST16 2AA"),
        telephone="01632 960123",
        signatories=(Signatory("Alex Brook", "Founder member", "01632 960124"),),
        drive=replace(known.drive, starts_on=date(2003, 1, 6), ends_on=date(2003, 12, 31)),
    )


def begin(book: Book) -> Book:
    """Set the association up in an empty book."""
    book.do(set_up, profile())
    return book


def add_firm(
    work: Work,
    name: str = "Potteries Data Ltd",
    numbers: tuple[str, ...] = ("+441632960123",),
    people: tuple[str, ...] = ("Helen Marsh",),
    postcode: str = "ST4 1AA",
) -> int:
    """Put a firm with numbers and people into the book; gives its key."""
    company = work.add(
        Company(
            name=name,
            name_key=name_key(name),
            street="14 Liverpool Road",
            town="Stoke-on-Trent",
            postcode=postcode,
            staff=12,
            added_at=work.now,
        )
    )
    for place, number in enumerate(numbers):
        work.add(PhoneNumber(company_id=company.id, typed=number, e164=number, position=place))
    for person in people:
        forenames, _, surname = person.partition(" ")
        work.add(
            Person(
                company_id=company.id,
                title="Ms",
                forenames=forenames,
                surname=surname,
                name_key=name_key(person),
                added_at=work.now,
            )
        )
    work.label(f"Add {name}")
    return company.id
