"""Screening results -> files a person or a program reads: CSV, Parquet, JSON lines, a page that stands alone.

The same results give the same bytes: nothing here looks at a clock.
"""

from tadasu.reports._assessed import AssessmentReport, assessed_reasons
from tadasu.reports._assessed_write import ASSESSMENT_FORMATS, check_assessment_format, write_assessment
from tadasu.reports._changes import CHANGE_FORMATS, change_sentences, check_changes_format, why_sentence, write_changes
from tadasu.reports._columns import COLUMNS, FIRST_COLUMNS
from tadasu.reports._csv import write_csv
from tadasu.reports._grouped import COUNTED, GROUP_FORMATS, check_groups_format, group_name, group_share, write_groups
from tadasu.reports._html import MOST_CARDS, write_html
from tadasu.reports._jsonl import write_jsonl
from tadasu.reports._parquet import write_parquet
from tadasu.reports._path_ftm import paths_from_ftm, paths_ftm
from tadasu.reports._path_graphml import paths_graphml
from tadasu.reports._path_json import paths_from_json, paths_json
from tadasu.reports._path_svg import paths_svg
from tadasu.reports._path_table import paths_figure, paths_table
from tadasu.reports._path_text import paths_text
from tadasu.reports._path_write import PATH_FORMATS, PathsReport, check_paths_format, write_paths
from tadasu.reports._queue_file import QueueFile, read_queue
from tadasu.reports._results import ListNote, ResultRow, Results, Row
from tadasu.reports._summary import summary_lines
from tadasu.reports._write import FORMATS, check_format, write

__all__ = [
    "ASSESSMENT_FORMATS",
    "CHANGE_FORMATS",
    "COLUMNS",
    "COUNTED",
    "FIRST_COLUMNS",
    "FORMATS",
    "GROUP_FORMATS",
    "MOST_CARDS",
    "PATH_FORMATS",
    "AssessmentReport",
    "ListNote",
    "PathsReport",
    "QueueFile",
    "ResultRow",
    "Results",
    "Row",
    "assessed_reasons",
    "change_sentences",
    "check_assessment_format",
    "check_changes_format",
    "check_format",
    "check_groups_format",
    "check_paths_format",
    "group_name",
    "group_share",
    "paths_figure",
    "paths_from_ftm",
    "paths_from_json",
    "paths_ftm",
    "paths_graphml",
    "paths_json",
    "paths_svg",
    "paths_table",
    "paths_text",
    "read_queue",
    "summary_lines",
    "why_sentence",
    "write",
    "write_assessment",
    "write_changes",
    "write_csv",
    "write_groups",
    "write_html",
    "write_jsonl",
    "write_parquet",
    "write_paths",
]
