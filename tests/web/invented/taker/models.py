"""What it keeps."""

from collections.abc import Mapping, Sequence

from django.db import models

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.kinds import Line, Origin


class Heard(models.Model):
    """A note of somebody else."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    origin = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.text


def take_notes(actor: Actor, origin: Origin, lines: Sequence[Line]) -> Mapping[str, int]:
    """Keep them as theirs."""
    for one in lines:
        Heard._default_manager.create(organisation_id=origin.organisation, origin=origin.known_as, **one)
    return {"notes": len(lines)}
