"""What besides the name speaks for or against a match, and what the options do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.invented import entity, listing, many, tidy_names

from tadasu.schema import Entity, Match
from tadasu.screening import Index, Options, screen
from tadasu.screening._evidence import _longest

NAME, OTHER = "Kalinka Textile Ltd", "Medovar Brateks Mining LLC"
LEI, OTHER_LEI = ("lei", "529900INVENTED000001"), ("lei", "529900INVENTED000002")


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


@pytest.mark.parametrize("written", ["529900INVENTED000001", "529900invented000001", " 5299 00IN-VENTED 000001 "])
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
    supplier = entity("s", NAME, identifiers=(LEI, ("uscc", "1")))
    assert odds(supplier, entity("l", NAME, identifiers=(LEI, ("uscc", "2")))) > odds(supplier, entity("l", NAME))


def test_two_register_numbers_may_belong_to_one_company() -> None:
    supplier = entity("s", NAME, identifiers=(("registration", "1"),))
    assert odds(supplier, entity("l", NAME, identifiers=(("registration", "2"),))) == odds(supplier, entity("l", NAME))


def test_the_same_country_raises_and_another_lowers() -> None:
    supplier = entity("s", NAME, countries=("cn", "hk"))
    unknown = odds(supplier, entity("l", NAME))
    assert odds(supplier, entity("l", NAME, countries=("hk", "us"))) > unknown
    assert odds(supplier, entity("l", NAME, countries=("us",))) < unknown


def test_words_of_an_address_are_shown_in_one_order_in_every_process() -> None:
    assert _longest({"china", "kashi", "xinjiang", "arbej"}) == ["xinjiang", "arbej", "china"]


def test_the_same_address_raises_and_another_says_nothing() -> None:
    supplier = entity("s", NAME, addresses=("88 Tulpar Street, Arbeja District",))
    unknown = odds(supplier, entity("l", NAME))
    assert odds(supplier, entity("l", NAME, addresses=("No. 88, Tulpar Street, Arbeja",))) > unknown
    assert odds(supplier, entity("l", NAME, addresses=("4 Kestrel Lane, Brokstead",))) == unknown


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
