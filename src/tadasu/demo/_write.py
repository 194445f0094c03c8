"""A trade of any size as files for the command line: declarations, companies, findings, the planted truth."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tadasu.demo._chain_shapes import Chain
from tadasu.demo._party_names import party_name
from tadasu.demo._shapes import NOTE
from tadasu.demo._table import csv_bytes
from tadasu.demo._trade import TradeWorld
from tadasu.demo._trade_files import FINDING_HEADER
from tadasu.schema import FindingKind, Issue

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

Form = Literal["csv", "parquet"]

CHAIN_HEADER = ("id", "kind", "finding", "declarations", "last", "tiers", "reached", "note")


def write_trade(folder: Path, made: TradeWorld, *, form: Form = "parquet") -> Sequence[Path]:
    """Write a trade into a folder: `declarations` and `companies` in the form asked for, `findings.csv`, `chains.csv`.

    Parties are written by name and by number; every file holds a column that says that all is invented. Steps of a chain
    are parted by `;`, consignments of one step by `+`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = _names(made)
    paths = [
        _table(_declarations(made, names), folder / "declarations", form),
        _table(_companies(made, names), folder / "companies", form),
    ]
    for name, header, rows in (
        ("findings.csv", FINDING_HEADER, [_finding_row(made, chain, names) for chain in made.chains]),
        ("chains.csv", CHAIN_HEADER, [_chain_row(made, chain) for chain in made.chains]),
    ):
        path = folder / name
        path.write_bytes(csv_bytes(header, rows))
        paths.append(path)
    return paths


def _table(frame: "pl.DataFrame", path: Path, form: Form) -> Path:
    """Texts are spelled out a few rows at a time: as numbers they would take the whole list into every part of the file."""
    import polars as pl

    path = path.with_suffix(f".{form}")
    rows = frame.lazy().with_columns(pl.col(pl.Enum).cast(pl.String))
    if form == "csv":
        rows.sink_csv(path, maintain_order=True)
    else:
        rows.sink_parquet(path, compression="zstd", maintain_order=True)
    return path


def _names(made: TradeWorld) -> list[str]:
    so_far: defaultdict[str, int] = defaultdict(int)
    names = []
    for seat in made.seats.tolist():
        country = made.countries[seat]
        names.append(party_name(country, so_far[country]))
        so_far[country] += 1
    return names


def _declarations(made: TradeWorld, names: Sequence[str]) -> "pl.DataFrame":
    """Texts that repeat are kept once: such a column is numbers beside a list."""
    import polars as pl

    def text(values: Sequence[str], places: "NDArray[np.integer[Any]] | pl.Series") -> pl.Series:
        return pl.Series(values, dtype=pl.Enum(list(dict.fromkeys(values)))).gather(places)

    numbers = "T" + pl.int_range(1, len(made) + 1, eager=True).cast(pl.String).str.zfill(9)
    ids = _ids(made)
    countries = [country.upper() for country in made.countries]
    seats = pl.Series(made.seats)
    return pl.DataFrame(
        {
            "declaration no.": numbers,
            "seller id": text(ids, made.seller),
            "seller": text(names, made.seller),
            "seller country": text(countries, seats.gather(made.seller)),
            "buyer id": text(ids, made.buyer),
            "buyer": text(names, made.buyer),
            "buyer country": text(countries, seats.gather(made.buyer)),
            "HS code": text(made.goods, made.good),
            "date": pl.Series(made.day).cast(pl.Date),
            "net weight (kg)": pl.Series(made.grams) / 1000,
            "country of origin": text(countries, made.country),
            "certainty": text([certainty.value for certainty in made.certainties], made.certainty),
            "note": text([NOTE], pl.zeros(len(made), pl.UInt32, eager=True)),
        }
    )


def _companies(made: TradeWorld, names: Sequence[str]) -> "pl.DataFrame":
    import polars as pl

    countries = [made.countries[seat].upper() for seat in made.seats.tolist()]
    return pl.DataFrame({"id": _ids(made), "name": names, "country": countries, "note": [NOTE] * len(names)})


def _ids(made: TradeWorld) -> list[str]:
    return [made.company_id(company) for company in range(made.companies)]


def _finding_row(made: TradeWorld, chain: Chain, names: Sequence[str]) -> tuple[str, ...]:
    finding = chain.finding
    since = "" if finding.since is None else (date(1970, 1, 1) + timedelta(days=finding.since)).isoformat()
    return (
        f"F-{chain.id}",
        "good-of-company" if finding.good else "company",
        made.company_id(finding.company),
        names[finding.company],
        "",
        finding.good,
        "",
        Issue.FORCED_LABOUR.value,
        FindingKind.SUBSTANTIATED.value,
        "0",
        since,
        "",
        "no",
        f"demo chain {chain.id}",
        f"https://demo.example.org/chains#{chain.id}",
        NOTE,
    )


def _chain_row(made: TradeWorld, chain: Chain) -> tuple[str, ...]:
    steps = ";".join("+".join(made.declaration_id(position) for position in step) for step in chain.steps)
    return (
        chain.id,
        chain.kind,
        f"F-{chain.id}",
        steps,
        made.declaration_id(chain.last),
        str(chain.tiers),
        "yes" if chain.reached else "no",
        NOTE,
    )
