"""Parts of the page of a review: who sits, what was assessed, scores, decisions, lists."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tadasu.funds import Amount, decimal_of
from tadasu.store import DataFolderError
from tadasu.web.foundation.access import Actor, may, may_anew
from tadasu.web.funding.review import access, queries, standing
from tadasu.web.funding.review.models import (
    AFTER,
    CLEAR,
    LEFT,
    NAMED,
    RECUSED,
    Assessment,
    Check,
    Decision,
    Eligibility,
    Ground,
    Review,
    Risk,
    Scoring,
    Seat,
)
from tadasu.web.funding.review.words import criteria, named, publishers, words
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Pair, State, Way


def seat_shown(actor: Actor, held: Review, seat: Seat) -> dict[str, object]:
    """A seat, and what may be done with it."""
    tongue = language()
    behind = seat.state == CLEAR and seat.version < held.version
    asked = behind or (seat.state == NAMED and seat.asked_on is not None)
    to_check = asked and seat.user_id != actor.user  # nobody checks their own ties
    ways = [
        (to_check, access.CHECK_TIES, "review-check-ties", _("Check ties")),
        (
            seat.state == CLEAR and not seat.key_given and held.copy is not None,
            access.GIVE_COPY,
            "review-give",
            _("Let read the copy"),
        ),
        (seat.state != RECUSED, access.RECUSE, "review-recuse", _("Take out")),
        (
            seat.state == NAMED and seat.asked_on is None,
            access.ANSWER,
            "review-answer",
            _("Say whether something binds you"),
        ),
    ]
    return {
        "person": str(seat.user),
        "outside": seat.outside,
        "body": named("bodies", seat.body, tongue),
        "state": named("seats", seat.state, tongue),
        "shape": {CLEAR: State.CLEAR, NAMED: State.ASK, RECUSED: State.HOLD, LEFT: State.NOT_TRACEABLE}[seat.state],
        "how": _how(seat, tongue),
        "asked": seat.asked_on,
        "ways": [
            Way(label=label, address=reverse(name, args=[seat.id]))
            for shown, act, name, label in ways
            if shown and may_anew(actor, act.name, seat)
        ],
    }


def _how(seat: Seat, tongue: str) -> str:
    if seat.recused_how:
        return named("recused_how", seat.recused_how, tongue)
    return named("left_how", seat.left_how, tongue) if seat.left_how else ""


def whose_part(actor: Actor, held: Review) -> str:
    """To an officer who may prepare nothing of it, in a sentence why; "" to everybody else."""
    if may_anew(actor, access.ASSESS.name, held) or not may(actor, access.CHECK_TIES.name, held):
        return ""
    lead = standing.lead_of(held)
    if lead is None:
        return _(
            "Nobody leads this review. Until an officer does, nothing is prepared, nobody is named, nothing is told."
        )
    if lead.user_id != actor.user:
        said = _(
            "%(person)s leads this review: what prepares it, who sits, the lists and the letter are theirs. You check "
            "ties, and what was found on lists."
        )
        return said % {"person": lead.user}
    return _(
        "You lead this review. Until another officer has checked that nothing binds you, nothing is prepared, nobody is "
        "named, nothing is told."
    )


def eligibility_shown(held: Review) -> Sequence[Pair]:
    """What was found of it, by the policy."""
    tongue = language()
    result = standing.eligible(held)
    rows = [Pair(term=_("By the policy"), text=named("eligible", result, tongue))]
    found = Eligibility.objects.filter(review=held).first()
    if found is not None:
        rows += [
            Pair(term=words("floor")[key][tongue], text=named("floor_answers", value, tongue))
            for key, value in found.floor.items()
        ]
        rows.append(
            Pair(
                term=_("Evidence of persecution"),
                text="; ".join(named("evidence", one, tongue) for one in found.evidence) or _("none"),
            )
        )
        if found.local:
            rows.append(Pair(term=_("Status at home (never scored)"), text=named("local", found.local, tongue)))
    for ground in Ground.objects.filter(review=held).order_by("article"):
        said = "; ".join(
            f"{words('tests')[key][tongue]}: {named('test_answers', getattr(ground, key), tongue)}"
            for key in ("legality", "aim", "necessity")
        )
        rows.append(Pair(term=named("articles", ground.article, tongue), text=said))
    return rows


def assessment_shown(actor: Actor, held: Review) -> dict[str, object]:
    """The last assessment of harm, the gravest danger first."""
    tongue = language()
    last = Assessment.objects.filter(review=held).order_by("-number").first()
    if last is None:
        return {}
    going_on = last.completed_on is None
    risks = []
    for one in sorted(last.risks.all(), key=_gravest_first):
        rows = [
            (_("How grave"), named("scale", one.scale, tongue) if one.scale else ""),
            (_("How many"), named("scope", one.scope, tongue) if one.scope else ""),
            (
                _("Can it be made good"),
                named("irremediability", one.irremediability, tongue) if one.irremediability else "",
            ),
            (_("How likely"), named("likelihood", one.likelihood, tongue) if one.likelihood else ""),
            (_("What is done against it"), "; ".join(named("mitigations", each, tongue) for each in one.mitigations)),
            (_("Who carries that"), named("carriers", one.carrier, tongue) if one.carrier else ""),
            (_("What is left"), named("residuals", one.residual, tongue) if one.residual else ""),
        ]
        risks.append(
            {
                "risk": named("risks", one.risk, tongue),
                "bearer": named("bearers", one.bearer, tongue),
                "pairs": [Pair(term=term, text=text) for term, text in rows if text],
                "out": reverse("review-remove-risk", args=[held.id, one.id])
                if going_on and may(actor, access.ASSESS.name, held)
                else "",
            }
        )
    return {"number": last.number, "going_on": going_on, "due": last.due_on, "risks": risks}


def _gravest_first(one: Risk) -> tuple[int, ...]:
    return tuple(-(number or 0) for number in (one.scale, one.scope, one.irremediability, one.likelihood))


def scores_shown(held: Review, seat: Seat | None) -> Sequence[dict[str, object]]:
    """Under letters when all have scored; before, one's own alone, which is all that the database shows."""
    tongue = language()
    letters = {one.id: one for one in Seat.objects.filter(review=held)}
    found = list(Scoring.objects.filter(review=held).prefetch_related("marks"))
    rows = []
    for one in sorted(
        found, key=lambda one: (letters[one.seat_id].letter if one.seat_id in letters else "", one.round)
    ):
        marks = {mark.criterion: mark.value for mark in one.marks.all()}
        own = seat is not None and one.seat_id == seat.id
        letter = letters[one.seat_id].letter if one.seat_id in letters else ""
        rows.append(
            {
                "by": letter or _("you"),
                "own": own,
                "after": one.round == AFTER,
                "marks": [(criteria()[key].name[tongue], marks.get(key)) for key in criteria()],
            }
        )
    return rows


