"""Outlets are followed: what is new waits in a list, nothing is taken by itself, and a feed that fails says since when."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.web.chained import worker
from tests.web.made_press import GATE, OTHER, TOLD, WAGES, Newsroom, Outlet, an_outlet, page

from tadasu.schema import UsageError
from tadasu.web.evidence.press import actions, queries, reading_feeds
from tadasu.web.evidence.press._feed import MOST, entries
from tadasu.web.evidence.press.models import Article, Entry, Feed, Pending
from tadasu.web.evidence.press.reading_feeds import HOURLY, read_due
from tadasu.web.evidence.press.sweeping import sweep
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.project.database import Server

pytestmark = pytest.mark.usefixtures("committed")

NOW = datetime.now(UTC) + timedelta(hours=1)  # after the feeds of these tests were followed
TODAY = NOW.date()


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


@pytest.fixture
def outlet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlet]:
    with an_outlet(monkeypatch) as found:
        yield found


def rss(*links: str, day: date | None = TODAY) -> str:
    """A feed that lists these."""
    when = f"<pubDate>{day:%a, %d %b %Y} 08:00:00 GMT</pubDate>" if day else ""
    items = "".join(
        f"<item><title>About {one}</title><link>{one}</link><guid>{one}</guid>{when}</item>" for one in links
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Lantern</title>{items}</channel></rss>'


ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>灯火</title>
<entry><title>夜の鍵</title><id>tag:lantern.invalid,2026:1</id><link href="https://lantern.invalid/1"/>
<updated>{TODAY}T10:00:00Z</updated><published>{TODAY}T09:00:00Z</published></entry></feed>"""


def followed(room: Newsroom, outlet: Outlet, body: str | bytes, **headers: str) -> Feed:
    url = outlet.put("/feed", body, 200, Content_Type="application/rss+xml", **headers)
    with acting(room.one.actor):
        return actions.follow(room.one.actor, organisation=room.place.id, url=url, outlet="The Lantern (invented)")


def read_at(server: Server, now: datetime = NOW) -> int:
    """The worker reads what is due."""
    with worker(server):
        return read_due(now)


def titles(room: Newsroom) -> list[str]:
    """What waits."""
    with acting(room.one.actor):
        return sorted(one.title for one in queries.entries_of(room.one.actor, room.place.id))


def feed_now(room: Newsroom, feed: Feed) -> Feed:
    with acting(room.one.actor):
        return Feed.objects.get(id=feed.id)


