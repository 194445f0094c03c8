"""What an address, a number, a coordinate, a handle looks like in a line that `_text` has folded.

Letters, digits and borders of words are those of ASCII: kana and kanji stand beside a word without a space (`はexample.comです`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A code, and what it is found by. `sure` looks at a find once more (check digits)."""

    code: str
    expression: re.Pattern[str]
    sure: Callable[[str], bool] = lambda found: True


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


_YEARS = re.compile(r"(?:(?:19|20)\d\d[\s-]){3,}(?:19|20)\d\d")


def _no_corporate_number(found: str) -> bool:
    """The number of a Japanese company is public (Ordinance on its check digit: Ministry of Finance 70 of 2014, article 2);
    and years beside one another are no number."""
    if _YEARS.fullmatch(found):
        return False
    digits = [int(one) for one in _digits(found)]
    total = sum(one * (2 if n % 2 else 1) for n, one in enumerate(reversed(digits[1:])))
    return len(digits) != 13 or digits[0] != 9 - total % 9


def _local_phone(found: str) -> bool:
    """Seven digits or more, where a word says that it is a telephone."""
    return 7 <= len(_digits(found)) <= 15


def _p(code: str, expression: str, sure: Callable[[str], bool] = lambda found: True, *, flags: int = re.I) -> _Pattern:
    return _Pattern(code, re.compile(expression, flags | re.A), sure)


_TOP = (
    "com|org|net|info|biz|edu|gov|int|io|me|app|dev|news|media|press|online|site|xyz|asia|jp|cn|hk|tw|kr|mm|th|kh|la|vn|my|id"
    "|sg|ph|in|bd|uk|us|eu|de|fr|nl|ch|at|be|it|es|se|no|fi|dk|pl|cz|ru|ua|by|kz|uz|tr|ir|au|nz|ca|mx|br|onion|i2p"
    "|co|ly|tv|cc|ai|gg|fm|tk|ml|su|page|chat|link|club|top|vip|shop|store|cloud|social|live|mobi|group|ngo|ong"
)
_NOT_LATIN = "\u00c0-\u1fff\u3005-\u3007\u3041-\u30fa\u30fc-\ufdff\U00010000-\U0010ffff"
_LETTER = f"[a-z{_NOT_LATIN}]"
"""Of any script: no sign, no digit."""
_HOST = rf"(?!\d{{1,2}}\.[a-z]+(?![a-z0-9.-]))(?:[a-z0-9-]+\.)+(?:{_TOP})"
"""Not the number of a paragraph without a space after it (`1.In`)."""
_D = "[0-9〇零一二三四五六七八九]"
_AT = (
    r"\s*(?:@|[\[({<]\s*(?:@|at|アット|あっと)(?:マ[-ー]ク)?\s*[\])}>]"
    r"|(?:アット|あっと)(?:マ[-ー]ク)?|☆|★)\s*"
)
_DOT = r"(?:\s*(?:[.。]|[\[({<]\s*(?:\.|dot|ドット)\s*[\])}>]|ドット)\s*|\s+dot\s+)"
_SAID_DOT = r"(?:\s*[\[({<]\s*(?:\.|dot|ドット)\s*[\])}>]\s*|\s*ドット\s*|\s+dot\s+)"
_PLUS = "23456789CFGHJMPQRVWX"
_SEP = r"[-\s().・·•‧∙⋅/,_~〜∼〰*:|のノ]"
_NO_AMOUNT = r"(?<!\d[.,])"
_NO_MORE = rf"(?!{_D}|,\d)"