def waiting_shown(actor: Actor, held: Review, seat: Seat | None) -> dict[str, object]:
    """The decision that waits for signatures."""
    found = queries.waiting_decision(held)
    if found is None:
        return {}
    shown = decision_shown(actor, held, found)
    mine = seat is not None and found.signatures.filter(seat=seat).exists()
    return {
        **shown,
        "signed": standing.signed(found),
        "needed": standing.needed(held, found.body),
        "sign": reverse("review-sign", args=[found.id]) if not mine and may_anew(actor, access.SIGN.name, held) else "",
        "back": reverse("review-take-back", args=[found.id]) if may(actor, access.PROPOSE.name, held) else "",
    }


def decision_shown(actor: Actor, held: Review, decision: Decision) -> dict[str, object]:
    """A decision, and the way to tell it."""
    tongue = language()
    told = getattr(decision, "told", None) if decision.decided_on else None
    rows = [
        (_("Decided by"), named("bodies", decision.body, tongue)),
        (_("Decided on"), day_text(decision.decided_on, tongue) if decision.decided_on else ""),
        (_("Amount"), _amount(decision)),
        (_("Level of protection"), named("levels", decision.level, tongue)),
        (_("Grounds"), "; ".join(named("grounds", one, tongue) for one in decision.grounds)),
        (_("Conditions"), "; ".join(named("conditions", one, tongue) for one in decision.conditions)),
        (_("To be taken up until"), day_text(decision.expires_on, tongue) if decision.expires_on else ""),
        (_("Told on"), day_text(told.day, tongue) if told else ""),
        (_("Appeal until"), day_text(told.appeal_until, tongue) if told and told.appeal_until else ""),
    ]
    tells = (
        decision.decided_on is not None
        and not decision.replaced
        and told is None
        and may(actor, access.TELL.name, held)
    )
    return {
        "outcome": named("outcomes", decision.outcome, tongue),
        "replaced": decision.replaced,
        "pairs": [Pair(term=term, text=text) for term, text in rows if text],
        "tell": reverse("review-tell", args=[decision.id]) if tells else "",
    }


def _amount(decision: Decision) -> str:
    if decision.amount is None:
        return ""
    return f"{decimal_of(Amount(decision.amount, decision.currency)):,} {decision.currency}"


def checked_shown(held: Review) -> dict[str, object]:
    """How the lists stand."""
    tongue = language()
    try:
        found = standing.checked_state(held)
    except DataFolderError:
        return {"state": State.ASK, "word": _("The lists cannot be read."), "lists": []}
    shape = {"clear": State.CLEAR, "match": State.HOLD}.get(found.state, State.ASK)
    lists = [f"{name} {version}" for name, version in sorted(found.lists.items())]
    lists += [
        _("%(list)s %(day)s (by hand)") % {"list": name, "day": day} for name, day in sorted(found.by_hand.items())
    ]
    return {"state": shape, "word": named("checked", found.state, tongue), "lists": lists, "on": found.on}


def hits_shown(actor: Actor, held: Review) -> Iterator[dict[str, object]]:
    """What the last check found."""
    tongue = language()
    last = Check.objects.filter(review=held).order_by("-number").first()
    for one in last.hits.order_by("number") if last is not None else ():
        known = publishers().get(one.publisher)
        yield {
            "number": one.number,
            "publisher": known.name[tongue] if known is not None else one.list_id,
            "verdict": named("verdicts", one.verdict, tongue) if one.verdict else _("nobody has judged it yet"),
            "resolved": standing.resolved(one),
            "hours": queries.hours_left(one.until, timezone.now()) if one.until is not None else None,
            "address": reverse("review-hit", args=[one.id]) if may(actor, access.JUDGE.name, one) else "",
        }
