"""What must stay is not erased by whichever page of the vault: the words of an award that runs, and of one that is closed,
until their time is over. Then the worker lets go of them first."""

from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.funding.awards.models import CLOSED, IN_FORCE, Award, Grantee

KEPT = (*IN_FORCE, CLOSED)


def refuse_kept(record: UUID) -> None:
    """Raises UsageError `awards-kept` for words of an award that runs or is closed."""
    about = SealedRecord.objects.filter(id=record, kind__startswith="awards.").values_list("about", flat=True).first()
    if about is None:
        return
    if Award.objects.filter(record=record, state__in=KEPT).exists():
        raise UsageError("awards-kept")
    grantees = Grantee.objects.filter(record=record).values("id")
    if Award.objects.filter(grantee__in=grantees, state__in=KEPT).exists():
        raise UsageError("awards-kept")
    for award in Award.objects.filter(id=about, state__in=KEPT):
        if any(
            model._default_manager.filter(award=award, record=record).exists() for model in award.parts_with_words()
        ):
            raise UsageError("awards-kept")
