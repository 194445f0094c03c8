"""What the worker does."""

import logging
from uuid import UUID

from procrastinate.contrib.django import app

from tadasu.web.foundation.parties import screening

log = logging.getLogger(__name__)


@app.task(name="parties.screen")
def screen_one(party: str) -> None:
    """Screen a party that changed. Where it fails, `parties.screen-due` comes to it."""
    screening.screen_these([UUID(party)])


@app.periodic(cron="*/10 * * * *")
@app.task(name="parties.screen-due", queueing_lock="parties.screen-due")
def screen_due(timestamp: int) -> None:
    """Screen what is older than the lists in force, and what a job that was killed has left."""
    if done := screening.screen_due():
        log.info("screened", extra={"count": done})
