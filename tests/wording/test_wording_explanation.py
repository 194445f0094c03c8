"""An explanation reads in plain words, token by token."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.schema import AlignedToken, Explanation, Term, TokenClass, TokenRelation
from tadasu.wording import Language, explanation_text, likelihood_text, reasons, term_text, token_label


def token(query: str, listed: str, kind: TokenClass, relation: TokenRelation, rarity: int = 1000) -> AlignedToken:
    return AlignedToken(query=query, listed=listed, token_class=kind, relation=relation, similarity=1000, rarity=rarity)


TOKENS = (
    token("hetian", "hotan", TokenClass.PLACE, TokenRelation.MEANING, 4000),
    token("lanmiqu", "lanmiqu", TokenClass.BRAND, TokenRelation.SAME, 9000),
    token("hair", "hair", TokenClass.INDUSTRY, TokenRelation.SAME, 3000),
    token("", "accessories", TokenClass.INDUSTRY, TokenRelation.LISTED_ONLY, 9500),
    token("ltd", "limited", TokenClass.LEGAL_FORM, TokenRelation.MEANING, 9900),
)


def explanation(*tokens: AlignedToken, terms: tuple[Term, ...] = ()) -> Explanation:
    return Explanation(query_name="q", matched_name="l", tokens=tokens, terms=terms, log_odds=1000, probability=0.7311)


def test_english_says_every_word_in_order() -> None:
    assert explanation_text(explanation(*TOKENS[:4]), "en") == (
        '"hetian" = "hotan" (place, another name); "lanmiqu" same (brand word); "hair" same (industry word); '
        'only listed: "accessories" (industry word)'
    )


def test_japanese_uses_short_noun_phrases() -> None:
    assert explanation_text(explanation(*TOKENS[:4]), "ja") == (
        "「hetian」=「hotan」（地名・別名）、「lanmiqu」一致（固有の語）、「hair」一致（業種の語）、リスト側のみ「accessories」（業種の語）"
    )


@pytest.mark.parametrize(("language", "said"), [("en", "no word in common"), ("ja", "共通の語なし")])
def test_an_empty_explanation_says_so(language: Language, said: str) -> None:
    assert explanation_text(explanation(), language) == said


def test_reasons_put_the_rarest_shared_word_first_and_legal_forms_last() -> None:
    found = reasons(explanation(*TOKENS), "en", limit=5)
    assert [phrase.split('"')[1] for phrase in found] == ["lanmiqu", "hetian", "hair", "accessories", "ltd"]


def test_a_brand_word_on_one_side_is_always_among_the_reasons() -> None:
    against = token("", "seiran", TokenClass.BRAND, TokenRelation.LISTED_ONLY, 500)
    found = reasons(explanation(*TOKENS, against), "en")
    assert [phrase.split('"')[1] for phrase in found] == ["lanmiqu", "hetian", "seiran"]


def test_a_registration_number_is_said_first_and_a_country_only_where_there_is_room() -> None:
    terms = (
        Term(code="country-same", value=400, detail="CN"),
        Term(code="identifier-same", value=12_000, detail="lei 1"),
    )
    found = reasons(explanation(*TOKENS[:2], terms=terms), "en", limit=4)
    assert found[0] == "same registration number (lei 1)"
    assert found[-1] == "same country (CN)"
    assert "same country (CN)" not in reasons(explanation(*TOKENS, terms=terms), "en")


def test_evidence_outside_the_name_ends_the_line() -> None:
    terms = (Term(code="country-differs", value=-1200, detail="CN / DE"),)
    assert explanation_text(explanation(TOKENS[1], terms=terms), "en") == (
        '"lanmiqu" same (brand word); another country (CN / DE)'
    )


def test_reasons_keep_to_their_limit() -> None:
    assert len(reasons(explanation(*TOKENS), "ja")) == 3


def test_another_name_of_a_place_is_not_called_same_meaning() -> None:
    assert token_label(TOKENS[0], "en") == "place, another name"
    assert token_label(TOKENS[4], "en") == "legal form, same meaning"


@pytest.mark.parametrize(
    ("probability", "en", "ja"),
    [
        (1.0, "very likely", "ほぼ確実"),
        (0.95, "very likely", "ほぼ確実"),
        (0.9499, "likely", "有力"),
        (0.8, "likely", "有力"),
        (0.7999, "possible", "可能性あり"),
        (0.5, "possible", "可能性あり"),
        (0.4999, "unlikely", "可能性低い"),
        (0.0, "unlikely", "可能性低い"),
    ],
)
def test_probability_has_a_word(probability: float, en: str, ja: str) -> None:
    assert (likelihood_text(probability, "en"), likelihood_text(probability, "ja")) == (en, ja)


def test_a_term_without_a_message_is_shown_as_it_is() -> None:
    assert term_text(Term(code="not-in-the-table", value=1), "ja") == "not in the table"


@given(
    st.text(max_size=30),
    st.text(max_size=30),
    st.sampled_from(TokenClass),
    st.sampled_from(TokenRelation),
    st.sampled_from(["en", "ja"]),
)
def test_any_pair_of_words_can_be_said(
    query: str, listed: str, kind: TokenClass, relation: TokenRelation, language: Language
) -> None:
    said = explanation_text(explanation(token(query, listed, kind, relation)), language)
    shown = [query] if relation is TokenRelation.QUERY_ONLY else [listed]
    if relation not in (TokenRelation.QUERY_ONLY, TokenRelation.LISTED_ONLY):
        shown = [query, listed]
    assert all(word in said for word in shown)
