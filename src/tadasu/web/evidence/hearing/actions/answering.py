"""Answer: what the company sends is at once an item of custody; a statement stands beside the finding in its own words."""

from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.actions import receive
from tadasu.web.evidence.hearing.access import ANSWER
from tadasu.web.evidence.hearing.models import MOST_STATEMENT, Answer, Notice
from tadasu.web.evidence.hearing.words import PURPOSE
from tadasu.web.foundation.access import ANONYMOUS, acting, allow
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.models import Box, Letter, Sort
from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.foundation.findings.hearings import as_it_travels
from tadasu.weighing import Kind

KINDS = ("correction", "time", "statement")
"""What the company's own page sends; all else is an answer or a file."""


def say(visit: Visit, *, kind: str, text: str, once: str = "") -> int:
    """A correction, a wish for more time with its reason, or a statement that is to stand beside the finding, there without signs
    that nobody sees; its number.

    Raises Refused, UsageError `hearing-no-such`, `hearing-too-long`, and as `correspondence.actions.source.write`."""
    allow(ANONYMOUS, ANSWER.name, visit)
    if kind not in KINDS:
        raise UsageError("hearing-no-such", known=", ".join(KINDS))
    said = text.replace("\r\n", "\n").strip()
    if kind == "statement" and len(said) > MOST_STATEMENT:
        raise UsageError("hearing-too-long", most=str(MOST_STATEMENT))
    shown = as_it_travels(said) if kind == "statement" else ""
    if kind == "statement" and not shown:
        raise UsageError("box-empty")
    number = source.write(visit, text=said, once=once)
    with acting(steward(visit.box.organisation)):
        rows = Answer.objects.filter(notice__box=visit.box.id, letter=number)
        rows.update(kind=kind, text=shown)
    return number


def came(box: Box, number: int, record: UUID, sort: Sort, digest: bytes) -> None:
    """Something came from the company: into custody, as the organisation's steward, and beside its notice."""
    ours = steward(box.organisation)
    with acting(ours):
        notice = Notice.objects.filter(box=box.id).first()
        if notice is None:
            return
        item = receive(
            ours,
            organisation=box.organisation_id,
            kind=Kind.DOCUMENT,
            label=f"{box.id.hex[:8]} {number}",
            digest=digest,
            record=record,
            origin_of=box.id,
        )
        Answer.objects.create(
            organisation_id=box.organisation_id,
            notice=notice,
            letter=number,
            kind="file" if sort == Sort.FILE else "answer",
            item=item,
        )


def forget(box: Box) -> None:
    """Its holder takes everything back: statements go too. Of a box whose time is over they stay: they were written to stay."""
    if box.purpose == PURPOSE and not _is_over(box):
        Answer.objects.filter(notice__box=box.id).update(text="", taken_back=True)


def _is_over(box: Box) -> bool:
    """Whether its letters are gone already: the worker erases them before a box ends by time."""
    return not Letter.objects.filter(box=box).exists()
