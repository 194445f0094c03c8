"""What may be seen of applications: codes, never what they say."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.correspondence.models import BoxReader
from tadasu.web.foundation.correspondence.queries import reads_any
from tadasu.web.funding.applications.access import SEE, SEE_ONE
from tadasu.web.funding.applications.levels import FIELDS, INTERMEDIARY
from tadasu.web.funding.applications.models import RUNNING, Answer, Application, Consent, Version
from tadasu.web.funding.calls import queries as calls

PURPOSE = calls.PURPOSE
"""Of the boxes in which applications come."""

COLUMNS = ("applicant-type", "languages", "purpose", "region", "sponsored")
"""Questions whose answers are columns of an application."""

MOST_FILTERS = 12
"""Coded questions by which a list can be narrowed down."""


def applications_of(actor: Actor, organisation: UUID) -> QuerySet[Application]:
    """Every application of an organisation that the actor may know of, the latest month first: one whose existence is withheld
    only for readers of its box. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return _known_to(actor).filter(organisation=organisation).order_by("-month", "id")


def application_of(actor: Actor, application: UUID) -> Application:
    """One. Raises Application.DoesNotExist also for one that the actor may not see."""
    found = Application.objects.select_related("organisation").get(id=application)
    if not may(actor, SEE_ONE.name, found):
        raise Application.DoesNotExist
    return found


def _known_to(actor: Actor) -> QuerySet[Application]:
    """Row-level security says the same; a forgotten one of both shows nothing."""
    reads = BoxReader.objects.filter(user=actor.user).values("box")
    return Application.objects.filter(Q(level__lte=INTERMEDIARY) | Q(box_id__in=reads))


def applications_in(box: UUID) -> QuerySet[Application]:
    """Those of one box, the first first; for its readers and for whoever holds its code."""
    return Application.objects.filter(box_id=box).order_by("month", "id")


def running_in(box: UUID, call: UUID) -> Application | None:
    """The one that is not decided yet."""
    return Application.objects.filter(box_id=box, call=call, state__in=RUNNING).first()


def readers_of(application: Application) -> list[User]:
    """Who reads its box, by login."""
    rows = BoxReader.objects.filter(box=application.box_id).select_related("user").order_by("user__login")
    return [one.user for one in rows]


def versions_of(application: Application) -> Sequence[Version]:
    """All that were sent, the last first."""
    return list(Version.objects.filter(application=application).order_by("-number"))


def answers_of(application: Application) -> Mapping[str, Sequence[str]]:
    """Question -> codes, of the version last sent."""
    found: dict[str, list[str]] = {}
    for one in Answer.objects.filter(application=application).order_by("question", "value"):
        found.setdefault(one.question, []).append(one.value)
    return found


def consents_of(application: Application) -> Mapping[str, bool]:
    """Field -> whether whoever holds the code allows it to be published now. Where nothing is known, all are a no."""
    found = dict.fromkeys(FIELDS, False)
    for one in Consent.objects.filter(application=application).order_by("number"):
        found[one.field] = one.given
    return found


def reads_applications(actor: Actor) -> bool:
    """Whether there is a box of applications, or a counter for them, that somebody reads."""
    return reads_any(actor, PURPOSE)


def changes_of(application: Application) -> int:
    """How often consents were changed: a page that is older says another number."""
    return Consent.objects.filter(application=application).count()


def coded_questions(found: QuerySet[Application]) -> Mapping[str, Sequence[str]]:
    """Question -> the codes with which it was answered in any of these, at most `MOST_FILTERS` questions; not numbers, of which
    there are as many as applications."""
    rows = Answer.objects.filter(application__in=found.order_by()).exclude(question__in=("region", "amount", "months"))
    held: dict[str, list[str]] = {}
    for question, value in rows.order_by("question", "value").values_list("question", "value").distinct():
        held.setdefault(question, []).append(value)
    return dict(list(held.items())[:MOST_FILTERS])


def answered(found: QuerySet[Application], questions: Sequence[str]) -> QuerySet[Application]:
    """With `answer_0`, `answer_1` … for the answers to these questions, by which rows can be chosen."""
    for at, question in enumerate(questions):
        condition = Q(answers__question=question)
        found = found.annotate(**{f"answer_{at}": FilteredRelation("answers", condition=condition)})
    return found


def waiting(actor: Actor) -> QuerySet[Application]:
    """Emergencies that the actor reads and that are not decided, the oldest first."""
    reads = BoxReader.objects.filter(user=actor.user, organisation__in=actor.organisations).values("box")
    return Application.objects.filter(box_id__in=reads, received_at__isnull=False).order_by("received_at", "id")
