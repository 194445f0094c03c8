"""A group that asks a named company, for tests: people, companies and texts are invented.

Notices go on Wednesdays, weeks after the last piece came in; custody takes the day from the database. So tests move the day on
(`on`), and never back.
"""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from tests.web.made_box import Known, as_holder, counter
from tests.web.made_inquiry import MILL
from tests.web.made_inquiry import Desk as Inquiring
from tests.web.made_vault import lately

from tadasu.web.evidence.hearing import actions, queries
from tadasu.web.evidence.hearing.actions import Prepared, Sent
from tadasu.web.evidence.hearing.models import Answer, Notice
from tadasu.web.evidence.hearing.words import PURPOSE, words
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.correspondence.actions.entering import enter, entered
from tadasu.web.foundation.procedure.models import Run

WEDNESDAY = date(2028, 3, 1)
"""Long after every piece."""
WHY = "An invented reason."
CHECKED = frozenset(words("checklist"))
WORDS = {"en": "Records of wages would help.", "ja": "賃金の記録があると助かります。"}

__all__ = ["CHECKED", "MILL", "WEDNESDAY", "WHY", "WORDS", "Desk", "on"]


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """From now on it is that day."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)


class Desk(Inquiring):
    """Two verifiers read the answers; the second releases."""

    def __init__(self) -> None:
        super().__init__()
        self.counter = counter(self.place, self.verifier, self.second, purpose=PURPOSE)

    def prepared(self, inquiry: Inquiry | UUID, **more: Any) -> Notice:
        """A notice that waits for a second person."""
        id = inquiry.id if isinstance(inquiry, Inquiry) else inquiry
        with acting(self.verifier.actor):
            elements = frozenset(Inquiry.objects.get(id=id).elements)
        values: dict[str, Any] = {
            "elements": elements,
            "people": 300,
            "people_from": "register of the factory (invented)",
            "time": "own",
            "words": WORDS,
            "confirmed": CHECKED,
        }
        with acting(self.verifier.actor):
            return actions.prepare(self.verifier.actor, inquiry=id, prepared=Prepared(**{**values, **more}))

    def released(self, notice: Notice) -> Notice:
        """It waits for its day."""
        with acting(self.second.actor):
            return actions.release(lately(self.second.user), notice=notice.id, confirmed=CHECKED)

    def sent(self, notice: Notice, instead_of: UUID | None = None) -> Sent:
        """The code, and the notice as it stands then."""
        with acting(self.verifier.actor):
            return actions.send(lately(self.verifier.user), notice=notice.id, instead_of=instead_of)

    def asked(
        self, monkeypatch: pytest.MonkeyPatch, inquiry: Inquiry | None = None, **more: Any
    ) -> tuple[Notice, Known]:
        """A notice that was sent, and the box of whoever has its code."""
        inquiry = inquiry or self.whole()
        on(monkeypatch, date(2028, 1, 31))
        notice = self.released(self.prepared(inquiry, **more))
        on(monkeypatch, WEDNESDAY)
        sent = self.sent(notice)
        return self.now(notice), visited(sent.code)

    def now(self, notice: Notice) -> Notice:
        """As it stands."""
        with acting(self.verifier.actor):
            return queries.notice_of(self.verifier.actor, notice.id)

    def inquiry(self, notice: Notice) -> Inquiry:
        """What it is about, as it stands."""
        with acting(self.verifier.actor):
            return Inquiry.objects.get(id=notice.inquiry)

    def run(self, notice: Notice) -> Run:
        """Its time."""
        with acting(self.verifier.actor):
            found = queries.run_of(notice)
        assert found is not None
        return found

    def answers(self, notice: Notice) -> list[Answer]:
        """What came."""
        with acting(self.verifier.actor):
            return list(queries.answers_to(self.verifier.actor, inquiry=notice.inquiry))


def visited(code: str) -> Known:
    """The box of a code."""
    with acting(ANONYMOUS):
        token = enter(code)
        visit = entered(token)
    assert visit is not None
    return Known(code, token, visit)


def said(box: Known, kind: str, text: str) -> int:
    """What the company sends from its own page."""
    with as_holder(box) as visit:
        return actions.say(visit, kind=kind, text=text)