_WORDS = r"(?:\s*(?:no|number|番号)?\.?\s*(?:[:#]|は|が|の|is)?\s*)"
_PAPERS = "passport|旅券|パスポ-ト|マイナンバ-|個人番号|在留カ-ド|口座|免許証"
_NO_COUNT = rf"(?!{_D}|\s*[%年月日人件社割倍歳回か個円点])"
_SMALL_NUMBERS = rf"(?<![\d-]){_D}{{1,3}}-{_D}{{1,3}}{_NO_COUNT}"
_STREET = "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Drive"
_NO_STREET = "by|on|the|of|in|per|an?|each|and|or|from|to|via|along|km|miles?"
_WARDS = "ku|shi|cho|chome|machi|mura|gun"
_NO_TOWN = (
    "Articles?|Tables?|Figures?|Sections?|Annex|Forms?|Parts?|Chapters?|Pages?|Nos?|Phase|Stage|Step|Level|Version|Rules?|Act"
    "|Case"
)
_RULED = "第条項号表約全各計年月日図章則式記紙料類注欄節款目"
"""What a number of a rule or a table stands after, and no name of a quarter ends with."""
_IPV6 = r"(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{0,4}:){1,6}:[0-9a-f]{1,4}"
_DEGREES = r"\d{1,3}(?:[\s°'′\"″:-]+\d{1,2}){1,2}(?:\.\d+)?[\"″'′\s]*"
_ONE_DEGREE = r"\d{1,3}(?:\.\d+)?\s*°?\s*"
_MESSENGERS = "wechat|kakao(?:talk)?|telegram|skype|threema|discord|whatsapp|viber|instagram"
_MESSENGERS_JA = "微信|カカオ(?:ト-ク)?|テレグラム|ディスコ-ド|スカイプ"
_NO_HANDLE = (
    "and|or|but|to|in|on|at|as|by|for|from|of|with|via|is|was|are|were|has|had|have|can|may|will|did|does|the|its|it|too|itself"
    "|only|groups?|channels?|chats?|accounts?|messages?|apps?|users?|posts?|pages?|bots?|contacts?|networks?|conversations?"
    "|recruiters?|calls?|screenshots?|records?|ads?|adverts?|advertisements?|profiles?|links?|videos?|logs?|data|id|numbers?"
    "|services?"
)

