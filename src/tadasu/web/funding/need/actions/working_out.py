"""Work out a plan, and answer what is asked of it: by the worker, from what was kept and from nothing else."""

import logging
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tadasu import funds
from tadasu.funds import NoPlan, ranked, source_needs
from tadasu.schema import TadasuError, UsageError
from tadasu.web.foundation.access import SYSTEM, Actor, acting, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.need._asked import document_of
from tadasu.web.funding.need._kept import digest_of, plan_of, problem_of, written
from tadasu.web.funding.need.access import PLAN
from tadasu.web.funding.need.models import DONE, ENTRY, FAILED, FORCED, REPEAT, WAITING, Plan, Question

MOST_TOGETHER = 2
"""Of the sets of sources that take a cell along together, for the ranking that stands beside a plan."""

PLAN_NOW, ANSWER_NOW, ONE_AT_A_TIME = "need.plan", "need.answer", "need.plans"
"""Jobs of the queue, and the lock that both take: each has a processor to itself."""

log = logging.getLogger(__name__)


def work_out(plan: UUID) -> Plan | None:
    """By the worker: one that waits, once. A worker that is killed leaves it waiting. None for one that does not wait."""
    with acting(SYSTEM):
        held = Plan.objects.filter(id=plan, state=WAITING).first()
    if held is None:
        return None
    try:
        result, fault = result_of(held.asked), ""
    except TadasuError as error:
        result, fault = "", getattr(error, "code", "need-plan-failed")
    except ArithmeticError:
        log.exception("a plan could not be worked out")
        result, fault = "", "need-plan-failed"
    with acting(SYSTEM):
        held = Plan.objects.select_for_update(no_key=True).filter(id=plan, state=WAITING).first()
        if held is None:
            return None
        held.state = FAILED if fault else DONE
        held.result, held.fault = result, fault[:60]
        held.result_digest = digest_of(result) if result else ""
        held.done_at = timezone.now()
        held.save(update_fields=["state", "result", "fault", "result_digest", "done_at"])
    return held


def result_of(asked: str) -> str:
    """What comes of a plan, from what it is made from and from nothing else: the same text for the same text."""
    document = document_of(asked)
    problem = problem_of(document["problem"])
    candidates = {one.id for one in problem.candidates}
    ranking = ranked([one for one in source_needs(problem.world, most=MOST_TOGETHER) if one.id in candidates])
    found = funds.plan(problem, ranking=ranking, effort=document["effort"])
    return written({"plan": found, "ranking": ranking})


def ask_more(actor: Actor, *, plan: UUID, kind: str, candidate: str = "") -> Question:
    """What would have to change for a candidate (`forced`, `entry`), or whether the same comes out again (`repeat`); answered by
    the worker. Raises Plan.DoesNotExist, Refused, UsageError `need-not-done`, `need-code`, `need-no-source`."""
    held = Plan.objects.get(id=plan)
    allow(actor, PLAN.name, held)
    if held.state != DONE:
        raise UsageError("need-not-done")
    if kind not in (FORCED, ENTRY, REPEAT) or (kind == REPEAT) != (candidate == ""):
        raise UsageError("need-code", what="question", value=kind[:40])
    found = plan_of(document_of(held.result)["plan"])
    if kind != REPEAT and (
        isinstance(found, NoPlan) or candidate not in {one.candidate for one in found.decisions if not one.option}
    ):
        raise UsageError("need-no-source", value=candidate[:40])
    with transaction.atomic():
        Plan.objects.select_for_update(no_key=True).get(id=plan)
        there = Question.objects.filter(plan=held, kind=kind, candidate=candidate).exclude(state=FAILED)
        if kind == REPEAT:
            there = there.filter(state=WAITING)
        if (waits := there.first()) is not None:
            return waits
        Question.objects.filter(plan=held, kind=kind, candidate=candidate, state=FAILED).update(state=WAITING)
        made = Question.objects.filter(plan=held, kind=kind, candidate=candidate, state=WAITING).first()
        made = made or Question.objects.create(
            organisation_id=held.organisation_id,
            plan=held,
            kind=kind,
            candidate=candidate,
            asked_by_id=person(actor),
        )
        write_down(
            actor,
            act="need.plan-ask-more",
            subject="need.plan",
            subject_id=held.id,
            organisation=held.organisation_id,
            detail={"kind": kind},
        )
        app.configure_task(ANSWER_NOW, lock=ONE_AT_A_TIME).defer(question=str(made.id))
    return made


def answer(question: UUID) -> Question | None:
    """By the worker: one that waits, once."""
    with acting(SYSTEM):
        held = Question.objects.select_related("plan").filter(id=question, state=WAITING).first()
    if held is None:
        return None
    try:
        result, state = _answered(held), DONE
    except (TadasuError, ArithmeticError):
        log.exception("a question about a plan could not be answered")
        result, state = "", FAILED
    with acting(SYSTEM):
        Question.objects.filter(id=question, state=WAITING).update(state=state, result=result)
    return held


def _answered(held: Question) -> str:
    asked = held.plan.asked
    if held.kind == REPEAT:
        again = result_of(asked)
        return written({"same": digest_of(again) == held.plan.result_digest, "digest": digest_of(again)})
    document = document_of(asked)
    problem, plan = problem_of(document["problem"]), plan_of(document_of(held.plan.result)["plan"])
    assert isinstance(plan, funds.Plan)
    work = funds.forced if held.kind == FORCED else funds.entry
    found = work(problem, plan, held.candidate, effort=document["effort"])
    return written({"found": found})
