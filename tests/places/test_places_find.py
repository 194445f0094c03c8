"""Finding a place by any of its names, and what it lies in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.places import all_names, all_places, digest, find, folded, lineage


def ids(text: str) -> set[str]:
    return {place.id for place in find(text)}


@pytest.mark.parametrize(
    ("place_id", "names"),
    [
        ("cn-653200", "Hotan|Hetian|Khotan|HOTAN|和田|和田地区|خوتەن|خوتەن ۋىلايىتى|Hotan Prefecture|Ho-t'ien"),
        ("cn-653100", "Kashgar|Kashi|Kaxgar|喀什|قەشقەر"),
        ("cn-650100", "Urumqi|Ürümqi|Wulumuqi|乌鲁木齐|烏魯木齊市|ئۈرۈمچى"),
        ("cn-652902", "Kuqa|Kuche|库车"),
        ("cn-653222", "Karakax|Moyu|墨玉县|قاراقاش"),
        ("cn-540200", "Shigatse|Xigaze|Xigazê|Rikaze|日喀则|日喀則|གཞིས་ཀ་རྩེ"),
        ("cn-bj", "Beijing|Peking|北京|北京市|Pei-ching"),
        ("cn-xj", "Xinjiang|Sinkiang|新疆|新疆维吾尔自治区|XUAR|Xinjiang Uyghur Autonomous Region|شىنجاڭ"),
        ("cn-440100", "Guangzhou|Canton|广州|廣州|広州市|Kwangchow"),
        ("cn-gd", "Guangdong|Kwangtung|廣東|広東"),
        ("cn-370200", "Qingdao|Tsingtao|青島|チンタオ"),
        ("cn-cq", "Chongqing|Chungking|重庆|重慶市"),
        ("cn-350200", "Xiamen|Amoy|アモイ|廈門"),
        ("cn-440300", "Shenzhen|シンセン|ｼﾝｾﾝ|深セン|深圳市"),
        ("cn-xpcc", "XPCC|Bingtuan|新疆生产建设兵团|兵团|Xinjiang Production and Construction Corps|新疆生產建設兵團"),
        ("cn-xpcc-01", "第一师|农一师|First Division|1st Division|农业第一师|第1师"),
        ("cn-xpcc-11", "第十一师|建工师|11th Division"),
        ("cn-xpcc-14", "第十四师|农十四师|14th Division"),
        ("jp-12", "Chiba|Tiba|千葉県|ちば|チバ"),
        ("jp-13", "Tokyo|Tōkyō|Tôkyô|東京都|とうきょう|東京|东京"),
        ("jp-07", "Fukushima|Hukusima|福島県|福岛"),
        ("mm-06", "Yangon|Yangon Region|ရန်ကုန်"),
        ("mm-yangoncity", "Rangoon|ラングーン|仰光"),
        ("vn-sg", "Saigon|Ho Chi Minh City|Hồ Chí Minh|ホーチミン|胡志明市"),
        ("ru-mow", "Moscow|Moskva|Москва|モスクワ|Московский|Moskovskiy"),
        ("ru-x-ural", "Ural|Урал|Уральский|ウラル"),
        ("ru-novosibirsk", "Novosibirsk|Новосибирск|Новосибирская"),
        ("ua-30", "Kyiv|Kiev|Київ|キーウ|キエフ"),
        ("th-10", "Bangkok|กรุงเทพมหานคร|バンコク"),
        ("kh-12", "Phnom Penh|ភ្នំពេញ|プノンペン"),
        ("kr-26", "Busan|Pusan|부산|釜山"),
        ("cn", "China|Chinese|中国|Китай|PRC"),
        ("jp", "Japan|Japanese|ニッポン|Nippon"),
    ],
)
def test_all_names_of_a_place_lead_to_it(place_id: str, names: str) -> None:
    missing = [name for name in names.split("|") if place_id not in ids(name)]
    assert missing == []


def test_a_name_that_places_share_finds_them_all() -> None:
    assert ids("Suzhou") == {"cn-320500", "cn-341300"}
    assert {"us-ga", "ge"} <= ids("Georgia")


@pytest.mark.parametrize("text", ["", " ", "-", "12345", "Atlantis", "株式会社"])
def test_what_is_no_place_finds_nothing(text: str) -> None:
    assert find(text) == ()


def test_lineage_runs_from_the_place_to_its_country() -> None:
    assert [place.id for place in lineage("cn-653201")] == ["cn-653201", "cn-653200", "cn-xj", "cn"]
    assert [place.id for place in lineage("cn-xpcc-08")] == ["cn-xpcc-08", "cn-xpcc", "cn-xj", "cn"]
    assert lineage("nowhere") == ()


def test_every_name_finds_its_place() -> None:
    lost = [name for name in all_names() if name.place_id not in {place.id for place in find(name.name)}]
    assert lost == []


def test_the_main_names_come_first_and_once() -> None:
    mains = all_names()[: len(all_places())]
    assert [(name.place_id, name.name) for name in mains] == [(place.id, place.name) for place in all_places().values()]
    assert len(set(all_names())) == len(all_names())


def test_the_digest_is_a_sha256_and_stays() -> None:
    assert len(digest()) == 64
    assert int(digest(), 16) > 0
    assert digest() == digest()


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=40), st.sampled_from([" ", "-", "'", ".", ","]))
def test_punctuation_around_a_name_does_not_matter(text: str, mark: str) -> None:
    assert folded(f"{mark}{text}{mark}") == folded(text)


def test_marks_that_make_another_letter_stay() -> None:
    assert folded("がぎ") != folded("かき")
    assert folded("กา") != folded("กิ")
