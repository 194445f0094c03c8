"""After sign-ins and failures of every kind nothing that the server holds says from where, with what browser, or by what e-mail.

Looked through: every table with every session opened, the memory that counts tries, and every line that was logged.
"""

import io
import logging
import pickle
from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
import yaml
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from tests.web.fake_provider import CLIENT, SECRET, running
from tests.web.fake_saml import ENTITY, SIGN_ON, FakeSaml
from tests.web.made import PASSWORD, organisation, person
from tests.web.signing_in import SECOND, SIGN_IN, code_of, forget_tries, with_authenticator
from tests.web.software_key import SoftwareKey

from tadasu.store import data_folder
from tadasu.web.foundation.accounts.providers import FILE
from tadasu.web.foundation.accounts.sessions import SessionStore
from tadasu.web.project.database import DATABASE, Role, Server
from tadasu.web.project.logs import Lines

pytestmark = pytest.mark.usefixtures("committed")

ADDRESS = "203.0.113.77"
BROWSER = "CanaryBrowser/9.1"
MAIL = "canary@invented.example"
TYPED = "canary-typed-by-mistake"
CANARIES = (ADDRESS, BROWSER, MAIL, TYPED)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Every line, of every logger, as the server writes it."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    root.addHandler(handler)
    before = root.level
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.setLevel(before)
        root.removeHandler(handler)


def browser() -> Client:
    return Client(headers={"User-Agent": BROWSER, "Host": "testserver"}, REMOTE_ADDR=ADDRESS)


def use_everything() -> None:
    """Sign in by every way, and fail at every one."""
    ours = organisation()
    me = person(ours, "organiser", login="somebody")
    secret = with_authenticator(me)
    client = browser()
    client.post(SIGN_IN, {"login": TYPED, "password": TYPED})
    client.post(SIGN_IN, {"login": me.login, "password": TYPED})
    client.post(SIGN_IN, {"login": me.login, "password": PASSWORD})
    client.post(SECOND, {"code": TYPED})
    client.post(SECOND, {"code": code_of(secret)})
    client.post("/account/again?next=/", {"password": TYPED})
    client.post("/account/again?next=/", {"password": PASSWORD})
    session = client.session
    for step in session["account_authentication_methods"]:
        step["at"] -= timedelta(minutes=20).total_seconds()
    session.save()
    client.post("/account/second-factor/app/remove", {"typed": TYPED})  # held up to show the password again
    key = SoftwareKey()
    client.post("/account/again?next=/", {"password": PASSWORD})
    options = client.get("/account/second-factor/passkey").context["js_data"]
    client.post("/account/second-factor/passkey", {"name": "k", "credential": key.made(options), "passwordless": "on"})
    client.post("/account/invitation", {"code": TYPED})
    client.post("/account/reset", {"code": TYPED})
    client.post("/account/sign-out")
    options = client.get("/account/second-factor/passkey/sign-in", headers={"Accept": "application/json"}).json()
    client.post("/account/second-factor/passkey/sign-in", {"credential": key.shown(options)})
    for n in range(8):
        browser().post(SIGN_IN, {"login": "somebody-else", "password": f"{TYPED}{n}"})


def use_providers() -> None:
    """Sign in through both kinds, which say an e-mail."""
    ours, saml = organisation("authority", "Minato Authority (invented)"), FakeSaml()
    with running() as openid:
        openid.claims = {"sub": MAIL, "email": MAIL, "groups": ["tadasu-analysts"]}
        common = {
            "organisation": str(ours.id),
            "name": {"en": "Minato Authority"},
            "places": {"claim": "groups", "roles": {"tadasu-analysts": ["officer"]}},
        }
        told = {
            "first": common | {"oidc": {"server": openid.address, "client": CLIENT, "secret": SECRET}},
            "second": common | {"saml": {"entity": ENTITY, "sign_on": SIGN_ON, "certificate": saml.certificate}},
        }
        (data_folder() / FILE).touch(mode=0o600)
        (data_folder() / FILE).write_text(yaml.safe_dump(told), encoding="utf-8")
        client = browser()
        client.get(openid.signs_in(client.get("/account/through/first/start").headers["Location"]))
        assert "_auth_user_id" in client.session
        client = browser()
        answer = saml.answer(client.get("/account/through/second/start").headers["Location"])
        client.post("/account/through/second/saml", {"SAMLResponse": answer})
        client.get("/account/through/second/saml/finish")
        assert "_auth_user_id" in client.session
        client = browser()  # one who does not come back
        answer = saml.answer(client.get("/account/through/second/start").headers["Location"])
        client.post("/account/through/second/saml", {"SAMLResponse": answer})


def everything_in(server: Server) -> str:
    """All tables as text, past every policy."""
    with psycopg.connect(server.address(Role.SUPER, database=DATABASE)) as reader:
        tables = reader.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return "\n".join(
            f"{table} {row}" for (table,) in tables for row in reader.execute(f'SELECT * FROM "{table}"').fetchall()
        )


def test_no_address_browser_mail_or_mistyped_word_is_kept_anywhere(server: Server, logged: io.StringIO) -> None:
    forget_tries()
    use_everything()
    tables = everything_in(server)
    sessions = str([SessionStore().decode(one) for one in Session.objects.values_list("session_data", flat=True)])
    memory = str([pickle.loads(one) for one in cache._cache.values()]) + str(list(cache._cache))  # type: ignore[attr-defined]
    assert "accounts.sign-in-failed" in tables
    assert "account_authentication_methods" in sessions
    assert "tadasu.wait." in memory
    for canary in CANARIES:
        for where, held in {
            "tables": tables,
            "sessions": sessions,
            "memory": memory,
            "logs": logged.getvalue(),
        }.items():
            assert canary not in held, (canary, where)
    assert "somebody-else" not in tables + sessions + memory + logged.getvalue()  # nor who was guessed at in vain


def test_of_what_providers_say_no_mail_is_kept_even_of_one_who_does_not_come_back(
    server: Server, logged: io.StringIO
) -> None:
    forget_tries()
    try:
        use_providers()
    finally:
        (data_folder() / FILE).unlink(missing_ok=True)
    memory = str([pickle.loads(one) for one in cache._cache.values()]) + str(list(cache._cache))  # type: ignore[attr-defined]
    for canary in CANARIES:
        assert canary not in everything_in(server) + memory + logged.getvalue(), canary
    waiting = str([SessionStore().decode(one) for one in Session.objects.values_list("session_data", flat=True)])
    assert ADDRESS not in waiting
    assert BROWSER not in waiting
