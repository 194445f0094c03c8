"""Every problem this room reports, by stable code. `tadasu.wording` writes the sentences from code and params.

An `error` stops the reading (InputError), a `row` problem leaves that row out, a `warning` leaves nothing out.
`row` and `column` of the Problem are set wherever they are known; `value` is what was found, cut to 80 characters.

=========================== ======== =================================== =============================================
code                        severity params                              when
=========================== ======== =================================== =============================================
amount-negative             error                                        a quantity, weight or value below nothing
amount-unreadable           error                                        a number cell holds no number (nan, inf, words)
basis-missing               error                                        a finding does not say what it rests on
cell-error-value            warning  count, error                        a cell holds an Excel error such as #REF!
cell-too-long               error    limit                               a cell has more characters than `limit`
column-map-invalid          error    reason                              a saved column map cannot be understood
column-not-found            error    columns, nearest                    the map names a column the file does not have
control-characters          warning  count                               they were taken out of the cell
country-none                warning  count                               cells say that there is no country, as `value`
country-unknown             warning                                      `value` is no country we know
currency-conflict           error    currency                            the amount says another currency than its column
currency-missing            error                                        an amount without a currency
currency-unclear            error    candidates                          a sign that several currencies use
currency-unknown            error                                        `value` is no currency we know
date-impossible             error                                        no such day, as 31 February
date-missing                error                                        a row has no day
date-order-mixed            error    first, second                       a column with both day first and month first
date-order-unclear          error    readings                            nothing says whether the day comes first
date-out-of-range           error    earliest, latest                    a day that is not believed
date-serial                 warning  count, read_as                      spreadsheet day numbers, the first read as
date-two-digit-year         warning  count, read_as                      years of two digits, the first read as
date-unreadable             error                                        `value` is no date
decimal-mark-unclear        error    readings                            nothing says what the comma or full stop is
delimiter-unclear           error    columns, tried                      one column was found and it is no name column
duplicate-column            warning  renamed                             two header cells are equal
duplicate-declaration       error    first_row                           number and line were already used
duplicate-id                error    first_row                           the id `value` was already used in `first_row`
empty-buyer                 error                                        a row has no buyer
empty-file                  error                                        the file has no bytes, or no cell with text
empty-id                    error                                        a row has no id although there is an id column
empty-name                  row                                          a row has no name
empty-seller                error                                        a row has no seller
encoding-guessed            warning  encoding, runner_up, sample, score  not Unicode; `sample` is text as it was read
encoding-last-resort        warning  encoding, runner_up, sample, score  nothing fits well; accents may be wrong
era-ended                   warning  count, read_as                      a Japanese era before or after its days
event-unreadable            error    reason                              an EPCIS event that cannot be understood
events-unused               warning  count, reason                       EPCIS events that gave no declaration, and why
file-not-found              error                                        no such file
file-unreadable             error    reason                              the system does not let us read it
fixed-invalid               error    known                               a map fixes what it may not, or to no known text
formula-without-value       error    count                               formulas never calculated; first at row, column
good-lost-zero              error    suggestion                          with a zero in front it would be an HS code
good-missing                error                                        a row has no HS code
good-unknown                error                                        the caller does not know this HS code
good-unreadable             error                                        `value` is no HS code
goods-not-a-code            warning                                      `value` is no HS code
header-repeated             row                                          the header row appears again as data
html-instead-of-table       error                                        the file is a web page
identifier-check-digits     warning  count                               check digits of another number, as `value`
identifier-malformed        warning  count                               not the form of its scheme, as `value`
identifier-none             warning  count                               cells say that there is no number, as `value`
identifier-shortened        warning  count                               cut by a spreadsheet, as `value` (7.01E+12)
json-invalid                error    reason                              a line is not JSON
json-not-lines              error                                        one JSON document, not one object a line
json-not-object             error                                        a line is JSON but not an object
line-too-long               error    limit                               a line has more characters than `limit`
listed-on-unclear           warning                                      `value` is no date, or leaves open which
map-unwritable              error    reason                              a column map cannot be saved there
merged-header               warning  columns, header_rows                a two-row header, read as `columns`
merged-header-unclear       error    range                               one header cell lies over several data columns
mixed-currencies            warning  currencies                          amounts of one column in several currencies
more-problems               warning  errors, rows, warnings              counts of those found but not shown
name-only-legal-form        warning                                      a name says what it is in law, not who
name-placeholder            warning                                      a name that a program writes for no text
name-too-long               row      limit, length                       a name has more characters than `limit`
name-without-letters        warning                                      a name of digits or signs only
no-buyer-column             error    columns                             no column is known to hold the buyer
no-currency-column          error                                        no amount of the file has a currency
no-day-column               error    columns                             no column is known to hold the day
no-events                   error                                        a file for EPCIS without a single event
no-flow                     error                                        nothing says whether it is import or export
no-good-column              error    columns                             no column is known to hold the HS code
no-name-column              error    columns                             no column is known to hold the name
no-rows                     error                                        there is a header and nothing under it
no-seller-column            error    columns                             no column is known to hold the seller
no-usable-rows              error    rows                                every row was left out
nul-byte                    row                                          the row holds a NUL byte
parquet-damaged             error    reason                              polars cannot read it
party-missing               error                                        a stake lacks its owner or its company
period-reversed             error                                        a period ends before it starts
place-unknown               error                                        the caller does not know this place
port-unknown                warning                                      `value` is no UN/LOCODE of a country we know
quantity-missing            warning                                      a row has no quantity, or nought
row-longer-than-header      warning  cells, columns                      cells beyond the last column were not read
row-shorter-than-header     warning  cells, columns                      the missing cells are empty
running-number-unused       warning                                      counts, but not every row once: no id
second-quantity-unused      warning  count                               two quantities, none of them a mass
self-sale                   warning                                      seller and buyer have the same name
several-columns             warning  chosen, field, others               the first in order of preference was taken
several-name-columns        warning  chosen, others                      the first was taken
several-sheets              warning  chosen, others                      the first with a name column was taken
share-out-of-range          error                                        a share that is no percentage from 0 to 100
share-reversed              error                                        a share at most below the share at least
sheet-not-found             error    sheets                              the workbook has no sheet `value`
sheet-too-large             error    cells, limit                        the used range of a sheet has too many cells
strength-out-of-range       error    least, most                         a strength that is no log-weight of a finding
subject-incomplete          error    subject                             a finding lacks what its kind of subject needs
subject-surplus             error    subject                             a finding says more than its kind of subject has
unclosed-quote              error                                        a quotation mark opened here is never closed
undecodable-bytes           error    encoding                            bytes that the encoding cannot hold
unit-conflict               error    unit                                the cell says another unit than its column
unit-missing                error                                        a quantity without a unit
unit-not-mass               error    unit                                a net weight in a unit that is no mass
unit-unknown                error    nearest                             `value` is no unit we know
unsupported-format          error    found                               for example xls, pdf, gzip, zip
weight-unit-assumed         warning  count                               net weights without a unit, read as kilograms
weight-unlike-quantity      warning  quantity, weight                    a quantity that is a mass, far from the net weight
word-unknown                error    known                               `value` is none of the words of this column
xlsx-damaged                error    reason                              the workbook cannot be opened
xlsx-encrypted              error                                        the workbook has a password
xlsx-unsafe-xml             error    part                                a part declares a DTD
zip-bomb                    error    found, limit, measure               measure: entries, bytes, ratio, compression
=========================== ======== =================================== =============================================
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from tadasu.schema import Problem

MAX_PROBLEMS = 1_000
"""How many problems are kept of one file; a reader's patience ends well before that, and memory must stay bounded."""
MAX_VALUE = 80
"""Characters of the offending value that are quoted (schema.Problem)."""


