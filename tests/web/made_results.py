"""Results of tests: all invented."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.web.made import person
from tests.web.made_awards import Desk as Awards
from tests.web.made_box import Known, as_holder
from tests.web.made_vault import Holder, lately

from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.correspondence.actions.entering import enter, entered
from tadasu.web.funding.awards import actions as of_awards
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.results import actions
from tadasu.web.funding.results.actions import Said
from tadasu.web.funding.results.models import Result, Told
from tadasu.web.funding.results.periods import when_said

WORDS = "The mill of Tezgul freed nine women (invented). テズグル工場（架空）。"
CANARIES = ("Tezgul", "テズグル", "nine women")
"""What must stand in no row in the clear."""


def said(**more: Any) -> Said:
    """A finding, in the quarter before last, as its grantee says."""
    values: dict[str, Any] = {
        "kind": "finding",
        "when": when_said("2026-05-12"),
        "contribution": "core",
        "told_by": "grantee",
        "sure": "reported",
        "words": WORDS,
    }
    return Said(**(values | more))


class Desk(Awards):
    """A funder as in tests of awards, with publishers."""

    def __init__(self) -> None:
        super().__init__()
        self.publisher, self.other = person(self.place, "publisher"), person(self.place, "publisher")

    def running(self, **more: Any) -> Award:
        """An award that was signed."""
        return self.signed(**more)

    def known_over_another(self) -> Award:
        """An award at level 2: its intermediary alone knows for whom it is."""
        above = self.signed(passes_on=True)
        self.passes(above)
        begun = self.begun(amount=400_000, level=2)
        return self.signed(self.does(self.officer, of_awards.sub_award, parent=above.id, begun=begun))

    def result(self, award: Award, *, by: Holder | None = None, told: UUID | None = None, **more: Any) -> Result:
        """Written down by the officer."""
        made: Result = self.does(by or self.officer, actions.write_result, award=award.id, said=said(**more), told=told)
        return made

    def of_programme(self, **more: Any) -> Result:
        """Without an award."""
        made: Result = self.does(
            self.officer,
            actions.write_for_programme,
            organisation=self.place.id,
            fund=self.books.fund.id,
            said=said(**more),
        )
        return made

    def as_it_stands(self, result: Result) -> Result:
        """The row."""
        with acting(lately(self.officer.user)):
            return Result.objects.get(id=result.id)

    def box_of(self, award: Award) -> Known:
        """The box of an award, as whoever has its code."""
        done = self.does(self.officer, of_awards.hand_out_box, award=award.id)
        with acting(ANONYMOUS):
            token = enter(done.code)
            visit = entered(token)
        assert visit is not None
        return Known(done.code, token, visit)

    def told(self, box: Known, award: Award, text: str = WORDS) -> Told:
        """By whoever has the code."""
        with as_holder(box) as visit:
            return actions.tell(visit, award=award.id, text=text)


def days_ago(days: int, of: Desk) -> date:
    """A day before today."""
    return of.today - timedelta(days=days)
