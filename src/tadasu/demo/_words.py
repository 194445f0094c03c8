"""Ordinary words of the invented world: real places and trades, so that only the brand of a name is made up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A real place. `old` is another or former Latin name; `region` is what an address adds, in both scripts."""

    country: str
    latin: str
    native: str = ""
    old: str = ""
    region: str = ""
    native_region: str = ""
    uyghur: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A trade: HS heading, what a Japanese buyer calls the goods, and the trade word in English and another script."""

    hs: str
    goods: str
    english: str
    native: str


def _table(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.split("\n") if line.strip()]


def _places(table: str) -> tuple[Place, ...]:
    names = ("country", "latin", "native", "old", "region", "native_region", "uyghur")
    return tuple(Place(**dict(zip(names, row, strict=False))) for row in _table(table))


def _trades(table: str) -> tuple[Trade, ...]:
    names = ("hs", "goods", "english", "native")
    return tuple(Trade(**dict(zip(names, row, strict=True))) for row in _table(table))


XINJIANG = _places(
    """
    cn|Hetian|和田|Khotan|Xinjiang|新疆|خوتەن
    cn|Kashi|喀什|Kashgar|Xinjiang|新疆|قەشقەر
    cn|Shache|莎车|Yarkand|Xinjiang|新疆|يەكەن
    cn|Yining|伊宁|Kulja|Xinjiang|新疆|غۇلجا
    cn|Tulufan|吐鲁番|Turfan|Xinjiang|新疆|تۇرپان
    """
)
"""Names as in GB/T 2260; `old` is the customary English one."""

PLACES: dict[str, tuple[Place, ...]] = {
    "ja": _places(
        """
        jp|Osaka|大阪市||Osaka|大阪府
        jp|Imabari|今治市||Ehime|愛媛県
        jp|Fukuyama|福山市||Hiroshima|広島県
        jp|Hamamatsu|浜松市||Shizuoka|静岡県
        jp|Tsubame|燕市||Niigata|新潟県
        """
    ),
    "ko": _places(
        """
        kr|Daegu|대구광역시
        kr|Incheon|인천광역시
        """
    ),
    "latin": _places(
        """
        bd|Gazipur
        bd|Chattogram
        in|Tiruppur
        tr|Denizli
        id|Bandung
        my|Penang
        ph|Cebu
        pl|Lodz
        pt|Guimaraes
        """
    ),
    "ru": _places(
        """
        ru|Omsk|Омск
        ru|Tula|Тула
        ru|Perm|Пермь
        ru|Ivanovo|Иваново
        """
    ),
    "ug": XINJIANG,
    "vi": _places(
        """
        vn|Nam Dinh|Nam Định
        vn|Bien Hoa|Biên Hòa
        vn|Hai Phong|Hải Phòng
        """
    ),
    "zh": _places(
        """
        cn|Shaoxing|绍兴|Shaohing|Zhejiang|浙江省
        cn|Ningbo|宁波|Ningpo|Zhejiang|浙江省
        cn|Qingdao|青岛|Tsingtao|Shandong|山东省
        cn|Xiamen|厦门|Amoy|Fujian|福建省
        cn|Zhangzhou|漳州||Fujian|福建省
        cn|Baoding|保定||Hebei|河北省
        cn|Xuzhou|徐州||Jiangsu|江苏省
        cn|Yichang|宜昌||Hubei|湖北省
        """
    ),
}

TRADES: dict[str, tuple[Trade, ...]] = {
    "ja": _trades(
        """
        5208|綿織物|Textile|織物
        8483|精密機械部品|Precision Machinery|精機
        7326|金属製品|Metal Industry|金属工業
        3824|化学品|Chemical|化成
        """
    ),
    "ko": _trades(
        """
        8534|プリント基板|Electronics|전자
        5407|化繊織物|Textile|섬유
        """
    ),
    "latin": _trades(
        """
        6205|綿製シャツ|Garments|ガーメンツ
        5208|綿織物|Textiles|テキスタイル
        6404|靴|Footwear|フットウェア
        8534|プリント基板|Electronics|エレクトロニクス
        2008|加工食品|Foods|フーズ
        7616|アルミニウム部品|Metals|メタルズ
        """
    ),
    "ru": _trades(
        """
        5208|綿織物|Textile Factory|Текстильная фабрика
        2812|化学品|Chemical Plant|Химический завод
        8483|機械部品|Mechanical Plant|Механический завод
        4407|木材|Trading House|Торговый дом
        """
    ),
    "ug": _trades(
        """
        5205|綿糸|Textile|توقۇمىچىلىق
        2002|トマトペースト|Food|يېمەكلىك
        6204|衣料品|Garment|كىيىم
        """
    ),
    "vi": _trades(
        """
        6205|綿製シャツ|Garment|May mặc
        5208|綿織物|Textile|Dệt may
        """
    ),
    "zh": _trades(
        """
        5208|綿織物|Textile|纺织
        6205|綿製シャツ|Garment|服装
        2804|金属シリコン|Silicon|硅业
        7601|アルミニウム地金|Aluminium|铝业
        2812|化学品|Chemical|化工
        2002|トマトペースト|Food|食品
        8541|太陽電池|Photovoltaic|光伏
        6704|かつら|Hair Products|发制品
        8507|蓄電池|Battery|电池
        6404|靴|Footwear|鞋业
        """
    ),
}

SPINNING = Trade(hs="5205", goods="綿糸", english="Cotton Spinning", native="棉纺")
SPINNING_UYGHUR = "پاختا يىگىرىش"
WEAVING = Trade(hs="5208", goods="綿織物", english="Textile", native="Dệt")
SEWING = Trade(hs="6205", goods="綿製シャツ", english="Garments", native="ガーメンツ")
PARTS = Trade(hs="8483", goods="機械部品", english="Precision Machinery", native="精機")
TRADING = Trade(hs="", goods="", english="Trading", native="商事")
RECYCLING = Trade(hs="7801", goods="再生鉛", english="Lead Recycling", native="リードリサイクリング")

LEGAL = {
    "au": ("Pty. Ltd.", "Proprietary Limited"),
    "bd": ("Ltd.", "Limited"),
    "id": ("PT", "Perseroan Terbatas"),
    "in": ("Pvt. Ltd.", "Private Limited"),
    "my": ("Sdn. Bhd.", "Sendirian Berhad"),
    "ph": ("Corp.", "Corporation"),
    "pl": ("Sp. z o.o.", "Spółka z ograniczoną odpowiedzialnością"),
    "pt": ("Lda.", "Limitada"),
    "tr": ("A.Ş.", "Anonim Şirketi"),
}
"""Short and long legal form of the countries whose firms are named in Latin letters (GLEIF ELF 1.4.1)."""

COUNTRIES = {
    "au": ("オーストラリア", "Australia"),
    "bd": ("バングラデシュ", "Bangladesh"),
    "cn": ("中国", "China"),
    "id": ("インドネシア", "Indonesia"),
    "in": ("インド", "India"),
    "jp": ("日本", "Japan"),
    "kr": ("韓国", "Korea"),
    "my": ("マレーシア", "Malaysia"),
    "ph": ("フィリピン", "Philippines"),
    "pl": ("ポーランド", "Poland"),
    "pt": ("ポルトガル", "Portugal"),
    "ru": ("ロシア", "Russia"),
    "tr": ("トルコ", "Turkey"),
    "vn": ("ベトナム", "Vietnam"),
}
