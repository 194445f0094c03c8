"""What the worker does by itself."""

import logging

from procrastinate.contrib.django import app

from tadasu.web.evidence.petition.actions.ending import sweep

log = logging.getLogger(__name__)


@app.periodic(cron="21 4 * * *")
@app.task(name="petition.sweep", queueing_lock="petition.sweep")
def sweep_nightly(timestamp: int) -> None:
    """End petitions whose time is over."""
    done = sweep()
    log.info("ended petitions", extra={"count": done.over + done.gone})
    if done.held:
        log.info("petitions are kept beyond their time", extra={"count": done.held})
