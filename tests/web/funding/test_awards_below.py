"""What hangs below an award and is withheld from whoever acts: told to nobody, and counted all the same."""

from typing import Any

import pytest
from django.db import Error, transaction
from django.utils import timezone
from tests.web.funding.test_intermediaries_chain import Chain
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.funding.awards import actions as awards
from tadasu.web.funding.awards.blocks import blocks_of
from tadasu.web.funding.awards.models import Award, Payment, Step
from tadasu.web.funding.awards.queries import balance_of
from tadasu.web.funding.intermediaries import actions

pytestmark = pytest.mark.usefixtures("database")


def hidden(chain: Chain, amount: int, *readers: Any) -> Award:
    """Below the award, and known to the second officer and these readers alone."""
    begun = chain.desk.begun(
        amount=amount, level=3, readers=tuple(one.id for one in readers), identity={"names": "Nobody Else (invented)"}
    )
    made: Award = chain.desk.does(chain.desk.second, awards.sub_award, parent=chain.award.id, begun=begun)
    return made


def test_of_a_withheld_sub_award_nothing_stands_in_the_log_above() -> None:
    chain = Chain()
    made, known = hidden(chain, 300_000), chain.sub(100_000)
    with acting(lately(chain.desk.officer.user)):
        assert not Award.objects.filter(id=made.id).exists()
        assert Step.objects.get(award=chain.award, act="sub-award").detail == {"award": str(known.id)}


def test_what_is_withheld_is_not_passed_on_twice_by_whoever_does_not_know_of_it() -> None:
    chain = Chain()
    hidden(chain, 300_000)
    with pytest.raises(UsageError, match="awards-over-parent"):
        chain.sub(1_700_001)
    chain.sub(1_700_000)


def test_an_award_is_not_closed_over_what_is_withheld_and_open_below() -> None:
    chain = Chain()
    hidden(chain, 300_000)
    with pytest.raises(UsageError, match="awards-below-open"):
        chain.desk.does(chain.desk.officer, awards.close, award=chain.award.id)


def test_what_was_attested_is_not_passed_on_once_more() -> None:
    chain = Chain()
    chain.desk.paid(chain.award)
    made = chain.attested(amount=1_500_000)
    chain.desk.does(chain.desk.officer, actions.judge, attestation=made.id)
    with pytest.raises(UsageError, match="awards-over-parent"):
        chain.sub(500_001)
    with pytest.raises(UsageError, match="awards-below-paid"):
        chain.desk.does(
            chain.desk.officer, awards.propose_amount, award=chain.award.id, amount=1_400_000, reason="need"
        )
    chain.sub(500_000)


def test_an_incident_holds_what_is_withheld_below_from_whoever_told_of_it() -> None:
    chain = Chain()
    desk = chain.desk
    below = desk.signed(hidden(chain, 300_000, desk.officer, desk.payer))
    payment = desk.prepared(below)
    desk.does(chain.theirs, actions.tell_incident, terms=chain.terms.id, code="exposure", noticed_at=timezone.now())
    payer = lately(desk.payer.user)
    with acting(payer):
        assert Award.objects.get(id=below.id).state == "signed"
        assert "suspended" in {one.code for one in blocks_of(payer, desk.now(below), desk.tranches(below)[0])}
        with pytest.raises(UsageError, match="awards-blocked"):
            desk.release(payment)
        with pytest.raises(Error), transaction.atomic():
            Payment.objects.filter(id=payment.id).update(
                state="released", released_by=desk.payer.id, released_on=desk.today
            )


def test_a_page_tells_nobody_of_money_that_went_to_what_is_withheld() -> None:
    chain = Chain()
    desk = chain.desk
    desk.paid(chain.award)
    below = desk.signed(hidden(chain, 300_000, desk.officer, desk.payer))
    desk.paid(below)
    with acting(lately(desk.officer.user)):
        assert balance_of(chain.award).passed_on == 150_000
    with acting(lately(desk.organiser.user)):
        assert balance_of(chain.award).passed_on == 0
