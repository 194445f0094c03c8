"""What the worker does by itself."""

import logging

from procrastinate.contrib.django import app

from tadasu.web.evidence.library.actions.saving import count_news

log = logging.getLogger(__name__)


@app.periodic(cron="17 4 * * *")
@app.task(name="library.count-news", queueing_lock="library.count-news")
def count_nightly(timestamp: int) -> None:
    """Count what is new for saved searches."""
    log.info("counted saved searches", extra={"count": count_news()})
