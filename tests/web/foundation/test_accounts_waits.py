"""Who guesses has to wait; whose login it is does not."""

import time

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from tests.web.made import PASSWORD, person
from tests.web.signing_in import (
    SECOND,
    SIGN_IN,
    by_the_pages,
    code_of,
    forget_tries,
    forget_used_codes,
    with_authenticator,
)

from tadasu.web.foundation.accounts.sign_in import clients, waits
from tadasu.web.foundation.accounts.sign_in.clients import COOKIE, origin

pytestmark = pytest.mark.usefixtures("database")

WAIT = "Too many tries. Wait"


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Nobody waits yet."""
    forget_tries()


def guess(login: str, *, address: str = "203.0.113.7", client: Client | None = None, password: str = "a guess") -> str:
    """What the page says to a guess."""
    answer = (client or Client()).post(SIGN_IN, {"login": login, "password": password}, REMOTE_ADDR=address)
    return "in" if answer.status_code == 302 else answer.content.decode()


def test_after_five_guesses_an_origin_waits_even_with_the_right_password() -> None:
    me = person(login="target")
    with_authenticator(me)
    assert all(WAIT not in guess("target") for _ in range(5))
    assert WAIT in guess("target")
    assert WAIT in guess("target", password=PASSWORD)


def test_an_unknown_login_waits_just_so() -> None:
    assert all(WAIT not in guess("nobody") for _ in range(5))
    assert WAIT in guess("nobody")


def test_strangers_do_not_keep_the_owner_out_of_a_known_device() -> None:
    me = person(login="target")
    secret = with_authenticator(me)
    mine = Client(REMOTE_ADDR="198.51.100.1")
    by_the_pages(mine, me, secret)
    assert COOKIE in mine.cookies
    mine.post("/account/sign-out")
    for n in range(60):
        guess("target", address=f"203.0.113.{n}")
    assert WAIT in guess("target", address="198.51.100.2")  # strangers together have to wait
    assert guess("target", client=mine, address="198.51.100.3", password=PASSWORD) == "in"


def test_a_stranger_elsewhere_does_not_keep_the_owner_out_of_a_new_device() -> None:
    me = person(login="target")
    with_authenticator(me)
    for _ in range(20):
        guess("target", address="203.0.113.7")
    assert guess("target", address="198.51.100.1", password=PASSWORD) == "in"


def test_a_known_device_is_not_a_way_to_guess_without_end() -> None:
    me = person(login="target")
    secret = with_authenticator(me)
    thief = Client()
    by_the_pages(thief, me, secret)
    thief.post("/account/sign-out")
    assert all(WAIT not in guess("target", client=thief) for _ in range(5))
    assert WAIT in guess("target", client=thief)


def test_a_device_is_known_for_its_own_login_only() -> None:
    me, other = person(login="mine"), person(login="other")
    secret = with_authenticator(me)
    with_authenticator(other)
    mine = Client(REMOTE_ADDR="198.51.100.1")
    by_the_pages(mine, me, secret)
    mine.post("/account/sign-out")
    for _ in range(5):
        guess("other", client=mine, address="203.0.113.7")
    assert WAIT in guess("other", client=mine, address="203.0.113.7")
    assert guess("other", address="198.51.100.9", password=PASSWORD) == "in"


@pytest.mark.parametrize(
    "forged", ["", "x", "1.2", "99999.aa.bb_", "20000." + "a" * 16 + "." + "b" * 64, "é.é.é", "9" * 5000 + ".a.b"]
)
def test_a_forged_device_is_a_stranger(forged: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES = {COOKIE: forged}
    assert clients.device(request, "target") == ""


def test_codes_of_the_second_factor_cannot_be_guessed_from_many_places() -> None:
    me = person(login="target")
    secret = with_authenticator(me)
    for n in range(6):
        client = Client(REMOTE_ADDR=f"203.0.113.{n}")
        client.post(SIGN_IN, {"login": "target", "password": PASSWORD})
        answer = client.post(SECOND, {"code": "000000"}).content.decode()
    assert WAIT in answer
    assert WAIT in client.post(SECOND, {"code": code_of(secret)}).content.decode()


def test_a_good_sign_in_forgets_the_failures_before_it() -> None:
    me = person(login="target")
    secret = with_authenticator(me)
    for _ in range(4):
        guess("target")
    client = Client(REMOTE_ADDR="203.0.113.7")
    by_the_pages(client, me, secret)
    forget_used_codes()
    assert all(WAIT not in guess("target") for _ in range(5))


def test_a_flood_over_many_logins_is_stopped() -> None:
    assert all(WAIT not in guess(f"login-{n}") for n in range(30))
    assert WAIT in guess("login-31")
    assert WAIT not in guess("login-31", address="203.0.113.8")


def test_codes_of_invitations_cannot_be_tried_without_end(client: Client) -> None:
    answers = [client.post("/account/invitation", {"code": f"guess {n}"}).status_code for n in range(21)]
    assert answers == [200] * 20 + [429]
    assert client.get("/account/invitation").status_code == 200


def test_tries_at_the_same_moment_gain_nothing() -> None:
    request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.7")
    begun = []
    for _ in range(5):
        held = waits.turn(request, "target", step="password")
        held.__enter__()
        begun.append(held)
    with pytest.raises(waits.MustWait), waits.turn(request, "target", step="password"):
        pass
    for held in begun:
        held.__exit__(None, None, None)


def test_an_origin_is_a_mark_of_the_day_and_a_network_of_ipv6_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def of(address: str) -> str:
        return origin(RequestFactory().get("/", REMOTE_ADDR=address))

    today = of("203.0.113.7")
    assert today == of("203.0.113.7") != of("203.0.113.8")
    assert of("2001:db8:1:2::1") == of("2001:db8:1:2:ffff::9") != of("2001:db8:1:3::1")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 24 * 60 * 60)
    assert of("203.0.113.7") != today


def test_a_flood_does_not_wash_out_who_has_to_wait() -> None:
    for _ in range(5):
        guess("target")
    for n in range(1000):
        cache.set(f"other-{n}", n)
    assert WAIT in guess("target")
