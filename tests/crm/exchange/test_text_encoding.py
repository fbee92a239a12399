import codecs

import pytest

from crm.domain.errors import Refusal
from crm.exchange.text_encoding import check_encoding, find_encoding

TEXT = "Company,Town\nMüller Łódź,Köln\n"
ENGLISH = "Company,Town\nAcme,Stone\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (ENGLISH.encode(), "utf-8"),
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
        (ENGLISH.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        ("Company\nMüller – “Best”\n".encode("cp1252"), "cp1252"),
        (b"a,b,c\n\0,2,3", "utf-8"),
    ],
)
def test_the_bytes_prove_the_encoding(tmp_path, content, encoding):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert find_encoding(path) == encoding


def test_the_last_byte_counts_too(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"Acme,Stone\n" * 200_000 + b"B\xd8lt")
    assert find_encoding(path) == "cp1252"


def test_a_character_cut_by_a_chunk_is_still_unicode(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"x" * ((1 << 20) - 1) + "é".encode() + b"\n")
    assert find_encoding(path) == "utf-8"


@pytest.mark.parametrize("name", ["klingon", "", "base64", "\0"])
def test_an_unknown_encoding_is_refused_by_name(name):
    with pytest.raises(Refusal) as refused:
        check_encoding(name)
    assert refused.value.field == "encoding"
