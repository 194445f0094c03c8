"""What came of a plan, in words and as a picture."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tadasu.funds import Conflict
from tadasu.funds import Plan as Found
from tadasu.reports import funding_reason_text, level_text, plan_svg
from tadasu.web.funding.need.models import Plan
from tadasu.web.funding.need.views._plan_set import amount_said
from tadasu.web.funding.need.views._plan_tables import levels, untold
from tadasu.web.funding.need.views._shown import (
    names_said,
    size_of,
)
from tadasu.web.funding.need.words import named
from tadasu.web.ui.days import language
from tadasu.web.ui.pictures import Picture


def told(held: Plan, asked: Mapping[str, Any], found: Found, table: Any) -> dict[str, Any]:
    """What came of it."""
    spent = [
        _("Line %(line)s, fiscal year %(year)s: %(spent)s of %(budget)s, %(reserve)s of it kept for emergencies")
        % {
            "line": one.line,
            "year": one.year,
            "spent": amount_said(asked, one.spent),
            "budget": amount_said(asked, one.budget),
            "reserve": amount_said(asked, one.reserve),
        }
        for one in found.spent
    ]
    return {
        "found": found,
        "proved": found.proved,
        "drawn": found.drawn,
        "taken": len(found.taken),
        "all": len(found.decisions),
        "levels": levels(untold(asked)).show({}, found.levels),
        "spent": spent,
        "warnings": [funding_reason_text(one, language()) for one in found.warnings],
        "compared": [_compared(one, found) for one in found.compared],
        "picture": _picture(held, found, table) if found.taken else None,
        "out": any(not one.option for one in found.decisions),
    }


def _picture(held: Plan, found: Found, table: Any) -> Picture:
    width, height = size_of(plan_svg(found, language=language()))
    finding = _("The plan takes in %(taken)s of %(all)s candidates") % {
        "taken": len(found.taken),
        "all": len(found.decisions),
    }
    return Picture(
        address=reverse("need-plan-picture", args=[held.id]),
        width=width,
        height=height,
        finding=finding,
        alternative=_("Bars by country and line: %(finding)s. The table beneath says the same and more.")
        % {"finding": finding},
        source=_("what this plan is made from"),
        as_of=timezone.localdate(held.done_at) if held.done_at else timezone.localdate(),
        table=table,
    )


def _compared(one: Any, found: Found) -> dict[str, Any]:
    """Another plan beside this one: what it reaches less or more, whom it has, what it breaks."""
    differs = [
        f"{level_text(level.name, language())}: {level.value:,} / {value:,}"
        for level, value in zip(found.levels, one.values, strict=True)
        if level.value != value
    ]
    return {
        "name": named("compared", one.name, language()),
        "same": not (one.only_here or one.only_there),
        "differs": differs,
        "only_here": names_said(one.only_here),
        "only_there": names_said(one.only_there),
        "breaks": [funding_reason_text(each, language()) for each in one.breaks],
    }


def conflict_said(conflict: Conflict | None) -> dict[str, Any] | None:
    if conflict is None:
        return None
    return {
        "rules": [funding_reason_text(one, language()) for one in conflict.rules],
        "irreducible": conflict.irreducible,
    }
