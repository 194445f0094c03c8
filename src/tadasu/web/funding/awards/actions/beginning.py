"""Begin an award: from a decision, directly, or out of another award that passes on. Give up what was never signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.vault.actions import seal
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.applications.queries import application_of, consents_of
from tadasu.web.funding.awards._content import GRANTEE, content_bytes, sealable
from tadasu.web.funding.awards._writing import (
    known,
    known_all,
    locked,
    refuse_amount,
    refuse_readers,
    write,
)
from tadasu.web.funding.awards.access import BEGIN, DROP
from tadasu.web.funding.awards.below import passed_on
from tadasu.web.funding.awards.models import DRAFT, DROPPED, FREE, HIDDEN, IN_FORCE, OURS, Award, Grantee
from tadasu.web.funding.awards.models.grants import HIGHEST_OVERHEAD
from tadasu.web.funding.awards.passing import attested_below, refuse_below
from tadasu.web.funding.awards.words import regions
from tadasu.web.funding.programmes.pseudonyms import drawn
from tadasu.web.funding.programmes.queries import line_of
from tadasu.web.funding.review.actions import let_know
from tadasu.web.funding.review.queries import decision_on

LONGEST_NAME = 200
AWARDED = "awarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What an award begins with. `identity` are texts that are sealed (`_content.FIELDS`), `readers` who can open them beside
    whoever begins it; `grantee` is one that is known already, and then nothing else of it is said. `public_name`, `country` at
    level 0 only. `delay`: months until it is published, none for ever."""

    line: UUID
    amount: int
    currency: str
    level: int
    lane: str
    risk: str
    region: str
    starts_on: date
    ends_on: date
    applicant_type: str = "organisation"
    readers: tuple[UUID, ...] = ()
    identity: Mapping[str, str] = field(default_factory=dict, repr=False)
    grantee: UUID | None = None
    public_name: str = ""
    country: str = ""
    passes_on: bool = False
    overhead_points: int = 0
    delay: int | None = None
    consented: tuple[str, ...] = ()


def begin_award(actor: Actor, *, organisation: UUID, begun: Begun) -> Award:
    """Directly, for an intermediary or where nobody had to apply. Raises Refused, Line.DoesNotExist, UsageError `awards-level`
    for level 2, which only an intermediary can give, and as `_made`."""
    allow(actor, BEGIN.name, Organisation(id=organisation))
    if begun.level == OURS:
        raise UsageError("awards-level")
    return _made(actor, BEGIN, organisation, begun)


def award_from_decision(actor: Actor, *, application: UUID, begun: Begun, parent: UUID | None = None) -> Award:
    """From a decision to award: its amount, currency and level count, and what the application says in codes; its box is the
    award's. At level 2 the intermediary is named: `parent` is the award that it passes on.

    Raises Application.DoesNotExist, Refused, UsageError `awards-no-decision`, `awards-decision-over`, `awards-once` for
    an application that has an award, `awards-parent-needed`, and as `begin_award`, `sub_award`."""
    said = application_of(actor, application)
    allow(actor, BEGIN.name, said)
    decision = decision_on(actor, application)
    if decision is None or decision.outcome != AWARDED or decision.amount is None:
        raise UsageError("awards-no-decision")
    if decision.expires_on is not None and decision.expires_on < timezone.localdate():
        raise UsageError("awards-decision-over", day=decision.expires_on.isoformat())
    level = max(decision.level, said.level)  # more protection may have been asked for since
    if (begun.amount, begun.currency, begun.level) != (decision.amount, decision.currency, level):
        raise UsageError("awards-not-as-decided")
    if begun.level == OURS and parent is None:
        raise UsageError("awards-parent-needed")
    with transaction.atomic():
        Application.objects.select_for_update(of=("self",), no_key=True).get(
            id=application
        )  # who begins it at once waits
        if Award.objects.filter(application=application).exclude(state=DROPPED).exists():
            raise UsageError("awards-once")
        made = _made(actor, BEGIN, said.organisation_id, begun, application=said, parent=parent)
        let_know(actor, application=application, users=made.readers)
        return made


def sub_award(actor: Actor, *, parent: UUID, begun: Begun) -> Award:
    """Out of an award that passes on, where the sub-grantee may be known to us. Its money is part of the award above. Raises
    Award.DoesNotExist, Refused, UsageError `awards-passes-nothing-on`, `awards-over-parent`, and as `_made`."""
    above = Award.objects.get(id=parent)
    allow(actor, BEGIN.name, above)
    return _made(actor, BEGIN, above.organisation_id, begun, parent=parent)


def drop(actor: Actor, *, award: UUID) -> Award:
    """Give up what was not signed. Raises Award.DoesNotExist, Refused, UsageError `awards-state`."""
    with transaction.atomic():
        found = locked(actor, award, DROP, DRAFT)
        found.state = DROPPED
        found.save(update_fields=["state"])
        write(actor, DROP, found, "dropped")
    return found


def refuse_over_parent(parent: Award, more: int, *, instead_of: int = 0) -> None:
    """Raises UsageError `awards-over-parent` where more would be passed on than the award above is. For an award that is held."""
    if passed_on(parent) + attested_below(parent) - instead_of + more > parent.amount:
        raise UsageError("awards-over-parent")


