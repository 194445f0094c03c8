"""What besides the name speaks for or against a match, and what the options do."""

import doctest
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.invented import entity, listing, many, tidy_names

from tadasu.schema import Entity, Match
from tadasu.screening import Index, Options, _address, explain, screen
from tadasu.screening._evidence import (
    ALIKE_IDENTIFIER,
    OTHER_IDENTIFIER,
    SAME_ADDRESS,
    SAME_IDENTIFIER,
    SAME_TOWN,
    _longest,
    evidence,
    most_evidence,
)

NAME, OTHER = "Kalinka Textile Ltd", "Medovar Brateks Mining LLC"
LEI, OTHER_LEI = ("lei", "529900INVENTED000186"), ("lei", "529900INVENTED000283")
USCC, OTHER_USCC = ("uscc", "91990000MA0000001B"), ("uscc", "91990000MA0000002E")
CORPORATE = "8000000000001"


def match(supplier: Entity, listed: Entity, *, names_only: bool = False, threshold: float = 0) -> Match | None:
    found = screen(
        [supplier], Index.build([listed]), options=Options(threshold=threshold, names_only=names_only)
    ).matches
    return found[0] if found else None


def odds(supplier: Entity, listed: Entity, *, names_only: bool = False) -> int:
    found = match(supplier, listed, names_only=names_only)
    assert found is not None
    return found.log_odds


def test_the_same_identifier_finds_a_wholly_different_name() -> None:
    supplier, listed = entity("s", NAME, identifiers=(LEI,)), entity("l", OTHER, identifiers=(LEI,))
    found = match(supplier, listed, threshold=0.7)
    assert found is not None
    assert found.probability >= 0.9
    assert (found.query_name, found.matched_name) == (NAME, OTHER)
    assert match(supplier, listed, threshold=0.7, names_only=True) is None


@pytest.mark.parametrize("written", ["529900INVENTED000186", "529900invented000186", " 5299 00IN-VENTED 000186 "])
def test_an_identifier_is_compared_without_case_spaces_and_signs(written: str) -> None:
    supplier, listed = entity("s", NAME, identifiers=(("lei", written),)), entity("l", OTHER, identifiers=(LEI,))
    assert match(supplier, listed, threshold=0.7) is not None


def test_an_identifier_of_another_scheme_is_not_the_same() -> None:
    supplier = entity("s", NAME, identifiers=(("registration", LEI[1]),))
    assert match(supplier, entity("l", OTHER, identifiers=(LEI,)), threshold=0.7) is None


@pytest.mark.parametrize("empty", ["", " ", "---", "。"])
def test_an_empty_identifier_finds_nobody(empty: str) -> None:
    supplier, listed = (
        entity("s", NAME, identifiers=(("lei", empty),)),
        entity("l", OTHER, identifiers=(("lei", empty),)),
    )
    assert match(supplier, listed, threshold=0.7) is None


def test_the_same_identifier_raises_and_another_of_the_scheme_lowers() -> None:
    supplier = entity("s", NAME, identifiers=(LEI,))
    plain = odds(supplier, entity("l", NAME))
    assert odds(supplier, entity("l", NAME, identifiers=(LEI,))) > plain
    assert odds(supplier, entity("l", NAME, identifiers=(OTHER_LEI,))) < plain


def test_one_shared_identifier_outweighs_others_that_differ() -> None:
    supplier = entity("s", NAME, identifiers=(LEI, USCC))
    assert odds(supplier, entity("l", NAME, identifiers=(LEI, OTHER_USCC))) > odds(supplier, entity("l", NAME))


def test_two_register_numbers_may_belong_to_one_company() -> None:
    supplier = entity("s", NAME, identifiers=(("registration", "71234568"),))
    assert odds(supplier, entity("l", NAME, identifiers=(("registration", "71234569"),))) == odds(
        supplier, entity("l", NAME)
    )


@pytest.mark.parametrize(
    "text", ["N/A", "不明", "0", "unknown", "Unknown", "未登録", "-", "99999", "1234567890", "7.01E+12"]
)
@pytest.mark.parametrize("scheme", ["lei", "jp-corporate-number", "uscc", "registration", "tax"])
def test_a_placeholder_on_both_sides_is_no_number(scheme: str, text: str) -> None:
    supplier, listed = (
        entity("s", NAME, identifiers=((scheme, text),)),
        entity("l", NAME, identifiers=((scheme, text),)),
    )
    assert odds(supplier, listed) == odds(entity("s", NAME), entity("l", NAME))
    assert match(supplier, entity("l", OTHER, identifiers=((scheme, text),))) is None


