"""Somebody else wrote meanwhile: nothing of what was sent is kept, and what stands is told."""

from collections.abc import Mapping

from tadasu.law import Part
from tadasu.schema import UsageError
from tadasu.web.evidence.petition.models import Petition


class Conflict(UsageError):
    """`petition` as it is now, and its text."""

    def __init__(self, petition: Petition, parts: Mapping[Part, str]) -> None:
        self.petition, self.parts = petition, parts
        super().__init__("petition-conflict")
