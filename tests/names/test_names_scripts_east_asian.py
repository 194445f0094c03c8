"""Han, kana and Hangul with small lexicons and invented names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.names._lexicon import Entry, EntryKind
from tadasu.names._scripts import Script
from tadasu.names.scripts import Found, _foreign, fold_term, hepburn, loan_reading
from tadasu.names.scripts._foreign import foreign_readings
from tadasu.names.scripts._han import HanReader, is_japanese
from tadasu.names.scripts._hangul import HangulReader, romanised
from tadasu.names.scripts._kanji import kanji_reading
from tadasu.names.scripts._pinyin import pinyin

WORDS = [
    Entry(fold_term(term), (gloss,), kind)
    for term, gloss, kind in (
        ("有限公司", "co ltd", EntryKind.LEGAL),
        ("株式会社", "co ltd", EntryKind.LEGAL),
        ("(株)", "co ltd", EntryKind.LEGAL),
        ("贸易", "trading", EntryKind.WORD),
        ("工業", "industry", EntryKind.WORD),
        ("厂", "factory", EntryKind.WORD),
        ("团", "regiment", EntryKind.WORD),
        ("トレーディング", "trading", EntryKind.WORD),
        ("ガス", "gas", EntryKind.WORD),
        ("アルミ", "aluminium", EntryKind.WORD),
        ("シンガポール", "singapore", EntryKind.PLACE),
        ("和田", "hotan", EntryKind.PLACE),
        ("山东", "shandong", EntryKind.PLACE),
    )
]
CHINESE = HanReader(WORDS, japanese=False)
JAPANESE = HanReader(WORDS, japanese=True)
KOREAN = HangulReader(
    Entry(term, (gloss,), EntryKind.WORD)
    for term, gloss in (("주식회사", "co ltd"), ("무역", "trading"), ("쌀", "rice"))
)


def said(found: list[Found]) -> str:
    """Glosses in lower case, sounds in capitals, text as nothing."""
    return " ".join(each.entry.gloss if each.entry else each.reading.upper() for each in found if not each.is_text)


def han(reader: HanReader, name: str) -> str:
    return said(reader.read(fold_term(name), list(name)))


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("山东海岚贸易有限公司", "shandong HAILAN trading co ltd"),
        ("山東海嵐貿易有限公司", "shandong HAILAN trading co ltd"),
        ("和田地区海岚厂", "hotan HAILAN factory"),
        ("海厂岚贸易", "HAICHANGLAN trading"),
        ("海岚厂有限公司", "HAILAN factory co ltd"),
        ("第三贸易有限公司", "third trading co ltd"),
        ("第12厂", "12th factory"),
        ("第五十三号厂", "no 53 factory"),
        ("第零厂", "0th factory"),
        ("第二十一厂", "21st factory"),
        ("一四三团", "143rd regiment"),
        ("海岚(山东)贸易", "HAILAN shandong trading"),
    ],
)
def test_a_chinese_name_is_known_words_and_a_brand_in_pinyin(name: str, reading: str) -> None:
    assert han(CHINESE, name) == reading


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("株式会社星野工業", "co ltd HOSHINO industry"),
        ("(株)カリンカトレーディング", "co ltd KARINKA trading"),
        ("カリンカ・トレーディング", "KARINKA trading"),
        ("シンガポールトレーディング", "singapore trading"),
        ("ひまわり工業", "HIMAWARI industry"),
        ("ホシノガス", "HOSHINOGASU"),
        ("ガス", "gas"),
        ("ホシノアルミ", "HOSHINO aluminium"),
        ("アルミナ", "ARUMINA"),
        ("星野カリンカ工業", "HOSHINO KARINKA industry"),
        ("茅ヶ崎工業", "CHIGASAKI industry"),
    ],
)
def test_a_japanese_name_is_known_words_and_brands_by_sound(name: str, reading: str) -> None:
    assert han(JAPANESE, name) == reading


@pytest.mark.parametrize(
    "name", ["星野商事㈱", "（有）星野", "カリンカ", "中沢商店", "合同会社海", "特定目的会社", "ｶﾘﾝｶ"]
)
def test_kana_legal_forms_and_shinjitai_make_a_name_japanese(name: str) -> None:
    assert is_japanese(name)


@pytest.mark.parametrize(
    "name", ["海岚贸易有限公司", "海嵐貿易有限公司", "カリンカ（天津）国际贸易有限公司", "海岚", "海岚社会社区服务"]
)
def test_a_name_without_them_or_with_a_chinese_company_word_is_chinese(name: str) -> None:
    assert not is_japanese(name)


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("カリンカ", "karinka"),
        ("とうきょう", "tokyo"),
        ("ショウエイ", "shoei"),
        ("ロッテ", "rotte"),
        ("マッチ", "matchi"),
        ("ヴォルガ", "voruga"),
        ("ジェット", "jetto"),
        ("シンブン", "shinbun"),
        ("ミスヾ", "misusu"),
        ("ッ", ""),
        ("ーー", ""),
        ("", ""),
    ],
)
def test_kana_is_read_in_hepburn_without_long_vowels(kana: str, latin: str) -> None:
    assert hepburn(kana) == latin


def test_long_vowels_are_kept_when_asked_for() -> None:
    assert hepburn("トウヨウ", long_vowels=True) == "touyou"


@pytest.mark.parametrize(
    ("kana", "latin"),
    [("グローバル", "global"), ("レッド", "led"), ("クリスタル", "klistal"), ("ル", "lu"), ("スーパー", "supa")],
)
def test_the_loan_reading_drops_the_vowels_japanese_adds(kana: str, latin: str) -> None:
    assert loan_reading(kana, liquid="l") == latin


@pytest.mark.parametrize(
    ("han", "latin"), [("长乐", "changle"), ("银行", "yinhang"), ("绿源", "luyuan"), ("女娲", "nuwa")]
)
def test_pinyin_follows_phrases_and_the_usual_readings_of_names(han: str, latin: str) -> None:
    assert pinyin(han) == latin


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("尤尼泰克", "unitek"),
        ("维克托尔兰", "viktorlan"),
        ("塞尔玛", "serma"),
        ("克兰斯特", "klanst"),
        ("特兰莫", "tlanmo"),
    ],
)
def test_a_foreign_word_in_han_loses_the_vowels_chinese_adds(han: str, latin: str) -> None:
    assert latin in foreign_readings(han)


@pytest.mark.parametrize("han", ["", "海岚", "茗垚", "卡尼", "新尼泰克"])
def test_a_short_word_and_one_with_other_characters_is_no_foreign_word(han: str) -> None:
    assert foreign_readings(han) == ()


def test_no_character_of_foreign_words_stands_twice() -> None:
    parts = [*_foreign._PLAIN, *_foreign._SYLLABLES, *_foreign._CONSONANTS]
    assert len(parts) == len(set(parts))


def test_a_character_the_japanese_dictionary_lacks_is_read_as_chinese() -> None:
    assert kanji_reading("鱻") == "xian"


def test_a_lone_surrogate_among_kanji_is_no_error() -> None:
    assert kanji_reading("山\ud800") != ""


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("한라", "hanra"),
        ("백두", "baekdu"),
        ("물류", "mullyu"),
        ("국어", "gugeo"),
        ("삼일", "samil"),
        ("ㄱ", ""),
        ("값", "gap"),
    ],
)
def test_hangul_is_read_in_revised_romanisation(hangul: str, latin: str) -> None:
    assert romanised(hangul) == latin


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("주식회사 한솔무역", "co ltd HANSOL trading"),
        ("한솔무역주식회사", "HANSOL trading co ltd"),
        ("찹쌀무역", "CHAPSSAL trading"),
        ("쌀 무역", "rice trading"),
    ],
)
def test_korean_words_are_found_inside_a_run(name: str, reading: str) -> None:
    assert said(KOREAN.read(name, list(name))) == reading


@given(st.text(alphabet=[chr(code) for code in range(0xAC00, 0xD7A4, 97)]))
def test_romanised_hangul_is_plain_ascii_letters(hangul: str) -> None:
    assert all("a" <= char <= "z" for old in (False, True) for char in romanised(hangul, old=old))


@given(st.text(alphabet=[chr(code) for code in range(0x30A1, 0x3100)]))
def test_katakana_readings_are_plain_ascii_letters(kana: str) -> None:
    assert all("a" <= char <= "z" for char in hepburn(kana) + loan_reading(kana))


def test_a_found_word_says_its_script() -> None:
    assert [each.script for each in JAPANESE.read("山田ガス", list("山田ガス"))] == [Script.HAN, Script.KANA]


@pytest.mark.parametrize(
    ("han", "latin"), [("爱丽丝", "alice"), ("贝宁", "benin"), ("阳光", "sunshine"), ("尤尼泰克", "unitek")]
)
def test_a_foreign_word_in_han_has_its_usual_latin_spelling(han: str, latin: str) -> None:
    assert latin in foreign_readings(han)
