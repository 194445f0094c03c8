"""What a ban would touch as tables: by chapter and origin, what of it is covered, what has no other source, what another
country's tariff would charge.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from tadasu.assessment import NOT_IN_TABLE, Touch, ban_counts, without_other_source
from tadasu.goods import describe, parse_hs
from tadasu.law import Verdict
from tadasu.reports._bars_svg import Bar
from tadasu.reports._law_words import in_words, verdict_text
from tadasu.reports._path_words import country_text, short_good
from tadasu.reports._path_wrap import cells, shortened
from tadasu.reports._simulation import BanReport, SimulationReport, share_text, touched_params
from tadasu.reports._simulation_tables import MOST_BARS, Shown
from tadasu.wording import say

MOST_ROWS = 100
_NOTES = {"chapter": ("simulate.notes.ban", "simulate.notes.ban.bars"), "origin": ("simulate.notes.ban.bars",)}
CHAPTER, MOST_CHAPTER = 2, 48
"""Digits of a chapter; cells of its name."""


def ban_tables(report: SimulationReport, ban: BanReport) -> Iterator[Shown]:
    """Every table of a ban."""
    for by in ("chapter", "origin"):
        yield _touched(report, ban, by)
    if ban.scope is not None:
        yield _covered(report, ban, ban.scope)
    yield _no_other_source(report, ban)
    yield _tariff(report, ban)


def _touched(report: SimulationReport, ban: BanReport, by: str) -> Shown:
    """A row a chapter or origin: declarations and value by what a ban would do to them."""
    language = report.language
    table = ban_counts(ban.ban, by)
    touches = [each.value for each in Touch]
    rows, bars = [], []
    for row in table.head(MOST_ROWS).iter_rows(named=True):
        name = _good(row["group"], report) if by == "chapter" else country_text(row["group"], language)
        name = name or say("law.unknown", {}, language)
        rows.append((name, *(_value_and_count(row, each) for each in touches)))
        hit, rest = row["value_touched"], row["value_perhaps"] + row["value_untraceable"]
        bars.append(Bar(label=name, value=hit, open=rest, said=_amount(hit)))
    whole = table.select(pl.exclude("group").sum()).row(0, named=True)
    last = (say("simulate.all", {}, language), *(_value_and_count(whole, each) for each in touches))
    params = {
        **touched_params(ban, language),
        "unknown": f"{whole['value_unknown']:,}",
        "currency": ban.ban.currency or "?",
    }
    heads = [say(f"simulate.touch.{each}", {}, language) for each in touches]
    return Shown(
        key=f"ban-{by}",
        title=say(f"simulate.table.ban.{by}", params, language),
        heads=(say(f"simulate.head.{by}", {}, language), *heads),
        rows=(*rows, last),
        right=tuple(range(1, len(heads) + 1)),
        notes=tuple(say(code, params, language) for code in _NOTES[by]),
        bars=tuple(bars[:MOST_BARS]),
    )


def _covered(report: SimulationReport, ban: BanReport, table: pl.DataFrame) -> Shown:
    """What part of imports is brought in by those whom the regime binds."""
    language = report.language
    names = {verdict.name.lower(): verdict_text(verdict, language) for verdict in Verdict}
    names[NOT_IN_TABLE] = say("simulate.not-in-table", {}, language)
    rows, bars = [], []
    for row in table.iter_rows(named=True):
        share = share_text(row["share"] or 0.0, 1.0, language) if row["share"] is not None else "?"
        name = names[row["verdict"]]
        rows.append((name, f"{row['importers']:,}", f"{row['declarations']:,}", _amount(row["value"]), share))
        bars.append(Bar(label=name, value=row["value"], said=share))
    shares = {row["verdict"]: row["share"] or 0.0 for row in table.iter_rows(named=True)}
    least = shares.get(Verdict.IN.name.lower(), 0.0)
    most = sum(shares.values()) - shares.get(Verdict.OUT.name.lower(), 0.0)
    ends = dict.fromkeys(share_text(each, 1.0, language) for each in (least, most))
    heads = ("verdict", "importers", "declarations", "value", "share-of-value")
    return Shown(
        key="covered",
        title=say("simulate.table.covered", {"share": "–".join(ends)}, language),
        heads=tuple(say(f"simulate.head.{each}", {"currency": ban.ban.currency}, language) for each in heads),
        rows=tuple(rows),
        right=(1, 2, 3, 4),
        notes=(say("simulate.notes.covered", {}, language),),
        bars=tuple(bars),
    )


def _no_other_source(report: SimulationReport, ban: BanReport) -> Shown:
    language, table = report.language, without_other_source(ban.ban)
    rows = [
        (
            _good(row["heading"], report),
            f"{row['suppliers']:,}",
            f"{row['importers']:,}",
            _amount(row["value"]),
            say("simulate.touch.touched" if row["sure"] else "simulate.touch.perhaps", {}, language),
        )
        for row in table.head(MOST_ROWS).iter_rows(named=True)
    ]
    heads = ("heading", "suppliers", "importers", "value", "every-supplier")
    return Shown(
        key="no-other-source",
        title=say("simulate.table.no-other-source", {"count": f"{table.height:,}"}, language),
        heads=tuple(say(f"simulate.head.{each}", {"currency": ban.ban.currency}, language) for each in heads),
        rows=tuple(rows),
        right=(1, 2, 3),
        notes=(say("simulate.notes.no-other-source", {}, language),),
    )


def _tariff(report: SimulationReport, ban: BanReport) -> Shown:
    language, table = report.language, ban.tariff
    parts = ("value", "with_ban", "without_ban", "difference")
    rows = [
        (_good(row["chapter"], report), f"{row['declarations']:,}", *(_amount(row[each]) for each in parts))
        for row in table.head(MOST_ROWS).iter_rows(named=True)
    ]
    whole = table.select(pl.exclude("chapter").sum()).row(0, named=True)
    if rows:
        sums = (_amount(whole[each]) for each in parts)
        rows.append((say("simulate.all", {}, language), f"{whole['declarations']:,}", *sums))
    params = {
        "name": in_words(ban.tariff_regime.names, language),
        "difference": _amount(whole["difference"]),
        "currency": ban.ban.currency,
    }
    code = "simulate.table.tariff" if rows else "simulate.table.tariff.none"
    return Shown(
        key="tariff",
        title=say(code, params, language),
        heads=tuple(say(f"simulate.head.{each}", params, language) for each in ("chapter", "declarations", *parts)),
        rows=tuple(rows),
        right=(1, 2, 3, 4, 5),
        notes=(say("simulate.notes.tariff", params, language),),
    )


def _good(code: str, report: SimulationReport) -> str:
    """Two or four digits with what they stand for, where the tariff says it; of a chapter more than its first words."""
    if len(code) > CHAPTER:
        return f"{code} {short_good(code, report.language)}".strip()
    known = parse_hs(code)
    said = (describe(known, report.language) if known else None) or ""
    return shortened(f"{code} {said}".strip(), MOST_CHAPTER, cells)


def _value_and_count(row: Mapping[str, float], touch: str) -> str:
    """Value, and in brackets how many declarations."""
    return f"{_amount(row[f'value_{touch}'])} ({row[touch]:,})"


def _amount(value: float) -> str:
    return f"{value:,.0f}"
