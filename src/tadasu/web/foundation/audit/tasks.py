"""What the worker does by itself."""

import logging

from procrastinate.contrib.django import app

from tadasu.schema import UsageError
from tadasu.web.foundation.audit.anchoring import anchor

log = logging.getLogger(__name__)


@app.periodic(cron="10 15 * * *")  # ten minutes after midnight in Japan
@app.task(name="audit.anchor", queueing_lock="audit.anchor")
def anchor_daily(timestamp: int) -> None:
    """Sign the end of the chain. That there is no entry yet is no failure."""
    try:
        made = anchor()
    except UsageError as error:
        if error.code != "audit-empty":
            raise
        return
    log.info("anchored", extra={"count": made.number})
