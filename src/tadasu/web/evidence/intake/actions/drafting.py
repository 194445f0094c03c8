"""Fill in a report step by step: what is answered is kept after each page, and opens with the code only. None of this is in the
record of acts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tadasu.schema import UsageError
from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake._drafts import Content, opened, sealed
from tadasu.web.evidence.intake.access import REPORT
from tadasu.web.evidence.intake.models import Draft, Permission
from tadasu.web.evidence.intake.questions import Page, form
from tadasu.web.foundation.access import ANONYMOUS, allow, holding
from tadasu.web.foundation.correspondence.actions.source import stay
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.foundation.guided.questions import Answers, Question, Value, too_long


def draft_of(visit: Visit) -> Content | None:
    """What was filled in so far, within `holding` the digest of the box; None where there is no draft. Raises Refused."""
    allow(ANONYMOUS, REPORT.name, visit)
    row = Draft.objects.filter(digest=visit.box.digest).first()
    return opened(visit, bytes(row.sealed), form()) if row is not None else None


def save(
    visit: Visit,
    *,
    page: Page | None = None,
    answers: Mapping[str, Value] | None = None,
    to: str | None = None,
    language: str | None = None,
    stood: str | None = None,
) -> Content:
    """Keep what was answered on a page, in the place of what was answered there before, and where its holder is now. Of two who
    save at once both are kept, page by page. `stood` as in `permitting.permit`.

    Raises Refused, UsageError `intake-too-long` (question, most), `intake-permissions-changed`, `box-busy`,
    `box-closed`, `box-unknown`.
    """
    allow(ANONYMOUS, REPORT.name, visit)
    if page is not None:
        refuse_long(page.questions, answers or {})
    box = stay(visit)
    if queries.gives_back(box.id, (answers or {}).get("permissions", ()), stood=stood):
        raise UsageError("intake-permissions-changed")
    row = Draft.objects.filter(digest=visit.box.digest).first()
    before = opened(visit, bytes(row.sealed), form()) if row is not None else _first(visit)
    kept = dict(before.answers)
    for question in page.questions if page is not None else ():
        kept.pop(question.id, None)
        if found := (answers or {}).get(question.id):
            kept[question.id] = found
    now = replace(
        before,
        answers=kept,
        page=before.page if to is None else to,
        language=before.language if language is None else language,
    )
    put = sealed(visit, now)
    stay(visit, size=len(put))
    if row is None:
        Draft.objects.create(digest=str(visit.box.digest), sealed=put)
    else:
        row.sealed = put
        row.save(update_fields=["sealed"])
    return now


def keep_permissions(visit: Visit, uses: tuple[str, ...]) -> None:
    """A draft that is there says the same as the permissions, also when no more may come in today. The box is ours."""
    row = Draft.objects.filter(digest=visit.box.digest).first()
    if row is not None:
        draft = opened(visit, bytes(row.sealed), form())
        answers = {key: one for key, one in draft.answers.items() if key != "permissions"}
        row.sealed = sealed(visit, replace(draft, answers=answers | ({"permissions": uses} if uses else {})))
        row.save(update_fields=["sealed"])


def discard(visit: Visit) -> None:
    """Delete it. Raises Refused."""
    allow(ANONYMOUS, REPORT.name, visit)
    Draft.objects.filter(digest=visit.box.digest).delete()


def forget(box: Box) -> None:
    """A box ends: its draft and its permissions go (`correspondence.endings`)."""
    if box.digest:
        with holding(box.digest):
            Draft.objects.filter(digest=box.digest).delete()
    Permission.objects.filter(box_id=box.id).delete()


def _first(visit: Visit) -> Content:
    """A new one, with the permissions that are given now: who sends it without touching them takes none back."""
    given = tuple(use for use, yes in queries.permissions_of(visit.box.id).items() if yes)
    return Content(answers={"permissions": given} if given else {})


def refuse_long(questions: Iterable[Question], answers: Answers) -> None:
    """Raises UsageError `intake-too-long` (question, most)."""
    if (one := too_long(questions, answers)) is not None:
        raise UsageError("intake-too-long", question=one.id, most=str(one.most))
