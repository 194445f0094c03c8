"""Screening results -> files a person or a program reads: CSV, Parquet, JSON lines, a page that stands alone.

The same results give the same bytes: nothing here looks at a clock.
"""

from tadasu.reports._columns import COLUMNS, FIRST_COLUMNS
from tadasu.reports._csv import write_csv
from tadasu.reports._html import MOST_CARDS, write_html
from tadasu.reports._jsonl import write_jsonl
from tadasu.reports._parquet import write_parquet
from tadasu.reports._results import ListNote, ResultRow, Results, Row
from tadasu.reports._summary import summary_lines
from tadasu.reports._write import FORMATS, check_format, write

__all__ = [
    "COLUMNS",
    "FIRST_COLUMNS",
    "FORMATS",
    "MOST_CARDS",
    "ListNote",
    "ResultRow",
    "Results",
    "Row",
    "check_format",
    "summary_lines",
    "write",
    "write_csv",
    "write_html",
    "write_jsonl",
    "write_parquet",
]
