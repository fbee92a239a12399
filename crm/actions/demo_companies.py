"""The firms of the demo book: invented once and for all, the same on every machine."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from crm.actions.demo_firms import SHARES, DemoCompany, DemoPerson, Destiny
from crm.actions.demo_words import DemoWords, demo_words
from crm.domain.likeness import fold

SEED = 2003
"""Every choice of the demo book follows from this number."""

_HERS = ("Mrs", "Ms", "Miss", "Dr", "")
_HIS = ("Mr", "Dr", "")


def invent_companies() -> tuple[DemoCompany, ...]:
    """Invent all companies; the featured ones of the pictures come first."""
    chance = Random(SEED)  # noqa: S311 - invented, and the same every time
    words = demo_words()
    inventor = _Inventor(words, chance)
    featured = [inventor.featured(entry) for entry in words.companies["featured"]]
    places = list(_places(words, featured))
    chance.shuffle(places)
    destinies = list(_destinies(featured))
    chance.shuffle(destinies)
    others = [
        inventor.company(county, town, outcode, destiny)
        for (county, town, outcode), destiny in zip(places, destinies, strict=True)
    ]
    return (*featured, *_forgetting_postcodes(others))


def _forgetting_postcodes(firms: Sequence[DemoCompany]) -> Iterator[DemoCompany]:
    """Take the postcode from a few firms, one of whom waits for a pack: lists are like that."""
    forgotten = {Destiny.QUEUED: 1, Destiny.COLD: 1, Destiny.NEW: 2}
    for firm in firms:
        if forgotten.get(firm.destiny):
            forgotten[firm.destiny] -= 1
            yield replace(firm, postcode="")
        else:
            yield firm


def _places(words: DemoWords, featured: Sequence[DemoCompany]) -> Iterator[tuple[str, str, str]]:
    """Give county, town and outward code for each company that is not featured."""
    for county in words.places["counties"]:
        towns = [(town, outcode) for town, *codes in county["towns"] for outcode in codes]
        taken = sum(company.county == county["name"] for company in featured)
        for place in range(county["firms"] - taken):
            yield (county["name"], *towns[place % len(towns)])


def _destinies(featured: Sequence[DemoCompany]) -> Iterator[Destiny]:
    for destiny, share in SHARES.items():
        taken = sum(company.destiny is destiny for company in featured)
        yield from [destiny] * (share - taken)


class _Inventor:
    """Draws names, numbers and addresses, none of them twice."""

    def __init__(self, words: DemoWords, chance: Random) -> None:
        self.words = words
        self.chance = chance
        self.names: set[str] = set()
        self.slugs: set[str] = set()
        self.lines = {"01632": self._drawn(), "0121": self._drawn()}
        self.mobiles = self._drawn()

    def featured(self, entry: Mapping[str, Any]) -> DemoCompany:
        county = next(
            county["name"]
            for county in self.words.places["counties"]
            if any(town[0] == entry["town"] for town in county["towns"])
        )
        slug = self._slug(entry["name"])
        people = tuple(
            DemoPerson(
                person["title"],
                person["forenames"],
                person["surname"],
                person["job"],
                person["role"],
                direct=self._line(county) if person["role"] == "decision maker" else "",
                email=f"{fold(person['forenames'])}@{slug}.example",
            )
            for person in entry["people"]
        )
        self.names.add(entry["name"])
        limited = entry["name"].endswith("Ltd")
        return DemoCompany(
            name=entry["name"],
            legal_form="private limited company" if limited else "",
            subscriber_kind="corporate" if limited else "unknown",
            registered_number=self._registered() if limited else "",
            staff=entry["staff"],
            age=self.chance.randint(2, 18),
            does=entry["does"],
            website=f"www.{slug}.example",
            premises="",
            street=entry["street"],
            locality="",
            town=entry["town"],
            postcode=entry["postcode"],
            county=county,
            numbers=(self._line(county),),
            email=f"office@{slug}.example",
            tags=tuple(entry["tags"]),
            pinned=entry["pinned"],
            destiny=Destiny(entry["destiny"]),
            people=people,
            said=entry["said"],
        )

    def company(self, county: str, town: str, outcode: str, destiny: Destiny) -> DemoCompany:
        chance, firms = self.chance, self.words.companies
        trade = chance.choice(firms["trades"])
        form = chance.choices(firms["forms"], [one["weight"] for one in firms["forms"]])[0]
        name = self._name(trade["word"], form["ending"])
        slug = self._slug(name)
        numbers = [self._line(county)]
        if destiny is Destiny.MISDIALLED and chance.random() < 0.5:
            numbers.append(self._line(county))
        alone = form["form"] == "sole trader"
        corporate = form["line"] == "corporate"
        park = chance.random() < 0.2
        return DemoCompany(
            name=name,
            legal_form=form["form"],
            subscriber_kind=form["line"],
            registered_number=self._registered() if corporate else "",
            staff=self._staff(alone=alone),
            age=chance.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 9, 11, 14, 19, 26)),
            does=trade["does"],
            website=f"www.{slug}.example" if chance.random() < 0.8 else "",
            premises=chance.choice(self.words.places["premises"]) if chance.random() < 0.5 else "",
            street=f"{chance.randint(1, 148)} {chance.choice(self.words.places['streets'])}",
            locality=chance.choice(self.words.places["localities"]) if park else "",
            town=town,
            postcode=self._postcode(outcode),
            county=county,
            numbers=tuple(numbers),
            email=f"{chance.choice(('info', 'office', 'enquiries', 'sales'))}@{slug}.example",
            tags=tuple(trade["tags"]),
            pinned=chance.choice(firms["pins"]) if chance.random() < 0.1 else "",
            destiny=destiny,
            people=tuple(self._people(slug, county, destiny, alone=alone)),
            said="",
        )

    def _people(
        self, slug: str, county: str, destiny: Destiny, *, alone: bool
    ) -> Iterator[DemoPerson]:
        """Give a firm its people: of a firm never talked to, often nobody is known."""
        unknown = destiny in {Destiny.NEW, Destiny.COLD, Destiny.MISDIALLED}
        if unknown and self.chance.random() < 0.5:
            return
        yield self._person(slug, county, "decision maker", "Proprietor" if alone else "")
        if not alone and self.chance.random() < 0.35:
            yield self._person(slug, county, "gatekeeper")
        if not alone and self.chance.random() < 0.15:
            yield self._person(slug, county, "influencer")

    def _person(self, slug: str, county: str, role: str, alone: str = "") -> DemoPerson:
        chance, people = self.chance, self.words.people
        woman = chance.random() < 0.4
        forenames = chance.choice(people["women" if woman else "men"])
        surname = chance.choice(people["surnames"])
        titles, weights = (_HERS, (6, 8, 2, 1, 3)) if woman else (_HIS, (14, 1, 5))
        decides = role == "decision maker"
        jobs = {"decision maker": "deciding", "gatekeeper": "answering"}.get(role, "influencing")
        job = alone or chance.choice(people[jobs])
        local = re.sub("[^a-z.]", "", fold(f"{forenames[:1]}.{surname}"))
        return DemoPerson(
            title=chance.choices(titles, weights)[0],
            forenames=forenames,
            surname=surname,
            job_title=job,
            role=role,
            direct=self._line(county) if decides and chance.random() < 0.3 else "",
            mobile=self._mobile() if decides and chance.random() < 0.45 else "",
            email=f"{local}@{slug}.example" if chance.random() < 0.6 else "",
            best_time=chance.choice(people["best_times"]) if chance.random() < 0.15 else "",
        )

    def _name(self, trade: str, ending: str) -> str:
        firms, chance = self.words.companies, self.chance
        while True:
            if chance.random() < 0.15:
                first, second = chance.sample(firms["families"], 2)
                stem = f"{first} & {second}" if chance.random() < 0.5 else first
            else:
                stem = chance.choice(firms["beginnings"]) + chance.choice(firms["endings"])
            name = f"{stem} {trade}{ending}"
            if stem not in self.names:
                self.names.add(stem)
                return name

    def _slug(self, name: str) -> str:
        """Make the name of a web site of a company's name: short, so that it fits any form."""
        words = re.sub("[^a-z ]", "", fold(name).replace("-", " ")).split()
        slug = words[0]
        for word in words[1:]:
            if slug not in self.slugs and len(slug) > 7:
                break
            slug += word[:6]
        self.slugs.add(slug)
        return slug

    def _staff(self, *, alone: bool) -> int | None:
        if alone:
            return self.chance.choice((1, 1, 2, 3))
        if self.chance.random() < 0.12:
            return None
        least, most = self.chance.choice(((2, 4), (5, 10), (5, 10), (11, 24), (11, 24), (25, 49)))
        grown = self.chance.random() < 0.08
        return self.chance.randint(50, 180) if grown else self.chance.randint(least, most)

    def _registered(self) -> str:
        """Draw a registered number from far beyond those that have been given out."""
        return f"99{self.chance.randrange(10**6):06}"

    def _postcode(self, outcode: str) -> str:
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        first, second = self.chance.choice(letters), self.chance.choice(letters)
        return f"{outcode} {self.chance.randint(1, 9)}{first}{second}"

    def _drawn(self) -> list[int]:
        """Shuffle the ends of the numbers of one range; the first ten are the association's."""
        return self.chance.sample(range(10, 1000), 990)

    def _line(self, county: str) -> str:
        """Draw a telephone number nobody has, from the ranges kept for fiction."""
        if county.startswith("West Midlands"):
            return f"0121 496 {self.lines['0121'].pop():04}"
        return f"01632 960{self.lines['01632'].pop():03}"

    def _mobile(self) -> str:
        return f"07700 900{self.mobiles.pop():03}"
