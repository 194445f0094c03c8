"""Han -> pinyin without tones, as company names write it: joined, u for ü.

The readings are pypinyin's (MIT; from Unihan and phrase lists), read at run time. Its own segmentation costs 70
microseconds a brand, so only the phrases whose reading differs from that of their characters are kept and sought.
"""

from functools import lru_cache

from tadasu.names.scripts._table import table

USUAL = table(
    "长乐曾都佛还盖宿厦晟召地得泊藏翟冯俞尉缪石什提单朴薄柏伯车卡行扎解茄弹会蔚",
    "chang le zeng du fo huan gai su xia sheng zhao di de bo zang zhai feng yu wei miao shi shi ti "
    "shan pu bo bai bo che ka xing zha jie jia dan hui wei",
)
"""Characters with several readings: the one company names use. Source: own compilation 2026-11."""

LONGEST_PHRASE = 4


@lru_cache(maxsize=1 << 16)
def pinyin(han: str) -> str:
    """The pinyin of simplified Han, syllables joined; characters without a reading are dropped.

    >>> pinyin("海岚"), pinyin("重庆"), pinyin("绿源")
    ('hailan', 'chongqing', 'luyuan')
    """
    phrases, chars = _phrases(), _chars()
    out: list[str] = []
    at = 0
    while at < len(han):
        for length in range(min(LONGEST_PHRASE, len(han) - at), 1, -1):
            phrase = phrases.get(han[at : at + length])
            if phrase:
                out.append(phrase)
                at += length
                break
        else:
            out.append(chars.get(han[at], ""))
            at += 1
    return "".join(out)


@lru_cache(maxsize=1)
def _chars() -> dict[str, str]:
    from pypinyin.pinyin_dict import pinyin_dict  # half a second to load, and only names in Han need it

    readings = {chr(code): _plain(reading.split(",")[0]) for code, reading in pinyin_dict.items()}
    return readings | USUAL


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    """Phrases of up to four characters whose reading is not that of their characters one by one."""
    from pypinyin.phrases_dict import phrases_dict

    chars = _chars()
    return {
        phrase: reading
        for phrase, syllables in phrases_dict.items()
        if len(phrase) <= LONGEST_PHRASE
        if (reading := _plain("".join(syllable[0] for syllable in syllables)))
        != "".join(chars.get(char, "") for char in phrase)
    }


def _plain(reading: str) -> str:
    return reading.translate(_TONES)


_TONES = str.maketrans(
    "āáǎàēéěèếềểễīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêňɡ",
    "aaaaeeeeeeeeiiiioooouuuuuuuuunnnmeng",
)
