"""What those who were paid or refused think of the funder: a round that runs, in which an intermediary took its voucher and a
sheet to hand on, and a few answered. Boxes whose codes are printed have taken none yet."""

from collections.abc import Sequence
from datetime import timedelta

from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.funding.awards import actions as of_awards
from tadasu.web.funding.demonstration._applying import coming
from tadasu.web.funding.demonstration._stage import OFFICER, Stage, told
from tadasu.web.funding.feedback.actions import answer, begin_round, take
from tadasu.web.funding.feedback.actions.beginning import Said
from tadasu.web.funding.feedback.models import ASKED, GRANTEES, PASSED_ON, Round
from tadasu.web.funding.intermediaries.models import Terms
from tadasu.web.funding.programmes.models import Fund

_RUNS = timedelta(days=30)


def asked(stage: Stage) -> None:
    """Everybody of the fund; the first of the sheet and the intermediary itself answer."""
    award = stage.does(OFFICER, lambda actor: Terms.objects.get(holder=stage.partner).award)
    code = stage.does(OFFICER, of_awards.hand_out_box, award=award).code
    fund = stage.does(OFFICER, lambda actor: Fund.objects.get(organisation=stage.place).id)
    said = Said(asked=ASKED, funds=[fund], opens_on=stage.today, closes_on=stage.today + _RUNS)
    round = stage.does(OFFICER, begin_round, organisation=stage.place.id, said=said)
    for voucher, given in zip(_vouchers(code, round), told()["answers"], strict=False):
        with acting(ANONYMOUS):
            answer(voucher, steps=given["steps"], texts=given["texts"], language=given["language"])


def _vouchers(code: str, round: Round) -> Sequence[str]:
    """Its own, then those that it hands on; kept nowhere."""
    with coming(code) as visit:
        return [one for kind in (GRANTEES, PASSED_ON) for one in take(visit, round=round.id, kind=kind).codes]
