"""What waits for whom, after every step: one open task for the part whose turn it is, none where nothing is asked of it."""

from datetime import date

from django.utils import timezone

from tadasu.law import State
from tadasu.web.foundation.procedure._history import What
from tadasu.web.foundation.procedure.models import Run, Task


def waits(state: State) -> bool:
    """Whether something is asked of whose turn it is: not at an end, and in a decision that stands only while a time runs."""
    return bool(state.moves) and (not state.outcome or state.limit is not None)


def keep_tasks(run: Run, what: What, state: State, due: date | None) -> None:
    """Close what is done with, make or keep what waits. Whoever had the last task of a part is given its next one.

    A move ends the task of the state it leaves, even where it leads back into the same one.
    """
    open_ = list(run.tasks.filter(done_at=None))
    goes_on = waits(state) and what not in (What.OPENED, What.MOVED)
    kept = next((one for one in open_ if goes_on and one.part == state.owner), None)
    now = timezone.now()
    for one in open_:
        if one is not kept:
            one.done_at = now
            one.save(update_fields=["done_at"])
    if kept is not None:
        kept.due_on, kept.state = due, state.id
        kept.save(update_fields=["due_on", "state"])
    elif waits(state):
        last = run.tasks.filter(part=state.owner).order_by("-made_at").first()
        user = last.user_id if last is not None else None
        Task.objects.create(run=run, part=state.owner, state=state.id, user_id=user, due_on=due)
