"""Files other people made, each with what must come of it; skipped where they are not there.

The folder is named by MUSTER_SAMPLES, or stands as `shared/samples` beside the repository.
"""

import os
from pathlib import Path

import pytest

from crm.domain.errors import Refusal
from crm.domain.imports import Action, plan_rows
from crm.exchange.foreign_file import open_table, read_companies

REPOSITORY = Path(__file__).parents[3]
SAMPLES = Path(os.environ.get("MUSTER_SAMPLES") or REPOSITORY.parent / "shared" / "samples")

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no folder of sample files here")

REGISTER = "companies_house/uktrade_data-hub-api/CH_data_test.csv"
PROSE = {"readme.md", "COPYING", "LICENSE", "LICENCE", "_SOURCE.txt"}
REFUSED = {".json": "JSON", ".xls": "old kind", ".ods": "OpenDocument", ".zip": "ZIP archive"}

# header row, columns, rows, unreadable rows
TABLES = {
    "csvs_comma_in_quotes.csv": (1, 5, 1, 0),
    "csvs_empty.csv": (1, 3, 2, 0),
    "csvs_empty_crlf.csv": (1, 3, 2, 0),
    "csvs_escaped_quotes.csv": (1, 2, 2, 0),
    "csvs_json.csv": (1, 2, 1, 0),
    "csvs_location_coordinates.csv": (1, 4, 1, 0),
    "csvs_newlines.csv": (1, 3, 3, 0),
    "csvs_newlines_crlf.csv": (1, 3, 3, 0),
    "csvs_quotes_and_newlines.csv": (1, 2, 2, 0),
    "csvs_simple.csv": (1, 3, 1, 0),
    "csvs_simple_crlf.csv": (1, 3, 1, 0),
    "csvs_utf8.csv": (1, 3, 2, 0),
    "examples_bad.csv": (1, 3, 3, 1),
    "examples_bad_skip_lines.csv": (4, 3, 3, 1),
    "examples_blanks.csv": (1, 6, 1, 0),
    "examples_blanks_converted.csv": (0, 6, 1, 0),
    "examples_date_like_number.csv": (1, 1, 1, 0),
    "examples_dummy.csv": (1, 3, 1, 0),
    "examples_dummy.tsv": (1, 3, 1, 0),
    "examples_dummy.xlsx": (1, 3, 1, 0),
    "examples_dummy2.csv": (1, 3, 1, 0),
    "examples_dummy3.csv": (1, 3, 2, 0),
    "examples_dummy_col_shuffled.csv": (1, 3, 1, 0),
    "examples_dummy_col_shuffled_ragged.csv": (1, 4, 1, 0),
    "examples_foo1.csv": (1, 3, 2, 0),
    "examples_foo2.csv": (1, 3, 2, 0),
    "examples_iris.csv": (1, 5, 150, 0),
    "examples_irismeta.csv": (1, 3, 3, 0),
    "examples_join_a.csv": (1, 3, 3, 0),
    "examples_join_a_short.csv": (1, 3, 3, 0),
    "examples_join_b.csv": (1, 3, 3, 0),
    "examples_join_no_header_row.csv": (1, 3, 3, 0),
    "examples_join_short.csv": (1, 5, 2, 0),
    "examples_mac_newlines.csv": (1, 3, 2, 0),
    "examples_no_header_row.csv": (0, 3, 1, 0),
    "examples_no_header_row2.csv": (0, 3, 1, 0),
    "examples_no_header_row3.csv": (0, 3, 2, 0),
    "examples_null_byte.csv": (1, 3, 1, 0),
    "examples_optional_quote_characters.csv": (1, 3, 1, 0),
    "examples_realdata_README.csv": (1, 4, 3, 0),
    "examples_realdata_ne_1033_data.xlsx": (1, 14, 1036, 0),
    "examples_sheets.xlsx": (1, 8, 5, 0),
    "examples_sheetsxls_converted.csv": (1, 9, 5, 0),
    "examples_sheetsxlsx_converted.csv": (1, 9, 5, 0),
    "examples_sniff_limit.csv": (1, 3, 1, 0),
    "examples_sort_ints_nulls.csv": (1, 3, 3, 0),
    "examples_test.xlsx": (1, 8, 5, 0),
    "examples_test_date_format.csv": (1, 1, 2, 0),
    "examples_test_date_format_converted.csv": (1, 1, 2, 0),
    "examples_test_empty_columns.csv": (0, 3, 3, 0),
    "examples_test_empty_columns_long_row.csv": (0, 3, 1, 0),
    "examples_test_empty_columns_short_row.csv": (0, 3, 1, 0),
    "examples_test_extra_header.csv": (1, 4, 1, 0),
    "examples_test_geo.csv": (1, 12, 17, 0),
    "examples_test_geojson.csv": (1, 7, 3, 0),
    "examples_test_header_newline.csv": (1, 3, 1, 0),
    "examples_test_ignore_case.csv": (1, 3, 5, 0),
    "examples_test_join_short_rows.csv": (0, 3, 4, 0),
    "examples_test_latin1.csv": (1, 3, 2, 0),
    "examples_test_literal_order.csv": (1, 2, 3, 0),
    "examples_test_locale.csv": (1, 3, 1, 0),
    "examples_test_locale_converted.csv": (1, 3, 1, 0),
    "examples_test_no_leading_zeroes.csv": (1, 3, 1, 0),
    "examples_test_numeric_date_format.csv": (1, 1, 2, 0),
    "examples_test_precision.csv": (1, 1, 1, 0),
    "examples_test_skip_lines.csv": (4, 3, 1, 0),
    "examples_test_skip_lines.xlsx": (4, 8, 5, 0),
    "examples_test_utf16_big.csv": (1, 3, 2, 0),
    "examples_test_utf16_little.csv": (1, 3, 2, 0),
    "examples_test_utf8.csv": (1, 3, 2, 0),
    "examples_test_utf8_bom.csv": (1, 3, 2, 0),
    "examples_testdbf_converted.csv": (1, 12, 8, 0),
    "examples_testfixed_converted.csv": (1, 8, 4, 0),
    "examples_testfixed_schema.csv": (1, 3, 8, 0),
    "examples_testfixed_schema_no_inference.csv": (1, 3, 3, 0),
    "examples_testjson_converted.csv": (1, 7, 5, 0),
    "examples_testjson_multiline_converted.csv": (1, 3, 2, 0),
    "examples_testjson_nested_converted.csv": (1, 7, 2, 0),
    "examples_testxls_converted.csv": (1, 8, 5, 0),
    "examples_testxls_unicode_converted.csv": (1, 3, 1, 0),
    "examples_testxlsx_converted.csv": (1, 8, 5, 0),
    "examples_testxlsx_noinference_converted.csv": (1, 8, 5, 0),
    "examples_testxlsx_unicode_converted.csv": (1, 3, 1, 0),
    "tests_files_bad_dimensions.xlsx": (1, 3, 3, 0),
    "tests_files_founders.xlsx": (1, 3, 3, 0),
    "tests_files_ragged.xlsx": (1, 2, 1, 0),
    "tests_files_xlsx_cell_values.xlsx": (0, 1, 1, 0),
    "CH_data_test.csv": (1, 55, 200, 0),
}