def _made(
    actor: Actor,
    act: Act,
    organisation: UUID,
    begun: Begun,
    *,
    application: Application | None = None,
    parent: UUID | None = None,
) -> Award:
    """Raises UsageError `awards-amount`, `awards-currency`, `awards-dates`, `awards-code`, `awards-level`, `awards-overhead`,
    `awards-no-such-reader`, `awards-no-identity`, `awards-public-name`, `awards-no-such-grantee`, and as the vault's `seal`."""
    _refuse_wrong(begun)
    readers = {person(actor), *begun.readers}
    refuse_readers(organisation, readers)
    line = line_of(actor, begun.line)
    if line.organisation_id != organisation:
        raise UsageError("awards-line")
    with transaction.atomic():
        above = _above(actor, parent, begun) if parent is not None else None
        grantee = _grantee(actor, organisation, begun, readers)
        level = max(begun.level, grantee.level)
        made = Award(
            id=uuid4(),
            organisation_id=organisation,
            pseudonym=_free(Award, organisation),
            grantee=grantee,
            application=application.id if application else None,
            parent=above,
            passes_on=begun.passes_on,
            overhead_points=begun.overhead_points,
            line=line.id,
            purpose=(application.purpose if application else "") or line.purpose,
            oda=line.oda,
            region=(application.region if application else "") or begun.region,
            country=begun.country if level == FREE else "",
            lane=begun.lane,
            risk=begun.risk,
            level=level,
            delay=begun.delay,
            amount=begun.amount,
            currency=begun.currency,
            starts_on=begun.starts_on,
            ends_on=begun.ends_on,
            consented=_consents(application, begun),
            readers=sorted(readers),
            box=application.box_id if application else None,
            begun_by_id=person(actor),
        )
        made.save(force_insert=True)
        if above is not None and made.level < HIDDEN:  # of what is withheld nothing stands where others look
            write(actor, act, above, "sub-award", detail={"award": str(made.id)})
        write(actor, act, made, "begun")
    return made


def _above(actor: Actor, parent: UUID, begun: Begun) -> Award:
    found = Award.objects.select_for_update(of=("self",), no_key=True).get(id=parent)
    allow(actor, BEGIN.name, found)
    if (
        not found.passes_on
        or found.state not in IN_FORCE
        or found.line != begun.line
        or found.currency != begun.currency
    ):
        raise UsageError("awards-passes-nothing-on")
    if begun.starts_on < found.starts_on:
        raise UsageError("awards-dates")
    refuse_below(found, begun.level)
    refuse_over_parent(found, begun.amount)
    return found


def _grantee(actor: Actor, organisation: UUID, begun: Begun, readers: set[UUID]) -> Grantee:
    if begun.grantee is not None:
        found = Grantee.objects.filter(id=begun.grantee, organisation=organisation, ended_on=None).first()
        if found is None:
            raise UsageError("awards-no-such-grantee")
        if begun.level > found.level and begun.level != OURS:
            found.level, found.public_name = begun.level, ""
        found.readers = sorted({*found.readers, *readers}) if begun.level == HIDDEN else found.readers
        found.save(update_fields=["level", "public_name", "readers"])
        return found
    texts = sealable(GRANTEE, begun.identity)
    if begun.level == OURS and texts:
        raise UsageError("awards-intermediary-knows-alone")
    if begun.level != OURS and "names" not in texts:
        raise UsageError("awards-no-identity")
    made = Grantee(
        id=uuid4(),
        organisation_id=organisation,
        pseudonym=_free(Grantee, organisation),
        level=begun.level,
        applicant_type=known("applicants", begun.applicant_type),
        public_name=begun.public_name.strip(),
        readers=sorted(readers),
    )
    if texts:
        made.record = seal(
            actor,
            organisation=organisation,
            kind=f"awards.{GRANTEE}",
            content=content_bytes(GRANTEE, texts),
            readers=readers,
            about=made.id,
        )
    made.save(force_insert=True)
    return made


def _refuse_wrong(begun: Begun) -> None:
    refuse_amount(begun.amount)
    if len(begun.currency) != 3 or not begun.currency.isascii() or not begun.currency.isupper():
        raise UsageError("awards-currency", value=begun.currency[:10])
    if begun.ends_on < begun.starts_on:
        raise UsageError("awards-dates")
    if not FREE <= begun.level <= HIDDEN:
        raise UsageError("awards-level")
    if begun.public_name and (
        begun.level != FREE or "name" not in begun.consented or len(begun.public_name) > LONGEST_NAME
    ):
        raise UsageError("awards-public-name")
    if not 0 <= begun.overhead_points <= HIGHEST_OVERHEAD or (begun.overhead_points and not begun.passes_on):
        raise UsageError("awards-overhead")
    if begun.region not in regions():
        raise UsageError("awards-code", value=begun.region[:40], known=", ".join(regions()))
    known("lanes", begun.lane)
    known("risks", begun.risk)


def _consents(application: Application | None, begun: Begun) -> list[str]:
    """What the applicant allowed counts where there is one; nobody else says yes for it."""
    if application is None:
        return known_all("fields", begun.consented)
    return known_all("fields", [name for name, given in consents_of(application).items() if given])


def _free(model: type[Award] | type[Grantee], organisation: UUID) -> str:
    """A pseudonym that nobody here has. What is withheld from the actor has one too: should the two meet, the database says so
    and nothing is kept."""
    while model.objects.filter(organisation=organisation, pseudonym=(name := drawn())).exists():
        continue
    return name
