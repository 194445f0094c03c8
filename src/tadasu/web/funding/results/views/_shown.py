"""What pages of results have in common: the record or 404, codes and days in words, an act asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.findings.words import named as finding_word
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.programmes.models import Fund
from tadasu.web.funding.results import queries
from tadasu.web.funding.results._writing import as_of
from tadasu.web.funding.results.access import SEE
from tadasu.web.funding.results.models import Result
from tadasu.web.funding.results.periods import DAY, When, typed
from tadasu.web.funding.results.queries import Chain
from tadasu.web.funding.results.touching import Amount, Touched
from tadasu.web.funding.results.words import named
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Said
from tadasu.web.ui.views.question import Question, answer

ASK = "results/ask.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A result as one line: what it followed, what it is, the finding it names and what that
    touches; and the reason beside it."""

    id: UUID
    before: Sequence[str]
    what: str
    when: str
    finding: str
    finding_id: UUID | None
    touches: Sequence[str]
    why: str
    withdrawn: str
    pseudonym: str
    award: UUID | None


def place_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Organisation, Actor]:
    """The organisation, and who asks, who may. Raises Http404, Refused."""
    place, actor = organisation_or_404(request, id), asking(request)
    allow(actor, act.name, place)
    return place, actor


def fund_or_404(request: HttpRequest, organisation: UUID, fund: UUID, act: Act) -> tuple[Fund, Actor]:
    """A programme, and who asks, who may. Raises Http404, Refused."""
    _place, actor = place_or_404(request, organisation, SEE)
    allow(actor, act.name, as_of(organisation, None))
    try:
        return queries.fund_of(actor, organisation, fund), actor
    except Fund.DoesNotExist:
        raise Http404 from None


def award_or_404(request: HttpRequest, award: UUID, act: Act) -> tuple[Award, Actor]:
    """An award, and who asks, who may; what is not theirs is not there. Raises Http404, Refused."""
    actor = asking(request)
    try:
        found = queries.award_of(actor, award)
    except Award.DoesNotExist:
        raise Http404 from None
    allow(actor, act.name, as_of(found.organisation_id, found))
    return found, actor


def result_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Result, Actor]:
    """A result, and who asks, who may; what is not theirs is not there. Raises Http404, Refused."""
    actor = asking(request)
    try:
        found = queries.result_of(actor, id)
        about = queries.about(found)
    except Result.DoesNotExist:
        raise Http404 from None
    allow(actor, act.name, about)
    return found, actor


def ask(
    request: HttpRequest,
    *,
    question: str,
    act: str,
    form: BaseForm,
    do: Callable[[Any], HttpResponseBase | None],
    back: str,
    happens: Sequence[Said] = (),
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
            back=back,
            happens=happens,
            template=ASK,
            values=values or {},
        ),
    )


def word(what: str, code: str) -> str:
    """In the language of the page."""
    return named(what, code, language())


def when_text(result: Result) -> str:
    """As finely as it is kept."""
    if result.precision == DAY:
        return day_text(result.on, language())
    return typed(When(on=result.on, precision=result.precision))


def fund_name(fund: Fund) -> str:
    """In the language of the page, where it has one."""
    return fund.name_ja if language() == "ja" and fund.name_ja else fund.name


def why_text(result: Result) -> str:
    """How the funding contributed, who says so, how sure: never that it caused anything."""
    return _("%(contribution)s. %(told_by)s: %(sure)s.") % {
        "contribution": word("contributions", result.contribution),
        "told_by": word("told_by", result.told_by),
        "sure": word("sure", result.sure),
    }


def line_of(chain: Chain) -> Line:
    """A result as one line."""
    one = chain.result
    return Line(
        id=one.id,
        before=[
            _("%(what)s (%(when)s)") % {"what": word("kinds", each.kind), "when": when_text(each)}
            for each in chain.before
        ],
        what=word("kinds", one.kind),
        when=when_text(one),
        finding=finding_text(chain.finding) if chain.finding is not None else "",
        finding_id=chain.finding.id if chain.finding is not None else None,
        touches=touches_text(chain.touched) if chain.touched is not None else (),
        why=why_text(one),
        withdrawn=word("withdrawals", one.withdrawal) if one.withdrawal else "",
        pseudonym=chain.pseudonym,
        award=one.award,
    )


def finding_text(finding: FindingVersion) -> str:
    """Its title, and whether it is in force."""
    return _("%(title)s (%(status)s)") % {
        "title": finding.title,
        "status": finding_word("statuses", finding.status, language()),
    }


def touches_text(one: Touched) -> list[str]:
    """What a finding touches; what nobody told is said to be unknown."""
    return [
        _amount(
            one.holds,
            lambda n: ngettext("it holds %(n)s declaration", "it holds %(n)s declarations", n),
            lambda n: ngettext("it holds at least %(n)s declaration", "it holds at least %(n)s declarations", n),
            _("nobody has told which declarations it holds"),
        ),
        _amount(
            one.duties,
            lambda n: ngettext("%(n)s duty rests on it", "%(n)s duties rest on it", n),
            lambda n: ngettext("at least %(n)s duty rests on it", "at least %(n)s duties rest on it", n),
            _("nobody has told which duties rest on it"),
        ),
        _amount(
            one.findings,
            lambda n: ngettext(
                "%(n)s finding is in force in its countries", "%(n)s findings are in force in its countries", n
            ),
            lambda n: ngettext(
                "at least %(n)s finding is in force in its countries",
                "at least %(n)s findings are in force in its countries",
                n,
            ),
            _("nobody has told which findings are in force in its countries"),
        ),
    ]


def number_text(value: Decimal | None) -> str:
    """Without zeros behind it; what nobody said is said so."""
    if value is None:
        return _("not said")
    whole = value == value.to_integral_value()
    return f"{value.to_integral_value():,f}" if whole else f"{value.normalize():,f}"


def _amount(one: Amount, exact: Callable[[int], str], least: Callable[[int], str], unknown: str) -> str:
    if one.count is None:
        return unknown
    return (least if one.least else exact)(one.count) % {"n": f"{one.count:,}"}
