"""Send what was filled in: sealed to the readers of the box as one document, once, and the draft is gone. Of it codes stand
in the clear, beside a name that is drawn by lot."""

import unicodedata
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from tadasu.funds import Amount, parse_amount
from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, allow
from tadasu.web.foundation.correspondence.actions.entering import SENT_FORM
from tadasu.web.foundation.correspondence.actions.source import send_form, stay
from tadasu.web.foundation.correspondence.models import Box, Letter
from tadasu.web.foundation.correspondence.pages import Visit, note
from tadasu.web.foundation.guided.questions import YES, Answers, too_long
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications._drafts import Content as Drafted
from tadasu.web.funding.applications._drafts import opened
from tadasu.web.funding.applications._sent import has_recording
from tadasu.web.funding.applications.access import APPLY
from tadasu.web.funding.applications.actions.consenting import record
from tadasu.web.funding.applications.actions.drafting import call_for
from tadasu.web.funding.applications.actions.letters import LANGUAGES
from tadasu.web.funding.applications.advice import chosen
from tadasu.web.funding.applications.asking import SPOKEN, Asking
from tadasu.web.funding.applications.documents import KIND, SPONSOR, Content, written
from tadasu.web.funding.applications.models import (
    ASKED,
    CHANGES,
    EMERGENCY,
    RECEIVED,
    Answer,
    Application,
    Draft,
    Version,
)
from tadasu.web.funding.applications.of_call import asking_for
from tadasu.web.funding.calls.actions import use_invitation
from tadasu.web.funding.calls.definitions import MOST_MONTHS
from tadasu.web.funding.calls.models import INVITED, Call
from tadasu.web.funding.programmes.pseudonyms import drawn

DELAYS = {"months-12": 12, "months-24": 24, "months-36": 36}
"""Answer -> months; no answer and `never` are never."""


def send(visit: Visit, *, language: str, read: str | None = None) -> bool:
    """Whether something was sent now: sent a second time there is no draft any more, and nothing is done. `read` is that of the
    draft as it was shown before. A second sending is a new version beside the first.

    Raises Refused, UsageError `applications-changed`, `applications-no-call`, `applications-missing` (question),
    `applications-spoken`, `applications-too-long`, `applications-no-number` (question), `applications-amount`,
    `calls-invitation`, and as `correspondence.actions.source.send_form`.
    """
    allow(ANONYMOUS, APPLY.name, visit)
    box = stay(visit)
    row = Draft.objects.filter(digest=visit.box.digest).first()
    if row is None:
        return False
    draft = opened(visit, bytes(row.sealed))
    if read not in (None, draft.read):
        raise UsageError("applications-changed")
    call = call_for(visit, UUID(draft.call))
    asking = asking_for(call)
    answers = asking.kept(draft.answers)
    _refuse_unfit(visit, asking, answers)
    amount = _amount(call, answers)
    there = queries.running_in(box.id, call.id)
    if there is None and call.kind == INVITED:
        use_invitation(draft.invitation, call=call.id)
    content = Content(
        number=there.versions + 1 if there is not None else 1,
        language=language,
        call=call.id,
        form=call.form.digest,
        lane=call.tier,
        level=chosen(answers),
        amount=amount.minor,
        currency=amount.currency,
        answers=answers,
    )
    letter = send_form(visit, kind=KIND, content=written(content), once=draft.once)
    _keep(box, there, content, asking, letter)
    row.delete()
    note(visit, SENT_FORM)
    return True


def missing(visit: Visit, draft: Drafted, asking: Asking) -> str:
    """The question without whose answer it would not be sent now; nothing where nothing is missing."""
    one = asking.missing(asking.kept(draft.answers), recorded=_recorded(visit, draft.answers))
    return one.id if one is not None else ""


def _refuse_unfit(visit: Visit, asking: Asking, answers: Answers) -> None:
    if (long := too_long(asking.questions(), answers)) is not None:
        raise UsageError("applications-too-long", question=long.id, most=str(long.most))
    if (one := asking.missing(answers, recorded=_recorded(visit, answers))) is not None:
        aloud = answers.get(SPOKEN) == YES and any(one.id in step.aloud for step in asking.steps)
        raise UsageError("applications-spoken") if aloud else UsageError("applications-missing", question=one.id)
    for one in asking.questions():
        if one.kind == "number" and one.id in answers and not _number(str(answers[one.id]), one.asks):
            raise UsageError("applications-no-number", question=one.id)


