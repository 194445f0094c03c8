"""What the worker does by itself."""

import logging

from procrastinate.contrib.django import app

from tadasu.web.foundation.vault.actions.sweeping import sweep

log = logging.getLogger(__name__)


@app.periodic(cron="*/30 * * * *")
@app.task(name="vault.sweep", queueing_lock="vault.sweep")
def sweep_often(timestamp: int) -> None:
    """Clear away what is over."""
    done = sweep()
    log.info("swept", extra={"count": done.keys + done.releases + done.contributions + done.files + done.unfinished})
