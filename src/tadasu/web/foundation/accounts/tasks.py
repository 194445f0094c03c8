"""What the worker does by itself."""

from procrastinate.contrib.django import app

from tadasu.web.foundation.accounts.sessions import SessionStore


@app.periodic(cron="40 * * * *")
@app.task(name="accounts.forget-sessions", queueing_lock="accounts.forget-sessions")
def forget_sessions(timestamp: int) -> None:
    """Delete sessions whose time is over: what somebody broke off lies in them, closed, until then."""
    SessionStore.clear_expired()
