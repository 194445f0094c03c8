"""What is weighed now, concluding it, a conclusion, signing it, preparing a finding."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.evidence.verification import actions, queries
from tadasu.web.evidence.verification._frozen import computed_again, digest_of, rests_on
from tadasu.web.evidence.verification.access import CONCLUDE, PREPARE, SIGN
from tadasu.web.evidence.verification.conflicts import Conflict
from tadasu.web.evidence.verification.forms import Conclude, Prepare
from tadasu.web.evidence.verification.models import CLOSED, Conclusion, Inquiry
from tadasu.web.evidence.verification.views._shown import ASK, Labels, inquiry_or_404
from tadasu.web.evidence.verification.views.inquiries import standard_name
from tadasu.web.foundation.access import allow, asking, may_anew
from tadasu.web.foundation.findings.beside import beside_of
from tadasu.web.foundation.findings.words import named as finding_named
from tadasu.web.ui.days import language, moment_text
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.parts import Compared, Pair
from tadasu.web.ui.views import errors
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted
from tadasu.weighing import Element, rules
from tadasu.wording import element_text


@login_required
@require_safe
def weighing(request: HttpRequest, id: UUID) -> HttpResponse:
    """What the assessments that stand give, computed now."""
    found, actor = inquiry_or_404(request, id), asking(request)
    labels, made = Labels(found), queries.weighing_of(found)
    weighed = made.weighed
    values = {
        "inquiry": found,
        "reached": standard_name(weighed.standard),
        "signed": standard_name(made.signed.standard),
        "next": standard_name(made.signed.next) if made.signed.next else "",
        "strength": weighed.strength,
        "origins": made.origins.count,
        "exact": made.origins.exact,
        "reasons": [labels.said(one) for one in weighed.reasons],
        "missing": [labels.said(one) for one in made.signed.missing],
        "elements": [_element(one, labels) for one in weighed.elements.values()],
        "differs": [labels.of(item) for item, one in made.combined.items() if one.differs],
        "unassessed": [labels.of(str(one)) for one in made.unassessed],
        "erased": [labels.of(str(one)) for one in made.erased],
        "concludes": found.status != CLOSED and may_anew(actor, CONCLUDE.name, found),
        "ready": made.weighed.standard is not None,
    }
    return render(request, "verification/weighing.html", values)


@login_required
@require_http_methods(QUESTION)
def conclude(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Freeze what is weighed now."""
    found, actor = inquiry_or_404(request, id), asking(request)
    allow(actor, CONCLUDE.name, found)
    made = queries.weighing_of(found)

    def do(form: Conclude) -> HttpResponseBase | None:
        said = form.cleaned_data
        try:
            kept = actions.conclude(
                actor,
                inquiry=id,
                standard=said["standard"],
                looked_for=said["looked_for"],
                reason=said["reason"],
                seen=said["seen"],
            )
        except Conflict as conflict:
            now = queries.weighing_of(conflict.inquiry).signed.standard
            return errors.conflict(request, _compared(said, now), again=reverse("inquiry-weighing", args=[id]))
        return redirect("inquiry-conclusion", id, kept.number)

    happens = [
        _("What is claimed, the grades of each item and what weighing gives are frozen; nobody can change them."),
        _("It holds when a second person has signed it. You may say less than what was weighed, and never more."),
        _("Once it is signed, this is weighed: %(standard)s.") % {"standard": standard_name(made.signed.standard)},
    ]
    return answer(
        request,
        Question(
            question=_("Conclude the inquiry"),
            act=_("Freeze this conclusion"),
            form=Conclude(posted(request), initial={"standard": made.signed.standard, "seen": made.seen}),
            do=do,
            back=reverse("inquiry-weighing", args=[id]),
            happens=happens,
            template=ASK,
        ),
    )


@login_required
@require_safe
def conclusion(request: HttpRequest, id: UUID, number: int) -> HttpResponse:
    """What was frozen, and what became of it."""
    actor, made = asking(request), conclusion_or_404(request, id, number)
    labels, content = Labels(made.inquiry), queries.content_of(made)
    going_on = made.inquiry.status != CLOSED
    values = {
        "inquiry": made.inquiry,
        "made": made,
        "facts": _facts(made),
        "elements": [
            (
                element_text(name, language()),
                standard_name(one["standard"]),
                one["origins"],
                ", ".join(map(labels.of, one["contradicts"])),
            )
            for name, one in content["result"]["elements"].items()
        ],
        "pieces": [labels.of(one["id"]) for one in content["pieces"]],
        "whole": digest_of(made.content) == bytes(made.digest),
        "same_rules": content["rules"] == rules().digest,
        "same": content["rules"] == rules().digest and computed_again(made.content) == made.content,
        "since": changed_since(made),
        "own": made.concluded_by_id == actor.user,
        "signs": going_on and made.signed_by_id is None and may_anew(actor, SIGN.name, made),
        "beside": beside_of(actor, f"inquiry:{id}:{number}"),
        "prepares": going_on
        and made.signed_by_id is not None
        and made.finding is None
        and may_anew(actor, PREPARE.name, made.inquiry),
    }
    return render(request, "verification/conclusion.html", values)


