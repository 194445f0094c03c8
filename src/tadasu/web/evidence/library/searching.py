"""Search: one statement over everything that whoever asks may see, with the counts of each filter, paged by key.

What they may not see is in none of the sources (each app's own rights, and row-level security behind them), so it is in no count
either. The statement is bounded by a time; nothing of what is looked for is logged or kept by searching.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connection, transaction
from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from tadasu.schema import UsageError
from tadasu.web.evidence.library._sources import COLUMNS, Source, sources_of
from tadasu.web.evidence.library._words import Term, terms
from tadasu.web.evidence.library.access import SEARCH
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation

PAGE = 25
MOST_IN_FILE = 5_000
"""Rows of a page, and of a file."""

LONGEST_MS = 5_000
"""Milliseconds after which a search is given up."""

FACETS = ("kind", "issue", "country", "sector", "year", "standard", "outlet", "state")
"""Filters that are a choice, each with its counts."""

MOST_CHOICES = 60
"""Values of a filter that are offered: the most frequent."""

LONGEST_CODE = 200
"""Characters of a filter."""

BY_RELEVANCE, BY_DAY = "relevance", "day"
_NO_DAY = date(1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for. All but `words`, `good` (the beginning of an HS code) and `order` are codes; empty asks nothing."""

    words: str = field(default="", repr=False)
    kind: str = ""
    issue: str = ""
    country: str = ""
    sector: str = ""
    good: str = ""
    year: str = ""
    standard: str = ""
    outlet: str = field(default="", repr=False)
    state: str = ""
    order: str = BY_RELEVANCE

    @property
    def empty(self) -> bool:
        """Whether everything is asked for."""
        return replace(self, order=BY_RELEVANCE) == Asked()

    def kept(self) -> dict[str, str]:
        """As it is kept."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}


def asked_of(kept: Mapping[str, Any]) -> Asked:
    """What was kept or typed; what is no filter is left out."""
    said = {one.name: str(kept[one.name]).replace("\0", " ").strip() for one in fields(Asked) if kept.get(one.name)}
    return Asked(**{name: value if name == "words" else value[:LONGEST_CODE] for name, value in said.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that was found. `score` is how well."""

    kind: str
    id: UUID
    day: date | None
    added: date
    issue: str
    country: str
    sector: str
    good: str
    standard: str
    outlet: str
    state: str
    score: int

    @property
    def after(self) -> str:
        """The key from which the next page begins."""
        return f"{self.score}_{(self.day or _NO_DAY).isoformat()}_{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page. `facets`: filter -> value -> how many there are of it, among all `count`. `further`: there are more after it."""

    hits: Sequence[Hit]
    count: int
    facets: Mapping[str, Mapping[str, int]]
    further: bool
    terms: Sequence[Term]


def search(actor: Actor, organisation: UUID, asked: Asked, *, after: str = "", most: int = PAGE) -> Found:
    """What fits, the best or the latest first, from behind the key `after` on.

    Raises Refused, UsageError `library-query-long`, `library-query-slow` when it takes too long.
    """
    allow(actor, SEARCH.name, Organisation(id=organisation))
    looked_for = terms(asked.words)
    union, values = _union(actor, organisation, asked, looked_for)
    if not union:
        return Found(hits=(), count=0, facets={one: {} for one in FACETS}, further=False, terms=looked_for)
    order = ("score DESC, " if asked.order == BY_RELEVANCE else "") + "key_day DESC, id DESC"
    beyond, key = _beyond(after, asked.order)
    listed = ", ".join(COLUMNS)
    statement = f"""
WITH hits AS MATERIALIZED (SELECT {listed}, coalesce(day, '0001-01-01'::date) AS key_day FROM ({union}) AS found ({listed})),
page AS (SELECT * FROM hits {beyond} ORDER BY {order} LIMIT %s),
counted AS (
    SELECT {", ".join(f"grouping({_SQL[one]}) AS no_{one}, {_SQL[one]} AS {one}" for one in FACETS)}, count(*) AS many
    FROM hits GROUP BY GROUPING SETS ({", ".join(f"({_SQL[one]})" for one in FACETS)}, ())
)
SELECT 'page', to_jsonb(page), NULL::bigint, row_number() OVER (ORDER BY {order}) FROM page
UNION ALL SELECT 'count', to_jsonb(counted), many, 0 FROM counted ORDER BY 1, 4"""
    rows = _answered(statement, [*values, *key, most + 1])
    hits = [_hit(one) for what, one, _, _ in rows if what == "page"]
    counts = [(one, many) for what, one, many, _ in rows if what == "count"]
    return Found(
        hits=hits[:most], count=_total(counts), facets=_facets(counts), further=len(hits) > most, terms=looked_for
    )


def news(actor: Actor, organisation: UUID, asked: Asked, *, since: date, seen: Sequence[UUID]) -> int:
    """How many that fit have come since a day, without those that were seen on it. Raises as `search`."""
    found = _fresh(actor, organisation, asked, since)
    return len(found - set(seen))


def fresh(actor: Actor, organisation: UUID, asked: Asked, *, since: date) -> set[UUID]:
    """Those that fit and have come on this day or later. Raises as `search`."""
    return _fresh(actor, organisation, asked, since)


def _fresh(actor: Actor, organisation: UUID, asked: Asked, since: date) -> set[UUID]:
    allow(actor, SEARCH.name, Organisation(id=organisation))
    union, values = _union(actor, organisation, asked, terms(asked.words))
    if not union:
        return set()
    statement = f"SELECT id FROM ({union}) AS found ({', '.join(COLUMNS)}) WHERE added >= %s ORDER BY id LIMIT %s"
    return {UUID(str(id)) for (id,) in _answered(statement, [*values, since, MOST_IN_FILE])}


