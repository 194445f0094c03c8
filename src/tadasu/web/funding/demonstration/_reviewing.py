"""How applications are weighed: each as far as the demonstration needs it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.procedure.actions import make_move
from tadasu.web.foundation.procedure.models import Run
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.demonstration._stage import OFFICER, REVIEWERS, SECOND, WHY, Stage, told
from tadasu.web.funding.review import actions
from tadasu.web.funding.review.actions import Danger, Proposed
from tadasu.web.funding.review.actions.assessing import BEARERS
from tadasu.web.funding.review.by_hand import japans
from tadasu.web.funding.review.models import LEAD, Decision, Review, Seat
from tadasu.web.funding.review.words import criteria, words

_TAKEN_UP_WITHIN = timedelta(days=90)


def declare_all(stage: Stage) -> None:
    """Every reviewer, and whoever leads, says what binds them anywhere."""
    usual = told()["declared"]["usual"]
    stage.does(OFFICER, actions.declare, organisation=stage.place.id, names={"employers": [usual]})
    for number, who in enumerate(REVIEWERS, 1):
        names = {"employers": [told()["declared"].get(str(number), usual)]}
        stage.does(who, actions.declare, organisation=stage.place.id, names=names)


def begun(stage: Stage, application: Application) -> Review:
    """Taken up; its clock runs. Whoever leads it says that nothing ties them, and another officer holds that against it."""
    review = stage.does(OFFICER, actions.begin, application=application.id)
    seat = stage.does(OFFICER, lambda _: Seat.objects.get(review=review, body=LEAD))
    stage.does(OFFICER, actions.answer, seat=seat.id, ties=(), key=stage.key(OFFICER))
    stage.does(SECOND, actions.check_ties, seat=seat.id, key=stage.key(SECOND), reason=WHY)
    return review


def on_duty(stage: Stage, review: Review) -> None:
    """An emergency: eligible, assessed, and before two on duty, who have not scored."""
    _assessed(stage, review)
    _moved(stage, review, "forward")
    _seated(stage, review, REVIEWERS[:2])


def scoring(stage: Stage, review: Review, scored: int) -> list[str]:
    """Eligible, assessed, before a panel, of whom so many have scored; who sits."""
    _assessed(stage, review)
    _moved(stage, review, "core")
    sitting = _seated(stage, review, REVIEWERS)
    stage.does(
        OFFICER, actions.check, review=review.id, key=stage.key(OFFICER), reason=WHY, by_hand=japans(stage.today)
    )
    stage.does(OFFICER, actions.open_scoring, review=review.id)
    for place, who in enumerate(sitting[:scored]):
        marks = {one: 2 + (place + number) % 3 for number, one in enumerate(criteria())}
        stage.does(who, actions.score, review=review.id, marks=marks, text=told()["reviews"]["scored"])
    return sitting


def awarded(stage: Stage, review: Review, amount: int) -> None:
    """By a panel of which one was recused and one sees it differently; the applicant is told."""
    sitting = scoring(stage, review, len(REVIEWERS))
    for who, text in zip(sitting, told()["reviews"]["discussion"], strict=False):
        stage.does(who, actions.contribute, review=review.id, text=text)
    proposed = Proposed(
        outcome="awarded",
        grounds=("need", "reach"),
        level=review.level,
        amount=amount,
        currency="JPY",
        expires_on=stage.today + _TAKEN_UP_WITHIN,
        conditions=("sponsor", "instalments"),
    )
    decision = _proposed(stage, review, sitting[0], proposed, "awarded")
    minority = told()["reviews"]["minority"]
    stage.does(sitting[-1], actions.sign, decision=decision.id, agrees=False, minority=minority)
    _signed(stage, decision, sitting[:-1])
    stage.does(OFFICER, actions.tell, decision=decision.id, texts=told()["letters"]["awarded"])


def refused(stage: Stage, review: Review) -> None:
    """With reasons, and a letter that says how to appeal."""
    sitting = scoring(stage, review, len(REVIEWERS))
    proposed = Proposed(outcome="refused", grounds=("not-this-fund", "need"), level=review.level)
    decision = _proposed(stage, review, sitting[1], proposed, "refused")
    _signed(stage, decision, sitting)
    stage.does(OFFICER, actions.tell, decision=decision.id, texts=told()["letters"]["refused"])


def _assessed(stage: Stage, review: Review) -> None:
    """Eligible although forbidden at home, which is tested; and what harm the money may do."""
    said, id = told()["reviews"], review.id
    floor, evidence = dict.fromkeys(words("floor"), "no"), ("law", "case", "threat")
    local, text = "banned", said["eligibility"]
    stage.does(OFFICER, actions.assess_eligibility, review=id, floor=floor, evidence=evidence, local=local, text=text)
    fails = dict.fromkeys(("legality", "aim", "necessity"), "fails")
    stage.does(OFFICER, actions.try_prohibition, review=id, article="19", text=said["test"], **fails)
    made = stage.does(OFFICER, actions.begin_assessment, review=id).id
    dangers = {
        "grantee": (_danger("exposure", "grantee", (3, 1, 2), ("route", "little-paper")), said["exposure"]),
        "sources": (_danger("reprisal", "sources", (3, 2, 3), ("training", "no-publicity")), said["sources"]),
    }
    for bearer in BEARERS:
        danger, text = dangers.get(bearer, (Danger(risk="none", bearer=bearer), ""))
        stage.does(OFFICER, actions.add_risk, assessment=made, danger=danger, text=text)
    stage.does(OFFICER, actions.complete_assessment, assessment=made)


def _danger(risk: str, bearer: str, severity: tuple[int, int, int], against: Sequence[str]) -> Danger:
    scale, scope, irremediability = severity
    return Danger(
        risk=risk, bearer=bearer, scale=scale, scope=scope, irremediability=irremediability, likelihood=2,
        mitigations=tuple(against), carrier="funder", residual="low",
    )  # fmt: skip


def _moved(stage: Stage, review: Review, move: str) -> None:
    run = stage.does(OFFICER, lambda actor: Run.objects.get(subject=review.id))
    stage.does(OFFICER, make_move, run=run.id, move=move, seen=run.last, reason=WHY)


def _seated(stage: Stage, review: Review, people: Sequence[str]) -> list[str]:
    """Asked, held against what they declared, and given the copy; those without a tie."""
    clear = []
    for who in people:
        seat = stage.does(OFFICER, actions.seat, review=review.id, user=stage.id(who))
        stage.does(who, actions.answer, seat=seat.id, ties=())
        key = stage.key(OFFICER)
        if stage.does(OFFICER, actions.check_ties, seat=seat.id, key=key, reason=WHY).state == "clear":
            clear.append(who)
    key = stage.key(OFFICER)
    texts = stage.does(OFFICER, actions.prepare_copy, review=review.id, key=key, reason=WHY)
    stage.does(OFFICER, actions.make_copy, review=review.id, texts=texts, key=key, reason=WHY)
    return clear


def _proposed(stage: Stage, review: Review, who: str, proposed: Proposed, reasons: str) -> Decision:
    return stage.does(who, actions.propose, review=review.id, proposed=proposed, reasons=told()["reviews"][reasons])


def _signed(stage: Stage, decision: Decision, people: Sequence[str]) -> None:
    """Until it is decided."""
    for who in people:
        if stage.does(who, _decided, decision.id):
            return
        stage.does(who, actions.sign, decision=decision.id, agrees=True)


def _decided(actor: Actor, decision: UUID) -> bool:
    return Decision.objects.get(id=decision).decided_on is not None
