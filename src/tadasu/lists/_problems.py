"""Every problem code of this room with its parameters, so that `tadasu.wording` can be held to the same table.

Codes of the first block refuse the file (`ListRefused`); the second block is noted and reading goes on; the third comes
from fetching. `row`, `column` and `value` of a problem say where; the parameters here say what was expected.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tadasu.schema import ListRefused, Problem

PROBLEMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # the file is refused
        "cut-off": (),  # it ends in the middle of a record, or without the publisher's end mark
        "file-missing": (),
        "file-unreadable": ("reason",),
        "empty-file": (),
        "html-instead": ("expected",),  # a web page (often an error page) where `expected` should be
        "wrong-encoding": ("encodings",),  # the bytes are none of these encodings
        "nul-bytes": (),
        "broken-csv": ("reason",),  # for example quotes that never close
        "cell-too-long": ("limit",),  # a cell has more characters than `limit`
        "broken-xml": ("reason",),  # truncated or not well-formed; `row` is the line
        "xml-entities": (),  # the file declares a document type: entity bombs come that way
        "broken-xlsx": (),
        "xlsx-too-large": ("most_bytes",),
        "broken-json": ("reason",),
        "unknown-layout": ("expected",),  # a column, table or root element that must be there is not
        "companion-missing": ("name",),  # the list is several files and one of them is not beside the first
        "too-few-rows": ("found", "least"),
        "too-many-rows": ("found", "most"),
        "far-fewer": ("before", "found"),  # far fewer parties than the version in force
        "older-than-in-force": ("found", "in_force"),  # the list dates of the file and of the version in force
        # noted, reading goes on
        "part-cut-off": (),  # `cut-off` in a file that is meant to be a part
        "no-name": (),  # a record without a name, left out
        "bad-date": (),
        "unknown-country": (),
        "unknown-type": (),
        "unclosed-bracket": (),  # a name whose bracket never closes, kept as it is
        "wrong-width": ("columns",),  # a record with another number of columns, left out
        "header-repeated": (),
        "orphan-rows": ("count",),  # aliases or addresses whose entity is not in the list; `value` is the first number
        "duplicate-number": ("number",),  # one publisher's number for two records; the second gets a suffix
        "uncertain-split": (),  # a cell that may hold more parties than were told apart
        # fetching
        "fetch-unreachable": ("address", "attempts", "reason"),
        "fetch-status": ("address", "status"),
        "fetch-redirect": ("address", "to"),  # to another scheme than https, or too many
        "fetch-insecure": ("address",),
        "fetch-empty": ("address",),
        "fetch-short": ("address", "expected", "found"),
        "fetch-html": ("address", "expected"),
        "fetch-too-large": ("address", "most_bytes"),
    }
)

VALUE_LENGTH = 80
"""Characters of a value that a problem keeps (`schema.Problem`)."""


def problem(code: str, path: Path, *, row: int = 0, column: str = "", value: str = "", **params: object) -> Problem:
    """A problem of this room's table; a code or parameter that is not in the table is a programming error."""
    if tuple(sorted(params)) != tuple(sorted(PROBLEMS[code])):
        raise ValueError(f"{code} takes {PROBLEMS[code]}, not {tuple(params)}")
    return Problem(
        code=code,
        file=path.name,
        row=row,
        column=column,
        value=value[:VALUE_LENGTH],
        params=tuple(sorted((name, str(value)) for name, value in params.items())),
    )


def refusal(code: str, path: Path, *, row: int = 0, column: str = "", value: str = "", **params: object) -> ListRefused:
    """The error that refuses a whole file for one problem: `raise refusal("empty-file", path)`."""
    return ListRefused([problem(code, path, row=row, column=column, value=value, **params)])
