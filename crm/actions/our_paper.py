"""What our paper shows: a designed letterhead, the bank account, what the privacy notice says."""

from collections.abc import Mapping
from io import BytesIO
from typing import Final

from pypdf import PdfReader, PdfWriter

from crm.actions.merge_values import PRIVACY_FIELDS
from crm.data.records.association import Association
from crm.data.work import Work
from crm.documents.content import Fault
from crm.documents.letter_paper import check_underlay
from crm.documents.letterhead import Letterhead
from crm.domain.errors import Refusal
from crm.domain.text_safety import clean_line

_THE_ONE: Final = 1
_SORT_CODE: Final = 6
_ACCOUNT: Final = 8


def set_letterhead(work: Work, first: bytes, continuation: bytes = b"") -> None:
    """Draw letters upon a PDF on A4 from now on: `first` under first pages.

    Pages that follow lie on `continuation`, else on the second page of `first`, where it has one.
    Empty `first` takes the designed paper away again. Refusal (field `letterhead` or
    `continuation`) for what is no PDF on A4.
    """
    record = work.get(Association, _THE_ONE)
    if not first:
        if continuation:
            raise Refusal("Choose the paper of first pages, too.", field="letterhead")
        record.letterhead_sha256 = record.continuation_sha256 = None
        work.label("Take the designed letterhead away")
        return
    _check(first, "letterhead")
    record.continuation_sha256 = None
    if continuation:
        _check(continuation, "continuation")
        record.continuation_sha256 = work.file_in(
            continuation, "continuation.pdf", "application/pdf"
        )
        first = _joined(first, continuation)
    record.letterhead_sha256 = work.file_in(first, "letterhead.pdf", "application/pdf")
    work.label("Set the letterhead")


def set_bank_account(
    work: Work, *, sort_code: str, account: str, name: str = "", bank: str = ""
) -> None:
    """Say into which account members pay; empty sort code and account take it away.

    Refusal names `sort_code` (six digits) or `account` (eight).
    """
    record = work.get(Association, _THE_ONE)
    settings = {key: value for key, value in record.settings.items() if key != "bank"}
    if sort_code.strip() or account.strip():
        settings["bank"] = {
            "name": clean_line(name, "name"),
            "bank": clean_line(bank, "bank"),
            "sort_code": _digits(sort_code, _SORT_CODE, "sort_code", "A sort code"),
            "account": _digits(account, _ACCOUNT, "account", "An account number"),
        }
    record.settings = settings
    work.label("Change the bank account")


def set_privacy_words(work: Work, words: Mapping[str, str]) -> None:
    """Say what only the association can know for its privacy notice, by merge field.

    The names are those of `merge_values.PRIVACY_FIELDS`; those not given stay. Refusal names one
    that is unknown or too long.
    """
    record = work.get(Association, _THE_ONE)
    kept = dict(record.settings.get("privacy", {}))
    for name, text in words.items():
        if name not in PRIVACY_FIELDS:
            raise Refusal(f"A privacy notice has no field called {name[:40]}.", field=name)
        kept[name] = clean_line(text, name, 400)
    record.settings = {**record.settings, "privacy": {k: v for k, v in kept.items() if v}}
    work.label("Change the words of the privacy notice")


def _check(pdf: bytes, field: str) -> None:
    faults: list[Fault] = []
    check_underlay(Letterhead("", underlay=pdf), faults)
    if faults:
        raise Refusal(faults[0].message, field=field)


def _joined(first: bytes, continuation: bytes) -> bytes:
    """Bring the first pages of two PDFs together: equal files give equal bytes."""
    writer = PdfWriter()
    for pdf in (first, continuation):
        writer.append(PdfReader(BytesIO(pdf), strict=False), pages=(0, 1), import_outline=False)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _digits(text: str, count: int, field: str, what: str) -> str:
    digits = "".join(char for char in text if char.isascii() and char.isdigit())
    if len(digits) != count or set(text) - set("0123456789- ·"):
        raise Refusal(f"{what} has {count} digits.", field=field)
    return "-".join((digits[:2], digits[2:4], digits[4:])) if count == _SORT_CODE else digits
