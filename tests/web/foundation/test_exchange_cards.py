"""Cards: whose key it is, people find out; a key may vouch for the next; an older card never comes back."""

import json
from datetime import timedelta

import pytest
from tests.web.made_exchange import Side, arrives, knows, package, side, two
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.store import data_folder
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.exchange import _keys
from tadasu.web.foundation.exchange._card import GROUPS, read_card, written
from tadasu.web.foundation.exchange._own import today
from tadasu.web.foundation.exchange._receipt import Answer
from tadasu.web.foundation.exchange.actions import confirm, decline, in_force, open_exchange, propose, renew_keys
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.models import Terms

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def both() -> tuple[Side, Side]:
    return two()


def renewed(here: Side) -> str:
    """The card after a change of keys."""
    with acting(here.actor):
        renew_keys(here.actor, organisation=here.place, seen=here.own.now.number)
    return here.card


def stolen(here: Side) -> str:
    """A card of the same id with other keys, which nobody vouches for."""
    values = json.loads(here.card)
    fresh = side("Impostor (invented)")
    card = read_card(fresh.card)
    return json.dumps(values | {"signing": card.signing.hex(), "receiving": card.receiving})


def refused(text: str) -> str:
    with pytest.raises(Fault) as found:
        read_card(text)
    return found.value.code


def test_a_card_can_be_read_by_people_and_its_fingerprint_read_aloud(both: tuple[Side, Side]) -> None:
    here, _ = both
    card = read_card(here.card)
    groups = card.fingerprint.split()
    assert len(groups) == GROUPS
    assert all(len(one) == 5 and one.isdigit() for one in groups)
    assert here.place.name in here.card
    assert "AGE-SECRET-KEY" not in here.card
    assert bytes(here.own.now.signing).hex() not in here.card


def test_every_field_of_a_card_is_signed(both: tuple[Side, Side]) -> None:
    here, _ = both
    values = json.loads(here.card)
    for name, other in {
        "id": "0" * 32,
        "name": "Other (invented)",
        "name_ja": "別",
        "address": "https://other.invalid",
        "signing": "0" * 64,
        "made": "2026-01-01T00:00:00Z",
        "hand_overs": [],
        "signature": "0" * 128,
    }.items():
        if values[name] != other:
            assert refused(json.dumps(values | {name: other})) in {"exchange-card", "exchange-card-signature"}, name
    assert refused(json.dumps(values | {"more": 1})) == "exchange-card"


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "x" * 50_000, '{"form":"tadasu-card-1"}', "[" * 9000])
def test_what_is_no_card_is_said_to_be_none(text: str) -> None:
    assert refused(text) == "exchange-card"


@pytest.mark.parametrize(
    "address", ["ftp://x", "javascript:alert(1)", "https://a b", "https://user@x", "https://x/?q=1"]
)
def test_an_address_is_one_that_can_be_posted_to(both: tuple[Side, Side], address: str) -> None:
    here, _ = both
    with acting(here.actor), pytest.raises(UsageError) as found:
        open_exchange(here.actor, organisation=here.place, address=address)
    assert found.value.code == "exchange-address"


def test_whoever_took_a_card_cannot_confirm_it() -> None:
    here, there = side("Sendara Newsroom (invented)", "civil-society"), side("Takenova Customs (invented)")
    with acting(here.actor):
        terms = propose(here.actor, organisation=here.place, card=there.card, takes=[], gives=[])
        assert in_force(terms.peer) is None
        with pytest.raises(Refused):
            confirm(here.actor, terms=terms)
    with acting(here.second):
        confirm(here.second, terms=terms)
        assert in_force(terms.peer) == terms
        with pytest.raises(UsageError) as found:
            confirm(here.second, terms=terms)
    assert found.value.code == "exchange-terms-over"
    said = [one.act for one in recorded(organisation=here.place.id)]
    assert said == ["exchange.open", "exchange.propose", "exchange.confirm"]


def test_a_card_that_was_declined_never_counts(both: tuple[Side, Side]) -> None:
    here, _ = both
    third = side("Thirdlund Ministry (invented)")
    with acting(here.actor):
        terms = propose(here.actor, organisation=here.place, card=third.card, takes=["statistics"], gives=[])
    with acting(here.second):
        decline(here.second, terms=terms, reason="The fourth group was another.")
    with pytest.raises(Fault):
        arrives(here, package(third, here))


def test_one_s_own_card_is_nobody_s(both: tuple[Side, Side]) -> None:
    here, _ = both
    with acting(here.actor), pytest.raises(Fault) as found:
        propose(here.actor, organisation=here.place, card=here.card, takes=[], gives=[])
    assert found.value.code == "exchange-card-own"


def test_a_new_key_counts_at_once_when_the_old_one_vouches_for_it_and_the_old_one_for_a_time(
    both: tuple[Side, Side],
) -> None:
    here, there = both
    old = here.own.now
    before = package(here, there)
    renewed(here)
    assert here.own.now.number == old.number + 1
    terms = knows(there, here)
    assert terms.handed_over
    assert terms.confirmed_by is None
    assert arrives(there, before).answer is Answer.TAKEN
    with acting(there.actor):
        ended = Terms.objects.get(peer=terms.peer, signing=old.public.hex())
    assert ended.until == today() + timedelta(days=30)


def test_after_the_overlap_the_old_key_signs_and_opens_nothing(both: tuple[Side, Side]) -> None:
    here, there = both
    before = package(here, there)
    renewed(here)
    knows(there, here)
    with acting(there.actor):
        Terms.objects.filter(ended_at__isnull=False).update(until=today() - timedelta(days=1))
    with pytest.raises(Fault) as found:
        arrives(there, before)
    assert found.value.code == "exchange-signature"
    assert len(here.own.opening(today())) == 2
    assert len(here.own.opening(today() + timedelta(days=31))) == 1
    assert _keys.forget(data_folder(), today() + timedelta(days=31))
    assert not _keys.forget(data_folder(), today() + timedelta(days=31))
    assert len(here.own.pairs) == 1
    assert here.own.id == read_card(here.card).id


def test_another_key_that_nobody_vouches_for_is_no_card_of_theirs(both: tuple[Side, Side]) -> None:
    here, _ = both
    assert refused(stolen(here)) == "exchange-card-signature"


def test_a_change_of_two_keys_at_once_is_followed(both: tuple[Side, Side]) -> None:
    here, there = both
    renewed(here)
    renewed(here)
    assert knows(there, here).handed_over


def test_an_older_card_does_not_come_back(both: tuple[Side, Side]) -> None:
    here, there = both
    made = read_card(here.card).made - timedelta(seconds=1)
    old = here.own.card(name=here.place.name, name_ja="", address="https://lost.invalid", made=made)
    with pytest.raises(Fault) as found:
        knows(there, here, card=written(old))
    assert found.value.code == "exchange-card-old"


def test_other_kinds_need_two_people_again(both: tuple[Side, Side]) -> None:
    here, there = both
    with acting(here.actor):
        terms = propose(here.actor, organisation=here.place, card=there.card, takes=["findings"], gives=[])
        assert not terms.handed_over
        now = in_force(here.peer(there))
        assert now is not None
        assert now.takes == ["findings", "statistics"]


def test_kinds_that_nobody_knows_cannot_be_agreed(both: tuple[Side, Side]) -> None:
    here, there = both
    with acting(here.actor), pytest.raises(Fault) as found:
        propose(here.actor, organisation=here.place, card=there.card, takes=["manuscripts"], gives=[])
    assert found.value.code == "exchange-unknown-kind"
