"""What is sent twice, gone back to, or done by two at once; outlets that come under two addresses; a feed that never ends."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.evidence.test_intake_at_once import at_once
from tests.web.evidence.test_press_addresses import Scene
from tests.web.evidence.test_press_feeds import feed_now, followed, later, read_at, rss
from tests.web.evidence.test_press_repeating import Weighed
from tests.web.made_press import GATE, NIGHT, OTHER, WAGES, Newsroom, Outlet, an_outlet, page

from tadasu.schema import UsageError
from tadasu.web.evidence.press import actions, queries, reading_feeds
from tadasu.web.evidence.press.models import Article, Passage
from tadasu.web.foundation.access import acting
from tadasu.web.project.database import Server


@pytest.fixture
def scene(database: None) -> Scene:
    return Scene()


@pytest.fixture
def outlet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlet]:
    with an_outlet(monkeypatch) as found:
        yield found


def confirmed(client: Client, address: str) -> Any:
    return client.post(address, {"title": "Once (invented)", "outlet": "The Lantern (invented)"})


def test_a_form_that_is_sent_twice_or_gone_back_to_leads_to_its_article(scene: Scene) -> None:
    address = reverse("press-confirm", args=[scene.pending])
    client = scene.client("adds")
    first, again, back = confirmed(client, address), confirmed(client, address), client.get(address)
    assert first.status_code == again.status_code == back.status_code == 302
    assert {first.headers["Location"], again.headers["Location"], back.headers["Location"]} == {
        reverse("press-one", args=[scene.pending])
    }
    with acting(scene.room.one.actor):
        assert Article.objects.filter(title="Once (invented)").count() == 1
    assert scene.client("stranger").get(address).status_code == 404


def test_pages_that_somebody_left_unconfirmed_are_found_again_and_by_nobody_else(scene: Scene) -> None:
    address = reverse("press-confirm", args=[scene.pending])
    where = reverse("press-list", args=[scene.place.id])
    assert address in scene.client("adds").get(where).content.decode()
    for who in ("colleague", "auditor"):
        assert address not in scene.client(who).get(where).content.decode()


def test_a_passage_that_is_sent_twice_is_kept_once(scene: Scene) -> None:
    address = reverse("press-passage", args=[scene.article.id])
    for _ in range(2):
        said = "And the wages of three months were held back."
        assert scene.client("adds").post(address, {"text": said}).status_code == 302
    with acting(scene.room.one.actor):
        assert [one.number for one in Passage.objects.filter(article=scene.article).order_by("number")] == [1, 2]
    room = Newsroom()
    article = room.article(passages=[GATE, "\n", GATE + " "])
    with acting(room.one.actor):
        assert len(queries.passages_of(article)) == 1


@pytest.mark.usefixtures("database")
def test_articles_do_not_repeat_each_other_in_a_circle_by_way_of_versions() -> None:
    room = Newsroom()
    first = room.article(GATE, url="https://lantern.invalid/a")
    second = room.article(GATE, WAGES, url="https://lantern.invalid/a")
    other = room.article(OTHER, outlet="The Echo (invented)")
    with acting(room.one.actor):
        actions.set_copied_from(room.one.actor, article=other.id, other=second.id)
        for repeated in (other, second):
            with pytest.raises(UsageError, match="press-circle"):
                actions.set_copied_from(room.one.actor, article=first.id, other=repeated.id)
        assert len(set(queries.sources_of([first.item, second.item, other.item]).values())) == 1


@pytest.mark.usefixtures("committed")
def test_two_people_at_once_make_no_circle() -> None:
    room = Newsroom()
    one, other = room.article(GATE, key="a"), room.article(OTHER, key="b")

    def repeats(article: Article, of: Article) -> str:
        with acting(room.one.actor):
            try:
                actions.set_copied_from(room.one.actor, article=article.id, other=of.id)
            except UsageError as error:
                return error.code
        return ""

    for _ in range(5):
        said = at_once([lambda: repeats(one, other), lambda: repeats(other, one)])
        assert sorted(map(str, said)) == ["", "press-circle"]
        for article in (one, other):
            with acting(room.one.actor):
                actions.set_copied_from(room.one.actor, article=article.id, other=None)


@pytest.mark.usefixtures("database")
def test_an_outlet_is_one_source_whether_its_articles_come_with_an_address_or_without() -> None:
    room = Newsroom()
    first = room.article(GATE, url="https://www.lantern.invalid/a")
    pasted = room.article(OTHER, outlet="the lantern (INVENTED)")
    elsewhere = room.article(WAGES, url="https://news.lantern.invalid/b")
    assert {one.outlet_key for one in (first, pasted, elsewhere)} == {"lantern.invalid"}
    assert room.article(NIGHT, key="another").outlet_key == "another"
    with acting(room.one.actor):
        assert len(set(queries.sources_of([first.item, pasted.item, elsewhere.item]).values())) == 1
    theirs = Newsroom()
    assert theirs.article(OTHER).outlet_key == "the lantern (invented)"


@pytest.mark.usefixtures("database")
def test_a_page_is_kept_under_the_address_at_which_it_was_in_the_end(outlet: Outlet) -> None:
    room = Newsroom()
    short = outlet.put("/s", b"", 302, Location=outlet.put("/articles/locked", page()))
    with acting(room.one.actor):
        came = actions.take_page(room.one.actor, organisation=room.place.id, url=short)
    assert came.url == outlet.address + "/articles/locked"


@pytest.mark.usefixtures("database")
def test_a_conclusion_says_when_outlets_were_joined_after_it() -> None:
    """Its page compares what was seen then with what is weighed now."""
    weighed = Weighed()
    weighed.article(GATE, "lantern")
    second = weighed.article(OTHER, "echo")
    actor = weighed.desk.verifier.actor
    seen = weighed.desk.weighing(weighed.inquiry).seen
    told = actions.Told(title=second.title, outlet="echo", outlet_key="lantern", published_on=second.published_on)
    with acting(actor):
        actions.change(actor, article=second.id, told=told, seen=0)
    assert weighed.desk.weighing(weighed.inquiry).seen != seen
    with acting(actor):
        changed = actions.Told(**{**asdict(told), "author": "Sanae Kurata"})
        seen = weighed.desk.weighing(weighed.inquiry).seen
        actions.change(actor, article=second.id, told=changed, seen=1)
    assert weighed.desk.weighing(weighed.inquiry).seen == seen


@pytest.mark.usefixtures("committed")
def test_a_mark_of_a_feed_that_no_header_can_carry_does_not_end_its_reading(server: Server, outlet: Outlet) -> None:
    room = Newsroom()
    feed = followed(room, outlet, rss("https://lantern.invalid/1"), ETag='"灯"'.encode().decode("latin-1"))
    assert read_at(server) == 1
    outlet.put("/feed", rss("https://lantern.invalid/2"))
    assert read_at(server, later(2)) == 1
    assert feed_now(room, feed).failing_since is None


@pytest.mark.usefixtures("committed")
def test_a_feed_that_lists_new_ones_without_end_fills_no_table(
    server: Server, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_feeds, "MOST_WAITING", 5)
    room = Newsroom()
    followed(room, outlet, rss(*(f"https://lantern.invalid/{one}" for one in range(4)), day=None))
    assert read_at(server) == 4
    outlet.put("/feed", rss(*(f"https://lantern.invalid/{one}" for one in range(10, 14)), day=None))
    assert read_at(server, later(2)) == 1
    assert read_at(server, later(4)) == 0


def test_signs_that_no_table_takes_in_the_address_of_a_list_do_no_harm(scene: Scene) -> None:
    client = scene.client("adds")
    for asked in ("q=%00", "outlet=%00", "year=0", "year=99999", "year=x", "country=%00", "page=x", "q=" + "x" * 5000):
        answer = client.get(reverse("press-list", args=[scene.place.id]) + "?" + asked)
        assert answer.status_code in (200, 400, 404), asked


def test_an_article_of_year_one_and_with_the_longest_title_is_shown_and_found(scene: Scene) -> None:
    pending = reverse("press-confirm", args=[scene.pending])
    said = {"title": "夜" * 300, "outlet": "灯" * 300, "published_on": "0001-01-01"}
    client = scene.client("adds")
    assert client.post(pending, said).status_code == 302
    for language in ("en", "ja"):
        for address in (
            reverse("press-one", args=[scene.pending]),
            reverse("press-list", args=[scene.place.id]) + "?year=1",
        ):
            answer = client.get(address, headers={"accept-language": language})
            assert answer.status_code == 200
            assert "夜" * 300 in answer.content.decode()


def test_a_corrected_outlet_with_an_empty_key_counts_as_what_is_here_of_that_name(scene: Scene) -> None:
    room = Newsroom()
    there = room.article(GATE, url="https://lantern.invalid/gate")
    other = room.article(OTHER, key="another")
    told = actions.Told(title=other.title, outlet=other.outlet, author=other.author, published_on=other.published_on)
    with acting(room.one.actor):
        changed = actions.change(room.one.actor, article=other.id, told=told, seen=other.changes)
        alone = actions.change(
            room.one.actor,
            article=there.id,
            told=actions.Told(title=there.title, outlet="The Harbour Bell (invented)"),
            seen=there.changes,
        )
    assert changed.outlet_key == there.outlet_key == "lantern.invalid"
    assert alone.outlet_key == "lantern.invalid"
