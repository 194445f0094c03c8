"""What intermediaries ask of awards: terms before anything is passed on, protection never lower below, no money while a duty
is not acknowledged. Awards ask here through their registers."""

from collections.abc import Sequence

from tadasu.schema import UsageError
from tadasu.web.funding.awards.blocks import Block
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.intermediaries.models import Duty, Terms


def refuse_below(parent: Award, level: int) -> None:
    """Raises UsageError `intermediaries-no-terms` where nothing was agreed yet, `intermediaries-protection` for a lower level
    than was."""
    terms = Terms.objects.filter(award=parent.id).first()
    if terms is None:
        raise UsageError("intermediaries-no-terms")
    if level < terms.protection:
        raise UsageError("intermediaries-protection", least=str(terms.protection))


def duties_open(award: Award) -> Sequence[Block]:
    """One block where an award passes on and its grantee has not said yes to all that it owes."""
    if not award.passes_on:
        return ()
    terms = Terms.objects.filter(award=award.id).first()
    if terms is not None and not Duty.objects.filter(terms=terms, acknowledged_on=None).exists():
        return ()
    return (Block(code="duties"),)
