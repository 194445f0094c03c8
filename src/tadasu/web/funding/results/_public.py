"""What the public is told of results: how many of a kind in a fiscal year, in bands, hidden by the same steps as figures of
grants (`tadasu.release`). A result counts as a grant does there: behind it stands its grantee, paid through its intermediaries.
Pure.

A grantee that we pay ourselves is its own payer: nobody between us knows of its results.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tadasu.release import (
    ALL,
    STEPS,
    ExclusionPolicy,
    Figure,
    Grant,
    Knowledge,
    Known,
    Level,
    Problem,
    Release,
    Step,
    attack,
    exclusion_policy,
    safe_release,
)
from tadasu.web.funding.results.words import TOGETHER, YEAR, groups, kinds, text, together, together_from

CUBES = (YEAR, TOGETHER)
"""One release of what is told by year, one of what is told several years together. No total is over both."""

ANYWHERE = "unspecified"
"""The region of every result: results are told of none."""

FISCAL_MONTH = 4

_BETWEEN = {"en": ", ", "ja": "、"}
"""Between names in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A result that may count: its `thing`, group, first day, and who is behind it."""

    thing: str
    kind: str
    on: date
    grantee: str
    intermediaries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was published so far of one cube, and years that are told no more."""

    releases: tuple[Release, ...] = ()
    counted: tuple[Grant, ...] = ()
    retired: frozenset[str] = frozenset()

    @property
    def years(self) -> frozenset[str]:
        """All that were ever told."""
        return frozenset(year for one in self.releases for year in one.years)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cube:
    """A release, what it counts, and what speaks against it: it goes on only where that is empty."""

    release: Release
    counted: tuple[Grant, ...]
    problems: tuple[Problem, ...]


def policy() -> ExclusionPolicy:
    """The numbers of the exclusion policy, by Japanese fiscal year."""
    return replace(exclusion_policy(), year_starts=FISCAL_MONTH)


def cube(
    told: str,
    results: Iterable[Counted],
    *,
    today: date,
    exposed: frozenset[str],
    before: Before,
    steps: tuple[Step, ...] = STEPS,
) -> Cube:
    """What may be told of the kinds that are told so finely, and the attack on it, with the largest grantee behind each hidden
    figure as one who takes off its own."""
    rules = policy()
    grants = [_grant(one, told, rules) for one in results if kinds()[one.kind].told == told]
    made = safe_release(
        grants,
        rules,
        today=today,
        identifiers={},
        known=Known(earlier=before.releases, before=before.counted, exposed=exposed, retired=before.retired),
        steps=steps,
    )
    knowledge = Knowledge(
        grants=made.counted,
        earlier=before.releases,
        insiders=_insiders(made.release, made.counted, rules),
        leaked=sorted(exposed),
    )
    return Cube(
        release=made.release, counted=made.counted, problems=(*made.problems, *attack(made.release, knowledge, rules))
    )


def document_of(cubes: Mapping[str, Release], retired: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """The document of the kind `results`: tables without a word that somebody typed. `retired`: cube -> years told no more."""
    rules = policy()
    said = told_no_more(retired)
    about = text("about", least=rules.few_grantees, hold=rules.hold, together=together())
    scope = rules.phrases["scope"]
    made: dict[str, Any] = {
        "title": text("title"),
        "about": {
            language: "\n".join(filter(None, (one.strip(), said[language], scope[language])))
            for language, one in about.items()
        },
    }
    for told, field in ((YEAR, "results"), (TOGETHER, "together")):
        if cubes[told].figures:
            made[field] = _grid(cubes[told], told)
    return made


def told_no_more(retired: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """A sentence that names the years, in each language; empty for none."""
    names = names_of(retired)
    return text("retired", years=names) if any(names.values()) else names


def names_of(years: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Cube -> years, in words of each language."""
    every = [_named(one, YEAR) for one in sorted(years.get(YEAR, ()))]
    every += [text("block", years=_named(one, TOGETHER)) for one in sorted(years.get(TOGETHER, ()))]
    return {language: between.join(one[language] for one in every) for language, between in _BETWEEN.items()}


def band(count: int, base: int) -> dict[str, str]:
    """The numbers that are rounded to this one.

    >>> band(10, 5)["en"], band(0, 5)["en"]
    ('8 to 12', 'none')
    """
    if not count:
        return text("none")
    return text("band", low=count - base // 2, high=count + base - 1 - base // 2)


def block_of(year: int) -> int:
    """The last fiscal year of the block that a year is told in.

    >>> block_of(2020), block_of(2024), block_of(2025)
    (2024, 2024, 2029)
    """
    return year + (together_from() - 1 - year) % together()


def _grant(one: Counted, told: str, rules: ExclusionPolicy) -> Grant:
    year = int(rules.year_of(one.on))
    first = date(year if told == YEAR else block_of(year), FISCAL_MONTH, 1)
    return Grant(
        key=one.thing,
        level=Level.INTERMEDIARY,
        programme=kinds()[one.kind].group,
        region=ANYWHERE,
        purpose="results",
        grantee=one.grantee,
        amount=rules.rounding_amount // rules.rounding_count,
        start=first,
        end=first,
        intermediaries=one.intermediaries or (f"own:{one.grantee}",),
    )


def _insiders(release: Release, counted: Sequence[Grant], rules: ExclusionPolicy) -> tuple[str, ...]:
    hidden = {
        (one.programme, one.year) for one in release.figures if one.hidden and ALL not in (one.programme, one.year)
    }
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for one in counted:
        cell = (one.programme, rules.year_of(one.start))
        if cell in hidden:
            of = sums.setdefault(cell, {})
            of[one.grantee] = of.get(one.grantee, 0) + 1
    return tuple(sorted({max(of, key=lambda key: (of[key], key)) for of in sums.values()}))


def _grid(release: Release, told: str) -> dict[str, Any]:
    order = list(groups(told))
    lines = sorted(release.figures, key=lambda one: (_place(order, one.programme), one.year == ALL, one.year))
    return {
        "columns": [text("kind"), text("period"), text("count")],
        "rows": [[_group(one, told), _period(one, told), _count(one, release)] for one in lines],
    }


def _place(order: Sequence[str], group: str) -> int:
    return order.index(group) if group in order else len(order)


def _group(one: Figure, told: str) -> dict[str, str]:
    return text("all-kinds") if one.programme == ALL else dict(groups(told)[one.programme])


def _period(one: Figure, told: str) -> dict[str, str]:
    return text("all-years") if one.year == ALL else _named(one.year, told)


def _named(year: str, told: str) -> dict[str, str]:
    if told == YEAR:
        return text("year", first=year)
    return text("years", first=int(year) - together() + 1, last=year)


def _count(one: Figure, release: Release) -> dict[str, str]:
    return text("hidden") if one.count is None else band(one.count, release.count_base)
