"""Tables of a plan: what it reaches on each level, and what it does with each candidate."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.utils.translation import pgettext as p

from tadasu.funds import EVERY, Decision, Level, RankingLine, Reason
from tadasu.reports import funding_reason_text, level_text
from tadasu.web.funding.need.views._plan_set import amount_said
from tadasu.web.funding.need.views._shown import (
    country_said,
    place_said,
    reasons_said,
)
from tadasu.web.funding.need.words import named
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded, Reasons
from tadasu.web.ui.tables import Column, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A candidate with its place in the ranking beside what the plan does with it."""

    decision: Decision
    line: RankingLine | None


def untold(asked: Mapping[str, Any]) -> frozenset[str]:
    """Levels of which nobody told anything: what is counted there is unknown, not nought."""
    world = asked["problem"]["world"]
    untold = set(world["untold"].get(EVERY, ())) & {"holds", "duties"}
    if all(value is None for one in world["findings"] for value in one["severity"]):
        untold.add("gravest")
    return frozenset(untold)


def levels(untold: frozenset[str]) -> Table:
    def known(name: str) -> Callable[[Level], int | None]:
        return lambda one: None if one.name in untold else getattr(one, name)

    def sure(one: Level) -> str:
        if one.name in untold:
            return _("unknown: nobody has told it")
        return _("proved to be the most") if one.proved else _("a gap is left: not proved")

    return Table(
        name="levels",
        caption=gettext_lazy("What it reaches, one before the other"),
        columns=(
            Column(
                name="name", label=gettext_lazy("What is counted"), value=lambda one: level_text(one.name, language())
            ),
            Column(name="value", label=gettext_lazy("Reached"), number=True, value=known("value")),
            Column(name="bound", label=gettext_lazy("No plan reaches more than"), number=True, value=known("bound")),
            Column(name="proved", label=gettext_lazy("How sure"), value=sure),
            Column(name="beyond", label=gettext_lazy("Lost whatever is taken"), number=True, value=known("beyond")),
        ),
        size=60,
        file=False,
    )


def _texts(reasons: Sequence[Reason]) -> tuple[str, ...]:
    return tuple(funding_reason_text(one, language()) for one in reasons)


def decisions(asked: Mapping[str, Any], *, file: bool) -> Table:
    return Table(
        name="plan",
        caption=gettext_lazy("The plan beside the ranking"),
        columns=(
            Column(
                name="candidate", label=pgettext_lazy("who tells", "Source"), value=lambda one: one.decision.candidate
            ),
            Column(name="country", label=gettext_lazy("Country"), value=lambda one: country_said(one.decision.country)),
            Column(
                name="place",
                label=gettext_lazy("Place in the ranking"),
                value=lambda one: place_said(one.line) if one.line else None,
            ),
            Column(
                name="ranked",
                label=gettext_lazy("Why it is ranked so"),
                value=lambda one: reasons_said(one.line) if one.line else None,
            ),
            Column(
                name="in",
                label=gettext_lazy("In the plan"),
                value=lambda one: (
                    Coded("in", p("of a plan", "in")) if one.decision.option else Coded("out", p("of a plan", "out"))
                ),
            ),
            Column(
                name="option",
                label=gettext_lazy("Grant"),
                value=lambda one: _grant(one.decision) or None,
            ),
            Column(
                name="amount",
                label=gettext_lazy("Amount, its end included"),
                value=lambda one: amount_said(asked, one.decision.total) if one.decision.option else None,
            ),
            Column(
                name="why",
                label=gettext_lazy("Why"),
                value=lambda one: Reasons(_texts((*one.decision.reasons, *one.decision.upholds))),
            ),
            Column(
                name="against",
                label=gettext_lazy("What stands against adding it"),
                value=lambda one: Reasons(_texts(one.decision.blocked)) if one.decision.blocked else None,
            ),
        ),
        size=100,
        file=file,
    )


def _grant(one: Decision) -> str:
    if not one.option:
        return ""
    tier, _space, line = one.option.partition(" ")
    said = f"{named('tiers', tier, language())}, {line}"
    return f"{said}, {one.intermediary}" if one.intermediary else said