@pytest.mark.parametrize(
    "text", ["N/A", "不明", "未登録", "TBD", "7.01E+12", "800000000000", "80000000000011", "8000000000002", "see below"]
)
def test_what_is_no_sure_number_does_not_speak_against_a_match(text: str) -> None:
    supplier = entity("s", NAME, identifiers=(("jp-corporate-number", text),))
    listed = entity("l", NAME, identifiers=(("jp-corporate-number", CORPORATE),))
    assert odds(supplier, listed) == odds(listed, supplier) == odds(entity("s", NAME), entity("l", NAME))


def test_another_corporate_number_without_a_slip_speaks_against_a_match() -> None:
    supplier = entity("s", NAME, identifiers=(("jp-corporate-number", "7000000000002"),))
    listed = entity("l", NAME, identifiers=(("jp-corporate-number", CORPORATE),))
    assert odds(supplier, listed) == odds(entity("s", NAME), entity("l", NAME)) + OTHER_IDENTIFIER


@pytest.mark.parametrize(
    "text",
    [
        "８０００００００００００１",
        "8-0000-0000-0001",
        "8000000000001.0",
        "8.000000000001E+12",
        "法人番号 8000000000001",
        "T8000000000001",
        "7000000000002; 8000000000001",
        "7000000000002\n8000000000001",
    ],
)
def test_another_writing_of_the_same_number_finds_its_party_under_any_name(text: str) -> None:
    supplier = entity("s", NAME, identifiers=(("jp-corporate-number", text),))
    listed = entity("l", OTHER, identifiers=(("jp-corporate-number", CORPORATE),))
    assert match(supplier, listed, threshold=0.9) is not None
    assert match(listed, supplier, threshold=0.9) is not None


def test_an_equal_number_counts_even_where_its_check_digits_do_not_fit() -> None:
    wrong = (("lei", "529900INVENTED000187"),)
    assert match(entity("s", NAME, identifiers=wrong), entity("l", OTHER, identifiers=wrong), threshold=0.9) is not None


@pytest.mark.parametrize(
    ("number", "ours", "theirs", "value"),
    [
        ("878", ("no",), ("ir",), ALIKE_IDENTIFIER),
        ("878", ("ir",), ("ir",), ALIKE_IDENTIFIER),
        ("878", (), (), ALIKE_IDENTIFIER),
        ("17324", ("fr",), ("fr", "ir"), ALIKE_IDENTIFIER),
        ("173245", ("fr",), ("fr", "ir"), SAME_IDENTIFIER),
        ("173245", ("fr",), (), ALIKE_IDENTIFIER),
        ("17324568", ("fr",), (), SAME_IDENTIFIER),
        ("17324568", (), (), SAME_IDENTIFIER),
        ("17324568", ("fr",), ("ir",), ALIKE_IDENTIFIER),
        ("HRB 17 (Arbeja 2019)", ("de",), ("de",), SAME_IDENTIFIER),
        ("1732456890123", ("fr",), ("ir",), SAME_IDENTIFIER),
    ],
)
@pytest.mark.parametrize("scheme", ["registration", "tax", "our own"])
def test_an_equal_number_decides_when_it_is_long_and_no_country_speaks_against_it(
    scheme: str, number: str, ours: tuple[str, ...], theirs: tuple[str, ...], value: int
) -> None:
    supplier = entity("s", NAME, countries=ours, identifiers=((scheme, number),))
    listed = entity("l", NAME, countries=theirs, identifiers=((scheme, number),))
    terms = {term.code: term.value for term in evidence(supplier, listed)}
    assert terms.get("identifier-same", 0) + terms.get("identifier-alike", 0) == value
    assert ("identifier-same" in terms) is (value == SAME_IDENTIFIER)
    found = match(replace(supplier, name=OTHER), listed, threshold=0.7)
    assert (found is not None) is (value == SAME_IDENTIFIER)


def test_a_number_of_one_register_decides_though_the_countries_differ() -> None:
    supplier, listed = entity("s", NAME, countries=("sg",), identifiers=(LEI,)), entity("l", OTHER, identifiers=(LEI,))
    assert match(supplier, replace(listed, countries=("cn",)), threshold=0.7) is not None


