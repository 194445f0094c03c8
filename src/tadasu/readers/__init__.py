"""A user's file and a column map become entities, or all its problems at once by file, row and column."""

from tadasu.readers._columns import ColumnMap, describe, load_map, propose, save_map
from tadasu.readers._entities import EntityFile, read_entities
from tadasu.readers._problems import PROBLEM_KINDS, ProblemKind, Severity, severity
from tadasu.readers._rows import read_rows
from tadasu.readers._shapes import Layout, Row
from tadasu.readers._sniff import sniff

__all__ = [
    "PROBLEM_KINDS",
    "ColumnMap",
    "EntityFile",
    "Layout",
    "ProblemKind",
    "Row",
    "Severity",
    "describe",
    "load_map",
    "propose",
    "read_entities",
    "read_rows",
    "save_map",
    "severity",
    "sniff",
]
