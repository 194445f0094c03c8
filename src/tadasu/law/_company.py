"""One company as it is written in a case, a file or on the command line -> claims about facts."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from tadasu.law._companies import Claim, Claims, Company
from tadasu.law._cursor import Cursor
from tadasu.law._facts import FactId, FactKind, fact_of
from tadasu.law._groups import is_place
from tadasu.law._read_parameter import parse_value
from tadasu.law._regime import Measure
from tadasu.law._yaml import load
from tadasu.schema import InputError, Money, UsageError

PREVIOUS = "previous"
_BEFORE = re.compile(rf"((?:{PREVIOUS}\.)*)(.+)")
_NUMBER = re.compile(r"[0-9][0-9,_]*(?:\.[0-9]+)?")


def read_company(at: Cursor) -> Company:
    """Facts by name; `previous` holds those of the financial year before, and may hold its own. What is wrong is noted."""
    claims: dict[tuple[FactId, int], Claims] = {}
    _collect(at, 0, claims)
    return Company(claims)


def _collect(at: Cursor, ago: int, claims: dict[tuple[FactId, int], Claims]) -> None:
    for key, one in at.entries():
        if key == PREVIOUS:
            _collect(one, ago + 1, claims)
            continue
        try:
            fact = fact_of(key)
            found = _claims(one.value, fact.kind)
        except UsageError as error:
            one.problem(error.code, **dict(error.params))
            continue
        if found:
            claims[FactId(key), ago] = found


def _claims(value: object, kind: FactKind) -> Claims:
    """What each source says; one value alone is said by the source without a name; nothing is nothing."""
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return {str(source): parse_claim(each, kind) for source, each in value.items() if each is not None}
    return {"": parse_claim(value, kind)}


def parse_claim(value: object, kind: FactKind) -> Claim:
    """One claim in the kind of its fact. Raises UsageError `fact-value`, for money without currency `law-money`.

    >>> parse_claim("1,200", FactKind.COUNT), sorted(parse_claim("jp; de", FactKind.PLACES))
    (Decimal('1200'), ['de', 'jp'])
    """
    text = str(value).strip()
    match kind:
        case FactKind.MONEY:
            return _money(text)
        case FactKind.COUNT | FactKind.SHARE:
            if not isinstance(value, bool) and _NUMBER.fullmatch(text):
                return Decimal(text.replace(",", "").replace("_", ""))
        case FactKind.FLAG:
            if text in ("yes", "no"):
                return text == "yes"
        case FactKind.PLACE:
            if is_place(text.lower()):
                return text.lower()
        case FactKind.PLACES | FactKind.WORDS:
            words = value if isinstance(value, list) else re.split("[;|]", text)
            found = frozenset(str(word).strip().lower() for word in words if str(word).strip())
            if kind is FactKind.WORDS or all(is_place(word) for word in found):
                return found
        case FactKind.WORD:
            if text:
                return text.lower()
    raise UsageError("fact-value", value=text[:80], kind=kind.value, reason=f"kind-{kind.value}")


def _money(text: str) -> Money:
    amount, _, currency = text.rpartition(" ")
    plain = amount.replace(",", "").replace("_", "") if _NUMBER.fullmatch(amount) else amount
    found = parse_value(f"{plain} {currency.upper()}".strip(), Measure.MONEY)
    assert isinstance(found, Money)
    return found


def company_from_pairs(pairs: Iterable[tuple[str, str]]) -> Company:
    """Facts as NAME=VALUE of a command line; `previous.NAME` for the financial year before; a name that is there twice is
    what two sources say. Raises UsageError."""
    claims: dict[tuple[FactId, int], dict[str, Claim]] = {}
    for name, value in pairs:
        fact, ago = fact_of_year(name)
        if value:
            said = claims.setdefault((fact, ago), {})
            said[str(len(said) + 1) if said else ""] = parse_claim(value, fact_of(fact).kind)
    return Company(dict(claims))


def read_company_file(path: Path) -> Company:
    """The facts of one company in a YAML file. Raises InputError with everything that is wrong."""
    at = Cursor.at_root(load(path))
    company = read_company(at)
    if at.problems:
        raise InputError(at.problems)
    return company


def fact_of_year(name: str) -> tuple[FactId, int]:
    """The fact and how many years before the last.

    >>> fact_of_year("previous.employees_in:jp")
    ('employees_in:jp', 1)
    """
    found = _BEFORE.fullmatch(name)
    before, fact = found.groups() if found else ("", name)
    return FactId(fact), before.count(PREVIOUS)
