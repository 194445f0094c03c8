"""A name cut into pieces: with the real word data, invented names, and whatever Hypothesis thinks of."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.names import Piece, PieceKind, Script, needs_pieces, pieces
from tadasu.names._pieces import readings

MIXED = st.text(
    alphabet=st.sampled_from(
        "aZé9 .・()（）-,&ЖяΩ山田东市第三株式会社有限公司贸易新疆㈱㍿ｶﾞーカリンカトレーディングのヶ々"
        "한라무역주식회사شركةوالم.ح٣ەپ"
        "မြန်မာ္၂ไทยเํา์๒ក្រុមហ៊ុន៣དལҒ\u200c\u200b\u0301\ud800\x00\n🚢\ufeff𠮷"
    )
    | st.characters()
)


def said(name: str, *, language: str | None = None) -> str:
    """Glosses in lower case, sounds in capitals, text as it is."""
    words = {
        PieceKind.TEXT: lambda piece: piece.text.strip(),
        PieceKind.GLOSS: lambda piece: piece.reading,
        PieceKind.SOUND: lambda piece: piece.reading.upper(),
    }
    return " ".join(text for piece in pieces(name, language=language) if (text := words[piece.kind](piece)))


@settings(deadline=None)
@given(MIXED, st.sampled_from([None, "ja", "zh", "ko", "ar", "ug", "xx"]))
def test_the_texts_of_the_pieces_are_the_name(name: str, language: str | None) -> None:
    assert "".join(piece.text for piece in pieces(name, language=language)) == name


@settings(deadline=None)
@given(MIXED)
def test_a_piece_has_the_fields_its_kind_promises(name: str) -> None:
    for piece in pieces(name):
        assert piece.text
        assert re.fullmatch("[a-z0-9 ]*", piece.reading)
        assert bool(piece.surface) is (piece.kind is PieceKind.SOUND)
        assert piece.reading or piece.kind is not PieceKind.GLOSS
        assert not (piece.reading and piece.kind is PieceKind.TEXT)


@settings(deadline=None)
@given(MIXED)
def test_text_pieces_hold_no_native_script_unless_it_is_a_mark_without_sound(name: str) -> None:
    for piece in pieces(name):
        if piece.kind is PieceKind.TEXT and needs_pieces(piece.text):
            assert not any(char.isalpha() and char in "山田东市公司カリ한라شركไทยမនក" for char in piece.text)


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("新疆海岚纺织有限公司", "xinjiang HAILAN textile co ltd"),
        ("乌鲁木齐市海岚进出口贸易有限公司", "urumqi HAILAN import export trading co ltd"),
        ("株式会社星野貿易", "co ltd HOSHINO trading"),
        ("㈱カリンカトレーディング", "co ltd KARINKA trading"),
        ("ﾎｼﾉﾎｰﾙﾃﾞｨﾝｸﾞｽ㈱", "HOSHINO holdings co ltd"),
        ("HOSHINO貿易", "HOSHINO trading"),
        ("Компания 海岚", "Компания HAILAN"),
    ],
)
def test_known_words_are_glossed_and_brands_are_sounded(name: str, reading: str) -> None:
    assert said(name) == reading


def test_the_language_settles_what_the_letters_leave_open() -> None:
    assert said("星野", language="ja") == "HOSHINO"
    assert said("星野", language="zh") == "XINGYE"
    assert said("星野") == "XINGYE"


def test_a_sound_carries_its_folded_surface() -> None:
    assert pieces("海嵐")[0] == Piece("海嵐", "海岚", "hailan", PieceKind.SOUND, Script.HAN)
    assert pieces("ｶﾘﾝｶ")[0] == Piece("ｶﾘﾝｶ", "カリンカ", "karinka", PieceKind.SOUND, Script.KANA)


def test_simplified_and_traditional_spellings_give_the_same_pieces_but_for_the_text() -> None:
    simplified, traditional = pieces("海岚国际贸易有限公司"), pieces("海嵐國際貿易有限公司")
    assert [(piece.surface, piece.reading) for piece in simplified] == [
        (piece.surface, piece.reading) for piece in traditional
    ]


@pytest.mark.parametrize("name", ["Hoshino Trading Ltd", "Звезда", "12 & 34", "🚢", "\x00", "\ud800"])
def test_a_name_without_native_script_is_one_text(name: str) -> None:
    assert [(piece.text, piece.kind) for piece in pieces(name)] == [(name, PieceKind.TEXT)]


def test_text_in_two_scripts_is_one_piece_a_script() -> None:
    assert [(piece.text, piece.script) for piece in pieces("ООО Hoshino & Звезда")] == [
        ("ООО ", Script.CYRILLIC),
        ("Hoshino & ", Script.LATIN),
        ("Звезда", Script.CYRILLIC),
    ]


def test_the_empty_name_has_no_pieces() -> None:
    assert pieces("") == ()


@pytest.mark.parametrize("name", ["株式会社", "有限公司", "㈱", "주식회사", "شركة", "บริษัท"])
def test_a_name_that_is_only_a_legal_form_is_only_a_gloss(name: str) -> None:
    assert [piece.kind for piece in pieces(name)] == [PieceKind.GLOSS]


@pytest.mark.parametrize("char", ["山", "カ", "한", "ش", "က", "ไ", "ក", "ད", "(", "第", "山a", "カ・", "ش.", "山한"])
def test_a_name_of_ten_thousand_characters_is_read(char: str) -> None:
    name = (char * 10_000)[:10_000]
    assert "".join(piece.text for piece in pieces(name)) == name


def test_readings_of_a_katakana_brand_hold_the_likely_foreign_spelling() -> None:
    piece = pieces("クリスタル貿易")[0]
    assert readings(piece) == ("kurisutaru", "kristal", "klistal")


def test_readings_of_a_korean_brand_hold_the_older_romanisation() -> None:
    assert readings(pieces("백두")[0]) == ("baekdu", "paektu")


def test_readings_of_a_gloss_hold_the_sound_of_the_word_and_a_text_has_none() -> None:
    gloss, text = pieces("贸易 Ltd")
    assert readings(gloss)[0] == "trading"
    assert "maoyi" in readings(gloss)
    assert readings(text) == ()


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("شركة كالينكا للتجارة م.م.ح", "company KALINKA trading fze"),
        ("مۇزداغ پاختا شىركىتى", "MUZDAGH cotton company"),
        ("한솔무역 주식회사", "HANSOL trading co ltd"),
        ("บริษัท ดาวเหนือ จำกัด", "company DAONUEA co ltd"),
    ],
)
def test_words_of_other_scripts_are_known_too(name: str, reading: str) -> None:
    assert said(name) == reading


def test_most_real_chinese_names_share_their_words_with_an_official_latin_name(shared_data: Path) -> None:
    with (shared_data / "names" / "eu_cross_script_pairs.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["script"] == "cjk"]
    good = sum(_shared(row["native_name"], row["latin_names"]) >= 0.6 for row in rows)
    assert good / len(rows) >= 0.6


def _shared(native: str, latin_names: str) -> float:
    """Largest share of the tokens read that one of the Latin names holds; plural s and the legal form do not count."""
    read = _tokens(" ".join(piece.reading for piece in pieces(native)))
    return max(len(read & _tokens(latin)) / max(1, len(read)) for latin in latin_names.split("|"))


def _tokens(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall("[a-z0-9]+", text.lower())} - {"co", "ltd", "company", "limited"}
