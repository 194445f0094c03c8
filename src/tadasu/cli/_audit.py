"""`tadasu audit verify | anchor | export`: whether the record of what was done is what was recorded, and its proof."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from tadasu.cli._law_options import day_of
from tadasu.cli._lists import LanguageOption
from tadasu.cli._terminal import Terminal
from tadasu.cli._web import web_room
from tadasu.schema import UsageError

if TYPE_CHECKING:
    from tadasu.web import AuditReport

FAULTY = 11
"""Exit code of a record that is not what was recorded: not 1, which is a mistake of ours."""

audit = typer.Typer(
    help="The record of what was done: verify, anchor, export.", no_args_is_help=True, rich_markup_mode=None
)


@audit.command()
def verify(
    context: typer.Context,
    anchors: Annotated[
        list[Path] | None,
        typer.Option("--anchor", metavar="FILE", help="An anchor that was kept elsewhere; may be repeated."),
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="Public keys that count, one a line; else our own.")
    ] = None,
    roots: Annotated[
        Path | None,
        typer.Option("--timestamp-roots", metavar="PEM", help="Certificates of time-stamping authorities."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
    language: LanguageOption = None,
) -> None:
    """Walk the chain of entries: is anything altered, removed, put in or moved? Ends with 11 if so."""
    terminal: Terminal = context.obj
    with terminal.step("cli.audit.step"):
        report = web_room().audit_verify(anchors=anchors or (), key=key, roots=roots)
    if as_json:
        _print_json(report, terminal)
    else:
        _print(report, terminal)
    _limits(report, terminal)
    if not report.sound:
        raise typer.Exit(FAULTY)


@audit.command()
def anchor(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the anchor here too, to be kept elsewhere.")
    ] = None,
    timestamp_url: Annotated[
        str, typer.Option("--timestamp-url", metavar="URL", help="Have it time-stamped by this authority (RFC 3161).")
    ] = "",
    public_key: Annotated[bool, typer.Option("--public-key", help="Print the public key and stop.")] = False,
    language: LanguageOption = None,
) -> None:
    """Sign the last entry, so that later nobody can cut off or rewrite what came before it unseen."""
    terminal: Terminal = context.obj
    if public_key:
        terminal.print(web_room().audit_key())
        return
    from tadasu.cli._outputs import check_outputs

    check_outputs({"--out": out}, ())
    made = web_room().audit_anchor(out=out, timestamp_url=timestamp_url)
    terminal.print(
        terminal.text("cli.audit.anchored", number=f"{made.number:,}", day=made.day, digest=made.digest, key=made.key)
    )
    if made.stamped_at is not None:
        terminal.print(terminal.text("cli.audit.stamped", at=_moment(made.stamped_at)))
    if out is None:
        terminal.note(terminal.text("cli.audit.kept-here"))


@audit.command()
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="A folder that is not there yet.")],
    organisation: Annotated[
        str, typer.Option("--organisation", metavar="ID", help="Only what was done in this organisation.")
    ] = "",
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="Only from this day on (UTC).")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Only up to this day (UTC).")] = "",
    language: LanguageOption = None,
) -> None:
    """Write the record for a court, with a verifier that needs nothing but Python."""
    terminal: Terminal = context.obj
    with terminal.step("cli.audit.step"):
        done = web_room().audit_export(
            out=out, organisation=_organisation(organisation), since=_day(since), until=_day(until)
        )
    counts = {"shown": f"{done.shown:,}", "links": f"{done.links:,}", "anchors": f"{done.anchors:,}"}
    terminal.print(terminal.text("cli.audit.exported", out=out, **counts))
    terminal.note(terminal.text("cli.audit.check", verifier=out / "verify.py"))
    if not done.report.sound:
        _faults(done.report, terminal)
        raise typer.Exit(FAULTY)


def _print(report: "AuditReport", terminal: Terminal) -> None:
    counts = {"entries": f"{report.entries:,}", "texts": f"{report.texts:,}", "erased": f"{report.erased:,}"}
    terminal.print(terminal.text("cli.audit.counted", digest=report.digest, **counts))
    _faults(report, terminal)
    if not report.guarded:
        terminal.print(terminal.text("cli.audit.unguarded"))
    for one in report.anchors:
        params = {"name": one.name, "number": f"{one.number:,}", "day": one.day}
        terminal.print(terminal.text(f"cli.audit.anchor.{one.held}", **params))
        if one.stamped != "none":
            at = _moment(one.stamped_at) if one.stamped_at else "?"
            terminal.print(terminal.text(f"cli.audit.stamp.{one.stamped}", name=one.name, at=at))
    terminal.print(terminal.text("cli.audit.sound" if report.sound else "cli.audit.unsound"))


def _faults(report: "AuditReport", terminal: Terminal) -> None:
    for fault in report.first:
        until = f"{fault.until:,}" if fault.until is not None else ""
        params = {"number": f"{fault.number:,}", "until": until, "count": f"{report.faults[fault.kind]:,}"}
        terminal.print(terminal.text(f"cli.audit.fault.{fault.kind}", **params))


def _limits(report: "AuditReport", terminal: Terminal) -> None:
    """What this check cannot tell, on standard error, also beside JSON."""
    held = [one.number for one in report.anchors if one.sound]
    if not report.anchors:
        terminal.note(terminal.text("cli.audit.alone"))
        return
    if not report.pinned:
        terminal.note(terminal.text("cli.audit.own-key"))
    if held and max(held) < report.number:
        terminal.note(terminal.text("cli.audit.after", number=f"{max(held):,}"))


def _print_json(report: "AuditReport", terminal: Terminal) -> None:
    anchors = [
        {
            **asdict(one),
            "day": one.day.isoformat(),
            "stamped_at": one.stamped_at.isoformat() if one.stamped_at else None,
            "sound": one.sound,
        }
        for one in report.anchors
    ]
    terminal.json({"sound": report.sound, **asdict(report), "anchors": anchors})


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _organisation(said: str) -> UUID | None:
    try:
        return UUID(said) if said else None
    except ValueError:
        raise UsageError("audit-organisation", value=said[:80]) from None


def _day(said: str) -> date | None:
    return day_of(said) if said else None
