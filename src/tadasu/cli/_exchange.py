"""`tadasu exchange card | verify | export | take`: packages between instances, as files."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from tadasu.cli._lists import LanguageOption
from tadasu.cli._terminal import Terminal
from tadasu.cli._web import web_room
from tadasu.schema import UsageError

REFUSED = 12
"""Exit code of a package that is refused."""

exchange = typer.Typer(
    help="Packages between instances, as files: card, verify, export, take.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

OrganisationOption = Annotated[
    str, typer.Option("--organisation", metavar="ID", help="Where several organisations of this instance exchange.")
]


@exchange.command()
def card(context: typer.Context, organisation: OrganisationOption = "", language: LanguageOption = None) -> None:
    """Print our card: what a peer must have to verify what we send."""
    terminal: Terminal = context.obj
    for text in web_room().exchange_cards(_id(organisation)):
        terminal.out.write(text)


@exchange.command()
def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A package.")],
    card: Annotated[Path, typer.Option("--card", metavar="CARD", help="The card of whoever is said to have made it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
    language: LanguageOption = None,
) -> None:
    """Is this a package of whoever made this card, unchanged? Needs no database. Ends with 12 if not."""
    terminal: Terminal = context.obj
    found = web_room().exchange_verify(file, card=card)
    if as_json:
        said = asdict(found)
        terminal.json({**said, "created": found.created.isoformat(), "expires": found.expires.isoformat()})
    else:
        documents = ", ".join(f"{name} ({count:,})" for name, count in found.documents.items())
        terminal.print(terminal.text("cli.exchange.verified", name=found.issuer_name, issuer=found.issuer))
        terminal.print(
            terminal.text(
                "cli.exchange.says",
                kind=found.kind,
                version=found.kind_version,
                serial=f"{found.serial:,}",
                documents=documents,
                created=found.created,
                expires=found.expires,
                recipient=found.recipient,
            )
        )
        terminal.print(terminal.text("cli.exchange.digest", digest=found.digest))
    terminal.note(terminal.text("cli.exchange.compare", fingerprint=found.fingerprint))
    if found.expired:
        terminal.note(terminal.text("cli.exchange.expired", expires=found.expires))


@exchange.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the package.")],
    to: Annotated[str, typer.Option("--to", metavar="PEER", help="The peer, by id or by the name it has here.")],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="What to send: findings, statistics.")],
    organisation: OrganisationOption = "",
    language: LanguageOption = None,
) -> None:
    """Make what a peer has not got yet, sealed to them, as a file."""
    from tadasu.cli._outputs import check_outputs

    terminal: Terminal = context.obj
    check_outputs({"FILE": file}, ())
    for one in web_room().exchange_export(file, to=to, kind=kind, organisation=_id(organisation)):
        terminal.print(terminal.text("cli.exchange.exported", file=one.file, serial=f"{one.serial:,}"))


@exchange.command()
def take(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A package that was carried here.")],
    receipt: Annotated[
        Path | None, typer.Option("--receipt", metavar="FILE", help="Write what we sign about it, for its sender.")
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Take a package from a file, as if it had come through the network. Ends with 12 if it is refused or has to wait."""
    terminal: Terminal = context.obj
    found = web_room().exchange_take(file, receipt=receipt)
    said = {"kind": found.kind, "serial": f"{found.serial:,}", "name": found.known_as}
    terminal.print(terminal.text(f"cli.exchange.{found.answer}", **said, why=found.code))
    if found.missing:
        terminal.note(terminal.text("cli.exchange.missing", count=f"{len(found.missing):,}", first=found.missing[0]))
    if found.answer in ("refused", "waits"):
        raise typer.Exit(REFUSED)


def _id(said: str) -> UUID | None:
    try:
        return UUID(said) if said else None
    except ValueError:
        raise UsageError("exchange-organisation", value=said[:80]) from None
