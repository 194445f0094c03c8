"""One company as it is written in a case, a file or on the command line -> claims about facts."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from tadasu.law._amounts import money_of, number_of
from tadasu.law._companies import Claim, Claims, Company
from tadasu.law._cursor import Cursor
from tadasu.law._facts import NEAREST, Fact, FactId, FactKind, fact_of
from tadasu.law._groups import countries
from tadasu.law._yaml import load
from tadasu.schema import InputError, UsageError

PREVIOUS = "previous"
_BEFORE = re.compile(rf"((?:{PREVIOUS}\.)*)(.+)")
_DAY = re.compile(r"(?:.*\s)?[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""A day, alone or behind a figure."""


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
            fact = fact_of(_canonical(key))
            found = _claims(one.value, fact)
        except UsageError as error:
            one.problem(error.code, **dict(error.params))
            continue
        if found:
            claims[FactId(_canonical(key)), ago] = found


def _claims(value: object, fact: Fact) -> Claims:
    """What each source says; one value alone is said by the source without a name; nothing is nothing."""
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return {str(source): parse_claim(each, fact) for source, each in value.items() if each is not None}
    return {"": parse_claim(value, fact)}


def parse_claim(value: object, fact: Fact) -> Claim:
    """One claim in the kind of its fact. Raises UsageError `fact-value`, for a word that the fact does not know `fact-word`,
    for numbers and money also what `number_of` and `money_of` raise, and `fact-dated`: the year of a figure is that of its fact.
    A company is in countries: a group of them would leave open in which.

    >>> parse_claim("1,200", fact_of("employees_group")), sorted(parse_claim("jp; de", fact_of("operates_in")))
    (Decimal('1200'), ['de', 'jp'])
    """
    text, kind = str(value).strip(), fact.kind
    if kind.is_number and _DAY.fullmatch(text):
        raise UsageError("fact-dated", value=text[:80])
    match kind:
        case FactKind.MONEY:
            if (amount := money_of(text)) is not None:
                return amount
        case FactKind.COUNT | FactKind.SHARE:
            if not isinstance(value, bool) and (number := number_of(text)) is not None:
                return number
        case FactKind.FLAG:
            if text in ("yes", "no"):
                return text == "yes"
        case FactKind.PLACE:
            if text.lower() in countries():
                return text.lower()
        case FactKind.PLACES | FactKind.WORDS:
            words = value if isinstance(value, list) else re.split("[;|]", text)
            found = frozenset(str(word).strip().lower() for word in words if str(word).strip())
            if kind is FactKind.WORDS:
                return frozenset(_word(word, fact) for word in found)
            if found <= countries():
                return found
        case FactKind.WORD:
            if text:
                return _word(text.lower(), fact)
    raise UsageError("fact-value", value=text[:80], kind=kind.value, reason=f"kind-{kind.value}")


def _word(word: str, fact: Fact) -> str:
    """A word that the fact knows; full stops in it do not count (S.A.)."""
    plain = word if not fact.words or word in fact.words else word.replace(".", "").replace(" ", "")
    if fact.words and plain not in fact.words:
        near = get_close_matches(word, fact.words, n=1, cutoff=NEAREST)
        raise UsageError("fact-word", value=word[:80], nearest=near[0] if near else "", known=", ".join(fact.words))
    return plain


def company_from_pairs(pairs: Iterable[tuple[str, str]]) -> Company:
    """Facts as NAME=VALUE of a command line; `previous.NAME` for the financial year before; a name that is there twice is
    what two sources say. Raises UsageError."""
    claims: dict[tuple[FactId, int], dict[str, Claim]] = {}
    for name, value in pairs:
        fact, ago = fact_of_year(name)
        if value:
            said = claims.setdefault((fact, ago), {})
            said[str(len(said) + 1) if said else ""] = parse_claim(value, fact_of(fact))
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
    return FactId(_canonical(fact)), before.count(PREVIOUS)


def _canonical(fact: str) -> str:
    """The fact with its place in lower case."""
    stem, colon, place = fact.partition(":")
    return stem + colon + place.lower()
