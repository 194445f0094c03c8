"""`tadasu lists fetch | status | read | diff`: the lists in the data folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from tadasu.cli._terminal import Terminal
from tadasu.schema import UsageError
from tadasu.wording import Language, date_text, error_texts

if TYPE_CHECKING:
    from tadasu.lists import ListRead
    from tadasu.store import ListVersion

SOURCES = "sources"
"""Folder under the data folder where publishers' files are kept as they came."""

lists = typer.Typer(help="Fetch, read and compare official lists.", no_args_is_help=True, rich_markup_mode=None)

Partial = Annotated[bool, typer.Option("--partial", help="Store it though it is a part: cut off, or too few rows.")]
Older = Annotated[bool, typer.Option("--older", help="Store it though the version in force has a later list date.")]
LanguageOption = Annotated[Language | None, typer.Option("--language", help="en or ja; else as LANG says.")]
ListArgument = Annotated[
    str, typer.Argument(metavar="LIST", help="The id of a list, as `tadasu lists status` shows it.")
]


@lists.command()
def fetch(
    context: typer.Context,
    list_id: ListArgument,
    address: Annotated[str | None, typer.Option("--address", help="Instead of the publisher's own address.")] = None,
    partial: Partial = False,
    older: Older = False,
    language: LanguageOption = None,
) -> None:
    """Fetch a list from its publisher, check it, and store it; a list that does not look like itself is refused."""
    from tadasu import lists as room
    from tadasu.store import data_folder

    terminal: Terminal = context.obj
    folder = data_folder(writing=True)
    stored = _in_force(folder, list_id)
    before, in_force = (stored.count, stored.list_date) if stored else (None, None)
    with _bar(terminal, list_id) as progress:
        fetched = room.fetch(
            list_id, folder / SOURCES, address=address, partial=partial,
            before=before, in_force=in_force, older=older, progress=progress,
        )  # fmt: skip
    found = fetched.read
    if found is None and (stored is None or stored.source_digest != fetched.digest):
        found = room.read_list(list_id, fetched.path, partial=partial)
    if found is None or (not fetched.changed and stored is not None and not _is_newer(found, stored)):
        terminal.print(terminal.text("cli.lists.unchanged", list=list_id))
        return
    _store(list_id, fetched.path, found, terminal)


@lists.command()
def read(
    context: typer.Context,
    list_id: ListArgument,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="The publisher's file, as you downloaded it.")
    ],
    partial: Partial = False,
    older: Older = False,
    language: LanguageOption = None,
) -> None:
    """Read a file you have as this list, and store it."""
    from tadasu.lists import read_list
    from tadasu.store import data_folder

    terminal: Terminal = context.obj
    stored = _in_force(data_folder(writing=True), list_id)
    before, in_force = (stored.count, stored.list_date) if stored else (None, None)
    with terminal.step("cli.step.list", file=file.name):
        found = read_list(list_id, file, partial=partial, before=before, in_force=in_force, older=older)
    _store(list_id, file, found, terminal)


@lists.command()
def status(
    context: typer.Context,
    list_id: Annotated[str | None, typer.Argument(metavar="LIST", help="One list; else all.")] = None,
    language: LanguageOption = None,
) -> None:
    """Show the lists there are, which are stored, and how old they are; with LIST, every stored version."""
    terminal: Terminal = context.obj
    if list_id is None:
        _all(terminal)
    else:
        _versions(list_id, terminal)


@lists.command()
def diff(
    context: typer.Context,
    list_id: ListArgument,
    old: Annotated[
        str | None, typer.Option("--old", metavar="VERSION", help="Else the version before the new one.")
    ] = None,
    new: Annotated[str | None, typer.Option("--new", metavar="VERSION", help="Else the version in force.")] = None,
    language: LanguageOption = None,
) -> None:
    """Show what changed between two stored versions of a list."""
    from tadasu import lists as room
    from tadasu.store import data_folder, load_list, versions

    terminal: Terminal = context.obj
    folder = data_folder()
    newer = load_list(folder, list_id, new)
    names = [version.name for version in versions(folder, list_id)]
    before = names[: names.index(newer.version.name)]
    if old is None and not before:
        terminal.print(terminal.text("cli.lists.diff.one", list=list_id))
        return
    changes = room.diff(load_list(folder, list_id, old or before[-1]).entities, newer.entities)
    rows = [[terminal.text("cli.lists.diff.added"), entity.id, entity.name, ""] for entity in changes.added]
    rows += [[terminal.text("cli.lists.diff.removed"), entity.id, entity.name, ""] for entity in changes.removed]
    rows += [
        [terminal.text("cli.lists.diff.changed"), change.new.id, change.new.name, ", ".join(change.fields)]
        for change in changes.changed
    ]
    if rows:
        heads = ("cli.lists.diff.what", "cli.queue.id", "cli.lists.diff.party", "cli.lists.diff.fields")
        terminal.table([terminal.text(head) for head in heads], rows)
        terminal.print()
    counts = {"added": len(changes.added), "removed": len(changes.removed), "changed": len(changes.changed)}
    terminal.print(terminal.text("cli.lists.diff", list=list_id, **counts))


