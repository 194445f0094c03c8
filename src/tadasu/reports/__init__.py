"""Screening results -> files a person or a program reads: CSV, Parquet, JSON lines, a page that stands alone.

The same results give the same bytes: nothing here looks at a clock.
"""

from tadasu.reports._assessed import AssessmentReport, assessed_reasons
from tadasu.reports._assessed_write import ASSESSMENT_FORMATS, check_assessment_format, write_assessment
from tadasu.reports._bars_svg import Bar, bars_svg
from tadasu.reports._changes import CHANGE_FORMATS, change_sentences, check_changes_format, why_sentence, write_changes
from tadasu.reports._columns import COLUMNS, FIRST_COLUMNS
from tadasu.reports._csv import write_csv
from tadasu.reports._grouped import COUNTED, GROUP_FORMATS, check_groups_format, group_name, group_share, write_groups
from tadasu.reports._html import MOST_CARDS, write_html
from tadasu.reports._impact_tables import all_tables
from tadasu.reports._jsonl import write_jsonl
from tadasu.reports._law_words import (
    basis_text,
    clause_lines,
    clock_text,
    due_text,
    duty_basis_text,
    facts_text,
    in_words,
    place_text,
    set_text,
    standing_text,
    value_text,
    verdict_text,
)
from tadasu.reports._need_svg import need_svg
from tadasu.reports._need_words import bounds_text, funding_reason_text, level_text, need_table, part_name, plan_table
from tadasu.reports._parquet import write_parquet
from tadasu.reports._path_ftm import paths_from_ftm, paths_ftm
from tadasu.reports._path_graphml import paths_graphml
from tadasu.reports._path_json import paths_from_json, paths_json
from tadasu.reports._path_svg import paths_svg
from tadasu.reports._path_table import paths_figure, paths_table
from tadasu.reports._path_text import paths_text
from tadasu.reports._path_write import PATH_FORMATS, PathsReport, check_paths_format, write_paths
from tadasu.reports._petition_words import help_text, need_text, part_text, remark_text
from tadasu.reports._plan_svg import plan_svg
from tadasu.reports._procedure_svg import procedure_svg
from tadasu.reports._procedure_text import procedure_text
from tadasu.reports._queue_file import QueueFile, read_queue
from tadasu.reports._regime_page import page_name, regime_markdown, regimes_table
from tadasu.reports._regime_text import regime_text
from tadasu.reports._regime_words import bases_of, mark_text, standing_on
from tadasu.reports._results import ListNote, ResultRow, Results, Row
from tadasu.reports._set_words import charged, settings_of
from tadasu.reports._simulation import BanReport, SimulationReport, figure_text, group_text, number_text
from tadasu.reports._simulation_head import cautions, title_of
from tadasu.reports._simulation_html import simulation_html
from tadasu.reports._simulation_tables import Shown
from tadasu.reports._simulation_write import SIMULATION_FORMATS, check_simulation_format, write_simulation
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
    "SIMULATION_FORMATS",
    "AssessmentReport",
    "BanReport",
    "Bar",
    "ListNote",
    "PathsReport",
    "QueueFile",
    "ResultRow",
    "Results",
    "Row",
    "Shown",
    "SimulationReport",
    "all_tables",
    "assessed_reasons",
    "bars_svg",
    "bases_of",
    "basis_text",
    "bounds_text",
    "cautions",
    "change_sentences",
    "charged",
    "check_assessment_format",
    "check_changes_format",
    "check_format",
    "check_groups_format",
    "check_paths_format",
    "check_simulation_format",
    "clause_lines",
    "clock_text",
    "due_text",
    "duty_basis_text",
    "facts_text",
    "figure_text",
    "funding_reason_text",
    "group_name",
    "group_share",
    "group_text",
    "help_text",
    "in_words",
    "level_text",
    "mark_text",
    "need_svg",
    "need_table",
    "need_text",
    "number_text",
    "page_name",
    "part_name",
    "part_text",
    "paths_figure",
    "paths_from_ftm",
    "paths_from_json",
    "paths_ftm",
    "paths_graphml",
    "paths_json",
    "paths_svg",
    "paths_table",
    "paths_text",
    "place_text",
    "plan_svg",
    "plan_table",
    "procedure_svg",
    "procedure_text",
    "read_queue",
    "regime_markdown",
    "regime_text",
    "regimes_table",
    "remark_text",
    "set_text",
    "settings_of",
    "simulation_html",
    "standing_on",
    "standing_text",
    "summary_lines",
    "title_of",
    "value_text",
    "verdict_text",
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
    "write_simulation",
]
