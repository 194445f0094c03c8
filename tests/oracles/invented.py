"""Invented company names in many scripts, for Hypothesis and for lists of any length. No twin of anything."""

import random

from hypothesis import strategies as st

from tadasu.schema import Entity, EntityId, Identifier, ListId, Origin

ONSETS = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "kl", "st", "tr", "sh"]
VOWELS = ["a", "e", "i", "o", "u"]
TRADES = [
    "textile",
    "cotton",
    "trading",
    "electronics",
    "mining",
    "fishery",
    "garment",
    "shipping",
    "machinery",
    "chemical",
    "food",
    "steel",
]
PLACES = ["kashgar", "hotan", "aksu", "shanghai", "osaka", "busan", "dubai", "moscow", "yangon", "lagos"]
LEGAL = ["Ltd", "LLC", "GmbH", "Co., Ltd.", "S.A.", "Inc.", "Pte. Ltd.", "JSC", ""]
NATIVE = {
    "han": ("海岚", "新疆海岚纺织有限公司", "上海铭桦贸易有限公司", "和田青岭棉业", "第三师星穗农场", "海嵐國際貿易"),
    "kana": ("カリンカ商事", "株式会社アオイデモ", "㈱ホシノ貿易", "ﾎｼﾉﾎｰﾙﾃﾞｨﾝｸﾞｽ", "みどりの水産(有)"),
    "cyrillic": ("ООО Калинка", "Завод Ярмила", "АО «Тунгалаг»", "Щукарь Щит", "Калинка Трейд"),
    "arabic": ("شركة كالينكا للتجارة", "مصنع زهرة", "مۇزداغ پاختا شىركىتى"),
    "hangul": ("한솔무역 주식회사", "바람결 전자", "㈜새벽섬"),
    "other": ("บริษัท ดาวเหนือ จำกัด", "Ελλάς Καλίνκα", "Công ty Mộc Lan", "ក្រុមហ៊ុន កាលីន"),
}
ODD_PARTS = [
    *("", " ", ".", "...", "&", "—", "()", "12345", "2", "III", "A.B.C.", "x", "🚢", "\u200f", "\u202e", "\x00"),
    *("\ud800", "\ue000", "\ue010", "\ue001", "\ue003", "\uf8ff", "\n", "\r\n", "\x85", "\u2028", "\t", "ß", "ﬃ", "Ⅷ"),
    *(
        "कालिंका",
        "ქალინკა",
        "e\u0301",
        "Ｋａｌｉｎｋａ",
        "ｶﾘﾝｶ",
        "ー",
        "・",
        "'",
        "’",
        "O'Brien",
        "a" * 50,
        "щ" * 30,
        "㍿",
        "℀",
        "İ",
        "ς",
    ),
]


def brands() -> st.SearchStrategy[str]:
    """Pronounceable words that mean nothing."""
    syllable = st.tuples(st.sampled_from(ONSETS), st.sampled_from(VOWELS)).map("".join)
    return st.lists(syllable, min_size=1, max_size=4).map("".join)


def words() -> st.SearchStrategy[str]:
    """A piece of a name in any script, or something odd."""
    native = [word for group in NATIVE.values() for word in group]
    return st.one_of(
        brands(),
        brands().map(str.title),
        st.sampled_from(TRADES + PLACES + LEGAL),
        st.sampled_from(native),
        st.sampled_from(ODD_PARTS),
        st.text(max_size=4),
    )


def names(*, most: int = 5) -> st.SearchStrategy[str]:
    """Names of up to `most` pieces; some are empty, some only punctuation."""
    return st.lists(words(), max_size=most).map(" ".join)


def latin_names() -> st.SearchStrategy[str]:
    """Names as a company register holds them: brand, trade or place or another brand, legal form."""
    middle = st.one_of(st.sampled_from(TRADES + PLACES), brands())
    return st.tuples(brands(), middle, st.sampled_from(LEGAL)).map(lambda parts: " ".join(parts).strip().title())


def tidy_names() -> st.SearchStrategy[str]:
    """The same, one in three in another script."""
    native = [word for group in NATIVE.values() for word in group]
    return st.one_of(latin_names(), latin_names(), st.sampled_from(native))


def read_one_way(name: str) -> bool:
    """No word of the name, of those invented here, is also read in another language elsewhere.

    How a Han word sounds depends on whether its name is Japanese, how an Arabic one on whether it is Uyghur. While such
    a word has one reading a batch (a test says so), properties of batches leave these names out.
    """
    kana = any("ぁ" <= char <= "ヿ" or "ｦ" <= char <= "ﾟ" for char in name)
    japanese = kana or any(char in "株㈱㍿㈲" for char in name) or "(有)" in name
    if japanese and any(char in "海铭和第銘國际際" for char in name):
        return False
    return not ("ۇ" in name and any(word in name for word in ("كالينكا", "زهرة")))


def many(count: int, *, seed: int, latin: bool = False) -> list[str]:
    """A list of `count` distinct names, the same for the same seed; about one in seven is native unless `latin`."""
    rng = random.Random(seed)
    native = [word for group in NATIVE.values() for word in group]
    out: dict[str, None] = {}
    while len(out) < count:
        brand = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.randint(1, 3)))
        name = " ".join([brand, rng.choice(TRADES + PLACES), rng.choice(LEGAL)]).strip().title()
        if not latin and rng.random() < 1 / 7:
            name = f"{rng.choice(native)} {rng.randint(1, 400)}"
        out[name] = None
    return list(out)


def entity(
    number: int | str,
    name: str,
    *aliases: str,
    list_id: str = "invented",
    countries: tuple[str, ...] = (),
    addresses: tuple[str, ...] = (),
    identifiers: tuple[tuple[str, str], ...] = (),
) -> Entity:
    """An entity with a name and whatever the test is about."""
    return Entity(
        id=EntityId(str(number)),
        schema="Company",
        name=name,
        origin=Origin(list_id=ListId(list_id), row=1),
        aliases=aliases,
        countries=countries,
        addresses=addresses,
        identifiers=tuple(Identifier(scheme=scheme, value=value) for scheme, value in identifiers),
    )


def listing(names_: list[str]) -> list[Entity]:
    """One entity a name, numbered from 1."""
    return [entity(number, name) for number, name in enumerate(names_, start=1)]
