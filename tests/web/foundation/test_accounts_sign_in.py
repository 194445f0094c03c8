"""Signing in by the pages: login, password, second factor; and showing it again."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import ProgrammingError
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from tests.web.made import PASSWORD, organisation, person
from tests.web.recorded import recorded
from tests.web.signing_in import SECOND, SIGN_IN, by_the_pages, code_of, forget_tries, signed_in, with_authenticator

from tadasu.schema import StoreError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts import tasks
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Membership, User
from tadasu.web.foundation.accounts.sessions import kept_key
from tadasu.web.foundation.accounts.sign_in.factors import Factors

pytestmark = pytest.mark.usefixtures("database")

SETTINGS = "/account/settings"
SET_UP = "/account/second-factor/"
APP = "/account/second-factor/app"


@pytest.fixture(autouse=True)
def fresh() -> None:
    forget_tries()


def test_password_and_code_sign_in(client: Client) -> None:
    me = person()
    secret = with_authenticator(me)
    first = client.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    assert first.headers["Location"] == SECOND
    assert client.get(SETTINGS).status_code == 302  # half signed in is not signed in
    client.post(SECOND, {"code": code_of(secret)})
    assert client.get(SETTINGS).status_code == 200
    assert [one.act for one in recorded(actor=actor_of(me))] == ["accounts.sign-in"]


def test_a_login_is_taken_however_its_letters_are_written(client: Client) -> None:
    me = person(login="Hanako-7")
    secret = with_authenticator(me)
    by_the_pages(client, User(login="ｈａｎａｋｏ-7 "), secret)
    assert client.get(SETTINGS).status_code == 200


def test_a_wrong_password_and_an_unknown_login_look_the_same(client: Client) -> None:
    me = person(login="known")
    with_authenticator(me)
    wrong = client.post(SIGN_IN, {"login": "known", "password": "not the password"})
    unknown = client.post(SIGN_IN, {"login": "nobody", "password": "not the password"})
    assert wrong.status_code == unknown.status_code == 200
    assert _text(wrong.content, "known") == _text(unknown.content, "nobody")


def test_a_code_serves_once(client: Client) -> None:
    me = person()
    secret = with_authenticator(me)
    code = code_of(secret)
    client.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    assert client.post(SECOND, {"code": code}).status_code == 302
    other = Client()
    other.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    assert "was used before" in other.post(SECOND, {"code": code}).content.decode()
    assert other.post(SECOND, {"code": code_of(secret, steps=1)}).status_code == 302
    assert other.get(SETTINGS).status_code == 200


def test_digits_of_a_japanese_keyboard_are_digits(client: Client) -> None:
    me = person()
    wide = "".join(chr(ord(one) + 0xFEE0) for one in code_of(with_authenticator(me)))
    client.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    assert client.post(SECOND, {"code": wide}).status_code == 302


def test_a_code_older_than_one_that_was_used_is_refused(client: Client) -> None:
    me = person()
    secret = with_authenticator(me)
    client.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    client.post(SECOND, {"code": code_of(secret, steps=1)})
    other = Client()
    other.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    assert other.post(SECOND, {"code": code_of(secret)}).status_code == 200


def test_without_a_second_factor_everything_leads_to_setting_one_up(client: Client) -> None:
    ours = organisation()
    me = person(ours, "organiser")
    client.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    for address in (SETTINGS, "/account/password", "/account/invitation", f"/organisation/{ours.id}/people/"):
        assert client.get(address).headers["Location"] == SET_UP, address
        assert client.post(address).headers["Location"] == SET_UP, address
    part = client.get(SETTINGS, headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == SET_UP
    assert client.get(SET_UP).status_code == client.get(APP).status_code == 200


def test_a_session_from_before_the_second_factor_was_set_up_ends() -> None:
    me = person()
    before = signed_in(me, second_factor=False)
    assert before.get(SET_UP).status_code == 200
    with_authenticator(me)
    assert before.get(APP).headers["Location"] == SIGN_IN
    assert "_auth_user_id" not in before.session


def test_setting_up_an_app_shows_it_and_opens_the_rest(client: Client) -> None:
    me = person()
    client.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    page = client.get(APP)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert "data:image/svg+xml;base64," in page.content.decode()
    done = client.post(APP, {"code": code_of(secret)})
    assert done.headers["Location"] == "/account/second-factor/recovery"
    codes = client.get(done.headers["Location"])
    assert len(codes.context["unused_codes"]) == 10
    assert codes.context["unused_codes"][0] in codes.content.decode()
    assert client.get(SETTINGS).status_code == 200
    again = client.get("/account/second-factor/recovery").content.decode()
    assert codes.context["unused_codes"][0] not in again
    acts = [one.act for one in recorded(actor=actor_of(me))]
    assert acts == ["accounts.sign-in", "accounts.add-factor"]


def test_a_recovery_code_opens_once(client: Client) -> None:
    me = person()
    with_authenticator(me)
    codes = Authenticator.objects.create(
        user=me, type=Authenticator.Type.RECOVERY_CODES, data={"seed": Factors().encrypt("a" * 80), "used_mask": 0}
    )
    code = codes.wrap().get_unused_codes()[3]
    client.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    assert client.post(SECOND, {"code": code}).status_code == 302
    other = Client()
    other.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    assert other.post(SECOND, {"code": code}).status_code == 200
    assert len(Authenticator.objects.get(pk=codes.pk).wrap().get_unused_codes()) == 9


def test_what_lies_in_the_database_opens_nothing_by_itself(client: Client) -> None:
    me = person()
    client.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    secret = client.get(APP).context["form"].secret
    rows = list(Session.objects.values_list("session_key", "session_data"))
    assert rows
    assert all(secret not in data for _, data in rows)
    assert all(key != client.session.session_key for key, _ in rows)
    client.post(APP, {"code": code_of(secret)})
    codes = client.get("/account/second-factor/recovery").context["unused_codes"]
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert all(code not in kept for code in codes)


def test_sessions_whose_time_is_over_are_deleted() -> None:
    over, going = signed_in(person()), signed_in(person())
    Session.objects.filter(session_key=kept_key(str(over.session.session_key))).update(expire_date=timezone.now())
    tasks.forget_sessions(timestamp=0)
    assert [one.session_key for one in Session.objects.all()] == [kept_key(str(going.session.session_key))]


def test_a_second_factor_closed_with_another_key_opens_nothing() -> None:
    me = person()
    secret = with_authenticator(me)
    row = Authenticator.objects.get(user=me)
    assert Factors().decrypt(row.data["secret"]) == secret
    with override_settings(SECRET_KEY="another"), pytest.raises(StoreError):
        Factors().decrypt(row.data["secret"])
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[django_settings.SECRET_KEY]):
        assert Factors().decrypt(row.data["secret"]) == secret


def test_the_last_second_factor_stays(client: Client) -> None:
    me = person()
    with_authenticator(me)
    client = signed_in(me)
    page = client.post("/account/second-factor/app/remove")
    assert "This is your only second factor" in page.content.decode()
    assert Authenticator.objects.filter(user=me).exists()


def test_an_act_that_cannot_be_undone_asks_for_the_password_again() -> None:
    ours = organisation()
    me, colleague = person(ours, "organiser"), person(ours, "analyst")
    with_authenticator(me)
    client = signed_in(me, ago=timedelta(minutes=11))
    place = _place(me, colleague)
    address = f"/organisation/{ours.id}/people/{place}/end"
    asked = client.get(address)
    assert asked.headers["Location"] == f"/account/again?next={address.replace('/', '%2F')}"
    assert client.post(address, {"reason": ""}).status_code == 302
    assert place in _held(me)
    back = client.post(asked.headers["Location"], {"password": PASSWORD, "next": address})
    assert back.headers["Location"] == address
    assert client.post(address, {"reason": ""}).status_code == 302
    assert place not in _held(me)


def test_nothing_of_a_request_that_was_held_up_is_kept() -> None:
    me = person()
    client = signed_in(me, second_factor=False, ago=timedelta(minutes=11))
    held_up = client.post(APP, {"code": "canary-code"}, headers={"User-Agent": "canary-browser"})
    assert held_up.headers["Location"].startswith("/account/again?")
    assert "canary" not in str(dict(client.session.items()))


def test_signing_out_everywhere_ends_every_session() -> None:
    me = person()
    with_authenticator(me)
    here, elsewhere = signed_in(me), signed_in(me)
    assert here.post("/account/sign-out-everywhere").headers["Location"] == SIGN_IN
    for client in (here, elsewhere):
        assert client.get(SETTINGS).headers["Location"].startswith(SIGN_IN)


def test_a_new_password_ends_the_other_sessions() -> None:
    me = person()
    with_authenticator(me)
    here, elsewhere = signed_in(me), signed_in(me)
    told = {"oldpassword": PASSWORD, "password1": "another invented password", "password2": "another invented password"}
    assert here.post("/account/password", told).status_code == 302
    assert here.get(SETTINGS).status_code == 200
    assert elsewhere.get(SETTINGS).status_code == 302
    assert "accounts.change-password" in [one.act for one in recorded(actor=actor_of(me))]


def test_an_easy_password_is_refused() -> None:
    me = person(login="a-rather-long-login")
    with_authenticator(me)
    client = signed_in(me)
    for easy in ("short", "password123456", "a-rather-long-login1"):
        told = {"oldpassword": PASSWORD, "password1": easy, "password2": easy}
        assert client.post("/account/password", told).status_code == 200, easy


def test_a_closed_account_opens_nothing(client: Client) -> None:
    me = person()
    open_session = signed_in(me)
    with_authenticator(me)
    User.objects.filter(pk=me.pk).update(is_active=False)
    assert client.post(SIGN_IN, {"login": me.login, "password": PASSWORD}).headers["Location"] == "/account/closed"
    assert open_session.get(SETTINGS).status_code == 302


def test_pages_speak_the_language_of_the_person_and_else_of_the_browser(client: Client) -> None:
    me = person()
    with_authenticator(me)
    mine = signed_in(me)
    assert '<html lang="en">' in mine.get(SETTINGS, headers={"Accept-Language": "ja"}).content.decode()
    back = mine.post("/language", {"language": "ja", "next": SETTINGS})
    assert back.headers["Location"] == SETTINGS
    assert '<html lang="ja">' in mine.get(SETTINGS, headers={"Accept-Language": "en"}).content.decode()
    client.post("/language", {"language": "ja", "next": "//elsewhere.example"})
    assert '<html lang="ja">' in client.get(SIGN_IN).content.decode()
    assert client.post("/language", {"language": "xx", "next": SIGN_IN}).status_code == 302


def test_no_mail_was_ever_sent_and_no_address_kept(client: Client) -> None:
    me = person()
    secret = with_authenticator(me)
    by_the_pages(client, me, secret)
    client.post("/account/sign-out")
    assert not EmailAddress.objects.exists()
    assert not getattr(mail, "outbox", [])
    with pytest.raises(ProgrammingError, match="permission denied"):
        EmailAddress.objects.create(user=me, email="a@invented.example")


def _text(page: bytes, login: str) -> str:
    """A page without what differs by request."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.decode())
    return text.replace(login, "LOGIN")


def _place(actor: User, person: User) -> UUID:
    with acting(actor_of(actor)):
        return Membership.objects.get(user=person).id


def _held(actor: User) -> set[UUID]:
    with acting(actor_of(actor)):
        return set(Membership.objects.filter(until=None).values_list("id", flat=True))
