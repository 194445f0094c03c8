"""A user's file and a column map become entities, declarations, findings or stakes, or all its problems by file, row
and column."""

from tadasu.readers._columns import ColumnMap, propose
from tadasu.readers._declaration_columns import DeclarationColumns, propose_declarations
from tadasu.readers._declarations import DeclarationFile, read_declarations
from tadasu.readers._entities import EntityFile, entity_parts, read_entities
from tadasu.readers._epcis import EpcisFile, read_epcis
from tadasu.readers._epcis_events import holds_events
from tadasu.readers._finding_rows import STRENGTHS
from tadasu.readers._findings import FindingFile, read_findings
from tadasu.readers._items import ItemTable, read_items
from tadasu.readers._map_file import describe, load_map, save_map
from tadasu.readers._problems import PROBLEM_KINDS, ProblemKind, Severity, severity
from tadasu.readers._rows import read_rows
from tadasu.readers._running_number import propose_for
from tadasu.readers._shapes import Layout, Row
from tadasu.readers._sniff import sniff
from tadasu.readers._stakes import StakeTable, read_stakes
from tadasu.readers._value_words import known_codes

__all__ = [
    "PROBLEM_KINDS",
    "STRENGTHS",
    "ColumnMap",
    "DeclarationColumns",
    "DeclarationFile",
    "EntityFile",
    "EpcisFile",
    "FindingFile",
    "ItemTable",
    "Layout",
    "ProblemKind",
    "Row",
    "Severity",
    "StakeTable",
    "describe",
    "entity_parts",
    "holds_events",
    "known_codes",
    "load_map",
    "propose",
    "propose_declarations",
    "propose_for",
    "read_declarations",
    "read_entities",
    "read_epcis",
    "read_findings",
    "read_items",
    "read_rows",
    "read_stakes",
    "save_map",
    "severity",
    "sniff",
]
