"""The page of the record, for auditors of one organisation."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone
from tests.web.made import organisation, person
from tests.web.recorded import recorded, settle
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, SYSTEM, Actor, Place, Refused, acting
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.audit import queries
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.audit.views import erase

pytestmark = pytest.mark.usefixtures("database")


def actor(user: User, place: Organisation, *roles: str, second: bool = True) -> Actor:
    return Actor(
        user=user.id,
        places={place.id: Place(organisation=place.id, roles=frozenset(roles))},
        second_factor=second,
        signed_in_at=datetime.now(UTC),
    )


def seen(user: User, who: Actor, address: str, query: str = "", **posted: str) -> HttpResponse:
    """The answer of the view to a signed-in person, as the middleware gives it."""
    made = RequestFactory()
    request = made.post(address, posted) if posted else made.get(address + query)
    request.user = user
    request.actor = who  # type: ignore[attr-defined]
    view, arguments, named = resolve(address)
    with acting(who):
        answer: HttpResponse = view(request, *arguments, **named)
    return answer


def page(user: User, who: Actor, place: Organisation, query: str = "") -> str:
    return seen(user, who, reverse("audit-record", args=[place.id]), query).content.decode()


def act(who: Actor, place: UUID | None, name: str = "parties.merge", **more: object) -> UUID:
    with acting(who):
        entry = record(who, act=name, subject="parties.company", organisation=place, **more)  # type: ignore[arg-type]
    settle()
    return entry


@pytest.fixture
def place() -> Organisation:
    return organisation()


@pytest.fixture
def auditor(place: Organisation) -> User:
    return person(place, "auditor", login="auditor (invented)")


def test_an_auditor_sees_who_did_what_and_why(place: Organisation, auditor: User) -> None:
    me = actor(auditor, place, "auditor")
    act(me, place.id, reason="the same <b>company</b>", detail={"kept": "Kumanezawa"})
    act(SYSTEM, place.id, "lists.fetch")
    act(ANONYMOUS, place.id, "intake.send")
    shown = page(auditor, me, place)
    for text in (
        *("parties.merge", "the same &lt;b&gt;company&lt;/b&gt;", "kept: Kumanezawa", "auditor (invented)"),
        *("lists.fetch", "The system", "intake.send", "Someone without an account"),
    ):
        assert text in shown
    assert shown.index("intake.send</") < shown.index("parties.merge</")


def test_of_another_organisation_nothing_is_seen(place: Organisation, auditor: User) -> None:
    other = organisation(name="Another (invented)")
    act(actor(auditor, other), other.id, "other.act")
    me = actor(auditor, place, "auditor")
    assert "other.act" not in page(auditor, me, place)
    with pytest.raises(Refused):
        page(auditor, me, other)


@pytest.mark.parametrize("who", ["organiser", "analyst", "custodian", ""])
def test_nobody_else_reads_the_record(place: Organisation, auditor: User, who: str) -> None:
    with pytest.raises(Refused):
        page(auditor, actor(auditor, place, *filter(None, [who])), place)
    with pytest.raises(Refused):
        page(auditor, actor(auditor, place, "auditor", second=False), place)


def test_the_record_is_narrowed_down_by_act_person_and_record(place: Organisation, auditor: User) -> None:
    colleague, subject = person(place, "analyst", login="colleague (invented)"), uuid4()
    act(actor(auditor, place), place.id, "one.act")
    act(actor(colleague, place), place.id, "two.act", subject_id=subject)
    me = actor(auditor, place, "auditor")
    for query, there, gone in (
        ("?act=one.act", "one.act</", "two.act</"),
        (f"?person={colleague.id}", "two.act</", "one.act</"),
        (f"?record={subject}", "two.act</", "one.act</"),
    ):
        table = page(auditor, me, place, query).split("<tbody")[1]
        assert there in table, query
        assert gone not in table, query
    assert "<tbody" not in page(auditor, me, place, f"?record={uuid4()}")
    year = timezone.localtime().year
    assert "one.act</" in page(auditor, me, place, f"?year={year}").split("<tbody")[1]
    assert f'<option value="{year}"' in page(auditor, me, place)
    assert "(year)" in page(auditor, me, place, f"?year={year - 1}")
    for query in ("?act=none", "?person=nobody", "?record=x'--", "?page=x", "?sort=digest"):
        assert "one.act</" in page(auditor, me, place, query).split("<tbody")[1], query


def test_what_is_shown_can_be_had_as_a_file(place: Organisation, auditor: User) -> None:
    me = actor(auditor, place, "auditor")
    act(me, place.id, reason="=1+1")
    answer = seen(auditor, me, reverse("audit-record", args=[place.id]), "?as=csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "parties.merge" in answer.content.decode()
    assert ",=1+1" not in answer.content.decode()


def test_a_page_costs_the_same_before_many_entries(place: Organisation, auditor: User) -> None:
    me = actor(auditor, place, "auditor")
    page(auditor, me, place)  # how much waits is counted now, and not again for a while
    counts = []
    for _ in range(2):
        for _ in range(60):
            with acting(me):
                record(me, act="many.acts", subject="test", organisation=place.id, reason="why")
        settle()
        with CaptureQueriesContext(connection) as asked:
            page(auditor, me, place)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_history_of_a_record_is_for_those_of_the_organisation(place: Organisation, auditor: User) -> None:
    subject = uuid4()
    me = actor(auditor, place, "analyst")
    for name in ("one.act", "two.act"):
        act(me, place.id, name, subject_id=subject)
    act(me, place.id, "other.act", subject_id=uuid4())
    with acting(me):
        found = queries.history(me, organisation=place.id, subject="parties.company", subject_id=subject)
    assert [entry.act for entry in found] == ["one.act", "two.act"]
    stranger = actor(auditor, organisation(name="Another (invented)"), "auditor")
    with acting(stranger), pytest.raises(Refused):
        queries.history(stranger, organisation=place.id, subject="parties.company", subject_id=subject)


def test_an_organiser_who_audits_erases_words_with_a_reason(place: Organisation, auditor: User) -> None:
    both = actor(auditor, place, "auditor", "organiser")
    entry = act(both, place.id, reason="a name that should not be here (invented)")
    address = reverse("audit-erase", args=[place.id, entry])
    assert address in page(auditor, both, place)
    assert address not in page(auditor, actor(auditor, place, "auditor"), place)
    assert "Erase the words of entry" in seen(auditor, both, address).content.decode()
    assert seen(auditor, both, address, reason=" ").status_code == 200
    assert seen(auditor, both, address, reason="asked for").status_code == 302
    settle()
    shown = page(auditor, both, place)
    assert "a name that should not be here" not in shown
    assert "erased</" in shown
    assert "asked for" in shown
    assert [one.act for one in recorded(organisation=place.id)][-1] == "audit.erase-text"


def test_nobody_else_erases_and_nothing_is_erased_twice(place: Organisation, auditor: User) -> None:
    from django.http import Http404

    organiser = actor(auditor, place, "organiser")
    entry, bare = act(organiser, place.id, reason="why"), act(organiser, place.id)
    address = reverse("audit-erase", args=[place.id, entry])
    with pytest.raises(Refused):
        seen(auditor, actor(auditor, place, "auditor"), address, reason="because")
    assert seen(auditor, organiser, address, reason="because").status_code == 302
    settle()
    for one in (
        address,
        reverse("audit-erase", args=[place.id, bare]),
        reverse("audit-erase", args=[place.id, uuid4()]),
    ):
        with pytest.raises(Http404):
            seen(auditor, organiser, one, reason="because")


def test_of_two_who_erase_the_same_words_the_second_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = organisation()
    me = person(ours, "auditor", "organiser")
    with_authenticator(me)
    entry = act(actor(me, ours, "auditor", "organiser"), ours.id, reason="why")

    def meanwhile(*_: object, **__: object) -> None:
        raise UsageError("audit-no-text")

    monkeypatch.setattr(erase, "erase_text", meanwhile)
    told = signed_in(me).post(reverse("audit-erase", args=[ours.id, entry]), {"reason": "asked for"}, follow=True)
    assert told.status_code == 200
    assert "were erased already" in told.content.decode()
