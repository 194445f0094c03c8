"""The commands put together; errors become sentences and exit codes here and nowhere else."""

import errno
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

import typer
from typer.exceptions import TyperException

from tadasu.cli._arguments import language_of, spread
from tadasu.cli._assess import assess
from tadasu.cli._audit import audit
from tadasu.cli._backup import backup, restore
from tadasu.cli._cluster import cluster
from tadasu.cli._demo import demo
from tadasu.cli._exchange import exchange
from tadasu.cli._explain import explain
from tadasu.cli._goods import goods
from tadasu.cli._law import law
from tadasu.cli._lists import lists
from tadasu.cli._paths import paths
from tadasu.cli._screen import screen
from tadasu.cli._serve import manage, serve
from tadasu.cli._terminal import Terminal, to_nothing, width_of
from tadasu.cli._watch import watch
from tadasu.schema import StoreError, TadasuError, UsageError
from tadasu.wording import error_texts

INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""

NO_MEMORY = 6
"""Exit code of a run for which the machine has too little memory."""

NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system answers when standard output goes to a disk that is full."""

app = typer.Typer(
    name="tadasu",
    help="Which of your suppliers are tied to forced labour or sanctions, and why.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("screen")(screen)
app.command("assess")(assess)
app.command("paths")(paths)
app.command("watch")(watch)
app.command("explain")(explain)
app.command("demo")(demo)
app.command("serve")(serve)
app.command("backup")(backup)
app.command("restore")(restore)
app.command(
    "manage", context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
)(manage)
app.add_typer(lists, name="lists")
app.add_typer(goods, name="goods")
app.add_typer(law, name="law")
app.add_typer(cluster, name="cluster")
app.add_typer(audit, name="audit")
app.add_typer(exchange, name="exchange")


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"tadasu {version('tadasu')}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    """Which of your suppliers are tied to forced labour or sanctions, and why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (docs/cli.md)."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter still gets the rest
    terminal = Terminal(
        language=language_of(arguments, os.environ),
        out=sys.stdout,
        err=sys.stderr,
        width=width_of(sys.stdout, os.environ),
    )
    try:
        return _run(arguments, terminal)
    except TadasuError as error:
        for line in error_texts(error, terminal.language):
            terminal.note(line)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        terminal.note(terminal.text("cli.interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        return _end_quietly()
    except MemoryError:
        terminal.note(terminal.text("cli.memory"))
        return NO_MEMORY
    except OSError as error:
        if error.errno == errno.ENOMEM:
            terminal.note(terminal.text("cli.memory"))
            return NO_MEMORY
        if error.errno not in NO_SPACE:
            raise
        _end_quietly()
        terminal.note(terminal.text("cli.output-full", reason=error.strerror or ""))
        return StoreError.exit_code
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # typer and rich turn a broken pipe into an exit
            return _end_quietly()
        raise


def _run(arguments: Sequence[str], terminal: Terminal) -> int:
    command = typer.main.get_command(app)
    try:
        code = command.main(
            args=spread(arguments, value_options()), prog_name="tadasu", standalone_mode=False, obj=terminal
        )
        sys.stdout.flush()
        if code == INTERRUPTED:  # what typer makes of an interrupt
            raise KeyboardInterrupt
    except TyperException as error:
        show = getattr(error, "show", None)
        if show is None:
            terminal.note(str(error))
        else:
            show(file=sys.stderr)
        return UsageError.exit_code
    return code if isinstance(code, int) else 0


def _end_quietly() -> int:
    """Whoever read our output has seen enough; what Python still holds for it goes nowhere."""
    to_nothing(sys.stdout)
    return 0


def value_options() -> frozenset[str]:
    """Every option of a verb with options of several values that takes a value."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    params = (param for verb in ("assess", "paths", "screen", "watch") for param in commands[verb].params)
    return frozenset(name for param in params if not getattr(param, "is_flag", True) for name in param.opts)
