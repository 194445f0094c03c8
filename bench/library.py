"""What the library costs: `python -m bench.library [--incidents N]`. Words in Japanese, English and Chinese are looked for among
many incidents, as its page does: the page, the total and the counts of all filters, in one statement; rare words and frequent
ones, without a filter and with one. Beside it the same search without the index, in the same run. Then where we are blind: the
counting and the whole page. A database of its own; nothing is kept."""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bench.incidents import TIMES, _Group, _in_child, _said, _times
from bench.incidents_made import EACH, WANTED, write
from bench.search import _as, _migrate
from bench.table import Table, markdown

FREQUENT = ("护照", "旅券", "passports", "-gate 工厂")
"""Each stands in most texts of its language: a third of all."""

SEVERAL = ("padlocked dormitory", '"withheld passports" -window', "锁")
"""Two words; a phrase without a word; one sign, for which no index helps."""


def main() -> None:
    """Measure on a database of its own and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.library", description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000, help="incidents among which words are looked for")
    said = parser.parse_args()
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
            group = _Group()
            page = _page(group)
            _filled(server, group, said.incidents, Path(folder))
            print(
                f"Load before filling: {load:.1f}, before searching: {os.getloadavg()[0]:.1f}; {os.cpu_count()} cores.\n"
            )
            print(markdown(_search(group, said.incidents)))
            print(markdown(_blind(group, page, said.incidents)))
            print(f"Load after: {os.getloadavg()[0]:.1f}.")
        finally:
            from django.db import connection

            connection.close()
            server.stop()


def _filled(server: Any, group: _Group, count: int, folder: Path) -> None:
    from tadasu.web.evidence.incidents import actions
    from tadasu.web.project.database import Role

    path = folder / "incidents.csv"
    write(path, count)
    batch = group.received(path, public=True)
    group.asked(actions.wait_for_worker, batch, plan=group.plan(batch), kind="bench")
    _in_child(server.address(Role.WORKER), str(batch.id), "read")


def _search(group: _Group, count: int) -> Table:
    from tadasu.web.evidence.library.searching import Asked
    from tadasu.web.foundation.access import acting

    asked = [
        *(Asked(words=words) for words in (*WANTED, *SEVERAL, *FREQUENT)),
        Asked(words=WANTED[0], country="vn"),
        Asked(words=FREQUENT[0], country="vn", issue="child-labour"),
        Asked(country="vn", sector="textiles"),
        Asked(),
    ]
    rows = []
    with acting(group.actor):
        for one in asked:
            fast = _times(partial(_found, group, one), TIMES)
            many = _found(group, one)
            if one.words in WANTED and one.kept() == {"words": one.words, "order": one.order}:
                assert many == len(range(WANTED.index(one.words), count, EACH)), (one.words, many)
            with _without_index():
                assert _found(group, one) == many
                slow = _times(partial(_found, group, one), 8)
            filters = ", ".join(value for name, value in one.kept().items() if name not in ("words", "order"))
            rows.append((one.words, filters, f"{many:,}", *_said(fast), *_said(slow)))
    head = ("looked for", "filters", "found", "ms", "p95", "without the index, ms", "p95")
    return Table(f"A search of the library among {count:,} incidents: page, total, counts of all filters", head, rows)


def _found(group: _Group, asked: Any) -> int:
    from tadasu.web.evidence.library.searching import search

    return search(group.actor, group.place.id, asked).count


@contextmanager
def _without_index() -> Iterator[None]:
    """The sources as if no app had an index."""
    from tadasu.web.evidence.library import _sources

    before: Any = _sources._SOURCES
    _sources._SOURCES = tuple(replace(one, narrowed=None) for one in before)
    try:
        yield
    finally:
        _sources._SOURCES = before


def _blind(group: _Group, page: Callable[[], bytes], count: int) -> Table:
    from tadasu.web.evidence.library.covering import blind_spots
    from tadasu.web.foundation.access import acting

    def counted() -> int:
        return len(blind_spots(group.actor, group.place.id).cells)

    with acting(group.actor):
        rows = [("counted", f"{counted():,}", *_said(_times(counted, TIMES)))]
    rows.append(("the whole page, with its picture and tables", f"{len(page()):,}", *_said(_times(page, TIMES))))
    return Table(f"Where we are blind, over {count:,} incidents", ("what", "cells or bytes", "ms", "p95"), rows)


def _page(group: _Group) -> Callable[[], bytes]:
    """The view itself, as the server calls it for somebody who is at work."""
    from django.test import RequestFactory

    from tadasu.web.evidence.library.views.coverage import coverage
    from tadasu.web.foundation.access import acting
    from tadasu.web.foundation.accounts.models import User

    request: Any = RequestFactory().get("/")

    def page() -> bytes:
        with acting(group.actor):
            request.user = User.objects.get(id=str(group.actor.user))
            request.actor = group.actor
            request.session = {}
            return coverage(request, group.place.id).content

    return page


if __name__ == "__main__":
    main()
