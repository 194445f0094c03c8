"""What the worker does by itself."""

import logging

from procrastinate.contrib.django import app

from tadasu.web.evidence.verification.actions.ending import sweep

log = logging.getLogger(__name__)


@app.periodic(cron="11 4 * * *")
@app.task(name="verification.sweep", queueing_lock="verification.sweep")
def sweep_nightly(timestamp: int) -> None:
    """End inquiries whose time is over."""
    done = sweep()
    log.info("ended inquiries", extra={"count": done.over})
    if done.held:
        log.info("inquiries are kept beyond their time", extra={"count": done.held})
