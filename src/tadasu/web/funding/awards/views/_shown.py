"""What pages of awards have in common: the award or 404, codes in words, an act asked for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from tadasu.web.foundation.access import Act, Actor, Refused, allow, asking
from tadasu.web.funding.awards import money, queries
from tadasu.web.funding.awards.blocks import Block, blocks_of
from tadasu.web.funding.awards.models import HIDDEN, Award, Step, Tranche
from tadasu.web.funding.awards.words import named
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Event, Said
from tadasu.web.ui.views.question import Question, answer

ASK = "awards/ask.html"

LEVEL_SHORT: Mapping[int, Callable[[], str]] = {
    0: lambda: _("public"),
    1: lambda: _("region only"),
    2: lambda: _("known to the intermediary"),
    3: lambda: _("withheld"),
}


def award_or_404(request: HttpRequest, id: UUID) -> Award:
    """An award; what is not theirs is not there. Raises Http404."""
    try:
        return queries.award_of(asking(request), id)
    except Award.DoesNotExist:
        raise Http404 from None


def held_for(request: HttpRequest, id: UUID, act: Act) -> tuple[Award, Actor]:
    """The award, and who asks, who may. Raises Http404, Refused."""
    held, actor = award_or_404(request, id), asking(request)
    allow(actor, act.name, held)
    return held, actor


def level_text(level: int) -> str:
    """In a few words."""
    return LEVEL_SHORT[min(level, HIDDEN)]()


def code_text(what: str, code: str) -> str:
    """In the language of the page."""
    return named(what, code, language())


def amount_text(amount: int, award: Award) -> str:
    """With its currency."""
    return money.shown(amount, award.currency)


def ask(
    request: HttpRequest,
    held: Award,
    *,
    question: str,
    act: str,
    form: BaseForm,
    do: Callable[[Any], HttpResponseBase | None],
    happens: Sequence[Said] = (),
    template: str = ASK,
    values: Mapping[str, object] | None = None,
) -> HttpResponseBase:
    """The page, or what follows its answer."""
    return answer(
        request,
        Question(
            question=question,
            act=act,
            form=form,
            do=do,
            back=reverse("awards-one", args=[held.id]),
            happens=happens,
            template=template,
            values=values or {},
        ),
    )


def block_text(block: Block) -> str:
    """Why nothing is released, in a sentence."""
    said = {
        "state": _("The award is not in force."),
        "suspended": _("The award is suspended."),
        "not-due": _("Its day has not come."),
        "milestone": _("Its milestone is not reached."),
        "duties": _("The intermediary has not said yes to all that it owes."),
        "screening-missing": _("Nobody has held the grantee against the lists yet."),
        "screening-match": _("Two people found the grantee on a list that binds us."),
        "screening-stale": _("A list has changed since the grantee was held against it."),
        "screening-unresolved": _("Something alike stands on a list, and two people have not judged it yet."),
    }
    if block.code == "condition":
        name = code_text("conditions", block.params["condition"])
        return _("Condition %(number)s is open: %(name)s") % {"number": block.params["number"], "name": name}
    if block.code == "report":
        day = day_text(block.params["day"], language())
        return _("Report %(number)s was due on %(day)s.") % {"number": block.params["number"], "day": day}
    return said.get(block.code, block.code)


def blocks_said(actor: Actor, held: Award, tranche: Tranche) -> Sequence[str]:
    """What stands in the way, as far as the viewer may know."""
    try:
        return [block_text(one) for one in blocks_of(actor, held, tranche)]
    except Refused:
        return [_("whether it may be paid is known to those who release payments")]


def event_of(step: Step) -> Event:
    """A line of the log."""
    detail, texts = step.detail, []
    for name, label in (
        ("tranche", _("tranche %(number)s")),
        ("condition", _("condition %(number)s")),
        ("receipt", _("receipt %(number)s")),
        ("report", _("report %(number)s")),
        ("change", _("change %(number)s")),
        ("return", _("return %(number)s")),
        ("check", _("check %(number)s")),
    ):
        if name in detail:
            texts.append(label % {"number": detail[name]})
    for name, whats in (
        ("route", ("routes",)),
        ("basis", ("bases",)),
        ("evidence", ("evidence",)),
        ("form", ("forms",)),
        ("by", ("reports_by",)),
        ("kind", ("amendment_kinds",)),
        ("verdict", ("check_verdicts",)),
        ("milestone", ("milestones",)),
        ("writeoff", ("writeoffs",)),
        ("state", ("report_states", "receipt_states")),
        ("reason", ("waivers", "refusals", "suspensions", "returns", "amendment_reasons")),
    ):
        if name in detail:
            texts.append(_code(whats, str(detail[name])))
    return Event(
        at=step.day,
        what=code_text("steps", step.act),
        who=str(step.user) if step.user else _("the grantee, or by itself"),
        text="; ".join(filter(None, texts)),
    )


def _code(whats: Sequence[str], code: str) -> str:
    return next((text for what in whats if (text := code_text(what, code)) != code), code)