def test_the_terms_of_an_alike_number_add_up() -> None:
    supplier = entity("s", NAME, countries=("no",), identifiers=(("registration", "878"),))
    listed = entity("l", NAME, countries=("ir",), identifiers=(("registration", "878"),))
    index = Index.build([listed])
    [found] = screen([supplier], index, options=Options(threshold=0)).matches
    reasons = explain(index, supplier, found)
    assert sum(term.value for term in reasons.terms) == found.log_odds
    assert "identifier-alike" in [term.code for term in reasons.terms]


def test_no_evidence_is_more_than_what_is_reckoned_with() -> None:
    supplier = entity("s", NAME, countries=("cn",), addresses=("88 Tulpar Street, Arbeja",), identifiers=(LEI, USCC))
    assert sum(term.value for term in evidence(supplier, supplier)) <= most_evidence([supplier])


def test_the_same_country_raises_and_another_lowers() -> None:
    supplier = entity("s", NAME, countries=("cn", "hk"))
    unknown = odds(supplier, entity("l", NAME))
    assert odds(supplier, entity("l", NAME, countries=("hk", "us"))) > unknown
    assert odds(supplier, entity("l", NAME, countries=("us",))) < unknown


def test_words_of_an_address_are_shown_in_one_order_in_every_process() -> None:
    assert _longest(frozenset({"china", "kashi", "xinjiang", "arbej"})) == ["xinjiang", "arbej", "china"]


def test_the_same_address_raises_and_another_says_nothing() -> None:
    supplier = entity("s", NAME, addresses=("88 Tulpar Street, Arbeja District",))
    unknown = odds(supplier, entity("l", NAME))
    assert odds(supplier, entity("l", NAME, addresses=("No. 88, Tulpar Street, Arbeja",))) > unknown
    assert odds(supplier, entity("l", NAME, addresses=("4 Kestrel Lane, Brokstead",))) == unknown


def test_the_examples_of_addresses_are_true() -> None:
    result = doctest.testmod(_address)
    assert (result.failed, result.attempted > 2) == (0, True)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("新疆维吾尔自治区和田市北京路12号", "新疆维吾尔自治区和田市北京路12号"),
        ("新疆维吾尔自治区和田市北京路12号", "新疆和田市北京路十二号"),
        ("新疆和田市北京路12号", "新疆維吾爾自治區和田市北京路12號"),
        ("新疆和田市北京路12号", "12 Beijing Road, Hotan, Xinjiang"),
        ("岐阜県岐阜市青葉町2丁目5番7号", "岐阜県岐阜市青葉町2-5-7"),
        ("岐阜県岐阜市青葉町二丁目５番７号", "岐阜市青葉町2-5-7 青葉ビル3階"),
        ("กรุงเทพมหานคร เขตพระนคร ถนนอาโออิ 12", "ถนนอาโออิ 12 แขวงพระนคร กรุงเทพมหานคร"),
    ],
)
def test_an_address_without_spaces_raises_like_any_other(ours: str, theirs: str) -> None:
    terms = evidence(entity("s", NAME, addresses=(ours,)), entity("l", NAME, addresses=(theirs,)))
    assert [term.code for term in terms] == ["address-same"]
    assert terms[0].value >= 0.75 * SAME_ADDRESS


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("新疆维吾尔自治区和田市北京路12号", "新疆维吾尔自治区和田市北京路15号"),
        ("岐阜県岐阜市青葉町2丁目5番7号", "岐阜県岐阜市青葉町2丁目8番1号"),
    ],
)
def test_the_same_road_under_another_number_says_little(ours: str, theirs: str) -> None:
    terms = evidence(entity("s", NAME, addresses=(ours,)), entity("l", NAME, addresses=(theirs,)))
    assert 0 < sum(term.value for term in terms) <= SAME_TOWN


def test_another_quarter_of_the_town_with_the_same_block_is_another_address() -> None:
    ours, theirs = "岐阜県岐阜市緑町2-5-7", "岐阜県大垣市旭町2-5-8"
    assert evidence(entity("s", NAME, addresses=(ours,)), entity("l", NAME, addresses=(theirs,))) == ()


