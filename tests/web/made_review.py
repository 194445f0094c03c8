"""A funder with an application in its box and people who review it, for tests: all invented."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import Error, transaction
from django.utils import timezone
from tests.web.made import organisation, person
from tests.web.made_box import Known, as_holder, box_at, counter
from tests.web.made_calls import the_purpose
from tests.web.made_vault import Holder, holder

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence.actions.source import send_form
from tadasu.web.foundation.correspondence.models import Counter, Letter
from tadasu.web.foundation.procedure.actions import make_move
from tadasu.web.foundation.procedure.models import Run
from tadasu.web.funding.applications.documents import KIND, Content, written
from tadasu.web.funding.applications.models import Application, Version
from tadasu.web.funding.calls.queries import PURPOSE
from tadasu.web.funding.programmes.pseudonyms import drawn
from tadasu.web.funding.review import actions
from tadasu.web.funding.review._eligible import FLOOR
from tadasu.web.funding.review.actions import Danger, Proposed
from tadasu.web.funding.review.actions.assessing import BEARERS
from tadasu.web.funding.review.models import Assessment, Decision, Review, Seat
from tadasu.web.funding.review.words import criteria

WHY = "To weigh the application (invented)."
NAME, NAME_JA = "Free Lantern Press (invented)", "自由灯籠通信（架空）"
PERSON = "Aigul Seitkali-Demo"
SUMMARY = f"The ＦＲＥＥ ＬＡＮＴＥＲＮ ＰＲＥＳＳ (invented) reports from exile. {PERSON} leads it."
REASONS = "The work goes on under pressure, and nobody else reaches these people."
CLEAN = dict.fromkeys(FLOOR, "no")
LETTERS = {
    "en": "We decided on what you asked for. In plain words: here is why.",
    "ja": "ご申請について決定しました。分かりやすい言葉で理由をお伝えします。",
}


class Desk:
    """Two programme officers who read the box, six reviewers, and others who do not."""

    def __init__(self) -> None:
        the_purpose()
        self.place = organisation("funder", name="Harbour Fund (invented)")
        self.officer, self.second = holder(self.place, "programme"), holder(self.place, "programme")
        self.reviewers = [holder(self.place, "reviewer") for _ in range(6)]
        self.payer, self.auditor = person(self.place, "payer"), person(self.place, "auditor")
        self.organiser = person(self.place, "organiser")
        self.call: UUID | None = None
        self.elsewhere = holder(organisation("funder", name="Other Fund (invented)"), "programme", "reviewer")
        self.counter, self.box = self.opened(self.officer, self.second)

    def opened(self, *readers: Holder) -> tuple[Counter, Known]:
        """A counter that they read, and a box at it."""
        made = counter(self.place, *readers, purpose=PURPOSE)
        return made, box_at(made)

    def content(self, lane: str = "core", level: int = 2, **answers: Any) -> Content:
        """What somebody applied with."""
        usual = {"name": NAME, "other-names": NAME_JA, "people": PERSON, "country": "Nowhere", "call-summary": SUMMARY}
        return Content(
            number=1,
            language="en",
            call=self.call or uuid4(),
            form="0" * 64,
            lane=lane,
            level=level,
            amount=900_000,
            currency="EUR",
            answers={**usual, **answers},
        )

    def applied(self, lane: str = "core", level: int = 2, box: Known | None = None, **answers: Any) -> Application:
        """An application that came in, as whoever holds the code sends it."""
        content = self.content(lane, level, **answers)
        box = box or self.box
        with as_holder(box) as visit:
            letter = send_form(visit, kind=KIND, content=written(content), once=uuid4().hex)
            sent = Letter.objects.get(box=box.id, number=letter).record
            made = Application.objects.create(
                organisation_id=self.place.id,
                call=content.call,
                box_id=box.id,
                pseudonym=drawn(),
                level=level,
                lane=lane,
                region="142",
                purpose="15153",
                amount=content.amount,
                currency="EUR",
                languages=["en"],
                received_at=timezone.now().replace(minute=0, second=0, microsecond=0) if lane == "emergency" else None,
                record=sent,
            )
            Version.objects.create(
                application=made, organisation_id=self.place.id, number=1, record=sent, letter=letter
            )
        return made

    def begun(self, lane: str = "core", level: int = 2, **answers: Any) -> Review:
        """Its review, led by the officer, who has no tie."""
        application = self.applied(lane, level, **answers)
        with acting(self.officer.actor):
            made = actions.begin(self.officer.actor, application=application.id)
        self.led(made)
        return made

    def sent_anew(self, review: Review) -> None:
        """Another version of the application came."""
        with as_holder(self.box):
            Application.objects.filter(id=review.application).update(versions=2)

    def checked_anew(self, review: Review) -> Seat:
        """Whoever leads it, by the second officer, with the version that was sent last."""
        with acting(self.second.actor):
            seat = Seat.objects.get(review=review, body="lead", state="clear")
            return actions.check_ties(self.second.actor, seat=seat.id, key=self.second.key, reason=WHY)

    def led(self, review: Review, *, ties: tuple[str, ...] = (), **names: list[str]) -> Seat:
        """Whoever leads it is asked, declares, and is checked by the second officer."""
        self.declared(self.officer, **(names or {"employers": ["Quiet Harbour Works (invented)"]}))
        with acting(self.officer.actor):
            seat = Seat.objects.get(review=review, body="lead")
            seat = actions.answer(self.officer.actor, seat=seat.id, ties=ties, key=self.officer.key)
        if ties:
            return seat
        with acting(self.second.actor):
            return actions.check_ties(self.second.actor, seat=seat.id, key=self.second.key, reason=WHY)

    def moved(self, review: Review, move: str, by: Holder | None = None) -> None:
        """A move of the procedure, by the officer."""
        by = by or self.officer
        with acting(by.actor):
            run = Run.objects.get(subject=review.id)
            make_move(by.actor, run=run.id, move=move, seen=run.last, reason="As it should be (invented).")

    def state(self, review: Review) -> str:
        """Of the procedure."""
        with acting(self.officer.actor):
            return Run.objects.get(subject=review.id).state

    def now(self, review: Review) -> Review:
        """As it is, as the officer sees it."""
        with acting(self.officer.actor):
            return Review.objects.get(id=review.id)

    def declared(self, by: Holder, **names: list[str]) -> None:
        """What binds a person."""
        with acting(by.actor):
            actions.declare(by.actor, organisation=self.place.id, names=names)

    def seated(self, review: Review, by: Holder, *, body: str = "", outside: bool = False) -> Seat:
        """Named."""
        with acting(self.officer.actor):
            return actions.seat(self.officer.actor, review=review.id, user=by.id, body=body, outside=outside)

    def cleared(self, review: Review, by: Holder, *, body: str = "", **names: list[str]) -> Seat:
        """Named, asked, declared, checked."""
        seat = self.seated(review, by, body=body)
        self.declared(by, **(names or {"employers": ["Quiet Harbour Works (invented)"]}))
        with acting(by.actor):
            actions.answer(by.actor, seat=seat.id, ties=())
        with acting(self.officer.actor):
            return actions.check_ties(self.officer.actor, seat=seat.id, key=self.officer.key, reason=WHY)

    def eligible(self, review: Review, **more: Any) -> None:
        """Shown to be."""
        values: dict[str, Any] = {"floor": CLEAN, "evidence": ("law", "case"), **more}
        with acting(self.officer.actor):
            actions.assess_eligibility(self.officer.actor, review=review.id, **values)

    def assessed(self, review: Review) -> Assessment:
        """What harm there may be: a danger for the grantee, none for others."""
        actor = self.officer.actor
        with acting(actor):
            made = actions.begin_assessment(actor, review=review.id)
            danger = Danger(
                risk="exposure", bearer="grantee", scale=3, scope=1, irremediability=2, likelihood=2,
                mitigations=("level",), carrier="funder", residual="low",
            )  # fmt: skip
            actions.add_risk(actor, assessment=made.id, danger=danger, text="A clerk could talk (invented).")
            for bearer in BEARERS[1:]:
                actions.add_risk(actor, assessment=made.id, danger=Danger(risk="none", bearer=bearer))
            return actions.complete_assessment(actor, assessment=made.id)

    def copied(self, review: Review) -> Review:
        """The text without names, sealed to who sits."""
        with acting(self.officer.actor):
            texts = actions.prepare_copy(self.officer.actor, review=review.id, key=self.officer.key, reason=WHY)
            return actions.make_copy(
                self.officer.actor, review=review.id, texts=texts, key=self.officer.key, reason=WHY
            )

    def scoring(self, lane: str = "core", level: int = 2, members: int = 5) -> Review:
        """Eligible, assessed, forwarded, seated, and open for scores."""
        review = self.begun(lane, level)
        self.eligible(review)
        self.assessed(review)
        self.moved(review, "forward" if lane == "emergency" else lane)
        for by in self.sitting(lane, members):
            self.cleared(review, by)
        self.copied(review)
        with acting(self.officer.actor):
            return actions.open_scoring(self.officer.actor, review=review.id)

    def sitting(self, lane: str = "core", members: int = 5) -> list[Holder]:
        """Who decides."""
        return self.reviewers[: 2 if lane == "emergency" else members]

    def scored(self, review: Review, by: Holder, value: int = 3) -> None:
        """By one."""
        with acting(by.actor):
            actions.score(by.actor, review=review.id, marks=dict.fromkeys(criteria(), value), text="Seen alone.")

    def discussing(self, lane: str = "core", level: int = 2) -> Review:
        """All have scored."""
        review = self.scoring(lane, level)
        for place, by in enumerate(self.sitting(lane)):
            self.scored(review, by, place % 5)
        return self.now(review)

    def proposed(self, review: Review, by: Holder | None = None, **more: Any) -> Decision:
        """A decision before the body; an award unless said otherwise."""
        by = by or self.reviewers[0]
        values: dict[str, Any] = {"outcome": "awarded", "grounds": ("need",), "level": review.level}
        if more.get("outcome", "awarded") == "awarded":
            values |= {"amount": 900_000, "currency": "EUR", "expires_on": self.later()}
        with acting(by.actor):
            return actions.propose(by.actor, review=review.id, proposed=Proposed(**{**values, **more}), reasons=REASONS)

    def signed(self, decision: Decision, by: Holder, *, agrees: bool = True, **more: Any) -> Decision:
        """By one."""
        with acting(by.actor):
            return actions.sign(by.actor, decision=decision.id, agrees=agrees, **more)

    def decided(self, lane: str = "core", level: int = 2, **more: Any) -> Review:
        """By as many as it takes."""
        review = self.discussing(lane, level)
        decision = self.proposed(review, **more)
        for by in self.sitting(lane)[: 2 if lane == "emergency" else 3]:
            self.signed(decision, by)
        return self.now(review)

    @staticmethod
    def later() -> date:
        """A day to come."""
        return timezone.localdate() + timedelta(days=90)

    def run(self, review: Review) -> UUID:
        """Its way."""
        found = self.now(review).run
        assert found is not None
        return found


def refused_by_the_database(by: Holder, act: Callable[[], object]) -> bool:
    """Whether PostgreSQL itself says no."""
    with acting(by.actor):
        try:
            with transaction.atomic():
                act()
        except Error:
            return True
    return False
