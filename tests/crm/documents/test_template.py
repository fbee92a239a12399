import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.documents.blocks import Kind, Run, TableBlock, TextBlock
from crm.documents.merge_fields import GROUPS, MERGE_FIELDS
from crm.documents.samples import TEMPLATES
from crm.documents.template import check_template, fill
from crm.domain.errors import Refusal
from crm.domain.text_safety import clean_text


def texts(template: str, **fields: str | int | bool | None) -> list[str]:
    values = {name.replace("_", ".", 1): value for name, value in fields.items()}
    return [block.text for block in fill(template, values).blocks]


def test_headings_bold_italic_and_lists() -> None:
    filled = fill("# Top\n\nA **b** and *c*\n\n## Sub\n\n- one\n- two\n\n3. three\n4. four", {})
    assert filled.blocks == (
        TextBlock(Kind.HEADING, (Run("Top"),)),
        TextBlock(Kind.TEXT, (Run("A "), Run("b", bold=True), Run(" and "), Run("c", italic=True))),
        TextBlock(Kind.SUBHEADING, (Run("Sub"),)),
        TextBlock(Kind.ITEM, (Run("one"),), "•"),
        TextBlock(Kind.ITEM, (Run("two"),), "•"),
        TextBlock(Kind.ITEM, (Run("three"),), "3."),
        TextBlock(Kind.ITEM, (Run("four"),), "4."),
    )


def test_a_list_in_a_list_is_deeper() -> None:
    blocks = fill("- a\n  - b\n- c", {}).blocks
    assert [(b.text, b.depth) for b in blocks if isinstance(b, TextBlock)] == [
        ("a", 0), ("b", 1), ("c", 0),
    ]  # fmt: skip


def test_a_table() -> None:
    (table,) = fill(
        "| A | B |\n|---|---|\n| {{ company.name }} | 2 |", {"company.name": "x|y"}
    ).blocks
    assert table == TableBlock(((Run("A"),), (Run("B"),)), (((Run("x|y"),), (Run("2"),)),))


def test_a_new_line_is_a_new_line() -> None:
    assert texts("one\ntwo\n\nthree") == ["one\ntwo", "three"]


def test_markup_that_letters_do_not_need_stays_as_it_is() -> None:
    odd = "<b>x</b> &amp; [a](b) ![i](/etc/passwd) `c` https://x.example"
    assert texts(odd) == [odd]


