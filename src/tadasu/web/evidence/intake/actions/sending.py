"""Send what was filled in: sealed to the readers of the box as one document, once, and the draft is gone."""

from tadasu.schema import UsageError
from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake._drafts import opened
from tadasu.web.evidence.intake.access import REPORT
from tadasu.web.evidence.intake.actions.permitting import record
from tadasu.web.evidence.intake.documents import KIND, Report, written
from tadasu.web.evidence.intake.models import Draft
from tadasu.web.evidence.intake.questions import form
from tadasu.web.foundation.access import ANONYMOUS, allow
from tadasu.web.foundation.correspondence.actions.entering import SENT_FORM
from tadasu.web.foundation.correspondence.actions.source import send_form, stay
from tadasu.web.foundation.correspondence.pages import Visit, note


def send(visit: Visit, *, language: str) -> bool:
    """Whether something was sent now: sent a second time there is no draft any more, and nothing is done.

    Raises Refused, UsageError `intake-empty`, and as `correspondence.actions.source.send_form`.
    """
    allow(ANONYMOUS, REPORT.name, visit)
    box = stay(visit)
    row = Draft.objects.filter(digest=visit.box.digest).first()
    if row is None:
        return False
    draft = opened(visit, bytes(row.sealed), form())
    if not any(one for key, one in draft.answers.items() if key not in ("permissions", "relation")):
        raise UsageError("intake-empty")
    report = Report(number=queries.sent(visit.box.id) + 1, language=language, answers=draft.answers)
    send_form(visit, kind=KIND, content=written(report), once=draft.once)
    record(box, report.permissions)
    row.delete()
    note(visit, SENT_FORM)
    return True
