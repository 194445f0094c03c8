"""A funder that asks its grantees what they think of it, for tests: all invented."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.web.made import person
from tests.web.made_api import later
from tests.web.made_box import Known, as_holder, box_at, counter
from tests.web.made_publishing import Desk as Portfolio
from tests.web.made_vault import Holder, holder

from tadasu.web.foundation.access import ANONYMOUS, Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of, steward
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.funding.awards.actions.telling import PURPOSE
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.feedback import actions
from tadasu.web.funding.feedback.actions.beginning import Said
from tadasu.web.funding.feedback.actions.closing import read_words
from tadasu.web.funding.feedback.models import GRANTEES, Round, Sealed, Spent, Taken
from tadasu.web.funding.programmes.models import Line

REASON = "To hear what grantees think of us."
DAYS = 20
TABLES = (Taken, Spent, Sealed)


def just(user: User) -> Actor:
    """Signed in a moment ago by the clock of the server."""
    return actor_of(user, second_factor=True, signed_in_at=timezone.now())


class Desk(Portfolio):
    """Its officer has keys; grantees have boxes."""

    def __init__(self) -> None:
        FLOODS.forget()
        super().__init__()
        self.reader = holder(self.place, "programme")
        self.counter = counter(self.place, self.reader, purpose=PURPOSE)
        self.auditor = person(self.place, "auditor")
        self.today = timezone.localdate()
        self.boxes: list[Known] = []

    def grantees(self, number: int, line: Line | None = None, **more: Any) -> list[Known]:
        """So many, each with a running award and a box."""
        made = self.awards([{"line": line or self.media, **more}] * number)
        boxes = [box_at(self.counter) for _ in made]
        with acting(self.actor(self.officer)):
            for award, box in zip(made, boxes, strict=True):
                Award.objects.filter(id=award.id).update(box=box.id)
        return boxes

    def begin(self, by: Holder | None = None, **more: Any) -> Round:
        """A round that asks grantees of one programme from today on."""
        actor = just((by or self.reader).user)
        values: dict[str, Any] = {
            "asked": (GRANTEES,),
            "funds": (self.books.fund.id,),
            "opens_on": self.today,
            "closes_on": self.today + timedelta(days=DAYS),
        }
        with acting(actor):
            return actions.begin_round(actor, organisation=self.place.id, said=Said(**(values | more)))

    def begin_with(self, number: int, **more: Any) -> Round:
        """The same, with so many grantees."""
        self.boxes = self.grantees(number)
        return self.begin(**more)

    def take(self, round: Round, box: Known, kind: str = GRANTEES) -> tuple[str, ...]:
        """What the holder of a box is shown."""
        with as_holder(box) as visit:
            return actions.take(visit, round=round.id, kind=kind).codes

    def voucher(self, round: Round, box: Known) -> str:
        """One."""
        (code,) = self.take(round, box)
        return code

    def answered(self, round: Round, boxes: Sequence[Known], **said: Any) -> None:
        """Each takes a voucher and answers with it."""
        for box in boxes:
            answered(self.voucher(round, box), **said)

    def close(self, round: Round, by: Holder | None = None) -> Round:
        """As an officer with a key."""
        who = by or self.reader
        actor = just(who.user)
        with acting(actor):
            return actions.close_round(actor, round=round.id, key=who.key, reason=REASON)

    def closed(self, monkeypatch: pytest.MonkeyPatch, round: Round) -> Round:
        """When its last day is over."""
        with over(monkeypatch):
            return self.close(round)

    def told(self, monkeypatch: pytest.MonkeyPatch, round: Round) -> dict[str, Any]:
        """What is counted when its last day is over."""
        found: dict[str, Any] | None = self.closed(monkeypatch, round).results
        assert found is not None
        return found

    def stands(self, round: Round) -> Round:
        """As it stands."""
        with acting(self.reader.actor):
            return Round.objects.get(id=round.id)

    def rows(self, table: Any) -> list[Any]:
        """Of a table that no person sees."""
        with acting(steward(self.place)):
            return list(table.objects.filter(organisation=self.place))

    def kept(self) -> dict[str, int]:
        """How many rows are there of what is kept of those who took and answered."""
        return {one.__name__: len(self.rows(one)) for one in TABLES}

    def words(self, round: Round) -> Mapping[str, Sequence[str]]:
        """Free answers, opened by the officer."""
        actor = just(self.reader.user)
        with acting(actor):
            actions.open_words(actor, round=round.id, key=self.reader.key, purpose="decide", reason=REASON)
            found = read_words(actor, round=Round.objects.get(id=round.id), key=self.reader.key)
        assert found is not None
        return found


def answered(voucher: str, *, language: str = "en", texts: Mapping[str, str] | None = None, **steps: str) -> None:
    """With a voucher, as somebody without an account."""
    with acting(ANONYMOUS):
        actions.answer(voucher, steps=steps or {"fair": "mostly"}, texts=texts or {}, language=language)


@contextmanager
def over(monkeypatch: pytest.MonkeyPatch, days: int = DAYS + 1) -> Iterator[None]:
    """So many days later: by default when the last day of a round is over."""
    with later(monkeypatch, timedelta(days=days)):
        yield
