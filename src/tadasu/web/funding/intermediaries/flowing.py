"""What intermediaries ask of awards: terms before anything is passed on, protection never lower below, no money while a duty
is not acknowledged. Awards ask here through their registers."""

from collections.abc import Sequence

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, may
from tadasu.web.funding.awards.blocks import Block
from tadasu.web.funding.awards.models import DRAFT, IN_FORCE, Award
from tadasu.web.funding.intermediaries.access import SET
from tadasu.web.funding.intermediaries.models import Attestation, Duty, Terms


def refuse_below(parent: Award, level: int) -> None:
    """Raises UsageError `intermediaries-no-terms` where nothing was agreed yet, `intermediaries-protection` for a lower level
    than was."""
    terms = Terms.objects.filter(award=parent.id).first()
    if terms is None:
        raise UsageError("intermediaries-no-terms")
    if level < terms.protection:
        raise UsageError("intermediaries-protection", least=str(terms.protection))


def attested(award: Award) -> int:
    """What one of us took of what its grantee attested."""
    rows = Attestation.objects.filter(award=award.id, state="taken")
    return int(rows.aggregate(total=Sum("amount"))["total"] or 0)


def duties_open(award: Award) -> Sequence[Block]:
    """One block where an award passes on and its grantee has not said yes to all that it owes."""
    if not award.passes_on:
        return ()
    terms = Terms.objects.filter(award=award.id).first()
    if terms is not None and not Duty.objects.filter(terms=terms, acknowledged_on=None).exists():
        return ()
    return (Block(code="duties"),)


def to_terms(actor: Actor, award: Award) -> Sequence[tuple[str, str]]:
    """From an award that passes on to its terms, or to where they are set."""
    if not award.passes_on:
        return ()
    terms = Terms.objects.filter(award=award.id).first()
    if terms is not None:
        return ((reverse("intermediaries-one", args=[terms.id]), _("Its terms as an intermediary")),)
    if may(actor, SET.name, award) and award.state in (DRAFT, *IN_FORCE):
        return ((reverse("intermediaries-set", args=[award.id]), _("Set terms for whoever passes on")),)
    return ()
