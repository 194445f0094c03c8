"""Cyrillic and Vietnamese names: known words and phrases become their English gloss, everything else stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.names import CYRILLIC, GLOSS, letters, tokenize
from tadasu.names._fold import GLOSS_OPENS
from tadasu.names._phrases import gloss_phrases

CYRILLIC_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("завод ООО «»-.,№ калинка трейд Ёё і"), st.characters(exclude_categories=["Cs", "Co"])
    ),
    max_size=40,
)


def said(text: str, language: str = "ru") -> str:
    """The text with a star before each gloss."""
    return " ".join(gloss_phrases(text, language).replace(chr(GLOSS_OPENS), "*").split())


def words_of(name: str) -> list[tuple[str, int]]:
    tokens = tokenize([name])
    return [(letters(tokens, token), int(tokens.mark[token])) for token in range(tokens.key.size)]


@pytest.mark.parametrize(
    ("text", "glossed"),
    [
        ("завод «Волна»", "*plant «Волна»"),
        ("ЗАВОД Волна", "*plant Волна"),
        ("Kalinka завод", "Kalinka *plant"),
        ("Калверона", "Калверона"),
        ("", ""),
        ("№ 5", "№ 5"),
    ],
)
def test_known_words_become_their_gloss(text: str, glossed: str) -> None:
    assert said(text) == glossed


def test_the_longest_phrase_wins_over_its_words() -> None:
    assert said("общество с ограниченной ответственностью Калверона") == "*llc Калверона"


def test_yo_is_read_as_ye() -> None:
    assert said("самолёт") == said("самолет")


@settings(deadline=None)
@given(CYRILLIC_TEXT)
def test_what_is_not_glossed_stays_as_it_is(text: str) -> None:
    """Taking the glosses away leaves parts of the text in their order."""
    rest = text
    kept = "".join(
        part.partition(" ")[2] if at else part
        for at, part in enumerate(gloss_phrases(text, "ru").split(chr(GLOSS_OPENS)))
    )
    for word in kept.split():
        assert word in rest
        rest = rest[rest.index(word) + len(word) :]


@settings(deadline=None)
@given(CYRILLIC_TEXT)
def test_a_text_without_cyrillic_letters_stays_as_it_is(text: str) -> None:
    latin = "".join(char for char in text if not "\u0400" <= char < "\u0530")
    assert gloss_phrases(latin, "ru") == latin


@pytest.mark.parametrize(
    "name", ["ООО «Калверона»", "Калверона, ООО", "Общество с ограниченной ответственностью Калверона"]
)
def test_a_russian_company_reads_as_an_english_one(name: str) -> None:
    assert sorted(words_of(name)) == [("kalverona", CYRILLIC), ("llc", GLOSS)]


def test_a_place_has_its_english_name_and_a_brand_its_letters() -> None:
    assert words_of("Казань Щегловик") == [("kazan", GLOSS), ("shcheglovik", CYRILLIC)]


def test_a_vietnamese_company_reads_as_an_english_one() -> None:
    assert ("co", 0) in words_of("Công ty Mộc Lan Vĩnh Ơn")


def test_a_vietnamese_company_without_its_marks_reads_the_same() -> None:
    plain = [word for word, _ in words_of("CONG TY TNHH DET KALVEN")]
    assert plain == [word for word, _ in words_of("Công ty TNHH Dệt Kalven")] == ["co", "ltd", "textile", "kalven"]


def test_a_name_that_is_not_vietnamese_keeps_words_that_would_be() -> None:
    assert "det" in [word for word, _ in words_of("Det Kalven Demo Ltd")]
