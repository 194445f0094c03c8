"""Every address of this app, asked for by everybody: who gets what stands in one table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password), `home`,
or another page by its last part. An address without a line, and a line without an address, fail.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import yaml
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from tests.web.made import organisation, person
from tests.web.signing_in import forget_tries, signed_in, with_authenticator
from tests.web.walked import table

from tadasu.store import data_folder
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts import actions, urls
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Invitation, Membership, Organisation, User
from tadasu.web.foundation.accounts.providers import FILE

pytestmark = pytest.mark.usefixtures("database")

GET = """
                                  anonymous   bare      member    organiser  tired     auditor   stranger
account_login                     200         set-up    home      home       home      home      home
account_logout                    sign-in     200       200       200        200       200       200
account_inactive                  200         set-up    200       200        200       200       200
account_reauthenticate            sign-in     200       200       200        200       200       200
account_change_password           sign-in     set-up    200       200        200       200       200
mfa_index                         sign-in     200       200       200        200       200       200
mfa_authenticate                  sign-in     set-up    home      home       home      home      home
mfa_reauthenticate                sign-in     set-up    200       200        200       200       200
mfa_activate_totp                 sign-in     200       remove    remove     again     remove    remove
mfa_deactivate_totp               sign-in     set-up    200       200        again     200       200
mfa_view_recovery_codes           sign-in     set-up    404       404        404       404       404
mfa_generate_recovery_codes       sign-in     set-up    200       200        again     200       200
mfa_add_webauthn                  sign-in     200       200       200        again     200       200
mfa_reauthenticate_webauthn       sign-in     set-up    again     again      again     again     again
mfa_remove_webauthn               sign-in     set-up    404       404        again     404       404
mfa_login_webauthn                sign-in     set-up    home      home       home      home      home
accounts-through                  200         set-up    200       200        200       200       200
socialaccount_login_cancelled     200         set-up    200       200        200       200       200
accounts-through-one              200         set-up    200       200        200       200       200
accounts-through-start            302         set-up    302       302        302       302       302
openid_connect_callback           404         set-up    404       404        404       404       404
saml_acs                          405         set-up    405       405        405       405       405
saml_finish_acs                   401         set-up    401       401        401       401       401
saml_metadata                     200         set-up    200       200        200       200       200
saml_sls                          404         set-up    404       404        404       404       404
accounts-settings                 sign-in     set-up    200       200        200       200       200
accounts-sign-out-everywhere      405         405       405       405        405       405       405
accounts-invitation               200         set-up    200       200        200       200       200
accounts-join                     invitation  set-up    invitation invitation invitation invitation invitation
accounts-take                     405         set-up    405       405        405       405       405
accounts-reset                    200         set-up    200       200        200       200       200
accounts-renew                    reset       set-up    reset     reset      reset     reset     reset
accounts-people                   sign-in     set-up    200       200        200       200       404
accounts-invite                   sign-in     set-up    403       200        again     403       404
accounts-withdraw                 405         set-up    405       405        405       405       405
accounts-roles                    sign-in     set-up    403       200        again     403       404
accounts-end                      sign-in     set-up    403       200        again     403       404
accounts-offer-reset              sign-in     set-up    403       200        again     403       404
"""

POST = """
                                  anonymous   bare      member    organiser  tired     auditor   stranger
