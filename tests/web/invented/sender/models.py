"""What it keeps."""

from uuid import UUID

from django.db import models

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.kinds import Built


class Note(models.Model):
    """A note."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.text


def notes_since(actor: Actor, organisation: UUID, since: int) -> Built:
    """Those after a number."""
    found = list(Note._default_manager.filter(organisation=organisation, number__gt=since).order_by("number"))
    lines = [{"number": one.number, "text": one.text} for one in found]
    return Built(lines=lines, mark=max((one.number for one in found), default=since))
