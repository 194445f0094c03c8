"""What the worker does: make a large release."""

import logging
from uuid import UUID

from procrastinate.contrib.django import app

from tadasu.web.funding.publishing.actions.preparing import RUN_NOW, run_waiting

log = logging.getLogger(__name__)


@app.task(name=RUN_NOW)
def run_now(release: str) -> None:
    """Make one that waits."""
    done = run_waiting(UUID(release))
    log.info("made a release", extra={"state": done.state if done is not None else "none"})
