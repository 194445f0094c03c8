"""Contact details written so that a pattern might miss them are found; what decisions and statistics say is let through. All
names, numbers and places are invented, reserved for examples, or public landmarks."""

import pytest

from tadasu.release import found_in

BESIDE_KANA = {
    "text-address": ("Room 305", "10 Downing Street"),
    "text-coordinates": ("8Q7XMQ+9C", "lat 35.68"),
    "text-day": ("3 May 2026", "May 3, 2026"),
    "text-handle": ("t.me/abc", "wa.me/81901234", "@abc", "LINE IDはabc", "telegram:abc"),
    "text-identifier": ("AB1234567", "旅券番号はAB1234567", "番号AB1234567", "GB82 WEST 1234 5698 7654 32"),
    "text-phone": ("0081 90 1234 5678", "09012345678"),
    "text-url": ("https://example.tv/abc", "https://example.com", "www.example.com", "example.com", "mailto:abc"),
}
"""Found with kana and kanji before and after it."""

DISGUISED = {
    "text-phone": (
        "〇九〇・一二三四・五六七八",
        "〇九〇一二三四五六七八",
        "090・1234・5678",
        "090〜1234〜5678",
        "090~1234~5678",
        "090/1234/5678",
        "090,1234,5678",
        "0 9 0 1 2 3 4 5 6 7 8",
        "0・9・0・1・2・3・4・5・6・7・8",
        "090 12 34 56 78",
        "0901.2345.678",
        "090  -  1234  -  5678",
        "090_1234_5678",
        "090の1234の5678",
        "٠٩٠-١٢٣٤-٥٦٧٨",
        "०९०१२३४५६७८",
        "+८१ ९० १२३४ ५६७८",
        "+81・90・1234・5678",
        "電話は1234-5678",
        "電話番号は１２３４・５６７８",
        "phone is 1234-5678",
        "13800138000",
        "138-0013-8000",
        "tel.09012345678, or",
        "819012345678",
        "九〇-一二三四-五六七八",
        "1.090-1234-5678",
    ),
    "text-email": (
        "name@例え.jp",
        "なまえ@例え.jp",
        "name@例え.テスト",
        "nаme@exаmple.cоm",
        "name@example。jp",
        "name at example dot com",
        "name@example dot com",
        "nameアットマークexample.com",
        "name@example",
    ),
    "text-url": (
        "example.co",
        "example.tv",
        "example.cc",
        "example.ai/abc",
        "example.page",
        "example.chat",
        "bit.ly/abc",
        "hxxps://example",
        "hxxp://example",
        "例え.jp",
        "exаmple.cоm",
        "example[.]com",
        "example dot com",
        "example。com",
        "example .com",
    ),
    "text-address": (
        "千代田1の1",
        "千代田1の1の5",
        "一ノ一",
        "千代田一-一-一",
        "大字山田123",
        "大字山田一二三",
        "字川上123番",
        "北八条西五",
        "北8条西5",
        "マンション305",
        "アパート201",
        "Chiyoda 1-1, Chiyoda-ku",
        "1-1 Chiyoda, Chiyoda-ku",
        "Kasumigaseki 1-2-3",
        "10 downing street",
        "10 DOWNING STREET",
        "12 old mill lane",
        "人民路5号",
        "10, Downing Street",
        "Downing Street 10",
        "みらいビル3F",
        "一〇〇-〇〇〇一",
    ),
    "text-coordinates": (
        "35.6895N139.6917E",
        "35.68N, 139.69E",
        "北緯三五度",
        "緯度は35.6",
        "43,8256 87,6168",
        "35 41 22 N 139 41 30 E",
        "三五度四一分",
    ),
    "text-handle": (
        "微信号abc",
        "微信はabc",
        "ラインIDはabc",
        "QQ:123456789",
        "QQ号123456789",
        "Telegram abc",
        "Telegram abc_1 for help",
        "discord abc#1234",
        "LINE:abc",
        "t。me/abc",
        "Telegram @ abc",
    ),
    "text-identifier": (
        "口座 普通 1234567",
        "普通預金1234567",
        "口座番号は1234567",
        "一二三四五六七八九〇一八",
        "一二三四 五六七八 九〇一八",
        "1234・5678・9018",
        "1000012050002, and",
    ),
    "text-day": ("十月三日", "3 MAY 2026", "3 may 2026", "12 Sept"),
}