PATTERNS: tuple[_Pattern, ...] = (
    _p("text-email", rf"[a-z0-9._%+'-]{_AT}[a-z0-9-]+{_DOT}[a-z0-9-]"),
    _p("text-email", r"[a-z0-9._%+-]\s+at\s+[a-z0-9-]+\s+dot\s+[a-z0-9-]"),
    _p("text-email", rf"[\w{_NOT_LATIN}]\s?@\s?{_LETTER}[\w{_NOT_LATIN}-]*[.。](?:[\w{_NOT_LATIN}-]+[.。])*{_LETTER}"),
    _p("text-email", r"\w@[a-z][\w-]{2,}"),
    _p("text-url", r"(?:https?|hxxps?|ftp)\s*:\s*/*\S|\b(?:tel|mailto|signal|tg|magnet):\s*/*\S|\bwww[.。]"),
    _p("text-url", rf"(?<![@\w.-]){_HOST}(?![\w-])"),
    _p("text-url", rf"[{_NOT_LATIN}]\.(?:{_TOP})(?![\w-])"),
    _p("text-url", rf"[a-z0-9-]{_SAID_DOT}(?:com|org|net|info|io|me|jp)(?![\w-])"),
    _p("text-url", r"[a-z0-9-]{2}\s+\.\s*(?:com|org|net|info|jp|me)(?![\w-])"),
    _p("text-url", r"[a-z0-9-]{3}。(?:com|org|net|info|jp|co。jp)(?![\w-])"),
    _p("text-url", r"(?<![a-z2-7])[a-z2-7]{56}(?![a-z2-7])"),  # an onion address without its end
    _p("text-phone", rf"(?:\+|{_NO_AMOUNT}\b00|\(\s*\+)\s*[1-9](?:[-\s().・·•/_~〜]{{0,3}}{_D}){{7,14}}", _phone),
    _p(
        "text-phone",
        rf"(?<!{_D})(?<!0\.)(?!\d{{4}}\.\d\d\.\d{{4}}{_NO_MORE})[0〇零]{_D}{{1,4}}{_SEP}{{1,7}}{_D}{{1,4}}{_SEP}{{1,7}}{_D}{{3,4}}(?!{_D})",
        _domestic_phone,
    ),
    _p(
        "text-phone",  # a mobile in any groups
        rf"(?<!{_D})(?<!0\.)(?<!\d,)[0〇零]{_SEP}{{0,3}}[5-9五六七八九]{_SEP}{{0,3}}[0〇零](?:{_SEP}{{0,7}}{_D}){{8}}(?!{_D})",
    ),
    _p("text-phone", rf"(?<!{_D})(?<!0\.)[0〇零](?!{_SEP}+[0〇零])(?:{_SEP}{{1,7}}{_D}){{9,10}}(?!{_D})"),
    _p("text-phone", rf"(?<!{_D}){_NO_AMOUNT}(?<!HS )[0〇零](?:[-・·•_~〜]?{_D}){{9,10}}{_NO_MORE}"),
    _p("text-phone", rf"(?<!{_D})\([0〇零]{_D}{{1,4}}\)\s*{_D}{{1,4}}[-\s・]{_D}{{4}}(?!{_D})", _domestic_phone),
    _p(
        "text-phone", rf"(?<!{_D}){_NO_AMOUNT}81{_SEP}?[5-9]0(?:{_SEP}{{0,3}}\d){{8}}{_NO_MORE}"
    ),  # +81 without its sign
    _p("text-phone", rf"(?<!{_D})[7-9七八九][0〇零][-・]{_D}{{4}}[-・]{_D}{{4}}(?!{_D})"),  # a mobile without its zero
    _p(
        "text-phone", rf"(?<!\d){_NO_AMOUNT}(?!\d{{3}}(?:\s20\d\d){{2}})1[3-9]\d([-\s・.]?)\d{{4}}\1\d{{4}}{_NO_MORE}"
    ),  # a Chinese mobile
    _p(
        "text-phone",
        r"(?<![a-z])(?:電話|携帯|TEL|FAX|内線|Phone|WhatsApp|Viber)\s*(?:番号|number)?\s*(?:[:.]|は|が|is)?\s*\(?\+?(?!(?:20\d\d[-/~〜]?){2}(?!\d))"
        rf"{_D}(?:{_D}|[-\s().・/~〜_]){{5,}}{_D}{_NO_COUNT}",
        _local_phone,
    ),
    _p("text-address", rf"〒\s*{_D}{{3}}|(?<![\d-])(?<!{_D}){_D}{{3}}-{_D}{{4}}(?!{_D}|-)"),
    _p("text-address", rf"{_D}\s*(?:丁目|番地|番{_D}*号|号室)"),
    _p("text-address", rf"(?:市(?![場民況販価])|区(?![分別間域画])|[町村郡])[^\s、。,]{{0,20}}?{_SMALL_NUMBERS}"),
    _p("text-address", rf"(?<=[\u3041-\u9fff])(?<![{_RULED}])(?<!{_D}){_D}{{1,3}}-{_D}{{1,3}}-{_D}{{1,4}}(?!{_D})"),
    _p(
        "text-address",
        rf"(?<=[\u30a1-\u30fa\u3400-\u9fff])(?<![{_RULED}])\d{{1,4}}の\d{{1,4}}(?!\d|\s*[項条割倍点人件年月%個つ])",
    ),
    _p("text-address", rf"(?<!{_D})(?<!第){_D}{{1,4}}[ノ之]{_D}{{1,4}}"),
    _p("text-address", rf"大字[^\s、。]{{1,10}}?{_D}"),
    _p("text-address", rf"(?<![文数赤黒漢活十太名マ習題国英点])字[\u3400-\u9fff]{{1,6}}?{_D}{{1,5}}\s*番"),
    _p("text-address", r"[北南][\d一二三四五六七八九十]{1,3}条[東西][\d一二三四五六七八九十]"),
    _p(
        "text-address",
        r"(?:マンション|アパ-ト|ハイツ|コ-ポ|ビル|団地|レジデンス|号棟)\s*\d{2,4}(?!\d|[,.]\d|\s*[棟戸室件軒人社年億万千円%か箇]|階建)|ビル\s*\d{1,2}F\b",
    ),
    _p("text-address", rf"(?:[街巷弄]|胡同|大道|(?<![道線経販回航進])路)\s*{_D}{{1,5}}\s*号(?!線)"),
    _p(
        "text-address",
        rf"-(?:{_WARDS})\W{{1,3}}\d|\d(?:-\d{{1,4}}){{0,2}}[,\s]\s*(?:[a-z]+,?\s+){{0,2}}[a-z]+-(?:{_WARDS})\b",
    ),
    _p("text-address", rf"\b\d{{1,2}}-chome\b|\b\d{{1,4}}-\d{{1,4}},?\s+[a-z]+,\s+[a-z]+-(?:{_WARDS})\b"),
    _p("text-address", rf"\b(?!(?:{_NO_TOWN})\b)[A-Z][a-z]{{3,}}\s+\d{{1,3}}-\d{{1,3}}-\d{{1,4}}\b", flags=0),
    _p("text-address", rf"\b\d{{1,5}}[a-z]?,?\s+(?:[A-Z][\w'-]+\s+){{1,3}}(?:{_STREET})\b", flags=0),
    _p("text-address", r"\b[A-Z][\w'-]+\s+(?:Street|Road|Avenue|Lane),?\s+(?:No\.?\s*)?\d{1,3}(?!\d)", flags=0),
    _p(
        "text-address",
        rf"\b\d{{1,5}}[a-z]?\s+(?:(?!(?:{_NO_STREET})\b)[a-z'-]{{2,}}\s+){{1,2}}(?:street|avenue|boulevard|road|lane)\b",
    ),
    _p("text-address", r"\bP\.?\s?O\.?\s?Box\s*\d|\b(?:Apt|Apartment|Flat|Unit|Room|Floor)\.?\s*(?:No\.?\s*)?\d"),
    _p("text-coordinates", r"(?<![\d.])[-+]?\d{1,3}\.\d{3,}\s*°?\s*[NSEW]?\s*[,;/、\s]\s*[-+]?\d{1,3}\.\d{3,}"),
    _p("text-coordinates", r"(?<![\d,.])[-+]?\d{1,3},\d{4,}\s*°?\s*[NSEW]?[\s;/、]+[-+]?\d{1,3},\d{4,}(?![\d,])"),
    _p("text-coordinates", rf"(?<![\d.]){_ONE_DEGREE}[NS][\s,;/、]*{_ONE_DEGREE}[EW](?![a-z])"),
    _p("text-coordinates", rf"(?<!\d){_DEGREES}[NS][\s,;/、]*{_DEGREES}[EW](?![a-z])"),
    _p("text-coordinates", rf"(?<![a-z])[NS]\s*{_DEGREES}[,;/、]?\s*[EW]\s*\d"),
    _p("text-coordinates", r"\d{1,3}(?:\.\d+)?\s*[°度]\s*(?:\d{1,2}(?:\.\d+)?\s*['′’分]|[NSEW]\b)"),
    _p("text-coordinates", rf"{_D}度\s*{_D}{{1,2}}分"),
    _p("text-coordinates", rf"(?:北緯|南緯|東経|西経|緯度|経度)\s*[:はが]?\s*(?:{_D}|十|百)"),
    _p("text-coordinates", r"\b(?:lat|lon|lng|latitude|longitude)\s*[:=]?\s*[-+]?\d{1,3}\.\d"),
    _p("text-coordinates", rf"(?<![\w+])[{_PLUS}]{{4,8}}0{{0,4}}\+[{_PLUS}]{{2,3}}(?![\w+])"),  # a Plus code
    _p("text-coordinates", r"///[^\s./]+\.[^\s./]+\.[^\s./]+"),  # three words for a square
    _p("text-coordinates", r"\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}\b", flags=0),  # a military grid
    _p("text-handle", r"(?<![\w@.])@[a-z0-9_][a-z0-9_.]+"),
    _p("text-handle", r"\b(?:t|wa|line|m|fb)\s?[.。]\s?me\s?/"),
    _p("text-handle", rf"\b(?:line|signal|{_MESSENGERS})\s*id\b\s*(?:[:=]|は|が|is\b)?\s*[\w@]"),
    _p("text-handle", rf"\b(?:{_MESSENGERS})\s*(?:号|番号|アカウント)?\s*[:=@]\s*\S"),
    _p(
        "text-handle",
        rf"\b(?:{_MESSENGERS})\s+(?!(?:{_NO_HANDLE})\b)(?=[\w.]{{3}})"
        r"(?:[a-z_][a-z_.]*[0-9_]|[a-z.]+(?=\s*$|\s*[^\s\w.(-]|\.\s))",
    ),
    _p("text-handle", rf"\b(?:{_MESSENGERS})\s*(?:号|番号|アカウント)\s*[:=はが]?\s*\w"),
    _p("text-handle", r"(?<![A-Za-z])LINE\s*[:=]\s*[A-Za-z_]\w{2,}", flags=0),
    _p("text-handle", rf"(?:{_MESSENGERS_JA}|ライン|シグナル)(?:号|ID|アカウント)?\s*[:=]\s*\S"),
    _p("text-handle", rf"(?:{_MESSENGERS_JA})(?:号|ID|アカウント)?\s*は?\s*[a-z_]\w"),
    _p("text-handle", r"(?:ライン|シグナル)(?:ID|アカウント)\s*は?\s*\w"),
    _p("text-handle", r"\bQQ\s*(?:号码?|番号)?\s*[:=は]?\s*\d{5,}"),
    _p("text-identifier", rf"(?<!{_D}){_D}{{4}}{_SEP}{{0,3}}{_D}{{4}}{_SEP}{{0,3}}{_D}{{4}}(?!{_D})", _my_number),
    _p("text-identifier", r"(?<!\d)\d{17}[\dX](?![\dX])", _resident_identity),
    _p("text-identifier", r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?\b", _account, flags=0),
    _p("text-identifier", r"\b(?!HS|CN)[A-Z]{1,2}\s?\d{7,8}(?:\s?[A-Z]{2})?\b", flags=0),  # passports, residence cards
    _p("text-identifier", rf"(?:{_PAPERS}){_WORDS}[A-Z]{{0,2}}{_D}{{4,}}{_NO_COUNT}"),
    _p("text-identifier", rf"(?:普通|当座|貯蓄)(?:預金|口座)?\s*(?:番号)?\s*[:は]?\s*{_D}{{6,8}}{_NO_COUNT}"),
    _p("text-identifier", rf"(?<!\d){_NO_AMOUNT}\d(?:[\s-]?\d){{12,}}(?!\d|,\d)", _no_corporate_number),
    _p("text-network-address", r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])"),
    _p("text-network-address", rf"(?<![\w:])(?:{_IPV6})(?![\w:])"),
    _p("text-network-address", r"(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])"),
)

NOT_A_DAY = frozenset({"text-phone", "text-address", "text-identifier"})
"""Codes whose patterns look at a line without the days in it."""

_MONTHS = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|(?-i:May|MAY)|may(?=\s+\d{4}))"
)
"""`5 may be held` is no day."""
DAYS: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?<!\d)(?:19|20)\d{2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}(?!\d)", re.A),
    re.compile(r"(?<!\d)\d{1,2}\s*[/.]\s*\d{1,2}\s*[/.]\s*(?:19|20)\d{2}(?!\d)", re.A),
    re.compile(rf"(?:{_D}|十){{1,3}}\s*月\s*(?:{_D}|十){{1,3}}\s*日"),
    re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\b", re.I | re.A),
    re.compile(rf"\b{_MONTHS}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)", re.I | re.A),
)
