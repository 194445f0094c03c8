"""What may be published: closed kinds of document, what is found in a text, and tables whose hidden cells stay hidden.

Nothing here knows a person, a database or a clock: a document comes in, reasons against it come out. An empty answer means that
no rule of this room speaks against it; whether it should be published is for people to say.
"""

from tadasu.release._check import check, check_words, comparable, required_languages
from tadasu.release._fields import is_safe_link
from tadasu.release._kinds import Field, Kind, kinds, rules_digest
from tadasu.release._places import place_name, place_too_fine
from tadasu.release._problem import CODES, Problem
from tadasu.release._protection import Witness, change_between, unprotected, witnesses
from tadasu.release._suppression import hidden, hidden_like
from tadasu.release._table import Entry, Table, counted, dimensions, table_of
from tadasu.release._text import found_in

__all__ = [
    "CODES",
    "Entry",
    "Field",
    "Kind",
    "Problem",
    "Table",
    "Witness",
    "change_between",
    "check",
    "check_words",
    "comparable",
    "counted",
    "dimensions",
    "found_in",
    "hidden",
    "hidden_like",
    "is_safe_link",
    "kinds",
    "place_name",
    "place_too_fine",
    "required_languages",
    "rules_digest",
    "table_of",
    "unprotected",
    "witnesses",
]
