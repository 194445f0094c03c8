"""What the worker does by itself."""

import logging

from procrastinate.contrib.django import app

from tadasu.web.evidence.custody.actions.keeping import sweep

log = logging.getLogger(__name__)


@app.periodic(cron="41 3 * * *")
@app.task(name="custody.sweep", queueing_lock="custody.sweep")
def sweep_nightly(timestamp: int) -> None:
    """Erase items whose time is over."""
    done = sweep()
    log.info("swept items", extra={"count": done.over + done.gone})
    if done.refused:
        log.warning("items could not be swept", extra={"count": done.refused})
