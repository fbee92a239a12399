"""Names and addresses typed in capitals, offered in ordinary letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.capitals import title_case


@pytest.mark.parametrize(
    ("capitals", "ordinary"),
    [
        ("STOKE-ON-TRENT", "Stoke-on-Trent"),
        ("NEWCASTLE UNDER LYME", "Newcastle under Lyme"),
        ("14A THE HIGH STREET", "14A the High Street"),
        ("THE OLD MILL", "The Old Mill"),
        ("1ST FLOOR, ST JOHN'S HOUSE", "1st Floor, St John's House"),
        ("MCDONALD & O'NEILL PLC", "McDonald & O'Neill plc"),
        ("BLUEBRICK IT SERVICES (UK) LTD", "Bluebrick IT Services (UK) Ltd"),
        ("KLM SYSTEMS LLP", "KLM Systems LLP"),
        ("PO BOX 12", "PO Box 12"),
        ("Already Fine ltd", "Already Fine ltd"),
        ("UNIT 3B", "Unit 3B"),
        ("ÉCOLE ŁÓDŹ", "École Łódź"),
        ("", ""),
        ("12-14", "12-14"),
    ],
)
def test_capitals_to_ordinary_letters(capitals: str, ordinary: str) -> None:
    assert title_case(capitals) == ordinary


@given(st.text(st.characters(codec="latin-1")))
def test_only_the_case_of_letters_changes(text: str) -> None:
    assert title_case(text).casefold() == text.casefold()


@given(st.text("ABCDEFGHIJ '-&1"))
def test_ordinary_letters_stay_as_they_are(text: str) -> None:
    once = title_case(text)
    assert title_case(once) == once