def later(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


def test_what_a_feed_lists_waits_and_nothing_is_taken_by_itself(server: Server, room: Newsroom, outlet: Outlet) -> None:
    followed(room, outlet, rss("https://lantern.invalid/1", "https://lantern.invalid/2"))
    assert read_at(server) == 2
    assert titles(room) == ["About https://lantern.invalid/1", "About https://lantern.invalid/2"]
    assert [path for path, _ in outlet.asked] == ["/feed"]
    with acting(room.one.actor):
        assert not Article.objects.exists()
        assert not Pending.objects.exists()


def test_a_feed_is_read_once_an_hour_at_most_and_an_entry_is_shown_once(
    server: Server, room: Newsroom, outlet: Outlet
) -> None:
    followed(room, outlet, rss("https://lantern.invalid/1"))
    assert [read_at(server), read_at(server), read_at(server, NOW + HOURLY - timedelta(seconds=1))] == [1, 0, 0]
    assert len(outlet.asked) == 1
    outlet.put("/feed", rss("https://lantern.invalid/1", "https://lantern.invalid/2"))
    assert read_at(server, later(2)) == 1
    assert len(outlet.asked) == 2


def test_a_feed_that_did_not_change_is_not_sent_again(server: Server, room: Newsroom, outlet: Outlet) -> None:
    followed(
        room, outlet, rss("https://lantern.invalid/1"), ETag='"one"', Last_Modified="Wed, 25 Nov 2026 08:00:00 GMT"
    )
    read_at(server)
    outlet.put("/feed", b"", status=304)
    assert read_at(server, later(2)) == 0
    assert outlet.asked[1][1]["if-none-match"] == '"one"'
    assert outlet.asked[1][1]["if-modified-since"] == "Wed, 25 Nov 2026 08:00:00 GMT"
    read_at(server, later(4))
    assert outlet.asked[2][1]["if-none-match"] == '"one"'
    assert titles(room) == ["About https://lantern.invalid/1"]


def test_a_feed_that_fails_says_since_when_and_why_until_it_is_read_again(
    server: Server, room: Newsroom, outlet: Outlet
) -> None:
    feed = followed(
        room,
        outlet,
        b"gone",
    )
    outlet.says["/feed"] = (503, {}, b"")
    read_at(server)
    first = feed_now(room, feed)
    assert (first.fault, first.read_on) == ("press-status 503", None)
    read_at(server, later(30))
    again = feed_now(room, feed)
    assert again.failing_since == first.failing_since
    outlet.put("/feed", rss("https://lantern.invalid/1"))
    assert read_at(server, later(60)) == 1
    well = feed_now(room, feed)
    assert (well.fault, well.failing_since) == ("", None)


@pytest.mark.parametrize("body", [b"", b"no feed", page().encode(), b"{}", b"\0\0", b"<rss>", b"\x1f\x8b\x08"])
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(UsageError) as raised:
        entries(body, TODAY)
    assert raised.value.code == "press-not-a-feed"


def test_a_feed_without_entries_lists_nothing() -> None:
    assert entries(rss().encode(), TODAY) == []


def test_one_feed_that_fails_keeps_no_other_from_being_read(server: Server, room: Newsroom, outlet: Outlet) -> None:
    followed(room, outlet, "no feed")
    outlet.put("/other", rss("https://lantern.invalid/9"))
    with acting(room.one.actor):
        actions.follow(
            room.one.actor, organisation=room.place.id, url=outlet.address + "/other", outlet="Other (invented)"
        )
    assert read_at(server) == 1


def test_a_reading_that_is_killed_is_made_up_for_in_an_hour(
    server: Server, room: Newsroom, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed(room, outlet, rss("https://lantern.invalid/1"))

    def killed(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(reading_feeds, "entries", killed)
        with pytest.raises(KeyboardInterrupt):
            read_at(server)
    assert titles(room) == []
    assert read_at(server, later(2)) == 1


def test_an_atom_feed_is_read_and_its_titles_stand_as_they_are() -> None:
    (one,) = entries(ATOM.encode(), TODAY)
    assert (one.title, one.url, one.published_on) == ("夜の鍵", "https://lantern.invalid/1", TODAY)


def test_entries_that_lead_nowhere_usual_or_are_old_are_left_out() -> None:
    assert entries(rss("javascript:alert(1)", "https://u:p@lantern.invalid/", "/relative").encode(), TODAY) == []
    assert entries(rss("https://lantern.invalid/1", day=date(2020, 1, 1)).encode(), TODAY) == []
    (one,) = entries(rss("https://lantern.invalid/1", day=TODAY + timedelta(days=30)).encode(), TODAY)
    assert one.published_on is None


def test_signs_that_turn_a_line_round_do_not_come_with_a_title() -> None:
    (one,) = entries(rss("https://lantern.invalid/1").replace("About", "Ab\u202eout").encode(), TODAY)
    assert one.title == "About https://lantern.invalid/1"


def test_a_feed_with_a_million_entries_gives_no_more_than_are_looked_at() -> None:
    assert len(entries(rss(*(f"https://lantern.invalid/{n}" for n in range(2000))).encode(), TODAY)) == MOST


def test_entities_that_grow_are_not_grown_in_a_feed() -> None:
    laughs = '<!DOCTYPE r [<!ENTITY a "haha"><!ENTITY b "' + "&a;" * 1000 + '"><!ENTITY c "' + "&b;" * 1000 + '">]>'
    body = (
        rss("https://lantern.invalid/1")
        .replace('<?xml version="1.0"?>', '<?xml version="1.0"?>' + laughs)
        .replace("About", "&c;")
    )
    assert all(len(one.title) < 1000 for one in entries(body.encode(), TODAY))


def test_an_entity_that_reads_a_file_reads_none() -> None:
    outside = '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = (
        rss("https://lantern.invalid/1")
        .replace('<?xml version="1.0"?>', '<?xml version="1.0"?>' + outside)
        .replace("About", "[&f;]")
    )
    from pathlib import Path

    host = Path("/etc/hostname").read_text(encoding="utf-8").strip()
    assert all(host not in one.title for one in entries(body.encode(), TODAY))


def test_a_person_takes_an_entry_and_it_leads_to_its_article(server: Server, room: Newsroom, outlet: Outlet) -> None:
    address = outlet.put("/1", page())
    followed(room, outlet, rss(address))
    read_at(server)
    with acting(room.one.actor):
        (entry,) = queries.entries_of(room.one.actor, room.place.id)
        came = actions.take_page(room.one.actor, organisation=room.place.id, url=entry.url, entry=entry.id)
        assert titles(room) != []
        article = actions.add(room.one.actor, pending=came.id, told=TOLD)
        entry.refresh_from_db()
        assert (entry.state, entry.article, article.how) == ("taken", article.id, "feed")
    assert titles(room) == []


def test_a_person_leaves_an_entry_and_it_does_not_come_back(server: Server, room: Newsroom, outlet: Outlet) -> None:
    followed(room, outlet, rss("https://lantern.invalid/1"))
    read_at(server)
    with acting(room.one.actor):
        (entry,) = queries.entries_of(room.one.actor, room.place.id)
        actions.leave(room.one.actor, entry=entry.id)
        with pytest.raises(UsageError) as raised:
            actions.leave(room.one.actor, entry=entry.id)
    assert raised.value.code == "press-entry"
    assert read_at(server, later(2)) == 0
    assert titles(room) == []


def test_what_was_followed_once_is_not_followed_twice_and_stops(server: Server, room: Newsroom, outlet: Outlet) -> None:
    feed = followed(room, outlet, rss("https://lantern.invalid/1"))
    with acting(room.one.actor), pytest.raises(UsageError) as raised:
        actions.follow(room.one.actor, organisation=room.place.id, url=feed.url, outlet="Again (invented)")
    assert raised.value.code == "press-feed-have"
    read_at(server)
    with acting(room.one.actor):
        actions.stop(room.one.actor, feed=feed.id)
        with pytest.raises(UsageError) as raised:
            actions.stop(room.one.actor, feed=feed.id)
    assert raised.value.code == "press-feed-stopped"
    assert titles(room) == []
    assert read_at(server, later(5)) == 0
    with acting(room.one.actor):
        assert actions.follow(room.one.actor, organisation=room.place.id, url=feed.url, outlet="Again (invented)")


def test_only_who_adds_follows_and_leaves(room: Newsroom) -> None:
    for actor in (room.auditor, room.stranger):
        with acting(actor), pytest.raises(Refused):
            actions.follow(actor, organisation=room.place.id, url="https://lantern.invalid/feed", outlet="x")
    with acting(room.stranger):
        assert not Entry.objects.exists()
        assert not queries.waiting(room.stranger).exists()


def test_by_night_what_nobody_confirmed_goes_and_what_custody_erased_goes_with_its_words(
    server: Server, room: Newsroom
) -> None:
    from tadasu.web.evidence.custody.actions import erase

    article, other = (
        room.article(passages=["The gate"], country="vn", sector="textiles"),
        room.article("Another text of the divers."),
    )
    came = room.pending(page("More about the gate of the mill.").encode())
    with acting(room.one.actor):
        erase(room.one.actor, item=article.item, ground="mistake")
    with worker(server):
        assert sweep(TODAY).articles == 1
        assert sweep(TODAY).articles == 0
        assert sweep(TODAY + timedelta(days=9)).pending == 1
    with acting(room.one.actor):
        gone = Article.objects.get(id=article.id)
        assert not Pending.objects.filter(id=came.id).exists()
        assert queries.is_whole(room.now(other))
    assert (gone.title, gone.author, gone.url, gone.text, gone.passage, gone.digest) == ("", "", "", "", "", None)
    assert (gone.country, gone.sector, gone.outlet_key) == ("vn", "textiles", article.outlet_key)


def test_after_a_version_was_erased_its_address_takes_another(server: Server, room: Newsroom) -> None:
    from tadasu.web.evidence.custody.actions import erase

    url = "https://lantern.invalid/gate"
    first, second = room.article(GATE, url=url), room.article(WAGES, url=url)
    with acting(room.one.actor):
        erase(room.one.actor, item=second.item, ground="mistake")
    with pytest.raises(UsageError) as raised:
        room.article(WAGES, url=url)
    assert raised.value.code == "press-going"
    with worker(server):
        assert sweep(TODAY).articles == 1
    third, again = room.article(OTHER, url=url), room.article(WAGES, url=url)
    with acting(room.one.actor):
        assert [one.article.id for one in queries.versions_of(room.now(third))] == [first.id, third.id, again.id]


def test_of_an_entry_whose_article_was_erased_neither_title_nor_address_is_left(
    server: Server, room: Newsroom, outlet: Outlet
) -> None:
    from tadasu.web.evidence.custody.actions import erase

    feed = followed(room, outlet, rss("https://lantern.invalid/1"))
    read_at(server)
    with acting(room.one.actor):
        entry = Entry.objects.filter(feed=feed).earliest("id")
        came = actions.take_bytes(
            room.one.actor, organisation=room.place.id, content=page(GATE).encode(), url=entry.url, entry=entry.id
        )
        article = actions.add(room.one.actor, pending=came.id, told=TOLD)
        assert Entry.objects.exclude(title="").exclude(url="").filter(article=article.id).count() == 1
        erase(room.one.actor, item=article.item, ground="mistake")
    with worker(server):
        sweep(TODAY)
    with acting(room.one.actor):
        assert Entry.objects.filter(article=article.id, title="", url="").count() == 1


def test_only_the_worker_sweeps(room: Newsroom) -> None:
    with pytest.raises(PermissionError):
        sweep(TODAY)
