"""Names that no register should hold and some file will: nothing breaks, and what can be read is read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.invented import entity, listing, names

from tadasu.screening import Index, Options, explain, screen

ALL = Options(threshold=0)

UNREADABLE = [
    "",
    " ",
    ".",
    "...",
    "()",
    "—&—",
    "。、・「」",
    "🚢🚢",
    "\u200f",
    "\x00",
    "\ud800",
    "\ue010\ue001\ue002",
    "\n",
    "\u2028",
]
ODD = {
    "only a legal form": "Co., Ltd.",
    "only a Japanese legal form": "株式会社",
    "only digits": "12345",
    "one letter": "K",
    "one letter a thousand times": "a" * 1000,
    "ten thousand letters": "kalinka " * 1250,
    "a thousand shcha": "щ" * 1000,
    "a thousand Han": "海" * 1000,
    "a thousand Arabic letters": "ش" * 1000,
    "a thousand dots and letters": "a." * 500,
    "three hundred words": " ".join(f"kal{number}" for number in range(300)),
    "one word three hundred times": "kalinka " * 300,
    "three hundred legal forms": "Ltd " * 300,
}
SPELT_AS_KALINKA = [
    *(
        "KALINKA",
        "kalinka",
        "Kalinka.",
        "(Kalinka)",
        "  Kalinka  ",
        "\u202eKalinka\u202c",
        "\u200fKalinka",
        "Kalinka\x00",
    ),
    *("\ue010Kalinka\ue001", "\ue003Kalinka", "Kalinka\ue0ff", "\ud800Kalinka", "Kalinka\n", "\u2028Kalinka\x85"),
    *("Ｋａｌｉｎｋａ", "Ka\u0301linka", "Kálinka", "🚢 Kalinka", "Kalinka\r\n", "K'alinka"),
]
SPELT_AS_TWO_WORDS = [
    "Kalinka\x00Textile",
    "Kalinka\nTextile",
    "Kalinka\u2029Textile",
    "Kalinka\ue010Textile",
    "Kalinka\ud800Textile",
]


AS_WRITTEN = ["𞤔𞤮𞤪𞤢𞤣", "𑄇𑄟𑄧𑄣𑄨", "𐴀𐴞𐴕𐴐𐴀", "𐓏𐓘𐓻𐓘𐓟𐓻", "ޒޯވެކްސް", "ᬓᬮᬶᬦ᭄ᬓ", "ꦗꦮꦶꦏꦭ", "קאלינקא"]
"""Invented words in scripts of which we know neither sounds nor words: Adlam, Chakma, Rohingya and others."""


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(listing(["Kalinka", "カリンカ", "Medovar Brateks", *ODD.values(), *UNREADABLE]))


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_name_without_a_word_matches_nothing(index: Index, name: str) -> None:
    assert screen([entity("s", name)], index, options=ALL).matches == ()


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_an_odd_name_finds_itself_and_is_explained(index: Index, name: str) -> None:
    supplier = entity("s", name)
    matches = screen([supplier], index, options=ALL).matches
    assert name in {match.matched_name for match in matches}
    for match in matches:
        assert explain(index, supplier, match).log_odds == match.log_odds


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_a_name_in_a_script_without_a_reading_finds_itself_and_its_misspelling(name: str) -> None:
    others = Index.build([*listing([*AS_WRITTEN, "Kalinka", "海岚贸易"]), entity("near", name[:-2] + name[-1])])
    best, *rest = screen([entity("s", name)], others, options=ALL).matches
    assert best.matched_name == name
    assert "near" in {match.entity_id for match in rest}
    assert screen([entity("s", name)], others).matches


@pytest.mark.parametrize("name", ["Co., Ltd.", "株式会社", "Ltd", "有限公司", "ООО", "شركة", "주식회사", "Ltd " * 300])
def test_a_legal_form_alone_is_no_match_to_a_company(name: str) -> None:
    companies = Index.build(listing(["Kalinka Co., Ltd.", "Medovar Brateks LLC", "株式会社アオイデモ"]))
    assert screen([entity("s", name)], companies).matches == ()


@pytest.mark.parametrize("name", SPELT_AS_KALINKA)
def test_signs_and_marks_around_and_inside_letters_do_not_hide_a_name(name: str) -> None:
    one, other = Index.build([entity("l", "Kalinka")]), Index.build([entity("l", name)])
    plain = screen([entity("s", "Kalinka")], one, options=ALL).matches[0].log_odds
    assert screen([entity("s", name)], one, options=ALL).matches[0].log_odds == plain
    assert screen([entity("s", "Kalinka")], other, options=ALL).matches[0].log_odds == plain


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_unseen_characters_inside_a_word_do_not_part_it(unseen: str) -> None:
    index = Index.build([entity("l", "Kalinka")])
    plain = screen([entity("s", "Kalinka")], index, options=ALL).matches[0].log_odds
    assert screen([entity("s", f"Kal{unseen}inka")], index, options=ALL).matches[0].log_odds == plain


@pytest.mark.parametrize("name", SPELT_AS_TWO_WORDS)
def test_what_is_no_letter_parts_two_words(name: str) -> None:
    index = Index.build([entity("l", "Kalinka Textile")])
    plain = screen([entity("s", "Kalinka Textile")], index, options=ALL).matches[0].log_odds
    assert screen([entity("s", name)], index, options=ALL).matches[0].log_odds == plain


def test_half_width_kana_is_kana(index: Index) -> None:
    full = screen([entity("s", "カリンカ")], index, options=ALL).matches
    half = screen([entity("s", "ｶﾘﾝｶ")], index, options=ALL).matches
    assert [(match.entity_id, match.log_odds) for match in half] == [
        (match.entity_id, match.log_odds) for match in full
    ]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(names(), st.text()), max_size=4), st.lists(st.one_of(names(), st.text()), max_size=4))
def test_any_text_can_be_listed_and_asked_for(listed: list[str], asked: list[str]) -> None:
    index = Index.build(listing(listed))
    for match in screen([entity(n, name) for n, name in enumerate(asked)], index, options=ALL).matches:
        assert 0 <= match.probability <= 1
        assert match.matched_name in listed
        assert match.query_name == asked[int(match.query_id)]
