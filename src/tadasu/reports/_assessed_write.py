"""Choose the writer of an assessment by the ending of the file's name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from tadasu.reports._assessed import AssessmentReport, write_assessment_csv, write_assessment_jsonl
from tadasu.reports._assessed_html import write_assessment_html
from tadasu.reports._queue_file import write_assessment_parquet
from tadasu.schema import UsageError

ASSESSMENT_FORMATS: Mapping[str, Callable[[AssessmentReport, Path], None]] = MappingProxyType(
    {
        ".csv": write_assessment_csv,
        ".parquet": write_assessment_parquet,
        ".jsonl": write_assessment_jsonl,
        ".html": write_assessment_html,
    }
)
"""File ending -> writer."""


def write_assessment(report: AssessmentReport, path: Path) -> None:
    """Write in the form the file's ending asks for; another ending is a UsageError `unknown-format`."""
    check_assessment_format(path)
    ASSESSMENT_FORMATS[path.suffix.lower()](report, path)


def check_assessment_format(path: Path) -> None:
    """Raise UsageError `unknown-format` for an ending without a writer; ask before a long run, not after it."""
    if path.suffix.lower() not in ASSESSMENT_FORMATS:
        raise UsageError("unknown-format", file=path.name, known=", ".join(ASSESSMENT_FORMATS))
