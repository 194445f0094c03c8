"""The queue of an assessment as Parquet, with what a later run needs to say why something has changed: the findings of the
run, marks of all entries of its lists, and how many declarations the queue had before it was cut at the capacity.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tadasu.assessment import MARK_DIGITS, KnownFinding, check_queue
from tadasu.reports._assessed import AssessmentReport
from tadasu.reports._parquet import write_frame
from tadasu.schema import InputError, Problem, UsageError

_FINDINGS, _LISTED, _ASSESSED = "tadasu.findings", "tadasu.listed", "tadasu.assessed"
_DAMAGE = (OSError, ValueError, TypeError, pl.exceptions.PolarsError, pl.exceptions.PanicException)
"""What a damaged file raises; a panic of polars' Rust code is no ordinary exception and must be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFile:
    """A whole queue; `findings` are those of its run, None when the file does not say; `listed` the marks of all entries of
    its lists."""

    table: pl.DataFrame
    findings: tuple[KnownFinding, ...] | None
    listed: frozenset[str] = frozenset()


def write_assessment_parquet(report: AssessmentReport, path: Path) -> None:
    """The queue down to the line with its own types; findings and the length of the whole in the file's metadata."""
    metadata = {_ASSESSED: str(report.table.height)}
    if report.findings is not None:
        rows = [[one.id, one.kind, one.issue, one.basis] for one in sorted(set(report.findings))]
        metadata[_FINDINGS] = json.dumps(rows, ensure_ascii=False)
    if report.listed:
        metadata[_LISTED] = "".join(sorted(set(report.listed)))
    write_frame(report.shown, path, metadata=metadata)


def read_queue(path: Path) -> QueueFile:
    """What `write_assessment_parquet` wrote of a whole queue. Raises InputError."""
    try:
        table, metadata = pl.read_parquet(path), pl.read_parquet_metadata(path)
        assessed, findings = int(metadata.get(_ASSESSED, table.height)), _findings(metadata)
    except FileNotFoundError:
        raise InputError([Problem(code="file-not-found", file=path.name)]) from None
    except _DAMAGE as error:
        params = (("reason", type(error).__name__),)
        raise InputError([Problem(code="queue-unreadable", file=path.name, params=params)]) from None
    try:
        check_queue(table)
    except UsageError as error:
        raise InputError([Problem(code=error.code, file=path.name, params=error.params)]) from None
    if assessed != table.height:
        counts = (("assessed", f"{assessed:,}"), ("shown", f"{table.height:,}"))
        raise InputError([Problem(code="queue-cut", file=path.name, params=counts)])
    return QueueFile(table=table, findings=findings, listed=_marks(metadata.get(_LISTED, "")))


def _findings(metadata: Mapping[str, str]) -> tuple[KnownFinding, ...] | None:
    if _FINDINGS not in metadata:
        return None
    return tuple(KnownFinding(*map(str, row)) for row in json.loads(metadata[_FINDINGS]))


def _marks(text: str) -> frozenset[str]:
    return frozenset(text[start : start + MARK_DIGITS] for start in range(0, len(text), MARK_DIGITS))
