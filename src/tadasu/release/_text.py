"""What in a text points to a person or a spot: addresses, numbers, coordinates, handles, and signs that nobody sees.

A pattern finds what looks like one. What it does not know it does not find: a name of a person, a nickname, a description by
which neighbours know somebody. People read every text before they sign it (docs/release.md).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DASHES = re.compile("[\u2010-\u2015\u2212\u2500\u2501\u30fc\uff70\ufe58\ufe63\uff0d]")
_SAFE_CONTROLS = frozenset("\n\t")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A code, and what it is found by. `sure` looks at a find once more (check digits)."""

    code: str
    expression: re.Pattern[str]
    sure: Callable[[str], bool] = lambda found: True


def found_in(text: str, *, days: bool = True) -> Iterator[tuple[str, int]]:
    """Code and line (from 1) of what must not be published, each once a line; without `days` also days of a calendar. What is
    broken over lines stands at line 1.

    >>> list(found_in("Call ０３－１２３４－５６７８", days=True)), list(found_in("Decided on 3 May 2026", days=False))
    ([('text-phone', 1)], [('text-day', 1)])
    """
    lines = text.replace("\r\n", "\n").split("\n")
    told: set[str] = set()
    for number, line in enumerate(lines, 1):
        if unseen(line):
            yield "text-invisible", number
        found = list(_codes(_bare(line), days=days))
        told.update(found)
        yield from ((code, number) for code in found)
    broken = set(_codes(_bare(" ".join(lines)), days=days)) - told
    yield from ((code, 1) for code in sorted(broken))


def _codes(bare: str, *, days: bool) -> Iterator[str]:
    """In the order of the patterns; a day, a day of a code or an amount is no telephone number."""
    told = set()
    as_days = [one for one in _DAYS if one.search(bare)]
    if as_days and not days:
        yield "text-day"
    without = bare
    for one in as_days:
        without = one.sub(" ", without)
    for pattern in _PATTERNS:
        given = without if pattern.code in _NOT_A_DAY else bare
        if pattern.code not in told and any(pattern.sure(one.group()) for one in pattern.expression.finditer(given)):
            told.add(pattern.code)
            yield pattern.code


def unseen(text: str) -> bool:
    """Whether it holds signs that nobody sees: control, direction, private use, no character at all."""
    return any(_unseen(sign) for sign in text)


