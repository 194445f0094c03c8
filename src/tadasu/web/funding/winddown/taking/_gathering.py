"""Everything of a box that its holder may have: read with the key that the code gave, within `holding` the box's digest. What was
sealed to the funder alone does not open with it, and stands there as none."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import ANONYMOUS, Refused, allow
from tadasu.web.foundation.correspondence import queries as letters
from tadasu.web.foundation.correspondence.models import Letter, Sort
from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.foundation.vault.actions import named_outside, open_outside
from tadasu.web.funding.applications import queries as applications
from tadasu.web.funding.applications.models import OVER, Application
from tadasu.web.funding.awards import queries as awards
from tadasu.web.funding.awards.models import DRAFT, DROPPED, HIDDEN, Award, Payment
from tadasu.web.funding.awards.models.money import PAID
from tadasu.web.funding.intermediaries.models import Attestation, Duty, Incident, Terms
from tadasu.web.funding.results.models import Told
from tadasu.web.funding.results.queries import told_of_award
from tadasu.web.funding.winddown import queries
from tadasu.web.funding.winddown.access import TAKE_FILE
from tadasu.web.funding.winddown.taking._document import FORM, VERSION

Said = dict[str, Any]

LONGEST_NAME = 100
"""Signs of a file's own name in the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The document, and for each file of the box its place in the package and the vault's record."""

    document: Mapping[str, Any] = field(repr=False)
    files: Sequence[tuple[str, UUID]] = field(repr=False)


def gathered(visit: Visit, language: str) -> Taken:
    """As it stands now; as the organisation's system within `holding` the box's digest. Raises Refused."""
    allow(ANONYMOUS, TAKE_FILE.name, visit)
    box = visit.box
    told = queries.announced(box.organisation_id)
    kept = letters.letters_of(box)
    written = [_letter(visit, one) for one in kept]
    document: Said = {
        "form": FORM,
        "version": VERSION,
        "language": language,
        "taken_on": timezone.localdate().isoformat(),
        "funder": box.organisation.name,
        "ends_on": _day(told.on if told is not None else None),
        "box": {"month": box.month.isoformat(), "state": box.state, "closed": box.closed},
        "letters": written,
        "applications": [
            _application(visit, one) for one in applications.applications_in(box.id).exclude(state__in=OVER)
        ],
        "grants": [_grant(visit, one) for one in _awards_of(visit)],
    }
    records = {one.number: one.record for one in kept}
    files = [(one["file"]["path"], records[one["number"]]) for one in written if one["file"] is not None]
    return Taken(document=document, files=files)


def _awards_of(visit: Visit) -> list[Award]:
    rows = Award.objects.filter(box=visit.box.id).exclude(state__in=(DRAFT, DROPPED))
    return list(rows.order_by("signed_on", "id"))


def _opened(visit: Visit, record: UUID | None) -> bytes | None:
    """What the code opens; None for what it does not."""
    if record is None:
        return None
    try:
        return open_outside(ANONYMOUS, record=record, private=visit.private)
    except (TadasuError, Refused):
        return None


def _letter(visit: Visit, one: Letter) -> Said:
    said: Said = {
        "number": one.number,
        "by": "grantee" if one.from_source else "funder",
        "sort": one.sort,
        "day": one.day.isoformat(),
        "answers": one.answers,
        "text": None,
        "file": None,
    }
    if one.sort == Sort.FILE:
        said["file"] = _file(visit, one)
    elif one.sort != Sort.FORM and (found := _opened(visit, one.record)) is not None:
        said["text"] = found.decode("utf-8", "replace")
    return said


def _file(visit: Visit, one: Letter) -> Said | None:
    try:
        name, size = named_outside(ANONYMOUS, record=one.record, private=visit.private)
    except (TadasuError, Refused):
        return None
    return {"name": name, "path": f"files/{one.number:03}-{plain_name(name)}", "size": size}


def plain_name(name: str) -> str:
    """A file's own name as every system takes it, however it came.

    >>> plain_name("../a/b?.pdf"), plain_name("夜の新聞.pdf"), plain_name("...")
    ('b_.pdf', '夜の新聞.pdf', 'file')
    """
    bare = unicodedata.normalize("NFC", name).replace("\\\\", "/").rsplit("/", 1)[-1]
    safe = "".join(one if one.isalnum() or one in "-_.() " else "_" for one in bare).strip(" .")
    stem, dot, kind = safe.rpartition(".")
    short = f"{stem[:LONGEST_NAME]}{dot}{kind[:20]}" if stem else safe[:LONGEST_NAME]
    return short if re.search(r"[^_. ]", short) else "file"


def _application(visit: Visit, one: Application) -> Said:
    return {
        "pseudonym": one.pseudonym,
        "state": one.state,
        "month": one.month.isoformat(),
        "level": one.level,
        "lane": one.lane,
        "region": one.region,
        "purpose": one.purpose,
        "amount": one.amount,
        "currency": one.currency,
        "consents": [name for name, given in applications.consents_of(one).items() if given],
        "versions": [
            {"number": sent.number, "letter": sent.letter, "content": _content(visit, sent.record)}
            for sent in sorted(applications.versions_of(one), key=lambda sent: sent.number)
        ],
    }


def _content(visit: Visit, record: UUID) -> Said | None:
    found = _opened(visit, record)
    said: Said | None = json.loads(found) if found is not None else None
    return said


def _note(visit: Visit, record: UUID | None) -> str | None:
    texts = _texts(visit, record)
    return None if texts is None else texts.get("text", "")


def _texts(visit: Visit, record: UUID | None) -> dict[str, str] | None:
    found = _opened(visit, record)
    return None if found is None else {str(key): str(one) for key, one in json.loads(found)["texts"].items()}


def _grant(visit: Visit, award: Award) -> Said:
    columns = ("pseudonym", "state", "level", "lane", "purpose", "region", "amount", "currency", "passes_on")
    days = ("starts_on", "ends_on", "signed_on", "closed_on")
    return {
        **{name: getattr(award, name) for name in columns},
        **{name: _day(getattr(award, name)) for name in days},
        "clauses": list(award.clauses),
        "consented": list(award.consented),
        "agreement": _texts(visit, award.record),
        "costs": [{"code": one.code, "amount": one.amount} for one in awards.costs_of(award)],
        "conditions": [
            {**_some(one, "number", "code", "before", "state"), "text": _note(visit, one.record)}
            for one in awards.conditions_of(award)
        ],
        "tranches": [
            _some(one, "number", "amount", "due_on", "milestone", "advance", "state")
            for one in awards.tranches_of(award)
        ],
        "payments": [_payment(one) for one in awards.payments_of(award)],
        "receipts": [
            {
                **_some(one, "number", "evidence", "cost", "amount", "state", "noted_on"),
                "text": _note(visit, one.record),
            }
            for one in awards.receipts_of(award)
        ],
        "reports": [
            {
                **_some(one, "number", "due_on", "form", "state", "by", "letter", "given_on"),
                "text": _note(visit, one.record),
            }
            for one in awards.reports_of(award)
        ],
        "changes": [
            _some(
                one,
                *("number", "kind", "reason", "state", "proposed_on", "amount_before", "amount_after"),
                *("ends_before", "ends_after", "level_before", "level_after"),
            )
            for one in awards.amendments_of(award)
        ],
        "returns": [
            _some(one, "number", "amount", "currency", "reason", "came_on") for one in awards.returns_of(award)
        ],
        "passed_on": [
            _below(one) for one in awards.below(award).exclude(state__in=(DRAFT, DROPPED)).exclude(level=HIDDEN)
        ],
        "results": [_told(one) for one in told_of_award(award).order_by("number")],
        "chain": _chain(award),
    }


def _told(one: Told) -> Said:
    """What the grantee told of results: the words are in the letter."""
    return _some(one, "number", "letter", "day", "state", "set_aside")


def _payment(one: Payment) -> Said:
    said = _some(one, "number", "amount", "currency", "state", "paid_on", "paid_amount", "paid_currency")
    return {**said, "tranche": one.tranche.number, "rate": None if one.rate is None else format(one.rate, "f")}


def _below(award: Award) -> Said:
    """A grant out of this one: sums and codes."""
    paid = sum(Payment.objects.filter(award=award, state=PAID).values_list("amount", flat=True))
    names = ("pseudonym", "level", "amount", "currency", "region", "state", "starts_on", "ends_on")
    return {**_some(award, *names), "paid": paid}


def _chain(award: Award) -> Said | None:
    """What an intermediary owes, what it attested in counts, and of which incidents it told, by code."""
    terms = Terms.objects.filter(award=award.id).first()
    if terms is None:
        return None
    return {
        **_some(terms, "overhead_points", "report_days", "protection", "incident_hours"),
        "duties": [_some(one, "code", "acknowledged_on") for one in Duty.objects.filter(terms=terms).order_by("code")],
        "attestations": [
            _some(one, "number", "first", "last", "sub_grants", "amount", "currency", "state", "signed_on")
            for one in Attestation.objects.filter(terms=terms).order_by("number")
        ],
        "incidents": [
            _some(one, "number", "code", "state", "froze")
            for one in Incident.objects.filter(terms=terms).order_by("number")
        ],
    }


def _some(row: object, *names: str) -> Said:
    """These columns, days as text."""
    found = {name: getattr(row, name) for name in names}
    return {name: _day(one) if isinstance(one, date) else one for name, one in found.items()}


def _day(one: date | None) -> str | None:
    return None if one is None else one.isoformat()
