"""The text that filters companies, read into terms and written back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.domain.filter_fields import FIELDS, STAGE_CHOICES, WORDS, FieldKind
from crm.domain.filters import Age, Operator, Term, filter_text, read_filter, say_term

HAS, IS, EMPTY = Operator.HAS, Operator.IS, Operator.EMPTY


def test_the_filter_of_the_brief() -> None:
    text = 'stage:attempting town:stafford staff:>20 last:>14d -tag:cloud plain "quoted words"'
    assert read_filter(text) == (
        Term("stage", IS, ("Attempting",)),
        Term("town", HAS, ("stafford",)),
        Term("staff", Operator.MORE, 20),
        Term("last", Operator.MORE, Age(14, "d")),
        Term("tag", HAS, ("cloud",), negated=True),
        Term(WORDS, HAS, ("plain",)),
        Term(WORDS, HAS, ("quoted words",)),
    )
    assert filter_text(read_filter(text)) == text


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("stage:pack-sent,in-conversation", Term("stage", IS, ("Pack sent", "In conversation"))),
        ('stage:"pack sent"', Term("stage", IS, ("Pack sent",))),
        ("STAGE:New", Term("stage", IS, ("New",))),
        ("stage:member", Term("stage", IS, ("Member",))),
        ("town:=stone", Term("town", IS, ("stone",))),
        ("town:stafford,stone,", Term("town", HAS, ("stafford", "stone"))),
        ('town:"burton upon trent"', Term("town", HAS, ("burton upon trent",))),
        ('tag:"a,b",c', Term("tag", HAS, ("a,b", "c"))),
        ("town:none", Term("town", EMPTY, None)),
        ('town:"none"', Term("town", HAS, ("none",))),
        ("-phone:none", Term("phone", EMPTY, None, negated=True)),
        ("last:never", Term("last", EMPTY, None)),
        ("staff:12", Term("staff", IS, 12)),
        ("staff:<=24", Term("staff", Operator.AT_MOST, 24)),
        ("last:<2weeks", Term("last", Operator.LESS, Age(2, "w"))),
        ("pack:>=3M", Term("pack", Operator.AT_LEAST, Age(3, "m"))),
        ("next:overdue", Term("next", IS, ("overdue",))),
        ("next:<7d", Term("next", Operator.LESS, Age(7, "d"))),
        ("objects:call,post", Term("objects", IS, ("call", "post"))),
        ('"town:stafford"', Term(WORDS, HAS, ("town:stafford",))),
        ("“curly quotes”", Term(WORDS, HAS, ("curly quotes",))),
        ('"say ""hello"""', Term(WORDS, HAS, ('say "hello"',))),
        ("-training", Term(WORDS, HAS, ("training",), negated=True)),
        ('-"two words"', Term(WORDS, HAS, ("two words",), negated=True)),
        ("-", Term(WORDS, HAS, ("-",))),
        ("Smith,", Term(WORDS, HAS, ("Smith,",))),
    ],
)
def test_one_term(text: str, term: Term) -> None:
    assert read_filter(text) == (term,)


@pytest.mark.parametrize("text", ["", "   ", '""', '"" -""'])
def test_nothing_asks_for_everything(text: str) -> None:
    assert read_filter(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("twon:stafford", ["twon", "did you mean town"]),
        ("colour:red", ["colour", "stage, town"]),
        ("10:30", ["10", "put it in quotes"]),
        ("town:", ["town:", "town:stafford"]),
        ("town:,", ["town:,"]),
        ("town:>a", ["town:>a", "cannot be compared"]),
        ("stage:warm", ["stage:warm", "attempting", "lapsed"]),
        ("stage:none", ["stage:none"]),
        ("stage:>new", ["stage:>new"]),
        ("staff:many", ["staff:many", "a whole number"]),
        ("staff:1,000", ["staff:1,000"]),
        ("staff:-5", ["staff:-5"]),
        ("staff:" + "9" * 10, ["a whole number"]),
        ("last:14d", ["last:14d", "last:>14d"]),
        ("last:>14", ["last:>14", "never"]),
        ("last:>14y", ["last:>14y"]),
        ("last:>14d,3d", ["last:>14d,3d"]),
        ("next:soon", ["next:soon", "overdue"]),
        ('name:"open', ['name:"open', "never closed"]),
        ("x" * 1_001, ["too long"]),
        ("a " * 41, ["40 terms"]),
        ("staff:٣", ["staff:٣"]),
    ],
)
def test_what_means_nothing_is_named(text: str, words: list[str]) -> None:
    with pytest.raises(Refusal) as caught:
        read_filter(text)
    assert caught.value.field == "filter"
    for word in words:
        assert word in caught.value.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stage:attempting,new", "Stage is Attempting or New"),
        ("-stage:attempting", "Stage is not Attempting"),
        ("town:stafford", "Town has stafford"),
        ("staff:>20", "Staff over 20"),
        ("staff:12", "Staff is 12"),
        ("last:>14d", "Last contact over 14 days ago"),
        ("last:<=1w", "Last contact at most 1 week ago"),
        ("next:<7d", "Next step under 7 days ahead"),
        ("tag:none", "No tag"),
        ("-tag:none", "Any tag"),
        ("-data", "without “data”"),
        ("data", "“data”"),
    ],
)
def test_how_a_chip_says_it(text: str, said: str) -> None:
    (term,) = read_filter(text)
    assert say_term(term) == said


