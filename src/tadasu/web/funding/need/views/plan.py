"""One plan: what was set, what came of it and why, what would have to change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.utils.translation import pgettext as p
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.funds import EVERY, Conflict, Decision, Forced, Level, NoPlan, RankingLine, Reason, WayIn
from tadasu.funds import Plan as Found
from tadasu.reports import funding_reason_text, level_text, plan_svg
from tadasu.web.foundation.access import allow, may
from tadasu.web.funding.need import actions, queries
from tadasu.web.funding.need._asked import answered, chosen_of, document_of, read
from tadasu.web.funding.need._kept import lines_of, plan_of
from tadasu.web.funding.need.access import PLAN, SAVE, SEE
from tadasu.web.funding.need.forms import AskMore
from tadasu.web.funding.need.models import DONE, DRAFT, FAILED, REPEAT, WAITING, Plan, Question
from tadasu.web.funding.need.views._shown import (
    ASK,
    country_said,
    json_answer,
    names_said,
    place_said,
    plan_or_404,
    reasons_said,
    saves,
    size_of,
    svg_answer,
)
from tadasu.web.funding.need.words import named
from tadasu.web.funding.programmes.money import with_currency
from tadasu.web.ui.days import language, moment_text
from tadasu.web.ui.parts import Coded, Pair, Reasons
from tadasu.web.ui.pictures import Picture
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import question, tables
from tadasu.web.ui.views.question import QUESTION, posted


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A candidate with its place in the ranking beside what the plan does with it."""

    decision: Decision
    line: RankingLine | None


