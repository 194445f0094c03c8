"""Pages of runs: without JavaScript, in both languages, and nothing for those who have no part in the case."""

import re
import time
from datetime import date, timedelta

import pytest
from allauth.account.internal.flows import login
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.foundation.procedure_made import DAY, GUARDED, Cast, last_of
from tests.web.made import organisation, person
from tests.web.recorded import settle

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.procedure.actions import hand_over, make_move, suspend
from tadasu.web.foundation.procedure.models import Run, Task

pytestmark = pytest.mark.usefixtures("database")

WHY = "because the letter says so"


def signed_in(user: User) -> Client:
    """A browser of somebody who has just shown a second factor."""
    client = Client(headers={"accept-language": user.language})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return client


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def page_of(run: Run) -> str:
    return reverse("procedure-run", args=[run.id])


def move_of(run: Run, move: str) -> str:
    return reverse("procedure-move", args=[run.id, move])


def fields(page: str) -> dict[str, str]:
    """What the form of a page would send, without JavaScript."""
    found = dict(re.findall(r'<input type="(?:hidden|date|number)" name="([a-z]+)" value="([^"]*)"', page))
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_the_page_of_a_run_says_what_which_stage_by_when_and_by_which_article() -> None:
    cast = Cast()
    run = cast.run()
    page = text_of(signed_in(cast.officer_user), page_of(run))
    assert "Case " in page
    assert "Petition received, own motion" in page
    assert "Art. 7(3) (model)" in page
    assert "model" in page
    assert "working days overdue" in page or "working days left" in page or "working day" in page
    assert move_of(run, "take-up") in page
    assert "Acknowledge and take up" in page
    assert page.count("<h1") == 1
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)


def test_the_page_speaks_japanese_to_whoever_reads_japanese() -> None:
    cast = Cast()
    run = cast.run()
    User.objects.filter(id=cast.officer_user.id).update(language="ja")
    cast.officer_user.refresh_from_db()
    page = text_of(signed_in(cast.officer_user), page_of(run))
    assert "受付を通知し、取り上げる" in page
    assert "執務日" in page


def test_the_procedure_is_drawn_and_the_table_beside_says_the_same() -> None:
    cast = Cast()
    run = cast.run()
    client = signed_in(cast.officer_user)
    answer = client.get(reverse("procedure-picture", args=[run.id]))
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert answer.content.startswith(b"<svg")
    page = text_of(client, page_of(run))
    assert reverse("procedure-picture", args=[run.id]) in page
    assert page.count("Preliminary phase") >= 1
    assert "is here" in page


def test_a_move_is_made_in_two_steps_and_the_second_repeats_what_will_happen() -> None:
    cast = Cast()
    run = cast.run()
    client = signed_in(cast.officer_user)
    page = text_of(client, move_of(run, "take-up"))
    assert "This is what will happen" in page
    assert "Preliminary phase" in page
    assert "Art. 9(1) (model)" in page
    answer = client.post(move_of(run, "take-up"), {**fields(page), "reason": WHY})
    assert answer.status_code == 302
    assert answer.headers["Location"] == page_of(run)
    page = text_of(client, page_of(run))
    assert WHY in page
    assert str(cast.officer_user) in page
    with acting(cast.officer):
        assert Run.objects.get(id=run.id).state == "weighing"
    settle()


