"""Begin: one person shuts, two erase, or whoever runs the machine does either. What is begun goes on to its end (`going_on`)."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, Refused, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault.standing import standing
from tadasu.web.funding.winddown.access import ASK_ERASE, CONFIRM_ERASE, DROP_ERASE, FUNDER, SHUT
from tadasu.web.funding.winddown.models import ASKED, DROPPED, ERASE, RUNNING, Fall
from tadasu.web.funding.winddown.models import SHUT as SHUTS

STANDS = timedelta(hours=24)
"""How long somebody else may agree."""


def shut_now(actor: Actor, *, organisation: UUID, lost: bool) -> Fall:
    """From now on nobody in the organisation opens anything. `lost`: also what custodians cannot bring back, which is erasing
    it; without, that stays open and is counted. The fall, which runs (the one that runs already, where one does).

    Raises Refused, UsageError `winddown-no-funder`, `winddown-no-recovery` where nothing could be brought back and that is not
    wanted."""
    place = _funder(actor, organisation, SHUT)
    if not lost and not standing(place.id).safe and standing(place.id).lost:
        raise UsageError("winddown-no-recovery")
    return _begun(actor, place, SHUT, mode=SHUTS, lost=lost, state=RUNNING, asked_by_id=person(actor))


def ask_erase(actor: Actor, *, organisation: UUID) -> Fall:
    """Ask that everything be erased: somebody else has to agree within a day. Raises Refused, UsageError `winddown-no-funder`,
    `winddown-asked` where somebody asked already."""
    place = _funder(actor, organisation, ASK_ERASE)
    drop_late(actor, place)
    if Fall.objects.filter(organisation=place, mode=ERASE, state__in=(ASKED, RUNNING)).exists():
        raise UsageError("winddown-asked")
    return _begun(actor, place, ASK_ERASE, mode=ERASE, state=ASKED, asked_by_id=person(actor))


def confirm_erase(actor: Actor, *, fall: UUID) -> Fall:
    """Agree: it runs. Raises Refused, UsageError `winddown-late`, `winddown-over`."""
    with transaction.atomic():
        found = _asked(actor, fall, CONFIRM_ERASE)
        if timezone.now() > found.asked_at + STANDS:
            raise UsageError("winddown-late")
        found.state, found.confirmed_by_id, found.confirmed_at = RUNNING, person(actor), timezone.now()
        found.save(update_fields=["state", "confirmed_by", "confirmed_at"])
        _write_down(actor, CONFIRM_ERASE, found)
    return found


def drop_erase(actor: Actor, *, fall: UUID) -> None:
    """It is not to be. Raises Refused, UsageError `winddown-over`."""
    with transaction.atomic():
        found = _asked(actor, fall, DROP_ERASE)
        found.state = DROPPED
        found.save(update_fields=["state"])
        _write_down(actor, DROP_ERASE, found)


def begin_by_machine(keeper: Actor, *, organisation: UUID, mode: str, lost: bool) -> Fall:
    """As whoever runs the machine; the fall that runs already, where one does. Raises Refused for anybody but the system,
    UsageError `winddown-no-funder`, `winddown-no-recovery`."""
    act = SHUT if mode == SHUTS else CONFIRM_ERASE
    if not keeper.system:
        raise Refused(act.name)
    place = _funder(keeper, organisation, act)
    there = standing(place.id)
    if mode == SHUTS and not lost and not there.safe and there.lost:
        raise UsageError("winddown-no-recovery")
    if mode == ERASE:
        Fall.objects.filter(organisation=place, mode=ERASE, state=ASKED).update(state=DROPPED)
    return _begun(keeper, place, act, mode=mode, lost=lost, state=RUNNING, by_machine=True)


def drop_late(actor: Actor, place: Organisation) -> None:
    """What nobody agreed to within a day is over."""
    late = timezone.now() - STANDS
    Fall.objects.filter(organisation=place, state=ASKED, asked_at__lt=late).update(state=DROPPED)


def _funder(actor: Actor, organisation: UUID, act: Act) -> Organisation:
    place = Organisation.objects.get(id=organisation)
    allow(actor, act.name, place)
    if place.kind != FUNDER:
        raise UsageError("winddown-no-funder")
    return place


def _begun(actor: Actor, place: Organisation, act: Act, **said: object) -> Fall:
    """Two at once are one."""
    try:
        with transaction.atomic():
            made = Fall.objects.create(organisation=place, **said)
            _write_down(actor, act, made)
    except IntegrityError:
        there = Fall.objects.get(organisation=place, mode=said["mode"], state__in=(ASKED, RUNNING))
        if there.state == ASKED:
            raise UsageError("winddown-asked") from None
        if said.get("lost") and not there.lost:
            there.lost = True
            there.save(update_fields=["lost"])
        return there
    return made


def _asked(actor: Actor, fall: UUID, act: Act) -> Fall:
    found = (
        Fall.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation")
        .filter(id=fall, mode=ERASE)
        .first()
    )
    if found is None:
        raise Refused(act.name)
    allow(actor, act.name, found)
    if found.state != ASKED:
        raise UsageError("winddown-over")
    return found


def _write_down(actor: Actor, act: Act, fall: Fall) -> None:
    write_down(
        actor,
        act=act.name,
        subject="winddown.fall",
        subject_id=fall.id,
        organisation=fall.organisation_id,
        detail={"mode": fall.mode, "lost": int(fall.lost), "machine": int(fall.by_machine)},
    )
