"""What the worker does by itself."""

import logging

from procrastinate.contrib.django import app

from tadasu.web.foundation.correspondence.actions.ending import forget_visits, sweep

log = logging.getLogger(__name__)


@app.periodic(cron="23 3 * * *")
@app.task(name="correspondence.sweep", queueing_lock="correspondence.sweep")
def sweep_nightly(timestamp: int) -> None:
    """Erase boxes that are over and what was taken back."""
    done = sweep()
    log.info("swept boxes", extra={"count": done.boxes})


@app.periodic(cron="*/10 * * * *")
@app.task(name="correspondence.visits", queueing_lock="correspondence.visits")
def forget_often(timestamp: int) -> None:
    """Forget visits that are over: without a line in the log, which would say within ten minutes when somebody was here."""
    forget_visits()
