from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.domain.objections import (
    Channel,
    KeyKind,
    Objection,
    Scope,
    address_key,
    objection_hash,
    objection_key,
    objects_to,
)

SALT = b"sixteen bytes ok"
NUMBER = "+441632960123"
HASH = objection_hash(KeyKind.NUMBER, NUMBER, SALT)
WISH = Objection(
    channel=Channel.CALL,
    scope=Scope.NUMBER,
    hashes=frozenset({HASH}),
    who_asked="Helen Marsh",
    recorded_at=datetime(2003, 3, 14, 10, tzinfo=UTC),
    number_id=3,
    company_id=1,
)


def test_equal_things_have_equal_keys() -> None:
    assert objection_key(KeyKind.EMAIL, " Helen@Example.COM ") == "helen@example.com"
    assert address_key("st4 1aa", "Łucja  O’Neill Ltd.") == address_key(
        "ST41AA", "ŁUCJA ONEILL LTD"
    )
    assert address_key("ST4 1AA", "Société Générale") == address_key("st41aa", "societe generale")
    assert address_key("ST4 1AA", "Helen") != address_key("ST4 1AB", "Helen")


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_key_is_its_own_key(postcode: str, name: str) -> None:
    key = address_key(postcode, name)
    assert objection_key(KeyKind.ADDRESS, key) == key


@pytest.mark.parametrize("text", ["01632 960123", "", "+", "+44 1632", "not known"])
def test_a_number_has_international_form(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        objection_hash(KeyKind.NUMBER, text, SALT)
    assert caught.value.field == "number"


def test_the_hash_hides_the_number_and_depends_on_the_salt_and_kind() -> None:
    assert len(HASH) == 64
    assert "960123" not in HASH
    assert objection_hash(KeyKind.NUMBER, NUMBER, b"another salt, 16") != HASH
    assert objection_hash(KeyKind.EMAIL, NUMBER, SALT) != HASH
    with pytest.raises(ValueError, match="16 bytes"):
        objection_hash(KeyKind.NUMBER, NUMBER, b"short")


def test_a_shared_number_is_blocked_for_another_company_too() -> None:
    assert objects_to([WISH], Channel.CALL, {HASH}, company_id=99) is WISH
    assert objects_to([WISH], Channel.CALL, {"0" * 64}, company_id=1) is None


def test_a_channel_is_blocked_on_its_own() -> None:
    assert objects_to([WISH], Channel.POST, {HASH}, number_id=3) is None


def test_records_are_blocked_by_their_scope() -> None:
    assert objects_to([WISH], Channel.CALL, number_id=3) is WISH
    company = replace(WISH, scope=Scope.COMPANY, hashes=frozenset())
    assert objects_to([company], Channel.CALL, company_id=1, number_id=8) is company
    person = replace(WISH, scope=Scope.PERSON, hashes=frozenset(), person_id=5)
    assert objects_to([person], Channel.CALL, company_id=1, person_id=5) is person
    assert objects_to([person], Channel.CALL, company_id=1, person_id=6) is None
    assert objects_to([person], Channel.CALL) is None


def test_an_objection_recorded_in_error_forbids_nothing() -> None:
    taken_back = replace(WISH, taken_back="typed on the wrong company")
    assert objects_to([taken_back], Channel.CALL, {HASH}, number_id=3) is None
