"""What documented incidents cost: `python -m bench.incidents [--incidents N]`. A public file of many is read by the worker, in a
process of its own whose memory is measured, beside a bare COPY of the same rows into the same columns and indexes. Then words are
looked for among them, as a page does, beside a scan of all rows by the same person in the same run. Then a confidential file of
as many as are read within a request. Each makes a database of its own; nothing is kept."""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.incidents_made import EACH, WANTED, write
from bench.search import _as, _migrate
from bench.table import Table, markdown

TIMES = 40
"""Searches of each kind, from which the 95th percentile comes."""

PAGE = 25


def main() -> None:
    """Measure on a database of its own and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.incidents", description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000, help="incidents of the public file")
    parser.add_argument("--child", nargs=2, default=(), help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.child:
        _child(*said.child)
        return
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="tadasu-bench-") as folder:
        Path(folder).chmod(0o755)  # where root measures, PostgreSQL runs as nobody
        os.environ["TADASU_DATA"] = folder
        from tadasu.web.project.database import Role, cluster_of, start

        server = start(cluster_of(Path(folder)))
        try:
            os.environ["TADASU_DATABASE_URL"] = server.address(Role.OWNER)
            _migrate()
            _as(server.address(Role.WEB))
            print(f"Load before: {load:.1f}; {os.cpu_count()} cores.\n")
            group = _Group()
            print(markdown(_import(server, group, said.incidents, Path(folder))))
            print(markdown(_search(group, said.incidents)))
            print(markdown(_versions(server, group, Path(folder))))
            print(markdown(_confidential(group, Path(folder))))
            print(f"Load after: {os.getloadavg()[0]:.1f}.")
        finally:
            from django.db import connection

            connection.close()
            server.stop()


class _Group:
    """An organisation with a documenter whose keys are unlocked; their passphrase costs next to nothing to try."""

    def __init__(self) -> None:
        from datetime import UTC, datetime

        from tadasu.web.foundation.access import Actor, Place, acting
        from tadasu.web.foundation.accounts.models import Membership, Organisation, User
        from tadasu.web.foundation.vault._keys import Cost
        from tadasu.web.foundation.vault.actions import make_keys, unlock, unlocked

        self.place = Organisation.objects.create(kind="civil-society", name="Kumanezawa (invented)", invented=True)
        user = User.objects.create(login=f"bench-{uuid.uuid4().hex[:8]}")
        place = Place(organisation=self.place.id, roles=frozenset({"documenter"}))
        self.actor = Actor(
            user=user.id, places={self.place.id: place}, second_factor=True, signed_in_at=datetime.now(UTC)
        )
        with acting(self.actor):
            Membership.objects.create(organisation=self.place, user=user, roles=["documenter"])
            make_keys(self.actor, passphrase="seven lanterns over the canal", cost=Cost(1, 8192))
            token = unlock(self.actor, passphrase="seven lanterns over the canal", session="bench")
            key = unlocked(self.actor, token=token, session="bench")
        assert key is not None
        self.key = key

    def received(self, path: Path, *, public: bool) -> Any:
        """The file, in custody."""
        from django.http import QueryDict

        from tadasu.web.evidence.incidents import actions
        from tadasu.web.foundation.access import acting
        from tadasu.web.foundation.vault.incoming import arriving
        from tadasu.web.foundation.vault.receiving import Received

        with acting(self.actor), arriving(1 << 30) as incoming, path.open("rb") as stream:
            while piece := stream.read(1 << 16):
                incoming.take(piece)
            incoming.end()
            return actions.receive_batch(
                self.actor,
                organisation=self.place.id,
                label="a file",
                received=Received(incoming, path.name, "text/csv", QueryDict()),
                readers=(),
                public=public,
                attribution="Kumanezawa (invented)" if public else "",
            )

    def asked(self, act: Callable[..., Any], batch: Any, **more: Any) -> Any:
        """An act that opens the file."""
        from tadasu.web.foundation.access import acting

        with acting(self.actor):
            return act(self.actor, batch=batch.id, key=self.key, purpose="verify", reason="An invented reason.", **more)

    def plan(self, batch: Any) -> Any:
        """What the headers suggest."""
        from tadasu.web.evidence.incidents import actions
        from tadasu.web.evidence.incidents._plan import Plan

        seen, _kind = self.asked(actions.look_at, batch)
        return Plan(format=seen.format, columns=seen.guessed)


def _import(server: Any, group: _Group, count: int, folder: Path) -> Table:
    from tadasu.web.evidence.incidents import actions
    from tadasu.web.project.database import Role

    path = folder / "incidents.csv"
    write(path, count)
    size = path.stat().st_size
    batch = group.received(path, public=True)
    before = time.perf_counter()
    group.asked(actions.wait_for_worker, batch, plan=group.plan(batch), kind="bench")
    handed = time.perf_counter() - before
    took, base, peak = _in_child(server.address(Role.WORKER), str(batch.id), "read")
    bare, unindexed = (_copied(server.address(Role.OWNER), group.place.id, indexes=one) for one in (True, False))
    rows = [
        ("incidents", f"{count:,}"),
        ("file, MB", f"{size / 1e6:.1f}"),
        ("handed to the worker, s", f"{handed:.1f}"),
        ("read, coded and written by the worker, s", f"{took:.1f}"),
        ("incidents a second", f"{count / took:,.0f}"),
        ("bare COPY of the same rows, same indexes, s", f"{bare:.1f}"),
        ("of the bare COPY", f"{took / bare:.1f} x"),
        ("bare COPY without indexes, s", f"{unindexed:.1f}"),
        ("memory of the worker before, MB", f"{base:.0f}"),
        ("memory of the worker at most, MB", f"{peak:.0f}"),
        ("what reading added, of the file's size", f"{(peak - base) * 1e6 / size:.2f} x"),
    ]
    return Table("A public file, read by the worker", ("what", "measured"), rows)


def _versions(server: Any, group: _Group, folder: Path) -> Table:
    from tadasu.web.evidence.incidents import actions
    from tadasu.web.project.database import Role

    path = folder / "later.csv"
    path.write_bytes((folder / "incidents.csv").read_bytes() + b"\n")
    batch = group.received(path, public=True)
    group.asked(actions.wait_for_worker, batch, plan=group.plan(batch), kind="bench")
    took, _base, peak = _in_child(server.address(Role.WORKER), str(batch.id), "read")
    rows = [("read by the worker, s", f"{took:.1f}"), ("memory of the worker at most, MB", f"{peak:.0f}")]
    return Table("The same incidents again in a later file: all of them new versions", ("what", "measured"), rows)


def _in_child(address: str, *asked: str) -> tuple[float, float, float]:
    """Seconds, and MB before and at most, of a process that does nothing else."""
    environment = {**os.environ, "TADASU_DATABASE_URL": address}
    said = subprocess.run(
        [sys.executable, "-m", "bench.incidents", "--child", *asked],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return float(said[-3]), float(said[-2]), float(said[-1])


def _child(batch: str, _what: str) -> None:
    import django

    django.setup()
    from tadasu.web.evidence.incidents.actions import read_waiting

    base = _memory()
    before = time.perf_counter()
    found = read_waiting(uuid.UUID(batch))
    assert found is not None
    assert found.state == "done", found.fault
    print(time.perf_counter() - before, base, _memory(most=True))


def _memory(*, most: bool = False) -> float:
    """MB of this process, now or at most since it was asked before. A child's own count begins with its parent's, so where the
    system lets it, it is begun anew."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    said = dict(line.split(":", 1) for line in status.read_text().splitlines())
    Path("/proc/self/clear_refs").write_text("5")
    return int(said["VmHWM" if most else "VmRSS"].split()[0]) / 1e3


