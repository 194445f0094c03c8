"""What finding a party costs: `python -m bench.search [--names N] [--parties N]`. Two signs of a name among many, by our own
index of pairs of signs, beside a trigram index and a scan of the whole table, all as the web server asks: under row-level
security, in the same run. Then a page of the list of parties with many behind it."""

import argparse
import os
import random
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.table import Table, markdown

WANTED = "新疆"
EACH = 50
"""One name of so many holds what is looked for, by itself or within a longer word."""

TIMES = 15
AT_ONCE = 2_000
SEED = 20_261_125


def main() -> None:
    """Measure on a database of its own and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--names", type=int, default=100_000, help="names among which two signs are looked for")
    parser.add_argument("--parties", type=int, default=1_000_000, help="parties behind a page of the list")
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
            print(markdown(_search(server.address(Role.OWNER), said.names)))
            print(markdown(_page(server, said.parties)))
        finally:
            from django.db import connection

            connection.close()
            server.stop()


def _migrate() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tadasu.web.project.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _as(address: str) -> None:
    """Django as another role from now on."""
    from django.db import connection
    from psycopg.conninfo import conninfo_to_dict

    said = conninfo_to_dict(address)
    connection.close()
    connection.settings_dict |= {"USER": said["user"], "PASSWORD": said["password"]}


def _actor() -> Any:
    """Somebody at work in a new organisation."""
    from tadasu.web.foundation.access import Actor, Place
    from tadasu.web.foundation.accounts.models import Organisation

    made = Organisation.objects.create(kind="company", name="Kumanezawa (invented)", invented=True)
    place = Place(organisation=made.id, roles=frozenset({"analyst"}))
    return Actor(user=uuid.uuid4(), places={made.id: place}, second_factor=True)


def _search(owner: str, names: int) -> Table:
    import psycopg

    from tadasu.web.foundation.access import acting
    from tadasu.web.foundation.parties import queries
    from tadasu.web.foundation.parties.models import Statement

    actor = _actor()
    (place,) = actor.organisations
    _fill(actor, place, names)
    with psycopg.connect(owner) as making:
        making.execute("CREATE INDEX bench_trigram ON parties_statement USING gin (plain gin_trgm_ops)")
        making.execute("ANALYZE")

    def ours(text: str = WANTED) -> int:
        return len(queries.named(place, text).values_list("party"))

    def like() -> int:
        return len(
            Statement.objects.filter(organisation=place, withdrawn_at=None, plain__contains=WANTED).values_list("id")
        )

    with acting(actor):
        found = {ours(), like()}
        whole = Statement.objects.filter(plain__contains=WANTED).values_list("plain", flat=True)[0]
        long = whole.partition(WANTED)[2][:3]
        assert len(found) == 1, found
        scan = _milliseconds(like)
        pairs = _milliseconds(ours)
        longer = _milliseconds(lambda: ours(f"{WANTED}{long}"))
        plan = Statement.objects.filter(organisation=place, plain__contains=WANTED).explain()
    rows = [
        ("names", f"{names:,}"),
        (f"that hold {WANTED}", f"{found.pop():,}"),
        ("by pairs of signs, ms", f"{pairs:.1f}"),
        ("a longer text, ms", f"{longer:.1f}"),
        ("whole table (LIKE), ms", f"{scan:.1f}"),
        ("times faster", f"{scan / pairs:.1f}"),
        ("trigram index used by LIKE under row-level security", "yes" if "bench_trigram" in plan else "no"),
        ("trigram index without it, ms", f"{_trigram(owner):.1f}"),
    ]
    return Table("Two signs of a name, median of 15", ("what", "measured"), rows)


def _trigram(owner: str) -> float:
    """The same pattern by the trigram index alone, as nobody asks in earnest: a table of the owner without policies."""
    import psycopg

    with psycopg.connect(owner) as connection:
        connection.execute("ALTER TABLE parties_statement NO FORCE ROW LEVEL SECURITY")
        connection.execute("SET LOCAL enable_seqscan = off")
        found = _milliseconds(
            lambda: connection.execute(
                "SELECT id FROM parties_statement WHERE plain LIKE %s", [f"%{WANTED}%"]
            ).fetchall()
        )
        connection.rollback()
    return found


def _fill(actor: Any, place: uuid.UUID, names: int) -> None:
    """Parties with a name each, of signs as names of companies have them."""
    from tadasu.web.foundation.access import acting
    from tadasu.web.foundation.parties._grams import grams
    from tadasu.web.foundation.parties._values import folded
    from tadasu.web.foundation.parties.models import Gram, Party, Statement

    drawn = random.Random(SEED)
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 2_500)]
    for start in range(0, names, AT_ONCE):
        with acting(actor):
            parties, statements = [], []
            for number in range(start, min(start + AT_ONCE, names)):
                name = "".join(drawn.choices(signs, k=drawn.randint(4, 10))) + drawn.choice(
                    ("有限公司", "株式会社", "集団")
                )
                if number % EACH == 0:
                    at = drawn.randint(0, 4)
                    name = name[:at] + WANTED + name[at:]
                party = Party(organisation_id=place, kind="company", title=name)
                party.canonical = party
                parties.append(party)
                statements.append(
                    Statement(
                        organisation_id=place, party=party, property="name", value=name, plain=folded(name), source="x"
                    )
                )
            Party.objects.bulk_create(parties)
            Statement.objects.bulk_create(statements)
            Gram.objects.bulk_create(
                Gram(organisation_id=place, statement=one, party_id=one.party_id, gram=gram)
                for one in statements
                for gram in grams(one.plain)
            )


def _page(server: Any, parties: int) -> Table:
    """The first page of the list, and the last that is counted, with few and with many parties behind it."""
    from django.http import QueryDict

    from tadasu.web.foundation.access import acting
    from tadasu.web.foundation.parties import queries
    from tadasu.web.foundation.parties.views.parties import _table
    from tadasu.web.project.database import Role

    rows = []
    for count in (1_000, parties):
        actor = _actor()
        (place,) = actor.organisations
        _many(server.address(Role.OWNER), place, count)
        table = _table()

        def page(asks: str, table: Any = table, actor: Any = actor, place: uuid.UUID = place) -> None:
            table.show(QueryDict(asks), queries.parties_of(actor, place))

        with acting(actor):
            first = _milliseconds(lambda: page(""))
            last = _milliseconds(lambda: page("t-page=400"))
        rows.append((f"{count:,}", f"{first:.1f}", f"{last:.1f}"))
    return Table("A page of the list of parties, ms, median of 15", ("parties", "first page", "page 400"), rows)


def _many(owner: str, place: uuid.UUID, parties: int) -> None:
    import psycopg

    with psycopg.connect(owner) as making:
        making.execute("SELECT set_config('tadasu.organisations', %s, true)", [str(place)])
        making.execute(
            "INSERT INTO parties_party (id, organisation_id, kind, canonical_id, title, made_at, asked, screened, screened_lists)"
            " SELECT key, %s, 'company', key, md5(key::text), now(), 1, 0, ''"
            " FROM (SELECT gen_random_uuid() AS key FROM generate_series(1, %s)) AS made",
            [place, parties],
        )
        making.commit()
        making.execute("ANALYZE parties_party")


def _milliseconds(ask: Callable[[], object]) -> float:
    """Median of several, after one that warms."""
    ask()
    found = []
    for _ in range(TIMES):
        before = time.perf_counter()
        ask()
        found.append(1000 * (time.perf_counter() - before))
    return median(found)


if __name__ == "__main__":
    main()
