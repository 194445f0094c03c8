"""Sign-in through an organisation's own OpenID provider: what is asked, what is believed, what is kept."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.utils import timezone
from tests.web.fake_provider import CLIENT, SECRET, FakeProvider, running
from tests.web.made import organisation, person
from tests.web.recorded import recorded
from tests.web.signing_in import SECOND, code_of, forget_tries, signed_in, with_authenticator
from tests.web.software_key import SoftwareKey

from tadasu.store import data_folder
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts import actions
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.accounts.providers import FILE

pytestmark = pytest.mark.usefixtures("database")

PAGE = "/account/through/kumanezawa"
SET_UP = "/account/second-factor/"


@pytest.fixture(scope="module")
def provider() -> Iterator[FakeProvider]:
    with running() as found:
        yield found


@pytest.fixture
def ours(provider: FakeProvider) -> Iterator[Organisation]:
    """The organisation, with its provider in the file."""
    forget_tries()
    provider.claims, provider.signing = {"sub": "4711", "groups": ["tadasu-analysts"]}, None
    found = organisation()
    said = {
        "organisation": str(found.id),
        "name": {"en": "Kumanezawa Garments", "ja": "熊根沢被服"},
        "oidc": {"server": provider.address, "client": CLIENT, "secret": SECRET},
        "places": {"claim": "groups", "roles": {"tadasu-analysts": ["analyst"]}},
    }
    file = data_folder() / FILE
    file.touch(mode=0o600)
    file.write_text(yaml.safe_dump({"kumanezawa": said}), encoding="utf-8")
    try:
        yield found
    finally:
        file.unlink()


def through(client: Client, provider: FakeProvider, *, spoil: Callable[[str], str] = str) -> Any:
    """All the way there and back."""
    gone = client.get(f"{PAGE}/start")
    assert gone.status_code == 302, gone.content.decode()
    return client.get(spoil(provider.signs_in(gone.headers["Location"])))


def test_somebody_whose_group_is_mapped_gets_the_place_and_sets_up_a_second_factor(
    client: Client, provider: FakeProvider, ours: Organisation
) -> None:
    assert through(client, provider).status_code == 302
    user = User.objects.get(login__startswith="kumanezawa-")
    assert not user.has_usable_password()
    assert actor_of(user).roles_in(ours.id) == {"analyst"}
    assert client.get("/account/settings").headers["Location"] == SET_UP
    assert [one.act for one in recorded(organisation=ours.id)] == ["accounts.join-through"]


def test_the_provider_is_asked_for_nothing_but_who_it_is_and_with_proof_of_the_code(
    client: Client, provider: FakeProvider, ours: Organisation
) -> None:
    through(client, provider)
    assert provider.asked["scope"] == "openid"
    assert provider.asked["code_challenge_method"] == "S256"
    assert len(provider.exchanged["code_verifier"]) >= 43
    assert "prompt" not in provider.asked


def test_of_what_the_provider_says_only_a_mark_is_kept(
    client: Client, provider: FakeProvider, ours: Organisation
) -> None:
    provider.claims |= {"email": "canary@invented.example", "email_verified": True, "name": "Hanako (invented)"}
    through(client, provider)
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {}
    assert len(kept.uid) == 64
    assert "4711" not in kept.uid
    assert not SocialToken.objects.exists()
    assert User.objects.get(login__startswith="kumanezawa-").display_name == "Hanako (invented)"


def test_the_same_person_comes_back_to_the_same_account_and_shows_our_second_factor(
    client: Client, provider: FakeProvider, ours: Organisation
) -> None:
    through(client, provider)
    user = User.objects.get(login__startswith="kumanezawa-")
    secret = with_authenticator(user)
    again = Client()
    assert through(again, provider).headers["Location"] == SECOND
    assert again.get("/account/settings").status_code == 302
    again.post(SECOND, {"code": code_of(secret)})
    assert again.get("/account/settings").status_code == 200
    assert User.objects.filter(login__startswith="kumanezawa-").count() == 1


def test_who_is_neither_mapped_nor_invited_gets_no_account(
    client: Client, provider: FakeProvider, ours: Organisation
) -> None:
    provider.claims = {"sub": "1", "groups": ["canteen"]}
    page = through(client, provider)
    assert "You have no place here yet" in page.content.decode()
    assert not User.objects.filter(login__startswith="kumanezawa-").exists()


def test_who_is_invited_there_takes_the_place_by_it(client: Client, provider: FakeProvider, ours: Organisation) -> None:
    provider.claims = {"sub": "2"}
    organiser = actor_of(person(ours, "organiser"), second_factor=True, signed_in_at=timezone.now())
    with acting(organiser):
        code = actions.invite(organiser, organisation=ours, roles=["manager"], days=1)
    client.post("/account/invitation", {"code": code})
    assert PAGE in client.get("/account/invitation/join").content.decode()
    through(client, provider)
    user = User.objects.get(login__startswith="kumanezawa-")
    assert actor_of(user).roles_in(ours.id) == {"manager"}


def test_an_invitation_elsewhere_is_not_taken_through_this_provider(
    client: Client, provider: FakeProvider, ours: Organisation
) -> None:
    provider.claims = {"sub": "3"}
    theirs = organisation(name="Another (invented)")
    organiser = actor_of(person(theirs, "organiser"), second_factor=True, signed_in_at=timezone.now())
    with acting(organiser):
        code = actions.invite(organiser, organisation=theirs, roles=["manager"], days=1)
    client.post("/account/invitation", {"code": code})
    assert "You have no place here yet" in through(client, provider).content.decode()


def test_what_another_signed_is_not_believed(client: Client, provider: FakeProvider, ours: Organisation) -> None:
    provider.signing = rsa.generate_private_key(65537, 2048)
    assert through(client, provider).status_code == 401
    assert not User.objects.filter(login__startswith="kumanezawa-").exists()


@pytest.mark.parametrize("claim", [{"iss": "https://other.example"}, {"aud": "another"}, {"exp": 1}])
def test_what_is_not_for_us_or_too_old_is_not_believed(
    client: Client, provider: FakeProvider, ours: Organisation, claim: dict[str, object]
) -> None:
    provider.claims |= claim
    assert through(client, provider).status_code == 401


def test_a_role_in_the_file_that_there_is_not_is_said_and_makes_no_account(
    client: Client, provider: FakeProvider, ours: Organisation
) -> None:
    file = data_folder() / FILE
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    said["kumanezawa"]["places"]["roles"]["tadasu-analysts"] = ["emperor"]
    file.write_text(yaml.safe_dump(said), encoding="utf-8")
    assert through(client, provider).headers["Location"] == PAGE
    assert "emperor" in client.get(PAGE).content.decode()
    assert not User.objects.filter(login__startswith="kumanezawa-").exists()


@pytest.mark.parametrize("groups", [7, True, {"a": 1}, [["tadasu-analysts"]], None])
def test_groups_of_no_known_shape_give_nothing(
    client: Client, provider: FakeProvider, ours: Organisation, groups: object
) -> None:
    provider.claims |= {"groups": groups}
    assert "You have no place here yet" in through(client, provider).content.decode()


def test_an_answer_without_a_subject_breaks_nothing(client: Client, provider: FakeProvider, ours: Organisation) -> None:
    provider.claims = {}
    assert through(client, provider).status_code == 401


def test_an_answer_that_comes_twice_or_to_another_browser_is_refused(
    client: Client, provider: FakeProvider, ours: Organisation
) -> None:
    back = provider.signs_in(client.get(f"{PAGE}/start").headers["Location"])
    assert Client().get(back).status_code == 401
    assert client.get(back).headers["Location"] == "/"
    client.post("/account/sign-out")
    assert client.get(back).status_code == 401
    assert client.get(urlsplit(back).path).status_code == 401


def test_a_link_elsewhere_cannot_change_what_is_asked_nor_send_anybody_off(
    client: Client, provider: FakeProvider, ours: Organisation
) -> None:
    gone = client.get(f"{PAGE}/start?scope=email&auth_params=redirect_uri%3Dhttps://evil.example&process=connect")
    provider.signs_in(gone.headers["Location"])
    assert provider.asked["scope"] == "openid"
    assert urlsplit(provider.asked["redirect_uri"]).hostname == "testserver"
    cross = client.get(f"{PAGE}/start", headers={"Sec-Fetch-Site": "cross-site"})
    assert cross.headers["Location"] == PAGE


def test_nobody_ties_an_account_that_is_there_to_a_provider(provider: FakeProvider, ours: Organisation) -> None:
    me = person(ours, "organiser")
    with_authenticator(me)
    client = signed_in(me)
    back = provider.signs_in(client.get(f"{PAGE}/start").headers["Location"])
    session = client.session
    for state in session["socialaccount_states"].values():
        state[0]["process"] = "connect"
    session.save()
    assert client.get(back).headers["Location"] == "/account/sign-in"
    assert not SocialAccount.objects.exists()


def test_who_comes_through_a_provider_does_not_get_in_past_it(
    client: Client, provider: FakeProvider, ours: Organisation
) -> None:
    """The organisation decides who may still come; a passkey alone would go round it."""
    through(client, provider)
    key = SoftwareKey()
    options = client.get("/account/second-factor/passkey").context["js_data"]
    client.post("/account/second-factor/passkey", {"credential": key.made(options), "passwordless": "on"})
    assert client.get("/account/settings").status_code == 200
    alone = "/account/second-factor/passkey/sign-in"
    other = Client()
    options = other.get(alone, headers={"Accept": "application/json"}).json()
    assert other.post(alone, {"credential": key.shown(options)}).headers["Location"] == "/account/through/"
    assert other.get("/account/settings").status_code == 302
    assert through(other, provider).headers["Location"] == SECOND
    options = other.get(SECOND).context["js_data"]
    other.post(SECOND, {"credential": key.shown(options)})
    assert other.get("/account/settings").status_code == 200
    assert client.get("/account/password").status_code == 404


def test_a_provider_that_does_not_answer_is_said_to(client: Client, ours: Organisation, provider: FakeProvider) -> None:
    file = data_folder() / FILE
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    said["kumanezawa"]["oidc"]["server"] = "http://127.0.0.1:9"
    file.write_text(yaml.safe_dump(said), encoding="utf-8")
    page = client.get(f"{PAGE}/start")
    assert page.status_code == 401
    assert "Begin again" in page.content.decode()


def test_no_page_lists_who_works_here(client: Client, provider: FakeProvider, ours: Organisation) -> None:
    for page in ("/account/sign-in", "/account/through/"):
        text = client.get(page).content.decode()
        assert "Kumanezawa" not in text
        assert "kumanezawa" not in text
    assert client.post("/account/through/", {"organisation": "KUMANEZAWA"}).headers["Location"] == PAGE
    assert client.post("/account/through/", {"organisation": "other"}).status_code == 200
    assert "127.0.0.1" in client.get(PAGE).content.decode()
    assert client.get("/account/through/other").status_code == 404
