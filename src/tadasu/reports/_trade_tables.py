"""What declarations say beside a ban: what of imports is covered, what has no other source, what another country's tariff
would charge.
"""

from collections.abc import Iterator

import polars as pl

from tadasu.assessment import NOT_IN_TABLE, Exposure, without_other_source
from tadasu.law import Verdict
from tadasu.reports._ban_words import MOST_ROWS, amount_text, good_text
from tadasu.reports._bars_svg import Bar
from tadasu.reports._law_words import in_words, verdict_text
from tadasu.reports._simulation import BanReport, SimulationReport, share_text
from tadasu.reports._simulation_tables import Shown
from tadasu.wording import date_text, say


def trade_tables(report: SimulationReport, ban: BanReport) -> Iterator[Shown]:
    """What is covered, where companies were given; what has no other source, of a ban; exports exposed."""
    if ban.scope is not None:
        yield _covered(report, ban, ban.scope)
    if ban.ban.banned.forbids:
        yield _no_other_source(report, ban)
    yield _no_tariff(report, ban) if ban.tariff is None else _tariff(report, ban, ban.tariff)


def _covered(report: SimulationReport, ban: BanReport, table: pl.DataFrame) -> Shown:
    """What part of imports is brought in by those whom the regime binds."""
    language = report.language
    names = {verdict.name.lower(): verdict_text(verdict, language) for verdict in Verdict}
    names[NOT_IN_TABLE] = say("simulate.not-in-table", {}, language)
    rows, bars = [], []
    for row in table.iter_rows(named=True):
        known = row["share"] is not None
        share = share_text(row["share"], 1.0, language) if known else say("law.unknown", {}, language)
        name = names[row["verdict"]]
        value = amount_text(row["value"], language)
        rows.append((name, f"{row['importers']:,}", f"{row['declarations']:,}", value, share))
        bars.append(Bar(label=name, value=row["value"] or 0.0, said=share))
    title, share = _share_covered(table, report)
    heads = ("verdict", "importers", "declarations", "value", "share-of-value")
    currency = ban.ban.currency or "?"
    unknown = {"currency": currency, "unknown": f"{table['value_unknown'].sum():,}"}
    return Shown(
        key="covered",
        title=say(title, {"share": share}, language),
        heads=tuple(say(f"simulate.head.{each}", {"currency": currency}, language) for each in heads),
        rows=tuple(rows),
        right=(1, 2, 3, 4),
        notes=(
            say("simulate.notes.covered", {}, language),
            *([say("simulate.notes.value-unknown", unknown, language)] if table["value_unknown"].sum() else []),
        ),
        bars=tuple(bars),
    )


def _share_covered(table: pl.DataFrame, report: SimulationReport) -> tuple[str, str]:
    """Code of the title and the share, least to most, of the value that is known; nothing where none of the bound is."""
    shares = {row["verdict"]: row["share"] for row in table.iter_rows(named=True)}
    bound, free = (shares.get(each.name.lower(), 0.0) for each in (Verdict.IN, Verdict.OUT))
    if bound is None or all(share is None for share in shares.values()):
        return "simulate.table.covered.unknown", ""
    most = sum(share for share in shares.values() if share is not None) - (free or 0.0)
    ends = dict.fromkeys(share_text(each, 1.0, report.language) for each in (bound, most))
    return f"simulate.table.covered{'.known' if table['value_unknown'].sum() else ''}", "–".join(ends)


def _no_other_source(report: SimulationReport, ban: BanReport) -> Shown:
    language, table = report.language, without_other_source(ban.ban)
    rows = [
        (
            good_text(row["heading"], language),
            f"{row['suppliers']:,}",
            f"{row['importers']:,}",
            amount_text(row["value"], language),
            say("simulate.touch.touched" if row["sure"] else "simulate.touch.perhaps", {}, language),
        )
        for row in table.head(MOST_ROWS).iter_rows(named=True)
    ]
    heads, currency = ("heading", "suppliers", "importers", "value", "every-supplier"), ban.ban.currency or "?"
    return Shown(
        key="no-other-source",
        title=say("simulate.table.no-other-source", {"count": f"{table.height:,}"}, language),
        heads=tuple(say(f"simulate.head.{each}", {"currency": currency}, language) for each in heads),
        rows=tuple(rows),
        right=(1, 2, 3),
        notes=(say("simulate.notes.no-other-source", {}, language),),
    )


def _no_tariff(report: SimulationReport, ban: BanReport) -> Shown:
    """In words, that there was none on the day."""
    language = report.language
    day = date_text(report.simulation.asked.on, language)
    params = {"name": in_words(ban.tariff_regime.names, language), "day": day}
    return Shown(key="tariff", title=say("simulate.table.tariff.not-yet", params, language), heads=(), rows=())


def _tariff(report: SimulationReport, ban: BanReport, tariff: Exposure) -> Shown:
    language, table = report.language, tariff.table
    parts = ("value", "with_ban", "without_ban", "difference")
    rows = [
        (
            good_text(row["chapter"], language),
            f"{row['declarations']:,}",
            *(amount_text(row[each], language) for each in parts),
        )
        for row in table.head(MOST_ROWS).iter_rows(named=True)
    ]
    known = table.drop_nulls("value")
    sums = {each: float(known[each].sum()) if known.height else None for each in parts}
    declarations, unknown = table["declarations"].sum(), table["value_unknown"].sum()
    if rows:
        together = (amount_text(sums[each], language) for each in parts)
        rows.append((say("simulate.all", {}, language), f"{declarations:,}", *together))
    params = {
        "name": in_words(ban.tariff_regime.names, language),
        "difference": amount_text(sums["difference"], language),
        "declarations": f"{declarations:,}",
        "currency": tariff.currency or "?",
        "unknown": f"{unknown:,}",
    }
    code = "" if known.height else ".unknown" if rows else ".none"
    return Shown(
        key="tariff",
        title=say(f"simulate.table.tariff{code}", params, language),
        heads=tuple(say(f"simulate.head.{each}", params, language) for each in ("chapter", "declarations", *parts)),
        rows=tuple(rows),
        right=(1, 2, 3, 4, 5),
        notes=(
            say("simulate.notes.tariff", params, language),
            *([say("simulate.notes.value-unknown", params, language)] if unknown else []),
        ),
    )
