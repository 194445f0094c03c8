"""A funder with everything of its desk in use, for tests of what becomes of it when it falls: all invented."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils import timezone
from tests.web.made import person
from tests.web.made_awards import Desk as Awards
from tests.web.made_box import Known, as_holder, box_at, counter, received, replied, wrote
from tests.web.made_programmes import Desk as Books
from tests.web.made_review import Desk as Reviews
from tests.web.made_vault import Holder, again, holder, lately

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.vault.actions import confirm_share, set_up_recovery
from tadasu.web.foundation.vault.models import SealedRecord, Share
from tadasu.web.funding.applications.documents import Content
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.intermediaries.actions import tell_incident
from tadasu.web.funding.intermediaries.words import words
from tadasu.web.funding.programmes.models import Entry
from tadasu.web.funding.winddown.actions import Step, begin_by_machine, go_on
from tadasu.web.funding.winddown.models import Fall

OWN = {"summary": "call-summary"}
HEARD: list[Step] = []


class Desk(Reviews):
    """The funder of the tests of reviews, with books and awards, and a recovery key among three custodians of whom two are
    enough; of all that is sealed they could bring back everything but what was sealed `before` the key."""

    def __init__(self, *, recovery: bool = True, answers: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.answers = dict(answers or {})
        self.custodians = [holder(self.place, "custodian") for _ in range(3)]
        self.head = holder(self.place, "organiser")
        self.key = self.recovery() if recovery else None
        self.awards = _awards(self)

    def content(self, lane: str = "core", level: int = 2, **answers: Any) -> Content:
        """What somebody applied with; words of the work are of the call's own questions."""
        found = super().content(lane, level, **{**self.answers, **answers})
        return replace(found, answers={OWN.get(key, key): one for key, one in found.answers.items()})

    def recovery(self) -> UUID:
        """A key in force."""
        with acting(self.head.actor):
            key = set_up_recovery(
                self.head.actor, organisation=self.place.id, custodians=[one.id for one in self.custodians], needed=2
            )
        for one in self.custodians:
            with acting(one.actor):
                confirm_share(one.actor, share=Share.objects.get(key=key, user=one.id).id, key=one.key)
        return key

    def award_box(self) -> Known:
        """A box of the grants' own purpose."""
        return box_at(counter(self.place, self.officer, self.second, purpose="funding.award"))

    def used(self, level: int = 1) -> "Desk":
        """An application with letters and a file, reviewed and decided; an award that passes on, paid once, with an award below
        and an incident."""
        review = self.decided(level=level)
        wrote(self.box, "A letter (invented).")
        replied(self.officer, self.box, "An answer (invented).")
        with received(b"A file (invented).") as came, as_holder(self.box) as visit:
            source.send_file(visit, received=came)
        self.review = review
        self.award = self.awards.begin(passes_on=True, level=level)
        self.awards.write(self.award)
        self.award = self.awards.signed(self.award)
        self.terms = self.awards.passes(self.award)
        self.payment = self.awards.paid(self.award)
        actor = lately(self.officer.user)
        with acting(actor):
            self.incident = tell_incident(actor, terms=self.terms.id, **incident())
        return self

    def everybody(self) -> list[Holder]:
        """All who have keys."""
        return [self.officer, self.second, *self.reviewers, *self.custodians, self.head, self.awards.payer]

    @contextmanager
    def seen_whole(self) -> Iterator[None]:
        """As the system at work there."""
        with acting(steward(self.place)):
            yield

    def sums(self) -> list[tuple[Any, ...]]:
        """Every entry of the ledger and every award's money: what must be equal before and after."""
        with self.seen_whole():
            entries = Entry.objects.filter(organisation=self.place).order_by("line", "number")
            awards = Award.objects.filter(organisation=self.place).order_by("id")
            found: list[tuple[Any, ...]] = [
                *entries.values_list("line", "year", "kind", "amount", "currency", "line_amount", "day", "award"),
                *awards.values_list(
                    *("id", "amount", "currency", "line", "purpose", "region", "starts_on", "ends_on", "state"),
                    *("tranches__amount", "payments__amount", "payments__paid_on", "payments__paid_amount"),
                ),
            ]
        assert len(found) > 3
        return found

    def sealed_left(self) -> list[str]:
        """Kinds of records that are not erased."""
        with self.seen_whole():
            rows = SealedRecord.objects.filter(organisation=self.place, erased_at=None)
            return sorted(rows.values_list("kind", flat=True))

    def fell(self, mode: str, *, lost: bool = False, seconds: float | None = None) -> Fall:
        """By the machine, to its end."""
        keeper = steward(self.place)
        with acting(keeper):
            fall = begin_by_machine(keeper, organisation=self.place.id, mode=mode, lost=lost)
        HEARD.clear()
        go_on(fall.id, organisation=self.place.id, say=HEARD.append, seconds=seconds)
        return self.fall(fall.id)

    def fall(self, id: UUID) -> Fall:
        """As it stands."""
        with self.seen_whole():
            return Fall.objects.get(id=id)


def incident(text: str = "They came at night (invented).") -> dict[str, Any]:
    """Of an intermediary."""
    return {"code": sorted(words("incidents"))[0], "noticed_at": timezone.now(), "text": text}


def _awards(desk: Desk) -> Awards:
    """Awards of the same organisation, by the same officers."""
    made = Awards.__new__(Awards)
    made.books = Books(place=desk.place)
    made.place, made.line, made.today = desk.place, made.books.line, made.books.today
    made.officer, made.second = again(desk.officer), again(desk.second)
    made.payer, made.organiser = holder(desk.place, "payer"), desk.head
    made.auditor = person(desk.place, "auditor")
    return made
