"""Somebody who acts without end, and a worker with a job that dies in the middle: processes of their own, to be killed.

`acts` makes an organisation and its line in the record in one transaction, again and again, whatever the database does.
`worker` runs the queue with one task more, `drill.once`: its effect is an organisation that bears the job's name.
"""

import os
import signal
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tadasu.web.project.settings"
django.setup()

from django.db import DatabaseError, connection  # noqa: E402
from procrastinate.contrib.django import app  # noqa: E402
from tests.web.made import organisation  # noqa: E402

from tadasu.web.foundation.access import SYSTEM, acting  # noqa: E402
from tadasu.web.foundation.accounts.models import Organisation  # noqa: E402
from tadasu.web.foundation.audit.actions import record  # noqa: E402
from tadasu.web.project.serving import _children  # noqa: E402

ACT = "drill.act"


def acts() -> None:
    """Says on standard output after each act whether it was committed."""
    while True:
        try:
            with acting(SYSTEM):
                made = organisation(name="Of an act (invented)")
                time.sleep(0.005)
                record(SYSTEM, act=ACT, subject="test", subject_id=made.id)
                time.sleep(0.005)
        except DatabaseError:
            connection.close()
            print("refused", flush=True)
            time.sleep(0.02)
        else:
            print("done", flush=True)


@app.task(name="drill.once")
def once(name: str, dies: str) -> None:
    """Die `before` the effect is committed, or `after`; the second time neither."""
    first = Organisation.objects.filter(name=f"{name} begun").first() is None
    if first:
        Organisation.objects.create(kind="company", name=f"{name} begun", invented=True)
    with acting(SYSTEM):
        _, new = Organisation.objects.get_or_create(name=name, defaults={"kind": "company", "invented": True})
        if new:
            record(SYSTEM, act=ACT, subject="test")
        if first and dies == "before":
            os.kill(os.getpid(), signal.SIGKILL)
    if first and dies == "after":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    {"acts": acts, "worker": _children.worker}[sys.argv[1]]()
