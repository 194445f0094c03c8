"""What the worker does by itself."""

import logging

from procrastinate.contrib.django import app

from tadasu.web.foundation.access import sweeping
from tadasu.web.funding.winddown.actions import Step, go_on
from tadasu.web.funding.winddown.models import RUNNING, Fall

log = logging.getLogger(__name__)
SECONDS = 50.0


@app.periodic(cron="* * * * *")
@app.task(name="winddown.go_on", queueing_lock="winddown.go_on")
def go_on_every_minute(timestamp: int) -> None:
    """Bring to its end what was begun and not finished."""
    with sweeping():
        found = list(Fall.objects.filter(state=RUNNING).order_by("asked_at").values_list("id", "organisation"))
    for fall, organisation in found:
        go_on(fall, organisation=organisation, seconds=SECONDS, say=_say)


def _say(step: Step) -> None:
    log.info("winding up", extra={"count": step.count})
