"""Words of a result, sealed to the readers of its award; of a programme as a whole to its officers. What stands in a row names
nobody."""

import json
import re
from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.vault.actions import seal
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.foundation.vault.queries import keyed_people
from tadasu.web.funding.awards.apart import Apart
from tadasu.web.funding.awards.models import CLOSED, IN_FORCE, Award
from tadasu.web.funding.results.access import PROGRAMME
from tadasu.web.funding.results.models import CURRENT, Result

KIND = "results.words"
FORM = "tadasu-result-1"
LONGEST = 20_000
"""Characters of the words."""

FIELDS = ("text", "link")
_KEPT = (*IN_FORCE, CLOSED)
_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def sealed(actor: Actor, organisation: UUID, award: Award | None, said: Mapping[str, str]) -> UUID | None:
    """The record of these words; None where nothing was said. Raises UsageError `results-long`, `results-no-reader` where nobody
    could open it, and as the vault's `seal`."""
    texts = {field: found for field in FIELDS if (found := plain(said.get(field, "")))}
    if any(len(one) > LONGEST for one in texts.values()):
        raise UsageError("results-long", most=f"{LONGEST:,}")
    if not texts:
        return None
    readers = set(award.readers) if award is not None else officers_of(organisation)
    if not readers:
        raise UsageError("results-no-reader")
    content = json.dumps({"form": FORM, "texts": texts}, ensure_ascii=False, sort_keys=True).encode()
    about = award.id if award is not None else None
    return seal(actor, organisation=organisation, kind=KIND, content=content, readers=readers, about=about)


def texts_from(opened: bytes) -> Mapping[str, str]:
    """As they were sealed."""
    return {str(field): str(text) for field, text in json.loads(opened)["texts"].items()}


def officers_of(organisation: UUID) -> set[UUID]:
    """Programme officers to whom can be sealed."""
    held = Membership.objects.filter(current(), organisation=organisation, roles__contains=[PROGRAMME])
    return set(held.values_list("user", flat=True)) & {one.id for one in keyed_people(organisation)}


def plain(text: str) -> str:
    """Line ends of one kind, none of the signs that control a terminal, nothing blank around it.

    >>> plain("One.\\r\\nTwo.\\x1b[2J ")
    'One.\\nTwo.[2J'
    """
    return _CONTROL.sub("", _LINE_END.sub("\n", text)).strip()


def refuse_kept(record: UUID) -> None:
    """Raises UsageError `results-kept` for words of an award that runs or is closed, and of what stands for a programme."""
    if not SealedRecord.objects.filter(id=record, kind=KIND).exists():
        return
    rows = Result.objects.filter(record=record)
    runs = Award.objects.filter(id__in=rows.values("award"), state__in=_KEPT)
    if runs.exists() or rows.filter(award=None, state=CURRENT).exists():
        raise UsageError("results-kept")


def _records(award: Award) -> Mapping[UUID, str]:
    rows = Result.objects.filter(award=award.id, record__isnull=False).order_by("written_on", "id")
    return {one.record: _("A result") for one in rows if one.record is not None}


def _let_go(award: Award) -> None:
    Result.objects.filter(award=award.id).update(record=None)


WORDS_OF_AWARDS = Apart(_records, _let_go)
"""Opened with what else is sealed of an award, by whoever reads it, and ended with it."""