@pytest.mark.parametrize(
    ("age", "before", "after"),
    [
        (Age(14, "d"), date(2003, 3, 17), date(2003, 4, 14)),
        (Age(2, "w"), date(2003, 3, 17), date(2003, 4, 14)),
        (Age(1, "m"), date(2003, 2, 28), date(2003, 4, 30)),
        (Age(15, "m"), date(2001, 12, 31), date(2004, 6, 30)),
        (Age(9_999, "m"), date(1169, 12, 31), date(2836, 6, 30)),
        (Age(0, "d"), date(2003, 3, 31), date(2003, 3, 31)),
    ],
)
def test_ages_from_the_last_of_march(age: Age, before: date, after: date) -> None:
    assert age.before(date(2003, 3, 31)) == before
    assert age.after(date(2003, 3, 31)) == after


def test_ages_stay_within_the_calendar() -> None:
    for unit in "dwm":
        assert Age(9_999, unit).before(date(1, 1, 31)) >= date.min
        assert Age(9_999, unit).after(date(9999, 12, 1)) <= date.max


def test_every_field_has_an_example_that_reads() -> None:
    for name, field in FIELDS.items():
        (term,) = read_filter(field.example)
        assert term.field == name
        assert field.tip
        for typed in field.choices:
            assert read_filter(f"{name}:{typed}")[0].operator is IS
        if field.none:
            assert read_filter(f"{name}:{field.none}")[0].operator is EMPTY
    assert tuple(FIELDS["stage"].choices.values()) == STAGE_CHOICES


word = st.text(st.characters(codec="ascii", min_codepoint=33, max_codepoint=126), min_size=1)
phrase = st.lists(word, min_size=1, max_size=3).map(" ".join)
texts = st.lists(phrase, min_size=1, max_size=3).map(tuple)
ages = st.builds(Age, st.integers(0, 9_999), st.sampled_from("dwm"))
compared = st.sampled_from([Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST])


@st.composite
def terms(draw: st.DrawFn) -> Term:
    negated = draw(st.booleans())
    field = draw(st.sampled_from([None, *FIELDS.values()]))
    if field is None:
        return Term(WORDS, HAS, (draw(phrase),), negated)
    if field.none and draw(st.booleans()):
        return Term(field.name, EMPTY, None, negated)
    if field.choices and (field.kind is FieldKind.CHOICE or draw(st.booleans())):
        chosen = draw(
            st.lists(st.sampled_from(list(field.choices.values())), min_size=1, unique=True)
        )
        return Term(field.name, IS, tuple(chosen), negated)
    if field.kind is FieldKind.TEXT:
        return Term(field.name, draw(st.sampled_from([HAS, IS])), draw(texts), negated)
    if field.kind is FieldKind.NUMBER:
        return Term(
            field.name,
            draw(st.one_of(st.just(IS), compared)),
            draw(st.integers(0, 10**9 - 1)),
            negated,
        )
    return Term(field.name, draw(compared), draw(ages), negated)


@given(st.lists(terms(), max_size=4).map(tuple))
def test_terms_written_read_back(wanted: tuple[Term, ...]) -> None:
    text = filter_text(wanted)
    if len(text) <= 1_000:
        assert read_filter(text) == wanted
    assert all(say_term(term) for term in wanted)


@given(st.text(st.sampled_from('ab town:staff",-<>=17d "'), max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_filter(text)
    except Refusal as refusal:
        assert refusal.field == "filter"  # noqa: PT017 - whether it is refused is up to the text
        return
    assert read_filter(filter_text(found)) == found
