"""What a text must not hold is found, however it is written; what is harmless is let through. All numbers are invented or
reserved for examples."""

import pytest

from tadasu.release import CODES, found_in

POINTING = {
    "text-address": (
        "〒100-0001",
        "霞が関1-2-3",
        "ある町3-12",
        "三丁目にある工場",
        "２０５号室",
        "12 Rose Garden Street",
        "P.O. Box 12",
        "Flat 4",
    ),
    "text-coordinates": (
        "35.6895, 139.6917",
        "３５．６８９５，１３９．６９１７",
        "N 35°41′ E 139°41′",
        "北緯３５度４１分",
        "lat: 35.7",
        "8Q7XMP2V+4X",
        "///first.second.third",
        "54S UE 12345 67890",
    ),
    "text-day": ("3 May 2026", "May 3, 2026", "2026年5月3日", "２０２６／０５／０３", "令和八年五月三日"),
    "text-email": (
        "someone@example.org",
        "ｓｏｍｅｏｎｅ＠ｅｘａｍｐｌｅ．ｏｒｇ",
        "someone [at] example [dot] org",
        "someone（アットマーク）example.org",
        "some\u200bone@exam\u2060ple.org",
    ),
    "text-handle": ("ask @someone_there", "t.me/someone", "LINE ID: someone", "微信：someone", "Telegram: someone"),
    "text-identifier": (
        "1234 5678 9018",
        "11010519491231002X",
        "GB82 WEST 1234 5698 7654 32",
        "TK1234567",
        "旅券番号 12345",
        "4111 1111 1111 1111",
    ),
    "text-invisible": (
        "a\u200bb",
        "a\u202eb",
        "a\ufeffb",
        "a\u0007b",
        "a\u3164b",
        "a\U000e0041b",
        "a\u2028b",
        "a\ue000b",
    ),
    "text-network-address": ("192.0.2.7", "2001:db8::7", "2001:db8:0:0:0:0:0:7", "00:00:5E:00:53:01"),
    "text-phone": (
        "03-1234-5678",
        "０９０−１２３４−５６７８",
        "〇三ー一二三四ー五六七八",
        "(03) 1234-5678",
        "09012345678",
        "+81 90 1234 5678",
        "0081 90 1234 5678",
        "電話：1234-5678",
        "03-\n1234-5678",
        "0\u200b3-1234-5678",
    ),
    "text-url": (
        "https://example.org/a",
        "www.example",
        "example.org",
        "ｅｘａｍｐｌｅ．ｊｐ",
        "a" * 56,
        "mailto:someone",
    ),
}

HARMLESS = (
    "Article 13(2) of Act 85 of 2014; 19 CFR 12.42; A/HRC/50/23; ISO/IEC 27001:2022.",
    "HS 85414300 and 8541.43, 6,200 journalists, $268,376,000 in 2025, 0.5 % to 0.7 %.",
    "From 10:30 to 12:45, in the years 2024-2025, e.g. in the U.S. No. 5.",
    "市場規模は2024-2025年に拡大し、強制労働の指標11項目のうち3項目が確認されました。",
    "法人番号 7000012050002 の者。72時間以内に返答します。第3番の決定。",
    "申請は年4回、100万円から。①②③、Ⅳ、㈱、１０人以上。",
    "葛󠄀城 and が are written with signs of their own.",
)


@pytest.mark.parametrize(("code", "text"), [(code, one) for code, texts in POINTING.items() for one in texts])
def test_what_points_to_somebody_is_found(code: str, text: str) -> None:
    assert code in {found for found, _ in found_in(text, days=False)}
    assert code in {found for found, _ in found_in(f"一行目です。\nThe second line: {text}。", days=False)}


def test_every_code_about_texts_is_tried() -> None:
    about = {code for code in CODES if code.startswith("text-")} - {"text-lines", "text-too-long"}
    assert about == set(POINTING)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_is_let_through(text: str) -> None:
    assert list(found_in(text, days=False)) == []


def test_a_day_is_found_only_where_none_may_stand_and_is_no_telephone_number() -> None:
    assert list(found_in("It enters into force on 1 January 2027 (2027-01-01).")) == []
    assert list(found_in("2027-01-01", days=False)) == [("text-day", 1)]


def test_the_line_is_told() -> None:
    assert list(found_in("a\nb\nsomeone@example.org\nc")) == [("text-email", 3)]


def test_a_number_with_a_wrong_check_digit_is_no_individual_number() -> None:
    assert list(found_in("1234 5678 9012")) == []


def test_a_long_number_that_is_no_company_s_is_found() -> None:
    assert list(found_in("1000012050002")) == [("text-identifier", 1)]


def test_a_wide_gap_hides_nothing() -> None:
    for text, code in (("090{}1234{}5678", "text-phone"), ("1234{0}5678{0}9018", "text-identifier")):
        gap = " \u3000" * 40
        assert (code, 1) in list(found_in(text.format(gap, gap)))


@pytest.mark.parametrize("word", ["電話", "口座", "普通預金", "QQ", "35.6895", "43,8256"])
@pytest.mark.parametrize("blank", [" ", "\n", "\u3000\t"])
def test_a_word_before_thousands_of_blanks_is_looked_at_and_done_with(word: str, blank: str) -> None:
    """Patterns with several optional blanks beside one another would try every way to share them out: for hours."""
    assert list(found_in(word + blank * 2_400 + "!")) == []
