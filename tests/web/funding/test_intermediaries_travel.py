"""An intermediary on a server of its own attests by a package: counts, sums and bands, to the funder whose grant it is, and
nobody else."""

import pytest
from django.utils import timezone
from tests.web.made import organisation, person
from tests.web.made_awards import Desk
from tests.web.made_exchange import Side, carried, knows, sent

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.exchange._receipt import Answer
from tadasu.web.foundation.exchange.actions import open_exchange
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.kinds import check, latest
from tadasu.web.funding.awards.actions import Part
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.intermediaries import actions
from tadasu.web.funding.intermediaries._stated import Stated
from tadasu.web.funding.intermediaries.models import Attestation, Grant
from tadasu.web.funding.intermediaries.subgrants_kind import subgrants_for

pytestmark = pytest.mark.usefixtures("database")

KIND = "subgrants"
MONTH = timezone.localdate().replace(day=1)


def opened(name: str, desk: Desk | None = None) -> Side:
    """A funder with keys and a card."""
    place = desk.place if desk else organisation("funder", name)
    one = desk.organiser.user if desk else person(place, "organiser", "programme")
    made = Side(place, one, desk.second.user if desk else person(place, "programme"))
    with acting(made.actor):
        open_exchange(made.actor, organisation=place, address="")
    return made


class Two:
    """A funder, and an intermediary elsewhere that has a grant of it."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.funder = opened("", self.desk)
        self.bridge = opened("Kawagishi Bridge Fund (invented)")
        knows(self.funder, self.bridge, takes=(KIND,), gives=())
        knows(self.bridge, self.funder, takes=(), gives=(KIND,))
        desk = self.desk
        award = desk.begin(amount=2_000_000, passes_on=True, overhead_points=1000)
        self.award = desk.signed(desk.write(award, parts=(Part(amount=2_000_000, due_on=desk.today),)))
        desk.passes(self.award, peer=self.funder.peer(self.bridge).id)
        self.grant = self.noted(self.funder, self.award)

    def noted(self, funder: Side, award: Award) -> Grant:
        with acting(self.bridge.actor):
            return actions.note_grant(
                self.bridge.actor,
                organisation=self.bridge.place.id,
                peer=self.bridge.peer(funder).id,
                pseudonym=award.pseudonym.lower(),
                currency="JPY",
            )

    def states(self, grant: Grant | None = None, **more: object) -> None:
        values: dict[str, object] = {
            "first": MONTH,
            "last": MONTH,
            "sub_grants": 12,
            "amount": 600_000,
            "currency": "JPY",
            "regions": {"789": "10-24"},
            "due_diligence": True,
            "screening": True,
            "protected": True,
        }
        with acting(self.bridge.actor):
            actions.state(self.bridge.actor, grant=(grant or self.grant).id, stated=Stated(**(values | more)))  # type: ignore[arg-type]

    def attestations(self) -> list[Attestation]:
        with acting(self.funder.actor):
            return list(Attestation.objects.order_by("number"))


def test_what_an_intermediary_states_comes_as_an_attestation_that_nobody_here_signed() -> None:
    two = Two()
    two.states()
    (package,) = sent(two.bridge, two.funder, KIND)
    assert carried(two.bridge, two.funder, package).answer == Answer.TAKEN
    (found,) = two.attestations()
    assert (found.source, found.signed_by_id, found.state) == ("package", None, "signed")
    assert (found.sub_grants, found.amount, found.regions) == (12, 600_000, {"789": "10-24"})
    two.desk.paid(two.award)
    two.desk.does(two.desk.officer, actions.judge, attestation=found.id)
    with pytest.raises(Fault, match="exchange-nothing-new"):
        sent(two.bridge, two.funder, KIND)


def test_a_funder_gets_nothing_of_what_concerns_another() -> None:
    two = Two()
    other = opened("Someone Else's Fund (invented)")
    knows(two.bridge, other, takes=(), gives=(KIND,))
    grant = two.noted(other, two.award)
    two.states(grant)
    with acting(two.bridge.actor):
        assert subgrants_for(two.bridge.actor, two.bridge.peer(two.funder), 0).lines == []
        assert len(subgrants_for(two.bridge.actor, two.bridge.peer(other), 0).lines) == 1


def test_a_peer_that_no_terms_name_attests_nothing() -> None:
    two = Two()
    other = opened("Someone Else's Bridge (invented)")
    knows(two.funder, other, takes=(KIND,), gives=())
    knows(other, two.funder, takes=(), gives=(KIND,))
    with acting(other.actor):
        grant = actions.note_grant(
            other.actor,
            organisation=other.place.id,
            peer=other.peer(two.funder).id,
            pseudonym=two.award.pseudonym,
            currency="JPY",
        )
        actions.state(
            other.actor,
            grant=grant.id,
            stated=Stated(
                first=MONTH,
                last=MONTH,
                sub_grants=1,
                amount=1,
                currency="JPY",
                due_diligence=True,
                screening=True,
                protected=True,
            ),
        )
    (package,) = sent(other, two.funder, KIND)
    assert carried(other, two.funder, package).answer == Answer.REFUSED
    assert not two.attestations()


@pytest.mark.parametrize(
    "more", [{"grantee": "Tanemaki"}, {"regions": [{"region": "789", "band": "1-4", "town": "x"}]}, {"note": ""}]
)
def test_a_document_holds_no_field_but_those_of_the_kind(more: dict[str, object]) -> None:
    line = {
        "award": "BCDF-GHJK",
        "first": "2026-10",
        "last": "2026-10",
        "sub_grants": 1,
        "amount": 1,
        "currency": "JPY",
        "regions": [],
        "due_diligence": True,
        "screening": True,
        "protected": True,
    }
    check(latest(KIND), [line])
    with pytest.raises(Fault):
        check(latest(KIND), [line | more])


def test_only_a_whole_statement_is_kept() -> None:
    two = Two()
    with pytest.raises(UsageError, match="intermediaries-not-stated"):
        two.states(screening=False)
    with pytest.raises(UsageError, match="intermediaries-currency"):
        two.states(currency="EUR")
    with pytest.raises(UsageError, match="intermediaries-pseudonym"), acting(two.bridge.actor):
        actions.note_grant(
            two.bridge.actor,
            organisation=two.bridge.place.id,
            peer=two.bridge.peer(two.funder).id,
            pseudonym="Tanemaki",
            currency="JPY",
        )
