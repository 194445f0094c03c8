"""What a ban would touch as tables: by chapter, origin and flow, and beside other bans."""

from collections.abc import Iterator, Mapping

from tadasu.assessment import Touch, ban_counts, ban_whole
from tadasu.reports._ban_words import MOST_ROWS, about_notes, amount_text, flows_text, good_text, touched_params
from tadasu.reports._bars_svg import Bar
from tadasu.reports._path_words import country_text
from tadasu.reports._simulation import BanReport, SimulationReport, simulation_text
from tadasu.reports._simulation_tables import MOST_BARS, Shown
from tadasu.reports._trade_tables import trade_tables
from tadasu.wording import Language, say


def ban_tables(report: SimulationReport, ban: BanReport) -> Iterator[Shown]:
    """Every table of a ban; of a regime that bans no goods only those set beside it, what is covered and what is exposed."""
    if ban.ban.banned.forbids:
        for by in ("chapter", "origin", "flow"):
            yield _touched(report, ban, by)
    if any(one is not None for one in ban.beside):
        yield _beside(report, ban)
    yield from trade_tables(report, ban)


def _touched(report: SimulationReport, ban: BanReport, by: str) -> Shown:
    """A row a chapter, origin or flow: declarations and value by what a ban would do to them."""
    language = report.language
    table = ban_counts(ban.ban, by)
    touches = [each.value for each in Touch]
    rows, bars = [], []
    for row in table.head(MOST_ROWS).iter_rows(named=True):
        name = _group(by, row["group"], report) or say("law.unknown", {}, language)
        rows.append((name, *(_value_and_count(row, each, language) for each in touches)))
        hit, rest = row["value_touched"] or 0.0, (row["value_perhaps"] or 0.0) + (row["value_untraceable"] or 0.0)
        bars.append(Bar(label=name, value=hit, open=rest, said=amount_text(row["value_touched"], language)))
    whole = ban_whole(ban.ban)
    if rows:
        rows.append((say("simulate.all", {}, language), *(_value_and_count(whole, each, language) for each in touches)))
    unknown = f"{whole['value_unknown']:,}"
    params = {**touched_params(ban.ban, language), "unknown": unknown, "currency": ban.ban.currency or "?"}
    heads = [say(f"simulate.touch.{each}", {}, language) for each in touches]
    notes = [say("simulate.notes.ban.bars", params, language)] if rows else []
    if by == "chapter":
        notes = [*about_notes(ban.ban, language), say("simulate.notes.ban", params, language), *notes]
    return Shown(
        key=f"ban-{by}",
        title=say(f"simulate.table.ban.{by if rows or by != 'chapter' else 'none'}", params, language),
        heads=(say(f"simulate.head.{by}", {}, language), *heads),
        rows=tuple(rows),
        right=tuple(range(1, len(heads) + 1)),
        notes=tuple(notes),
        bars=tuple(bars[:MOST_BARS]),
    )


def _group(by: str, label: str, report: SimulationReport) -> str:
    match by:
        case "chapter":
            return good_text(label, report.language)
        case "flow":
            return say(f"simulate.flow.{label}", {}, report.language)
    return country_text(label, report.language)


def _beside(report: SimulationReport, ban: BanReport) -> Shown:
    """A row a ban: the first one, and those set beside it."""
    language, touches = report.language, [each.value for each in Touch]
    rows, bars = [], []
    for one, of in zip((report.simulation, *report.others), (ban.ban, *ban.beside), strict=True):
        if of is None or not of.banned.forbids:
            continue
        whole, name = ban_whole(of), simulation_text(one, language)
        rows.append((name, flows_text(of, language), f"{of.lines.height:,}", *(f"{whole[each]:,}" for each in touches)))
        hit, rest = whole["touched"] or 0, (whole["perhaps"] or 0) + (whole["untraceable"] or 0)
        bars.append(Bar(label=name, value=hit, open=rest, said=f"{hit:,}"))
    heads = ["regime", "forbidden", "declarations"]
    return Shown(
        key="ban-beside",
        title=say("simulate.table.ban.beside", {}, language),
        heads=(
            *(say(f"simulate.head.{each}", {}, language) for each in heads),
            *(say(f"simulate.touch.{each}", {}, language) for each in touches),
        ),
        rows=tuple(rows),
        right=tuple(range(2, len(touches) + 3)),
        notes=(say("simulate.notes.ban.beside", {}, language),),
        bars=tuple(bars),
    )


def _value_and_count(row: Mapping[str, float | None], touch: str, language: Language) -> str:
    """Value, and in brackets how many declarations; a question mark for what of it is not known."""
    value, unknown, count = row[f"value_{touch}"], row[f"value_unknown_{touch}"], row[touch]
    more = " + ?" if unknown and value is not None else ""
    return f"{amount_text(value, language)}{more} ({count:,})"
