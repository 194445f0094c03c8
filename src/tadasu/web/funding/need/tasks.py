"""What the worker does: work out plans, and answer what is asked of them."""

from uuid import UUID

from procrastinate.contrib.django import app

from tadasu.web.funding.need.actions.working_out import ANSWER_NOW, ONE_AT_A_TIME, PLAN_NOW, answer, work_out


@app.task(name=PLAN_NOW, lock=ONE_AT_A_TIME)
def plan_now(plan: str) -> None:
    """A plan that waits; one at a time, since each takes a processor for itself."""
    work_out(UUID(plan))


@app.task(name=ANSWER_NOW, lock=ONE_AT_A_TIME)
def answer_now(question: str) -> None:
    """A question that waits."""
    answer(UUID(question))