def _unseen(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return sign not in _SAFE_CONTROLS and (kind in ("Cc", "Cf", "Co", "Cs", "Cn") or sign in _BLANK)


_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2028\u2029\u2800")
"""Signs that Unicode calls letters or separators and that show as nothing."""


def _bare(line: str) -> str:
    """As an eye reads it: full-width signs are signs, all dashes are dashes, what is not seen is not there."""
    seen = "".join(sign for sign in line if not _unseen(sign))
    return _DASHES.sub("-", unicodedata.normalize("NFKC", seen))


def _digits(found: str) -> str:
    return "".join(one for one in found.translate(_KANJI_DIGITS) if one.isdigit())


def _my_number(found: str) -> bool:
    """Check digit of the individual number: Ministerial Ordinance 85 of 2014, article 5."""
    digits = [int(one) for one in _digits(found)]
    total = sum(one * (n + 1 if n <= 6 else n - 5) for n, one in enumerate(reversed(digits[:-1]), 1))
    rest = total % 11
    return len(digits) == 12 and digits[-1] == (0 if rest <= 1 else 11 - rest)


def _resident_identity(found: str) -> bool:
    """Check character of the Chinese identity number: GB 11643, ISO 7064 MOD 11-2."""
    total = sum(int(one) * pow(2, 17 - at, 11) for at, one in enumerate(found[:17]))
    return found[17].upper() == "10X98765432"[total % 11]


def _account(found: str) -> bool:
    """Check digits of an IBAN: ISO 13616, ISO 7064 MOD 97-10."""
    bare = found.replace(" ", "")
    turned = bare[4:] + bare[:4]
    return 15 <= len(bare) <= 34 and int("".join(str(int(one, 36)) for one in turned)) % 97 == 1


def _phone(found: str) -> bool:
    """Eight to fifteen digits (ITU-T E.164)."""
    return 8 <= len(_digits(found)) <= 15


def _domestic_phone(found: str) -> bool:
    """Ten or eleven digits (numbering plan of Japan)."""
    return 10 <= len(_digits(found)) <= 11


_TOP = (
    "com|org|net|info|biz|edu|gov|int|io|me|app|dev|news|media|press|online|site|xyz|asia|jp|cn|hk|tw|kr|mm|th|kh|la|vn|my|id"
    "|sg|ph|in|bd|uk|us|eu|de|fr|nl|ch|at|be|it|es|se|no|fi|dk|pl|cz|ru|ua|by|kz|uz|tr|ir|au|nz|ca|mx|br|onion|i2p"
)
_HOST = rf"(?:[a-z0-9-]+\.)+(?:{_TOP})"
_D = "[0-9〇零一二三四五六七八九]"
_AT = r"\s*(?:@|[\[({<]\s*(?:at|アット|あっと)(?:マ[-ー]ク)?\s*[\])}>]|アットマ[-ー]ク|☆|★)\s*"
_DOT = r"\s*(?:\.|[\[({<]\s*(?:dot|ドット)\s*[\])}>])\s*"
_PLUS = "23456789CFGHJMPQRVWX"


def _no_corporate_number(found: str) -> bool:
    """The number of a Japanese company is public (Ordinance on its check digit: Ministry of Finance 70 of 2014, article 2)."""
    digits = [int(one) for one in _digits(found)]
    total = sum(one * (2 if n % 2 else 1) for n, one in enumerate(reversed(digits[1:])))
    return len(digits) != 13 or digits[0] != 9 - total % 9


def _p(code: str, expression: str, sure: Callable[[str], bool] = lambda found: True, *, flags: int = re.I) -> _Pattern:
    return _Pattern(code, re.compile(expression, flags), sure)


_WORDS = r"(?:\s*(?:no|number|番号)?\.?\s*[:#]?\s*)"
_PAPERS = "passport|旅券|パスポート|マイナンバー|個人番号|在留カード|口座|免許証"
_SMALL_NUMBERS = r"(?<![\d-])\d{1,3}-\d{1,3}(?!\d)"
_STREET = "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Drive"
_IPV6 = r"(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}|(?:[0-9a-f]{0,4}:){1,6}:[0-9a-f]{1,4}"
_MESSENGERS = "line|wechat|kakao|telegram|skype|instagram|threema|signal"
_MESSENGERS_JA = "微信|カカオ|ライン|テレグラム"

_PATTERNS: tuple[_Pattern, ...] = (
    _p("text-email", rf"[a-z0-9._%+'-]+{_AT}[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)+"),
    _p("text-url", r"\b(?:https?|ftp|tel|mailto|signal|tg|magnet):\s*/*\S|\bwww\."),
    _p("text-url", rf"(?<![@\w.-]){_HOST}(?![\w-])"),
    _p("text-url", r"(?<![a-z2-7])[a-z2-7]{56}(?![a-z2-7])"),  # an onion address without its end
    _p("text-phone", r"(?:\+|\b00|\(\s*\+)\s*[1-9](?:[\s().-]{0,3}\d){7,14}", _phone),
    _p(
        "text-phone",
        rf"(?<!{_D})[0〇零]{_D}{{1,4}}[-\s().]{{1,3}}{_D}{{1,4}}[-\s().]{{1,3}}{_D}{{3,4}}(?!{_D})",
        _domestic_phone,
    ),
    _p("text-phone", r"(?<![\d.])\(0\d{1,4}\)\s*\d{1,4}[-\s]\d{4}(?!\d)", _domestic_phone),
    _p("text-phone", r"(?<![\d.,])0\d{9,10}(?![\d,])", _domestic_phone),
    _p("text-phone", r"(?:電話|携帯|TEL|FAX|内線|Phone|WhatsApp|Viber)\s*(?:番号)?\s*[:.]?\s*\(?\+?\d[\d\s().-]{5,}\d"),
    _p("text-address", r"〒\s*\d{3}|(?<![\d-])\d{3}-\d{4}(?![\d-])"),
    _p("text-address", rf"{_D}+\s*(?:丁目|番地|番{_D}*号|号室)|[市区町村郡][^\s、。,]{{0,20}}?{_SMALL_NUMBERS}"),
    _p("text-address", r"[\u3041-\u9fff]\d{1,3}-\d{1,3}-\d{1,4}(?!\d)"),
    _p("text-address", rf"\b\d{{1,5}}[a-z]?\s+(?:[A-Z][\w'-]+\s+){{1,3}}(?:{_STREET})\b", flags=0),
    _p("text-address", r"\bP\.?\s?O\.?\s?Box\s*\d|\b(?:Apt|Apartment|Flat|Unit|Room|Floor)\.?\s*(?:No\.?\s*)?\d"),
    _p("text-coordinates", r"(?<![\d.])[-+]?\d{1,3}\.\d{3,}\s*°?\s*[NSEW]?\s*[,;/、\s]\s*[-+]?\d{1,3}\.\d{3,}"),
    _p("text-coordinates", r"\d{1,3}(?:\.\d+)?\s*[°度]\s*(?:\d{1,2}(?:\.\d+)?\s*['′’分]|[NSEW]\b)"),
    _p("text-coordinates", r"(?:北緯|南緯|東経|西経|緯度|経度)\s*:?\s*\d"),
    _p("text-coordinates", r"\b(?:lat|lon|lng|latitude|longitude)\s*[:=]?\s*[-+]?\d{1,3}\.\d"),
    _p("text-coordinates", rf"(?<![\w+])[{_PLUS}]{{4,8}}0{{0,4}}\+[{_PLUS}]{{2,3}}(?![\w+])"),  # a Plus code
    _p("text-coordinates", r"///[^\s./]+\.[^\s./]+\.[^\s./]+"),  # three words for a square
    _p("text-coordinates", r"\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}\b", flags=0),  # a military grid
    _p("text-handle", r"(?<![\w@.])@[a-z0-9_][a-z0-9_.]+"),
    _p("text-handle", r"\b(?:t\.me|wa\.me|line\.me|m\.me|fb\.me)/"),
    _p("text-handle", rf"\b(?:{_MESSENGERS})\s*id\s*[:=]?\s*\S|\b(?:wechat|kakao|telegram|skype|threema)\s*[:=]\s*\S"),
    _p("text-handle", rf"(?:{_MESSENGERS_JA})(?:号|ID|アカウント)?\s*[:=]\s*\S"),
    _p("text-identifier", r"(?<!\d)\d{4}[\s-]?\d{4}[\s-]?\d{4}(?!\d)", _my_number),
    _p("text-identifier", r"(?<!\d)\d{17}[\dX](?![\dX])", _resident_identity),
    _p("text-identifier", r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?\b", _account, flags=0),
    _p("text-identifier", r"\b(?!HS)[A-Z]{1,2}\s?\d{7,8}(?:\s?[A-Z]{2})?\b", flags=0),  # passports, residence cards
    _p("text-identifier", rf"(?:{_PAPERS}){_WORDS}[A-Z]{{0,2}}\d{{4,}}"),
    _p("text-identifier", r"(?<![\d,.])\d(?:[\s-]?\d){12,}(?![\d,])", _no_corporate_number),
    _p("text-network-address", r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])"),
    _p("text-network-address", rf"(?<![\w:])(?:{_IPV6})(?![\w:])"),
    _p("text-network-address", r"(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])"),
)

_NOT_A_DAY = frozenset({"text-phone", "text-address", "text-identifier"})
"""Codes whose patterns look at a line without the days in it."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAYS: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?<!\d)(?:19|20)\d{2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}(?!\d)"),
    re.compile(r"(?<!\d)\d{1,2}\s*[/.]\s*\d{1,2}\s*[/.]\s*(?:19|20)\d{2}(?!\d)"),
    re.compile(rf"{_D}+\s*月\s*(?:{_D}|十)+\s*日"),
    re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})[a-z]*\b", re.I),
    re.compile(rf"\b(?:{_MONTHS})[a-z]*\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)", re.I),
)
