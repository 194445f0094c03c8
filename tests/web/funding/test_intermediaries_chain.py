"""Duties flow down, sums count once, and what hangs on one hand is said."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.web.made import organisation, person
from tests.web.made_awards import Desk
from tests.web.made_vault import Holder, holder, lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.funding.awards import actions as awards
from tadasu.web.funding.awards.actions import Part
from tadasu.web.funding.awards.blocks import blocks_of
from tadasu.web.funding.awards.models import Award, Payment
from tadasu.web.funding.intermediaries import actions, queries
from tadasu.web.funding.intermediaries._shares import points_left
from tadasu.web.funding.intermediaries._stated import Stated, band_of, bounds
from tadasu.web.funding.intermediaries.actions import Said
from tadasu.web.funding.intermediaries.chains import picture
from tadasu.web.funding.intermediaries.models import Attestation, Duty, Incident, Terms
from tadasu.web.funding.intermediaries.words import words

pytestmark = pytest.mark.usefixtures("database")

MONTH = timezone.localdate().replace(day=1)


def stated(**more: object) -> Stated:
    values: dict[str, object] = {
        "first": MONTH,
        "last": MONTH,
        "sub_grants": 7,
        "amount": 500_000,
        "currency": "JPY",
        "regions": {"789": "5-9"},
        "due_diligence": True,
        "screening": True,
        "protected": True,
    }
    return Stated(**(values | more))  # type: ignore[arg-type]


class Chain:
    """A funder, and an intermediary whose people have a place of their own on the same server."""

    def __init__(self, *, agreed: bool = True, overhead: int = 1000) -> None:
        self.desk = Desk()
        self.there = organisation("funder", "Kawagishi Bridge Fund (invented)")
        self.theirs: Holder = holder(self.there, "programme")
        self.award = self.desk.begin(amount=2_000_000, passes_on=True, overhead_points=overhead)
        self.award = self.desk.signed(
            self.desk.write(self.award, parts=(Part(amount=2_000_000, due_on=self.desk.today),))
        )
        self.terms = self.desk.passes(self.award, agreed=agreed, holder=self.there.id)

    def attested(self, **more: object) -> Attestation:
        made: Attestation = self.desk.does(self.theirs, actions.attest, terms=self.terms.id, stated=stated(**more))
        return made

    def sub(self, amount: int, **more: object) -> Award:
        begun = self.desk.begun(amount=amount, identity={"names": f"Sub {amount} (invented)"}, **more)
        made: Award = self.desk.does(self.desk.officer, awards.sub_award, parent=self.award.id, begun=begun)
        return made


def test_no_money_goes_before_the_intermediary_said_yes_to_all() -> None:
    chain = Chain(agreed=False)
    desk = chain.desk
    payer = lately(desk.payer.user)
    with acting(payer):
        assert [one.code for one in blocks_of(payer, desk.now(chain.award), desk.tranches(chain.award)[0])] == [
            "duties"
        ]
    codes = list(words("duties"))
    desk.does(chain.theirs, actions.acknowledge, terms=chain.terms.id, codes=codes[1:])
    with pytest.raises(UsageError, match="intermediaries-letter"):
        desk.does(desk.officer, actions.acknowledge, terms=chain.terms.id, codes=codes[:1])
    desk.does(chain.theirs, actions.acknowledge, terms=chain.terms.id, codes=codes[:1])
    with acting(payer):
        assert {one.user_id for one in Duty.objects.filter(terms=chain.terms)} == {chain.theirs.id}
    desk.paid(chain.award)


def test_the_intermediaries_people_see_terms_and_no_award() -> None:
    chain = Chain()
    actor = lately(chain.theirs.user)
    with acting(actor):
        assert queries.terms_held(actor).get().pseudonym == chain.award.pseudonym
        assert not Award.objects.exists()
    stranger = chain.desk.stranger()
    with acting(stranger):
        assert not Terms.objects.exists()
        with pytest.raises(Terms.DoesNotExist):
            actions.attest(stranger, terms=chain.terms.id, stated=stated())
    auditor = lately(person(chain.there, "auditor"))
    with acting(auditor), pytest.raises(Refused):
        actions.attest(auditor, terms=chain.terms.id, stated=stated())


def test_protection_is_never_lower_below_and_overhead_never_more_than_the_whole_share() -> None:
    chain = Chain()
    desk = chain.desk
    with pytest.raises(UsageError, match="intermediaries-protection"):
        chain.sub(100_000, level=0)
    below = chain.sub(1_000_000, level=1, passes_on=True, overhead_points=600)
    with pytest.raises(UsageError, match="intermediaries-overhead"):
        desk.does(desk.officer, actions.set_terms, award=below.id, said=Said(protection=1))
    fits = chain.sub(900_000, level=1, passes_on=True, overhead_points=points_left([1000]))
    with pytest.raises(UsageError, match="intermediaries-protection"):
        desk.does(desk.officer, actions.set_terms, award=fits.id, said=Said(protection=0))
    with pytest.raises(UsageError, match="intermediaries-hours"):
        desk.does(desk.officer, actions.set_terms, award=fits.id, said=Said(protection=1, incident_hours=25))
    made = desk.does(desk.officer, actions.set_terms, award=fits.id, said=Said(protection=2, incident_hours=12))
    assert made.depth == 2
    with acting(lately(desk.officer.user)), pytest.raises(Error), transaction.atomic():
        Terms.objects.filter(id=made.id).update(protection=1)


def test_a_sum_counts_once_however_deep_and_never_more_than_was_paid() -> None:
    chain = Chain()
    desk = chain.desk
    desk.paid(chain.award)
    sub = desk.signed(desk.write(chain.sub(700_000), parts=(Part(amount=700_000, due_on=desk.today),)))
    desk.paid(sub)
    with pytest.raises(UsageError, match="intermediaries-over"):
        desk.does(desk.officer, actions.judge, attestation=chain.attested(amount=1_400_000).id)
    first = Attestation.objects.none()
    with acting(lately(desk.officer.user)):
        first = Attestation.objects.filter(terms=chain.terms)
        waiting = first.get()
    desk.does(desk.officer, actions.judge, attestation=waiting.id, why="sums")
    taken = chain.attested(amount=500_000)
    with pytest.raises(UsageError, match="intermediaries-overlap"):
        chain.attested(amount=1)
    desk.does(desk.officer, actions.judge, attestation=taken.id)
    actor = lately(desk.officer.user)
    with acting(actor):
        found = picture(actor, desk.place.id)
    line = next(one for one in found.lines if one.line.id == desk.line.id)
    totals = line.totals["JPY"]
    assert totals.entered == 2_000_000 == desk.books.room().paid
    parts = totals.arrived + totals.sealed + totals.overhead + totals.sealed_overhead + totals.held + totals.returned
    assert (totals.arrived, totals.sealed, parts) == (700_000, 500_000, totals.entered)
    assert not found.problems


def test_whoever_signed_an_attestation_does_not_take_it() -> None:
    chain = Chain()
    desk = chain.desk
    desk.paid(chain.award)
    noted = desk.does(desk.officer, actions.attest, terms=chain.terms.id, stated=stated())
    assert noted.source == "noted"
    with pytest.raises(Refused):
        desk.does(desk.officer, actions.judge, attestation=noted.id)
    desk.does(desk.second, actions.judge, attestation=noted.id)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"first": date(2026, 1, 2)}, "intermediaries-months"),
        ({"last": MONTH + timedelta(days=62)}, "intermediaries-months"),
        ({"sub_grants": 0}, "intermediaries-amount"),
        ({"amount": -1}, "intermediaries-amount"),
        ({"regions": {"Tanemaki": "1-4"}}, "intermediaries-code"),
        ({"regions": {"789": "100-"}}, "intermediaries-bands"),
        ({"currency": "EUR"}, "intermediaries-currency"),
    ],
)
def test_nothing_but_counts_sums_months_and_bands_can_be_attested(more: dict[str, object], code: str) -> None:
    with pytest.raises(UsageError, match=code):
        Chain().attested(**more)


def test_a_month_that_was_not_stated_whole_is_not_taken() -> None:
    chain = Chain()
    desk = chain.desk
    desk.paid(chain.award)
    one = chain.attested(screening=False)
    with pytest.raises(UsageError, match="intermediaries-not-stated"):
        desk.does(desk.officer, actions.judge, attestation=one.id)


def test_an_incident_told_by_the_intermediary_freezes_all_that_hangs_below() -> None:
    chain = Chain()
    desk = chain.desk
    desk.paid(chain.award)
    sub = desk.signed(desk.write(chain.sub(700_000), parts=(Part(amount=700_000, due_on=desk.today),)))
    payment = desk.prepared(sub)
    now = timezone.now()
    with pytest.raises(UsageError, match="intermediaries-noticed"):
        desk.does(
            chain.theirs, actions.tell_incident, terms=chain.terms.id, code="raid", noticed_at=now + timedelta(hours=2)
        )
    told = desk.does(
        chain.theirs,
        actions.tell_incident,
        terms=chain.terms.id,
        code="raid",
        noticed_at=now - timedelta(hours=30),
        text="They took the Tanemaki files.",
    )
    assert told.froze
    assert told.told_at > told.due_at
    assert told.noticed_at.minute == 0
    assert (desk.now(chain.award).state, desk.now(sub).state) == ("suspended", "suspended")
    with pytest.raises(UsageError, match="awards-state"):
        desk.release(payment)
    desk.read(desk.officer, told.record)
    desk.does(desk.officer, actions.close_incident, incident=told.id)
    with pytest.raises(UsageError, match="intermediaries-closed"):
        desk.does(desk.officer, actions.close_incident, incident=told.id)
    with acting(lately(desk.officer.user)):
        assert Incident.objects.get().state == "closed"
        assert desk.now(chain.award).state == "suspended"
        assert Payment.objects.get(id=payment.id).state == "prepared"


def test_what_goes_through_one_hand_is_said_with_its_reason() -> None:
    chain = Chain()
    desk = chain.desk
    desk.paid(chain.award)
    for amount in (300_000, 400_000):
        desk.paid(desk.signed(desk.write(chain.sub(amount), parts=(Part(amount=amount, due_on=desk.today),))))
    actor = lately(desk.officer.user)
    with acting(actor):
        found = picture(actor, desk.place.id)
    line = next(one for one in found.lines if one.line.id == desk.line.id)
    assert {one.code for one in line.problems} == {"few-intermediaries", "one-above-half"}
    assert "single-point" in {one.code for one in found.depend}
    assert len(found.dependence.on_one) == 2


def test_a_changed_amount_stands_in_the_terms_too() -> None:
    chain = Chain()
    desk = chain.desk
    desk.does(desk.officer, awards.propose_amount, award=chain.award.id, amount=2_500_000, reason="need")
    desk.does(desk.second, awards.approve, award=chain.award.id, number=1)
    with acting(lately(chain.theirs.user)):
        assert Terms.objects.get(id=chain.terms.id).amount == 2_500_000


@given(st.lists(st.integers(0, 1500), max_size=6))
def test_all_levels_together_keep_no_more_than_the_share(wanted: list[int]) -> None:
    kept: list[int] = []
    for points in wanted:
        kept.append(min(points, points_left(kept)))
    whole = 1_000_000_000
    rest = whole
    for points in kept:
        rest -= rest * points // 10_000
    assert whole - rest <= whole * 15 // 100 + len(kept)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6))
def test_bands_hold_the_count_they_came_from(counts: list[int]) -> None:
    least, most = bounds([band_of(one) for one in counts])
    assert least <= sum(counts)
    assert most is None or sum(counts) <= most
