"""Facts become features, features become log-odds, log-odds become the terms that a person is shown."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.oracles import odds as twin
from tests.oracles.invented import brands, entity, listing, names, read_one_way, tidy_names

from tadasu.names import tokenize
from tadasu.schema import Entity
from tadasu.screening import Index, Options, compare, explain, explain_names, probability, screen
from tadasu.screening._facts_kernel import FACTS, LEAST_ODDS, MOST_ODDS, OTHER_FORM_ODDS, bounded, describe
from tadasu.screening._features import FEATURES
from tadasu.screening._model import Model, model
from tadasu.screening._pair import weigh

ALL = Options(threshold=0)
LEI = ("lei", "529900INVENTED000186")
NAMES = [feature.name for feature in FEATURES]
AMOUNT = st.one_of(st.just(0.0), st.floats(0, 12, width=32), st.sampled_from([1.0, 4.0, 6.0]))


@settings(deadline=None, max_examples=200)
@given(st.lists(AMOUNT, min_size=FACTS, max_size=FACTS))
def test_each_feature_has_the_name_it_is_weighted_under(facts: list[float]) -> None:
    out = np.zeros(len(FEATURES), np.float32)
    describe(np.array(facts, np.float32), out)
    expected = twin.features(dict(zip(twin.FACTS, facts, strict=True)))
    assert set(NAMES) == set(expected)
    assert dict(zip(NAMES, out.tolist(), strict=True)) == pytest.approx(expected, rel=1e-5)


@settings(deadline=None, max_examples=60)
@given(st.lists(tidy_names(), min_size=1, max_size=8), st.one_of(tidy_names(), names()), st.integers(0, 2**32 - 1))
@example(["Be Cotton Ltd"], "Be Cotton Llc", 0)  # names that differ by their form alone are lifted
def test_log_odds_are_the_sum_of_rounded_addends(listed: list[str], name: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights = Model("any", rng.integers(-9000, 9000, 3), rng.normal(0, 1, (3, len(FEATURES))))
    others = [other for other in listed if tokenize([other]).key.tolist() != tokenize([name]).key.tolist()]
    index = Index.build(listing(others))
    pairs = compare([name], index, weights=weights, facts=True)  # the very name is lifted
    for facts, log_odds, document in zip(pairs.facts, pairs.log_odds, pairs.document, strict=True):
        out = np.zeros(len(FEATURES), np.float32)
        describe(facts, out)
        kind = twin.relation(dict(zip(twin.FACTS, facts.tolist(), strict=True)))
        by_name = dict(zip(NAMES, weights.weights[kind].tolist(), strict=True))
        values = dict(zip(NAMES, out.tolist(), strict=True))
        least = weigh(index, name, int(index.documents.name[index.documents.name_offsets[document]])).least
        assert log_odds == twin.log_odds(values, by_name, int(weights.base[kind]), least)


def test_the_model_has_a_finite_weight_for_every_feature() -> None:
    assert np.isfinite(model().weights).all()
    assert model().weights.shape == (3, len(FEATURES))
    assert len(set(NAMES)) == len(NAMES)


SUPPLIERS = st.builds(
    lambda name, other, country, address, number: entity(
        "s",
        name,
        *other,
        countries=country,
        addresses=address,
        identifiers=number,
    ),
    st.one_of(tidy_names(), names()).filter(read_one_way),
    st.lists(tidy_names(), max_size=2),
    st.sampled_from([(), ("cn",), ("us", "cn"), ("jp",)]),
    st.sampled_from([(), ("12 Hoshi Street Aruba Town",), ("12 Hoshi Street", "99 Other Road Nowhere")]),
    st.sampled_from([(), (LEI,), (("lei", "529900INVENTED000283"),), (("registration", "A1"), ("uscc", "N/A"))]),
)


@settings(deadline=None, max_examples=80)
@given(st.lists(SUPPLIERS, min_size=1, max_size=6), SUPPLIERS, st.booleans())
def test_terms_add_up_to_the_log_odds_of_the_match(listed: list[Entity], supplier: Entity, names_only: bool) -> None:
    """For every candidate; a match that only an identifier found has a test of its own."""
    entities = [renumbered(number, each) for number, each in enumerate(listed)]
    index = Index.build(entities)
    by_name = {
        match.entity_id for match in screen([supplier], index, options=Options(threshold=0, names_only=True)).matches
    }
    for match in screen([supplier], index, options=Options(threshold=0, names_only=names_only)).matches:
        if match.entity_id not in by_name:
            continue
        reasons = explain(index, supplier, match, names_only=names_only)
        assert sum(term.value for term in reasons.terms) == reasons.log_odds == match.log_odds
        assert reasons.probability == match.probability == probability(match.log_odds)
        assert (reasons.query_name, reasons.matched_name) == (match.query_name, match.matched_name)


def test_terms_add_up_for_a_match_that_only_an_identifier_found() -> None:
    listed = entity("l", "Medovar Brateks", identifiers=(LEI,))
    supplier = entity("s", "Kalinka", identifiers=((LEI[0], LEI[1].lower()),))
    index = Index.build([listed])
    [match] = screen([supplier], index, options=ALL).matches
    assert explain(index, supplier, match).log_odds == match.log_odds


def test_a_match_of_a_list_that_uses_an_id_twice_is_explained() -> None:
    index = Index.build([entity("twice", "Kalinka"), entity("twice", "Medovar Brateks")])
    supplier = entity("s", "Kalinka")
    match = screen([supplier], index, options=ALL).matches[0]
    assert explain(index, supplier, match).log_odds == match.log_odds


def renumbered(number: int, each: Entity) -> Entity:
    return entity(
        number,
        each.name,
        *each.aliases,
        countries=each.countries,
        addresses=each.addresses,
        identifiers=tuple((one.scheme, one.value) for one in each.identifiers),
    )


@settings(deadline=None, max_examples=60)
@given(st.one_of(names(), tidy_names()), st.one_of(names(), tidy_names()))
def test_any_two_names_can_be_compared_and_explained(one: str, other: str) -> None:
    reasons = explain_names(one, other)
    assert sum(term.value for term in reasons.terms) == reasons.log_odds
    assert reasons.probability == probability(reasons.log_odds)
    assert LEAST_ODDS <= reasons.log_odds <= MOST_ODDS
    codes = [term.code for term in reasons.terms]
    assert codes[0] == "base-rate"
    assert len(codes) == len(set(codes))


@settings(deadline=None, max_examples=60)
@given(st.lists(brands(), min_size=1, max_size=8), st.lists(brands(), min_size=1, max_size=8))
def test_every_word_is_shown_once(one: list[str], other: list[str]) -> None:
    reasons = explain_names(" ".join(one), " ".join(other))
    shown = " ".join(row.query for row in reasons.tokens if row.query)
    assert shown.replace(" ", "") == "".join(one)
    assert all(row.query or row.listed for row in reasons.tokens)
    assert all(0 <= row.similarity <= 1000 and row.rarity >= 0 for row in reasons.tokens)


@given(st.integers(LEAST_ODDS - 10_000, MOST_ODDS + 20_000))
def test_probability_rises_with_the_log_odds(log_odds: int) -> None:
    assert 0 <= probability(log_odds - 1) <= probability(log_odds) <= 1


@given(st.integers(-50_000, 500_000), st.sampled_from([LEAST_ODDS, OTHER_FORM_ODDS]))
def test_log_odds_bend_towards_their_upper_bound_as_in_the_slow_twin(total: int, least: int) -> None:
    assert bounded(total, least) == twin.bounded(total, least)
    assert least <= bounded(total - 1, least) <= bounded(total, least) < MOST_ODDS


def test_of_two_very_good_matches_the_better_comes_first() -> None:
    assert bounded(18_000, LEAST_ODDS) < bounded(18_100, LEAST_ODDS)
    assert probability(bounded(18_000, LEAST_ODDS)) < probability(bounded(22_000, LEAST_ODDS))


def test_an_unknown_match_is_a_key_error() -> None:
    supplier = entity("s", "Kalinka")
    match = screen([supplier], Index.build([entity("l", "Kalinka")]), options=ALL).matches[0]
    with pytest.raises(KeyError):
        explain(Index.build([entity("other", "Kalinka")]), supplier, match)