def test_for_another_day_the_page_says_anew_what_will_happen_before_it_does() -> None:
    cast = Cast()
    run = cast.run()
    client = signed_in(cast.officer_user)
    page = text_of(client, move_of(run, "take-up"))
    earlier = DAY + timedelta(days=3)
    sent = {**fields(page), "reason": WHY, "day": earlier.isoformat()}
    answer = client.post(move_of(run, "take-up"), sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "not done yet" in page
    assert "27 April 2026" in page
    assert WHY in page
    with acting(cast.officer):
        assert last_of(run.id) == 1
    assert client.post(move_of(run, "take-up"), {**fields(page), "reason": WHY}).status_code == 302
    with acting(cast.officer):
        assert Run.objects.get(id=run.id).state_since == earlier


def test_what_is_wrong_is_said_and_what_was_written_stays() -> None:
    cast = Cast()
    run = cast.run(kind=GUARDED)
    client = signed_in(cast.officer_user)
    page = text_of(client, move_of(run, "take-up"))
    answer = client.post(move_of(run, "take-up"), {**fields(page), "reason": ""})
    assert answer.status_code == 200
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    sent = {**fields(page), "reason": WHY, "day": tomorrow, "told": tomorrow}
    page = client.post(move_of(run, "take-up"), sent).content.decode()
    assert "later than today" in page
    assert WHY in page
    with acting(cast.officer):
        make_move(cast.officer, run=run.id, move="take-up", seen=1, reason=WHY)
    page = text_of(client, move_of(run, "open"))
    page = client.post(move_of(run, "open"), {**fields(page), "reason": WHY}).content.decode()
    assert "Somebody else than the person who made the last move must do this." in page


def test_two_who_act_on_one_case_are_shown_both_and_nothing_is_lost() -> None:
    cast = Cast()
    run = cast.run()
    client = signed_in(cast.officer_user)
    page = text_of(client, move_of(run, "decline"))
    with acting(cast.decider):
        make_move(cast.decider, run=run.id, move="take-up", seen=1, reason="mine came first (invented)")
    answer = client.post(move_of(run, "decline"), {**fields(page), "reason": WHY})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "mine came first (invented)" in page
    assert WHY in page
    assert "Decline with reasons" in page
    assert page_of(run) in page
    with acting(cast.officer):
        assert last_of(run.id) == 2


def test_a_case_is_suspended_resumed_extended_and_handed_over_without_javascript() -> None:
    cast = Cast()
    run = cast.run()
    client = signed_in(cast.decider_user)

    def sent(name: str, **more: str) -> str:
        address = reverse(name, args=[run.id])
        page = text_of(client, address)
        answer = client.post(address, {**fields(page), "reason": WHY, **more})
        if answer.status_code == 200:
            page = answer.content.decode()
            assert "not done yet" in page
            answer = client.post(address, {**fields(page), "reason": WHY, **more})
        assert answer.status_code == 302, answer.content.decode()
        return page

    page = sent("procedure-suspend", until=(timezone.localdate() + timedelta(days=5)).isoformat())
    assert "Last day" in page
    sent("procedure-resume")
    sent("procedure-extend", count="5", unit="working-day", calendar="jp")
    sent("procedure-hand-over", to=str(cast.officer_user.id))
    with acting(cast.decider):
        assert last_of(run.id) == 5
        assert Task.objects.get(run=run).user_id == cast.officer_user.id
    page = text_of(client, page_of(run))
    for said in ("Suspended to", "Resumed", "Time extended by 5 working days", "Handed over to"):
        assert said in page


def test_what_waits_is_a_table_with_clock_and_rule() -> None:
    cast = Cast()
    run = cast.run()
    page = text_of(signed_in(cast.officer_user), reverse("procedure-waiting"))
    assert page_of(run) in page
    assert "Art. 7(3) (model)" in page
    assert "nobody yet" in page
    with acting(cast.officer):
        hand_over(cast.officer, run=run.id, to=cast.officer_user.id, seen=1, reason=WHY)
    assert "Nothing waits for you" in text_of(signed_in(cast.decider_user), reverse("procedure-waiting"))


def test_who_has_no_part_in_a_case_finds_nothing_at_its_addresses() -> None:
    cast = Cast()
    run = cast.run()
    stranger = signed_in(person(organisation("authority", "Another Office (invented)"), "officer", "decider"))
    names = ("procedure-run", "procedure-picture", "procedure-suspend", "procedure-resume", "procedure-extend")
    for address in [*(reverse(name, args=[run.id]) for name in names), move_of(run, "take-up")]:
        assert stranger.get(address).status_code == 404
        assert Client().get(address).status_code == 302
    analyst = signed_in(cast.analyst_user)
    assert analyst.get(move_of(run, "take-up")).status_code == 403
    assert analyst.get(reverse("procedure-suspend", args=[run.id])).status_code == 403
    assert analyst.get(reverse("procedure-hand-over", args=[run.id])).status_code == 403
    assert analyst.get(move_of(run, "nothing-of-that-name")).status_code == 404


def test_another_party_sees_the_story_without_names_and_inner_work() -> None:
    cast = Cast()
    run = cast.run()
    User.objects.filter(id=cast.officer_user.id).update(display_name="K. Mori (invented)")
    with acting(cast.officer):
        hand_over(cast.officer, run=run.id, to=cast.officer_user.id, seen=1, reason="inner matter (invented)")
        make_move(cast.officer, run=run.id, move="take-up", seen=2, reason=WHY)
    page = text_of(signed_in(cast.analyst_user), page_of(run))
    assert "K. Mori" not in page
    assert "inner matter" not in page
    assert WHY in page
    assert "K. Mori" in text_of(signed_in(cast.officer_user), page_of(run))


def test_a_reason_with_code_in_it_is_only_text() -> None:
    cast = Cast()
    run = cast.run()
    evil = "<script>alert(1)</script>"
    with acting(cast.officer):
        make_move(cast.officer, run=run.id, move="take-up", seen=1, reason=evil)
    page = text_of(signed_in(cast.officer_user), page_of(run))
    assert evil not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_suspended_case_says_that_its_time_stands_still() -> None:
    cast = Cast()
    run = cast.run()
    with acting(cast.decider):
        suspend(cast.decider, run=run.id, seen=1, reason=WHY, day=date(2026, 4, 27))
    page = text_of(signed_in(cast.officer_user), page_of(run))
    assert "topped since 27 April 2026" in page
    assert "10 working days will be left when the case goes on." in page
