"""A draft opens with its code and with nothing else, is kept page by page, and goes when sent, taken back, or with its box."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.foundation.vault_browser import text
from tests.web.made_box import Known, as_holder, box_at, browser, counter, wrote
from tests.web.made_intake import OWN, Desk, address, filled, on, page, pressed, reported, title_of
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake._drafts import Content, sealed
from tadasu.web.evidence.intake.actions.drafting import discard, draft_of, save
from tadasu.web.evidence.intake.models import Draft
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting, holding
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source, staff
from tadasu.web.foundation.correspondence.actions.entering import enter, entered
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.guided.lengths import STEP
from tadasu.web.foundation.vault.sealing import DoesNotOpen

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


def kept(box: Known) -> Content | None:
    with as_holder(box) as visit:
        return draft_of(visit)


def answers(box: Known) -> dict[str, object]:
    found = kept(box)
    return dict(found.answers) if found is not None else {}


def test_a_draft_opens_again_with_the_code(desk: Desk) -> None:
    filled(desk.box, own_words=OWN, issues=("forced-labour",))
    with acting(ANONYMOUS):
        visit = entered(enter(desk.box.code))
        assert visit is not None
        with holding(str(visit.box.digest)):
            found = draft_of(visit)
    assert found is not None
    assert found.answers == {"own-words": OWN, "issues": ("forced-labour",)}


def test_nobody_of_the_organisation_sees_its_row_nor_does_nobody_without_the_code(desk: Desk) -> None:
    filled(desk.box, own_words=OWN)
    for actor in (desk.reader.actor, desk.colleague.actor, ANONYMOUS):
        with acting(actor):
            assert not Draft.objects.exists()
    with as_holder(desk.box):
        assert Draft.objects.count() == 1
    with as_holder(box_at(desk.counter)):
        assert not Draft.objects.exists()


def test_the_row_says_nothing_but_under_which_code_and_does_not_grow_with_what_is_answered(desk: Desk) -> None:
    filled(desk.box, own_words=OWN)
    with as_holder(desk.box):
        (row,) = Draft.objects.values()
    assert set(row) == {"id", "digest", "sealed"}
    assert OWN.encode() not in bytes(row["sealed"])
    filled(desk.box, "who", employer="An invented mill with a longer name")
    with as_holder(desk.box):
        assert len(bytes(Draft.objects.get().sealed)) == len(bytes(row["sealed"]))
    assert len(bytes(row["sealed"])) >= STEP


def test_a_draft_that_was_moved_or_changed_opens_nothing_and_can_be_deleted(desk: Desk) -> None:
    other = box_at(desk.counter)
    filled(other, own_words="Of somebody else.")
    filled(desk.box, own_words=OWN)
    with as_holder(other):
        foreign = bytes(Draft.objects.get().sealed)
    with as_holder(desk.box) as visit:
        Draft.objects.update(sealed=foreign)
        with pytest.raises(DoesNotOpen):
            draft_of(visit)
    client = browser(desk.box)
    shown = client.get(address())
    assert shown.status_code == 400
    assert title_of(shown) == "Delete this draft?"
    on_it = client.post(address(), {"token": shown.context["token"], "act": "discard"})
    assert on_it.status_code == 302
    assert kept(desk.box) is None


def test_whoever_has_not_the_code_does_nothing_with_it(desk: Desk) -> None:
    another = box_at(desk.counter)
    with as_holder(desk.box) as visit:
        forged = replace(visit, private=another.visit.private)
        for act in (lambda: draft_of(forged), lambda: discard(forged), lambda: save(forged, page=page("what"))):
            with pytest.raises(Refused):
                act()


def test_two_who_fill_in_different_pages_lose_nothing(desk: Desk) -> None:
    one, other = browser(desk.box), browser(desk.box)
    on(one, own_words=OWN)
    assert title_of(other.get(address())) == "How do you know about it?"
    on(other, known=["saw"])
    on(one, "back")
    assert answers(desk.box) == {"own-words": OWN, "known": ("saw",)}


def test_an_answer_that_is_taken_out_is_gone(desk: Desk) -> None:
    filled(desk.box, own_words=OWN, issues=("land",))
    filled(desk.box, own_words=OWN)
    assert answers(desk.box) == {"own-words": OWN}


def test_a_page_that_is_not_asked_any_more_keeps_what_was_answered_on_it(desk: Desk) -> None:
    client = browser(desk.box)
    on(client, issues=["forced-labour"])
    on(client)
    on(client, isolation="yes")
    for _ in range(3):
        on(client, "back")
    assert title_of(on(client, issues=["land"])) == "How do you know about it?"
    assert title_of(on(client)) == "Leaving, and being alone", "it was answered"
    assert title_of(on(client)) == "Where?", "of land nobody is asked about pay"
    assert answers(desk.box)["isolation"] == "yes"


def test_nothing_is_lost_by_another_language_or_by_stopping(desk: Desk) -> None:
    client = browser(desk.box)
    answer = on(client, speak="ja", own_words=OWN)
    assert title_of(answer) == "何がありましたか"
    assert OWN in answer.content.decode()
    assert 'lang="ja"' in answer.content.decode()
    assert on(client, "stop", known=["saw"]).redirect_chain[-1][0] == "/box/"
    assert answers(desk.box)["own-words"] == OWN


def test_words_that_are_too_long_come_back_and_nothing_is_kept_of_the_page(desk: Desk) -> None:
    client = browser(desk.box)
    answer = on(client, own_words="夜" * 4001, issues=["land"])
    assert answer.status_code == 400
    assert "This is longer than 4000 signs" in text(answer)
    assert "夜" * 4001 in answer.content.decode()
    assert 'value="land" autocomplete="off" checked' in answer.content.decode()
    assert kept(desk.box) is None
    on(client, own_words="夜" * 4000)
    assert answers(desk.box)["own-words"] == "夜" * 4000


def test_the_longest_report_fits_into_a_record_of_the_vault(desk: Desk) -> None:
    from tadasu.web.evidence.intake.questions import form
    from tadasu.web.foundation.vault.actions.sealing import MOST

    longest = {
        one.id: "\U00020000" * one.most if one.in_words else one.choices if one.several else one.choices[0]
        for one in form().questions()
    }
    with as_holder(desk.box) as visit:
        assert len(sealed(visit, Content(answers=longest))) < MOST


@pytest.mark.parametrize("how", ["sent", "deleted", "withdrawn"])
def test_it_goes_when_it_is_sent_deleted_or_taken_back(desk: Desk, how: str) -> None:
    filled(desk.box, own_words=OWN)
    with as_holder(desk.box) as visit:
        digest = str(visit.box.digest)
    client = browser(desk.box)
    if how == "sent":
        on(client, "review")
        on(client, "send")
    elif how == "deleted":
        assert title_of(pressed(client, "ask-discard")) == "Delete this draft?"
        assert kept(desk.box) is not None
        pressed(client, "discard")
    else:
        with as_holder(desk.box) as visit:
            source.withdraw(visit)
    with acting(ANONYMOUS), holding(digest):
        assert not Draft.objects.exists()


def test_a_box_with_a_draft_lasts_as_one_with_letters_and_is_shown_to_no_reader(desk: Desk) -> None:
    with as_holder(desk.box):
        assert Box.objects.get().ends_on == timezone.localdate() + timedelta(days=2)
    filled(desk.box, own_words=OWN)
    with as_holder(desk.box):
        ends_on = Box.objects.get().ends_on
    assert (ends_on.day, ends_on > timezone.localdate() + timedelta(days=180)) == (1, True)
    with acting(desk.reader.actor):
        assert queries.reports_of(desk.reader.actor) == []


def test_nothing_of_it_is_in_the_record_of_acts(desk: Desk) -> None:
    before = len(recorded(organisation=desk.place.id))
    reported(desk.box, permissions=("authority",))
    filled(desk.box, own_words=OWN)
    with as_holder(desk.box) as visit:
        discard(visit)
    assert len(recorded(organisation=desk.place.id)) == before


def test_in_a_closed_box_nothing_is_kept_and_what_was_typed_stands_there_to_copy(desk: Desk) -> None:
    wrote(desk.box, "Invented.")
    client = browser(desk.box)
    shown = client.get(address())
    with acting(desk.reader.actor):
        staff.close(desk.reader.actor, box=desk.box.id)
    with as_holder(desk.box) as visit, pytest.raises(UsageError) as refused:
        save(visit, page=page("what"), answers={"own-words": OWN})
    assert refused.value.code == "box-closed"
    sent = client.post(address(), {"token": shown.context["token"], "page": "what", "q-own-words": OWN, "act": "next"})
    assert sent.status_code == 400
    assert "this box is closed" in text(sent).lower()
    assert OWN in sent.content.decode()
    assert "go on with it" not in client.get("/box/").content.decode()


def test_a_box_of_another_purpose_has_no_form(desk: Desk) -> None:
    other = box_at(counter(desk.place, desk.reader))
    assert browser(other).get(address()).headers["Location"] == "/box/"
    assert "intake" not in browser(other).get("/box/").content.decode()


def test_saves_count_as_letters_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from tadasu.web.foundation.correspondence.purposes import _PURPOSES, Limits

    monkeypatch.setitem(
        _PURPOSES, queries.PURPOSE, replace(_PURPOSES[queries.PURPOSE], limits=Limits(bytes_a_day=40_000))
    )
    filled(desk.box, own_words=OWN)
    filled(desk.box, own_words=OWN)
    client = browser(desk.box)
    answer = on(client, own_words="Once more, invented.")
    assert answer.status_code == 400
    assert "too much is coming in here just now" in text(answer).lower()
    assert "Once more, invented." in answer.content.decode()