def _store(list_id: str, file: Path, found: "ListRead", terminal: Terminal) -> None:
    from tadasu.cli._listed import show_remarks
    from tadasu.store import data_folder, save_list

    version = save_list(
        data_folder(writing=True),
        list_id,
        found.entities,
        list_date=found.list_date,
        source_digest=found.digest,
        problems=found.problems,
        reader_version=found.reader_version,
    )
    show_remarks(found.problems, file.name, terminal)
    day = date_text(version.list_date, terminal.language)
    terminal.print(
        terminal.text("cli.lists.read", list=list_id, count=f"{version.count:,}", date=day, version=version.name)
    )


def _all(terminal: Terminal) -> None:
    from tadasu.cli._listed import title_of
    from tadasu.lists import sources
    from tadasu.store import DataFolderError, data_folder, latest

    folder = data_folder()
    heads = [terminal.text(f"cli.lists.{part}") for part in ("id", "state", "date", "parties", "title")]
    rows, damaged = [], []
    for source in sources().values():
        try:
            stored = latest(folder, source.id)
        except DataFolderError as error:
            damaged.append(error)
            state = ["damaged", "", ""]
        else:
            state = ["not-stored" if source.implemented else "not-built", "", ""]
            if stored is not None:
                state = ["stored", date_text(stored.list_date, terminal.language), f"{stored.count:,}"]
        rows.append(
            [source.id, terminal.text(f"cli.lists.state.{state[0]}"), *state[1:], title_of(source.id, terminal)]
        )
    terminal.table(heads, rows, right=(3,))
    for fault in damaged:
        terminal.note(error_texts(fault, terminal.language)[0])


def _in_force(folder: Path, list_id: str) -> "ListVersion | None":
    """The version in force, or None where there is none or it is damaged, which storing the list again mends."""
    from tadasu.store import DataFolderError, latest

    try:
        return latest(folder, list_id)
    except DataFolderError:
        return None


def _is_newer(found: "ListRead", stored: "ListVersion") -> bool:
    """Whether what was fetched before is a later edition than the one in force, which somebody put there since."""
    return found.list_date is not None and stored.list_date is not None and found.list_date > stored.list_date


def _versions(list_id: str, terminal: Terminal) -> None:
    from tadasu.lists import sources
    from tadasu.store import data_folder, versions

    found = versions(data_folder(), list_id)
    if not found and list_id not in sources():
        raise UsageError("list-unknown", list=list_id, known=", ".join(sources()))
    if not found:
        terminal.print(terminal.text("cli.lists.none"))
        return
    heads = [terminal.text(f"cli.lists.{part}") for part in ("version", "date", "parties", "state")]
    in_force = {found[-1].name: terminal.text("cli.lists.state.in-force")}
    newest = sorted(enumerate(found), key=lambda each: (each[1].list_date or date.min, each[0]), reverse=True)
    rows = [
        [each.name, date_text(each.list_date, terminal.language), f"{each.count:,}", in_force.get(each.name, "")]
        for _, each in newest
    ]
    terminal.table(heads, rows, right=(2,))


@contextmanager
def _bar(terminal: Terminal, name: str) -> Iterator[Callable[[int, int | None], None] | None]:
    """A progress bar on standard error, in a terminal only."""
    if not terminal.err.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(file=terminal.err), transient=True) as progress:
        task = progress.add_task(name, total=None)

        def show(received: int, total: int | None) -> None:
            progress.update(task, completed=received, total=total)

        yield show
