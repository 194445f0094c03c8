"""Codes of an older edition of the HS -> those of HS 2022.

Only what differs is data (`data/hs2017.csv`). The concordance gives each HS 2022 code one HS 2017 code, so a code of 2017
that was spread over many new ones may lack some of them; where we knew it we added the heading. Editions before 2017
are not at hand.
"""

import csv
from dataclasses import dataclass
from functools import cache

from tadasu.goods._codes import HsCode, heading
from tadasu.goods._headings import DATA, exists, headings, subheadings
from tadasu.schema import UsageError

EDITIONS = (2017, 2022)
_SUBHEADING = 6  # digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """What a code of an edition may be in HS 2022: sorted, none when neither knows it. National digits are dropped."""

    code: HsCode
    edition: int
    codes: tuple[HsCode, ...]

    @property
    def several(self) -> bool:
        """One code became several: which one, only the good itself says."""
        return len(self.codes) > 1

    @property
    def changed(self) -> bool:
        """HS 2022 writes it otherwise, or it became several."""
        return self.codes != (self.code[:_SUBHEADING],)


def to_hs2022(code: HsCode, edition: int) -> Conversion:
    """Every code of HS 2022 that a heading or subheading of `edition` may be.

    Raises UsageError for an edition that is not at hand.

    >>> to_hs2022(HsCode("854140"), 2017).codes
    ('854141', '854142', '854143', '854149')
    """
    if edition not in EDITIONS:
        raise UsageError("hs-edition-unknown", value=str(edition), known=", ".join(map(str, EDITIONS)))
    six = HsCode(code[:_SUBHEADING])
    if edition == max(EDITIONS):
        found: tuple[HsCode, ...] = (six,) if exists(six) else ()
    elif len(six) == _SUBHEADING:
        found = _subheading(six)
    else:
        found = _heading(six)
    return Conversion(code=code, edition=edition, codes=found)


def _subheading(code: HsCode) -> tuple[HsCode, ...]:
    if code in _later():
        return _later()[code]
    new = {each for codes in _later().values() for each in codes}
    return (code,) if exists(code) and code not in new else ()


def _heading(code: HsCode) -> tuple[HsCode, ...]:
    """The headings of HS 2022 that anything under it went to; a chapter has none."""
    if len(code) != 4:
        return ()
    below = {*subheadings(code), *(old for old in _later() if old.startswith(code))}
    return tuple(sorted({heading(new) for old in below for new in _subheading(HsCode(old))} & set(headings())))


@cache
def _later() -> dict[HsCode, tuple[HsCode, ...]]:
    found: dict[HsCode, list[HsCode]] = {}
    with (DATA / "hs2017.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(HsCode(row["hs2017"]), []).append(HsCode(row["hs2022"]))
    return {old: tuple(sorted(new)) for old, new in found.items()}
