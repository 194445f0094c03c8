"""Foreign words in Han characters: 尤尼泰克 is Unitek, not Younitaike.

Chinese writes a foreign word syllable by syllable, with a small set of characters; a consonant without a vowel gets a
character of its own (克 for k, 斯 for s). After the transcription table of the Xinhua News Agency (1993), own compilation.
Given names, places and words whose spelling no rule gives are in `foreign_zh.csv`: 爱丽丝 is Alice, 阳光 Sunshine.
"""

from tadasu.names._data import foreign_words
from tadasu.names.scripts._pinyin import pinyin
from tadasu.names.scripts._table import table

_CONSONANTS = table(
    "克斯丝思司史仕士什施兹茨特德得姆木穆夫弗甫伏普浦布卜格勒尔儿赫孜",
    "k s s s s s s s sh sh z ts t d d m m m f f f v p p b b g l r r h z",
)
"""Characters that stand for a consonant alone, except at the beginning of a word and before no l."""
_SYLLABLES = table(
    "尤吾伊依因英恩维韦威瓦沃文万华希西辛锡夏谢肖乔琼奇杰吉基加嘉江金热日让可科柯罗洛诺莫",
    "u u i i in in en vi we wi va vo ven van wa hi si sin si sha she sho jo jon chi je ji ki ga ga jan kin re ji jan ko ko "
    "ko ro lo no mo",
)
"""Characters that are not said as in pinyin."""
_PLAIN = frozenset(
    "阿艾爱埃安奥欧亚娅雅耶约乌雪尚凯卡库肯坎盖戈高古哥哈霍汉亨迪蒂丁杜多道东丹顿邓登戴达塔泰坦汤图托陶提廷汀通"
    "拉莱兰朗劳雷里利力丽莉林琳灵卢鲁路伦龙马玛迈曼麦梅门蒙米明摩娜纳奈南内尼妮宁努纽帕派潘佩彭皮匹品平波坡保"
    "巴拜班邦贝本比毕宾博伯勃法范费芬丰福萨塞赛桑森沙莎山申圣舍舒苏索孙松查柴丘切彻扎詹珍朱佐祖泽当耐台买都吐逊肉再乃则如洪汗鲍毛合地"
)
"""Other characters that foreign words are written with, said as in pinyin."""
_SIMPLE = (("uo", "o"), ("ou", "o"), ("ei", "e"), ("ie", "e"), ("ao", "o"))
_FRONT = (("ai", "e"), ("ng", "n"))
_OPEN = (("ai", "a"), ("ng", "n"))
FEWEST = 3
"""Characters of a foreign word at least."""


def foreign_readings(han: str) -> tuple[str, ...]:
    """What a brand would be as a foreign word, simplified Han in; none if one of its characters never writes one.

    >>> foreign_readings("尤尼泰克"), foreign_readings("海岚"), foreign_readings("贝宁")
    (('unitaik', 'unitek', 'unitak'), (), ('benin',))
    """
    return (*foreign_words().get(han, ()), *_by_syllables(han))


def _by_syllables(han: str) -> tuple[str, ...]:
    if len(han) < FEWEST or not all(char in _PLAIN or char in _SYLLABLES or char in _CONSONANTS for char in han):
        return ()
    sounds = [_SYLLABLES.get(char) or pinyin(char) for char in han]
    for at, char in enumerate(han):
        before_liquid = at + 1 < len(sounds) and sounds[at + 1][0] in "lr"
        if char in _CONSONANTS and (at > 0 or before_liquid):
            sounds[at] = _CONSONANTS[char]
    close = _rewritten("".join(sounds), _SIMPLE)
    return tuple(dict.fromkeys((close, _rewritten(close, _FRONT), _rewritten(close, _OPEN))))


def _rewritten(text: str, rules: tuple[tuple[str, str], ...]) -> str:
    for written, said in rules:
        text = text.replace(written, said)
    return text
