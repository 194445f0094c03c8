"""What may be published: closed kinds of document, what is found in a text, and tables whose hidden cells stay hidden.

Nothing here knows a person, a database or a clock: a document comes in, reasons against it come out. An empty answer means that
no rule of this room speaks against it; whether it should be published is for people to say.
"""

from tadasu.release._attack import Knowledge, Raid, attack
from tadasu.release._check import check, check_words, comparable, required_languages
from tadasu.release._draft import Reached, Step
from tadasu.release._exclusion import ExclusionPolicy, exclusion_policy, exclusion_policy_from
from tadasu.release._fields import is_safe_link
from tadasu.release._grant import ALL, CONSENTS, Cell, Grant, Level, TheirFile, TheirRow
from tadasu.release._grant_tables import grant_document
from tadasu.release._kinds import Field, Kind, kinds, rules_digest
from tadasu.release._places import place_name, place_too_fine
from tadasu.release._problem import CODES, Problem
from tadasu.release._protection import Witness, change_between, unprotected, witnesses
from tadasu.release._regions import MacroRegion, macro_region_of, macro_regions
from tadasu.release._released import ExclusionStatement, Figure, Record, Release, exclusion_statement
from tadasu.release._safe import STEPS, Known, SafeRelease, safe_release, why
from tadasu.release._suppression import hidden, hidden_like
from tadasu.release._table import Entry, Table, counted, dimensions, table_of
from tadasu.release._text import found_in

__all__ = [
    "ALL",
    "CODES",
    "CONSENTS",
    "STEPS",
    "Cell",
    "Entry",
    "ExclusionPolicy",
    "ExclusionStatement",
    "Field",
    "Figure",
    "Grant",
    "Kind",
    "Knowledge",
    "Known",
    "Level",
    "MacroRegion",
    "Problem",
    "Raid",
    "Reached",
    "Record",
    "Release",
    "SafeRelease",
    "Step",
    "Table",
    "TheirFile",
    "TheirRow",
    "Witness",
    "attack",
    "change_between",
    "check",
    "check_words",
    "comparable",
    "counted",
    "dimensions",
    "exclusion_policy",
    "exclusion_policy_from",
    "exclusion_statement",
    "found_in",
    "grant_document",
    "hidden",
    "hidden_like",
    "is_safe_link",
    "kinds",
    "macro_region_of",
    "macro_regions",
    "place_name",
    "place_too_fine",
    "required_languages",
    "rules_digest",
    "safe_release",
    "table_of",
    "unprotected",
    "why",
    "witnesses",
]
