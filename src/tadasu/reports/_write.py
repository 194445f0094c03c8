"""Choose the writer by the ending of the file's name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from tadasu.reports._csv import write_csv
from tadasu.reports._html import write_html
from tadasu.reports._jsonl import write_jsonl
from tadasu.reports._parquet import write_parquet
from tadasu.reports._results import Results
from tadasu.schema import UsageError

FORMATS: Mapping[str, Callable[[Results, Path], None]] = MappingProxyType(
    {".csv": write_csv, ".parquet": write_parquet, ".jsonl": write_jsonl, ".html": write_html}
)
"""File ending -> writer."""


def write(results: Results, path: Path) -> None:
    """Write the results in the form the file's ending asks for; another ending is a UsageError `unknown-format`."""
    check_format(path)
    FORMATS[path.suffix.lower()](results, path)


def check_format(path: Path) -> None:
    """Raise UsageError `unknown-format` for an ending without a writer; ask before a long run, not after it."""
    if path.suffix.lower() not in FORMATS:
        raise UsageError("unknown-format", file=path.name, known=", ".join(FORMATS))
