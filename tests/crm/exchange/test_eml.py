"""Messages as files: marked as unsent, and safe from names that would be headers."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.exchange.eml import OutgoingEmail, make_message, new_message_id, unsent_file

PLAIN = OutgoingEmail("WMita", "office@wmita.example", "Helen Marsh", "helen@p.example",
                      "Your pack", "Dear Helen,\n\nhere.\n", "Pack.pdf", b"%PDF-1.4")  # fmt: skip
HOSTILE = "Marsh\r\nBcc: everybody@elsewhere.example\r\n\r\n<script>"


def test_a_ready_message_is_marked_as_unsent_and_holds_the_pdf() -> None:
    read = message_from_bytes(unsent_file(PLAIN), policy=policy.SMTP)
    assert (read["X-Unsent"], read["Subject"]) == ("1", "Your pack")
    assert read["To"] == "Helen Marsh <helen@p.example>"
    assert "no%20more%20emails" in read["List-Unsubscribe"]
    (attached,) = read.iter_attachments()
    assert (attached.get_content_type(), attached.get_content()) == ("application/pdf", b"%PDF-1.4")


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=80))
def test_no_text_adds_a_header(name: str, subject: str, file: str) -> None:
    for odd in (name, HOSTILE):
        outgoing = OutgoingEmail(odd, "office@wmita.example", odd, "helen@p.example",
                                 subject + HOSTILE, "words\n", file + HOSTILE, b"%PDF")  # fmt: skip
        content = make_message(outgoing).as_bytes()
        read = message_from_bytes(content, policy=policy.SMTP)
        assert sorted(key.lower() for key in read) == [
            "content-type", "from", "list-unsubscribe", "mime-version", "subject", "to",
        ]  # fmt: skip
        assert [one.addr_spec for one in read["To"].addresses] == ["helen@p.example"]


@pytest.mark.parametrize("address", ["", "nobody", "a@b.example\nBcc: c@d.example", "a@b, c@d.uk"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    from dataclasses import replace

    with pytest.raises(Refusal) as refused:
        make_message(replace(PLAIN, to_address=address))
    assert refused.value.field == "to_address"


def test_every_message_has_an_identity_of_its_own() -> None:
    first, second = new_message_id("office@wmita.example"), new_message_id("office@wmita.example")
    assert first != second
    assert first.endswith("@wmita.example>")