def _copied(owner: str, place: uuid.UUID, *, indexes: bool) -> float:
    """The same rows by COPY into a table of the same columns, as nobody may who is held by row-level security."""
    import psycopg

    with psycopg.connect(owner) as connection:
        connection.execute("SELECT set_config('tadasu.organisations', %s, true)", [str(place)])
        what = "INCLUDING ALL" if indexes else "INCLUDING DEFAULTS"
        connection.execute(f"CREATE TABLE bench_copied (LIKE incidents_incident {what})")
        with connection.cursor() as cursor:
            held = bytearray()
            with cursor.copy("COPY (SELECT * FROM incidents_incident) TO STDOUT") as out:
                for piece in out:
                    held += bytes(piece)
            before = time.perf_counter()
            with cursor.copy("COPY bench_copied FROM STDIN") as into:
                for at in range(0, len(held), 1 << 16):
                    into.write(bytes(held[at : at + (1 << 16)]))
            took = time.perf_counter() - before
        connection.rollback()
    return took


def _search(group: _Group, count: int) -> Table:
    from django.db import connection
    from django.db.models import Q

    from tadasu.web.evidence.incidents import queries
    from tadasu.web.foundation.access import acting

    rows = []
    with acting(group.actor):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM incidents_incident WHERE latest")
            assert cursor.fetchone() == (count,)

        def page(found: Any) -> int:
            """As a page shows it: how many, and the newest."""
            list(found.order_by("-month", "id").values_list("id", "title", "month")[:PAGE])
            return len(found.order_by().values_list("id")[:10_001])

        def ours(text: str) -> int:
            return page(queries.incidents_holding(group.actor, group.place.id, text))

        def scan(text: str) -> int:
            held = Q(title__icontains=text) | Q(text__icontains=text)
            return page(queries.incidents_of(group.actor, group.place.id).filter(held))

        for text in WANTED:
            assert ours(text) == scan(text) == _expected(count, text), (text, ours(text), scan(text))
            fast, slow = _times(partial(ours, text), TIMES), _times(partial(scan, text), 8)
            rows.append((text, f"{ours(text):,}", *_said(fast), *_said(slow), f"{_p95(slow) / _p95(fast):.0f} x"))
        fast = _times(lambda: page(_filtered(group)), TIMES)
        rows.append(("(country and abuse)", f"{page(_filtered(group)):,}", *_said(fast), "", "", ""))
    head = ("looked for", "found", "ours, ms", "p95", "scan (ILIKE), ms", "p95", "times faster, p95")
    return Table(f"A page of a search among {count:,}: how many, and the newest {PAGE}", head, rows)


