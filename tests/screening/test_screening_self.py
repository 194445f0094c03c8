"""A listed name finds itself; every listing of it is returned; strangers on the list take nothing away."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.oracles.invented import LEGAL, PLACES, TRADES, brands, entity, listing, many, names, tidy_names

from tadasu.names import tokenize
from tadasu.schema import Match
from tadasu.screening import Index, Options, explain, explain_names, screen

NAMES_ONLY = Options(threshold=0, names_only=True, threads=1)
brand_and_trade = st.tuples(brands(), st.sampled_from(TRADES + PLACES), st.sampled_from(LEGAL)).map(" ".join)
DRIFT = 100
"""Millinats by which one more name on a list may change the log-odds of a pair: words become rarer or more usual."""


def found(name: str, index: Index) -> list[Match]:
    return list(screen([entity("q", name)], index, options=NAMES_ONLY).matches)


def is_readable(name: str) -> bool:
    return bool(tokenize([name]).key.size)


def at_the_top(matches: list[Match]) -> set[str]:
    """Entities whose odds no other match exceeds."""
    return {str(match.entity_id) for match in matches if match.log_odds == matches[0].log_odds}


@settings(deadline=None, max_examples=100)
@given(st.lists(st.one_of(names(), tidy_names()), min_size=1, max_size=12))
def test_a_listed_name_finds_itself(listed: list[str]) -> None:
    index = Index.build(listing(listed))
    for number, name in enumerate(listed, start=1):
        if is_readable(name):
            assert str(number) in {match.entity_id for match in found(name, index)}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(names(), tidy_names()), min_size=1, max_size=12))
def test_a_listed_name_is_at_the_top_or_tied(listed: list[str]) -> None:
    index = Index.build(listing(listed))
    for number, name in enumerate(listed, start=1):
        if is_readable(name):
            assert str(number) in at_the_top(found(name, index))


@pytest.mark.parametrize(
    ("name", "others"),
    [("Ελλάς Καλίνκα", ["Ba Textile Ltd", "ООО Калинка"]), ("Me Textile Co., Ltd.", ["海岚贸易", "Me Trading Ltd"])],
)
def test_a_name_is_above_its_half_likeness_in_another_script(name: str, others: list[str]) -> None:
    assert "1" in at_the_top(found(name, Index.build(listing([name, *others]))))


@pytest.mark.parametrize("name", ["fu", "Fu Fu", "Fu Ltd", "Oblast", "Ken Ken Co., Ltd.", "府", "県", "Ltd", "of the"])
def test_a_name_of_words_that_tell_nothing_finds_itself(name: str) -> None:
    index = Index.build(listing([name, "Ba Textile Ltd", "Fu Textile Ltd"]))
    assert "1" in at_the_top(found(name, index))


def lost(listed: list[str]) -> list[str]:
    """Names that another name of the list comes before."""
    entities = listing(listed)
    matches: dict[str, list[Match]] = {}
    for match in screen(entities, Index.build(entities), options=NAMES_ONLY).matches:
        matches.setdefault(match.query_id, []).append(match)
    return [each.name for each in entities if str(each.id) not in at_the_top(matches[each.id])]


@pytest.mark.parametrize("seed", [1, 2])
def test_each_of_three_thousand_latin_names_is_at_the_top_or_tied(seed: int) -> None:
    assert lost(many(3000, seed=seed, latin=True)) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_each_of_three_thousand_names_in_many_scripts_is_at_the_top_or_tied(seed: int) -> None:
    assert lost(many(3000, seed=seed)) == []


def test_the_same_name_is_lifted_over_half_likenesses_and_says_so() -> None:
    index = Index.build(listing(["Ελλάς Καλίνκα", "Ba Textile Ltd", "ООО Калинка"]))
    supplier = entity("q", "Ελλάς Καλίνκα")
    match = next(match for match in found(supplier.name, index) if match.entity_id == "1")
    reasons = explain(index, supplier, match, names_only=True)
    assert "same-name" in {term.code for term in reasons.terms}
    assert reasons.log_odds == sum(term.value for term in reasons.terms) == match.log_odds


@settings(deadline=None, max_examples=60)
@given(tidy_names(), st.integers(1, 4), st.lists(st.sampled_from(LEGAL), min_size=1, max_size=8, unique=True))
def test_every_listing_of_a_name_under_any_legal_form_is_returned(name: str, times: int, forms: list[str]) -> None:
    assume(is_readable(name))
    listed = [entity(f"{form}-{number}", f"{name} {form}".strip()) for form in forms for number in range(times)]
    strangers = listing(many(200, seed=4))
    matches = found(name, Index.build([*strangers, *listed]))
    by_id = {match.entity_id: match.log_odds for match in matches}
    assert {entity_.id for entity_ in listed} <= set(by_id)
    for form in forms:
        assert len({by_id[entity_.id] for entity_ in listed if entity_.id.startswith(f"{form}-")}) == 1


def test_many_near_names_under_many_legal_forms_do_not_crowd_out_the_name_itself() -> None:
    forms = [
        "Ltd",
        "LLC",
        "GmbH",
        "Inc",
        "Corp",
        "SA",
        "SARL",
        "BV",
        "Oy",
        "AB",
        "AS",
        "SpA",
        "Srl",
        "Pte Ltd",
        "Pty Ltd",
        "KK",
        "Co Ltd",
        "PLC",
        "AG",
        "KG",
    ]
    near = [entity(f"{n}-{form}", f"Kalinka Mills {chr(97 + n) * 5}or {form}") for n in range(15) for form in forms]
    own = [entity(f"own-{form}", f"Kalinka Mills {form}") for form in forms]
    matches = found("Kalinka Mills Ltd", Index.build([*near, *own]))
    assert {entity_.id for entity_ in own} <= {match.entity_id for match in matches}


@pytest.mark.parametrize("near", ["Kalinkoro", "Alinkaro", "Kalinkar", "Kalinkraro", "Kalinakro", "Xalinkaro"])
def test_a_word_that_is_listed_still_finds_its_misspelling_on_the_list(near: str) -> None:
    index = Index.build(listing(["Kalinkaro Zubeki", near]))
    assert "2" in {match.entity_id for match in found("Kalinkaro", index)}


@pytest.mark.parametrize(
    ("other", "listed", "name"),
    [
        ("海岚贸易", "Kalinka Trading", "Kalinka Trading Ltd"),
        ("Калинка", "Kalinka Textile", "Kalinka Textile"),
        ("海岚贸易", "Kalinka Trading", "Kalinka Textile"),
    ],
)
def test_the_order_of_the_list_changes_no_odds_of_a_latin_pair(other: str, listed: str, name: str) -> None:
    def odds(names_: list[str]) -> int:
        index = Index.build([entity(each, each) for each in names_])
        return next(match.log_odds for match in found(name, index) if match.entity_id == listed)

    assert odds([other, listed]) == odds([listed, other])


@settings(deadline=None, max_examples=60)
@given(st.lists(brand_and_trade, min_size=2, max_size=10, unique=True), brand_and_trade)
def test_the_order_of_a_list_in_one_script_changes_nothing(listed: list[str], name: str) -> None:
    entities = [entity(each, each) for each in listed]
    there, back = found(name, Index.build(entities)), found(name, Index.build(entities[::-1]))
    assert {(match.entity_id, match.log_odds) for match in there} == {
        (match.entity_id, match.log_odds) for match in back
    }


@settings(deadline=None, max_examples=60)
@given(st.lists(tidy_names(), min_size=1, max_size=8), tidy_names(), st.integers(0, 199))
def test_a_stranger_on_the_list_takes_no_match_away(listed: list[str], name: str, stranger: int) -> None:
    """Who was returned still is, with nearly the same odds; odds do move, since rarity is counted on the list."""
    before = {match.entity_id: match.log_odds for match in found(name, Index.build(listing(listed)))}
    added = entity("stranger", f"Xyqqwvuuj Jjvwqqo {stranger}")
    after = {match.entity_id: match.log_odds for match in found(name, Index.build([*listing(listed), added]))}
    assert set(before) <= set(after)
    assert all(abs(after[entity_id] - odds) <= DRIFT for entity_id, odds in before.items())


@settings(deadline=None, max_examples=60)
@given(tidy_names())
def test_the_best_name_of_an_entity_speaks_for_it(name: str) -> None:
    index = Index.build([entity(1, "Medovar Brateks", name, "Pelista Zubeki")])
    [match] = found(name, index)
    alone = found(name, Index.build([entity(1, name)]))
    assert match.matched_name == name
    assert abs(match.log_odds - alone[0].log_odds) <= DRIFT


@settings(deadline=None, max_examples=60)
@given(tidy_names(), tidy_names())
def test_more_names_of_a_supplier_never_lower_a_match(name: str, other: str) -> None:
    index = Index.build(listing(many(300, seed=8)))
    one = {match.entity_id: match.log_odds for match in found(name, index)}
    both = screen([entity("q", name, other)], index, options=NAMES_ONLY).matches
    odds = {match.entity_id: match.log_odds for match in both}
    assert all(odds[entity_id] >= value for entity_id, value in one.items())


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Kalinka Co., Ltd.", "KALINKA LLC"),
        ("Kalinka Co., Ltd.", "kalinka corporation"),
        ("Kalinka S.A.", "KALINKA S A  LIMITED"),
        ("Textile Trading Co., Ltd.", "Textile Trading GmbH"),
        ("OAO Kalinka", "Open Joint Stock Company Kalinka"),
        ("ООО Калинка", "АО Калинка"),
        ("海岚有限公司", "海岚股份有限公司"),
    ],
)
def test_a_name_under_another_legal_form_is_returned_at_the_default_threshold(name: str, listed: str) -> None:
    """Even when its words are everywhere on the list."""
    others = [f"Kalinka {trade.title()} Ltd" for trade in TRADES] + [
        f"{trade.title()} Trading Ltd" for trade in TRADES[:-1]
    ]
    entities = listing([*others, *many(300, seed=8), listed])
    supplier = entity("q", name)
    index = Index.build(entities)
    matches = screen([supplier], index, options=Options(names_only=True)).matches
    match = next(match for match in matches if match.entity_id == entities[-1].id)
    assert explain(index, supplier, match, names_only=True).log_odds == match.log_odds


def test_only_legal_forms_in_common_are_no_match() -> None:
    matches = screen(
        [entity("q", "Limited")], Index.build(listing(["LLC", "GmbH"])), options=Options(names_only=True)
    ).matches
    assert matches == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kalinka Public Limited Company", "Kalinka PLC"),
        ("Kalinka Limited Liability Company", "Kalinka LLC"),
    ],
)
def test_a_legal_form_in_full_costs_little(one: str, other: str) -> None:
    odds = {explain_names(*pair).log_odds for pair in ((one, other), (other, one))}
    assert min(odds) > 1_500


def test_a_legal_form_that_the_query_joins_to_the_brand_is_parted_again() -> None:
    assert explain_names("Kalinkaag", "Kalinka AG").log_odds > 1_500


def test_in_a_short_list_every_name_that_shares_a_word_is_looked_at() -> None:
    index = Index.build(listing(["Kalinka Medovar Brateks", "Kalinka Orvat Zubeki Lamparo"]))
    assert {match.entity_id for match in found("Kalinka Medovar Brateks", index)} == {"1", "2"}


def test_a_word_that_may_stand_for_a_very_usual_one_is_still_looked_up() -> None:
    near = [f"{brand} Group" for brand in many(2_000, seed=9, latin=True)] + [
        f"{brand} Technology" for brand in many(2_000, seed=10, latin=True)
    ]
    index = Index.build(listing([*near, "Tecka Group"]))
    assert "4001" in {match.entity_id for match in found("Tecka Group", index)}


def test_a_name_of_28_words_matches_every_one_of_them() -> None:
    words = [f"quavo{chr(97 + n)}zim" for n in range(26)] + ["Textile", "Ltd"]
    index = Index.build(listing([" ".join(words)]))
    (match,) = found(" ".join(words), index)
    explanation = explain(index, entity("q", " ".join(words)), match, names_only=True)
    assert len(explanation.tokens) == len(words)
    assert {token.relation.value for token in explanation.tokens} == {"same"}
