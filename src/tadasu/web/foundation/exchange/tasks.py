"""What the worker does by itself."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from tadasu.store import data_folder
from tadasu.web.foundation.exchange._keys import forget
from tadasu.web.foundation.exchange.actions.sending import DELIVER_NOW, DELIVERIES
from tadasu.web.foundation.exchange.delivering import deliver_due


@app.periodic(cron="* * * * *")
@app.task(name="exchange.deliver", queueing_lock=DELIVERIES, lock=DELIVERIES)
def deliver_each_minute(timestamp: int) -> None:
    """Deliver what is due."""
    deliver_due()


@app.task(name=DELIVER_NOW, lock=DELIVERIES)
def deliver_now() -> None:
    """The same, as soon as a package was made."""
    deliver_due()


@app.periodic(cron="50 15 * * *")  # ten minutes before one at night in Japan
@app.task(name="exchange.forget-keys", queueing_lock="exchange.forget-keys")
def forget_keys(timestamp: int) -> None:
    """Delete private keys whose time after a change is over."""
    forget(data_folder(), datetime.now(UTC).date())
