"""What people call the columns of their lists, and which kind each name means.

English headings as spreadsheets, mailing houses and other programs write them, and those of the
public register's basic company data, whose names carry stray blanks.
"""

import re
from functools import lru_cache
from typing import Final

from crm.domain.imported_values import ColumnKind as Kind

SURE: Final = 1.0
LIKELY: Final = 0.8

_NAMES: Final[dict[Kind, str]] = {
    Kind.COMPANY_NAME: (
        "company|company name|companyname|organisation|organization|organisation name|"
        "organization name|business|business name|firm|firm name|trading name|trading as|"
        "account|account name|client|client name|customer|customer name|employer|supplier|"
        "member name|legal name|registered name|name of company|name of firm|"
        "name of organisation|name of business|org|org name|co name"
    ),
    Kind.REGISTERED_NUMBER: (
        "company number|companynumber|company no|company nr|company reg|company reg no|"
        "company reg number|company registration|company registration no|"
        "company registration number|registered number|registered no|registration number|"
        "registration no|reg number|reg no|crn|companies house number|companies house no|"
        "co number|co no|ch number"
    ),
    Kind.LEGAL_FORM: (
        "legal form|legal status|legal entity|company category|category of company|"
        "company type|business structure|entity type|type of company"
    ),
    Kind.STATUS: "status|company status|companies house status|trading status",
    Kind.INCORPORATED_ON: (
        "incorporation date|date of incorporation|incorporated|incorporated on|"
        "date incorporated|registered on|date of registration|registration date"
    ),
    Kind.PERSON_TITLE: (
        "salutation|title|mr mrs|mr mrs ms|prefix|name prefix|honorific|contact title"
    ),
    Kind.FORENAMES: (
        "forename|forenames|first name|firstname|first names|first|given name|given names|"
        "christian name|christian names|contact first name|contact forename"
    ),
    Kind.SURNAME: (
        "surname|last name|lastname|last|family name|second name|contact surname|contact last name"
    ),
    Kind.FULL_NAME: (
        "full name|fullname|contact|contact name|contact person|main contact|person|person name|"
        "key contact|primary contact|name of contact|attn|attention|fao|for the attention of|"
        "delegate|delegate name|attendee|director|managing director|owner|proprietor|principal|"
        "decision maker|chief executive"
    ),
    Kind.JOB_TITLE: (
        "job title|jobtitle|job|position|role|post|post held|function|occupation|designation|"
        "contact job title|contact position|contact role|job role|job function"
    ),
    Kind.PHONE: (
        "phone|telephone|tel|tel no|tel number|telno|telephone no|telephone number|telephone 1|"
        "phone no|phone number|phonenumber|phone 1|tel 1|landline|land line|office phone|"
        "business phone|work phone|work telephone|daytime phone|daytime telephone|switchboard|"
        "main phone|company phone|company telephone|contact number|contact no|"
        "contact phone|contact phone number|contact telephone|contact telephone number|direct line|"
        "direct dial|ddi|phone numbers|telephone numbers|dial"
    ),
    Kind.SECOND_PHONE: (
        "second phone|second telephone|phone 2|tel 2|telephone 2|business phone 2|other phone|"
        "other telephone|alternative phone|alternative number|alternative telephone|alt phone|"
        "alt tel|home phone|home telephone|evening phone"
    ),
    Kind.MOBILE: (
        "mobile|mobile phone|mobile no|mobile number|mobile telephone|mob|cell|cell phone|"
        "cellphone|gsm|contact mobile"
    ),
    Kind.EMAIL: (
        "email|e mail|email address|e mail address|emailaddress|mail|email 1|email 2|email 3|"
        "e mail 1|e mail 2|contact email|contact email address|company email|business email|"
        "work email|office email|general email|electronic mail"
    ),
    Kind.WEBSITE: (
        "website|web site|web|web address|website address|web page|webpage|www|url|homepage|"
        "home page|internet|company website|domain|site"
    ),
    Kind.ADDRESS: (
        "address|full address|postal address|business address|company address|office address|"
        "mailing address|trading address|registered address|registered office|location|"
        "registered office address|correspondence address"
    ),
    Kind.CARE_OF: "care of|co of|c o|careof|reg address care of",
    Kind.PO_BOX: "po box|pobox|p o box|post office box|reg address po box|reg address pobox",
    Kind.ADDRESS_LINE_1: (
        "address 1|address line 1|addr 1|add 1|address line one|street|street address|street 1|"
        "road|building|building name|premises|house name|business street|line 1|addressline 1|"
        "house number and street|reg address address line 1"
    ),
    Kind.ADDRESS_LINE_2: (
        "address 2|address line 2|addr 2|add 2|address line two|street 2|business street 2|"
        "line 2|addressline 2|reg address address line 2"
    ),
    Kind.ADDRESS_LINE_3: (
        "address 3|address line 3|addr 3|add 3|address line three|street 3|business street 3|"
        "line 3|locality|district|village|suburb|addressline 3"
    ),
    Kind.TOWN: (
        "town|post town|posttown|city|town city|town or city|city town|postal town|business city|"
        "reg address post town|town name"
    ),
    Kind.COUNTY: "county|reg address county|shire|region|province|state|county region",
    Kind.COUNTRY: "country|reg address country|nation|business country region",
    Kind.POSTCODE: (
        "postcode|post code|postal code|zip|zip code|zipcode|pcode|p code|pc|postalcode|"
        "business postal code|reg address post code"
    ),
    Kind.STAFF: (
        "staff|employees|no of employees|number of employees|no employees|employee count|"
        "headcount|head count|company size|no of staff|number of staff|staff count|staff size|"
        "size|fte|ftes|total employees|employee numbers|staff numbers"
    ),
    Kind.ACTIVITIES: (
        "activities|activity|sic|sic code|sic codes|sic text|sic description|industry|sector|"
        "business type|type of business|nature of business|line of business|business activity|"
        "business activities|business description|description|company description|services|"
        "products|products and services|specialism|what they do|trade|profession|"
        + "|".join(
            f"sic code sic text {n}|siccode sic text {n}|sic code {n}|sic text {n}|sic {n}"
            for n in range(1, 5)
        )
    ),
    Kind.SOURCE: (
        "source|lead source|origin|data source|source of data|where from|referred by|"
        "introduced by|list|list name"
    ),
    Kind.NOTES: (
        "notes|note|comments|comment|remarks|remark|memo|details|further information|"
        "additional information|other information|info|observations|background|call notes|history"
    ),
}

