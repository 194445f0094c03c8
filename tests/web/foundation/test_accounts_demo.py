"""The people of the demonstration: invented, one a role, with a password and a second factor like everybody."""

import csv
from importlib.resources import files

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.test.utils import override_settings
from tests.web.recorded import recorded
from tests.web.signing_in import SECOND, SIGN_IN, forget_tries

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.accounts import actions, demo
from tadasu.web.foundation.accounts._codes import digest_of
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.accounts.roles import ORGANISER, kinds

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Nobody waits yet."""
    forget_tries()


def test_there_is_somebody_for_each_role_of_each_organisation() -> None:
    made = demo.people()
    there = demo.organisations()
    assert {one.kind for one in there.values()} == set(kinds())
    found = {(one.organisation, one.role) for one in made.people}
    assert found == {(one.name, role) for one in there.values() for role in kinds()[one.kind].roles}
    for log_in in made.people:
        user = User.objects.get(login=log_in.login)
        assert user.invented
        (place,) = actor_of(user).places.values()
        assert place.roles == {log_in.role}


def test_where_a_panel_sits_there_are_as_many_people_as_it_takes() -> None:
    made = [one for one in demo.people().people if one.role == "reviewer" and one.login.startswith("funder")]
    assert [one.login for one in made] == ["funder-reviewer", *(f"funder-reviewer-{number}" for number in range(2, 7))]
    names = User.objects.filter(login__in=[one.login for one in made]).values_list("display_name", flat=True)
    assert sorted(names)[:2] == ["Reviewer 2 · 審査員 2", "Reviewer 3 · 審査員 3"]
    assert "Reviewer · 審査員" in names


def test_a_second_time_nothing_is_added_and_the_same_is_said() -> None:
    first = demo.people()
    before = (User.objects.count(), Organisation.objects.count())
    assert demo.people() == first
    assert (User.objects.count(), Organisation.objects.count()) == before


def test_a_place_that_was_ended_is_not_given_back() -> None:
    demo.people()
    user = User.objects.get(login="importer-analyst")
    with acting(actor_of(user)):
        Membership.objects.filter(user=user).update(until="2026-01-01T00:00:00Z")
    demo.people()
    assert not actor_of(user).places


def test_log_ins_are_nobodys_guess_and_differ_from_machine_to_machine() -> None:
    made = demo.people()
    passwords = {one.password for one in made.people}
    assert len(passwords) == len(demo.organisations())
    assert all(len(one) == 16 for one in passwords)
    with override_settings(SECRET_KEY="another machine"):
        assert demo.people().otpauth != made.otpauth
        assert not passwords & {one.password for one in demo.people().people}


def test_they_sign_in_as_everybody_does(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    one = demo.people().people[0]
    answer = client.post(SIGN_IN, {"login": one.login, "password": one.password})
    assert answer.headers["Location"] == SECOND
    assert client.get("/account/settings").status_code == 302
    call_command("demo_code")
    client.post(SECOND, {"code": capsys.readouterr().out.strip()})
    page = client.get("/account/settings").content.decode()
    assert "every company, person and case here is invented" in page


def test_the_record_says_that_the_system_made_them() -> None:
    demo.people()
    entries = recorded(organisation=demo.organisations()["importer"].id)
    assert {(one.act, one.system) for one in entries} == {("accounts.found", True), ("accounts.demo-place", True)}


def test_a_machine_with_real_organisations_gets_no_demonstration() -> None:
    Organisation.objects.create(kind="company", name="Not invented")
    with pytest.raises(UsageError, match="demo-among-real"):
        demo.people()
    assert not User.objects.exists()


def test_companies_that_trade_are_those_of_the_invented_world() -> None:
    text = files("tadasu.demo").joinpath("data/companies.csv").read_text(encoding="utf-8")
    firms = {row["role"]: (row["name"], row["aliases"]) for row in csv.DictReader(text.splitlines())}
    demo.people()
    told = {key: (one.name, one.name_ja) for key, one in demo.organisations().items()}
    for key in ("importer", "second-importer", "parts-maker"):
        assert told[key] == firms[key]


def test_an_organisation_begins_with_a_code_for_its_first_organiser(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("found", "--kind", "authority", "--name", "Minato Authority (invented)", "--name-ja", "湊庁")
    made, code = capsys.readouterr().out.split()
    told = {"login": "first", "password": "a long invented password", "display_name": "", "language": "ja"}
    with acting(ANONYMOUS):
        user = actions.join(ANONYMOUS, digest=digest_of(code, purpose=actions.INVITATION), **told)
    (place,) = actor_of(user).places.values()
    kind = Organisation.objects.get(id=place.organisation).kind
    assert (str(place.organisation), kind, place.roles) == (made, "authority", frozenset({ORGANISER}))
    assert [one.act for one in recorded(organisation=place.organisation)] == [
        "accounts.found",
        "accounts.invite",
        "accounts.join",
    ]
    with pytest.raises(CommandError):
        call_command("found", "--kind", "authority", "--name", "x", "--days", "400")
    assert Organisation.objects.count() == 1
