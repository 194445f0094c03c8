"""How far an application has come: its holder reads it at the head of the box and in a letter."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.correspondence.actions import staff
from tadasu.web.funding.applications.access import SET_STATE
from tadasu.web.funding.applications.actions.letters import tell
from tadasu.web.funding.applications.models import ASKED, DECIDED, RECEIVED, REVIEWING, RUNNING, Application

GOES: Mapping[str, tuple[str, ...]] = {
    RECEIVED: (ASKED, REVIEWING, DECIDED),
    ASKED: (RECEIVED, REVIEWING, DECIDED),
    REVIEWING: (ASKED, DECIDED),
    DECIDED: (REVIEWING,),
}
"""State -> where readers lead it. Taking back is its holder's."""

_LETTERS = Path(__file__).parents[1] / "data" / "letters.yaml"


def set_state(
    actor: Actor, *, application: Application, state: str, texts: Mapping[str, str] | None = None
) -> Application:
    """Lead it on, tell it at the head of the box, and in a letter: `texts` by language, or the usual one. With a decision
    the hour of receipt is gone.

    Raises Refused, UsageError `applications-state`, `applications-another-runs` where its holder sent a new one in the same call
    since it was decided, and as `letters.tell`.
    """
    allow(actor, SET_STATE.name, application)
    found = Application.objects.select_for_update(no_key=True).get(id=application.id)
    if state not in GOES.get(found.state, ()):
        raise UsageError("applications-state")
    others = Application.objects.filter(box_id=found.box_id, call=found.call, state__in=RUNNING).exclude(id=found.id)
    if state in RUNNING and others.exists():
        raise UsageError("applications-another-runs")
    tell(actor, found, letters()[state] if texts is None else texts, question=state == ASKED)
    found.state = state
    if state == DECIDED:
        found.received_at = None
    found.save(update_fields=["state", "received_at"])
    staff.set_state(actor, box=found.box_id, state=state)
    write_down(
        actor,
        act=SET_STATE.name,
        subject="applications.application",
        subject_id=found.id,
        organisation=found.organisation_id,
        detail={"state": state},
    )
    return found


@cache
def letters() -> Mapping[str, Mapping[str, str]]:
    """State -> language -> the usual letter."""
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(_LETTERS.read_text(encoding="utf-8"))
    return found
