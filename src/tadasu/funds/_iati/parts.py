"""Parts that activity files and organisation files share, as elements."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from tadasu.funds._iati.model import LANGUAGES, IatiBudget, IatiExclusionPolicy, IatiOrg, IatiShare, IatiTexts
from tadasu.funds._iati.xml import Element, element
from tadasu.schema import Money, UsageError

VERSION = "2.03"
DAC = "1"
"""The vocabulary of the OECD's Development Assistance Committee, for purposes, regions and kinds of aid."""

EXCLUSIONS_POLICY = "B08"
"""DocumentCategory."""

_HUNDRED = Decimal(100)


def said(name: str, said_texts: IatiTexts, attributes: dict[str, str | None] | None = None) -> Element:
    """An element with a narrative in each language. Raises UsageError `iati-language` or `iati-text`."""
    return element(name, attributes, narratives(said_texts, name))


def narratives(said_texts: IatiTexts, at: str) -> list[Element]:
    """A narrative in each language, by language."""
    languages = [language for language, _ in said_texts]
    if not languages or len(set(languages)) != len(languages) or not set(languages) <= set(LANGUAGES):
        raise UsageError("iati-language", at=at)
    for _, text in said_texts:
        if not text or text != text.strip():
            raise UsageError("iati-text", at=at)
    return [element("narrative", {"xml:lang": language}, text=text) for language, text in sorted(said_texts)]


def named(name: str, org: IatiOrg, attributes: dict[str, str | None] | None = None) -> Element:
    """An organisation."""
    return said(name, org.name, {"ref": org.ref, "type": org.kind, **(attributes or {})})


def moment(at: datetime) -> str:
    """Universal time, whole seconds. Raises UsageError `iati-moment` for a time that does not say where."""
    if at.tzinfo is None:
        raise UsageError("iati-moment")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def number(value: Decimal, at: str) -> str:
    """A decimal number without an exponent or zeros that say nothing. Raises UsageError `iati-number`.

    >>> number(Decimal("1.50E+3"), "value"), number(Decimal("0.50"), "value")
    ('1500', '0.5')
    """
    if not value.is_finite():
        raise UsageError("iati-number", at=at)
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def amount(money: Money, on: date, at: str) -> Element:
    """A value with currency and value date."""
    attributes = {"currency": money.currency, "value-date": (money.on or on).isoformat()}
    return element("value", attributes, text=number(money.amount, at))


def period(budget: IatiBudget, at: str) -> list[Element]:
    """Start, end and value. Raises UsageError `iati-period` when it ends before it starts."""
    if budget.end < budget.start:
        raise UsageError("iati-period", at=at)
    return [
        element("period-start", {"iso-date": budget.start.isoformat()}),
        element("period-end", {"iso-date": budget.end.isoformat()}),
        amount(budget.money, budget.start, at),
    ]


def budget_status(budget: IatiBudget) -> str:
    """BudgetStatus: 2 committed, 1 indicative."""
    return "2" if budget.committed else "1"


def shares(name: str, parts: Iterable[IatiShare], *, vocabulary: str | None) -> Iterator[Element]:
    """Elements with a code and a percentage each, by code."""
    for one in sorted(parts, key=lambda part: part.code):
        percentage = None if one.percentage is None else number(one.percentage, name)
        attributes = {"code": one.code, "vocabulary": vocabulary, "percentage": percentage}
        yield element(name, attributes)


def check_shares(parts: Sequence[IatiShare], at: str) -> None:
    """Raises UsageError `iati-percentages` unless one stands alone without, or several have 100 together, each code once."""
    given = [part.percentage for part in parts]
    known = [one for one in given if one is not None]
    alone = len(given) == 1 and not known
    several = len(given) > 1 and len(known) == len(given) and all(one > 0 for one in known) and sum(known) == _HUNDRED
    if not (alone or several) or len({part.code for part in parts}) != len(parts):
        raise UsageError("iati-percentages", at=at)


def policy_link(policy: IatiExclusionPolicy) -> Element:
    """The document in which the criteria stand. Raises UsageError `iati-link` for anything but https."""
    if not policy.url.startswith("https://"):
        raise UsageError("iati-link")
    inside = [said("title", policy.title), element("category", {"code": EXCLUSIONS_POLICY})]
    inside += [element("language", {"code": language}) for language, _ in sorted(policy.title)]
    return element("document-link", {"format": "text/html", "url": policy.url}, inside)