def _expected(count: int, text: str) -> int:
    return len(range(WANTED.index(text), count, EACH))


def _filtered(group: _Group) -> Any:
    from tadasu.web.evidence.incidents import queries

    return queries.incidents_of(group.actor, group.place.id).filter(country="vn", issue="child-labour")


def _confidential(group: _Group, folder: Path) -> Table:
    from tadasu.web.evidence.incidents import actions

    path = folder / "confidential.csv"
    write(path, actions.MOST_CONFIDENTIAL)
    batch = group.received(path, public=False)
    plan = group.plan(batch)
    base = _memory()
    before = time.perf_counter()
    group.asked(actions.read_confidential, batch, plan=plan)
    took = time.perf_counter() - before
    peak = _memory(most=True)
    rows = [
        ("incidents, the most that are read within a request", f"{actions.MOST_CONFIDENTIAL:,}"),
        ("file, MB", f"{path.stat().st_size / 1e6:.1f}"),
        ("opened, coded, written and sealed again, s", f"{took:.1f}"),
        ("incidents a second", f"{actions.MOST_CONFIDENTIAL / took:,.0f}"),
        ("what it added to the memory of this process, MB", f"{peak - base:.0f}"),
    ]
    return Table("A confidential file, read within a request", ("what", "measured"), rows)


def _times(ask: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each, after one that warms."""
    ask()
    found = []
    for _ in range(times):
        before = time.perf_counter()
        ask()
        found.append(1000 * (time.perf_counter() - before))
    return found


def _p95(found: list[float]) -> float:
    return quantiles(found, n=20, method="inclusive")[-1]


def _said(found: list[float]) -> tuple[str, str]:
    return f"{median(found):.1f}", f"{_p95(found):.1f}"


if __name__ == "__main__":
    main()
