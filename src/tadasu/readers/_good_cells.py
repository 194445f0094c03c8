"""One HS code in a cell: as the caller's functions see it, with a lost leading zero suspected but never put back."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from tadasu.readers._cells import CountryCode

ParseGood = Callable[[str], str | None]
"""Text of a cell -> digits of an HS code, or None (`tadasu.goods.parse_hs`)."""
GoodExists = Callable[[str], bool]
"""Whether a code is known (`tadasu.goods.exists`, or one that knows older editions too)."""

_SEPARATORS = re.compile(r"[\s.\-']")
_SHORTEST, _LONGEST = 4, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """What this room cannot know by itself and the caller may."""

    country_code: CountryCode | None = None
    parse_good: ParseGood | None = None
    good_exists: GoodExists | None = None
    shortest_good: int = _SHORTEST


@dataclass(frozen=True, slots=True)
class GoodCell:
    """`code` is empty when `fault`, a problem code, says why; `suggestion` is the code with the zero put back."""

    code: str = ""
    fault: str = ""
    suggestion: str = ""


@dataclass(slots=True)
class GoodCells:
    """Reads codes and remembers them: a file has few different ones."""

    checks: Checks
    _known: dict[str, GoodCell] = field(default_factory=dict)

    def read(self, text: str) -> GoodCell:
        """The code a cell spells.

        >>> GoodCells(Checks(good_exists=lambda code: code == "010121000")).read("0101.21-000").code
        '010121000'
        >>> GoodCells(Checks(good_exists=lambda code: code == "010121000")).read("10121000").suggestion
        '010121000'
        """
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._look(text)
        return known

    def _look(self, text: str) -> GoodCell:
        code = self._accepted(text)
        if code:
            return GoodCell(code=code)
        digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
        if digits.isascii() and digits.isdigit() and (longer := self._accepted(f"0{digits}")):
            return GoodCell(fault="good-lost-zero", suggestion=longer)
        return GoodCell(fault="good-unknown" if self._parsed(text) else "good-unreadable")

    def _accepted(self, text: str) -> str:
        code = self._parsed(text)
        exists = self.checks.good_exists
        return code if code and (exists is None or exists(code)) else ""

    def _parsed(self, text: str) -> str:
        if self.checks.parse_good is not None:
            return self.checks.parse_good(text) or ""
        code = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
        even = len(code) % 2 == 0 or len(code) == 9  # Japan's statistical codes have nine digits
        whole = self.checks.shortest_good <= len(code) <= _LONGEST and even
        return code if whole and code.isascii() and code.isdigit() else ""
