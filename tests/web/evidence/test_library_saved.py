"""Searches that a person keeps: shown to that person alone, counted by night with the rights they have then."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.made_library import Desk
from tests.web.made_vault import Holder
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.evidence.library import actions, searching
from tadasu.web.evidence.library.models import SavedSearch
from tadasu.web.evidence.library.offered import WAITING
from tadasu.web.evidence.library.searching import Asked
from tadasu.web.foundation.access import Actor, Refused, acting
from tadasu.web.foundation.accounts.models import Membership, User

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def browser(one: Holder) -> Client:
    User.objects.filter(id=one.user.id).update(language="en")
    with_authenticator(one.user)
    return signed_in(one.user)


def kept(desk: Desk, words: str = "gate", name: str = "gates") -> SavedSearch:
    actor = desk.verifier.actor
    with acting(actor):
        return actions.save(actor, organisation=desk.place.id, name=name, asked=Asked(words=words))


def counted(desk: Desk) -> int:
    """After a night."""
    with acting(desk.verifier.actor):
        actions.count_news()
        return SavedSearch.objects.get().news


def waiting(actor: Actor) -> list[tuple[str, Any]]:
    with acting(actor):
        return [(str(one.label), str(one.count)) for one in WAITING[0][1](actor)]


def test_what_is_there_is_not_new_and_what_comes_is_on_the_same_day_too(desk: Desk) -> None:
    desk.article()
    kept(desk)
    assert counted(desk) == 0
    desk.article("Another gate of the mill was locked as well.", title="A second gate (invented)")
    desk.article("Nothing of it here.", title="Harbour (invented)")
    assert counted(desk) == counted(desk) == 1
    assert waiting(desk.verifier.actor) == [("gates", "1 new")]


def test_what_was_looked_at_is_not_new_any_more(desk: Desk) -> None:
    search = kept(desk)
    desk.article()
    assert counted(desk) == 1
    page = browser(desk.verifier).get(reverse("library-saved", args=[search.id])).content.decode()
    assert "Locked at night (invented)" in page
    assert counted(desk) == 0
    assert waiting(desk.verifier.actor) == []


def test_what_came_after_an_earlier_look_is_new(desk: Desk) -> None:
    search = kept(desk)
    with acting(desk.verifier.actor):
        SavedSearch.objects.filter(id=search.id).update(looked_on=timezone.localdate() - timedelta(days=9), seen=[])
    desk.article()
    assert counted(desk) == 1


def test_nobody_else_sees_a_search_not_even_of_the_same_organisation(desk: Desk) -> None:
    search = kept(desk)
    for other in (desk.second, desk.documenter, desk.stranger):
        with acting(other.actor):
            assert not SavedSearch.objects.exists()
        client = browser(other)
        assert client.get(reverse("library-saved", args=[search.id])).status_code == 404
        assert client.post(reverse("library-saved-delete", args=[search.id])).status_code == 404
    assert waiting(desk.second.actor) == []


def test_who_left_or_lost_a_role_is_told_of_nothing_more(desk: Desk) -> None:
    kept(desk)
    desk.article()
    assert counted(desk) == 1
    with acting(desk.verifier.actor):
        Membership.objects.filter(user=desk.verifier.user).update(roles=["organiser"])
    assert counted(desk) == 0
    with acting(desk.verifier.actor):
        Membership.objects.filter(user=desk.verifier.user).update(until=timezone.now() - timedelta(minutes=1))
    assert counted(desk) == 0


def test_a_search_that_takes_too_long_keeps_no_other_from_being_counted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(desk, name="first", words="gate")
    kept(desk, name="second", words="guards")
    desk.article("guards at the gate")
    real = searching._answered

    def slow(statement: str, values: Any) -> Any:
        if any("[Gg" in str(one) and "[Tt" in str(one) for one in values):
            raise UsageError("library-query-slow", seconds="5")
        return real(statement, values)

    monkeypatch.setattr(searching, "_answered", slow)
    with acting(desk.verifier.actor):
        assert actions.count_news() == 1
        assert SavedSearch.objects.get(name="second").news == 1


@pytest.mark.parametrize(
    ("name", "asked", "code"),
    [
        ("", Asked(words="gate"), "library-name"),
        ("x" * 81, Asked(words="gate"), "library-name"),
        ("a\u202eb", Asked(words="gate"), "library-name"),
        ("all", Asked(), "library-empty"),
        ("all", Asked(order="day"), "library-empty"),
        ("gates", Asked(words="gate"), "library-name-taken"),
    ],
)
def test_what_cannot_be_kept_is_refused(desk: Desk, name: str, asked: Asked, code: str) -> None:
    kept(desk)
    with acting(desk.verifier.actor), pytest.raises(UsageError) as error:
        actions.save(desk.verifier.actor, organisation=desk.place.id, name=name, asked=asked)
    assert error.value.code == code


def test_a_person_keeps_so_many_and_no_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions.saving, "MOST_SAVED", 1)
    kept(desk)
    with pytest.raises(UsageError) as error:
        kept(desk, name="second")
    assert error.value.code == "library-saved-most"


def test_nobody_keeps_a_search_in_an_organisation_that_is_not_theirs(desk: Desk) -> None:
    with acting(desk.stranger.actor), pytest.raises(Refused):
        actions.save(desk.stranger.actor, organisation=desk.place.id, name="x", asked=Asked(words="gate"))


def test_by_the_pages_from_a_search_to_a_kept_one_and_away(desk: Desk) -> None:
    desk.article()
    client = browser(desk.verifier)
    address = reverse("library-save", args=[desk.place.id])
    lost = client.post(address, {"words": "gate", "name": ""}).content.decode()
    assert "Give it a name" in lost
    assert 'value="gate"' in lost
    answer = client.post(address, {"words": "gate", "country": "uz", "name": "gates of mills"})
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "The search is kept." in page
    assert 'value="gate"' in page
    assert "<bdi>gates of mills</bdi>" in page
    with acting(desk.verifier.actor):
        search = SavedSearch.objects.get()
    assert search.asked == {"words": "gate", "country": "uz", "order": "relevance"}
    away = reverse("library-saved-delete", args=[search.id])
    assert "Delete this search?" in client.get(away).content.decode()
    assert client.post(away).status_code == 302
    with acting(desk.verifier.actor):
        assert not SavedSearch.objects.exists()
