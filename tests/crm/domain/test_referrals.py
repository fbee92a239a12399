import pytest

from crm.domain.errors import Refusal
from crm.domain.referrals import Referral, read_referral


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", None),
        ("   ", None),
        ("Rugby Robotics", Referral("Rugby Robotics")),
        (
            "Rugby Robotics, 01788 960123",
            Referral("Rugby Robotics", "01788 960123", "+441788960123"),
        ),
        (
            "01788 960123 Rugby Robotics",
            Referral("Rugby Robotics", "01788 960123", "+441788960123"),
        ),
        ("3com", Referral("3com")),
    ],
)
def test_a_name_and_a_number_in_one_line(typed: str, read: Referral | None) -> None:
    assert read_referral(typed) == read


@pytest.mark.parametrize("typed", ["01788 960123", "Rugby Robotics 99999 99999", "-"])
def test_what_is_missing_or_odd_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_referral(typed)
    assert refused.value.field == "referral"
