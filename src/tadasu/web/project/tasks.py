"""What the worker does for the queue itself: a job whose worker was killed is taken up again, and old jobs are forgotten.

A job that is taken up again may have been done to its end just before: every task has its effect once, however often it runs
(one transaction, in which it looks first whether it is done).
"""

import logging
from contextlib import suppress

from procrastinate import JobContext, exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

log = logging.getLogger(__name__)

SILENT = 60.0
"""Seconds without a sign of a worker, which gives one every ten, after which its jobs are others'."""

MOST = 5
"""Times that a job is begun: one that ends its worker each time is not begun for ever."""

KEPT = 72
"""Hours that a job that was done is kept; one that failed stays, to be looked at."""


@app.periodic(cron="* * * * *")
@app.task(name="queue.take-up", queueing_lock="queue.take-up", pass_context=True)
async def take_up(context: JobContext, timestamp: int) -> None:
    """Begin again what a killed worker had begun."""
    jobs = context.app.job_manager
    stalled = list(await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENT))
    for job in stalled:
        with suppress(exceptions.ConnectorException):  # another looked at the same time, and took it up
            if job.attempts >= MOST or not await _begun_again(context, job):
                await jobs.finish_job(job, status=Status.FAILED, delete_job=False)
    if stalled:
        log.warning("jobs of a worker that is gone", extra={"count": len(stalled)})


@app.periodic(cron="20 * * * *")
@app.task(name="queue.forget", queueing_lock="queue.forget", pass_context=True)
async def forget(context: JobContext, timestamp: int) -> None:
    """Delete jobs that were done long ago."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT)


async def _begun_again(context: JobContext, job: Job) -> bool:
    """Whether it waits again; not if the same waits already."""
    try:
        await context.app.job_manager.retry_job(job)
    except exceptions.UniqueViolation:
        return False
    return True
