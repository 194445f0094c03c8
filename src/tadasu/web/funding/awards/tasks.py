"""What the worker does by itself."""

import logging

from procrastinate.contrib.django import app

from tadasu.web.funding.awards.actions.ending import sweep

log = logging.getLogger(__name__)


@app.periodic(cron="37 4 * * *")
@app.task(name="awards.sweep", queueing_lock="awards.sweep")
def sweep_nightly(timestamp: int) -> None:
    """End awards whose time is over."""
    done = sweep()
    log.info("ended awards", extra={"count": done.ended})
    if done.held:
        log.info("awards are kept beyond their time", extra={"count": done.held})
