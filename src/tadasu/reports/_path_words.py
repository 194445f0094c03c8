"""The words of a path: what a good is called, where a company is, when, how much, how sure, what a finding says."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from math import floor

from tadasu.goods import Relation, default_rules, describe, parse_hs, reason_text, transformations
from tadasu.places import all_names, all_places
from tadasu.reports._path_wrap import cells, plain, shortened
from tadasu.schema import (
    CompanySubject,
    Finding,
    FoundPath,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    MergedNames,
    PathStep,
    Period,
    PlaceSubject,
    Quantity,
    Trader,
)
from tadasu.wording import Language, codes, likelihood_text, say

SHORT_GOOD, MOST_GOOD = 40, 60
"""Cells of a short name of a good: clauses are added up to the first, and one clause alone may be as long as the second.
The whole text of the tariff is many times as long and stands under its code."""

_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]")
_CLAUSE = re.compile(r"[;,、。]?[^;,、。]*[^;,、。\s]")
"""A clause with the mark that joins it; one that is empty is none."""
_MOST_DIGITS = 15


def good_text(good: str, language: Language) -> str:
    """An HS code with its short name.

    >>> good_text("520512", "en"), good_text("6205", "ja")
    ('520512 Cotton yarn, single, of uncombed fibres', '6205 男子用のシャツ')
    """
    return plain(f"{good} {short_good(good, language)}")


def short_good(good: str, language: Language) -> str:
    """The first clauses of what the tariff says of a good, without its asides; empty for a code that it does not have."""
    code = parse_hs(good)
    said = (describe(code, language) if code else None) or ""
    short = ""
    for clause in _CLAUSE.findall(_ASIDE.sub("", said) or said):
        if short and cells(short + clause) > SHORT_GOOD:
            break
        short += clause
    return shortened(short.replace(";", ","), MOST_GOOD, cells)


def country_text(country: str, language: Language) -> str:
    """The name of a country by its code, the code where it has none, empty for an empty one.

    >>> country_text("cn", "ja"), country_text("uz", "en"), country_text("zz", "en")
    ('中国', 'Uzbekistan', 'ZZ')
    """
    return _countries(language).get(country, plain(country).upper())


def trader_text(trader: Trader) -> str:
    """Name and country code of a company, for a line that has little room."""
    name = plain(trader.name) or plain(trader.company)
    return f"{name} ({plain(trader.country).upper()})" if trader.country else name


def month_text(day: date, language: Language) -> str:
    """The month of a day.

    >>> month_text(date(2026, 3, 16), "en"), month_text(date(2026, 3, 16), "ja")
    ('March 2026', '2026年3月')
    """
    month = say(f"month.{day.month:02}", {}, language)
    return say("path.month", {"year": str(day.year), "month": month}, language)


def months_text(days: Iterable[date], language: Language) -> str:
    """The month, or the first and the last, of some days."""
    found = sorted(days)
    start, end = (month_text(day, language) for day in (found[0], found[-1]))
    return start if start == end else say("path.months", {"start": start, "end": end}, language)


def quantity_text(quantity: Quantity | None, language: Language) -> str:
    """An amount with its unit in words.

    >>> quantity_text(Quantity(amount=Decimal("4200.00"), unit="KGM"), "en"), quantity_text(None, "en")
    ('4,200 kg', 'quantity not stated')
    """
    if quantity is None:
        return say("path.quantity.none", {}, language)
    code = f"unit.{quantity.unit}"
    params = {"amount": _amount(quantity.amount), "unit": plain(quantity.unit)}
    return say(code if code in codes() else "path.quantity", params, language)


def quantities_text(steps: Sequence[PathStep], language: Language) -> str:
    """What several declarations come to, unit by unit; one that does not say how much is said as such."""
    sums: dict[str, Decimal] = {}
    for step in steps:
        if step.quantity is not None:
            sums[step.quantity.unit] = sums.get(step.quantity.unit, Decimal(0)) + step.quantity.amount
    said = [quantity_text(Quantity(amount=amount, unit=unit), language) for unit, amount in sorted(sums.items())]
    if any(step.quantity is None for step in steps):
        said.append(quantity_text(None, language))
    return " + ".join(said)


def sure_text(step: PathStep, language: Language) -> str:
    """How sure a link is: verified, reported or inferred, and whether a named party denies it."""
    certainty = say(f"certainty.{step.certainty.value}", {}, language)
    return say("path.sure.contested", {"certainty": certainty}, language) if step.contested else certainty


def finding_text(finding: Finding, language: Language) -> str:
    """How it came about, what the abuse is, since when, and of what, where that is not simply the company."""
    kind, issue = say(f"finding.kind.{finding.kind.value}", {}, language), issue_text(finding, language)
    when = period_text(finding.period, language)
    said = say("finding.text", {"kind": kind, "issue": issue, "when": when}, language)
    return say("list.separator", {}, language).join((said, *_subject(finding, language)))


def issue_text(finding: Finding, language: Language) -> str:
    """What the abuse is."""
    return say(f"issue.{finding.issue.value}", {}, language)


def period_text(period: Period, language: Language) -> str:
    """Since when and until when, by month."""
    start = month_text(period.start, language) if period.start else ""
    end = month_text(period.end, language) if period.end else ""
    code = "between" if start and end else "since" if start else "until" if end else "always"
    return say(f"finding.{code}", {"start": start, "end": end}, language)


def why_text(passage: str, before: str, after: str, language: Language) -> str:
    """Why a good may be in the next one: the row of the table of goods, or the rule, that says so."""
    if not passage:
        return ""
    known = _relation(passage, before, after)
    if known is None:
        return say("path.passage.unknown", {"passage": plain(passage)}, language)
    how = say(f"goods.relation.{known[0].value}", {}, language)
    params = {"output": good_text(after, language), "relation": how, "reason": reason_text(known[1], language)}
    return say("path.passage", params, language)


def title_text(paths: Sequence[FoundPath], language: Language) -> str:
    """What the paths show, in one line; names are as the documents write them."""
    walked = [path for path in paths if path.steps]
    if not walked:
        return say("path.title.none", {}, language)
    issues = dict.fromkeys(issue_text(path.finding, language) for path in walked)
    issue = say("list.separator", {}, language).join(issues)
    issue = issue[:1].upper() + issue[1:]
    sellers = _named((path.steps[0].seller for path in walked), language)
    buyers = _named((path.steps[-1].buyer for path in walked), language)
    if len(walked) == 1:
        return say("path.title", {"issue": issue, "seller": sellers, "buyer": buyers}, language)
    params = {"issue": issue, "sellers": sellers, "buyers": buyers, "paths": str(len(walked))}
    return say("path.title.several", params, language)


def merged_text(merged: MergedNames, language: Language, shown: Callable[[str], str] | None = None) -> str:
    """Why two names were taken for one company; `shown` writes a name, else it is set apart from its neighbours."""
    written = shown or (lambda name: apart(plain(name)))
    params = {"first": written(merged.first), "second": written(merged.second)}
    if merged.probability is not None:
        params["likely"] = likelihood_text(merged.probability, language)
        params["probability"] = f"{floor(merged.probability * 100) / 100:.2f}"
    return say(f"path.merged.{merged.reason.value}", params, language)


def _named(traders: Iterable[Trader], language: Language) -> str:
    """The name of the one company, set apart from the direction of its neighbours, or how many there are."""
    found = {trader.company: trader for trader in traders}
    if len(found) == 1:
        only = next(iter(found.values()))
        return apart(plain(only.name) or plain(only.company))
    return say("path.title.several.companies", {"count": str(len(found))}, language)


def apart(name: str) -> str:
    """A name between a first strong isolate and its end (Unicode UAX 9): a right-to-left name turns nothing around it."""
    return name if name.isascii() else f"\u2068{name}\u2069"


def _subject(finding: Finding, language: Language) -> Iterator[str]:
    match finding.subject:
        case CompanySubject():
            return
        case PlaceSubject(place=place):
            yield say("finding.subject.place", {"place": _place(place, language)}, language)
        case GoodOfCountry(good=good, country=country):
            goods = {"good": good_text(good, language), "place": country_text(country, language)}
            yield say("finding.subject.good-of-country", goods, language)
        case GoodOfPlace(good=good, place=place):
            goods = {"good": good_text(good, language), "place": _place(place, language)}
            yield say("finding.subject.good-of-place", goods, language)
        case GoodOfCompany(good=good):
            yield say("finding.subject.good-of-company", {"good": good_text(good, language)}, language)


def _place(place: str, language: Language) -> str:
    names = (
        each.name
        for each in all_names()
        if each.place_id == place and (each.language, each.kind) == (language, "short")
    )
    own = all_places()[place].name if place in all_places() else plain(place)
    return own if language == "en" else min(names, key=len, default=own)


def _amount(amount: Decimal) -> str:
    if not amount.is_finite() or amount.adjusted() >= _MOST_DIGITS:
        return f"{amount:.3g}"
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def _countries(language: Language) -> dict[str, str]:
    """Code -> name: in English the main one, in other languages the shortest of the short ones."""
    countries = {place.id: place.name for place in all_places().values() if place.kind == "country"}
    if language == "en":
        return countries
    short: dict[str, str] = {}
    for each in all_names():
        if each.place_id in countries and (each.language, each.kind) == (language, "short"):
            short[each.place_id] = min(short.get(each.place_id, each.name), each.name, key=len)
    return countries | short


def _relation(passage: str, before: str, after: str) -> tuple[Relation, str] | None:
    """How and why, by the row of this id, by the rule of this id, or by the rule that a good may be sold on."""
    if passage in _rows():
        return _rows()[passage]
    if before[:4] == after[:4]:
        return _rules()["same-code" if before == after else "same-heading"]
    return _rules().get(passage)


@cache
def _rows() -> dict[str, tuple[Relation, str]]:
    """Every row that any setting of a trace may have used."""
    table = transformations(extended=True, consumed=True, packaging=True, parts=True)
    return {row.id: (row.relation, row.reason) for row in table.rows}


@cache
def _rules() -> dict[str, tuple[Relation, str]]:
    return {rule.id: (rule.relation, rule.reason) for rule in default_rules()}
