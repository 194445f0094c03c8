"""What may be seen of notices, and what stands beside a finding."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tadasu.reports import clock_text
from tadasu.web.evidence.hearing.access import NOTE, RELEASE, SEE
from tadasu.web.evidence.hearing.models import DROPPED, NOT_TOLD, PREPARED, RELEASED, SENT, SILENT, Answer, Notice
from tadasu.web.evidence.hearing.procedure import ASKED, COUNTS, answers_of
from tadasu.web.evidence.hearing.words import named
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import Actor, acting, allow, may, may_anew
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.procedure.models import Run
from tadasu.web.foundation.procedure.versions import procedure_of
from tadasu.wording import Language


def notices_of(actor: Actor, organisation: UUID) -> QuerySet[Notice]:
    """Every notice of an organisation. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Notice.objects.filter(organisation=organisation)


def notice_of(actor: Actor, notice: UUID) -> Notice:
    """One. Raises Notice.DoesNotExist also for one that the actor may not see."""
    found = Notice.objects.select_related("organisation", "prepared_by", "released_by", "sent_by").get(id=notice)
    if not may(actor, SEE.name, found):
        raise Notice.DoesNotExist
    return found


def latest_of(actor: Actor, inquiry: UUID) -> Notice | None:
    """The last one of an inquiry that was not given up; None also for who may not see it."""
    found = Notice.objects.filter(inquiry=inquiry).exclude(state=DROPPED).order_by("-number").first()
    return found if found is not None and may(actor, SEE.name, found) else None


def told_before(inquiry: UUID) -> Sequence[Notice]:
    """What the company was told of it: every notice that went, the first first."""
    return list(Notice.objects.filter(inquiry=inquiry, sent_on__isnull=False).order_by("number"))


def answers_to(actor: Actor, *, inquiry: UUID) -> Sequence[Answer]:
    """Everything that came from the company, in order; also what it took back, without words."""
    found = Answer.objects.filter(notice__inquiry=inquiry).select_related("notice", "organisation")
    return [one for one in found.order_by("notice__number", "letter") if may(actor, SEE.name, one.notice)]


def words_of(inquiry: UUID) -> Sequence[Answer]:
    """The company's own words that it wrote to stand beside the finding, of each notice the last: for all who see findings of the
    organisation."""
    found = Answer.objects.filter(notice__inquiry=inquiry).exclude(text="").order_by("notice__number", "letter")
    return list({one.notice_id: one for one in found}.values())


def answer_of(notice: Notice, letter: int) -> Answer:
    """One. Raises Answer.DoesNotExist."""
    return Answer.objects.get(notice=notice, letter=letter)


def run_of(notice: Notice) -> Run | None:
    """Its time, once it was sent."""
    return Run.objects.filter(id=notice.run).select_related("version").first() if notice.run is not None else None


def rule_text(notice: Notice, run: Run, language: Language) -> str:
    """How long its time is, with its extension, and whose that is; empty where none runs."""
    states = procedure_of(run.version).states
    limit = states[run.state].limit
    if limit is None or limit.clock is None:
        return ""
    before = [one.clock for key in limit.extends if (one := states[key].limit) is not None and one.clock is not None]
    length = " + ".join(clock_text(one, language) for one in (*before, limit.clock))
    whose = named("times", notice.time, language)
    return f"{length}（{whose}）" if language == "ja" else f"{length} ({whose})"


def for_holder(box: Box) -> tuple[Notice, Run] | None:
    """The notice of a box and its time, for whoever has the code: read as the organisation."""
    with acting(steward(box.organisation)):
        notice = Notice.objects.filter(box=box.id).first()
        run = run_of(notice) if notice is not None else None
    return (notice, run) if notice is not None and run is not None else None


def waiting(actor: Actor, today: date | None = None) -> Sequence[Notice]:
    """What waits for the actor: one to be released, one whose day has come, an answer to be noted, a reason to be looked at
    again."""
    on = today or timezone.localdate()
    due = (
        Q(state=PREPARED) & ~Q(prepared_by=actor.user)
        | Q(state=RELEASED, send_on__lte=on)
        | Q(state__in=(SENT, SILENT), answers__kind__in=(*COUNTS, "time"), answers__taken_back=False)
        | Q(state=NOT_TOLD, review_on__lte=on)
    )
    rows = Notice.objects.filter(due, organisation__in=actor.organisations).distinct().order_by("prepared_on", "id")
    return [one for one in rows if _is_for(actor, one) and _is_last(one) and _is_new(one)]


def labels_of(notices: Sequence[Notice]) -> dict[UUID, str]:
    """Inquiry -> what it is called; a notice outlives the words of its inquiry."""
    found = Inquiry.objects.filter(id__in={one.inquiry for one in notices}).values_list("id", "label")
    return {id: label or _("an inquiry that has ended") for id, label in found}


def _is_for(actor: Actor, notice: Notice) -> bool:
    return may_anew(actor, RELEASE.name, notice) if notice.state == PREPARED else may(actor, NOTE.name, notice)


def _is_new(notice: Notice) -> bool:
    """Not where it asked for time only, and time was given."""
    if notice.state not in (SENT, SILENT) or answers_of(notice.id):
        return True
    run = run_of(notice)
    return run is not None and run.state == ASKED


def _is_last(notice: Notice) -> bool:
    return (
        notice.state != NOT_TOLD
        or not Notice.objects.filter(inquiry=notice.inquiry, number__gt=notice.number).exclude(state=DROPPED).exists()
    )
