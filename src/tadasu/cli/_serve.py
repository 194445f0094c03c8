"""`tadasu serve` and `tadasu manage`: the web project on this machine."""

from collections.abc import Mapping
from typing import Annotated

import typer

from tadasu.cli._lists import LanguageOption
from tadasu.cli._terminal import Terminal
from tadasu.cli._web import web_room


def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; behind a reverse proxy leave it.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port.")] = 8000,
    processes: Annotated[int, typer.Option("--processes", min=1, max=64, help="Web processes.")] = 1,
    demo: Annotated[bool, typer.Option("--demo", help="With invented people, whose log-ins are printed.")] = False,
    language: LanguageOption = None,
) -> None:
    """Start the database, the web server and the worker; ctrl-C stops them all."""
    web = web_room()
    terminal: Terminal = context.obj

    def say(code: str, params: Mapping[str, str]) -> None:
        terminal.note(terminal.text(code, **params))

    raise typer.Exit(web.serve(web.Asked(host=host, port=port, processes=processes, demo=demo), say))


def manage(context: typer.Context) -> None:
    """Run one of Django's commands on the web project's database."""
    raise typer.Exit(web_room().manage(context.args))