class Severity(StrEnum):
    """What a problem does to the reading."""

    ERROR = "error"
    ROW = "row"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """A code's severity and the names of its params, sorted."""

    severity: Severity
    params: tuple[str, ...] = ()


def _kinds_from_docstring() -> Mapping[str, ProblemKind]:
    """Read the table above, so that what is documented is what is in force."""
    table = (__doc__ or "").split("\n=")[2].splitlines()[1:]
    kinds = {}
    for line in table:
        code, severity_name, params = line[:27].strip(), line[28:36].strip(), line[37:72].strip()
        names = tuple(sorted(name.strip() for name in params.split(",") if name.strip()))
        kinds[code] = ProblemKind(severity=Severity(severity_name), params=names)
    return MappingProxyType(kinds)


PROBLEM_KINDS: Mapping[str, ProblemKind] = _kinds_from_docstring()


def severity(problem: Problem) -> Severity:
    """What `problem` does to the reading."""
    return PROBLEM_KINDS[problem.code].severity


def found(code: str, file: str, *, row: int = 0, column: str = "", value: str = "", **params: object) -> Problem:
    """A problem of this room; refuses codes and params that the table does not know."""
    expected = PROBLEM_KINDS[code].params
    if tuple(sorted(params)) != expected:
        raise TypeError(f"{code} takes {expected}, got {sorted(params)}")
    return Problem(
        code=code,
        file=file,
        row=row,
        column=column,
        value=_quotable(value),
        params=tuple((name, _quotable(str(params[name]), 1_000)) for name in expected),
    )


@dataclass(slots=True)
class ProblemLog:
    """Collects problems of one file in bounded memory: the first thousand of each severity, and how many there were."""

    file: str
    kept: dict[Severity, list[Problem]] = field(default_factory=lambda: {kind: [] for kind in Severity})
    counts: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))

    def add(self, problems: Iterable[Problem]) -> None:
        """Take problems in, in the order of the file."""
        for problem in problems:
            kind = severity(problem)
            self.counts[kind] += 1
            if len(self.kept[kind]) < MAX_PROBLEMS:
                self.kept[kind].append(problem)

    @property
    def fatal(self) -> bool:
        """Whether any problem is an error."""
        return self.counts[Severity.ERROR] > 0

    def result(self) -> tuple[Problem, ...]:
        """At most a thousand, errors first, then in file order; the last one says how many are not shown."""
        everything = [problem for kind in Severity for problem in self.kept[kind]]
        shown = everything[:MAX_PROBLEMS]
        hidden = dict(self.counts)
        for problem in shown:
            hidden[severity(problem)] -= 1
        if not any(hidden.values()):
            return tuple(shown)
        more = found(
            "more-problems",
            self.file,
            errors=hidden[Severity.ERROR],
            rows=hidden[Severity.ROW],
            warnings=hidden[Severity.WARNING],
        )
        return (*shown, more)


def _quotable(text: str, limit: int = MAX_VALUE) -> str:
    """Cut to `limit` characters, with what cannot be printed or encoded shown as an escape."""
    head = text[:limit]
    shown = "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in head)
    return shown if len(shown) <= limit and len(text) <= limit else shown[: limit - 1] + "…"
