"""Many companies in a table: a column a fact, `previous.` before the name for the financial year before.

Several rows of one `id` are what several sources say of one company; `source` names them. Money is written with its
currency ("450000000 EUR"), or as a number beside a column `currency`. An empty cell is not known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import numpy as np
import polars as pl

from tadasu.law._amounts import NUMBER
from tadasu.law._companies import Claim, Companies, Company, Numbers, Words
from tadasu.law._company import fact_of_year, parse_claim
from tadasu.law._facts import NEAREST, FactId, FactKind, fact_of, facts
from tadasu.schema import InputError, Problem, UsageError

ID, SOURCE, CURRENCY, NAME = "id", "source", "currency", "name"
WEIGHT, PREFECTURE, ORIGIN = "weight", "prefecture", "origin"
ASIDE = (WEIGHT, PREFECTURE, ORIGIN)
"""Columns that are no facts wherever they come: what a row stands for in a count (`sample_of`). Nobody is bound by them."""
MOST_PROBLEMS = 1_000


@dataclass(frozen=True, slots=True)
class CompanyTable:
    """Ids in the order in which they first come, their facts as arrays, and the rows they were read from."""

    ids: tuple[str, ...]
    companies: Companies
    rows: pl.DataFrame

    def company(self, key: str) -> Company:
        """One company with what each source claims. Raises UsageError `no-such-company`."""
        rows = self.rows.filter(pl.col(ID) == key)
        if rows.is_empty():
            raise UsageError("no-such-company", value=key[:80])
        claims: dict[tuple[FactId, int], dict[str, Claim]] = {}
        for number, row in enumerate(rows.iter_rows(named=True), 1):
            source = row.get(SOURCE) or (str(number) if rows.height > 1 else "")
            for column in _fact_columns(rows.columns):
                text = _with_currency(column, row)
                if text:
                    fact, ago = fact_of_year(column)
                    said = claims.setdefault((fact, ago), {})
                    key = f"{source} ({number})" if source in said else source
                    said[key] = parse_claim(text, fact_of(fact))
        return Company(dict(claims))


def companies_of(table: pl.DataFrame, *, file: str, year: int) -> CompanyTable:
    """Arrays from a table of texts with the column `id`. Raises InputError with every problem by row (1 is the head)."""
    if ID not in table.columns:
        raise InputError([Problem(code="column-missing", file=file, row=1, column=ID, params=(("column", ID),))])
    problems = list(_unknown_columns(table.columns, file))
    table = _as_texts(table)
    _note(table[ID].is_null(), table, ID, "id-missing", file, problems)
    if CURRENCY in table.columns:
        _note(~table[CURRENCY].str.contains(r"^[A-Za-z]{3}$"), table, CURRENCY, "currency-unknown", file, problems)
    if table.is_empty():
        problems.append(Problem(code="empty-file", file=file))
    if problems:
        raise InputError(problems)
    ids = table[ID].unique(maintain_order=True)
    company = table[ID].replace_strict(ids, pl.Series(range(len(ids)), dtype=pl.Int32)).to_numpy()
    columns: dict[tuple[FactId, int], Numbers | Words] = {}
    for column in _fact_columns(table.columns):
        fact, ago = fact_of_year(column)
        kind = fact_of(fact).kind
        reader = _numbers if kind.is_number else _words
        columns[fact, ago] = reader(table, column, kind, company, len(ids), file, problems)
    if problems:
        raise InputError(problems[:MOST_PROBLEMS])
    return CompanyTable(tuple(ids.to_list()), Companies(len(ids), year, columns), table)


def _as_texts(table: pl.DataFrame) -> pl.DataFrame:
    """Every cell as text without spaces around it, none where it is empty; lists and yes-and-no as they are written.
    Columns of numbers stay numbers."""
    texts = [_as_text(pl.col(name), kind) for name, kind in table.schema.items() if not _is_number(name, kind)]
    return table.with_columns(texts).with_columns(pl.col(pl.String).str.strip_chars().replace("", None))


def _is_number(column: str, kind: pl.DataType) -> bool:
    """Whether a column of numbers is of a fact that is one."""
    return kind.is_numeric() and column in _fact_columns([column]) and fact_of(fact_of_year(column)[0]).kind.is_number


def _as_text(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    if isinstance(kind, pl.List):
        return column.list.eval(pl.element().cast(pl.String)).list.join(";")
    if kind == pl.Boolean:
        return column.replace_strict([True, False], ["yes", "no"], return_dtype=pl.String)
    return column.cast(pl.String)


def _fact_columns(columns: Sequence[str]) -> list[str]:
    return [column for column in columns if column not in (ID, SOURCE, CURRENCY, NAME)]


def _unknown_columns(columns: Sequence[str], file: str) -> Iterator[Problem]:
    for column in _fact_columns(columns):
        try:
            fact_of(fact_of_year(column)[0])
        except UsageError as error:
            params = dict(error.params)
            if "nearest" in params:
                params["nearest"] = _nearest(column) or params["nearest"]
            yield Problem(
                code=error.code, file=file, row=1, column=column, value=column[:80], params=tuple(params.items())
            )


def _nearest(column: str) -> str:
    """The fact or other column that a name is most like; nothing where it is like none."""
    known = (*facts(), ID, SOURCE, CURRENCY, NAME, *ASIDE)
    near = get_close_matches(column.lower(), known, n=1, cutoff=NEAREST)
    return near[0] if near else ""


def _with_currency(column: str, row: dict[str, Any]) -> str:
    """The cell; an amount without a currency gets that of its row."""
    cell, currency = row[column], row.get(CURRENCY) or ""
    text = "" if cell is None else f"{cell:f}" if isinstance(cell, float) else str(cell)
    money = fact_of(fact_of_year(column)[0]).kind is FactKind.MONEY
    return f"{text} {currency}" if money and text and text[-1].isdigit() and currency else text


def _numbers(
    table: pl.DataFrame,
    column: str,
    kind: FactKind,
    company: np.ndarray,
    size: int,
    file: str,
    problems: list[Problem],
) -> Numbers:
    """Least and most of the rows of each company, by currency."""
    cells = table[column]
    amount, said = _amounts(cells)
    wrong = cells.is_not_null() & amount.is_null()
    currency = None
    if kind is FactKind.MONEY:
        given = table[CURRENCY] if CURRENCY in table.columns else pl.Series([None] * table.height, dtype=pl.String)
        currency = said.fill_null(given).str.to_uppercase()
        _note(amount.is_not_null() & currency.is_null(), table, column, "law-money", file, problems)
    else:
        wrong |= said.is_not_null()
    _note_unread(wrong, table, column, kind, file, problems)
    if currency is None:
        return _span(amount.to_numpy(), company, size)
    names = tuple(currency.filter(amount.is_not_null()).drop_nulls().unique(maintain_order=True).to_list())
    places = np.where(amount.is_null(), np.int16(-1), _places(currency, names))
    first, *others = [
        _layer(amount.to_numpy(), rows, company, size, names) for rows in _by_currency(places, company, size)
    ]
    return replace(first, others=tuple(others))


def _amounts(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Numbers, none where a cell holds no finite one of 0 or more; and the currencies that stand behind them."""
    if cells.dtype.is_numeric():
        amount = cells.cast(pl.Float64)
        whole = amount.is_finite() & (amount >= 0)
        return amount.zip_with(whole.fill_null(value=False), pl.Series([None], dtype=pl.Float64)), _nothing(cells.len())
    parts = cells.str.extract_groups(rf"^({NUMBER})(?:\s+([A-Za-z]{{3}}))?$").struct.unnest()
    return parts["1"].str.replace_all("[,_]", "").cast(pl.Float64, strict=False), parts["2"]


