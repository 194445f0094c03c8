"""The words of a ban: what is forbidden, at which border, which findings suffice, and what of it is worth how much."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import polars as pl

from tadasu.assessment import Ban, Ground, Touch
from tadasu.goods import describe, parse_hs
from tadasu.reports._law_words import percent_text, place_text
from tadasu.reports._path_words import short_good
from tadasu.reports._path_wrap import cells, shortened
from tadasu.reports._simulation import share_text
from tadasu.schema import Flow, Issue
from tadasu.wording import Language, say

MOST_ROWS = 100
CHAPTER, MOST_CHAPTER = 2, 48
"""Digits of a chapter; cells of its name."""


def touched_params(of: Ban, language: Language) -> dict[str, str]:
    """How many declarations are touched, of how many, and what part of the value that is."""
    hit = of.lines.filter(pl.col("touch") == Touch.TOUCHED.value)
    return {
        "touched": f"{hit.height:,}",
        "all": f"{of.lines.height:,}",
        "worth": worth_text(hit["value"], of.lines["value"], language),
    }


def worth_text(part: pl.Series, whole: pl.Series, language: Language) -> str:
    """The share of a value; of what is known where something is not, and never nothing where nothing is known."""
    unknown = whole.null_count()
    if not whole.sum() or (part.len() and not part.count()):
        return say("simulate.worth.unknown", {}, language)
    params = {"share": share_text(float(part.sum()), float(whole.sum()), language), "unknown": f"{unknown:,}"}
    return say("simulate.worth.known" if unknown else "simulate.worth", params, language)


def flows_text(of: Ban, language: Language) -> str:
    """The flows that are forbidden."""
    return _several((f"simulate.flow.{flow.value}" for flow in Flow if flow in of.banned.grounds), language)


def about_notes(of: Ban, language: Language) -> Iterator[str]:
    """What is counted and what is not; which findings suffice; from what share; what is left to others."""
    banned = of.banned
    params = {
        "flows": flows_text(of, language),
        "place": place_text(banned.place, language),
        "given": f"{of.every.height + of.elsewhere:,}",
        "counted": f"{of.lines.height:,}",
        "other": f"{of.every.height - of.lines.height:,}",
        "elsewhere": f"{of.elsewhere:,}",
    }
    yield say("simulate.notes.ban.about", params, language)
    for flows, issues, grounds in _sufficing(of):
        given = {
            "flows": _several((f"simulate.flow.{one.value}" for one in flows), language),
            "issues": _several((f"issue.{one.value}" for one in issues), language),
            "grounds": _several((f"simulate.ground.{one.value}" for one in grounds), language),
        }
        yield say("simulate.notes.ban.grounds", given, language)
    if banned.least_share:
        share = percent_text(Decimal(banned.least_share) / 1_000_000, language)
        spared = f"{of.lines['spared'].sum():,}"
        yield say("simulate.notes.ban.share", {"share": share, "spared": spared}, language)
    if banned.without_home:
        yield say("simulate.notes.ban.home", {"place": params["place"]}, language)


def _sufficing(of: Ban) -> Iterator[tuple[Sequence[Flow], Sequence[Issue], Sequence[Ground]]]:
    """Flows and issues for which the same grounds suffice, together."""
    found: dict[tuple[Ground, ...], dict[Flow, list[Issue]]] = {}
    for flow in Flow:
        for issue, grounds in of.banned.grounds.get(flow, {}).items():
            key = tuple(one for one in Ground if one in grounds)
            found.setdefault(key, {}).setdefault(flow, []).append(issue)
    for key, by_flow in found.items():
        for issues in dict.fromkeys(tuple(one) for one in by_flow.values()):
            yield [flow for flow, own in by_flow.items() if tuple(own) == issues], issues, key


def _several(codes: Iterable[str], language: Language) -> str:
    return say("list.separator", {}, language).join(say(code, {}, language) for code in codes)


def good_text(code: str, language: Language) -> str:
    """Two or four digits with what they stand for, where the tariff says it; of a chapter more than its first words."""
    if len(code) > CHAPTER:
        return f"{code} {short_good(code, language)}".strip()
    known = parse_hs(code)
    said = (describe(known, language) if known else None) or ""
    return shortened(f"{code} {said}".strip(), MOST_CHAPTER, cells)


def amount_text(value: float | None, language: Language) -> str:
    """A value in whole units; that it is not known where it is not."""
    return say("law.unknown", {}, language) if value is None else f"{value:,.0f}"
