"""What the marks of a note do besides standing in it: tags put on, facts pinned."""

from crm.actions.tags import tag
from crm.data.records.companies import Company
from crm.data.work import Work
from crm.domain.company_fields import read_company_field
from crm.domain.note_marks import NoteMarks, pin_to


def keep_marks(work: Work, company: Company, marks: NoteMarks) -> None:
    """Put the tags of a note on its company and pin its facts, each once."""
    if marks.tags:
        tag(work, company.id, marks.tags)
    if marks.pinned:
        pinned = pin_to(company.pinned, marks.pinned)
        if pinned != company.pinned:
            company.pinned = str(read_company_field("pinned", pinned, work.today).value)
