"""A registration number as files write it -> the number that can be compared, or why there is none.

Forms and check digits are those of the bodies that give the numbers. LEI: ISO 17442, check digits by ISO/IEC 7064 MOD
97-10. 法人番号: National Tax Agency of Japan, check digit by its ministerial ordinance (平成26年財務省令第70号). USCC: GB
32100-2015. OS ID: Open Supply Hub. D-U-N-S: Dun & Bradstreet. EDINET code and 証券コード: code list of the Financial
Services Agency of Japan. IMO number of a ship: resolution A.1117(30), of a company: MSC.160(78); which of the two a
number is it does not say. ISIN: ISO 6166. BIC: ISO 9362. MMSI: ITU-R M.585. ИНН, ОГРН, ОКПО: registers of the Russian
Federation. Q numbers: Wikidata.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

VERSION = "1"


class NumberFault(StrEnum):
    """Why a number says less than a number should."""

    NONE = "none"
    """No number stands there: `N/A`, 不明, `0`, `99999`, `123456`."""
    SHORTENED = "shortened"
    """A spreadsheet has cut it: `7.01E+12`."""
    MALFORMED = "malformed"
    """It has not the form of the numbers of its scheme."""
    CHECK_DIGITS = "check-digits"
    """It has the form, but its check digits belong to another number: mistyped or made up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationNumber:
    """One number of a cell: `written` to be shown and kept, `plain` to be compared, empty where nothing can be.

    A number with wrong check digits keeps its `plain`: two files that write the same one mean the same party, while one
    that differs may be a slip.
    """

    written: str
    plain: str
    fault: NumberFault | None = None


FORMS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "duns": re.compile(r"\d{9}"),
        "edinet": re.compile(r"E\d{5}"),
        "imo": re.compile(r"\d{7}"),
        "inn": re.compile(r"\d{10}(?:\d{2})?"),
        "isin": re.compile(r"[A-Z]{2}[0-9A-Z]{9}\d"),
        "jp-corporate-number": re.compile(r"[1-9]\d{12}"),
        "jp-securities-code": re.compile(r"\d[0-9A-Z]\d[0-9A-Z]\d?"),
        "lei": re.compile(r"[0-9A-Z]{18}\d{2}"),
        "mmsi": re.compile(r"\d{9}"),
        "ogrn": re.compile(r"\d{13}(?:\d{2})?"),
        "okpo": re.compile(r"\d{8}(?:\d{2})?"),
        "os-id": re.compile(r"[A-Z]{2}\d{7}[0-9A-Z]{6}"),
        "swift": re.compile(r"[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?"),
        "uscc": re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}"),
        "wikidata": re.compile(r"Q[1-9]\d*"),
    }
)
"""Schemes kept by one register, and what its numbers look like, plain. In every other scheme (`registration`, `tax`, `id`
and what a column map names) each country, and often each court or town, counts for itself."""

FILLING_LENGTH = 5
"""Digits from which one digit over and over, or counting up, is taken for filling: 777 may be the number of a firm."""

_SEVERAL = re.compile(r"[;|、\n]")
_ANY_SIGN = re.compile(r"[,/\s:()\[\]]+")
_AS_DECIMAL = re.compile(r"(\d+)\.0+")
_AS_POWER = re.compile(r"(\d)(?:\.(\d+))?E\+(\d{1,3})", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d]+")
_COUNTING_UP = ("1234567890" * 3, "0123456789" * 3)
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@lru_cache(maxsize=16_384)
def registration_numbers(scheme: str, text: str) -> tuple[RegistrationNumber, ...]:
    """Every number of a cell, in its order, each once; nothing for a cell of blanks and signs.

    Several stand apart by `;`, `|`, 、 or a new line; where the scheme has a form, by any sign or blank, and what the form
    is found in may bear a label.

    >>> [number.plain for number in registration_numbers("duns", "D-U-N-S: １２-345-6780; 23 456 7801")]
    ['123456780', '234567801']
    >>> [(number.plain, number.fault.value) for number in registration_numbers("tax", "N/A | 7.01E+12") if number.fault]
    [('', 'none'), ('', 'shortened')]
    """
    parts = [_restored(part) for part in _SEVERAL.split(_in_plain_signs(text))]
    form = FORMS.get(scheme)
    found = [number for part in parts for number in (_formed(scheme, form, part) if form else [_free(part)])]
    return tuple(dict.fromkeys(number for number in found if any(map(str.isalnum, number.written))))


