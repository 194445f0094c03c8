"""What was sent before, for whoever holds the code: the purpose lets it open what they wrote themselves."""

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import ANONYMOUS, Refused
from tadasu.web.foundation.correspondence.models import Letter, Sort
from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.foundation.vault.actions import open_outside
from tadasu.web.foundation.vault.sealing import DoesNotOpen
from tadasu.web.funding.applications.documents import Content, read
from tadasu.web.funding.applications.models import Application


def last_sent(visit: Visit, application: Application | None = None) -> Content | None:
    """The last version of an application, or of any of the box, within `holding` its digest; None where there is none that opens:
    it was taken back or erased."""
    letters = Letter.objects.filter(box=visit.box.id, sort=Sort.FORM).order_by("-number")
    records = list(letters.values_list("record", flat=True))
    if application is not None:
        records = [one for one in records if one == application.record]
    for record in records:
        try:
            return read(open_outside(ANONYMOUS, record=record, private=visit.private))
        except (TadasuError, DoesNotOpen, Refused):
            continue
    return None


def has_recording(visit: Visit) -> bool:
    """Whether the holder sent a file: what they tell aloud."""
    return Letter.objects.filter(box=visit.box.id, sort=Sort.FILE, from_source=True).exists()
