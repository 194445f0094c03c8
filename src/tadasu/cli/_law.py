"""`tadasu law list | show | procedure | sources | stale`: regimes as they are encoded, and what is still to be verified."""

from datetime import date

import typer

from tadasu.cli._law_duties import duties
from tadasu.cli._law_options import AsJson, Known, LanguageOption, LawRequest, On, RegimeArgument, Set, day_of
from tadasu.cli._law_scope import scope
from tadasu.cli._law_simulate import simulate
from tadasu.cli._terminal import Terminal

law = typer.Typer(
    help="Law as dated data: who is bound, to what, by when.", no_args_is_help=True, rich_markup_mode=None
)

law.command("scope")(scope)
law.command("duties")(duties)
law.command("simulate")(simulate)


@law.command("list")
def list_regimes(
    context: typer.Context, on: On = "", known: Known = "", as_json: AsJson = False, language: LanguageOption = None
) -> None:
    """Every regime, what it is on a day, and how sure we are of it."""
    from tadasu.law import regimes
    from tadasu.reports import bases_of

    terminal: Terminal = context.obj
    day, as_known = day_of(on), day_of(known, latest=True)
    rows = []
    for regime in regimes().values():
        status, found = regime.status_on(day, known=as_known), tuple(bases_of(regime))
        rows.append(
            {
                "id": regime.id,
                "name": regime.names[terminal.language],
                "family": regime.family.value,
                "status": status.standing.value if status else None,
                "since": status.start.isoformat() if status else None,
                "numbers": len(found),
                "verified": sum(basis.verified for basis in found),
                "to_verify": len(regime.doubts),
            }
        )
    if as_json:
        terminal.json({"on": day.isoformat(), "regimes": rows})
        return
    heads = [terminal.text(f"cli.law.head.{part}") for part in ("id", "name", "family", "status", "verified")]
    lines = [
        [
            str(row["id"]),
            str(row["name"]),
            terminal.text(f"law.family.{row['family']}"),
            terminal.text(f"law.standing.{row['status'] or 'none'}"),
            f"{row['verified']}/{row['numbers']}",
        ]
        for row in rows
    ]
    terminal.table(heads, lines, right=(4,))
    terminal.print()
    terminal.print(terminal.text("cli.law.caution"))


@law.command()
def facts(context: typer.Context, as_json: AsJson = False, language: LanguageOption = None) -> None:
    """The facts that scope tests ask for: name, kind, and the words that a fact of words may have."""
    from tadasu.law import facts as known

    terminal: Terminal = context.obj
    found = known().values()
    if as_json:
        terminal.json(
            [
                {
                    "id": one.id,
                    "kind": one.kind.value,
                    "by_place": one.by_place,
                    "yearly": one.yearly,
                    "words": one.words,
                }
                for one in found
            ]
        )
        return
    heads = [terminal.text(f"cli.law.head.{part}") for part in ("fact", "kind", "what")]
    lines = [
        [
            f"{one.id}:jp" if one.by_place else one.id,
            terminal.text(f"law.fact-kind.{one.kind.value}"),
            one.names[terminal.language] + (f" ({', '.join(one.words)})" if one.words else ""),
        ]
        for one in found
    ]
    terminal.table(heads, lines)


@law.command()
def show(context: typer.Context, regime: RegimeArgument, on: On = "", language: LanguageOption = None) -> None:
    """One regime whole: what it is, whom it binds, to what, by when, on what each number rests."""
    from tadasu.law import regime_of
    from tadasu.reports import regime_text

    terminal: Terminal = context.obj
    for line in regime_text(regime_of(regime), on=day_of(on), language=terminal.language):
        terminal.print(line)


@law.command()
def procedure(
    context: typer.Context, regime: RegimeArgument, set_: Set = None, language: LanguageOption = None
) -> None:
    """The procedure of a ban, state by state: who must act, by when, what may follow, where it can end."""
    from tadasu.law import LATEST, Asked, procedure_of
    from tadasu.reports import procedure_text

    terminal: Terminal = context.obj
    request = LawRequest.of_regime(regime, set_)
    (asked_of,) = request.asked_of()
    asked = Asked(on=LATEST, chosen=request.values_for(asked_of))
    found = procedure_of(regime, asked)
    for name in asked.chosen:
        if name not in found.counts():
            terminal.print(terminal.text("cli.law.moves-no-clock", name=name))
    for line in procedure_text(found, language=terminal.language):
        terminal.print(line)


@law.command()
def sources(
    context: typer.Context, regime: RegimeArgument, as_json: AsJson = False, language: LanguageOption = None
) -> None:
    """The texts that a regime rests on, and whether somebody has read them."""
    from tadasu.law import regime_of

    terminal: Terminal = context.obj
    found = regime_of(regime).sources.values()
    if as_json:
        values = [{"id": one.id, "title": one.title, "url": one.url, "seen": one.seen.value} for one in found]
        terminal.json([value | {"checked": one.checked.isoformat()} for value, one in zip(values, found, strict=True)])
        return
    heads = [terminal.text(f"cli.law.head.{part}") for part in ("title", "seen", "checked", "url")]
    lines = [
        [one.title, terminal.text(f"law.seen.{one.seen.value}"), one.checked.isoformat(), one.url] for one in found
    ]
    terminal.table(heads, lines)


@law.command()
def stale(context: typer.Context, as_json: AsJson = False, language: LanguageOption = None) -> None:
    """What is to be verified, oldest first: doubts that are written down, and texts nobody of ours has read."""
    from tadasu.law import Seen, regimes

    terminal: Terminal = context.obj
    rows: list[tuple[date, str, str, str]] = []
    for regime in regimes().values():
        rows += [(one.since, regime.id, "doubt", one.what[terminal.language]) for one in regime.doubts]
        rows += [
            (one.checked, regime.id, f"seen.{one.seen.value}", one.title)
            for one in regime.sources.values()
            if one.seen is not Seen.OFFICIAL
        ]
    rows.sort(key=lambda row: (row[0], row[1], row[2] != "doubt", row[3]))
    if as_json:
        terminal.json(
            [dict(zip(("since", "regime", "why", "what"), (r[0].isoformat(), *r[1:]), strict=True)) for r in rows]
        )
        return
    heads = [terminal.text(f"cli.law.head.{part}") for part in ("since", "id", "why", "what")]
    lines = [[day.isoformat(), key, terminal.text(f"law.{why}"), what] for day, key, why, what in rows]
    terminal.table(heads, lines)
