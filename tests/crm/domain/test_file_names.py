"""File names of whatever a company calls itself."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.file_names import LONGEST, safe_file_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Potteries Data Ltd", "Potteries Data Ltd.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ("C:\\Windows\\x", "C Windows x.pdf"),
        ("a\x00b\nc\td", "ab c d.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("con", "_con.pdf"),
        ("LPT1.old", "_LPT1.old.pdf"),
        ("...", "Muster.pdf"),
        ("", "Muster.pdf"),
        ("Cafe\u0301 Łódź", "Café Łódź.pdf"),
        ("<b>& Sons?", "b & Sons.pdf"),
    ],
)
def test_a_name_becomes_a_file_name(text: str, name: str) -> None:
    assert safe_file_name(text) == name


@given(st.text(max_size=400))
def test_any_text_gives_one_safe_name(text: str) -> None:
    name = safe_file_name(text)
    assert name.endswith(".pdf")
    assert len(name.encode()) <= LONGEST
    assert unicodedata.is_normalized("NFC", name)
    assert PurePosixPath(name).name == name
    assert PureWindowsPath(name).name == name
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in name)
    assert safe_file_name(name[:-4]) == name