_SQL = {one: one for one in FACETS} | {"year": "extract(year FROM day)::int"}


def _union(actor: Actor, organisation: UUID, asked: Asked, looked_for: Sequence[Term]) -> tuple[str, list[Any]]:
    """The statements of all sources as one, and their values; empty where nothing may be looked into."""
    parts: list[str] = []
    values: list[Any] = []
    for source in sources_of(actor, organisation):
        if asked.kind not in ("", source.kind):
            continue
        with _bounded():  # where an index is asked first
            rows = _rows(source, source.rows(actor, organisation), asked, looked_for)
        try:
            statement, given = rows.query.sql_with_params()
        except EmptyResultSet:  # Django knows without asking that nothing fits
            continue
        parts.append(f"({statement})")
        values += given
    return " UNION ALL ".join(parts), values


def _rows(source: Source, rows: QuerySet[Any], asked: Asked, looked_for: Sequence[Term]) -> QuerySet[Any]:
    for term in looked_for:
        if source.narrowed is not None and not term.without:
            rows = source.narrowed(rows, term.held)
        fits = Q()
        for text in source.texts:
            fits |= Q(**{f"{text}__regex": term.sql})
        rows = rows.exclude(fits) if term.without else rows.filter(fits)
    heading = source.texts[0]
    score: Any = Value(0)
    for term in (one for one in looked_for if not one.without):
        score = score + Case(
            When(**{f"{heading}__regex": term.sql, "then": Value(1)}), default=Value(0), output_field=IntegerField()
        )
    columns = {f"c_{name}": said for name, said in source.columns.items()}
    found = rows.annotate(**columns)
    for name in ("issue", "country", "sector", "standard", "outlet", "state"):
        if value := getattr(asked, name):
            found = found.filter(**{f"c_{name}": value})
    if asked.good:
        found = found.filter(c_good__startswith=asked.good)
    if asked.year:
        found = (
            found.filter(c_day__year=int(asked.year))
            if asked.year.isdecimal() and len(asked.year) == 4 and int(asked.year)
            else found.none()
        )
    shown = {
        f"s_{name}": said
        for name, said in {
            "kind": Value(source.kind, output_field=TextField()),
            "id": F("id"),
            **{
                name: F(f"c_{name}") if name in ("day", "added") else Cast(F(f"c_{name}"), TextField())
                for name in source.columns
            },
            "score": score,
        }.items()
    }
    told: QuerySet[Any] = found.annotate(**shown).order_by().values(*(f"s_{name}" for name in COLUMNS))
    return told


def _beyond(after: str, order: str) -> tuple[str, list[Any]]:
    """The condition of a page, and its values. A key that is none begins at the beginning."""
    if not after:
        return "", []
    try:
        score, day, id = after.split("_")
        key: list[Any] = [int(score), date.fromisoformat(day), UUID(id)]
    except ValueError:
        return "", []
    if order == BY_RELEVANCE:
        return "WHERE (score, key_day, id) < (%s, %s, %s)", key
    return "WHERE (key_day, id) < (%s, %s)", key[1:]


def _answered(statement: str, values: Sequence[Any]) -> Sequence[Any]:
    """Raises UsageError `library-query-slow`."""
    with _bounded(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


@contextmanager
def _bounded() -> Iterator[None]:
    """Statements that are given up after a time, without harm to the transaction. Raises UsageError `library-query-slow`."""
    try:
        with transaction.atomic(), _within(LONGEST_MS):
            yield
    except OperationalError as error:
        if "statement timeout" not in str(error):
            raise
        raise UsageError("library-query-slow", seconds=str(LONGEST_MS // 1000)) from None


@contextmanager
def _within(milliseconds: int) -> Iterator[None]:
    """The time that statements of this block may take; afterwards it is as it was. No line of it goes to a log of ours."""
    quiet = logging.getLogger("django.db.backends")
    level = quiet.level
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])
        quiet.setLevel(logging.WARNING)
        try:
            yield
        finally:
            quiet.setLevel(level)
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])


def _hit(said: Mapping[str, Any] | str) -> Hit:
    row = _json(said)
    day = date.fromisoformat(row["day"]) if row["day"] else None
    texts = {
        name: row[name] or "" for name in ("kind", "issue", "country", "sector", "good", "standard", "outlet", "state")
    }
    return Hit(id=UUID(row["id"]), day=day, added=date.fromisoformat(row["added"]), score=row["score"], **texts)


def _total(counts: Sequence[tuple[Any, int]]) -> int:
    return sum(many for one, many in counts if all(_json(one)[f"no_{name}"] for name in FACETS))


def _facets(counts: Sequence[tuple[Any, int]]) -> Mapping[str, Mapping[str, int]]:
    """Filter -> value -> count, the most frequent first; what has no value is not offered."""
    found: dict[str, dict[str, int]] = {one: {} for one in FACETS}
    for said, many in counts:
        one = _json(said)
        told = [name for name in FACETS if not one[f"no_{name}"]]
        if len(told) == 1 and one[told[0]] not in (None, ""):
            found[told[0]][str(one[told[0]])] = many
    return {
        name: dict(sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_CHOICES])
        for name, values in found.items()
    }


def _json(said: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(said) if isinstance(said, str) else said
    return found