def _recorded(visit: Visit, answers: Answers) -> bool:
    return answers.get(SPOKEN) == YES and has_recording(visit)


def _number(said: str, asks: str) -> bool:
    found = digits(said)
    if asks == "months":
        return found.isdecimal() and 0 < int(found) <= MOST_MONTHS
    return bool(found)


def digits(said: str) -> str:
    """A number as people write it, for `parse_amount`: digits of any width, groups set apart.

    >>> digits("１２，０００ "), digits("12 000.50"), digits("much")
    ('12000', '12000.50', '')
    """
    bare = "".join(unicodedata.normalize("NFKC", said).replace("、", ",").split()).replace(",", "").replace("'", "")
    return bare if bare.replace(".", "", 1).isascii() and bare.replace(".", "", 1).isdecimal() else ""


def _in_digits(asking: Asking, answers: Answers) -> Answers:
    """Numbers as they can be compared, however they were typed."""
    numbers = {one.id for one in asking.questions() if one.kind == "number"}
    return {key: digits(str(one)) if key in numbers else one for key, one in answers.items()}


def _amount(call: Call, answers: Answers) -> Amount:
    try:
        found = parse_amount(digits(str(answers.get("amount", ""))), call.currency)
    except UsageError:
        raise UsageError("applications-no-number", question="amount") from None
    if not call.least <= found.minor <= call.most:
        raise UsageError("applications-amount")
    return found


def _keep(box: Box, there: Application | None, content: Content, asking: Asking, letter: int) -> None:
    """The row, whose codes are those of this version, and what belongs to it. The box is the transaction's own."""
    sent = Letter.objects.get(box=box, number=letter).record
    answers = content.answers
    application = there or Application(
        organisation_id=box.organisation_id,
        call=content.call,
        box_id=box.id,
        pseudonym=drawn(),
        lane=content.lane,
        received_at=_hour(timezone.now()) if content.lane == EMERGENCY else None,
    )
    application.level = content.level
    application.delay = DELAYS.get(str(answers.get("delay", "")))
    application.applicant_type = _code(answers, "applicant-type")
    application.sponsored = _is_sponsored(content)
    application.spoken = answers.get(SPOKEN) == YES
    application.region, application.purpose = _code(answers, "region"), _code(answers, "purpose")
    application.amount, application.currency = content.amount, content.currency
    application.languages = _languages(content)
    application.record, application.versions = sent, content.number
    application.state = RECEIVED if there is None or there.state == ASKED else there.state
    if there is None:
        application.save(force_insert=True)
    else:
        application.save(update_fields=CHANGES)
    of_it = {"application": application, "organisation_id": box.organisation_id}
    Version.objects.create(number=content.number, record=sent, letter=letter, **of_it)
    Answer.objects.filter(application=application).delete()
    Answer.objects.bulk_create(
        Answer(question=key, value=code, **of_it)
        for key, codes in sorted(asking.rows(_in_digits(asking, answers)).items())
        for code in sorted(set(codes))
    )
    record(application, content.chosen("consents"))


def _languages(content: Content) -> list[str]:
    """Those that were chosen, that of the form first where it is one of them. Where none of ours is, that of the form follows, so
    that a letter does not begin in the other."""
    said = content.chosen("languages")
    if content.language in said:
        return list(dict.fromkeys((content.language, *said)))
    return list(said) if set(said) & set(LANGUAGES) else [*said, content.language]


def _is_sponsored(content: Content) -> bool:
    if (said := content.words("sponsored")) != "":
        return said == YES
    return content.sponsor is not None or SPONSOR in (content.words("signs"), content.words("receives"))


def _code(answers: Answers, question: str) -> str:
    return str(answers.get(question, ""))


def _hour(now: datetime) -> datetime:
    """Rounded down: the clock never runs longer than it says."""
    return now.replace(minute=0, second=0, microsecond=0)
