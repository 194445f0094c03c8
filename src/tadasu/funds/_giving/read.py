"""Grants that others publish in 360Giving's JSON, taken in as far as they can be read, with a report."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, BinaryIO

from tadasu.funds._file_problems import found, refused
from tadasu.funds._iati import decimal
from tadasu.funds._rows import rows
from tadasu.schema import Problem

MOST_BYTES = 1 << 28
"""Of a file: 256 MiB. JSON is read whole."""

REQUIRED = ("id", "title", "description", "currency", "amountAwarded", "awardDate", "fundingOrganization")

_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: .*)?")
_CURRENCY = re.compile("[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivingRow:
    """A grant. Of a person no name is kept: `individual` says that it is one. `place` is a country as written.

    `onward` is the file's own word that the recipient gives on.
    """

    id: str
    number: int
    funder: str
    funder_name: str
    recipient: str
    recipient_name: str
    individual: bool
    awarded: Decimal | None
    disbursed: Decimal | None
    currency: str
    awarded_on: date | None
    title: str
    programme: str
    place: str
    onward: str
    open_call: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivingRead:
    """All grants of a file, in its order; `row` of a problem is the number of the grant."""

    rows: tuple[GivingRow, ...]
    problems: tuple[Problem, ...]


def read_giving(source: BinaryIO, *, file: str) -> GivingRead:
    """A package. Raises InputError `giving-not-360giving` for anything else.

    Dates with slashes are read as day/month/year, as most publishers are British, and each is a problem that says how it was
    read; one that cannot be so is not read.
    """
    grants = _grants(source, file)
    log = _Log(file)
    rows = []
    for number, one in enumerate(grants, 1):
        if isinstance(one, dict):
            rows.append(_row(one, number, log))
        else:
            log.note("giving-not-360giving", number, "grants")
    for identifier, count in Counter(row.id for row in rows if row.id).items():
        if count > 1:
            log.note("giving-identifier-repeated", 0, "id", identifier)
    return GivingRead(rows=tuple(rows), problems=tuple(log.result()))


class _Log:
    def __init__(self, file: str) -> None:
        self.file = file
        self.unknown: Counter[str] = Counter()
        self._kept: list[Problem] = []

    def note(self, code: str, number: int, path: str, value: Any = "", **params: str) -> None:
        self._kept.append(found(code, self.file, line=number, path=path, value=str(value), params=params))

    def result(self) -> Iterator[Problem]:
        yield from self._kept
        for name, count in sorted(self.unknown.items()):
            yield found("giving-field-unknown", self.file, path=name[:80], params={"count": str(count)})


def _grants(source: BinaryIO, file: str) -> list[Any]:
    data = source.read(MOST_BYTES + 1)
    try:
        if len(data) > MOST_BYTES:
            raise ValueError
        document = json.loads(data.decode("utf-8-sig"), parse_float=str, parse_int=str, parse_constant=str)
        grants = document["grants"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise refused("giving-not-360giving", file) from None
    if not isinstance(grants, list):
        raise refused("giving-not-360giving", file)
    return grants


def _row(grant: Mapping[str, Any], number: int, log: _Log) -> GivingRow:
    log.unknown.update(name for name in grant if name not in _fields())
    for name in REQUIRED:
        if grant.get(name) in (None, "", []):
            log.note("giving-missing", number, name, field=name)
    orgs = _objects(grant, "recipientOrganization")
    individual = isinstance(grant.get("recipientIndividual"), dict)
    if len(orgs) + individual != 1:
        log.note("giving-recipients", number, "recipientOrganization", count=str(len(orgs) + individual))
    funder, recipient = _first(grant, "fundingOrganization"), orgs[0] if orgs else {}
    currency = _text(grant, "currency")
    if currency and not _CURRENCY.fullmatch(currency):
        log.note("giving-currency", number, "currency", currency)
    return GivingRow(
        id=_text(grant, "id"),
        number=number,
        funder=_text(funder, "id"),
        funder_name=_text(funder, "name"),
        recipient="" if individual else _text(recipient, "id"),
        recipient_name="" if individual else _text(recipient, "name"),
        individual=individual,
        awarded=_amount(grant, "amountAwarded", number, log),
        disbursed=_amount(grant, "amountDisbursed", number, log),
        currency=currency,
        awarded_on=_day(_text(grant, "awardDate"), number, log),
        title="" if individual else _text(grant, "title"),
        programme=_text(_first(grant, "grantProgramme"), "title"),
        place=_text(_first(grant, "beneficiaryLocation"), "countryCode"),
        onward=_text(grant, "regrantType"),
        open_call=_text(grant, "fromOpenCall"),
    )


def _objects(grant: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = grant.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _first(grant: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return next(iter(_objects(grant, name)), {})


def _text(of: Mapping[str, Any], name: str) -> str:
    value = of.get(name)
    return value.strip() if isinstance(value, str) else ""


def _amount(grant: Mapping[str, Any], name: str, number: int, log: _Log) -> Decimal | None:
    """JSON numbers arrive as their own text, so no binary fraction comes between."""
    value = grant.get(name)
    if value is None:
        return None
    amount = decimal(value) if isinstance(value, str) else None
    if amount is None:
        log.note("giving-amount", number, name, value)
    return amount


def _day(text: str, number: int, log: _Log) -> date | None:
    if not text:
        return None
    try:
        if iso := _ISO.fullmatch(text):
            return date.fromisoformat(iso[1])
        if slashed := _SLASHED.fullmatch(text):
            read = date(int(slashed[3]), int(slashed[2]), int(slashed[1]))
            log.note("giving-date-order", number, "awardDate", text, read=read.isoformat())
            return read
    except ValueError:
        pass
    log.note("giving-date", number, "awardDate", text)
    return None


@cache
def _fields() -> frozenset[str]:
    """Fields of a grant in the standard: `data/giving_fields.csv`."""
    return frozenset(row["field"] for row in rows("giving_fields"))