_LEFT_OUT_NAMES: Final = (
    "id|ref|reference|record|record id|row|row number|no|fax|fax no|fax number|facsimile|"
    "business fax|company fax|uri|previous name|country of origin|dissolution date|date|"
    "created|created at|created on|modified|modified on|updated|updated at|last contacted|"
    "gender|sex|age|date of birth|dob|latitude|longitude|turnover|revenue|gdpr|opt in|opt out|"
    "conf stmt next due date|conf stmt last made up date|reason"
)
_LEFT_OUT: Final = frozenset(_LEFT_OUT_NAMES.split("|"))
_LEFT_OUT_STARTS: Final = (
    "previous name ", "accounts ", "returns ", "mortgages ", "limited partnerships ",
)  # fmt: skip
_NOISE: Final = frozenset(
    {"company", "business", "contact", "main", "primary", "office", "work", "registered", "reg"}
)
_KINDS: Final = {name: kind for kind, names in _NAMES.items() for name in names.split("|")}
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)")
_MARKS: Final = re.compile(r"[^a-z0-9]+")
_AT_MOST: Final = 80

NAME_OF_SOMETHING: Final = frozenset({"name", "names"})
"""Headings that mean the company where no other column does, and a person otherwise."""


@lru_cache(maxsize=4_096)
def heading_key(heading: str) -> str:
    """Fold a heading for comparing: ` RegAddress.PostTown` gives `reg address post town`."""
    if len(heading) > _AT_MOST:
        return ""
    return " ".join(_MARKS.sub(" ", _HUMP.sub(" ", heading).lower()).split())


@lru_cache(maxsize=4_096)
def kind_of_heading(heading: str) -> tuple[Kind | None, float]:
    """Which kind a heading means and how sure that is; (None, 0.0) for an unknown one.

    (None, 1.0) is a heading that is known and holds nothing the book keeps, such as a fax.
    """
    key = heading_key(heading)
    # `CompanyName` and `Companyname` and `COMPANYNAME` alike.
    joined = "".join(key.split()) if " " in key else key
    for name in (key, joined):
        if name in _KINDS:
            return _KINDS[name], SURE
    if key in NAME_OF_SOMETHING:
        return Kind.COMPANY_NAME, 0.5
    if key in _LEFT_OUT or key.startswith(_LEFT_OUT_STARTS):
        return None, SURE
    return _without_noise(key.split())


def _without_noise(words: list[str]) -> tuple[Kind | None, float]:
    """Try a heading without the words that add nothing: `Main Office Telephone`, `E-mail 4`."""
    shorter = [words[at:] for at in range(1, len(words)) if set(words[:at]) <= _NOISE]
    ends = {"required", "optional"}
    shorter += [
        words[:at]
        for at in range(len(words) - 1, 0, -1)
        if all(word.isdigit() or word in ends for word in words[at:])
    ]
    for name in map(" ".join, shorter):
        if name in _KINDS:
            return _KINDS[name], LIKELY
        if name in _LEFT_OUT:
            return None, LIKELY
    return None, 0.0