def _formed(scheme: str, form: re.Pattern[str], text: str) -> list[RegistrationNumber]:
    """What has the form: the text as one, else words of it; where nothing has, the text with its fault."""
    for pieces in ([text], [_restored(word) for word in _ANY_SIGN.split(text)]):
        if fits := [plain for piece in pieces if (plain := _fitting(form, piece))]:
            return [_checked(scheme, plain) for plain in fits]
    found = _free(text)
    return [RegistrationNumber(written=text, plain="", fault=found.fault or NumberFault.MALFORMED)]


def _fitting(form: re.Pattern[str], text: str) -> str:
    """The plain text as it is, without letters of other scripts, or without a label before it; "" where none has the form."""
    if _AS_POWER.fullmatch(text):
        return ""
    plain = _plain(text)
    latin = "".join(filter(str.isascii, plain))
    for candidate in (plain, latin, _LABEL.sub("", latin, count=1) if _LABEL.match(latin) else ""):
        if form.fullmatch(candidate) and not _is_filling(candidate):
            return candidate
    return ""


def _checked(scheme: str, plain: str) -> RegistrationNumber:
    right = scheme not in _CHECKS or _CHECKS[scheme](plain)
    return RegistrationNumber(written=plain, plain=plain, fault=None if right else NumberFault.CHECK_DIGITS)


def _free(text: str) -> RegistrationNumber:
    """A number of a scheme without a form: anything with digits in it."""
    plain = _plain(text)
    if _AS_POWER.fullmatch(text):
        return RegistrationNumber(written=text, plain="", fault=NumberFault.SHORTENED)
    if not any(map(str.isdecimal, plain)) or _is_filling(plain):
        return RegistrationNumber(written=text, plain="", fault=NumberFault.NONE)
    return RegistrationNumber(written=text, plain=plain)


def _in_plain_signs(text: str) -> str:
    """Compatibility forms and the digits of other scripts as ordinary ones."""
    if text.isascii():
        return text
    signs = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in signs)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()


def _restored(text: str) -> str:
    """Without `.0`, and with the digits of a power of ten that has them all: what a spreadsheet did to a long number.

    >>> _restored("7010001234567.0"), _restored("7.010001234567E+12"), _restored("7.01E+12")
    ('7010001234567', '7010001234567', '7.01E+12')
    """
    text = " ".join(text.split())
    if whole := _AS_DECIMAL.fullmatch(text):
        return whole[1]
    power = _AS_POWER.fullmatch(text)
    if power and len(power[2] or "") == int(power[3]):
        return power[1] + (power[2] or "")
    return text


def _is_filling(plain: str) -> bool:
    if not plain.isdecimal():
        return False
    repeated = len(set(plain)) == 1 or any(row.startswith(plain) for row in _COUNTING_UP)
    return not plain.strip("0") or (len(plain) >= FILLING_LENGTH and repeated)


def _lei_is_right(plain: str) -> bool:
    """Letters as 10 to 35, the whole number leaves 1 when divided by 97."""
    return int("".join(str(int(sign, 36)) for sign in plain)) % 97 == 1


def _corporate_number_is_right(plain: str) -> bool:
    """From the right every second digit counts twice; 9 less what is left of the sum by 9 stands in front."""
    digits = [int(digit) for digit in reversed(plain[1:])]
    return int(plain[0]) == 9 - (sum(digits) + sum(digits[1::2])) % 9


def _uscc_is_right(plain: str) -> bool:
    """Signs count 0 to 30, weighed by powers of 3; with the last sign the sum is a multiple of 31."""
    total = sum(_USCC_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(plain[:-1]))
    return (total + _USCC_SIGNS.index(plain[-1])) % 31 == 0


def _imo_is_right(plain: str) -> bool:
    """Of a ship: weighed by 7 to 2, the last digit of the sum. Of a company: by 8, 6, 4, 2, 9, 7, 11 less what the sum leaves
    by 11, its last digit.

    >>> _imo_is_right("9074729"), _imo_is_right("2041999"), _imo_is_right("9074728")
    (True, True, False)
    """
    digits = [int(digit) for digit in plain]
    ship = sum(digit * weight for digit, weight in zip(digits, (7, 6, 5, 4, 3, 2), strict=False))
    company = sum(digit * weight for digit, weight in zip(digits, (8, 6, 4, 2, 9, 7), strict=False))
    return digits[6] in (ship % 10, (11 - company % 11) % 10)


_CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "imo": _imo_is_right,
        "jp-corporate-number": _corporate_number_is_right,
        "lei": _lei_is_right,
        "uscc": _uscc_is_right,
    }
)