accounts-sign-out-everywhere      403         sign-in   sign-in   sign-in    sign-in   sign-in   sign-in
accounts-settings                 403         set-up    200       200        200       200       200
accounts-take                     403         set-up    invitation invitation invitation invitation invitation
accounts-invite                   403         set-up    403       200        again     403       404
accounts-withdraw                 403         set-up    403       people     people    403       404
accounts-roles                    403         set-up    403       200        again     403       404
accounts-end                      403         set-up    403       200        again     403       404
accounts-offer-reset              403         set-up    403       200        again     403       404
mfa_activate_totp                 sign-in     200       remove    remove     again     remove    remove
mfa_deactivate_totp               sign-in     set-up    200       200        again     200       200
mfa_generate_recovery_codes       sign-in     set-up    recovery  recovery   again     recovery  recovery
mfa_add_webauthn                  sign-in     200       200       200        again     200       200
mfa_remove_webauthn               sign-in     set-up    404       404        again     404       404
account_change_password           sign-in     set-up    200       200        200       200       200
"""

PLACES = {
    "/account/sign-in": "sign-in",
    "/account/second-factor/": "set-up",
    "/account/again": "again",
    "/": "home",
}


def names(patterns: Sequence[URLPattern | URLResolver]) -> set[str]:
    """Of every address of the app."""
    found: set[str] = set()
    for one in patterns:
        found |= names(one.url_patterns) if isinstance(one, URLResolver) else {str(one.name)}
    return found


class Scene:
    """An organisation with everybody in it, and the arguments of addresses about it."""

    def __init__(self) -> None:
        self.ours, theirs = organisation(), organisation(name="Another (invented)")
        self.people = {
            "bare": person(self.ours, "analyst"),
            "member": person(self.ours, "analyst"),
            "organiser": person(self.ours, "organiser"),
            "auditor": person(self.ours, "auditor"),
            "stranger": person(theirs, "organiser", "auditor"),
        }
        for key, user in self.people.items():
            if key != "bare":
                with_authenticator(user)
        self.people["tired"] = self.people["organiser"]
        person(self.ours, "organiser")
        self.place, self.invitation = self._place(), self._invitation()
        self._provider()

    def _place(self) -> UUID:
        with acting(actor_of(self.people["member"])):
            return Membership.objects.get(user=self.people["member"]).id

    def _invitation(self) -> UUID:
        organiser = actor_of(self.people["organiser"], second_factor=True, signed_in_at=timezone.now())
        with acting(organiser):
            actions.invite(organiser, organisation=self.ours, roles=["analyst"], days=1)
            return Invitation.objects.get().id

    def _provider(self) -> None:
        said = {"entity": "https://x.example", "sign_on": "https://x.example/on", "certificate": "x"}
        told = {"organisation": str(self.ours.id), "name": {"en": "x"}, "saml": said}
        (data_folder() / FILE).touch(mode=0o600)
        (data_folder() / FILE).write_text(yaml.safe_dump({"minato": told}), encoding="utf-8")

    def client(self, who: str) -> Client:
        """Their browser."""
        if who == "anonymous":
            found = Client()
        else:
            ago = timedelta(minutes=11 if who == "tired" else 0)
            found = signed_in(self.people[who], second_factor=who != "bare", ago=ago)
        found.defaults["HTTP_HOST"] = "testserver"
        return found

    def address(self, name: str) -> str:
        """With the arguments it needs."""
        known: dict[str, object] = {
            "organisation": self.ours.id,
            "place": self.place,
            "invitation": self.invitation,
            "pk": 4711,
            "slug": "minato",
            "provider_id": "minato",
            "organization_slug": "minato",
        }
        ((_, wanted),) = get_resolver().reverse_dict.getlist(name)[0][0]
        return reverse(name, kwargs={key: known[key] for key in wanted})


@pytest.fixture
def scene() -> Iterator[Scene]:
    """Nobody waits yet."""
    forget_tries()
    yield Scene()
    (data_folder() / FILE).unlink()


def what(answer: HttpResponse) -> str:
    """A number, or where one is sent."""
    if answer.status_code != 302:
        return str(answer.status_code)
    found = urlsplit(answer.headers["Location"])
    if found.netloc:
        return "302"
    return PLACES.get(found.path) or found.path.rstrip("/").rsplit("/", 1)[-1]


def ours_only(answer: HttpResponse) -> None:
    """No page of allauth's is ever shown."""
    for one in getattr(answer, "templates", []):
        assert one.origin is None or "allauth" not in str(one.origin.name), one.name


def walked(scene: Scene, text: str, ask: Callable[[Client, str], Any]) -> dict[str, dict[str, str]]:
    """What everybody gets, in the shape of the table."""
    found: dict[str, dict[str, str]] = {}
    for name, cells in table(text).items():
        found[name] = {}
        for who in cells:
            forget_tries()
            answer = ask(scene.client(who), scene.address(name))
            ours_only(answer)
            found[name][who] = what(answer)
    return found


def test_every_address_has_a_line() -> None:
    assert names(urls.urlpatterns) == set(table(GET))


def test_who_sees_what(scene: Scene) -> None:
    assert walked(scene, GET, lambda client, address: client.get(address)) == table(GET)


def test_who_does_what(scene: Scene) -> None:
    assert walked(scene, POST, lambda client, address: client.post(address)) == table(POST)


def test_a_form_from_another_site_does_nothing(scene: Scene) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.people["organiser"])
    for name in table(POST):
        assert client.post(scene.address(name)).status_code == 403, name
    assert Client(enforce_csrf_checks=True).post("/account/sign-in", {"login": "a", "password": "b"}).status_code == 403


def test_records_of_another_organisation_are_not_there(scene: Scene) -> None:
    """An organiser elsewhere who puts our ids under their own address."""
    stranger = scene.people["stranger"]
    (theirs,) = actor_of(stranger).organisations
    client = signed_in(stranger)
    for name, held in (
        ("accounts-roles", {"place": scene.place}),
        ("accounts-end", {"place": scene.place}),
        ("accounts-offer-reset", {"place": scene.place}),
        ("accounts-withdraw", {"invitation": scene.invitation}),
    ):
        address = reverse(name, kwargs={"organisation": theirs, **held})
        assert client.post(address, {"roles": ["organiser"], "reason": "x", "factors": "1"}).status_code == 404, name


def test_pages_do_not_change_what_was_not_asked(scene: Scene) -> None:
    """Fields that a form does not have are not written."""
    me = scene.people["member"]
    told = {
        "display_name": "New",
        "language": "en",
        "login": "other",
        "is_active": "",
        "invented": "on",
        "password": "x",
    }
    signed_in(me).post("/account/settings", told)
    after = User.objects.get(pk=me.pk)
    assert after.display_name == "New"
    assert (after.login, after.is_active, after.invented, after.password) == (me.login, True, False, me.password)


def test_text_of_people_is_text_on_every_page(scene: Scene) -> None:
    script = "<script>alert(1)</script>"
    Organisation.objects.filter(pk=scene.ours.pk).update(name=script)
    User.objects.filter(pk=scene.people["member"].pk).update(display_name=script)
    client = scene.client("organiser")
    for name in (
        "accounts-people",
        "accounts-roles",
        "accounts-end",
        "accounts-offer-reset",
        "accounts-invite",
        "accounts-settings",
    ):
        page = client.get(scene.address(name)).content.decode()
        assert script not in page, name
        assert "&lt;script&gt;" in page, name
