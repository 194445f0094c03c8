"""What acts have in common: the award held, whom access is asked about, the line in the record of acts."""

from collections.abc import Mapping
from types import SimpleNamespace
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.awards.models import DRAFT, DROPPED, HIDDEN, Award
from tadasu.web.funding.programmes.models import Fund, Line
from tadasu.web.funding.results.words import words

NOT_YET = (DRAFT, DROPPED)
"""States of an award that nothing can have come of."""


def as_of(organisation: UUID, award: Award | None) -> object:
    """A result, as access asks about it: with the level and readers of its award."""
    if award is None:
        return SimpleNamespace(organisation_id=organisation, award=None, level=0, readers=())
    return SimpleNamespace(
        organisation_id=award.organisation_id, award=award.id, level=award.level, readers=award.readers
    )


def held(award: UUID) -> Award:
    """For this transaction it stays at its level. Raises Award.DoesNotExist."""
    return Award.objects.select_for_update(of=("self",), no_key=True).get(id=award)


def fund_of(award: Award) -> UUID:
    """The programme that pays it."""
    return Line.objects.values_list("fund", flat=True).get(id=award.line)


def fund_in(organisation: UUID, fund: UUID) -> Fund:
    """Raises Fund.DoesNotExist."""
    return Fund.objects.get(id=fund, organisation=organisation)


def known(what: str, code: str) -> str:
    """A code of the words. Raises UsageError `results-code`."""
    if code not in words(what):
        raise UsageError("results-code", value=code[:40], known=", ".join(words(what)))
    return code


def write(
    actor: Actor,
    act: Act,
    *,
    subject: str,
    id: UUID,
    organisation: UUID,
    award: Award | None = None,
    detail: Mapping[str, str | int] | None = None,
) -> None:
    """Codes and numbers. Of what is withheld the record of acts is shown to whoever acted alone."""
    withheld = award is not None and award.level >= HIDDEN
    write_down(
        actor,
        act=act.name,
        subject=f"results.{subject}",
        subject_id=id,
        organisation=None if withheld else organisation,
        detail=dict(detail or {}),
    )
