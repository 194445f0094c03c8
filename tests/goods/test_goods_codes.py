"""HS codes as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.goods import HsCode, covers, exists, heading, headings, parse_hs

SUBHEADINGS = st.from_regex(r"[0-9][1-9][0-9]{4}", fullmatch=True)
NATIONAL = st.from_regex(r"[0-9]{3}|[0-9]{2}|[0-9]{4}", fullmatch=True)
FULL_WIDTH = str.maketrans("0123456789.- ", "０１２３４５６７８９．－　")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5201", "5201"),
        ("52.01", "5201"),
        ("5201.00", "520100"),
        ("520100000", "520100000"),
        ("5201.00-000", "520100000"),
        ("5201.00.10", "52010010"),
        ("5201.00.10.00", "5201001000"),
        ("5201.00.1000", "5201001000"),
        ("52 01 00", "520100"),
        ("HS 5201.00", "520100"),
        (" 0101.21 ", "010121"),
        ("'010121000", "010121000"),
        ("５２０１．００－０００", "520100000"),
        ("5201.00‐000", "520100000"),
        ("52", "52"),
    ],
)
def test_a_code_is_read_in_every_common_spelling(text: str, code: str) -> None:
    assert parse_hs(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cotton",
        "101",
        "5",
        "52010",
        "5201000",
        "00",
        "0001",
        "5201..00",
        "5-2-0-1",
        "5201 and 5203",
        "-5201",
        "5201" * 9,
    ],
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert parse_hs(text) is None


@given(SUBHEADINGS, NATIONAL)
def test_every_way_of_writing_gives_the_same_code(digits: str, national: str) -> None:
    written = [
        f"{digits}{national}",
        f"{digits[:4]}.{digits[4:]}.{national}",
        f"{digits[:4]}.{digits[4:]}-{national}",
        f"{digits[:2]} {digits[2:4]} {digits[4:]} {national}",
        f"  HS {digits[:4]}.{digits[4:]} {national}",
    ]
    found = {parse_hs(text) for text in [*written, *(text.translate(FULL_WIDTH) for text in written)]}
    assert found == {f"{digits}{national}"}


@given(st.text(max_size=60))
def test_reading_never_fails_and_reading_again_changes_nothing(text: str) -> None:
    code = parse_hs(text)
    assert code is None or (parse_hs(code) == code and code.isdecimal() and code.isascii())


@given(SUBHEADINGS, NATIONAL)
def test_a_heading_covers_all_that_lies_below_it_and_nothing_covers_upwards(digits: str, national: str) -> None:
    chain = [HsCode(code) for code in (digits[:2], digits[:4], digits, digits + national)]
    for higher, wider in enumerate(chain):
        for lower, code in enumerate(chain):
            assert covers(wider, code) == (higher <= lower)
    assert [heading(code) for code in chain] == [digits[:2], digits[:4], digits[:4], digits[:4]]


def test_hs_2022_has_its_headings_and_not_those_of_other_editions() -> None:
    assert len(headings()) == 1228
    assert exists(HsCode("8524")), "flat panel display modules are new in 2022"
    assert not exists(HsCode("8469")), "typewriters left in 2017"
    assert exists(HsCode("520100000"))
    assert not exists(HsCode("520199"))
