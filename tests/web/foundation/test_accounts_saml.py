"""Sign-in through an organisation's own provider of SAML: only what it signed, for us, when asked, once."""

import base64
from collections.abc import Callable, Iterator

import pytest
import yaml
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.test import Client
from lxml import etree
from tests.web.fake_saml import ENTITY, SIGN_ON, FakeSaml
from tests.web.made import organisation
from tests.web.signing_in import SECOND, forget_tries, with_authenticator

from tadasu.store import data_folder
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.accounts.providers import FILE
from tadasu.web.foundation.accounts.sessions import SessionStore

pytestmark = pytest.mark.usefixtures("database")

PAGE = "/account/through/minato"
ACS = f"{PAGE}/saml"


@pytest.fixture(scope="module")
def provider() -> FakeSaml:
    return FakeSaml()


@pytest.fixture
def client() -> Client:
    """A browser that says which site it wants, as every browser does."""
    return browser()


def browser() -> Client:
    return Client(headers={"Host": "testserver"})


@pytest.fixture
def ours(provider: FakeSaml) -> Iterator[Organisation]:
    forget_tries()
    found = organisation("authority", "Minato Authority (invented)")
    said = {
        "organisation": str(found.id),
        "name": {"en": "Minato Authority", "ja": "湊庁"},
        "saml": {"entity": ENTITY, "sign_on": SIGN_ON, "certificate": provider.certificate},
        "places": {"claim": "groups", "roles": {"tadasu-analysts": ["officer"]}},
    }
    file = data_folder() / FILE
    file.touch(mode=0o600)
    file.write_text(yaml.safe_dump({"minato": said}), encoding="utf-8")
    try:
        yield found
    finally:
        file.unlink()


def off(client: Client) -> str:
    """To the provider: where the browser is sent."""
    gone = client.get(f"{PAGE}/start")
    assert gone.status_code == 302, gone.content.decode()
    assert gone.headers["Location"].startswith(SIGN_ON)
    return str(gone.headers["Location"])


def back(client: Client, answer: str) -> int:
    """The provider's page posts, and the browser follows; how it ended."""
    arrived = client.post(ACS, {"SAMLResponse": answer, "RelayState": ""}, headers={"User-Agent": "canary-browser"})
    assert arrived.headers["Location"] == f"{ACS}/finish"
    return int(client.get(f"{ACS}/finish").status_code)


def test_metadata_name_us_and_where_answers_go(client: Client, ours: Organisation) -> None:
    page = client.get(f"{ACS}/metadata")
    assert page.status_code == 200
    told = etree.fromstring(page.content)
    assert told.get("entityID") == f"http://testserver{ACS}/metadata"
    (service,) = told.iter("{urn:oasis:names:tc:SAML:2.0:metadata}AssertionConsumerService")
    assert service.get("Location") == f"http://testserver{ACS}"
    assert not list(told.iter("{urn:oasis:names:tc:SAML:2.0:metadata}SingleLogoutService"))
    assert client.get(f"{ACS}/sign-out").status_code == 404


def test_what_the_provider_signed_signs_in(client: Client, provider: FakeSaml, ours: Organisation) -> None:
    assert back(client, provider.answer(off(client))) == 302
    user = User.objects.get(login__startswith="minato-")
    assert actor_of(user).roles_in(ours.id) == {"officer"}
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {}
    assert "4711" not in kept.uid
    with_authenticator(user)
    again = browser()
    answer = provider.answer(off(again))
    again.post(ACS, {"SAMLResponse": answer})
    assert again.get(f"{ACS}/finish").headers["Location"] == SECOND


def test_who_is_not_mapped_gets_no_account(client: Client, provider: FakeSaml, ours: Organisation) -> None:
    assert back(client, provider.answer(off(client), group="canteen")) == 200
    assert not User.objects.filter(login__startswith="minato-").exists()


def changed(text: str, to: str) -> Callable[[bytes], bytes]:
    return lambda answer: answer.replace(text.encode(), to.encode())


def unsigned(answer: bytes) -> bytes:
    """Without its signature."""
    start, end = answer.index(b"<ds:Signature"), answer.index(b"</ds:Signature>") + len(b"</ds:Signature>")
    return answer[:start] + answer[end:]


def wrapped(answer: bytes) -> bytes:
    """Another assertion put before the signed one."""
    start, end = answer.index(b"<saml:Assertion"), answer.index(b"</saml:Assertion>") + len(b"</saml:Assertion>")
    forged = unsigned(answer[start:end]).replace(b"4711", b"0815").replace(b' ID="_', b' ID="_x')
    return answer[:start] + forged + answer[start:]


@pytest.mark.parametrize(
    "spoil",
    [
        changed("4711", "0815"),
        changed("tadasu-analysts", "organisers"),
        unsigned,
        wrapped,
        changed(ENTITY, "https://other.example"),
        lambda answer: b"<no xml",
        lambda answer: b"",
        lambda answer: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + answer,
    ],
)
def test_what_was_tampered_with_is_refused(
    client: Client, provider: FakeSaml, ours: Organisation, spoil: Callable[[bytes], bytes]
) -> None:
    answer = base64.b64decode(provider.answer(off(client)))
    assert back(client, base64.b64encode(spoil(answer)).decode()) == 401
    assert not User.objects.filter(login__startswith="minato-").exists()


def test_what_another_signed_is_refused(client: Client, ours: Organisation) -> None:
    assert back(client, FakeSaml().answer(off(client))) == 401


def test_what_is_old_or_for_somebody_else_is_refused(client: Client, provider: FakeSaml, ours: Organisation) -> None:
    assert back(client, provider.answer(off(client), age=3600)) == 401
    assert back(client, provider.answer(off(client), audience="https://other.example")) == 401


def test_an_answer_serves_once_and_only_the_browser_that_asked(
    client: Client, provider: FakeSaml, ours: Organisation
) -> None:
    answer = provider.answer(off(client))
    assert back(browser(), answer) == 401
    assert back(client, answer) == 302
    client.post("/account/sign-out")
    assert back(client, answer) == 401
    assert client.get(f"{ACS}/finish").status_code == 401


def test_nothing_of_the_browser_waits_in_the_database(client: Client, provider: FakeSaml, ours: Organisation) -> None:
    answer = provider.answer(off(client))
    told = {"SAMLResponse": answer, "other": "canary-field"}
    client.post(ACS, told, headers={"User-Agent": "canary-browser"}, REMOTE_ADDR="203.0.113.7")
    rows = list(Session.objects.values_list("session_data", flat=True))
    opened = str([SessionStore().decode(one) for one in rows])
    assert "SAMLResponse" in opened
    assert all(word not in opened for word in ("canary-browser", "canary-field", "203.0.113.7", "HTTP_USER_AGENT"))
    assert all("SAMLResponse" not in one for one in rows)
