"""What the worker does: read public files, and clear away by night."""

import logging
from uuid import UUID

from procrastinate.contrib.django import app

from tadasu.web.evidence.incidents.actions import read_waiting, sweep
from tadasu.web.evidence.incidents.actions.importing import READ_NOW

log = logging.getLogger(__name__)


@app.task(name=READ_NOW)
def read_now(batch: str) -> None:
    """Read a file that waits."""
    read_waiting(UUID(batch))


@app.periodic(cron="21 4 * * *")
@app.task(name="incidents.sweep", queueing_lock="incidents.sweep")
def sweep_nightly(timestamp: int) -> None:
    """After custody has erased what is over."""
    done = sweep()
    log.info("ended files of incidents", extra={"count": done.ended})
    if done.copies:
        log.warning("copies of files that nobody waited for", extra={"count": done.copies})
