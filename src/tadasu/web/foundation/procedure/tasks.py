"""What the worker does by itself."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from tadasu.web.foundation.procedure.reminders import send_due

log = logging.getLogger(__name__)


@app.periodic(cron="20 15 * * *")  # twenty minutes after midnight in Japan
@app.task(name="procedure.remind", queueing_lock="procedure.remind")
def remind_daily(timestamp: int) -> None:
    """Remind of every time that comes to its end. Done twice on a day, or after a kill, it has its effect once."""
    log.info("reminded", extra={"count": send_due(timezone.localdate())})
