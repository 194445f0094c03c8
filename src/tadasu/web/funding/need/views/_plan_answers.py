"""What was asked of a plan that is done, with the answers in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tadasu.funds import Forced, WayIn
from tadasu.reports import funding_reason_text, level_text
from tadasu.web.funding.need import queries
from tadasu.web.funding.need._asked import answered, document_of
from tadasu.web.funding.need.models import DONE, REPEAT, WAITING, Plan, Question
from tadasu.web.funding.need.views._plan_set import amount_said
from tadasu.web.funding.need.views._shown import (
    names_said,
)
from tadasu.web.funding.need.words import named
from tadasu.web.ui.days import language


def questions(held: Plan, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was asked of it, with the answers in words."""
    found = []
    for many in queries.questions_of(held).values():
        found += [
            {
                "title": named("questions", one.kind, language()),
                "candidate": one.candidate,
                "when": one.asked_at,
                "said": _answer(one, asked),
            }
            for one in many
        ]
    return found


def _answer(one: Question, asked: Mapping[str, Any]) -> list[str]:
    if one.state == WAITING:
        return [_("being worked out")]
    if one.kind == REPEAT and one.state == DONE:
        same = document_of(one.result)["same"]
        return [
            _("The same came out, to the byte.")
            if same
            else _("Something else came out: the software or its solver has changed.")
        ]
    found = answered(one)
    if isinstance(found, Forced):
        return _forced(found)
    if isinstance(found, WayIn):
        return _way_in(found, asked)
    if one.state == DONE:
        return [_("No answer: with no money of these lines it is in without a loss, or the search ended early.")]
    return [_("It could not be worked out.")]


def _forced(found: Forced) -> list[str]:
    if found.conflict is not None:
        rules = [funding_reason_text(one, language()) for one in found.conflict.rules]
        return [_("It cannot be in. These cannot hold together:"), *rules]
    said = [
        _("%(level)s: %(count)s less") % {"level": level_text(level, language()), "count": f"{count:,}"}
        if count > 0
        else _("%(level)s: %(count)s more") % {"level": level_text(level, language()), "count": f"{-count:,}"}
        for level, count in found.lost
    ] or [_("Nothing is lost.")]
    if found.leave:
        said.append(_("Who goes: %(names)s") % {"names": names_said(found.leave)})
    if found.enter:
        said.append(_("Who comes: %(names)s") % {"names": names_said(found.enter)})
    if not all(one.proved for one in found.levels):
        said.append(_("It is not proved that it costs no less."))
    return said


def _way_in(found: WayIn, asked: Mapping[str, Any]) -> list[str]:
    said = [
        _("%(amount)s more on line %(line)s in %(year)s")
        % {"amount": amount_said(asked, units), "line": line, "year": year}
        for line, year, units in found.extra
    ] or [_("No more money is needed.")]
    said.append(
        _("The plan for that budget has it.")
        if found.chosen
        else _("The plan for that budget need not have it: with more money something else may be worth more.")
    )
    if not found.proved:
        said.append(_("It is not proved that less would not do."))
    return said
