"""Kana -> Latin: Hepburn without macrons, and a guess at the foreign word behind a katakana spelling.

Sources: Hepburn as in the Cabinet notification of 1954 (table 2) and Foreign Ministry passport practice (long vowels
unwritten, n before b, m and p unchanged); kana for foreign sounds: Cabinet notification No. 2 of 1991, 外来語の表記.
"""

import re
from functools import lru_cache

_ROWS = """
ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to
ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra
リ ri ル ru レ re ロ ro ワ wa ヰ i ヱ e ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da
ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ vu ァ a ィ i ゥ u ェ e ォ o
ャ ya ュ yu ョ yo ヮ wa ヵ ka ヶ ga ヷ va ヸ vi ヹ ve ヺ vo キャ kya キュ kyu キョ kyo シャ sha シュ shu ショ sho
シェ she チャ cha チュ chu チョ cho チェ che ニャ nya ニュ nyu ニョ nyo ヒャ hya ヒュ hyu ヒョ hyo ミャ mya ミュ myu
ミョ myo リャ rya リュ ryu リョ ryo ギャ gya ギュ gyu ギョ gyo ジャ ja ジュ ju ジョ jo ジェ je ヂャ ja ヂュ ju
ヂョ jo ビャ bya ビュ byu ビョ byo ピャ pya ピュ pyu ピョ pyo ツァ tsa ツィ tsi ツェ tse ツォ tso ティ ti ディ di
デュ dyu テュ tyu トゥ tu ドゥ du ファ fa フィ fi フェ fe フォ fo フュ fyu イェ ye ウィ wi ウェ we ウォ wo クァ kwa
クィ kwi クェ kwe クォ kwo グァ gwa ヴァ va ヴィ vi ヴェ ve ヴォ vo ヴュ vyu
"""
_TABLE = dict(zip(_ROWS.split()[::2], _ROWS.split()[1::2], strict=True))
_HIRAGANA = {code: code + 0x60 for code in [*range(0x3041, 0x3097), 0x309D, 0x309E]}
_LONG = re.compile("(?<=o)[uo]|(?<=u)u")
LONG_MARK = "ー"
_VOWELS = "aeiou"
_KEEPS_VOWEL = ("a", "e", "i", "o", "u", "n", "y", "w")
_ADDED = frozenset({"ku", "gu", "su", "zu", "fu", "bu", "pu", "mu", "vu", "tsu", "ru", "shu", "to", "do"})
"""Syllables that usually stand for a bare consonant in a loan word."""


def is_katakana(char: str) -> bool:
    """Katakana letters with the long-vowel and iteration marks; not the middle dot."""
    return "ァ" <= char <= "ヺ" or "ー" <= char <= "ヿ" or "ㇰ" <= char <= "ㇿ"


def to_katakana(text: str) -> str:
    """Hiragana -> katakana, everything else as it is."""
    return text.translate(_HIRAGANA)


@lru_cache(maxsize=1 << 16)
def hepburn(kana: str, *, long_vowels: bool = False) -> str:
    """Hepburn without macrons; ou, oo and uu are one o or u unless `long_vowels`; other characters are dropped.

    >>> hepburn("カリンカ"), hepburn("とうきょう"), hepburn("マッチ")
    ('karinka', 'tokyo', 'matchi')
    """
    syllables = _syllables(to_katakana(kana))
    out: list[str] = []
    for at, (syllable, _) in enumerate(syllables):
        latin = _TABLE.get(syllable, "")
        if syllable == "ッ" and at + 1 < len(syllables):
            following = _TABLE.get(syllables[at + 1][0], "a")
            latin = "t" if following.startswith("ch") else following[0] if following[0] not in _VOWELS else ""
        out.append(latin)
    joined = "".join(out)
    return joined if long_vowels else _LONG.sub("", joined)


@lru_cache(maxsize=1 << 16)
def loan_reading(katakana: str, *, liquid: str = "r") -> str:
    """The Latin word a katakana spelling may stand for: without the vowels that Japanese adds after a consonant.

    A guess for comparison, not a romanisation: an unstressed u (o after t, d) goes at the end and before a consonant,
    doubled consonants become single, ru without its vowel is l, any other r is `liquid`.

    >>> loan_reading("グローバル"), loan_reading("レッドロック"), loan_reading("クリスタル")
    ('grobal', 'redrok', 'kristal')
    """
    syllables = [(syllable, long) for syllable, long in _syllables(to_katakana(katakana)) if syllable != "ッ"]
    latins = [_TABLE.get(syllable, "") for syllable, _ in syllables]
    if len(latins) < 2:
        return "".join(latins).replace("r", liquid)
    following = [*latins[1:], ""]
    return "".join(
        _bare(latin) if not long and _adds_vowel(latin, after) else latin.replace("r", liquid)
        for (_, long), latin, after in zip(syllables, latins, following, strict=True)
    )


def _adds_vowel(latin: str, after: str) -> bool:
    return latin in _ADDED and after[:1] not in _KEEPS_VOWEL


def _bare(latin: str) -> str:
    return "l" if latin == "ru" else latin[:-1]


def _syllables(katakana: str) -> list[tuple[str, bool]]:
    """Katakana -> units of the table (a kana, or two that sound as one) and whether each is long."""
    units: list[tuple[str, bool]] = []
    for char in katakana:
        last, long = units[-1] if units else ("", False)
        if char == LONG_MARK:
            if units:
                units[-1] = (last, True)
        elif last and not long and last + char in _TABLE:
            units[-1] = (last + char, False)
        elif char in "ヽヾ":
            units.append((last, False))
        else:
            units.append((char, False))
    return units