def _nothing(size: int) -> pl.Series:
    return pl.Series([None], dtype=pl.String).new_from_index(0, size)


def _by_currency(places: np.ndarray, company: np.ndarray, size: int) -> Iterator[np.ndarray]:
    """Currencies of rows, -1 where one is left out: of each company the first it names, then the second, and so on."""
    left = places
    while True:
        own = np.full(size, -1, np.int16)
        rows = np.flatnonzero(left >= 0)[::-1]
        own[company[rows]] = left[rows]
        taken = left == own[company]
        yield np.where(taken, left, np.int16(-1))
        left = np.where(taken, np.int16(-1), left)
        if (left < 0).all():
            return


def _layer(amounts: np.ndarray, places: np.ndarray, company: np.ndarray, size: int, names: tuple[str, ...]) -> Numbers:
    """What is claimed in one currency of each company."""
    currency = np.full(size, -1, np.int16)
    rows = np.flatnonzero(places >= 0)
    currency[company[rows]] = places[rows]
    return replace(_span(np.where(places >= 0, amounts, np.nan), company, size), currency=currency, currencies=names)


def _span(values: np.ndarray, company: np.ndarray, size: int) -> Numbers:
    """Least and most of the rows of each company."""
    if size == len(values):
        return Numbers(values, values)
    least, most = np.full(size, np.inf), np.full(size, -np.inf)
    np.fmin.at(least, company, values)
    np.fmax.at(most, company, values)
    unknown = np.isinf(least)
    least[unknown], most[unknown] = np.nan, np.nan
    return Numbers(least, most)


