"""What the worker does by itself."""

import logging

from procrastinate.contrib.django import app

from tadasu.web.evidence.press.reading_feeds import read_due
from tadasu.web.evidence.press.sweeping import sweep

log = logging.getLogger(__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(name="press.read-feeds", queueing_lock="press.read-feeds", lock="press.read-feeds")
def read_feeds(timestamp: int) -> None:
    """Read feeds whose hour is over."""
    if new := read_due():
        log.info("feeds read", extra={"count": new})


@app.periodic(cron="11 4 * * *")  # after custody's own
@app.task(name="press.sweep", queueing_lock="press.sweep")
def sweep_nightly(timestamp: int) -> None:
    """End what is over."""
    done = sweep()
    log.info("swept articles", extra={"count": done.articles})
