"""Passkeys: added, used alone, used as second step, used before a dangerous act, taken away."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from tests.web.made import PASSWORD, organisation, person
from tests.web.recorded import recorded
from tests.web.signing_in import SECOND, SIGN_IN, forget_tries, signed_in, with_authenticator
from tests.web.software_key import SoftwareKey

from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import User

pytestmark = pytest.mark.usefixtures("database")

ADD = "/account/second-factor/passkey"
ALONE = "/account/second-factor/passkey/sign-in"
AGAIN = "/account/second-factor/passkey/again"
SETTINGS = "/account/settings"


@pytest.fixture(autouse=True)
def fresh() -> None:
    forget_tries()


def added(client: Client, key: SoftwareKey, *, alone: bool = True) -> None:
    """Add a key by the page."""
    options = client.get(ADD).context["js_data"]
    told = {"name": "My phone", "credential": key.made(options)} | ({"passwordless": "on"} if alone else {})
    answer = client.post(ADD, told)
    assert answer.status_code == 302, answer.content.decode()


def with_key(user: User, key: SoftwareKey) -> None:
    added(signed_in(user, second_factor=False), key)


def test_a_passkey_sets_up_the_second_factor_and_gives_recovery_codes() -> None:
    me = person()
    client, key = signed_in(me, second_factor=False), SoftwareKey()
    added(client, key)
    assert client.get(SETTINGS).status_code == 200
    assert len(client.get("/account/second-factor/recovery").context["unused_codes"]) == 10
    assert "My phone" in client.get("/account/second-factor/").content.decode()
    assert [one.act for one in recorded(actor=actor_of(me))] == ["accounts.add-factor"]


def test_a_passkey_alone_signs_in_and_counts_as_both_factors(client: Client) -> None:
    me, key = person(), SoftwareKey()
    with_key(me, key)
    options = client.get(ALONE, headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["allowCredentials"] == []  # nobody learns who has a key
    answer = client.post(ALONE, {"credential": key.shown(options), "next": SETTINGS})
    assert answer.headers["Location"] == SETTINGS
    assert client.get(SETTINGS).status_code == 200
    assert "accounts.sign-in" in [one.act for one in recorded(actor=actor_of(me))]


def test_a_key_that_asks_for_no_pin_is_a_second_step_and_does_not_sign_in_alone(client: Client) -> None:
    me, key = person(), SoftwareKey(verifies=False)
    added(signed_in(me, second_factor=False), key, alone=False)
    options = client.get(ALONE, headers={"Accept": "application/json"}).json()
    assert client.post(ALONE, {"credential": key.shown(options)}).headers["Location"] == SIGN_IN
    assert client.get(SETTINGS).status_code == 302
    client.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    options = client.get(SECOND).context["js_data"]
    assert client.post(SECOND, {"credential": key.shown(options)}).status_code == 302
    assert client.get(SETTINGS).status_code == 200


def test_an_answer_for_another_site_a_changed_or_an_old_one_is_refused(client: Client) -> None:
    me, key = person(), SoftwareKey()
    with_key(me, key)
    options = client.get(ALONE, headers={"Accept": "application/json"}).json()
    elsewhere = SoftwareKey(host="elsewhere.example")
    elsewhere.key, elsewhere.id, elsewhere.user = key.key, key.id, key.user
    stranger = SoftwareKey()
    stranger.id, stranger.user = key.id, key.user
    for answer in (elsewhere.shown(options), stranger.shown(options), "{}", "[]", "null", '{"response": 1}'):
        options = client.get(ALONE, headers={"Accept": "application/json"}).json()
        assert client.post(ALONE, {"credential": answer}).headers["Location"] == SIGN_IN
    options = client.get(ALONE, headers={"Accept": "application/json"}).json()
    answer = key.shown(options)
    assert client.post(ALONE, {"credential": answer}).headers["Location"] == "/"
    client.post("/account/sign-out")
    assert client.post(ALONE, {"credential": answer}).headers["Location"] == SIGN_IN
    assert client.get(SETTINGS).status_code == 302


def test_a_passkey_answers_before_a_dangerous_act() -> None:
    ours, key = organisation(), SoftwareKey()
    me = person(ours, "organiser")
    with_key(me, key)
    client = signed_in(me, ago=timedelta(minutes=11))
    place = f"/organisation/{ours.id}/people/"
    page = client.get(place).content.decode()
    address = next(part for part in page.split('"') if part.endswith("/roles"))
    assert client.get(address).headers["Location"].startswith("/account/again?next=")
    options = client.get(f"{AGAIN}?next={address}").context["js_data"]
    wrong = client.post(AGAIN, {"credential": SoftwareKey().shown(options), "next": address})
    assert wrong.status_code == 200
    options = client.get(f"{AGAIN}?next={address}").context["js_data"]
    assert client.post(AGAIN, {"credential": key.shown(options), "next": address}).headers["Location"] == address
    assert client.get(address).status_code == 200


def test_a_passkey_is_taken_away_but_never_the_last_factor() -> None:
    me, key = person(), SoftwareKey()
    with_key(me, key)
    client = signed_in(me)
    row = Authenticator.objects.get(user=me, type=Authenticator.Type.WEBAUTHN)
    address = f"/account/second-factor/passkey/{row.pk}/remove"
    assert "This is your only second factor" in client.post(address).content.decode()
    with_authenticator(me)
    assert client.post(address).headers["Location"] == "/account/second-factor/"
    assert not Authenticator.objects.filter(pk=row.pk).exists()
    assert "accounts.remove-factor" in [one.act for one in recorded(actor=actor_of(me))]


def test_nobody_takes_away_the_key_of_another() -> None:
    me, other, key = person(), person(), SoftwareKey()
    with_key(me, key)
    with_authenticator(other)
    row = Authenticator.objects.get(user=me, type=Authenticator.Type.WEBAUTHN)
    assert signed_in(other).post(f"/account/second-factor/passkey/{row.pk}/remove").status_code == 404
    assert Authenticator.objects.filter(pk=row.pk).exists()


def test_without_scripts_the_page_of_passkeys_names_the_way_that_works() -> None:
    page = signed_in(person(), second_factor=False).get(ADD).content.decode()
    assert "<noscript>" in page
    assert 'href="/account/second-factor/app"' in page
    assert "onclick" not in page
    for script in page.split("<script")[1:]:
        assert "src=" in script.split(">")[0] or 'type="application/json"' in script.split(">")[0]
