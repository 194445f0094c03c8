"""Commitments by recipient and purpose from extracts of the OECD's Creditor Reporting System, a JSON file a year.

    {"MM": {"15153": 5143429, "152": 900000}, "298": {...}}

The file says neither year nor unit. Amounts are whole US dollars: Afghanistan comes to 3.9 and the world to 198 thousand million
in 2017, which is the size of all official finance and could be neither thousands nor millions. Whether prices are of the year
or constant, and which flows beside ODA are in it, the file does not say.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from tadasu.funds._dac import dac_recipients
from tadasu.funds._file_problems import found, refused
from tadasu.places import country_code
from tadasu.schema import Problem

TOTAL = "Grand Total"
MOST_BYTES = 1 << 26

MOST_TOTAL_OFF = 20
"""Dollars by which a total may differ from its parts: each part was rounded."""

MOST_AMOUNT = 10**15
"""Dollars of one recipient and purpose: some ten times what the world produces in a year. More is a slip."""

_PURPOSE = re.compile("[0-9]{5}")
_CATEGORY = re.compile("[0-9]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsRow:
    """An amount in whole dollars, negative where more was taken back than given.

    `country` is alpha-2, small, or "" for a region, whose DAC number is in `region`; both are empty when the recipient is
    not known. `purpose` has five digits, or three where the giver said no more: such an amount is beside those of five digits,
    not their sum.
    """

    recipient: str
    country: str
    region: str
    purpose: str
    year: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsRead:
    """Rows by recipient and purpose."""

    rows: tuple[CrsRow, ...]
    problems: tuple[Problem, ...]


def read_crs(source: BinaryIO, *, file: str, year: int) -> CrsRead:
    """A year. Raises InputError `crs-not-crs` for anything that is not recipient -> purpose -> number.

    A recipient that is in no list, or a number of a country that is also there by its letters, is kept with neither country
    nor region, and reported: a sum over countries leaves it out.
    """
    document = _document(source, file)
    recipients = {code: _recipient(code) for code in document}
    named = {country for code, (country, _) in recipients.items() if country and code.isalpha()}
    rows: list[CrsRow] = []
    problems: list[Problem] = []
    for code in sorted(document):
        country, region = recipients[code]
        if not country and not region:
            problems.append(found("crs-recipient-unknown", file, path=code, value=code))
        if country in named and not code.isalpha():
            problems.append(found("crs-recipient-twice", file, path=code, value=code, params={"country": country}))
            country = ""
        amounts = dict(_amounts(document[code], file, code, problems))
        rows += [
            CrsRow(recipient=code, country=country, region=region, purpose=purpose, year=year, amount=amount)
            for purpose, amount in sorted(amounts.items())
            if purpose != TOTAL
        ]
        problems += _total(amounts, file, code)
    return CrsRead(rows=tuple(rows), problems=tuple(problems))


def _document(source: BinaryIO, file: str) -> Mapping[str, Mapping[str, Any]]:
    data = source.read(MOST_BYTES + 1)
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise refused("crs-not-crs", file) from None
    whole = len(data) <= MOST_BYTES and isinstance(document, dict) and bool(document)
    if not whole or not all(isinstance(one, dict) for one in document.values()):
        raise refused("crs-not-crs", file)
    recipients: Mapping[str, Mapping[str, Any]] = document
    return recipients


def _recipient(code: str) -> tuple[str, str]:
    """Country and region."""
    if (listed := dac_recipients().get(code)) is not None:
        return (listed.country, "") if listed.country else ("", code)
    return (country_code(code) or "", "") if len(code) == 2 and code.isalpha() else ("", "")


def _amounts(
    purposes: Mapping[str, Any], file: str, recipient: str, problems: list[Problem]
) -> Iterator[tuple[str, int]]:
    for purpose, amount in purposes.items():
        shaped = purpose == TOTAL or _PURPOSE.fullmatch(purpose) or _CATEGORY.fullmatch(purpose)
        whole = isinstance(amount, int) and not isinstance(amount, bool)
        if shaped and whole and abs(amount) <= MOST_AMOUNT:
            yield purpose, amount
        else:
            problems.append(found("crs-amount", file, path=f"{recipient}/{purpose}"[:80], value=str(amount)))


def _total(amounts: Mapping[str, int], file: str, recipient: str) -> Iterator[Problem]:
    total = amounts.get(TOTAL)
    whole = sum(amount for purpose, amount in amounts.items() if purpose != TOTAL)
    if total is not None and abs(total - whole) > MOST_TOTAL_OFF:
        path = f"{recipient}/{TOTAL}"
        yield found("crs-total-differs", file, path=path, value=str(total), params={"sum": str(whole)})
