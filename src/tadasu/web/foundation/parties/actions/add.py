"""Add: a party with its first name, and whatever else a source states of one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import Certainty, UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.parties._values import MOST_SOURCE, checked, line, url_of
from tadasu.web.foundation.parties._writing import PARTY, ask, changed, held, index_names, write_down
from tadasu.web.foundation.parties.access import ADD, STATE
from tadasu.web.foundation.parties.models import Party, Statement
from tadasu.web.foundation.parties.properties import NAMES, confidences, properties

MOST_AT_ONCE = 500
EARLIEST = 1900
"""The first year for which a source is taken to speak: an earlier one is a slip."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement, as it is told. `source` is a key of the one who says it (a list and entry, a file, a register), `as_of` the
    day for which they say it, `language` a tag with the script where it matters (`ja`, `zh-Hant`). Where the property names
    another party, `value` may be the id of one of ours."""

    property: str
    value: str
    source: str
    scheme: str = ""
    language: str = ""
    source_url: str = ""
    as_of: date | None = None
    confidence: Certainty = Certainty.REPORTED


def add_party(actor: Actor, *, organisation: UUID, kind: str, said: Sequence[Said]) -> Party:
    """A party with everything that is told of it, a name among it; lists are screened for it as soon as the worker comes to it.

    Raises Refused, UsageError `parties-name-missing`, `parties-too-many` and as `state` does.
    """
    allow(actor, ADD.name, Organisation(id=organisation))
    if not 0 < len(said) <= MOST_AT_ONCE:
        raise UsageError("parties-too-many", most=str(MOST_AT_ONCE))
    with transaction.atomic():
        party = Party(organisation_id=organisation, kind=kind, made_by_id=actor.user)
        party.canonical = party
        statements = [_statement(actor, party, one) for one in said]
        names = [one for one in statements if one.property == NAMES[0]]
        if not names:
            raise UsageError("parties-name-missing")
        party.title = names[0].value
        party.save(force_insert=True)
        Statement.objects.bulk_create(statements)
        index_names(statements)
        write_down(actor, ADD, PARTY, party.id, organisation, detail={"kind": kind, "statements": len(statements)})
        ask(party)
    return party


def state(actor: Actor, *, party: UUID, said: Said) -> Statement:
    """One more statement of a party. What others say stands beside it: nothing is overwritten.

    Raises Refused, Party.DoesNotExist, UsageError `parties-no-such-property`, `parties-no-such-kind`, `parties-source-missing`,
    `parties-language`, `parties-day-ahead`, `parties-day-early`, `parties-stated-already`, `parties-value-itself`,
    `parties-value-date-ahead`, and what is wrong with the value.
    """
    with transaction.atomic():
        found = held(party)
        allow(actor, STATE.name, found)
        made = _statement(actor, found, said)
        same = found.statements.filter(
            property=made.property, plain=made.plain, scheme=made.scheme, source=made.source, as_of=made.as_of
        )
        if same.filter(withdrawn_at=None).exists():
            raise UsageError("parties-stated-already")
        made.save(force_insert=True)
        index_names([made])
        changed(found)
        write_down(
            actor,
            STATE,
            PARTY,
            found.id,
            found.organisation_id,
            detail={"statement": str(made.id), "property": made.property},
        )
    return made


def _statement(actor: Actor, party: Party, said: Said) -> Statement:
    """Raises UsageError."""
    said, other = _resolved(party, said)
    value = checked(party.kind, said.property, said.value, scheme=said.scheme)
    today = timezone.localdate()
    if properties()[said.property].type == "date" and value.value > today.isoformat()[: len(value.value)]:
        raise UsageError("parties-value-date-ahead", property=said.property, value=value.value)
    source = line(said.source, most=MOST_SOURCE, field="source")
    if not source:
        raise UsageError("parties-source-missing")
    if said.language and not _LANGUAGE.fullmatch(said.language):
        raise UsageError("parties-language", value=said.language[:20])
    if said.as_of is not None and said.as_of > today:
        raise UsageError("parties-day-ahead", value=said.as_of.isoformat())
    if said.as_of is not None and said.as_of.year < EARLIEST:
        raise UsageError("parties-day-early", value=said.as_of.isoformat(), year=str(EARLIEST))
    return Statement(
        organisation_id=party.organisation_id,
        party=party,
        property=said.property,
        value=value.value,
        plain=value.plain,
        scheme=value.scheme,
        language=said.language,
        other=other,
        source=source,
        source_url=url_of(said.source_url, field="source_url"),
        as_of=said.as_of,
        confidence=confidences()[said.confidence],
        recorded_by_id=actor.user,
    )


def _resolved(party: Party, said: Said) -> tuple[Said, Party | None]:
    """Where the value of a property that names a party is the id of one of ours: its title, and that party."""
    found = properties().get(said.property)
    if found is None or found.type != "party":
        return said, None
    try:
        key = UUID(said.value.strip())
    except ValueError:
        return said, None
    other = Party.objects.filter(id=key, organisation=party.organisation_id).first()
    if other is None:
        raise UsageError("parties-no-such-party", property=said.property)
    if other.canonical_id == party.canonical_id:
        raise UsageError("parties-value-itself", property=said.property)
    return replace(said, value=other.title), other
