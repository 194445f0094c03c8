"""What the funding desk costs with many awards: `python -m bench.funding [--awards N]`. Pages as the server calls them for
somebody who is at work, under row-level security, over a tenth of N awards and over N, with four payments each and the ledger's
entries; then making a release of N grants safe, and the attack on it. A database of its own; nothing is kept. All invented."""

import argparse
import os
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from bench.incidents import _said, _times
from bench.search import _as, _migrate
from bench.table import Table, markdown

PARTS = 4
"""Tranches of an award, each paid once."""

TIMES = 20
"""Times that a page is asked for, after one that warms: the longest takes seconds."""

SEED = 20_261_126
TODAY = date(2026, 11, 26)
AT_ONCE = 5_000
LINES, INTERMEDIARIES = 8, 50
EACH = 50
"""One award in so many passes on to the others."""

REGIONS = ("89", "789", "589", "689")
ROUTE, BASIS = "bank", "ordinary"
COUNTRIES = ("by", "kh", "ir", "mm", "tm", "bd", "vn", "pk", "zw", "ni", "er", "la")
PROGRAMMES = 20
"""Of a release; the later ones are small, so that figures of them are hidden and others that would tell them too."""
BUDGET = 10**15


def main() -> None:
    """Measure on a database of its own and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.funding", description=__doc__)
    parser.add_argument("--awards", type=int, default=50_000, help="awards behind the pages, and grants of a release")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tadasu-bench-") as folder:
        Path(folder).chmod(0o755)  # where root measures, PostgreSQL runs as nobody
        os.environ["TADASU_DATA"] = folder
        from tadasu.web.project.database import Role, cluster_of, start

        server = start(cluster_of(Path(folder)))
        try:
            os.environ["TADASU_DATABASE_URL"] = server.address(Role.OWNER)
            _migrate()
            _as(server.address(Role.WEB))
            desk = _Desk(server.address(Role.OWNER))
            few = max(said.awards // 10, 1)
            desk.fill(0, few)
            first = _pages(desk)
            desk.fill(few, said.awards)
            print(f"Load: {os.getloadavg()[0]:.1f}; {os.cpu_count()} cores.\n")
            print(markdown(_compared(few, first, said.awards, _pages(desk))))
        finally:
            from django.db import connection

            connection.close()
            server.stop()
    print(markdown(_safety(said.awards)))
    print(f"Load after: {os.getloadavg()[0]:.1f}.")


class _Desk:
    """A funder, somebody who runs programmes there and pays too, a fund with lines."""

    def __init__(self, owner: str) -> None:
        from tadasu.web.foundation.access import Actor, Place, acting
        from tadasu.web.foundation.accounts.models import Membership, Organisation, User
        from tadasu.web.funding.programmes.models import Budget, Fund, Line

        self.owner = owner
        self.numbers = dict.fromkeys(range(LINES), 0)
        self.place = Organisation.objects.create(kind="funder", name="Minato Fund (invented)", invented=True)
        self.user, self.other = (User.objects.create(login=f"bench-{uuid.uuid4().hex[:8]}") for _ in range(2))
        roles = frozenset({"programme", "payer"})
        self.actor = Actor(
            user=self.user.id,
            places={self.place.id: Place(organisation=self.place.id, roles=roles)},
            second_factor=True,
            signed_in_at=datetime.now(UTC),
        )
        with acting(self.actor):
            Membership.objects.create(organisation=self.place, user=self.user, roles=sorted(roles))
            self.fund = Fund.objects.create(
                organisation=self.place, name="Open Words (invented)", vehicle="fund", opens_on=date(2023, 4, 1),
                closes_on=date(2031, 3, 31), made_by=self.user,
            )  # fmt: skip
            self.lines = [
                Line.objects.create(
                    organisation=self.place,
                    fund=self.fund,
                    code=f"L{number}",
                    name=f"Line {number}",
                    purpose="15153",
                    oda=True,
                )
                for number in range(LINES)
            ]
            for line in self.lines:
                Budget.objects.create(organisation=self.place, line=line, year=2026, amount=BUDGET)

    def fill(self, begin: int, count: int) -> None:
        """Awards from number `begin` to below `count`: rows as acts would have left them. Triggers, which allow steps and no
        outcomes, are off meanwhile: the tables are the owner's."""
        import psycopg

        tables = ("awards_grantee", "awards_award", "awards_tranche", "awards_payment", "programmes_entry")
        with psycopg.connect(self.owner) as owner:
            for table in tables:
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        before = time.perf_counter()
        self._rows(begin, count)
        with psycopg.connect(self.owner, autocommit=True) as owner:
            for table in tables:
                owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            owner.execute("ANALYZE")
        print(f"{count:,} awards, {count * PARTS:,} payments, filled in {time.perf_counter() - before:.0f} s.\n")

    def _rows(self, begin: int, count: int) -> None:
        """Two in a hundred awards pass on to forty-nine others each; the others have no parent."""
        from tadasu.web.foundation.access import acting
        from tadasu.web.funding.awards.models import Award, Grantee, Payment, Tranche
        from tadasu.web.funding.programmes.models import Entry

        random, parent = Random(SEED + begin), None
        for at in range(begin, count, AT_ONCE):
            rows: dict[Any, list[Any]] = {model: [] for model in (Grantee, Award, Tranche, Payment, Entry)}
            for number in range(at, min(at + AT_ONCE, count)):
                passes_on = number % EACH == 0
                parent = None if passes_on else parent
                grantee = Grantee(organisation=self.place, pseudonym=f"G-{number}", level=1, applicant_type="exile")
                award = self._award(number, grantee, parent, random)
                parts = [self._tranche(award, place) for place in range(1, PARTS + 1)]
                rows[Grantee].append(grantee)
                rows[Award].append(award)
                rows[Tranche] += parts
                rows[Payment] += [self._payment(award, one) for one in parts]
                rows[Entry] += self._entries(award, parts, number % LINES)
                parent = award if passes_on else parent
            with acting(self.actor):
                for model, made in rows.items():
                    model._default_manager.bulk_create(made, batch_size=2_000)

    def _award(self, number: int, grantee: Any, parent: Any, random: Random) -> Any:
        from tadasu.web.funding.awards.models import Award

        return Award(
            organisation=self.place, pseudonym=f"A-{number}", grantee=grantee, parent=parent, passes_on=parent is None and
            number % EACH == 0, line=self.lines[number % LINES].id, purpose="15153", region=random.choice(REGIONS), lane="core",
            risk="medium", level=1, delay=12, amount=PARTS * random.randint(100_000, 900_000), currency="JPY",
            starts_on=TODAY - timedelta(days=random.randint(0, 900)), ends_on=TODAY + timedelta(days=365), state="active",
            begun_by=self.user, signed_on=TODAY,
        )  # fmt: skip

    def _tranche(self, award: Any, number: int) -> Any:
        from tadasu.web.funding.awards.models import Tranche

        return Tranche(
            organisation=self.place, award=award, number=number, amount=award.amount // PARTS,
            due_on=award.starts_on + timedelta(days=90 * number), state="paid",
        )  # fmt: skip

    def _payment(self, award: Any, part: Any) -> Any:
        from tadasu.web.funding.awards.models import Payment

        return Payment(
            organisation=self.place, award=award, tranche=part, number=1, amount=part.amount, currency="JPY", route=ROUTE,
            basis=BASIS, state="paid", prepared_by=self.other, released_by=self.user, released_on=TODAY, paid_on=TODAY,
            paid_amount=part.amount, paid_currency="JPY",
        )  # fmt: skip

    def _entries(self, award: Any, parts: Sequence[Any], line: int) -> Iterator[Any]:
        """What the ledger holds of it; of what is passed on nothing, since the money of the parent is in it."""
        from tadasu.web.funding.programmes.models import Entry

        if award.parent is not None:
            return
        for kind, amount, tranche in (
            ("commitment", award.amount, None),
            *(("disbursement", one.amount, one.id) for one in parts),
        ):
            self.numbers[line] += 1
            yield Entry(
                organisation=self.place, line=self.lines[line], number=self.numbers[line], year=2026, kind=kind, amount=amount,
                currency="JPY", line_amount=amount, day=TODAY, award=award.id, tranche=tranche, user=self.user,
            )  # fmt: skip


