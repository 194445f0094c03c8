"""What in a text points to a person or a spot: addresses, numbers, coordinates, handles, and signs that nobody sees.

A pattern finds what looks like one. What it does not know it does not find: a name of a person, a nickname, a description by
which neighbours know somebody. People read every text before they sign it (docs/release.md).
"""

import re
import unicodedata
from collections.abc import Iterator

from tadasu.release._patterns import DAYS, NOT_A_DAY, PATTERNS

_DASHES = re.compile("[\u2010-\u2015\u2212\u2500\u2501\u30fc\uff70\ufe58\ufe63\uff0d]")
_SPACES = re.compile(" +")
_SAFE_CONTROLS = frozenset("\n\t")


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
    as_days = [one for one in DAYS if one.search(bare)]
    if as_days and not days:
        yield "text-day"
    without = bare
    for one in as_days:
        without = one.sub(" ", without)
    for pattern in PATTERNS:
        given = without if pattern.code in NOT_A_DAY else bare
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
    """As an eye reads it: full-width signs, digits of every script, Cyrillic and Greek letters that look Latin, dashes and spaces
    are folded, what is not seen is not there. Of spaces beside one another one is left: a wide gap hides nothing, and patterns
    with several optional spaces in a row stay fast.

    >>> _bare("０９०−１２３٤　  nаme")
    '090-1234 name'
    """
    seen = unicodedata.normalize("NFKC", "".join(sign for sign in line if not _unseen(sign)))
    return _SPACES.sub(" ", _DASHES.sub("-", "".join(map(_folded, seen)).translate(_LOOKALIKES)))


def _folded(sign: str) -> str:
    if sign.isspace():
        return " "
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝӏкмтвАВЕКМНОРСТХУІЈЅοανρυικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwlkmtbABEKMHOPCTXYIJSoavpuikABEZHIKMNOPTYX",
)
