"""What the worker does by itself."""

import logging

from procrastinate.contrib.django import app

from tadasu.web.api._once import forget
from tadasu.web.foundation.access import SYSTEM, acting

log = logging.getLogger(__name__)


@app.periodic(cron="17 * * * *")
@app.task(name="api.forget-answers", queueing_lock="api.forget-answers")
def forget_answers(timestamp: int) -> None:
    """Answers are kept for a day."""
    with acting(SYSTEM):
        log.info("forgotten", extra={"count": forget()})