def _pages(desk: _Desk) -> Sequence[tuple[str, int, list[float]]]:
    """Each page: what it is, bytes, milliseconds."""
    from tadasu.web.foundation.access import acting
    from tadasu.web.funding.awards.models import Award
    from tadasu.web.funding.awards.views import awards, lists
    from tadasu.web.funding.intermediaries.views import pages as intermediaries
    from tadasu.web.funding.programmes.views import funds, lines

    with acting(desk.actor):
        parent, child = (Award.objects.get(pseudonym=name) for name in ("A-0", "A-1"))
    place = desk.place.id
    asked: Sequence[tuple[str, Any, Any, dict[str, str]]] = (
        ("list of awards", lists.awards, place, {}),
        ("the same, page 100", lists.awards, place, {"page": "100"}),
        ("the same, one pseudonym", lists.awards, place, {"q": "A-4711"}),
        ("an award", awards.one, child.id, {}),
        ("an award that passes on", awards.one, parent.id, {}),
        ("what waits to be released", lists.to_release, place, {}),
        ("a fund with its lines", funds.fund, desk.fund.id, {}),
        ("a line with its ledger", lines.line, desk.lines[0].id, {}),
        ("chains and warnings", intermediaries.chains, place, {}),
    )
    rows = []
    for what, view, about, said in asked:
        page = _page(desk, view, about, said)
        size = len(page())
        rows.append((what, size, _times(page, TIMES)))
    return rows


