"""A page of a queue, however long the queue is: `python -m bench.queue [--rows N]`. The pages of an officer before whom a
thousand cases wait, then as many as asked for: each the median of many answers in one process, with the same database."""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

import psycopg

from bench.table import Table, markdown, times

FEW = 1_000
ANSWERS = 60
"""Of each page."""

PAGES = {"what waits": "/procedure/waiting", "home": "/"}

TABLES = ("run", "step", "binding", "task")

COPIES: tuple[str, ...] = (
    "CREATE TEMP TABLE copy AS SELECT gen_random_uuid() AS id, gen_random_uuid() AS subject, n,"
    " current_date + (n %% 400) AS due_on FROM generate_series(1, %(count)s) AS n",
    "INSERT INTO procedure_run (id, organisation_id, kind, subject, version_id, shown_to, opened_at, last, state,"
    " state_since, due_on, suspended_on, outcome, over)"
    " SELECT copy.id, organisation_id, kind, copy.subject, version_id, shown_to, opened_at, last, state, state_since,"
    " copy.due_on, NULL, '', false FROM procedure_run AS one, copy WHERE one.id = %(run)s",
    "INSERT INTO procedure_step (id, run_id, number, what, move, state_from, state_to, part, outside, user_id,"
    " organisation_id, version_id, day, at, due_on)"
    " SELECT gen_random_uuid(), copy.id, number, what, move, state_from, state_to, part, outside, user_id,"
    " organisation_id, version_id, day, at, copy.due_on FROM procedure_step AS one, copy WHERE one.run_id = %(run)s",
    "INSERT INTO procedure_binding (id, run_id, part, organisation_id, role, outside, since)"
    " SELECT gen_random_uuid(), copy.id, one.part, organisation_id, role, outside, since"
    " FROM procedure_binding AS one JOIN procedure_task AS task USING (run_id, part), copy WHERE run_id = %(run)s",
    "INSERT INTO procedure_task (id, run_id, part, state, user_id, made_at, due_on)"
    " SELECT gen_random_uuid(), copy.id, part, state, user_id, made_at, copy.due_on"
    " FROM procedure_task AS one, copy WHERE one.run_id = %(run)s",
    "DROP TABLE copy",
)
"""What a case that has just been opened is made of, so many times."""


def main() -> None:
    """Measure on a database of its own and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.queue", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="cases that wait for one officer")
    rows: int = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="tadasu-bench-") as folder:
        Path(folder).chmod(0o755)  # where root measures, PostgreSQL runs as nobody
        os.environ["TADASU_DATA"] = folder
        from tadasu.web.project.database import Role, cluster_of, start

        server = start(cluster_of(Path(folder)))
        try:
            os.environ["TADASU_DATABASE_URL"] = server.address(Role.OWNER)
            print(markdown(_measured(server.address(Role.OWNER), server.address(Role.WEB), rows)))
        finally:
            server.stop()


def _measured(owner: str, web: str, rows: int) -> Table:
    ask, run = _officer(web)
    measured = []
    for count in (FEW, rows):
        _fill(owner, run, count)
        measured.append({name: _answers(ask, page) for name, page in PAGES.items()})
    few, many = measured
    lines = [
        (
            name,
            *(f"{found[name][part] * 1000:.0f} ms" for found in measured for part in ("median", "p95")),
            times(many[name]["median"], few[name]["median"]),
        )
        for name in PAGES
    ]
    header = ("page", f"{FEW:,} wait", "p95", f"{rows:,} wait", "p95", "of the median")
    notes = (f"Each of {ANSWERS} answers, in one process, the database on the same two cores.",)
    return Table("A page of a queue, by how much waits behind it", header, lines, notes)


def _officer(web: str) -> tuple[Callable[[str], Any], str]:
    """A browser of an invented officer, and one case that waits for them."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tadasu.web.project.settings"
    import django
    from django.core.management import call_command
    from django.db import connection
    from psycopg.conninfo import conninfo_to_dict

    django.setup()
    call_command("migrate", verbosity=0)
    connection.close()
    said = conninfo_to_dict(web)
    connection.settings_dict |= {"USER": said["user"], "PASSWORD": said["password"]}
    return _browser(), _case()


def _browser() -> Callable[[str], Any]:
    from allauth.mfa.models import Authenticator
    from django.test import Client

    from tadasu.web.foundation.access import Actor, Place, acting
    from tadasu.web.foundation.accounts.models import Membership, Organisation, User

    place = Organisation.objects.create(kind="authority", name="Borderland Customs Office (invented)", invented=True)
    user = User.objects.create_user("officer", "a long invented password")
    told = Actor(user=user.id, places={place.id: Place(organisation=place.id, roles=frozenset())}, second_factor=True)
    with acting(told):
        Membership.objects.create(user=user, organisation=place, roles=["officer"])
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client.get


def _case() -> str:
    from django.utils import timezone

    from tadasu.law import procedure_of
    from tadasu.web.foundation.access import acting
    from tadasu.web.foundation.accounts.actor import actor_of
    from tadasu.web.foundation.accounts.models import Organisation, User
    from tadasu.web.foundation.procedure.actions import Bound, open_run
    from tadasu.web.foundation.procedure.kinds import RunKind, run_kind

    run_kind(RunKind(id="bench.case", opens=frozenset({"officer"}), keeps=frozenset({"decider"})))
    actor = actor_of(User.objects.get(login="officer"), second_factor=True, signed_in_at=timezone.now())
    place = Organisation.objects.get()
    procedure = procedure_of("jp-model-goods")
    bound = [Bound(part=part, organisation=place.id, role="officer", outside=False) for part in procedure.actors]
    with acting(actor):
        made = open_run(
            actor, kind="bench.case", organisation=place.id, subject=uuid4(), procedure=procedure, bound=bound
        )
    return str(made.id)


def _fill(owner: str, run: str, count: int) -> None:
    """Until so many cases wait."""
    with psycopg.connect(owner, autocommit=True) as connection:
        for table in TABLES:
            connection.execute(f"ALTER TABLE procedure_{table} NO FORCE ROW LEVEL SECURITY")
        there = connection.execute("SELECT count(*) FROM procedure_run").fetchone()
        assert there is not None
        for statement in COPIES:
            connection.execute(statement, {"count": count - there[0], "run": run} if "%" in statement else None)
        for table in TABLES:
            connection.execute(f"ALTER TABLE procedure_{table} FORCE ROW LEVEL SECURITY")
        connection.execute("VACUUM ANALYZE")


def _answers(ask: Callable[[str], Any], page: str) -> Mapping[str, float]:
    """Seconds: the median, and that of which a twentieth is slower."""
    taken = []
    for _ in range(ANSWERS + 3):
        begun = time.perf_counter()
        answer = ask(page)
        taken.append(time.perf_counter() - begun)
        assert answer.status_code == 200, answer
        assert b"<tbody" in answer.content, answer.content.decode()[-3500:]
    return {"median": median(taken[3:]), "p95": quantiles(taken[3:], n=20)[-1]}


if __name__ == "__main__":
    main()