def _places(currency: pl.Series, names: tuple[str, ...]) -> np.ndarray:
    series = pl.Series(range(len(names)), dtype=pl.Int16)
    found: np.ndarray = (
        currency.replace_strict(pl.Series(names, dtype=pl.String), series, default=-1).fill_null(-1).to_numpy()
    )
    return found


def _words(
    table: pl.DataFrame,
    column: str,
    kind: FactKind,
    company: np.ndarray,
    size: int,
    file: str,
    problems: list[Problem],
) -> Words:
    """Every different text is read once; of several rows of a company every different claim counts."""
    series = table[column]
    texts = series.drop_nulls().unique(maintain_order=True).to_list()
    read: dict[str, frozenset[str]] = {}
    for text in texts:
        try:
            claim = parse_claim(text, fact_of(fact_of_year(column)[0]))
            read[text] = claim if isinstance(claim, frozenset) else frozenset({_word(claim)})
        except UsageError as error:
            _note(series == text, table, column, error.code, file, problems, **dict(error.params))
            read[text] = frozenset()
    places = pl.Series(range(len(texts)), dtype=pl.Int32)
    code = series.replace_strict(pl.Series(texts, dtype=pl.String), places, default=-1).fill_null(-1).to_numpy()
    values: list[tuple[frozenset[str], ...]] = [(read[text],) for text in texts]
    if size == table.height:
        return Words(code.astype(np.int32), tuple(values))
    claims: list[set[int]] = [set() for _ in range(size)]
    for at, place in zip(company.tolist(), code.tolist(), strict=True):
        if place >= 0:
            claims[at].add(place)
    known: dict[tuple[int, ...], int] = {(n,): n for n in range(len(values))}
    out = np.full(size, -1, np.int32)
    for at, found in enumerate(claims):
        key = tuple(sorted(found))
        if not key:
            continue
        if key not in known:
            known[key] = len(values)
            values.append(tuple(read[texts[n]] for n in key))
        out[at] = known[key]
    return Words(out, tuple(values))


def _note_unread(
    wrong: pl.Series, table: pl.DataFrame, column: str, kind: FactKind, file: str, problems: list[Problem]
) -> None:
    """What each cell that is no number is refused for: what the reader of one value says of it."""
    said: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for text in table[column].filter(wrong).cast(pl.String).unique(maintain_order=True).to_list():
        code = "fact-value"
        params: tuple[tuple[str, str], ...] = (("kind", kind.value), ("reason", f"kind-{kind.value}"))
        try:
            parse_claim(text, fact_of(fact_of_year(column)[0]))
        except UsageError as error:
            code, params = error.code, error.params
        said.setdefault((code, tuple(one for one in params if one[0] != "value")), []).append(text)
    cells, noted = table[column].cast(pl.String), list[Problem]()
    for (code, others), texts in said.items():
        _note(wrong & cells.is_in(texts), table, column, code, file, noted, **dict(others))
    problems += sorted(noted, key=lambda one: one.row)


def _word(claim: object) -> str:
    return ("yes" if claim else "no") if isinstance(claim, bool) else str(claim)


def _note(
    wrong: pl.Series, table: pl.DataFrame, column: str, code: str, file: str, problems: list[Problem], **params: str
) -> None:
    """A problem for each row that is wrong, as far as there is room."""
    for at in wrong.fill_null(value=False).arg_true().to_list()[: MOST_PROBLEMS - len(problems)]:
        cell = table[column][at]
        value = "" if cell is None else str(cell)[:80]
        problems.append(
            Problem(code=code, file=file, row=at + 2, column=column, value=value, params=tuple(sorted(params.items())))
        )
