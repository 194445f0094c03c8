"""What an HS 2022 code means, in English and Japanese.

English: every chapter, heading and subheading of HS 2022. Japanese: chapters and headings. Sources stand in each row
of the data files. Asking for a finer code gives the nearest description above it.
"""

import csv
import hashlib
from functools import cache
from pathlib import Path

from tadasu.goods._codes import HsCode
from tadasu.schema import UsageError

EDITION = "HS 2022"
DATA = Path(__file__).parent / "data"

_DESCRIPTIONS = {"en": ("hs2022_headings.csv", "description"), "ja": ("hs2022_ja.csv", "description_ja")}
_SUBHEADING = 6  # digits that are the same in every country


def exists(code: HsCode) -> bool:
    """Whether HS 2022 has the code; of a national code only the six international digits are looked at.

    >>> exists(HsCode("520100000")), exists(HsCode("7701"))
    (True, False)
    """
    return code[:_SUBHEADING] in _table("en")


def describe(code: HsCode, language: str = "en") -> str | None:
    """Short description of the code or of the nearest one above it up to the heading; None when HS 2022 has neither.

    Raises UsageError for a language that has no descriptions.

    >>> describe(HsCode("520100")), describe(HsCode("5201"), "ja")
    ('Cotton; not carded or combed', '実綿及び繰綿')
    """
    if language not in _DESCRIPTIONS:
        raise UsageError("hs-language-unknown", language=language, known=", ".join(sorted(_DESCRIPTIONS)))
    table = _table(language)
    shortest = min(len(code), 4)
    for length in range(len(code), shortest - 1, -1):
        if code[:length] in table:
            return table[code[:length]]
    return None


def headings() -> tuple[HsCode, ...]:
    """The 1,228 four-digit headings of HS 2022, sorted."""
    return tuple(HsCode(code) for code in _table("en") if len(code) == 4)


def subheadings(of: HsCode) -> tuple[HsCode, ...]:
    """The six-digit codes of HS 2022 under a heading, sorted.

    >>> subheadings(HsCode("2501"))
    ('250100',)
    """
    return _subheadings().get(of, ())


@cache
def digest() -> str:
    """SHA-256 over this room's data files: what a run record names as the version of all that is known of goods."""
    total = hashlib.sha256()
    for path in sorted(DATA.glob("*.csv")):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def _table(language: str) -> dict[str, str]:
    name, column = _DESCRIPTIONS[language]
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return {row["code"]: row[column] for row in csv.DictReader(file)}


@cache
def _subheadings() -> dict[HsCode, tuple[HsCode, ...]]:
    found: dict[HsCode, list[HsCode]] = {}
    for code in _table("en"):
        if len(code) == _SUBHEADING:
            found.setdefault(HsCode(code[:4]), []).append(HsCode(code))
    return {heading: tuple(codes) for heading, codes in found.items()}
