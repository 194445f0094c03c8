"""A registration number as files write it -> what can be compared. All numbers are invented."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tadasu.schema.registration_number
from tadasu.schema import FORMS, NumberFault, registration_numbers

LEI, CORPORATE, USCC = "529900INVENTED000186", "8000000000001", "91990000MA0000001B"
ANY_SCHEME = st.sampled_from(sorted((*FORMS, "registration", "tax", "our own")))


def read(scheme: str, text: str) -> list[tuple[str, str]]:
    return [(number.plain, number.fault.value if number.fault else "") for number in registration_numbers(scheme, text)]


def test_the_examples_in_the_docstrings_are_true() -> None:
    result = doctest.testmod(tadasu.schema.registration_number)
    assert (result.failed, result.attempted > 2) == (0, True)


@pytest.mark.parametrize(
    "text",
    [
        "N/A",
        "n.a.",
        "#N/A",
        "unknown",
        "TBD",
        "不明",
        "未登録",
        "なし",
        "暂无",
        "нет данных",
        "0",
        "000",
        "99999",
        "123456",
        "1234567890",
    ],
)
@pytest.mark.parametrize("scheme", ["lei", "jp-corporate-number", "registration", "tax"])
def test_what_stands_for_no_number_is_none(scheme: str, text: str) -> None:
    assert read(scheme, text) == [("", "none")]


@pytest.mark.parametrize("text", ["", " ", "-", "---", "。", "?", " / "])
def test_blanks_and_signs_are_an_empty_cell(text: str) -> None:
    assert read("lei", text) == read("registration", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "8000000000001",
        "８０００００００００００１",
        "8-0000-0000-0001",
        "8 0000 0000 0001",
        "8,000,000,000,001",
        "8000000000001.0",
        "8.000000000001E+12",
        "8.000000000001e+12",
        "法人番号 8000000000001",
        "法人番号：8-0000-0000-0001",
        "法人番号 8 0000 0000 0001",
        "8000000000001（法人番号）",
        "T8000000000001",
        "٨٠٠٠٠٠٠٠٠٠٠٠١",
        "8000000000001; 8000000000001",
    ],
)
def test_a_corporate_number_is_the_same_however_it_is_written(text: str) -> None:
    assert read("jp-corporate-number", text) == [(CORPORATE, "")]


@pytest.mark.parametrize("text", [LEI, LEI.lower(), " 5299 00IN-VENTED 0001 86 ", f"LEI: {LEI}", f"LEI {LEI} (issued)"])
def test_an_lei_is_the_same_however_it_is_written(text: str) -> None:
    assert read("lei", text) == [(LEI, "")]


@pytest.mark.parametrize(
    "text", ["{0}; {1}", "{0} | {1}", "{0}｜{1}", "{0}、{1}", "{0}\n{1}", "{0} / {1}", "{0}, {1}", "{0} {1}"]
)
def test_several_numbers_of_a_form_stand_in_one_cell(text: str) -> None:
    assert read("lei", text.format(LEI, "529900INVENTED000283")) == [(LEI, ""), ("529900INVENTED000283", "")]


def test_numbers_without_a_form_are_taken_apart_only_where_a_sign_says_so() -> None:
    assert read("registration", "HRB 1234/5 ; n/a|77 888") == [("HRB12345", ""), ("", "none"), ("77888", "")]


@pytest.mark.parametrize("text", ["7.01E+12", "7e+12", "7.0100012345E+12"])
def test_a_number_that_a_spreadsheet_has_cut_is_no_number(text: str) -> None:
    assert read("jp-corporate-number", text) == read("registration", text) == [("", "shortened")]


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("lei", "529900INVENTED0001"),
        ("lei", "529900INVENTED0001AB"),
        ("jp-corporate-number", "800000000000"),
        ("jp-corporate-number", "80000000000011"),
        ("jp-corporate-number", "0800000000001"),
        ("uscc", "91990000MA000000I"),
        ("imo", "918762.0"),
        ("duns", "52-024-23"),
    ],
)
def test_what_has_not_the_form_of_its_scheme_is_said_and_not_compared(scheme: str, text: str) -> None:
    assert read(scheme, text) == [("", "malformed")]


@pytest.mark.parametrize(
    ("scheme", "right"),
    [("lei", LEI), ("jp-corporate-number", CORPORATE), ("jp-corporate-number", "7000000000002"), ("uscc", USCC)],
)
def test_check_digits_find_a_digit_that_is_one_too_high(scheme: str, right: str) -> None:
    assert read(scheme, right) == [(right, "")]
    slips = [
        right[:place] + str((int(sign) + 1) % 10) + right[place + 1 :]
        for place, sign in enumerate(right)
        if sign.isdecimal() and FORMS[scheme].fullmatch(right[:place] + str((int(sign) + 1) % 10) + right[place + 1 :])
    ]
    assert slips
    for slip in slips:
        assert read(scheme, slip) == [(slip, "check-digits")]


@pytest.mark.parametrize(("text", "fault"), [("9074729", ""), ("IMO 2041999", ""), ("9074728", "check-digits")])
def test_an_imo_number_is_that_of_a_ship_or_of_a_company(text: str, fault: str) -> None:
    assert read("imo", text) == [(text.removeprefix("IMO "), fault)]


@pytest.mark.parametrize(
    "text", ["IMO9074729", "IMO 9074729", "IMO No. 9074729", "IMO: 9074729", "9074729.0", "ＩＭＯ番号　９０７４７２９"]
)
def test_an_imo_number_is_the_same_however_it_is_written(text: str) -> None:
    assert read("imo", text) == [("9074729", "")]


def test_a_short_number_of_one_digit_may_be_the_number_of_a_firm() -> None:
    assert read("registration", "777") == [("777", "")]
    assert read("registration", "878") == [("878", "")]


@given(ANY_SCHEME, st.text(max_size=40))
def test_any_text_gives_numbers_that_can_be_compared_or_say_why_not(scheme: str, text: str) -> None:
    for number in registration_numbers(scheme, text):
        assert number.plain or number.fault
        assert number.written
        assert not number.plain or any(map(str.isalnum, number.plain))
        assert not number.plain or scheme not in FORMS or FORMS[scheme].fullmatch(number.plain)


@given(ANY_SCHEME, st.text(max_size=40))
def test_what_was_written_down_is_read_as_the_same_number_again(scheme: str, text: str) -> None:
    for number in registration_numbers(scheme, text):
        if number.plain:
            assert [again.plain for again in registration_numbers(scheme, number.written)] == [number.plain]


def test_every_fault_can_be_met() -> None:
    met = {fault for text in ("N/A", "7.01E+12", "12", "529900INVENTED000187") for _, fault in read("lei", text)}
    assert met == {fault.value for fault in NumberFault}
