"""Grants as a 360Giving package in JSON: the same content gives the same bytes."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from tadasu.funds._dac import dac_recipients
from tadasu.funds._giving.model import GivingGrant, GivingOrg, GivingPackage
from tadasu.funds._iati import phrase
from tadasu.funds._rows import rows
from tadasu.places import country_code
from tadasu.schema import UsageError

VERSION = "1.4"

COUNTRY, SEVERAL_COUNTRIES = "GLS030", "GLS020"
"""LocationScope."""

MOST_EXACT = 1 << 53
"""Amounts are JSON numbers, which many readers take as binary: beyond this a whole unit may be lost."""


def giving_package(package: GivingPackage) -> bytes:
    """A package, grants by identifier; keys sorted, two spaces a level.

    Raises UsageError `giving-recipient` unless a grant has an organisation or a person, never both; `giving-grants` when there
    are none or two of one identifier; `giving-amount-out` for an amount that JSON readers would change; `giving-moment` for a
    time that does not say where; `giving-place` for a place that is no country's code or region's number; `giving-reason` for a
    reason that is in no list; `giving-text` for a field that must be said and is not.
    """
    identifiers = [one.id for one in package.grants]
    if not identifiers or len(set(identifiers)) != len(identifiers):
        raise UsageError("giving-grants")
    document = {
        "version": VERSION,
        "title": package.title,
        "issued": package.issued.isoformat(),
        "license": package.licence,
        "publisher": {"identifier": package.publisher.id, "name": package.publisher.name},
        "grants": [_grant(one) for one in sorted(package.grants, key=lambda each: each.id)],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def _grant(grant: GivingGrant) -> dict[str, Any]:
    for name in ("id", "title", "description"):
        if not getattr(grant, name).strip():
            raise UsageError("giving-text", field=name)
    found: dict[str, Any] = {
        "id": grant.id,
        "title": grant.title,
        "description": grant.description,
        "currency": grant.awarded.currency,
        "amountAwarded": _number(grant.awarded.amount),
        "awardDate": grant.awarded_on.isoformat(),
        "fundingOrganization": [_org(grant.funder)],
        "dateModified": _moment(grant.modified),
        **_recipient(grant),
        **_place(grant),
    }
    if grant.disbursed is not None:
        found["amountDisbursed"] = _number(grant.disbursed)
    if grant.programme is not None:
        found["grantProgramme"] = [{"code": grant.programme.code, "title": grant.programme.title}]
    if grant.open_call is not None:
        found["fromOpenCall"] = "Yes" if grant.open_call else "No"
    if grant.regrant is not None:
        found["regrantType"] = grant.regrant.value
    if grant.start is not None:
        event = {"startDate": grant.start.isoformat()}
        found["plannedDates"] = [event if grant.end is None else {**event, "endDate": grant.end.isoformat()}]
    if grant.related:
        found["relatedActivity"] = sorted(grant.related)
    return found


def _recipient(grant: GivingGrant) -> dict[str, Any]:
    if (grant.recipient is None) == (not grant.person):
        raise UsageError("giving-recipient", value=grant.id)
    if grant.recipient is not None:
        return {"recipientOrganization": [_org(grant.recipient)]}
    name = dict(phrase("individual-recipient"))["en"]
    if grant.reason and grant.reason not in _reasons():
        raise UsageError("giving-reason", value=grant.reason)
    details = {"toIndividualsDetails": {"primaryGrantReason": grant.reason}} if grant.reason else {}
    return {"recipientIndividual": {"id": grant.person, "name": name}, **details}


def _place(grant: GivingGrant) -> dict[str, Any]:
    """A country, or a region of several countries."""
    if not grant.place:
        return {}
    region = dac_recipients().get(grant.place)
    if region is not None and not region.country:
        return {"beneficiaryLocation": [{"name": region.name}], "locationScope": SEVERAL_COUNTRIES}
    if country_code(grant.place) != grant.place:
        raise UsageError("giving-place", value=grant.place)
    return {"beneficiaryLocation": [{"countryCode": grant.place.upper()}], "locationScope": COUNTRY}


def _org(org: GivingOrg) -> dict[str, str]:
    if not (org.id.strip() and org.name.strip()):
        raise UsageError("giving-text", field="organization")
    return {"id": org.id, "name": org.name}


def _number(amount: Decimal) -> int | float:
    """A JSON number that reads back as the same decimal number."""
    if not amount.is_finite() or abs(amount) > MOST_EXACT:
        raise UsageError("giving-amount-out", value=str(amount)[:40])
    if amount == amount.to_integral_value():
        return int(amount)
    near = float(amount)
    if Decimal(repr(near)) != amount:
        raise UsageError("giving-amount-out", value=str(amount)[:40])
    return near


def _moment(at: datetime) -> str:
    if at.tzinfo is None:
        raise UsageError("giving-moment")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@cache
def _reasons() -> frozenset[str]:
    return frozenset(row["code"] for row in rows("giving_codes") if row["list"] == "grant-to-individuals-reason")
