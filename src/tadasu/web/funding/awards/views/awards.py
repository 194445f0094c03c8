"""One award, whole, as far as nothing of it is sealed."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tadasu.web.foundation.access import Actor, asking, may
from tadasu.web.foundation.correspondence.models import BoxReader
from tadasu.web.funding.awards import access, money, queries
from tadasu.web.funding.awards.models import (
    DRAFT,
    IN_FORCE,
    Amendment,
    Award,
    Payment,
    Tranche,
)
from tadasu.web.funding.awards.models.money import HELD, LIVE, PREPARED
from tadasu.web.funding.awards.views._buttons import buttons_of, of_parts
from tadasu.web.funding.awards.views._shown import (
    amount_text,
    award_or_404,
    blocks_said,
    code_text,
    event_of,
    level_text,
)
from tadasu.web.funding.awards.ways import ways_of
from tadasu.web.funding.awards.words import cost_name, regions
from tadasu.web.funding.programmes.words import purpose_name
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import CaseHead, Clock, Pair, State
from tadasu.wording import say

SIGNS: dict[str, State] = {"suspended": State.HOLD}


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """An award: how it stands, what waits, its money, its reports, its log. Not what is sealed."""
    held, actor = award_or_404(request, id), asking(request)
    parts = of_parts(actor, held)
    values = {
        "award": held,
        "case": _head(held),
        "sealed": may(actor, access.OPEN.name, held) and held.ended_on is None,
        "buttons": [*buttons_of(actor, held), *ways_of(actor, held), *_to_box(actor, held)],
        "waits": _waits(actor, held),
        "facts": _facts(held),
        "balance": _balance(held),
        "clauses": [code_text("clauses", one) for one in held.clauses],
        "costs": [(cost_name(one.code, language()), amount_text(one.amount, held)) for one in queries.costs_of(held)],
        "conditions": [
            {
                "row": one,
                "name": code_text("conditions", one.code),
                "state": code_text("condition_states", one.state),
                "why": code_text("waivers", one.waiver) if one.waiver else "",
                "ways": parts.conditions.get(one.number, ()),
            }
            for one in queries.conditions_of(held)
        ],
        "tranches": [_tranche(held, one, parts.tranches.get(one.number, ())) for one in queries.tranches_of(held)],
        "payments": [_payment(held, one, parts.payments.get(one.id, ())) for one in queries.payments_of(held)],
        "reports": [
            {
                "row": one,
                "form": code_text("forms", one.form),
                "state": code_text("report_states", one.state),
                "by": code_text("reports_by", one.by) if one.by else "",
                "ways": parts.reports.get(one.number, ()),
            }
            for one in queries.reports_of(held)
        ],
        "receipts": [
            {
                "row": one,
                "evidence": code_text("evidence", one.evidence),
                "cost": cost_name(one.cost, language()),
                "amount": amount_text(one.amount, held),
                "state": code_text("receipt_states", one.state),
                "ways": parts.receipts.get(one.number, ()),
            }
            for one in queries.receipts_of(held)
        ],
        "returns": [
            {"row": one, "amount": amount_text(one.amount, held), "reason": code_text("returns", one.reason)}
            for one in queries.returns_of(held)
        ],
        "changes": [_change(held, one, parts.changes.get(one.number, ())) for one in queries.amendments_of(held)],
        "checks": [
            {
                "row": one,
                "verdict": code_text("check_verdicts", one.verdict) if one.verdict else "",
                "ways": parts.checks.get(one.number, ()),
            }
            for one in held.checks.order_by("-number")
        ],
        "below": [
            (reverse("awards-one", args=[one.id]), one, amount_text(one.amount, one)) for one in queries.below(held)
        ],
        "inspections": [
            {
                "row": one,
                "stop": code_text("stops", one.stop),
                "found": [code_text("inspected", code) for code in one.found],
            }
            for one in queries.inspections_of(held)
        ],
        "events": [event_of(one) for one in queries.log_of(held)],
    }
    return render(request, "awards/one.html", values)


def _to_box(actor: Actor, held: Award) -> Sequence[tuple[str, str]]:
    """Where reports and letters lie, for whoever reads them."""
    if held.box is None or not BoxReader.objects.filter(box=held.box, user=actor.user).exists():
        return []
    return [(reverse("correspondence-read", args=[held.box]), _("To the box: questions, answers, files"))]


def _head(held: Award) -> CaseHead:
    clocks = []
    if held.state in IN_FORCE:
        today = timezone.localdate()
        clocks.append(
            Clock(rule=_("Last day of the grant"), today=today, due=held.ends_on, left=(held.ends_on - today).days)
        )
        report = queries.reports_of(held).filter(state__in=("due", "more")).first()
        if report is not None:
            left = (report.due_on - today).days
            rule = _("Report %(number)s") % {"number": report.number}
            clocks.append(Clock(rule=rule, today=today, due=report.due_on, left=left))
    return CaseHead(
        kind=_("Award"),
        number=held.pseudonym,
        title=held.grantee.public_name
        if held.level == 0 and held.grantee.public_name
        else _("Grantee %(name)s") % {"name": held.grantee.pseudonym},
        stage=code_text("states", held.state),
        who=[
            Pair(term=_("Protection"), text=level_text(held.level)),
            Pair(term=_("Amount"), text=amount_text(held.amount, held)),
        ],
        state=SIGNS.get(held.state),
        clocks=clocks,
    )


def _day(value: date | None) -> str:
    return day_text(value, language()) if value is not None else ""


def _facts(held: Award) -> Sequence[Pair]:
    rows: list[tuple[str, str, str]] = [
        (_("Kind of grant"), code_text("lanes", held.lane), ""),
        (_("Followed"), code_text("risks", held.risk), ""),
        (_("Region"), regions().get(held.region, {}).get(language(), held.region), ""),
        (_("Country"), held.country.upper(), ""),
        (_("Purpose (DAC)"), purpose_name(held.purpose, language()), ""),
        (_("Counts as official development assistance"), _("yes") if held.oda else _("no"), ""),
        (_("First day"), _day(held.starts_on), ""),
        (_("Last day"), _day(held.ends_on), ""),
        (_("Signed on"), _day(held.signed_on), ""),
        (_("Closed on"), _day(held.closed_on), ""),
        (_("Left at the end"), code_text("writeoffs", held.writeoff) if held.writeoff else "", ""),
        (_("Overhead that it may keep"), f"{held.overhead_points / 100:.2f} %" if held.passes_on else "", ""),
        (
            _("May be published"),
            say("list.separator", {}, language()).join(code_text("fields", one) for one in held.consented)
            or _("nothing"),
            "",
        ),
        (_("Words erased in"), f"{held.ended_on:%Y-%m}" if held.ended_on else "", ""),
    ]
    found = [Pair(term=term, text=text, address=address) for term, text, address in rows if text]
    if held.parent is not None:
        found.append(
            Pair(
                term=_("Passed on from"),
                text=held.parent.pseudonym,
                address=reverse("awards-one", args=[held.parent_id]),
            )
        )
    return found


def _balance(held: Award) -> Sequence[Pair]:
    told = queries.balance_of(held)
    rows = [
        (_("Agreed"), told.amount, True),
        (_("Paid"), told.paid, True),
        (_("Accounted for"), told.accepted, True),
        (_("Passed on in awards of their own"), told.passed_on, held.passes_on),
        (_("Came back"), told.returned, told.returned > 0),
        (_("Still to be accounted for"), told.open, True),
    ]
    return [Pair(term=term, text=amount_text(amount, held)) for term, amount, there in rows if there]


def _waits(actor: Actor, held: Award) -> Sequence[str]:
    """What the next step of this award is, in sentences."""
    said = []
    if held.state == DRAFT:
        if held.record is None:
            said.append(_("The agreement has to be written."))
        else:
            count = held.signatures.filter(record=held.record).values("user").distinct().count()
            said.append(_("Two of us have to sign it; %(count)s did.") % {"count": count})
    if held.state in IN_FORCE:
        today = timezone.localdate()
        for tranche in queries.tranches_of(held):
            if tranche.state in ("due", HELD) or (
                tranche.state == "planned" and tranche.due_on and tranche.due_on <= today
            ):
                said += [
                    f"{_('Tranche %(number)s') % {'number': tranche.number}}: {text}"
                    for text in _stands(actor, held, tranche)
                ]
    suspension = queries.suspension_of(held)
    if suspension is not None:
        day = day_text(suspension.review_on, language())
        said.append(
            _("Suspended: %(why)s. It is looked at again by %(day)s.")
            % {"why": code_text("suspensions", suspension.code), "day": day}
        )
    return said


def _stands(actor: Actor, held: Award, tranche: Tranche) -> Sequence[str]:
    found = blocks_said(actor, held, tranche)
    live = next((one for one in tranche.payments.all() if one.state in LIVE), None)
    if not found:
        return [_("it waits to be released") if live and live.state == PREPARED else _("nothing stands in its way")]
    return found


def _tranche(held: Award, one: Tranche, ways: Sequence[tuple[str, str]]) -> dict[str, object]:
    return {
        "row": one,
        "amount": amount_text(one.amount, held),
        "when": day_text(one.due_on, language()) if one.due_on else code_text("milestones", one.milestone),
        "state": code_text("tranche_states", one.state),
        "ways": ways,
    }


def _payment(held: Award, one: Payment, ways: Sequence[tuple[str, str]]) -> dict[str, object]:
    arrived = ""
    if one.paid_amount is not None and one.paid_currency:
        arrived = money.shown(one.paid_amount, one.paid_currency)
    return {
        "row": one,
        "route": code_text("routes", one.route),
        "basis": code_text("bases", one.basis),
        "state": code_text("payment_states", one.state),
        "why": code_text("refusals", one.refusal) if one.refusal else "",
        "arrived": arrived,
        "ways": ways,
    }


def _change(held: Award, one: Amendment, ways: Sequence[tuple[str, str]]) -> dict[str, object]:
    before: object = ""
    after: object = ""
    if one.amount_before is not None and one.amount_after is not None:
        before, after = amount_text(one.amount_before, held), amount_text(one.amount_after, held)
    elif one.ends_before is not None and one.ends_after is not None:
        before, after = day_text(one.ends_before, language()), day_text(one.ends_after, language())
    elif one.level_before is not None and one.level_after is not None:
        before, after = level_text(one.level_before), level_text(one.level_after)
    return {
        "row": one,
        "kind": code_text("amendment_kinds", one.kind),
        "before": before,
        "after": after,
        "reason": code_text("amendment_reasons", one.reason),
        "state": code_text("amendment_states", one.state),
        "ways": ways,
    }