@login_required
@require_http_methods(QUESTION)
def sign(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """A second person stands for it."""
    actor, made = asking(request), conclusion_or_404(request, id, number)
    allow(actor, SIGN.name, made)

    def do(form: Reason) -> None:
        actions.sign(actor, inquiry=id, number=number, reason=form.cleaned_data["reason"])

    return answer(
        request,
        Question(
            question=_("Sign conclusion %(number)s?") % {"number": number},
            act=_("Sign the conclusion"),
            form=Reason(posted(request)),
            do=do,
            back=reverse("inquiry-conclusion", args=[id, number]),
            happens=[
                _("It holds from now on, under your name and that of who concluded it."),
                _("A finding can be prepared from it. That is signed again before it is in force."),
                *filter(None, [changed_since(made)]),
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def finding(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """Prepare a finding."""
    actor, made = asking(request), conclusion_or_404(request, id, number)
    allow(actor, PREPARE.name, made.inquiry)

    def do(form: Prepare) -> HttpResponseBase:
        said = form.cleaned_data
        version = actions.prepare_finding(
            actor, inquiry=id, number=number, reason=said["reason"], review_on=said["review_on"]
        )
        return redirect("findings-one", version.id)

    return answer(
        request,
        Question(
            question=_("Prepare a finding from conclusion %(number)s?") % {"number": number},
            act=_("Prepare the finding"),
            form=Prepare(posted(request)),
            do=do,
            back=reverse("inquiry-conclusion", args=[id, number]),
            happens=[
                _("The finding says what the conclusion says, and names the conclusion as what it rests on."),
                _("It waits among the findings until somebody else puts it into force."),
                *filter(None, [changed_since(made)]),
            ],
            template=ASK,
        ),
    )


def conclusion_or_404(request: HttpRequest, id: UUID, number: int) -> Conclusion:
    """One; what is not theirs is not there. Raises Http404."""
    try:
        return queries.conclusion_of(asking(request), id, number)
    except (Inquiry.DoesNotExist, Conclusion.DoesNotExist):
        raise Http404 from None


def changed_since(made: Conclusion) -> str:
    """What is weighed now, where that is not what was frozen; else empty."""
    now = queries.weighing_of(made.inquiry)
    if rests_on(queries.content_of(made), now.basis):
        return ""
    return _(
        "What is weighed is no longer what was frozen. Weighed now, once signed: %(standard)s. If the conclusion does not "
        "hold any more, conclude anew."
    ) % {"standard": standard_name(now.signed.standard)}


def _element(one: Element, labels: Labels) -> tuple[str, str, str, int, int, str]:
    """Name, standard reached, independent origins, kinds, firsthand, what contradicts it."""
    return (
        element_text(one.element, language()),
        standard_name(one.standard),
        str(one.origins) if one.exact else _("at least %(count)s") % {"count": one.origins},
        one.kinds,
        one.firsthand,
        ", ".join(map(labels.of, one.contradicts)),
    )


def _facts(made: Conclusion) -> Sequence[Pair]:
    content = queries.content_of(made)
    result = content["result"]
    rows = [
        (_("Standard that is said"), standard_name(made.standard)),
        (_("Standard that was weighed"), standard_name(result["standard"])),
        (_("Standard without a second person"), standard_name(content["unsigned"])),
        (_("Reason for saying less"), made.reason),
        (_("Strength"), str(result["strength"])),
        (_("Independent origins"), str(result["origins"])),
        (_("Contrary evidence"), finding_named("contrary", content["contrary"], language())),
        (_("Who concluded"), f"{made.concluded_by}, {moment_text(made.concluded_at, language())}"),
        (_("Who signed"), f"{made.signed_by}, {moment_text(made.signed_at, language())}" if made.signed_at else ""),
        (_("Digest"), _chunks(bytes(made.digest).hex())),
        (_("Digest of the rules"), _chunks(content["rules"])),
    ]
    pairs = [Pair(term=term, text=text) for term, text in rows if text]
    if made.finding is not None:
        address = reverse("findings-one", args=[made.finding])
        pairs.append(Pair(term=_("Finding"), text=_("Open the finding"), address=address))
    return pairs


def _chunks(digits: str) -> str:
    """In groups, so that a long number breaks where a screen is narrow."""
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))


def _compared(said: dict[str, object], now: str | None) -> Sequence[Compared]:
    yours = standard_name(str(said["standard"]))
    rows = [Compared(label=_("Standard of what is weighed"), before="", theirs=standard_name(now), yours=yours)]
    if said["reason"]:
        rows.append(Compared(label=_("Reason for saying less"), before="", theirs="", yours=str(said["reason"])))
    return rows
