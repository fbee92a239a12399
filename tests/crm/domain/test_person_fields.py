import pytest

from crm.domain.errors import Refusal
from crm.domain.person_fields import NUMBER_STATES, ROLES, person_key, read_one_of
from crm.domain.person_names import read_name


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ms Helen Marsh OBE", "helen marsh"),
        ("Müller, Jürgen (Dr)", "jurgen muller"),
        ("Sir John Smith-O'Neill", "john smith oneill"),
    ],
)
def test_a_person_is_found_by_forenames_and_surname(typed: str, key: str) -> None:
    assert person_key(read_name(typed)) == key


def test_a_choice_is_read_whatever_its_case() -> None:
    assert read_one_of("role", " Decision MAKER ", ROLES) == "decision maker"
    assert read_one_of("role", "", ROLES) == ""
    with pytest.raises(Refusal, match="usable, disconnected") as refused:
        read_one_of("state", "asleep", NUMBER_STATES)
    assert refused.value.field == "state"
