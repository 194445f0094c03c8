"""What it keeps: with a foreign key, written as a string, that no check of imports sees."""

from django.db import models


class Remark(models.Model):
    """On a note of another desk."""

    note = models.ForeignKey("invented_sender.Note", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)
