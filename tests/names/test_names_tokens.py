"""Names into tokens: the compiled pass against its slow twin, and what holds for names in any script."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import tokens as twin
from tests.oracles.invented import names

from tadasu.names import (
    CYRILLIC,
    GLOSS,
    MARKS,
    Script,
    Tokens,
    WordClass,
    distinct_words,
    fold,
    known_words,
    letters,
    tokenize,
)
from tadasu.names._fold import fold_table
from tadasu.names._merge import phrase_words, spelt_forms
from tadasu.names._tokens import LONGEST_NAME
from tadasu.names._tokens_kernel import cut

BULK = st.text(
    alphabet=st.one_of(
        st.sampled_from("aBcZé9 ..·()-,&'’ßﬃⅧщЩЪяёΩς\u0301\x00\x85\u2028\u202e🚢İ"),
        st.characters(exclude_categories=["Cs", "Co"], exclude_characters="\n"),
    )
)
"""Anything that the bulk pass can be handed: no line feed, no surrogate, no private-use mark."""

PHRASE_WORDS = [
    "open",
    "closed",
    "joint",
    "stock",
    "company",
    "limited",
    "liability",
    "hong",
    "kong",
    "hongkong",
    "a",
    "s",
    "b",
    "v",
    "sa",
    "de",
    "cv",
    "kalinka",
    "new",
    "delhi",
    "of",
    "the",
    "co",
    "ltd",
]


def tokens_of(name: str) -> list[str]:
    tokens = tokenize([name])
    return [letters(tokens, token) for token in range(tokens.key.size)]


def rows(tokens: Tokens, number: int) -> list[tuple[str, str, int, int]]:
    """Letters, surface, mark and key of each token of one name."""
    out = []
    for token in range(tokens.names[number], tokens.names[number + 1]):
        surface = tokens.surfaces[tokens.surface_offsets[token] : tokens.surface_offsets[token + 1]]
        mark, key = int(tokens.mark[token]), int(tokens.key[token])
        out.append((letters(tokens, token), "".join(map(chr, surface)), mark, key))
    return out


@settings(deadline=None)
@given(st.lists(BULK, max_size=4))
def test_the_compiled_pass_cuts_as_its_slow_twin(lines: list[str]) -> None:
    buffer = np.frombuffer("".join(line + "\n" for line in lines).encode("utf-32-le"), np.uint32)
    tokens = Tokens(*cut(buffer, fold_table(), len(lines)))
    for number, line in enumerate(lines):
        assert [(word, mark, key) for word, _, mark, key in rows(tokens, number)] == twin.cut(line)


@settings(deadline=None)
@given(st.lists(names(), max_size=5))
def test_a_name_is_cut_the_same_in_any_company(batch: list[str]) -> None:
    together = tokenize(batch)
    for number, name in enumerate(batch):
        assert rows(together, number) == rows(tokenize([name]), 0)


@settings(deadline=None)
@given(st.lists(st.one_of(names(), BULK, st.text()), max_size=5))
def test_the_arrays_fit_together(batch: list[str]) -> None:
    tokens = tokenize(batch)
    count = tokens.key.size
    assert tokens.names[0] == 0
    assert tokens.names[-1] == count == tokens.mark.size == tokens.offsets.size - 1 == tokens.surface_offsets.size - 1
    assert tokens.names.size == len(batch) + 1
    assert (np.diff(tokens.names) >= 0).all()
    assert (np.diff(tokens.offsets) > 0).all()
    assert tokens.offsets[-1] == tokens.chars.size
    assert tokens.surface_offsets[-1] == tokens.surfaces.size
    assert set(tokens.mark.tolist()) <= {0, GLOSS, *MARKS.values()}


@settings(deadline=None)
@given(names())
def test_a_token_has_no_capital_space_mark_or_private_character(name: str) -> None:
    for word in tokens_of(name):
        assert word
        assert not any(char.isspace() or char.isupper() or 0xE000 <= ord(char) < 0xF900 for char in word)


@given(st.text(alphabet=st.characters(max_codepoint=0x17F, exclude_characters=".")))
def test_without_dots_words_are_those_of_the_folded_text(name: str) -> None:
    assert [token.letters for token in twin.cut(name)] == fold(name).split()


@settings(deadline=None)
@given(st.lists(st.sampled_from(PHRASE_WORDS), max_size=12))
def test_the_longest_known_phrase_becomes_one_word_as_in_the_slow_twin(words: list[str]) -> None:
    name = " ".join(words)
    assert [(word, mark, key) for word, _, mark, key in rows(tokenize([name]), 0)] == twin.merge(
        twin.cut(name), phrase_words(), spelt_forms()
    )


@pytest.mark.parametrize("form", ["Sp. z o.o.", "sp z o o", "SP. Z O. O.", "Sp.z.o.o.", "Spzoo"])
def test_an_abbreviated_legal_form_is_one_word_however_it_is_dotted(form: str) -> None:
    assert tokens_of(f"Kalinka {form}") == ["kalinka", "spzoo"]
    assert known_words()["spzoo"][1] is WordClass.LEGAL_FORM


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("Kalinka S A", ["kalinka", "sa"]),
        ("Kalinka  s. a.", ["kalinka", "sa"]),
        ("KALINKA S A LLC", ["kalinka", "sa", "llc"]),
        ("Kalinka L L C", ["kalinka", "llc"]),
        ("Kalinka S A de C V", ["kalinka", "sa", "de", "cv"]),
        ("Kalinka c/o Arbeja", ["kalinka", "c", "o", "arbeja"]),
        ("S A", ["s", "a"]),
    ],
)
def test_letters_of_a_legal_form_are_one_word_behind_a_brand(name: str, tokens: list[str]) -> None:
    assert tokens_of(name) == tokens


@pytest.mark.parametrize("name", ["Brigade Forty-Four", "Brigade forty four", "Brigade 44"])
def test_a_number_in_two_words_is_the_number(name: str) -> None:
    assert tokens_of(name) == ["brigade", "44"]


@pytest.mark.parametrize("name", ["A S Kalinka", "K S Kalinka", "P S Kalinka", "S R Kalinka"])
def test_initials_before_a_brand_are_no_legal_form(name: str) -> None:
    assert len(tokens_of(name)) == 3


@pytest.mark.parametrize("phrase", ["hong kong", "inner mongolia"])
def test_a_phrase_is_one_word_wherever_it_stands(phrase: str) -> None:
    word = phrase_words()[phrase]
    assert tokens_of(f"Kalinka {phrase.title()} Arbeja") == ["kalinka", word, "arbeja"]


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("A.B.C. Textile", ["abc", "textile"]),
        ("A.B.C.D", ["abcd"]),
        ("S.A. de C.V.", ["sa", "de", "cv"]),
        ("Q. J. Textile", ["q", "j", "textile"]),
        ("No.5 Mill", ["no", "5", "mill"]),
        ("Kalinka.com", ["kalinka", "com"]),
        ("Kalinka\nTrading", ["kalinka", "trading"]),
        ("Kalinka\x00Trading", ["kalinka", "trading"]),
        ("Kalinka\u2028Trading\x85Two\rThree", ["kalinka", "trading", "two", "three"]),
        ("\u202eKalinka\u202c", ["kalinka"]),
        ("Kalinka\ud800Trading", ["kalinka", "trading"]),
        ("Kalinka \ue003Trading\ue010q\ue001j\ue002", ["kalinka", "trading", "q", "j"]),
        ("Kalinka\U000f0000Trading 🚢\U0001f3fd", ["kalinka", "trading"]),
        ("𞤔𞤮𞤪 𞤢𞤣⹁𞤔", ["𞤶𞤮𞤪", "𞤢𞤣", "𞤶"]),
        ("𑄇𑄟𑄧 Kalinka", ["𑄇𑄟𑄧", "kalinka"]),
        ("𐴀𐴞𐴕𐴐", ["𐴀𐴞𐴕𐴐"]),
        ("𝐊𝐚𝐥𝐢𝐧𝐤𝐚", ["kalinka"]),
        ("", []),
        ("。、・", []),
    ],
)
def test_cutting_by_example(name: str, tokens: list[str]) -> None:
    assert tokens_of(name) == tokens


def test_a_gloss_is_marked_and_a_sound_keeps_its_native_letters() -> None:
    tokens = tokenize(["海嵐貿易 Kalinka"])
    assert [row[:3] for row in rows(tokens, 0)] == [
        ("hailan", "海岚", MARKS[Script.HAN]),
        ("trading", "", GLOSS),
        ("kalinka", "", 0),
    ]


def test_a_cyrillic_word_has_the_key_of_its_latin_reading_and_its_own_mark() -> None:
    cyrillic, latin = rows(tokenize(["Калинка"]), 0)[0], rows(tokenize(["Kalinka"]), 0)[0]
    assert cyrillic[0] == latin[0]
    assert cyrillic[3] == latin[3]
    assert (cyrillic[2], latin[2]) == (CYRILLIC, 0)


@pytest.mark.parametrize(
    "char", ["щ", "Щ", "ﬃ", "Ⅷ", "a", ".", "海", "カ", "ｶ", "한", "ش", "🚢", "𞤔", "\ud800", "\ue010"]
)
def test_the_longest_name_of_one_character_is_cut(char: str) -> None:
    tokens = tokenize([char * (LONGEST_NAME + 50), "kalinka"])
    assert letters(tokens, tokens.key.size - 1) == "kalinka"


def test_letters_that_fold_to_four_leave_room_for_the_next_name() -> None:
    batch = ["щ" * LONGEST_NAME, "kalinka"] * 20
    tokens = tokenize(batch)
    assert [rows(tokens, number)[0][0] for number in (0, 1, 38, 39)] == ["shch" * LONGEST_NAME, "kalinka"] * 2


def test_a_name_is_looked_at_up_to_its_thousandth_character() -> None:
    assert tokens_of("a" * LONGEST_NAME + " kalinka") == ["a" * LONGEST_NAME]


@settings(deadline=None)
@given(st.lists(names(), max_size=5))
def test_distinct_words_are_numbered_by_first_appearance(batch: list[str]) -> None:
    tokens = tokenize(batch)
    for by_script in (False, True):
        words = distinct_words(tokens, by_script=by_script)
        identity = [
            (key, mark, letters(tokens, number)) if by_script else (key, 0, "")
            for number, (key, mark) in enumerate(zip(tokens.key.tolist(), tokens.mark.tolist(), strict=True))
        ]
        order = list(dict.fromkeys(identity))
        assert words.word.tolist() == [order.index(each) for each in identity]
        assert words.first.tolist() == [identity.index(each) for each in order]


def test_no_names_give_no_tokens() -> None:
    tokens = tokenize([])
    assert tokens.key.size == 0
    assert tokens.names.tolist() == [0]
    assert distinct_words(tokens).first.size == 0