HONEST = (
    "第69条の11第1項及び別表第1の2により、第3条の2の3に基づく決定。",
    "Article 69-11(1), Articles 3-5, Table 1-2-3, pages 12-14 and Annex 1-2 of Regulation (EU) 2024/3015.",
    "HS 5205.11, 0702.00.000, 0702 00 00 00, 8541.43 and 85414300; HSコード5205.11と第52.05項。",
    "In 2025 there were 1,234 cases and 12,345,678 yen; 1,012,345,678 in all; 5,001,234,567 yen; a change of +12,345,678.",
    "2025年に1,234件、12,345,678円、5,001,234,567円、前年比12.5%増、増減は+12,345,678円。",
    "2026年第2四半期と2024〜2025年、2024/25年度の件数。",
    "Q2 2026, FY2024/25, 2024-2025, 2024~2025; 12.5 % to 13.75 %, 0.05 and 0.12 of 300.",
    "Version 1.2.3 and v10.4 of the rules; バージョン1.2.3で再計算しました。",
    "The ratio is 3:2, or 3:2:1:1 by sector; 比率は3:2、内訳は3:2:1:1です。",
    "5 decisions, 12 markets, 3 marine products and 4 separate findings; up to 5 may be held.",
    "決定は5 decisionsではなく12件です。統一の一つの基準、唯一の二つの例外、三分の二の委員。",
    "市場の10-20%、区分1-2、指標11項目のうち3項目、4分の3、10の国。",
    "生産ライン3本、道路5号線、国道16号、数字123、文字数123、マンション305戸、ビル12棟。",
    "Recruiters used WeChat groups and Telegram channels; workers were reached over WeChat and Telegram.",
    "The line identified 3 lots. The signal is weak. The goods are on line 5. Production line 3 stopped.",
    "40 containers were moved by road; 12 people on the road; a 100 km road; 3 new roads; 5 trucks per street.",
    "電話は2,024件、電話2024-2025年、メール12件。2024年1,200人、2025年1,300人。",
    "25°C, 100度, 360度評価, 令和五年度、三度の通知。北緯と東経は公表しません。",
    "強制労働に関する条約（第29号）、第105号、ILO No. 29, Case No. 12/2026, decision 2026-15.",
    "輸入者は14日以内に、30%を超える場合は72時間以内に回答します。対象はILO基準です。US企業も含みます。",
    "1.In the first case; 2.It was lifted. 項目1.IDの確認。",
    "Counts: 14, 31, 22, 47; 4, 26, 38, 19. Cells under 10 are hidden. 14、31、22、47。",
    "綿糸（5205類）、太陽光パネル（8541.43）、トマト（2002.90）、価格は1kg当たり1.25ドル。",
    "HS heading 0101.21.0000, HS 0702000000 and CN 85414300; 2019 2020 2021 2022; 139 2024 2025; 0 0 0 0 0 0 0 0 0 0 0.",
    "表1-2-3、図1-2-3、資料1-2、第一条ノ二、第12回〜第15回、12〜15頁、令和6年法律第12号・第34号、1万2,345件。",
    "88 Fed. Reg. 12345, 19 U.S.C. 1307, Pub. L. 117-78, Directive 2009/52/EC, C-123/45, ECLI:EU:C:2020:123, ISO 3166-1.",
    "Phase 1-2-3; section 3.2.1; footnote 12; 1,000 / 2,000 / 3,000; WhatsApp 2024-2025; 15 workers per street.",
    "Rated AB1 to AB3, form C-12, ISO 9001, GB/T 2423, No. A12345, CAS 7440-44-0.",
)
"""Without any day, so that it may stand in statistics too."""


def _each(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(code, one) for code, texts in table.items() for one in texts]


@pytest.mark.parametrize(("code", "text"), _each(BESIDE_KANA))
@pytest.mark.parametrize("around", ["詳細は{}です", "連絡先{}へ", "一行目。\n場所は{}", "({})", "連絡先：{}、以上。"])
def test_beside_kana_and_kanji_it_is_found(code: str, text: str, around: str) -> None:
    assert code in {found for found, _ in found_in(around.format(text), days=False)}


@pytest.mark.parametrize(("code", "text"), _each(DISGUISED))
@pytest.mark.parametrize("around", ["{}", "連絡先は{}です", "Ask: {}.", "一行目。\n次に {}"])
def test_disguised_it_is_found(code: str, text: str, around: str) -> None:
    assert code in {found for found, _ in found_in(around.format(text), days=False)}


@pytest.mark.parametrize("text", HONEST)
def test_what_decisions_and_statistics_say_is_let_through(text: str) -> None:
    assert list(found_in(text, days=False)) == []


@pytest.mark.parametrize(
    "text", ["In force on 1 January 2027.", "2027年1月1日に施行します。", "Published 2026-11-25.", "令和八年五月三日"]
)
def test_a_day_is_no_number_of_a_person(text: str) -> None:
    assert list(found_in(text)) == []
