import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.formula_safety import neutralise_cell, restore_cell

SPITEFUL = st.text(st.sampled_from("'=+-@\t\r\n ＝＠a1\u3000\ufeff"), max_size=8)


@pytest.mark.parametrize(
    "cell",
    [
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM",
        "\tx",
        "\r=1",
        "＝1",
        "  =1",
        " \u3000@a",
        "\ufeff=1",
    ],
)
def test_what_a_spreadsheet_would_run_becomes_text(cell):
    assert neutralise_cell(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "Acme", "'tis", "01785 000000", "a=b", "O'Neill", "!", '"x"'])
def test_harmless_text_stays(cell):
    assert neutralise_cell(cell) == cell
    assert restore_cell(cell) == cell


@given(SPITEFUL | st.text(max_size=30))
def test_restoring_gives_back_what_was_written(cell):
    assert restore_cell(neutralise_cell(cell)) == cell


@given(SPITEFUL)
def test_no_neutral_cell_begins_like_a_formula(cell):
    neutral = neutralise_cell(cell)
    assert not neutral.lstrip(" \n\u3000\ufeff").startswith(
        ("=", "+", "-", "@", "\t", "\r", "＝", "＠")
    )
