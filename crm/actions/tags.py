"""Tags on companies, one or many at once."""

from collections.abc import Sequence
from typing import Final

from crm.actions.several import as_ids, count_companies
from crm.data.queries.tags import carriers, known_companies, tag_named
from crm.data.records.companies import Company, CompanyTag, Tag
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.text_safety import clean_line

TAG_LENGTH: Final = 40


def tag(work: Work, company_ids: int | Sequence[int], names: str | Sequence[str]) -> int:
    """Put tags on companies and give how many of them got any that they did not carry.

    A tag that is new is made; the capitals of one that is there stay. Refusal (field `tag`) for
    a tag that is empty, too long or holds a comma or quotation mark.
    """
    ids = as_ids(company_ids)
    _refuse_gone(work, ids)
    got: set[int] = set()
    said = [_read_tag(name) for name in ([names] if isinstance(names, str) else names)]
    for name in said:
        found = work.ask(tag_named, name)
        key = found if found is not None else work.add(Tag(name=name)).id
        carrying = work.ask(carriers, key, ids)
        bare = [company_id for company_id in ids if company_id not in carrying]
        rows = [{"company_id": company_id, "tag_id": key} for company_id in bare]
        work.insert_many(CompanyTag, rows, note="Tagging")
        got.update(bare)
    work.label(f"Tag {_say(work, ids)} with {' and '.join(said)}")
    return len(got)


def untag(work: Work, company_ids: int | Sequence[int], name: str) -> int:
    """Take a tag off companies and give how many carried it."""
    ids = as_ids(company_ids)
    key = work.ask(tag_named, _read_tag(name))
    if key is None:
        raise Refusal(f"There is no tag “{name[:TAG_LENGTH]}”.", field="tag")
    carrying = work.ask(carriers, key, ids)
    for place, row in enumerate(carrying.values(), start=1):
        work.session.delete(work.get(CompanyTag, row))
        work.progress.step(place, len(carrying), "Taking the tag off")
    work.label(f"Take the tag {work.get(Tag, key).name} off {_say(work, ids)}")
    return len(carrying)


def _read_tag(name: str) -> str:
    read = clean_line(name, "tag", TAG_LENGTH).lstrip("#").strip()
    if not read:
        raise Refusal("A tag needs a name.", field="tag")
    if any(sign in read for sign in ',"'):
        raise Refusal("A tag holds no comma and no quotation mark.", field="tag")
    return read


def _refuse_gone(work: Work, ids: Sequence[int]) -> None:
    gone = set(ids) - set(work.ask(known_companies, ids))
    if gone:
        raise Refusal(f"Not in the book any more: {count_companies(len(gone))}.", field="company")


def _say(work: Work, ids: Sequence[int]) -> str:
    return work.get(Company, ids[0]).name if len(ids) == 1 else count_companies(len(ids))