def files() -> list[Path]:
    folders = [SAMPLES / name for name in ("csv", "excel", "companies_house")]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_sample_gives_a_table_or_a_clear_refusal(path):
    refusal = REFUSED.get(path.suffix, "is empty" if path.name == "examples_empty.csv" else "")
    if refusal:
        with pytest.raises(Refusal, match=refusal) as refused:
            open_table(path)
        assert path.name in refused.value.message
        return
    table = open_table(path)
    rows = list(table.rows())
    assert all(len(row.cells) == len(table.headers) for row in rows if not row.unreadable)
    if path.name in PROSE:
        assert len(table.headers) == 1
        return
    unreadable = sum(row.unreadable for row in rows)
    found = (table.facts.header_row, len(table.headers), len(rows), unreadable)
    assert found == TABLES[path.name]


@pytest.mark.parametrize(
    ("name", "encoding", "last"),
    [
        ("csv/csvkit_examples/examples_test_utf16_big.csv", "utf-16", "ʤ"),
        ("csv/csvkit_examples/examples_test_utf16_little.csv", "utf-16", "ʤ"),
        ("csv/csvkit_examples/examples_test_utf8_bom.csv", "utf-8-sig", "ʤ"),
        ("csv/csvkit_examples/examples_test_latin1.csv", "cp1252", "©"),
    ],
)
def test_the_text_of_each_encoding_is_right(name, encoding, last):
    table = open_table(SAMPLES / name)
    assert table.encoding == encoding
    assert list(table.rows())[-1].cells[-1] == last


def test_the_public_register_is_understood_whole():
    read = read_companies(SAMPLES / REGISTER)
    companies = [row.company for row in read.rows if row.company]
    assert len(companies) == len(read.rows) == 200
    assert all(len(company.registered_number) == 8 for company in companies)
    assert all(company.incorporated_on for company in companies)
    assert sum(bool(company.activities) for company in companies) >= 190
    assert sum(bool(company.address.postcode) for company in companies) >= 198
    assert companies[0].name == "LAWMARK LIMITED"
    assert companies[0].address.town == "Chichester"
    counts = plan_rows(read.rows, {}).counts()
    assert counts == {Action.CREATE: 188, Action.UPDATE: 0, Action.SKIP: 12, Action.ERROR: 0}
