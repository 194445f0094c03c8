"""Rates of exchange: typed in, or from a CSV file, each with its source."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.funds import currencies
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.programmes.access import RATE
from tadasu.web.funding.programmes.models import Rate
from tadasu.web.ui.signs import plain_text

COLUMNS = ("currency", "base", "per_unit", "on", "source")
MOST_ROWS = 5_000
MOST_BYTES = 1_000_000
LONGEST_SOURCE = 200
_FINEST = Decimal("0.0000000001")
_LARGEST = Decimal(10) ** 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of a file: rates that are new, that took the place of another, that were there already."""

    new: int
    replaced: int
    same: int


@dataclass(frozen=True, slots=True)
class _Row:
    currency: str
    base: str
    per_unit: Decimal
    on: date
    source: str


def set_rate(
    actor: Actor, *, organisation: UUID, currency: str, base: str, per_unit: str, on: date, source: str
) -> Rate:
    """One unit of `currency` is `per_unit` units of `base`. Another of the same day takes the place of this one.

    Raises Refused, UsageError `programmes-rate` (with the column), `programmes-day`."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, RATE.name, place)
    row = _checked(currency, base, per_unit, on.isoformat(), source)
    with transaction.atomic():
        _held(place)
        _keep(actor, place.id, row)
        _write(actor, place.id, Read(new=1, replaced=0, same=0), row.source)
    return Rate.objects.get(organisation=place, currency=row.currency, base=row.base, on=row.on, replaced=False)


def load_rates(actor: Actor, *, organisation: UUID, content: bytes) -> Read:
    """From a CSV file with the columns currency, base, per_unit, on, source; all or nothing.

    Raises Refused, UsageError `programmes-rates-file` for what is no such file or too large, `programmes-rate` with the row, also
    where a file says two rates for one day."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, RATE.name, place)
    rows = _rows(content)
    with transaction.atomic():
        _held(place)
        kept = [_keep(actor, place.id, row) for row in rows]
        done = Read(new=kept.count("new"), replaced=kept.count("replaced"), same=kept.count("same"))
        _write(actor, place.id, done, "")
    return done


def _held(place: Organisation) -> None:
    """Two who load at once are taken one after the other."""
    Organisation.objects.select_for_update(no_key=True).get(id=place.id)


def _keep(actor: Actor, organisation: UUID, row: _Row) -> str:
    there = Rate.objects.filter(
        organisation=organisation, currency=row.currency, base=row.base, on=row.on, replaced=False
    ).first()
    if there is not None:
        if (there.per_unit, there.source) == (row.per_unit, row.source):
            return "same"
        Rate.objects.filter(id=there.id).update(replaced=True)
    Rate.objects.create(
        organisation_id=organisation,
        currency=row.currency,
        base=row.base,
        per_unit=row.per_unit,
        on=row.on,
        source=row.source,
        user_id=person(actor),
    )
    return "new" if there is None else "replaced"


def _rows(content: bytes) -> Sequence[_Row]:
    if len(content) > MOST_BYTES:
        raise UsageError("programmes-rates-file")
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        found = list(reader)
    except (UnicodeDecodeError, csv.Error):
        raise UsageError("programmes-rates-file") from None
    if reader.fieldnames is None or not set(COLUMNS) <= set(reader.fieldnames) or not 0 < len(found) <= MOST_ROWS:
        raise UsageError("programmes-rates-file")
    rows = [_checked(*(one[column] or "" for column in COLUMNS), number=number) for number, one in enumerate(found, 2)]
    said: dict[tuple[str, str, date], Decimal] = {}
    for number, row in enumerate(rows, 2):
        if said.setdefault((row.currency, row.base, row.on), row.per_unit) != row.per_unit:
            raise _wrong(number, "on", row.on.isoformat())
    return rows


def _checked(currency: str, base: str, per_unit: str, on: str, source: str, *, number: int = 0) -> _Row:
    """Raises UsageError `programmes-rate`; `row` is the line of the file, 0 for what was typed in."""
    said = plain_text(source).strip()
    for column, text in (("currency", currency), ("base", base)):
        if text not in currencies():
            raise _wrong(number, column, text)
    if currency == base:
        raise _wrong(number, "base", base)
    try:
        value = Decimal(unicodedata.normalize("NFKC", per_unit).strip())
        if not value.is_finite() or not _FINEST <= value < _LARGEST or value != value.quantize(_FINEST):
            raise InvalidOperation
    except InvalidOperation:
        raise _wrong(number, "per_unit", per_unit) from None
    try:
        day = date.fromisoformat(on.strip())
    except ValueError:
        raise _wrong(number, "on", on) from None
    if day > timezone.localdate():
        raise _wrong(number, "on", on)
    if not 0 < len(said) <= LONGEST_SOURCE:
        raise _wrong(number, "source", source)
    return _Row(currency, base, value.quantize(_FINEST), day, said)


def _wrong(number: int, column: str, value: str) -> UsageError:
    return UsageError("programmes-rate", row=str(number), column=column, value=value[:40])


def _write(actor: Actor, organisation: UUID, done: Read, source: str) -> None:
    write_down(
        actor,
        act=RATE.name,
        subject="programmes.rate",
        organisation=organisation,
        detail={"new": done.new, "replaced": done.replaced, "same": done.same, "source": source},
    )
