"""Draft: begun from findings, written by its authors, copied to another law. The text is sealed each time it is kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction

from tadasu.law import Part
from tadasu.schema import UsageError
from tadasu.web.evidence.petition import queries
from tadasu.web.evidence.petition._content import Content, beside_of, kept
from tadasu.web.evidence.petition._prefill import parts_of
from tadasu.web.evidence.petition._writing import (
    checked,
    label_of,
    locked,
    opened_lately,
    resealed,
    sealed,
    write,
)
from tadasu.web.evidence.petition.access import BEGIN, COPY, SHARE, WRITE
from tadasu.web.evidence.petition.actions.attaching import attach, attachable
from tadasu.web.evidence.petition.conflicts import Conflict
from tadasu.web.evidence.petition.found import found_of
from tadasu.web.evidence.petition.laws import asked_law, law_of
from tadasu.web.evidence.petition.models import DRAFT, OVER, Petition
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.vault.actions import Unlocked, add_reader
from tadasu.wording import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """To which authority, in which language our own words are, from what, and who can open it beside whoever begins it."""

    label: str
    regime: str
    language: str
    inquiries: tuple[UUID, ...] = ()
    findings: tuple[UUID, ...] = ()
    authors: tuple[UUID, ...] = ()


def begin(actor: Actor, *, organisation: UUID, begun: Begun) -> Petition:
    """A draft that holds what the findings say. Raises Refused, UsageError `petition-label`, `petition-language`,
    `petition-no-such-finding`, `petition-no-such-author`, `no-such-regime`, `no-petition`, and as the vault's `seal`."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, BEGIN.name, place)
    regime, form = asked_law(begun.regime)
    language = _language(begun.language)
    found = found_of(actor, organisation, inquiries=begun.inquiries, findings=begun.findings)
    parts = parts_of(found, regime, language)
    parts[Part.PETITIONER] = (place.name_ja if language == "ja" else "") or place.name
    with transaction.atomic():
        made = _made(actor, organisation, begun, parts=kept(parts, _wanted(form.parts)))
        write(actor, BEGIN, made, "begun", detail={"regime": made.regime})
    return made


def write_text(actor: Actor, *, petition: UUID, parts: Mapping[Part, str], seen: int, key: Unlocked) -> Petition:
    """Keep what was written; a part that is not among `parts` stays as it is, a blank one goes. `seen` is the version that the
    actor saw. That it was ready counts no longer.

    Raises Petition.DoesNotExist, Refused, Conflict, UsageError `petition-state`, `petition-long`, `petition-not-open`, and as the
    vault's `open_again`."""
    with transaction.atomic():
        found = locked(actor, petition, WRITE, DRAFT)
        before = opened_lately(actor, found, key)
        said = kept({**before.parts, **parts}, _wanted(law_of(found.regime).parts, before.parts))
        if said == dict(before.parts):
            return found
        if found.version != seen:
            raise Conflict(found, before.parts)
        checked(said)
        resealed(actor, found, Content(parts=said, salt=before.salt), key)
        found.filled, found.version, found.changed_by_id = sorted(part.value for part in said), seen + 1, person(actor)
        found.offered_by_id = found.offered_at = None
        found.save(update_fields=["filled", "version", "changed_by", "offered_by", "offered_at"])
        write(actor, WRITE, found, "written", detail={"filled": len(said)})
    return found


def copy(actor: Actor, *, petition: UUID, regime: str, label: str, key: Unlocked) -> Petition:
    """A draft under another law, or of what is over under the same, for the same authors: what both ask is taken over, and what
    of the attachments the actor could attach now.

    Raises Petition.DoesNotExist, Refused, UsageError `petition-label`, `petition-same-regime`, `petition-not-open`,
    `no-such-regime`, `no-petition`, and as the vault's `seal`."""
    with transaction.atomic():
        found = locked(actor, petition, COPY)
        if regime == found.regime and found.state not in OVER:
            raise UsageError("petition-same-regime")
        _, form = asked_law(regime)
        before = opened_lately(actor, found, key)
        begun = Begun(
            label=label,
            regime=regime,
            language=found.language,
            inquiries=tuple(found.inquiries),
            findings=tuple(found.findings),
            authors=tuple(one.id for one in queries.authors(found)),
        )
        made = _made(
            actor, found.organisation_id, begun, parts=kept(before.parts, _wanted(form.parts)), copied_from=found.id
        )
        write(actor, COPY, made, "copied", detail={"regime": regime, "from": str(found.id)})
        for one in queries.attached(actor, found):
            if attachable(actor, made, one.row.kind, one.row.thing):
                attach(actor, petition=made.id, kind=one.row.kind, thing=one.row.thing)
    return made


def share(actor: Actor, *, petition: UUID, user: UUID, key: Unlocked) -> None:
    """Name another author, who can open the text from then on. Raises Petition.DoesNotExist, Refused, UsageError
    `petition-state`, `petition-no-such-author`, and as the vault's `add_reader`."""
    with transaction.atomic():
        found = locked(actor, petition, SHARE)
        if found.state in OVER:
            raise UsageError("petition-state")
        _refuse_others(found.organisation_id, {user})
        add_reader(actor, record=found.record, user=user, key=key)
        write(actor, SHARE, found, "shared", detail={"author": str(user)})


def _made(
    actor: Actor,
    organisation: UUID,
    begun: Begun,
    *,
    parts: Mapping[Part, str],
    copied_from: UUID | None = None,
) -> Petition:
    checked(parts)
    made = Petition(
        id=uuid4(),
        organisation_id=organisation,
        regime=begun.regime,
        label=label_of(begun.label),
        language=_language(begun.language),
        filled=sorted(part.value for part in parts),
        inquiries=list(begun.inquiries),
        findings=list(begun.findings),
        copied_from=copied_from,
        begun_by_id=person(actor),
        changed_by_id=person(actor),
    )
    _refuse_others(organisation, set(begun.authors) - {person(actor)})
    made.record = sealed(actor, made, Content(parts=parts), {person(actor), *begun.authors})
    made.save(force_insert=True)
    return made


def _refuse_others(organisation: UUID, named: Collection[UUID]) -> None:
    """Raises UsageError `petition-no-such-author` for whoever neither drafts nor releases petitions there, or has no keys."""
    if not set(named) <= {one.id for one in queries.could_open(organisation)}:
        raise UsageError("petition-no-such-author")


def _wanted(asked: Collection[Part], held: Collection[Part] = ()) -> tuple[Part, ...]:
    return (*asked, *beside_of(asked, held))


def _language(language: str) -> Language:
    known: Mapping[str, Language] = {"en": "en", "ja": "ja"}
    if language not in known:
        raise UsageError("petition-language", known=", ".join(known))
    return known[language]
