"""Many companies under every regime at once: a verdict each, counted, and written to a table."""

from pathlib import Path
from typing import TYPE_CHECKING

from tadasu.cli._law_options import LawRequest
from tadasu.cli._terminal import Terminal
from tadasu.schema import InputError, Problem, UsageError

if TYPE_CHECKING:
    import polars as pl

    from tadasu.law import CompanyTable

FORMATS = (".csv", ".parquet")
MOST_PROBLEMS = 1_000


def scope_of_many(request: LawRequest, file: Path, terminal: Terminal, *, out: Path | None, as_json: bool) -> None:
    """Ask every regime about every company of a file. Raises InputError, UsageError."""
    import polars as pl

    from tadasu.law import Asked, Verdict, Verdicts, verdicts

    if out is not None and out.suffix.lower() not in FORMATS:
        raise UsageError("unknown-format", file=out.name, known=", ".join(FORMATS))
    regimes = request.asked_of()
    table = read_companies(file, terminal, year=request.on.year - 1 if request.year is None else request.year)
    rates = request.rates_used()
    found: dict[str, Verdicts] = {}
    with terminal.step("cli.step.law", regimes=len(regimes), companies=f"{len(table.ids):,}"):
        for regime in regimes:
            chosen = request.values_for(regime)
            asked = Asked(on=request.on, known=request.known, chosen=chosen, rates=rates)
            found[regime.id] = verdicts(regime, table.companies, asked)
    names = {int(one): one.name.lower() for one in Verdict}
    counts = {
        regime: {name: int((array == value).sum()) for value, name in names.items()} for regime, array in found.items()
    }
    if out is not None:
        columns = {
            key: pl.Series(array).replace_strict(list(names), list(names.values())) for key, array in found.items()
        }
        _write(pl.DataFrame({"id": table.ids, **columns}), out)
    if as_json:
        terminal.json({"on": request.on.isoformat(), "companies": len(table.ids), "regimes": counts})
        return
    parts = ("in", "out", "undetermined", "conflict")
    heads = [terminal.text("cli.law.head.name"), *(terminal.text(f"cli.law.head.{part}") for part in parts)]
    lines = [
        [f"{regime.names[terminal.language]}\n{regime.id}", *(f"{counts[regime.id][part]:,}" for part in parts)]
        for regime in regimes
    ]
    terminal.table(heads, lines, right=(1, 2, 3, 4))
    terminal.print()
    if out is not None:
        terminal.print(terminal.text("cli.law.written", file=out))
    terminal.print(terminal.text("cli.law.caution"))


def read_companies(file: Path, terminal: Terminal, *, year: int) -> "CompanyTable":
    """The companies of a file. What only a count asks for (`tadasu law simulate`) is left out, and that is said. Raises
    InputError."""
    from tadasu.law import ASIDE, companies_of

    frame = read_frame(file)
    aside = [name for name in frame.columns if name in ASIDE]
    if aside:
        terminal.note(terminal.text("cli.law.aside", columns=", ".join(aside)))
    return companies_of(frame.drop(aside), file=file.name, year=year)


def read_frame(file: Path) -> "pl.DataFrame":
    """The table of a file as suppliers' files may be (CSV in any usual encoding, XLSX, Parquet, JSON lines), every cell but
    those of a Parquet file as text. Raises InputError with every problem."""
    import polars as pl

    from tadasu.readers import Severity, read_rows, severity, sniff

    layout = sniff(file)
    if layout.format == "parquet":
        return _parquet(file)
    rows, problems = [], []
    for row in read_rows(file, layout):
        problems += [one for one in row.problems if severity(one) is not Severity.WARNING]
        rows.append(row.values)
    if problems:
        raise InputError(problems[:MOST_PROBLEMS])
    return pl.DataFrame(rows, schema=dict.fromkeys(layout.columns, pl.String), orient="row")


def _parquet(file: Path) -> "pl.DataFrame":
    """A Parquet file with its own types. Raises InputError."""
    import polars as pl

    try:
        return pl.read_parquet(file)
    except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        params = (("reason", type(error).__name__),)
        raise InputError([Problem(code="parquet-damaged", file=file.name, params=params)]) from None


def _write(frame: "pl.DataFrame", out: Path) -> None:
    from tadasu.store import write_whole

    with write_whole(out, "wb") as file:
        if out.suffix.lower() == ".parquet":
            frame.write_parquet(file)
        else:
            frame.write_csv(file)
