"""A user's file and a column map become entities, declarations, findings or stakes, or all its problems by file, row
and column."""

from tadasu.readers._columns import ColumnMap, propose
from tadasu.readers._dates import DateReading, Window, read_date
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
from tadasu.readers._sniff import sniff, sniff_head
from tadasu.readers._stakes import StakeTable, read_stakes
from tadasu.readers._streams import HEAD_BYTES, open_stream, stream_rows
from tadasu.readers._value_words import known_codes, says_none
from tadasu.readers._words import Vocabulary, field_of

__all__ = [
    "HEAD_BYTES",
    "PROBLEM_KINDS",
    "STRENGTHS",
    "ColumnMap",
    "DateReading",
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
    "Vocabulary",
    "Window",
    "describe",
    "entity_parts",
    "field_of",
    "holds_events",
    "known_codes",
    "load_map",
    "open_stream",
    "propose",
    "propose_declarations",
    "propose_for",
    "read_date",
    "read_declarations",
    "read_entities",
    "read_epcis",
    "read_findings",
    "read_items",
    "read_rows",
    "read_stakes",
    "save_map",
    "says_none",
    "severity",
    "sniff",
    "sniff_head",
    "stream_rows",
]
