"""A country as files write it -> its code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.places import all_names, all_places, country_code


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        (
            "cn",
            "cn|CN|CHN|chn|China|CHINA|china |China (Mainland)|中国|中國|中国大陆|PRC|P.R. China|中华人民共和国|Китай",
        ),
        ("cn", "China（大陸）|Mainland China|People's Republic of China|China, People's Republic of|Trung Quốc|الصين"),
        ("vn", "VN|VNM|Viet Nam|Vietnam|VIET-NAM|Việt Nam|ベトナム|越南|베트남|Вьетнам"),
        ("hk", "HK|HKG|Hong Kong|Hong Kong SAR|HONG KONG, CHINA|Hongkong|香港|ホンコン"),
        ("mo", "Macau|Macao|Macao SAR|マカオ|澳門"),
        ("tw", "Taiwan|台湾|臺灣|Taiwan (ROC)|TWN|Chinese Taipei"),
        (
            "kr",
            "Korea (South)|South Korea|Korea, Republic of|Republic of Korea|KOR|韓国|대한민국|한국|Korea|Korea, Rep.",
        ),
        ("kp", "Korea (North)|North Korea|DPRK|Korea, Democratic People's Republic of|北朝鮮|PRK|КНДР"),
        ("tr", "TÜRKİYE|Türkiye|Turkey|TURKIYE|トルコ|TUR"),
        ("us", "US|USA|U.S.A.|United States|United States of America|アメリカ|アメリカ合衆国|米国|США|美国"),
        ("gb", "UK|GB|GBR|United Kingdom|Great Britain|イギリス|英国"),
        ("jp", "JP|JPN|Japan|日本|日本国|ニッポン|ﾆｯﾎﾟﾝ|Япония|일본"),
        ("ru", "Russia|Russian Federation|RUS|Россия|ロシア|俄罗斯"),
        ("mm", "Myanmar|Burma|MMR|ミャンマー|ビルマ|မြန်မာ|缅甸"),
        ("la", "Laos|Lao PDR|Lao People's Democratic Republic|ラオス"),
        ("ci", "Côte d'Ivoire|COTE DIVOIRE|Ivory Coast|CIV"),
        ("cd", "Congo (Kinshasa)|Congo, Democratic Republic of the|DRC|COD"),
        ("cg", "Congo (Brazzaville)|Republic of the Congo|COG"),
        ("ir", "Iran|Iran (Islamic Republic of)|Iran, Islamic Republic of|ایران|إيران|ايران"),
        ("sa", "Saudi Arabia|المملكة العربية السعودية|サウジアラビア"),
        ("cz", "Czechia|Czech Republic"),
        ("nl", "Netherlands|The Netherlands|Holland"),
        ("xk", "Kosovo|XK"),
    ],
)
def test_a_country_is_known_by_code_and_by_name_in_any_language(code: str, texts: str) -> None:
    assert {text: country_code(text) for text in texts.split("|")} == dict.fromkeys(texts.split("|"), code)


@pytest.mark.parametrize(
    "text", ["", "  ", "()", "123", "0", "Atlantis", "Chinese", "Xinjiang", "zz", "zzz", "株式会社", "-"]
)
def test_what_is_no_country_gives_none(text: str) -> None:
    assert country_code(text) is None


@pytest.mark.parametrize(
    "text",
    ["N/A", "n/a", "n.a.", "N.A.", "#N/A", "(N/A)", "Ｎ／Ａ", "N-A", "No", "No.", "Na", "N.O.", "N/C", "S/N", "s.o."],
)
def test_how_files_write_that_nothing_is_known_is_no_country(text: str) -> None:
    assert country_code(text) is None


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("na", "NA|na| NA |ＮＡ|NAM|Namibia|ナミビア"),
        ("no", "NO|no|NO |NOR|Norway|Norge|ノルウェー"),
        ("so", "SO|SOM|Somalia"),
    ],
)
def test_a_code_that_stands_alone_is_its_country_even_where_it_is_a_word_too(code: str, texts: str) -> None:
    assert {text: country_code(text) for text in texts.split("|")} == dict.fromkeys(texts.split("|"), code)


def test_every_english_main_name_and_code_gives_its_country() -> None:
    countries = [place for place in all_places().values() if place.kind == "country"]
    assert [place.id for place in countries if country_code(place.name) != place.id] == []
    assert [place.id for place in countries if country_code(place.id.upper()) != place.id] == []


def test_no_name_of_a_country_gives_another_country_unless_it_is_spelled_like_a_code() -> None:
    countries = {place.id for place in all_places().values() if place.kind == "country"}
    full = [
        name for name in all_names() if name.place_id in countries and name.kind not in {"adjective", "abbreviation"}
    ]
    wrong = {(name.name, name.place_id) for name in full if country_code(name.name) not in {name.place_id, None}}
    assert wrong == {("Nga", "ru")}  # Vietnamese for Russia, and Nigeria's alpha-3


def test_an_accent_keeps_a_name_from_being_a_code() -> None:
    assert country_code("AO") == "ao"
    assert country_code("Áo") == "at"


@given(st.text(max_size=60))
def test_any_text_gives_a_known_country_or_none(text: str) -> None:
    code = country_code(text)
    assert code is None or all_places()[code].kind == "country"
