"""Arabic, Persian, Uyghur, Burmese, Thai, Khmer and the rest, with small lexicons and invented names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.names._lexicon import Entry, EntryKind
from tadasu.names._scripts import Script
from tadasu.names.scripts import Found, fold_term
from tadasu.names.scripts._arabic import ArabicReader, arabic_language, arabic_reading, fold_arabic, vowelled
from tadasu.names.scripts._burmese import burmese_reading
from tadasu.names.scripts._khmer import khmer_reading
from tadasu.names.scripts._other import named_reading
from tadasu.names.scripts._thai import thai_reading
from tadasu.names.scripts._unspaced import UnspacedReader


def entries(*pairs: tuple[str, str]) -> list[Entry]:
    return [Entry(fold_term(term), (gloss,), EntryKind.WORD) for term, gloss in pairs]


ARABIC_WORDS = entries(
    ("شركة", "co"), ("التجارة", "trade"), ("خدمات", "services"), ("م.م.ح", "fze"), ("ش.م.ح", "fzco"),
    ("ذات مسؤولية محدودة", "llc"), ("صنایع", "industries"),
)  # fmt: skip
ARABIC = ArabicReader(ARABIC_WORDS, uyghur=False)
PERSIAN = ArabicReader(ARABIC_WORDS, uyghur=False, persian=True)
UYGHUR = ArabicReader(entries(("شىركىتى", "co"), ("پاختا", "cotton")), uyghur=True)
THAI = UnspacedReader(
    entries(("บริษัท", "co"), ("จำกัด", "ltd"), ("ขนส่ง", "transport")), script=Script.THAI, sound=thai_reading
)
BURMESE = UnspacedReader(
    entries(("ကုမ္ပဏီ", "co"), ("လီမိတက်", "ltd"), ("မြန်မာ", "myanmar")), script=Script.BURMESE, sound=burmese_reading
)
KHMER = UnspacedReader(entries(("ក្រុមហ៊ុន", "co"), ("កម្ពុជា", "cambodia")), script=Script.KHMER, sound=khmer_reading)


def said(found: list[Found]) -> str:
    """Glosses in lower case, sounds in capitals, text as nothing."""
    return " ".join(
        each.entry.gloss if each.entry else each.gloss or each.reading.upper() for each in found if not each.is_text
    )


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("شركة كالينكا للتجارة", "co KALINKA trade"),
        ("شركة كالينكا للتجارة والخدمات", "co KALINKA trade and services"),
        ("كالينكا و خدمات", "KALINKA and services"),
        ("الياسمين م.م.ح", "YASMIN fze"),
        ("ياسمين ش م ح", "YASMIN fzco"),
        ("ياسمين شركة ذات مسؤولية محدودة", "YASMIN co llc"),
        ("شَرِكَةُ يـاسمين", "co YASMIN"),
        ("خدمات ٢٤", "services 24"),
    ],
)
def test_an_arabic_name_is_read_word_by_word(name: str, reading: str) -> None:
    assert said(ARABIC.read(fold_term(name), list(name))) == reading


def test_a_persian_name_keeps_its_letters_and_reads_vav_as_v() -> None:
    assert said(PERSIAN.read("صنایع سیوان", [])) == "industries SAYVAN"


def test_a_uyghur_name_is_read_in_full() -> None:
    assert said(UYGHUR.read("گۈلباغ پاختا شىركىتى", [])) == "GULBAGH cotton co"


@pytest.mark.parametrize(("name", "language"), [("ئۈزۈم", "ug"), ("پارس", "fa"), ("بغداد", "ar")])
def test_letters_tell_the_language_of_arabic_script(name: str, language: str) -> None:
    assert arabic_language(name) == language


@pytest.mark.parametrize(
    ("word", "written", "guessed"),
    [("بغداد", "bghdad", "baghdad"), ("تدبير", "tdbir", "tadbir"), ("دبي", "dbi", "dabi")],
)
def test_unwritten_arabic_vowels_are_guessed_apart_from_the_reading(word: str, written: str, guessed: str) -> None:
    assert arabic_reading(fold_arabic(word)) == written
    assert vowelled(written) == guessed


@pytest.mark.parametrize(
    ("thai", "latin"),
    [
        ("ไทย", "thai"),
        ("กรุงเทพ", "krungthep"),
        ("เชียงใหม่", "chiangmai"),
        ("ภูเก็ต", "phuket"),
        ("ขอนแก่น", "khonkaen"),
        ("สงขลา", "songkhla"),
        ("ชลบุรี", "chonburi"),
        ("โรงงาน", "rongngan"),
        ("พาณิชย์", "phanit"),
        ("ํ์", ""),
    ],
)
def test_thai_is_read_roughly_in_the_royal_system(thai: str, latin: str) -> None:
    assert thai_reading(thai) == latin


@pytest.mark.parametrize(
    ("burmese", "latin"),
    [
        ("မြန်မာ", "myanma"),
        ("ရန်ကုန်", "yankon"),
        ("တောင်ကြီး", "taungkyi"),
        ("ရှမ်း", "shan"),
        ("ကချင်", "kachin"),
        ("မန္တလေး", "mantale"),
    ],
)
def test_burmese_is_read_by_syllables(burmese: str, latin: str) -> None:
    assert burmese_reading(burmese) == latin


@pytest.mark.parametrize(
    ("khmer", "latin"),
    [
        ("ភ្នំពេញ", "phnumpenh"),
        ("កម្ពុជា", "kampuchea"),
        ("បាត់ដំបង", "batdambang"),
        ("កំពង់ចាម", "kampongcham"),
        ("ខ្មែរ", "khmaer"),
    ],
)
def test_khmer_is_read_by_series(khmer: str, latin: str) -> None:
    assert khmer_reading(khmer) == latin


@pytest.mark.parametrize(
    ("reader", "name", "reading"),
    [
        (THAI, "บริษัท โรงงานขนส่ง จำกัด", "co RONGNGAN transport ltd"),
        (THAI, "ขนส่ง ๒๕", "transport 25"),
        (BURMESE, "မြန်မာမောင်ကုမ္ပဏီလီမိတက်", "myanmar MAUNG co ltd"),
        (KHMER, "ក្រុមហ៊ុនកម្ពុជាអង្គរ", "co cambodia ANGKOR"),
    ],
)
def test_known_words_are_found_in_unspaced_text(reader: UnspacedReader, name: str, reading: str) -> None:
    assert said(reader.read(fold_term(name), list(name))) == reading


def test_a_known_word_does_not_end_inside_a_syllable() -> None:
    reader = UnspacedReader(entries(("ကက", "wrong")), script=Script.BURMESE, sound=burmese_reading)
    assert said(reader.read("ကကား", [])) == "KAKA"


@pytest.mark.parametrize(("text", "latin"), [("दिल्ली", "dilli"), ("ལྷ་ས", "lhasa"), ("תל", "")])
def test_other_scripts_are_read_by_letter_names_or_not_at_all(text: str, latin: str) -> None:
    assert named_reading(text) == latin


@settings(deadline=None)
@given(
    st.text(alphabet=[chr(code) for code in (*range(0x0E01, 0x0E5C), *range(0x1000, 0x10A0), *range(0x1780, 0x17F0))])
)
def test_readings_of_any_text_are_plain_ascii(text: str) -> None:
    readings = thai_reading(text) + burmese_reading(text) + khmer_reading(text) + arabic_reading(fold_arabic(text))
    assert readings.isascii()