def _compared(
    few: int, first: Sequence[tuple[str, int, list[float]]], many: int, then: Sequence[tuple[str, int, list[float]]]
) -> Table:
    rows = [
        (what, f"{size:,}", *_said(before), *_said(after), f"{median(after) / median(before):.1f} x")
        for (what, _, before), (_, size, after) in zip(first, then, strict=True)
    ]
    head = ("page", "bytes", f"{few:,} awards, ms", "p95", f"{many:,} awards, ms", "p95", "of the median")
    return Table(f"Pages over {few:,} and {many:,} awards, with {PARTS} payments each", head, rows)


def _page(desk: _Desk, view: Any, about: Any, said: dict[str, str]) -> Callable[[], bytes]:
    """The view itself, as the server calls it."""
    from django.test import RequestFactory

    from tadasu.web.foundation.access import acting
    from tadasu.web.foundation.accounts.models import User

    def page() -> bytes:
        request: Any = RequestFactory().get("/", said)
        with acting(desk.actor):
            request.user, request.actor, request.session = User.objects.get(id=desk.user.id), desk.actor, {}
            answer = view(request, about)
            assert answer.status_code == 200, (view, answer.status_code)
            return bytes(answer.content)

    return page


def _safety(count: int) -> Table:
    """A release of so many grants, and one a year later that has to fit beside it; the attack with what is known by then."""
    from tadasu.release import Grant, Knowledge, Known, Level, attack, exclusion_policy, macro_region_of, safe_release

    random, policy = Random(SEED), exclusion_policy()
    grants, sizes = [], [count / (number * number) for number in range(1, PROGRAMMES + 1)]
    for number in range(count):
        country = random.choice(COUNTRIES)
        start = date(random.choice((2021, 2022, 2023)), random.randint(1, 12), random.randint(1, 28))
        grants.append(
            Grant(
                key=f"g{number}", level=random.choices((Level.REGION, Level.INTERMEDIARY, Level.WITHHELD), (6, 3, 1))[0],
                programme=f"programme {random.choices(range(PROGRAMMES), sizes)[0]}", region=macro_region_of(country),
                country=country, purpose="15153", grantee=f"group {random.randrange(count)}",
                amount=random.randint(1, 300) * 10_000, start=start, end=start + timedelta(days=365),
                intermediaries=(f"payer {random.randrange(INTERMEDIARIES)}",),
            )
        )  # fmt: skip
    names = {one.key: sha256(one.key.encode()).hexdigest()[:32] for one in grants}
    rows, known = [], Known()
    for what, today in (("the first release", TODAY), ("the next, a year later", TODAY.replace(year=2027))):
        before = time.perf_counter()
        made = safe_release(grants, policy, today=today, identifiers=names, known=known)
        built = time.perf_counter() - before
        knowledge = Knowledge(grants=made.counted, identifiers=names, earlier=known.earlier)
        before = time.perf_counter()
        found = attack(made.release, knowledge, policy)
        attacked = time.perf_counter() - before
        rows.append(
            (what, f"{len(made.hidden):,}", f"{built:.1f}", f"{attacked:.1f}", str(len(made.problems) + len(found)))
        )
        known = Known(earlier=(*known.earlier, made.release), before=made.counted)
    head = ("release", "entries hidden", "made safe, s", "attacked, s", "singled out")
    return Table(f"Is a release of {count:,} grants safe", head, rows)


if __name__ == "__main__":
    main()
