"""Characters become comparable letters: by example, and as a table that keeps its promises."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.names import fold
from tadasu.names._fold import BMP, DELETED, DOT, SEPARATOR, fold_table


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Śląska Huta", "slaska huta"),
        ("Łódź Żółć", "lodz zolc"),
        ("Øresund Ærø Þór", "oresund aero thor"),
        ("Straße", "strasse"),
        ("İstanbul Iğdır", "istanbul igdir"),
        ("Đà Nẵng", "da nang"),
        ("Ünal Çelik", "unal celik"),
        ("ﬁbre ﬃx", "fibre ffix"),
        ("Ｋａｌｉｎｋａ １２", "kalinka 12"),
        ("Ⅷ ² ①", "viii 2 1"),
        ("O'Brien O’Brien", "obrien obrien"),
        ("e\u0301 é", "e e"),
        ("Щукин", "shchukin"),
        ("Объект Ёлка", "obekt elka"),
        ("Қазақ Ғасыр", "kazak gasyr"),
        ("Ελλάς", "ellas"),
        ("A&B (C) — D/E", "a b c d e"),
        ("soft\u00adhyphen", "softhyphen"),
        ("🚢 ship", "ship"),
        ("🚢\ufe0fship", "ship"),
        ("𝐊𝐚𝐥𝐢𝐧𝐤𝐚 🄰𝟙", "kalinka a1"),
        ("𞤔𞤮𞤪 𞤔𞤢", "𞤶𞤮𞤪 𞤶𞤢"),  # Adlam has capitals
        ("𑄇𑄟𑄴𑄧𑅁𑄇", "𑄇𑄟𑄧 𑄇"),  # Chakma: a vowel sign belongs to its letter, a danda parts words
        ("ޒޯވެ ކްސް", "ޒޯވެ ކްސް"),
        ("ᮞᮥ", "ᮞᮥ"),
        ("", ""),
        ("...", ""),
    ],
)
def test_letters_of_many_alphabets_fold_to_plain_ones(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_folded_text_holds_no_capitals_no_marks_and_no_double_spaces(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not any(unicodedata.combining(char) for char in folded)
    assert not any(char.isupper() for char in folded)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("code", [*range(32), 0x7F, 0x85, 0x2028, 0xD800, 0xDFFF, 0xE000, 0xE010, 0xF8FF])
def test_control_surrogate_and_private_characters_part_words(code: int) -> None:
    assert fold_table()[code, 0] == SEPARATOR


def test_the_table_has_a_row_for_every_code_point_and_pads_with_zeros() -> None:
    table = fold_table()
    assert table.shape == (BMP, 4)
    letters = table.astype(bool)
    assert not (letters[:, 1:] & ~letters[:, :-1]).any()


def test_only_the_dot_is_a_dot_and_marks_are_silent() -> None:
    table = fold_table()
    assert [code for code in range(BMP) if table[code, 0] == DOT] == [ord(".")]
    assert all(table[ord(char), 0] == DELETED for char in "'’ʼ`\u0301\u3099ー")