@pytest.mark.parametrize("address", ["", "東京都", "ビル", "号", "丁目", "十", "。", "十十十号", "一丁目一番一号"])
def test_an_address_of_one_word_or_none_is_compared_with_nothing(address: str) -> None:
    assert evidence(entity("s", NAME, addresses=(address,)), entity("l", NAME, addresses=(address,))) == ()


@settings(deadline=None, max_examples=30)
@given(
    st.sampled_from([(), ("cn",), ("us",)]),
    st.sampled_from([(), ("88 Tulpar Street, Arbeja",)]),
    st.sampled_from([(), (LEI,), (OTHER_LEI,)]),
)
def test_names_only_looks_at_nothing_else(
    countries: tuple[str, ...], addresses: tuple[str, ...], identifiers: tuple[tuple[str, str], ...]
) -> None:
    listed = entity("l", NAME, countries=countries, addresses=addresses, identifiers=identifiers)
    supplier = entity("s", NAME, countries=("cn",), addresses=("88 Tulpar Street, Arbeja",), identifiers=(LEI,))
    assert odds(supplier, listed, names_only=True) == odds(entity("s", NAME), entity("l", NAME))


def test_an_identifier_finds_every_entity_that_carries_it() -> None:
    listed = [entity(n, f"{name} {n}", identifiers=(LEI,)) for n, name in enumerate(many(30, seed=21))]
    found = screen([entity("s", NAME, identifiers=(LEI,))], Index.build(listed)).matches
    assert {match.entity_id for match in found} == {entity_.id for entity_ in listed}


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(listing(many(500, seed=31)))


@settings(deadline=None, max_examples=40)
@given(tidy_names(), st.floats(0, 1), st.integers(1, 5))
def test_threshold_and_limit_cut_the_list_of_all_candidates(
    index: Index, name: str, threshold: float, limit: int
) -> None:
    everything = screen([entity("s", name)], index, options=Options(threshold=0)).matches
    cut = screen([entity("s", name)], index, options=Options(threshold=threshold, limit=limit)).matches
    if threshold < 1:
        expected = [match for match in everything if match.probability >= threshold]
        assert list(cut) == expected[:limit]
    else:
        assert all(match.probability == 1 for match in cut)


@pytest.mark.parametrize(
    "threshold",
    [
        0.5,
        0.7,
        0.9,
        0.95,
        0.99,
    ],
)
def test_evidence_counts_before_the_threshold_does(threshold: float) -> None:
    """A name that alone stays under the threshold is returned when country, address or number lift it over."""
    suppliers = [
        entity(n, name, countries=("cn",), addresses=("88 Tulpar Street, Arbeja",), identifiers=(LEI,))
        for n, name in enumerate(many(40, seed=31))
    ]
    listed = [
        entity(n, f"{name} North", countries=("cn",), addresses=("88 Tulpar Street, Arbeja",), identifiers=(number,))
        for n, (name, number) in enumerate(zip(many(40, seed=31), [LEI, OTHER_LEI] * 20, strict=True))
    ]
    index = Index.build(listed)
    everything = screen(suppliers, index, options=Options(threshold=0)).matches
    some = screen(suppliers, index, options=Options(threshold=threshold)).matches
    assert some == tuple(match for match in everything if match.probability >= threshold)


def test_threshold_0_returns_every_candidate_whatever_speaks_against_it() -> None:
    listed = [entity(n, name, countries=("us",), identifiers=(OTHER_LEI,)) for n, name in enumerate(many(300, seed=31))]
    suppliers = [entity(n, name, countries=("cn",), identifiers=(LEI,)) for n, name in enumerate(many(80, seed=32))]
    index = Index.build(listed)
    by_name = screen(suppliers, index, options=Options(threshold=0, names_only=True)).matches
    by_all = screen(suppliers, index, options=Options(threshold=0)).matches
    assert {(match.query_id, match.entity_id) for match in by_name} <= {
        (match.query_id, match.entity_id) for match in by_all
    }


def test_no_suppliers_and_an_empty_list_give_no_matches(index: Index) -> None:
    assert screen([], index).matches == ()
    assert screen([entity("s", NAME)], Index.build([])).matches == ()
    assert screen([], Index.build([])).matches == ()


def test_the_result_counts_suppliers_and_entities(index: Index) -> None:
    result = screen([entity("s", NAME), entity("t", NAME)], index)
    assert (result.queries, result.listed) == (2, 500)
    assert result.seconds >= 0