HOSTILE = [
    "<b>Bold</b> & Sons", "{{ company.town }}", "{% if %}", "**stars** and _underlines_",
    "# heading", "- item", "=cmd|' /C calc'!A0", "AT&amp;T", "[a](javascript:x)", "\ue000\ue001",
    "a\\b", "| a | b |", "1. first", "“quoted” 'single' \"double\"",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_never_read_as_markup(value: str) -> None:
    filled = fill("**To** {{ company.name }} {{ company.town }}", {
        "company.name": value, "company.town": "Leek",
    })  # fmt: skip
    (block,) = filled.blocks
    assert block == TextBlock(Kind.TEXT, (Run("To", bold=True), Run(f" {value} Leek")))


@given(st.text(max_size=60))
def test_every_value_comes_out_as_it_went_in(value: str) -> None:
    blocks = fill("A {{ company.name }} z", {"company.name": value}).blocks
    # A blank line in a value begins a paragraph, as it does in the template itself.
    wanted = re.split("\n\n+", f"A {clean_text(value, 'x').strip()} z")
    assert [block.text for block in blocks] == wanted


def test_tokens_typed_into_a_template_are_taken_out() -> None:
    assert texts("\ue000 {{ company.name }}", company_name="Acme") == ["Acme"]


def test_fallbacks_and_conditions() -> None:
    template = '{{ person.salutation | default: "Dear Sir or Madam" }}'
    template += "{% if company.staff > 9 %}, big{% endif %}"
    assert texts(template, company_staff=12) == ["Dear Sir or Madam, big"]
    assert texts(template, company_staff=9, person_salutation="Dear Ann") == ["Dear Ann"]
    assert texts(template, company_staff=9, person_salutation="") == ["Dear Sir or Madam"]


def test_an_empty_text_counts_as_nothing_in_a_condition() -> None:
    assert texts("{% if company.town %}yes{% else %}no{% endif %}", company_town="  ") == ["no"]


def test_a_paragraph_of_nothing_but_an_empty_value_goes() -> None:
    assert texts("one\n\n{{ company.town }}\n\ntwo") == ["one", "two"]


def test_blank_lines_in_a_value_part_paragraphs() -> None:
    blocks = fill("**To** {{ letter.personal }} z", {"letter.personal": "a\nb\n\n\nc"}).blocks
    assert blocks == (
        TextBlock(Kind.TEXT, (Run("To", bold=True), Run(" a\nb"))),
        TextBlock(Kind.TEXT, (Run("c z"),)),
    )


def test_empty_fields_and_used_fields_are_reported() -> None:
    filled = fill('{{ company.name }} {{ company.town }} {{ call.wants | default: "x" }}', {
        "company.name": "Acme",
    })  # fmt: skip
    assert filled.empty == ("company.town",)
    assert filled.used == {"company.name", "company.town", "call.wants"}


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ company.nmae }}", "Line 1, column 4: .*company.nmae. Did you mean company.name?"),
        ("ok\n\n a {{ person.__class__ }}", "Line 3, column 7: .*person.__class__"),
        ("{{ company }}", "there is no merge field company"),
        ("\n\n{% if company.staff > 3 %}{{ nothing.here }}{% endif %}", "Line 3, column 30"),
        ("{{ company.name | upcase | strip_html }}", "there is no filter strip_html"),
        ("{{ company.name", "Line 1, column 1"),
        ("{% if company.name %}", "{% endif %} is missing"),
        ("{% for x in (1..1000000000) %}a{% endfor %}", "Line 1, column 4"),
        ("{% assign a = company.name %}", "Line 1, column 4"),
        ("{% include '/etc/passwd' %}", "Line 1, column 4"),
        ("{% render 'x' %}", "Line 1, column 4"),
        ("{% capture x %}a{% endcapture %}", "Line 1, column 4"),
        ("{% if company.name %}" * 40 + "{% endif %}" * 40, "block nesting limit"),
    ],
)  # fmt: skip
def test_what_could_not_be_filled_is_refused_with_its_place(template: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_template(template)
    assert refused.value.field == "template"
    assert re.search(said, refused.value.message)


def test_an_unknown_field_is_refused_when_filling_too() -> None:
    with pytest.raises(Refusal) as refused:
        fill("{{ company.nmae }}", {})
    assert refused.value.field == "template"


@pytest.mark.parametrize(
    "text",
    ["x" * 1_000_000, "{{" * 500_000, "*" * 1_000_000, "{% if a %}" * 100_000, "# " * 500_000],
)
def test_a_megabyte_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_template(text)
    assert "too long" in refused.value.message


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", ["*", "_a*", "{", "{{", "- ", "|", "\\", "> ", "\n#", "*a **b "])
def test_the_longest_hostile_template_is_read_or_refused_soon(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    try:
        fill(text, {})
    except Refusal as refusal:
        assert refusal.field == "template"  # noqa: PT017 - either is right, as long as it is soon


def test_the_shipped_templates_use_known_fields_only() -> None:
    files = sorted(Path(TEMPLATES).glob("*.md"))
    assert len(files) >= 4
    for file in files:
        check_template(file.read_text(encoding="utf-8"))


def test_every_merge_field_has_a_plain_name_and_a_menu() -> None:
    for name, field in MERGE_FIELDS.items():
        assert field.label
        assert field.example
        assert name.partition(".")[0] in GROUPS
        check_template("{{ " + name + " }}")
