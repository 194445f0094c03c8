"""What waits for a second person is shown to those who may be it, and to nobody else."""

import re

import pytest
from django.urls import reverse
from tests.web.made import organisation
from tests.web.made_exchange import knows, side
from tests.web.made_findings import Desk
from tests.web.made_publication import notice, proposed, signed, staff
from tests.web.made_vault import REASON, holder, sealed
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.exchange.actions import propose
from tadasu.web.foundation.vault.actions import ask_release
from tadasu.web.project.second import waiting_count, waiting_for_a_second

pytestmark = pytest.mark.usefixtures("database")


def waits(actor: Actor) -> set[str]:
    """The addresses of what waits for somebody."""
    with acting(actor):
        found = {line.address for one in waiting_for_a_second(actor) for line in one.lines}
        assert waiting_count(actor) == len(found)
    return found


def test_a_publication_waits_for_publishers_who_have_not_signed_while_the_rules_let_it_pass() -> None:
    ours, theirs = staff(), staff()
    proposal = proposed(ours)
    proposed(ours, notice(english="Write to somebody@invented.example."))
    address = reverse("publication-proposal", args=[proposal.id])
    assert waits(ours["one"]) == waits(ours["other"]) == {address}
    assert waits(ours["decider"]) == waits(ours["member"]) == waits(theirs["one"]) == set()
    signed(ours, proposal, "one")
    assert waits(ours["one"]) == set()
    assert waits(ours["other"]) == {address}
    signed(ours, proposal, "other")
    assert waits(ours["other"]) == set()


def test_a_card_waits_for_another_than_who_took_it_until_it_is_confirmed() -> None:
    here, there = side("Sendara Newsroom (invented)", "civil-society"), side("Takenova Customs (invented)")
    with acting(here.actor):
        terms = propose(here.actor, organisation=here.place, card=there.card, takes=[], gives=[])
    assert waits(here.second) == {reverse("exchange-peer", args=[terms.peer_id])}
    assert waits(here.actor) == waits(there.actor) == set()
    knows(there, here)
    assert waits(there.second) == set()


def test_a_sealed_record_for_two_waits_for_its_other_readers() -> None:
    place = organisation()
    one, other, stranger = holder(place, "analyst"), holder(place, "manager"), holder(place, "analyst")
    record = sealed(place, one, other, needs_two=True)
    assert waits(other.actor) == set()
    with acting(one.actor):
        ask_release(one.actor, record=record, purpose="verify", reason=REASON)
    assert waits(other.actor) == {reverse("vault-releases")}
    assert waits(one.actor) == waits(stranger.actor) == set()


def test_the_first_page_names_it_and_counts_it_in_its_head() -> None:
    desk = Desk()
    version = desk.concluded()
    for actor, count in ((desk.editor, "1"), (desk.verifier, None)):
        user = User.objects.get(id=str(actor.user))
        with_authenticator(user)
        page = signed_in(user).get("/").content.decode()
        assert (reverse("findings-one", args=[version.id]) in page) is (count is not None)
        head = page[: page.index("<main")]
        shown = re.search(r"class=\"count\">\((\d+)<", head)
        assert (shown and shown[1]) == count
