"""How much waits, in the head of every page: known again for a while, and at once after an act of one's own."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.made_publication import Staff, proposed, signed, staff
from tests.web.signing_in import signed_in, with_authenticator

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def ours() -> Staff:
    """One proposal waits for two people."""
    found = staff()
    proposed(found)
    return found


def browser(ours: Staff, who: str) -> Client:
    with_authenticator(ours.users[who])
    return signed_in(ours.users[who])


def counted(client: Client, address: str) -> str:
    shown = re.search(r"class=\"count\">\((\d+)<", client.get(address).content.decode())
    return shown[1] if shown else ""


def test_a_page_within_a_while_does_not_ask_every_app_again_and_the_first_page_does(ours: Staff) -> None:
    client, settings = browser(ours, "one"), reverse("accounts-settings")
    assert counted(client, settings) == "1"
    with CaptureQueriesContext(connection) as again:
        assert counted(client, settings) == "1"
    assert not any("publication_proposal" in one["sql"] for one in again.captured_queries)
    proposed(ours)
    assert counted(client, settings) == "1"
    assert counted(client, "/") == "2"
    assert counted(client, settings) == "2"


def test_a_while_later_it_is_counted_anew(ours: Staff) -> None:
    client, settings = browser(ours, "one"), reverse("accounts-settings")
    assert counted(client, settings) == "1"
    proposed(ours)
    cache.clear()  # as time does
    assert counted(client, settings) == "2"


def test_whoever_did_something_sees_at_once_what_waits_now_and_others_have_their_own_count(ours: Staff) -> None:
    client, other, settings = browser(ours, "one"), browser(ours, "other"), reverse("accounts-settings")
    proposal = proposed(ours)
    assert counted(client, settings) == counted(other, settings) == "2"
    signed(ours, proposal, "one")
    client.post(reverse("set_language"), {"language": "en"})
    assert counted(client, settings) == "1"
    assert counted(other, settings) == "2"