@login_required
@require_safe
def plan(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """As far as it has come."""
    held, actor = plan_or_404(request, id, SEE)
    asked = read(held)
    values: dict[str, Any] = {
        "plan": held,
        "organisation": held.organisation,
        "state": named("states", held.state, language()),
        "draft": held.state == DRAFT,
        "waits": held.state == WAITING,
        "failed": held.state == FAILED,
        "makes": may(actor, PLAN.name, held),
        "saves": saves(actor, held.organisation_id),
        "facts": _facts(held, asked),
        "constraints": _constraints(asked),
        "candidates": _candidates(asked),
    }
    if held.state != DONE:
        return render(request, "need/plan.html", values)
    found = plan_of(document_of(held.result)["plan"])
    values["questions"] = _questions(held, asked)
    if isinstance(found, NoPlan):
        return render(request, "need/plan.html", {**values, "none": True, "conflict": _conflict(found.conflict)})
    lines = {one.id: one for one in lines_of(document_of(held.result)["ranking"])}
    rows = [
        Row(decision=one, line=lines.get(one.candidate))
        for one in sorted(found.decisions, key=lambda one: (not one.option, one.candidate))
    ]
    table = _decisions(asked, file=saves(actor, held.organisation_id)).show(request.GET, rows)
    return tables.answer(request, "need/plan.html", table, {**values, **_told(held, asked, found, table)})


@login_required
@require_safe
def picture(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Bars by country and line."""
    held, _actor = plan_or_404(request, id, SEE)
    found = plan_of(document_of(held.result)["plan"]) if held.state == DONE else None
    if not isinstance(found, Found):
        raise Http404
    return svg_answer(plan_svg(found, language=language()))


@login_required
@require_safe
def kept(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What it is made from and what came of it, as a file: whoever has it and the software can repeat it."""
    held, actor = plan_or_404(request, id, SEE)
    allow(actor, SAVE.name, held)
    if held.state != DONE:
        raise Http404
    document = {
        "asked": document_of(held.asked),
        "asked_digest": held.digest,
        "result": document_of(held.result),
        "result_digest": held.result_digest,
    }
    return json_answer("plan", document)


@login_required
@require_http_methods(QUESTION)
def ask_more(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What would have to change for a candidate that is out."""
    held, actor = plan_or_404(request, id, PLAN)
    found = plan_of(document_of(held.result)["plan"]) if held.state == DONE else None
    if not isinstance(found, Found):
        return redirect("need-plan", id)

    def do(form: AskMore) -> None:
        actions.ask_more(actor, plan=id, **form.cleaned_data)

    return question.answer(
        request,
        question.Question(
            question=_("What would have to change for a candidate?"),
            act=_("Have it worked out"),
            form=AskMore(posted(request), out=[one.candidate for one in found.decisions if not one.option]),
            do=do,
            back=reverse("need-plan", args=[id]),
            happens=[
                _("It is worked out anew, which takes as long as the plan did. The answer then stands on its page.")
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(["POST"])
def repeat(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Whether the same comes out again."""
    held, actor = plan_or_404(request, id, PLAN)
    if held.state == DONE:
        actions.ask_more(actor, plan=id, kind=REPEAT)
    return redirect("need-plan", id)


def _facts(held: Plan, asked: Mapping[str, Any]) -> list[Pair]:
    rows = [
        Pair(term=_("State"), text=named("states", held.state, language())),
        Pair(term=_("Asked by"), text=str(held.made_by)),
        Pair(term=_("Asked"), text=moment_text(held.made_at, language())),
        Pair(term=_("What comes first"), text=named("orders", asked["setting"]["order"], language())),
        Pair(term=_("Text of the lot"), text=asked["setting"]["lot"]),
    ]
    if held.state != DRAFT:
        told = [f"{name} ({month})" for name, month in sorted(asked["told"].items())]
        rows += [
            Pair(term=_("Told by"), text=names_said(told)),
            Pair(term=_("Unit"), text=_("1 unit is %(amount)s") % {"amount": _amount(asked, 1)}),
            Pair(term=_("Worked out with"), text=asked["solver"]),
            Pair(term=_("Digest of what it is made from"), text=held.digest),
        ]
    if held.state == DONE:
        rows.append(Pair(term=_("Digest of the result"), text=held.result_digest))
    return rows


def _constraints(asked: Mapping[str, Any]) -> list[str]:
    """What was set, in words."""
    setting, currency = asked["setting"], asked["currency"]

    def amount(minor: int) -> str:
        return with_currency(minor, currency)

    said = [
        _("Line %(line)s, fiscal year %(year)s: at most %(amount)s")
        % {"line": room["code"], "year": year, "amount": amount(value)}
        for room in setting["rooms"]
        for year, value in sorted(room["years"].items())
    ]
    said += [
        _("Line %(line)s is official aid: for countries that surely are on the list of recipients alone")
        % {"line": room["code"]}
        for room in setting["rooms"]
        if room["oda"]
    ]
    said += [
        f"{named('tiers', tier, language())}: " + _("%(amount)s a year") % {"amount": amount(value)}
        for tier, value in sorted(setting["yearly"].items())
    ]
    said += [
        _("Kept for emergencies: %(share)s per cent of each line and year") % {"share": setting["reserve"]},
        _("At most %(share)s per cent of what goes through intermediaries for one of them")
        % {"share": setting["share"]},
        _("At least %(count)s intermediaries, as soon as there is one") % {"count": setting["intermediaries"]},
        _("A grant of several years sets aside %(days)s days of its dearest year for its end")
        % {"days": setting["closing_days"]},
    ]
    for name, sentence in (
        ("caps", _("At most %(amount)s for %(country)s")),
        ("floors", _("At least %(amount)s for %(country)s")),
    ):
        said += [
            sentence % {"amount": amount(value), "country": country_said(country)}
            for country, value in sorted(setting[name].items())
        ]
    said.append(
        _("Money that ends within: %(time)s; of whom nobody knows is taken to close too")
        % {"time": named("horizons", str(asked["months"]), language())}
    )
    return said


def _candidates(asked: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Those of a draft."""
    return [
        (key, named("standing", one.standing, language())) for key, one in sorted(chosen_of(asked["chosen"]).items())
    ]


def _amount(asked: Mapping[str, Any], units: int) -> str:
    return with_currency(units * asked["unit"], asked["currency"])


def _told(held: Plan, asked: Mapping[str, Any], found: Found, table: Any) -> dict[str, Any]:
    """What came of it."""
    spent = [
        _("Line %(line)s, fiscal year %(year)s: %(spent)s of %(budget)s, %(reserve)s of it kept for emergencies")
        % {
            "line": one.line,
            "year": one.year,
            "spent": _amount(asked, one.spent),
            "budget": _amount(asked, one.budget),
            "reserve": _amount(asked, one.reserve),
        }
        for one in found.spent
    ]
    return {
        "found": found,
        "proved": found.proved,
        "drawn": found.drawn,
        "taken": len(found.taken),
        "all": len(found.decisions),
        "levels": _levels(_untold(asked)).show({}, found.levels),
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


def _conflict(conflict: Conflict | None) -> dict[str, Any] | None:
    if conflict is None:
        return None
    return {
        "rules": [funding_reason_text(one, language()) for one in conflict.rules],
        "irreducible": conflict.irreducible,
    }


def _questions(held: Plan, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
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
        % {"amount": _amount(asked, units), "line": line, "year": year}
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


def _untold(asked: Mapping[str, Any]) -> frozenset[str]:
    """Levels of which nobody told anything: what is counted there is unknown, not nought."""
    world = asked["problem"]["world"]
    untold = set(world["untold"].get(EVERY, ())) & {"holds", "duties"}
    if all(value is None for one in world["findings"] for value in one["severity"]):
        untold.add("gravest")
    return frozenset(untold)


def _levels(untold: frozenset[str]) -> Table:
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


def _decisions(asked: Mapping[str, Any], *, file: bool) -> Table:
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
                value=lambda one: _amount(asked, one.decision.total) if one.decision.option else None,
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
