"""Two windows, the button back, and pages that are older than what is kept: nothing is sent that was not read, and nothing is
allowed that was taken back meanwhile."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.web.made_box import as_holder, browser
from tests.web.made_intake import (
    OWN,
    Desk,
    address,
    filled,
    on,
    opened,
    permitted,
    pressed,
    reported,
    standing,
    title_of,
)

from tadasu.web.evidence.intake import queries, questions
from tadasu.web.evidence.intake.actions.drafting import draft_of, save
from tadasu.web.evidence.intake.documents import Report
from tadasu.web.evidence.intake.texts import languages
from tadasu.web.evidence.intake.views._shown import not_asked
from tadasu.web.foundation.correspondence._floods import DAY, FLOODS
from tadasu.web.foundation.correspondence.purposes import purposes
from tadasu.web.foundation.guided.shown import answered_pages, matters


@pytest.fixture
def desk(database: None) -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


def reviewing(desk: Desk) -> dict[str, Any]:
    """The review page as it stands in a window: what its form carries."""
    with as_holder(desk.box) as visit:
        save(visit, to="review")
    return standing(browser(desk.box).get(address()).content.decode())


def draft(desk: Desk) -> dict[str, Any]:
    with as_holder(desk.box) as visit:
        found = draft_of(visit)
    return dict(found.answers) if found else {}


def test_an_old_page_of_all_answers_does_not_send_what_was_begun_after_it(desk: Desk) -> None:
    filled(desk.box, own_words=OWN)
    old = reviewing(desk)
    client = browser(desk.box)
    client.post(address(), {**old, "act": "send"})
    filled(desk.box, own_words="Begun, and not yet fit to be sent.")
    shown = client.post(address(), {**old, "act": "send"}, follow=True)
    assert draft(desk), "it is still a draft"
    assert opened(desk.reader, desk.box).number == 1
    assert title_of(shown) == "Your answers"
    assert "Begun, and not yet fit to be sent." in shown.content.decode()
    client.post(address(), {**standing(shown.content.decode()), "act": "send"})
    assert opened(desk.reader, desk.box).number == 2


def test_what_was_changed_in_another_window_is_read_before_it_is_sent(desk: Desk) -> None:
    filled(desk.box, own_words=OWN)
    old = reviewing(desk)
    filled(desk.box, "permissions", permissions=("publication",))
    shown = browser(desk.box).post(address(), {**old, "act": "send"})
    assert shown.status_code == 400
    assert "changed meanwhile" in shown.content.decode()
    assert permitted(desk.reader, desk.box) == set()
    assert draft(desk)


def test_an_old_window_with_permissions_gives_back_nothing_that_was_taken_back(desk: Desk) -> None:
    filled(desk.box, "permissions", permissions=("authority",))
    reported(desk.box)
    client = browser(desk.box)
    old = standing(pressed(client, "permissions").content.decode())
    pressed(browser(desk.box), "permit")
    shown = client.post(address(), {**old, "act": "permit"})
    assert permitted(desk.reader, desk.box) == set()
    assert shown.status_code == 400
    assert "changed meanwhile" in shown.content.decode()
    assert " checked" not in shown.content.decode()
    fresh = standing(shown.content.decode())
    client.post(address(), {**fresh, "act": "permit", "use": ["authority"]})
    assert permitted(desk.reader, desk.box) == {"authority"}


@pytest.mark.parametrize("how", ["visiting", "with the code"])
def test_an_old_page_of_the_form_gives_back_nothing_that_was_taken_back(desk: Desk, how: str) -> None:
    filled(desk.box, "permissions", permissions=("authority",))
    reported(desk.box)
    filled(desk.box, own_words="A second one.")
    with as_holder(desk.box) as visit:
        save(visit, to="permissions")
    client = browser(desk.box)
    old = standing(client.get(address()).content.decode())
    assert old["q-permissions"] == ["authority"]
    pressed(browser(desk.box), "permit")
    if how == "visiting":
        shown = client.post(address(), {**old, "act": "next"})
        assert "changed meanwhile" in shown.content.decode()
    else:
        client.post(address(), {**old, "act": "enter", "code": desk.box.code})
    assert "permissions" not in draft(desk)
    reported(desk.box)
    assert permitted(desk.reader, desk.box) == set()


def test_a_flood_at_the_counter_does_not_keep_anybody_from_taking_back(desk: Desk) -> None:
    filled(desk.box, "permissions", permissions=("authority",))
    reported(desk.box)
    filled(desk.box, own_words="A second one.")
    limits = purposes()[queries.PURPOSE].limits
    name = f"bytes {desk.counter.id}"
    FLOODS.take(
        name,
        amount=FLOODS.left(name, most=limits.bytes_a_day, seconds=DAY, now=time.monotonic()),
        most=limits.bytes_a_day,
        seconds=DAY,
        now=time.monotonic(),
    )
    shown = pressed(browser(desk.box), "permit")
    assert permitted(desk.reader, desk.box) == set()
    assert shown.status_code == 200
    assert "permissions" not in draft(desk)


def test_another_language_keeps_ticks_that_are_not_saved_yet(desk: Desk) -> None:
    reported(desk.box)
    client = browser(desk.box)
    page = pressed(client, "permissions").content.decode()
    assert '<button name="speak" value="ja" lang="ja" form="answers">' in page
    shown = client.post(address(), {**standing(page), "use": ["authority"], "speak": "ja"})
    assert '<html lang="ja"' in shown.content.decode()
    assert standing(shown.content.decode())["use"] == ["authority"]
    assert permitted(desk.reader, desk.box) == set()


def test_whoever_reports_again_is_told_that_permissions_count_for_all_of_it(desk: Desk) -> None:
    said = languages()["en"].text("page.permissions-all")
    with as_holder(desk.box) as visit:
        save(visit, to="permissions")
    assert said not in browser(desk.box).get(address()).content.decode()
    reported(desk.box)
    filled(desk.box, own_words="Of something else.", relation="other")
    with as_holder(desk.box) as visit:
        save(visit, to="permissions")
    assert said in browser(desk.box).get(address()).content.decode()
    assert said in pressed(browser(desk.box), "permissions").content.decode()


def without(monkeypatch: pytest.MonkeyPatch, *ids: str, most: int = 0) -> questions.Form:
    """A form of another day: questions that are not asked any more, or may be answered in fewer signs."""
    now = questions.form()
    pages = tuple(
        replace(
            page,
            questions=tuple(
                replace(one, most=most) if most and one.in_words else one for one in page.questions if one.id not in ids
            ),
        )
        for page in now.pages
    )
    changed = replace(now, pages=tuple(page for page in pages if page.questions))
    for name in ("actions.drafting", "actions.sending", "views._shown"):
        monkeypatch.setattr(f"tadasu.web.evidence.intake.{name}.form", lambda: changed)
    monkeypatch.setattr("tadasu.web.evidence.intake.views.form.the_form", lambda: changed)
    return changed


def test_a_question_that_is_not_asked_any_more_loses_a_draft_nothing_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(desk.box, own_words=OWN, issues=("land",))
    filled(desk.box, "known", known=("lived",))
    with as_holder(desk.box) as visit:
        save(visit, to="known")
    without(monkeypatch, "known")
    shown = browser(desk.box).get(address())
    assert shown.status_code == 200
    on(browser(desk.box), "review")
    on(browser(desk.box), "send")
    assert opened(desk.reader, desk.box).answers == {"issues": ("land",), "own-words": OWN}


def test_a_draft_that_became_too_long_leads_to_the_words_that_are(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(desk.box, own_words=OWN * 10)
    with as_holder(desk.box) as visit:
        save(visit, to="review")
    without(monkeypatch, most=len(OWN))
    shown = on(browser(desk.box), "send")
    assert title_of(shown) == "What happened?"
    assert OWN * 10 in shown.content.decode()
    assert "Shorten it" in shown.content.decode()


def test_a_reader_is_shown_answers_to_questions_that_are_not_asked_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = without(monkeypatch, "region", "known")
    kept = Report(number=1, language="en", answers={"region": "The far gate.", "known": ("lived",), "country": "Xa"})
    words = languages()["en"]
    shown = [
        *matters(kept.answers, words, answered_pages(kept.answers, changed.pages)),
        *not_asked(kept.answers, words),
    ]
    assert [(one.ask, tuple(one.texts)) for matter in shown for one in matter.answers] == [
        ("Country", ("Xa",)),
        ("Region, town or place, in words", ("The far gate.",)),
        ("How do you know?", ("It happened to me",)),
    ]
