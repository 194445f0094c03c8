"""`tadasu backup` and `tadasu restore`: the database and the data folder in one encrypted file, and back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tadasu.cli._lists import LanguageOption
from tadasu.cli._terminal import Terminal, to_nothing
from tadasu.cli._web import web_room
from tadasu.schema import StoreError, UsageError

if TYPE_CHECKING:
    from tadasu.web import Backup


def backup(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The backup, not there yet; - for standard output.")],
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="KEY", help="A public key (age1...) or a file of them; may be repeated."),
    ] = None,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Write a new private key to FILE instead, print its public key, and stop.")
    ] = False,
    language: LanguageOption = None,
) -> None:
    """Write the database and the data folder to one file, encrypted to keys that do not lie on this machine."""
    terminal: Terminal = context.obj
    if new_key:
        if to:
            raise UsageError("backup-key-alone")
        terminal.print(web_room().new_key(Path(file)))
        terminal.note(terminal.text("cli.backup.new-key", file=Path(file).name))
        return
    try:
        with terminal.step("cli.backup.step"):
            done = web_room().back_up(file=file, to=to or ())
    except BrokenPipeError:  # elsewhere a reader has seen enough; here it lacks the rest
        to_nothing(sys.stdout)
        raise StoreError("backup-broken-off") from None
    for line in _told("cli.backup.done", done, terminal):
        terminal.note(line) if file == "-" else terminal.print(line)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    identity: Annotated[Path, typer.Option("--identity", metavar="KEYFILE", help="The private key it was made for.")],
    check: Annotated[bool, typer.Option("--check", help="Only read it to its end; nothing is changed.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="What is in the data folder now gives way, and is deleted.")
    ] = False,
    language: LanguageOption = None,
) -> None:
    """Put what a backup holds in the place of the data folder and the database."""
    terminal: Terminal = context.obj
    web = web_room()
    with terminal.step("cli.restore.step"):
        done = (
            web.check_backup(file=file, key=identity)
            if check
            else web.restore(file=file, key=identity, replace=replace)
        )
    for line in _told("cli.restore.sound" if check else "cli.restore.done", done, terminal):
        terminal.print(line)
    if not check:
        terminal.note(terminal.text("cli.restore.next"))


def _told(code: str, done: "Backup", terminal: Terminal) -> list[str]:
    counts = {
        "tables": f"{done.tables:,}",
        "rows": f"{done.rows:,}",
        "files": f"{done.files:,}",
        "size": f"{done.size:,}",
    }
    made = done.made.isoformat(timespec="seconds")
    return [
        terminal.text(code, made=made, version=done.version, **counts),
        terminal.text("cli.backup.digest", digest=done.digest),
    ]
