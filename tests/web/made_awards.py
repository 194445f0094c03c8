"""A funder with people who have keys, and awards, for tests: all invented."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.web.made import person
from tests.web.made_programmes import Desk as Books
from tests.web.made_vault import Holder, holder, lately, unlocking, with_keys

from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.correspondence.actions.counters import set_up_counter
from tadasu.web.foundation.correspondence.models import Counter
from tadasu.web.foundation.vault.actions import open_record
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions import Agreement, Arrived, Asked, Begun, Part, Way
from tadasu.web.funding.awards.actions.telling import PURPOSE
from tadasu.web.funding.awards.models import Award, Check, Payment, Tranche
from tadasu.web.funding.awards.words import must
from tadasu.web.funding.intermediaries.actions import Said, set_terms
from tadasu.web.funding.intermediaries.models import Duty, Terms
from tadasu.web.funding.review.by_hand import japans, looked_through
from tadasu.web.funding.review.standing import lists_in_force

AMOUNT = 3_000_000
NAMES = "Radio Tanemaki (invented)\nラジオ種まき（架空）"
PEOPLE = "Ikumi Tanemoto (invented)"
TEXT = "An invented agreement of both sides."
PAYEE = "Tanemaki e.V. (invented), account 00-invented"
CANARIES = ("Tanemaki", "種まき", "Tanemoto", "00-invented")
"""What must stand in no row in the clear."""


class Desk:
    """A funder: two programme officers, a payer, an auditor, an organiser; all but the auditor have keys."""

    def __init__(self, *, vehicle: str = "fund") -> None:
        self.books = Books(vehicle)
        self.place = self.books.place
        self.line = self.books.line
        self.today = self.books.today
        self.officer = unlocking(with_keys(self.books.officer))
        self.second = holder(self.place, "programme")
        self.payer = unlocking(with_keys(self.books.payer))
        self.organiser = unlocking(with_keys(self.books.organiser))
        self.auditor = self.books.auditor

    @property
    def readers(self) -> tuple[UUID, ...]:
        """Those who open what is sealed."""
        return (self.officer.id, self.second.id, self.payer.id)

    def begun(self, **more: Any) -> Begun:
        """What an award begins with: a year from today, at level 1."""
        values: dict[str, Any] = {
            "line": self.line.id,
            "amount": AMOUNT,
            "currency": "JPY",
            "level": 1,
            "lane": "core",
            "risk": "medium",
            "region": "789",
            "starts_on": self.today,
            "ends_on": self.today + timedelta(days=364),
            "readers": self.readers,
            "identity": {"names": NAMES, "people": PEOPLE},
        }
        if more.get("level") == 2 or "grantee" in more:
            values["identity"] = {}
        return Begun(**(values | more))

    def begin(self, *, by: Holder | None = None, **more: Any) -> Award:
        """A draft."""
        actor = lately((by or self.officer).user)
        with acting(actor):
            return actions.begin_award(actor, organisation=self.place.id, begun=self.begun(**more))

    def write(
        self,
        award: Award,
        *,
        parts: tuple[Part, ...] | None = None,
        conditions: tuple[Asked, ...] = (),
        costs: Mapping[str, int] | None = None,
        clauses: tuple[str, ...] | None = None,
    ) -> Award:
        """An agreement in two tranches: today, and in half a year."""
        actor = lately(self.officer.user)
        first = award.amount // 2
        two = (
            Part(amount=first, due_on=self.today),
            Part(amount=award.amount - first, due_on=self.today + timedelta(days=180)),
        )
        agreement = Agreement(
            texts={"text": TEXT},
            clauses=tuple(must()) if clauses is None else clauses,
            parts=parts or two,
            costs=costs or {},
            conditions=conditions,
        )
        with acting(actor):
            return actions.write_agreement(actor, award=award.id, agreement=agreement)

    def read(self, who: Holder, record: UUID | None) -> None:
        """Somebody opens something sealed."""
        assert record is not None
        actor = lately(who.user)
        with acting(actor):
            open_record(actor, record=record, key=who.key, purpose="decide", reason="To know what it says.")

    def signed(self, award: Award | None = None, *, screened: bool = True, **more: Any) -> Award:
        """Written, read and signed by two; its grantee held against the lists."""
        found = award or self.begin(**more)
        if found.record is None:
            found = self.write(found)
        self.read(self.second, found.record)
        self.does(self.officer, actions.sign, award=found.id)
        done: Award = self.does(self.second, actions.sign, award=found.id)
        if screened:
            self.screened(done)
        return done

    def passes(self, award: Award, *, protection: int = 1, agreed: bool = True, **more: Any) -> Terms:
        """Terms for an award that passes on; all duties agreed to, as one of ours would have noted it."""
        said = Said(protection=protection, **more)
        made: Terms = self.does(self.officer, set_terms, award=award.id, said=said)
        if agreed:
            with acting(lately(self.officer.user)):
                Duty.objects.filter(terms=made).update(user=self.officer.user, acknowledged_on=self.today)
        return made

    def screened(self, award: Award, *, found: bool = False) -> None:
        """As one of us would have noted it."""
        with acting(lately(self.officer.user)):
            Check.objects.create(
                organisation=self.place,
                award=award,
                number=Check.objects.filter(award=award).count() + 1,
                lists=dict(lists_in_force()),
                by_hand=looked_through({"un-sc": self.today} | japans(self.today)),
                found=found,
                user=self.officer.user,
            )

    def way(self, **more: Any) -> Way:
        """A bank transfer to somebody invented."""
        values: dict[str, Any] = {"route": "bank", "basis": "ordinary", "tested": True, "texts": {"payee": PAYEE}}
        return Way(**(values | more))

    def prepared(self, award: Award, number: int = 1, **more: Any) -> Payment:
        """By the officer."""
        made: Payment = self.does(
            self.officer, actions.prepare_payment, award=award.id, number=number, way=self.way(**more)
        )
        return made

    def paid(self, award: Award, number: int = 1) -> Payment:
        """Prepared, released, arrived, today."""
        payment = self.prepared(award, number)
        self.release(payment)
        arrived = Arrived(on=self.today, amount=payment.amount, currency=payment.currency)
        done: Payment = self.does(self.payer, actions.note_paid, payment=payment.id, arrived=arrived)
        return done

    def release(self, payment: Payment) -> Payment:
        """By the payer, who read the way."""
        self.read(self.payer, payment.record)
        done: Payment = self.does(self.payer, actions.release_payment, payment=payment.id, key=self.payer.key)
        return done

    def does(self, who: Holder, act: Any, **named: Any) -> Any:
        """An act by somebody just signed in."""
        actor = lately(who.user)
        with acting(actor):
            return act(actor, **named)

    def now(self, award: Award) -> Award:
        """As it stands."""
        with acting(lately(self.officer.user)):
            return Award.objects.select_related("grantee").get(id=award.id)

    def tranches(self, award: Award) -> list[Tranche]:
        """In order."""
        with acting(lately(self.officer.user)):
            return list(Tranche.objects.filter(award=award).order_by("number"))

    def counter(self, *readers: Holder) -> Counter:
        """Where codes of boxes for grants are handed out from."""
        actor = lately(self.organiser.user)
        with acting(actor):
            made = set_up_counter(
                actor,
                organisation=self.place,
                purpose=PURPOSE,
                open=True,
                readers=[one.id for one in readers or (self.officer, self.second)],
            )
            return Counter.objects.get(id=made)

    def stranger(self) -> Actor:
        """A programme officer of another funder."""
        return lately(person(Books().place, "programme"))


def in_days(days: int, of: Desk) -> date:
    """A day from today."""
    return of.today + timedelta(days=days)
