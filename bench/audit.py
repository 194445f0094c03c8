"""What the record costs: `python -m bench.audit [--entries N]`. Acts a second by connections at once, beside the same
transaction without an entry; a walk along the whole chain, with the memory that it takes."""

import argparse
import os
import resource
import tempfile
import threading
import time
from pathlib import Path

import psycopg

from bench.table import Table, markdown

SECONDS = 5.0
"""How long each row of the first table is measured."""

CONNECTIONS = (1, 2, 4, 8)

ACT = "UPDATE accounts_organisation SET name = name WHERE id = %s"
SAID = (
    "INSERT INTO audit_said (id, system, act, subject, salt, text_salt, reason, detail, due)"
    " SELECT gen_random_uuid(), false, 'bench.act', 'bench', decode(repeat('00', 32), 'hex'),"
    " decode(repeat('00', 32), 'hex'), 'a reason (invented)', '{\"n\": 1}', false FROM generate_series(1, %s)"
)
AT_ONCE = 100
"""Acts in a transaction where the chain is only filled."""


def main() -> None:
    """Measure on a database of its own and print both tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.audit", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000, help="entries of the chain that is walked along")
    entries: int = parser.parse_args().entries
    with tempfile.TemporaryDirectory(prefix="tadasu-bench-") as folder:
        Path(folder).chmod(0o755)  # where root measures, PostgreSQL runs as nobody
        os.environ["TADASU_DATA"] = folder
        from tadasu.web.project.database import Role, cluster_of, start

        server = start(cluster_of(Path(folder)))
        try:
            os.environ["TADASU_DATABASE_URL"] = server.address(Role.OWNER)
            _migrate()
            web = server.address(Role.WEB)
            print(markdown(_acts(web)))
            print(markdown(_walk(web, server.address(Role.WORKER), entries)))
        finally:
            server.stop()


def _migrate() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tadasu.web.project.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _acts(web: str) -> Table:
    rows = []
    for count in CONNECTIONS:
        bare, recorded = _rate(web, count, record=False), _rate(web, count, record=True)
        rows.append((str(count), f"{bare:,.0f}", f"{recorded:,.0f}"))
    return Table("Acts a second, each committed to disk", ("connections", "without an entry", "with one"), rows)


def _rate(web: str, count: int, *, record: bool) -> float:
    """Transactions a second: each changes a row of its own."""
    done = [0] * count
    ends = time.perf_counter() + SECONDS

    def work(at: int) -> None:
        with psycopg.connect(web) as connection:
            row = connection.execute(
                "INSERT INTO accounts_organisation (id, kind, name, name_ja, invented, made_at)"
                " VALUES (gen_random_uuid(), 'company', 'Kumanezawa (invented)', '', true, now()) RETURNING id"
            ).fetchone()
            connection.commit()
            while time.perf_counter() < ends:
                connection.execute(ACT, row)
                if record:
                    connection.execute(SAID, [1])
                connection.commit()
                done[at] += 1

    threads = [threading.Thread(target=work, args=(at,)) for at in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS


def _walk(web: str, worker: str, entries: int) -> Table:
    from django.db import connection
    from psycopg.conninfo import conninfo_to_dict

    from tadasu.web.foundation.audit.verifying import verify

    with psycopg.connect(web) as filling:
        for _ in range(0, entries, AT_ONCE):
            filling.execute(SAID, [AT_ONCE])
            filling.commit()
    connection.close()
    said = conninfo_to_dict(worker)
    connection.settings_dict |= {"USER": said["user"], "PASSWORD": said["password"]}
    verify_once, before = time.perf_counter(), _peak()
    report = verify()
    seconds = time.perf_counter() - verify_once
    assert report.sound
    rows = [
        ("entries", f"{report.entries:,}"),
        ("seconds", f"{seconds:.1f}"),
        ("entries a second", f"{report.entries / seconds:,.0f}"),
        ("memory added, MB", f"{_peak() - before:.0f}"),
    ]
    return Table("A walk along the chain", ("what", "measured"), rows)


def _peak() -> float:
    """The most memory that this process has had, in MB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
