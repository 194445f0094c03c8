"""`tadasu cluster trace | screen`: the same runs on Spark, for more than one machine holds.

Findings and lists are files on this machine; declarations, parties, checkpoint and results may be anywhere that Spark
reads and writes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tadasu.cli._goods import Consumed, Extended, LanguageOption, Packaging, Parts
from tadasu.cli._terminal import Terminal
from tadasu.schema import UsageError

if TYPE_CHECKING:
    from tadasu.schema import Finding

NEEDED = ("pyspark", "pyarrow", "pandas")
"""What the extra `spark` brings; Spark's Arrow functions want the last two."""

cluster = typer.Typer(help="The same runs on Spark, for very large data.", no_args_is_help=True, rich_markup_mode=None)

Master = Annotated[
    str, typer.Option("--master", metavar="M", help="local[2], local-cluster[2,1,1024], spark://host:7077, yarn, ...")
]
Memory = Annotated[str, typer.Option("--memory", metavar="SIZE", help="What the driver may take, for example 2g.")]


@cluster.command()
def trace(
    context: typer.Context,
    declarations: Annotated[str, typer.Argument(metavar="DECLARATIONS", help="Parquet: a file, folder or address.")],
    findings: Annotated[list[Path], typer.Argument(metavar="FINDINGS", help="Files of findings.")],
    master: Master,
    checkpoint: Annotated[
        str, typer.Option("--checkpoint", metavar="DIR", help="Shared folder; a run that broke off goes on from it.")
    ],
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="Folder of the results, Parquet.")],
    tiers: Annotated[int, typer.Option("--tiers", min=1, max=12, help="Most declarations in a chain.")] = 6,
    ageing: Annotated[
        int, typer.Option("--ageing", min=0, max=1000, help="Thousandths of a nat that a day takes off.")
    ] = 1,
    extended: Extended = False,
    consumed: Consumed = False,
    packaging: Packaging = False,
    parts: Parts = False,
    memory: Memory = "1g",
    language: LanguageOption = None,
) -> None:
    """Trace every declaration back to the findings, each kind and issue apart."""
    from tadasu.goods import transformations
    from tadasu.tracing import Rules, channels

    terminal: Terminal = context.obj
    rules = Rules(tiers=tiers, ageing=ageing)
    by_channel = channels(_findings(findings))
    table = transformations(extended=extended, consumed=consumed, packaging=packaging, parts=parts)
    with _spark(master, memory, terminal) as spark:
        from tadasu.cluster import read_declarations_parquet, seeds
        from tadasu.cluster import trace as trace_there

        lines = read_declarations_parquet(spark, declarations)
        for channel, held in by_channel.items():
            name = ".".join(channel)
            with terminal.step("cli.cluster.step", what=name):
                touched = seeds(lines, held)
                found = trace_there(lines, touched, table.allowed, checkpoint=f"{checkpoint}/{name}", rules=rules)
                count = _write(found, f"{out}/{name}", spark)
            terminal.print(terminal.text("cli.cluster.traced", channel=name, count=f"{count:,}", out=f"{out}/{name}"))


@cluster.command()
def screen(
    context: typer.Context,
    parties: Annotated[str, typer.Argument(metavar="PARTIES", help="Parquet with id and name, each party once.")],
    master: Master,
    index: Annotated[
        Path, typer.Option("--index", metavar="DIR", help="Folder for the index, at this path on every machine.")
    ],
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="Folder of the matches, Parquet.")],
    against: Annotated[
        list[str] | None,
        typer.Option("--against", metavar="ENTITIES", help="A stored list's id, or a file of listed parties."),
    ] = None,
    threshold: Annotated[float, typer.Option("--threshold", min=0.0, max=1.0, help="Least probability.")] = 0.7,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Most matches for one party.")] = None,
    names_only: Annotated[
        bool, typer.Option("--names-only", help="Ignore country, address and registration numbers.")
    ] = False,
    memory: Memory = "1g",
    language: LanguageOption = None,
) -> None:
    """Compare a table of parties with listed ones; with --limit 1 and your companies it resolves parties to them."""
    from tadasu.cli._listed import entities_of, load_all
    from tadasu.screening import Options

    terminal: Terminal = context.obj
    if not against:
        raise UsageError("against-missing")
    listed = entities_of(load_all(against, terminal, columns=None, partial=False))
    options = Options(threshold=threshold, limit=limit, names_only=names_only)
    with _spark(master, memory, terminal) as spark:
        from tadasu.cluster import screen as screen_there

        with terminal.step("cli.cluster.step", what=parties):
            found = screen_there(spark.read.parquet(parties), listed, folder=index, options=options)
            count = _write(found, out, spark)
        terminal.print(terminal.text("cli.cluster.screened", count=f"{count:,}", out=out))


@contextmanager
def _spark(master: str, memory: str, terminal: Terminal) -> Iterator[Any]:
    """A session that is ended whatever happens; what Spark cannot do is said in a sentence."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError("spark-missing", missing=", ".join(missing))
    from tadasu.cluster import FAILURES, reason, session

    try:
        with terminal.step("cli.cluster.start", master=master):
            spark = session(master, memory=memory)
        try:
            yield spark
        finally:
            spark.stop()
    except FAILURES as error:
        raise UsageError("spark-failed", reason=reason(error)) from error


def _findings(paths: Sequence[Path]) -> list["Finding"]:
    from tadasu.goods import HsCode, exists, parse_hs
    from tadasu.places import country_code
    from tadasu.readers import read_findings

    def known(code: str) -> bool:
        return exists(HsCode(code))

    found: list[Finding] = []
    for path in paths:
        found += read_findings(path, country_code=country_code, parse_good=parse_hs, good_exists=known).findings
    return found


def _write(frame: Any, folder: str, spark: Any) -> int:
    """Write the rows as Parquet, whole or not at all (`_SUCCESS`); how many there are."""
    frame.write.mode("overwrite").parquet(folder)
    return int(spark.read.parquet(folder).count())
