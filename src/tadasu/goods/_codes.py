"""HS codes as people write them -> one text form, digits only.

A code is text for ever: 0101 and 101 are different things, so a lost leading zero is not guessed back. The first two
digits are the chapter, four the heading, six the subheading (the same everywhere); what follows is national: Japan
writes nine digits, the European Union eight or ten, the United States ten. The edition is HS 2022.
"""

import re
import unicodedata
from typing import NewType

HsCode = NewType("HsCode", str)
"""2, 4, 6, 8, 9 or 10 digits."""

_LONGEST = 40  # characters; more than any spelling of a code needs
_SEPARATOR = r"[ .\-]?"
_CODE = re.compile(
    rf"""(?:HS{_SEPARATOR}\s*)?             # a label some files put in front
    (?P<digits>(?!00)[0-9]{{2}}             # chapter; there is no chapter 00
    (?:{_SEPARATOR}[0-9]{{2}}               # heading
    (?:{_SEPARATOR}[0-9]{{2}}               # subheading
    (?:{_SEPARATOR}(?:[0-9]{{3}}|[0-9]{{2}}(?:{_SEPARATOR}[0-9]{{2}})?))?  # Japan's three digits; two or four elsewhere
    )?)?)""",
    re.VERBOSE | re.IGNORECASE,
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-") | {"。": ".", "・": "."})
_NOT_DIGITS = re.compile(r"[^0-9]")


def parse_hs(text: str) -> HsCode | None:
    """Digits of the code that `text` spells, or None when it spells none. Whether HS 2022 knows it, `exists` says.

    >>> parse_hs("５２０１．００－０００"), parse_hs("52.01"), parse_hs("101")
    ('520100000', '5201', None)
    """
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    found = _CODE.fullmatch(" ".join(plain.split()).removeprefix("'"))
    return HsCode(_NOT_DIGITS.sub("", found["digits"])) if found else None


def heading(code: HsCode) -> HsCode:
    """The four-digit heading a code belongs to; a chapter stays a chapter.

    >>> heading(HsCode("520100000"))
    '5201'
    """
    return HsCode(code[:4])


def covers(wider: HsCode, code: HsCode) -> bool:
    """Whether `wider` holds `code`: a heading covers itself, its subheadings and their national lines.

    >>> covers(HsCode("5201"), HsCode("520100")), covers(HsCode("520100"), HsCode("5201"))
    (True, False)
    """
    return code.startswith(wider)
