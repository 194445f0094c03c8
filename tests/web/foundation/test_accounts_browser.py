"""Joining and signing in with a real browser: the code of a link, passkeys, and all of it without JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from tests.web.browser import BROWSER, barriers, opened, patient
from tests.web.made import PASSWORD, organisation, person
from tests.web.served import served
from tests.web.signing_in import code_of, forget_tries, with_authenticator

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts import actions
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import User

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]


@pytest.fixture
def address(committed: None) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    """A page in which nothing was complained of at the end."""
    context = chromium.new_context(base_url=address, locale="en")
    found, complaints = patient(context.new_page()), []
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield found
    context.close()
    assert complaints == []


def virtual_key(page: Any, *, verified: bool = True) -> None:
    """A passkey built into the browser, as a phone or a computer has it (Chrome DevTools Protocol, WebAuthn)."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def invitation() -> str:
    ours = organisation()
    organiser = actor_of(person(ours, "organiser"), second_factor=True, signed_in_at=timezone.now())
    with acting(organiser):
        return actions.invite(organiser, organisation=ours, roles=["analyst"], days=1)


def test_a_code_may_begin_like_the_link_that_leads_past_the_head_of_a_page(page: Any) -> None:
    page.goto("/account/invitation#mainz-abcde")
    assert page.input_value("input[name=code]") == "mainz-abcde"
    page.goto("/account/reset#main")
    assert page.input_value("input[name=code]") == ""


def test_from_a_link_to_a_passkey_to_signing_in_with_it_alone(page: Any) -> None:
    code = invitation()
    virtual_key(page)
    page.goto(f"/account/invitation#{code}")
    assert page.input_value("input[name=code]") == code
    assert "#" not in page.url
    assert barriers(page) == []
    page.click("main button")
    page.fill("input[name=login]", "somebody")
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=again]", PASSWORD)
    assert barriers(page) == []
    page.click("main form button")
    page.wait_for_url("**/account/sign-in")
    page.fill("input[name=login]", "somebody")
    page.fill("input[name=password]", PASSWORD)
    assert barriers(page) == []
    page.click("main form button >> nth=0")
    page.wait_for_url("**/account/second-factor/")
    assert barriers(page) == []
    page.click("main a[href$=passkey]")
    assert barriers(page) == []
    page.check("input[name=passwordless]")
    page.click("form[data-passkey] button")
    page.wait_for_url("**/account/second-factor/recovery")
    page.locator("ol.codes li").last.wait_for()
    assert page.locator("ol.codes li").count() == 10
    assert barriers(page) == []
    page.goto("/account/settings")
    assert "somebody" in page.text_content("main")
    assert barriers(page) == []
    page.goto("/account/sign-out")
    page.click("main button")
    page.wait_for_url("**/account/sign-in")
    page.click("form[data-passkey] button")
    page.wait_for_url("**/")
    page.goto("/account/settings")
    assert "somebody" in page.text_content("main")


def test_a_passkey_as_second_step_and_before_a_dangerous_act(page: Any) -> None:
    code = invitation()
    assert code
    me = User.objects.get(login__startswith="person-")
    virtual_key(page)
    page.goto("/account/sign-in")
    page.fill("input[name=login]", me.login)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button >> nth=0")
    page.click("main a[href$=passkey]")
    page.click("form[data-passkey] button")
    page.wait_for_url("**/recovery")
    page.goto("/account/second-factor/passkey/again?next=/account/settings")
    assert barriers(page) == []
    page.click("form[data-passkey] button")
    page.wait_for_url(lambda url: "/again" not in url)
    assert page.url.endswith("/account/settings")
    page.goto("/account/sign-out")
    page.click("main button")
    page.fill("input[name=login]", me.login)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button >> nth=0")
    page.wait_for_url("**/account/second-factor/code")
    assert barriers(page) == []
    page.click("form[data-passkey] button")
    page.wait_for_url("**/")
    assert Authenticator.objects.filter(user=me, type=Authenticator.Type.WEBAUTHN).count() == 1


def test_who_says_no_to_the_browser_is_told_and_nothing_changes(page: Any) -> None:
    virtual_key(page, verified=False)
    page.goto("/account/sign-in")
    failed = page.locator("[data-passkey-failed]")
    assert failed.is_hidden()
    page.click("form[data-passkey] button")
    failed.wait_for(state="visible")
    assert page.url.endswith("/account/sign-in")


def test_without_scripts_one_joins_signs_in_and_sets_up_an_app(chromium: Any, address: str) -> None:
    code = invitation()
    page = opened(chromium, address, locale="ja", java_script_enabled=False)
    page.goto("/account/invitation")
    page.fill("input[name=code]", code)
    page.click("main button")
    page.fill("input[name=login]", "誰か")
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=again]", PASSWORD)
    page.click("main form button")
    page.fill("input[name=login]", "誰か")
    page.fill("input[name=password]", PASSWORD)
    assert page.locator("form[data-passkey]").is_hidden()
    page.click("main form button >> nth=0")
    page.click("main a[href$=app]")
    page.fill("input[name=code]", code_of(page.text_content("main code").strip()))
    page.click("main form button")
    page.locator("ol.codes li").last.wait_for()
    assert page.locator("ol.codes li").count() == 10
    page.goto("/account/settings")
    assert page.get_attribute("html", "lang") == "ja"
    page.context.close()


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "en"), (320, "dark", "ja")])
def test_pages_of_people_have_no_barrier_and_fit_the_screen(
    chromium: Any, address: str, width: int, scheme: str, language: str
) -> None:
    ours = organisation()
    me = person(ours, "organiser")
    colleague = person(ours, "analyst", "manager")
    secret = with_authenticator(me)
    User.objects.update(language=language)
    looks: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    page = opened(chromium, address, locale=language, **looks)
    page.goto("/account/sign-in")
    page.fill("input[name=login]", me.login)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button >> nth=0")
    page.fill("input[name=code]", code_of(secret))
    page.click("main form button >> nth=0")
    people = f"/organisation/{ours.id}/people/"
    mine = actor_of(me, second_factor=True, signed_in_at=timezone.now())
    with acting(mine):
        actions.invite(mine, organisation=ours, roles=["analyst"], days=1)
    page.goto(people)
    own = [one.get_attribute("href") for one in page.query_selector_all("tbody a")]
    assert len(own) == 6
    assert colleague.is_active
    for path in (
        people,
        f"{people}invite",
        *own[:3],
        "/account/password",
        "/account/second-factor/",
        "/account/through/",
    ):
        page.goto(path)
        assert barriers(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.context.close()
