"""Published articles in: credited, kept with a fingerprint, each once; the next version beside the first."""

import hashlib
import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from tests.web.evidence.test_custody_export import verified
from tests.web.made_press import GATE, NIGHT, OTHER, TOLD, WAGES, Newsroom, page
from tests.web.made_vault import REASON, lately
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.exporting import export
from tadasu.web.evidence.custody.models import Item, Step
from tadasu.web.evidence.custody.verifying import verify
from tadasu.web.evidence.press import actions, queries
from tadasu.web.evidence.press.actions import adding
from tadasu.web.evidence.press.actions.adding import MOST_PENDING
from tadasu.web.evidence.press.models import Article, Kept, Pending
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.audit.models import Entry

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


def acts(room: Newsroom) -> list[Entry]:
    """What the record of acts says of the group."""
    return recorded(organisation=room.place.id)


def code_of(raised: pytest.ExceptionInfo[UsageError]) -> str:
    return raised.value.code


def test_an_article_is_kept_with_its_bytes_and_is_an_item_of_custody_with_their_fingerprint(room: Newsroom) -> None:
    article = room.article(passages=[GATE], url="https://lantern.invalid/a")
    with acting(room.one.actor):
        item = Item.objects.get(id=article.item)
        first = Step.objects.filter(item=item).order_by("number")[0]
        assert (item.public, item.record, item.kind, item.origin_of) == (True, None, "report", article.id)
        assert (first.act, first.user_id) == ("received", room.one.id)
        assert bytes(queries.kept_of(article).content) == page().encode()
        assert bytes(article.digest or b"") == hashlib.sha256(page().encode()).digest()
        assert queries.is_whole(article)
        assert queries.article_of_item(room.one.actor, article.item) == article
    with acting(room.auditor):
        assert verify(room.auditor, room.place.id).faults == ()


def test_one_changed_byte_of_what_is_kept_is_seen(room: Newsroom) -> None:
    article = room.article()
    with acting(room.one.actor):
        kept = queries.kept_of(article)
        kept.content = bytes(kept.content).replace(b"two drivers", b"few drivers")
        whole, changed = queries.is_whole(article), hashlib.sha256(bytes(kept.content)).digest()
        from tadasu.web.evidence.custody.queries import fits

        assert whole
        assert not fits(Item.objects.get(id=article.item), changed)


def test_the_servers_change_neither_bytes_nor_fingerprint_nor_who_added_it(room: Newsroom) -> None:
    article = room.article()
    for statement in (
        "UPDATE press_kept SET content = 'x'",
        "DELETE FROM press_kept",
        "UPDATE press_article SET added_by_id = NULL",
        "UPDATE press_article SET item = gen_random_uuid()",
        "DELETE FROM press_article",
    ):
        with (
            acting(room.one.actor),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert room.now(article).item == article.item


def test_the_same_bytes_are_not_taken_twice(room: Newsroom) -> None:
    room.article(url="https://lantern.invalid/a")
    with pytest.raises(UsageError) as raised:
        room.pending(url="https://lantern.invalid/b")
    assert code_of(raised) == "press-have"


def test_of_two_who_add_the_same_at_once_one_is_told_that_it_is_here(room: Newsroom) -> None:
    one, other = room.pending(), room.pending(by=room.other.actor)
    with acting(room.one.actor):
        actions.add(room.one.actor, pending=one.id, told=TOLD)
    with acting(room.other.actor), pytest.raises(UsageError) as raised:
        actions.add(room.other.actor, pending=other.id, told=TOLD)
    assert code_of(raised) == "press-have"


def test_of_two_versions_that_come_at_once_one_has_to_be_sent_again(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.article(url="https://lantern.invalid/a")
    came = room.pending(page(OTHER).encode(), "https://lantern.invalid/a")
    told = actions.Told(title="x", outlet="y", url=came.url)
    with acting(room.one.actor):
        with monkeypatch.context() as patched:
            patched.setattr(adding, "_before", lambda *_: None)  # as who looked before the first was there
            with pytest.raises(UsageError) as raised:
                actions.add(room.one.actor, pending=came.id, told=told)
        assert code_of(raised) == "press-meanwhile"
        assert actions.add(room.one.actor, pending=came.id, told=told).number == 2


def test_other_bytes_at_the_same_address_are_a_new_version_beside_the_first(room: Newsroom) -> None:
    first = room.article(url="https://lantern.invalid/a")
    second = room.article(GATE, WAGES, OTHER, url="https://lantern.invalid/a")
    assert (second.earlier, second.number) == (first.id, 2)
    assert bytes(room.now(first).digest or b"") == bytes(first.digest or b"")
    with acting(room.one.actor):
        for one in (first, second):
            found = queries.versions_of(room.now(one))
            assert [(v.article.number, v.bytes_changed, v.text_changed) for v in found] == [
                (1, None, None),
                (2, True, True),
            ]


def test_a_new_version_whose_text_is_the_same_is_told_from_one_whose_text_changed(room: Newsroom) -> None:
    room.article(url="https://lantern.invalid/a")
    second = room.article(
        url="https://lantern.invalid/a", title="Locked at night (invented)", outlet="The Lantern 2 (invented)"
    )
    with acting(room.one.actor):
        last = queries.versions_of(second)[-1]
    assert (last.bytes_changed, last.text_changed) == (True, False)


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        (GATE, True),
        ("The guards   kept\nthe keys", True),
        ("The guards kept the key of nobody", False),
        (GATE + WAGES, True),
    ],
)
def test_a_passage_is_looked_for_in_the_text_whatever_its_blanks_are(room: Newsroom, passage: str, found: bool) -> None:
    article = room.article(passages=[passage])
    with acting(room.one.actor):
        assert [one.found for one in queries.passages_of(article)] == [found]


def test_a_japanese_passage_is_found_though_its_lines_are_broken(room: Newsroom) -> None:
    article = room.article(NIGHT, passages=["見張りは朝の交代まで\n鍵を持っていた。", "門は開いていた。"])
    with acting(room.one.actor):
        assert [one.found for one in queries.passages_of(article)] == [True, False]
    assert article.passage == "見張りは朝の交代まで\n鍵を持っていた。\n\n門は開いていた。"


def test_passages_are_added_and_taken_away_and_the_article_holds_them_together(room: Newsroom) -> None:
    article = room.article(passages=[GATE])
    with acting(room.one.actor):
        actions.add_passage(room.one.actor, article=article.id, text=WAGES)
        actions.remove_passage(room.one.actor, article=article.id, number=1)
        assert [one.number for one in queries.passages_of(article)] == [2]
    assert room.now(article).passage == WAGES
    with acting(room.one.actor), pytest.raises(UsageError) as raised:
        actions.remove_passage(room.one.actor, article=article.id, number=1)
    assert code_of(raised) == "press-no-passage"


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5001])
def test_a_passage_says_something_and_is_no_book(room: Newsroom, text: str) -> None:
    article = room.article()
    with acting(room.one.actor), pytest.raises(UsageError) as raised:
        actions.add_passage(room.one.actor, article=article.id, text=text)
    assert code_of(raised) == "press-passage"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (actions.Told(title="", outlet="x"), "press-title"),
        (actions.Told(title="x", outlet=" "), "press-outlet"),
        (actions.Told(title="x\u202egnp", outlet="x"), "press-title"),
        (actions.Told(title="x", outlet="x", author="a" * 301), "press-line"),
        (actions.Told(title="x", outlet="x", country="Atlantis"), "press-country"),
        (actions.Told(title="x", outlet="x", sector="magic"), "press-sector"),
        (actions.Told(title="x", outlet="x", published_on=date(2999, 1, 1)), "press-day"),
        (actions.Told(title="x", outlet="x", url="javascript:alert(1)"), "press-address"),
    ],
)
def test_what_is_said_of_an_article_has_to_hold(room: Newsroom, told: actions.Told, code: str) -> None:
    came = room.pending()
    with acting(room.one.actor), pytest.raises(UsageError) as raised:
        actions.add(room.one.actor, pending=came.id, told=told)
    assert code_of(raised) == code
    with acting(room.one.actor):
        assert not Article.objects.exists()
        assert Pending.objects.filter(id=came.id).exists()


def test_a_country_is_known_by_name_a_licence_by_its_address_an_outlet_by_its_host(room: Newsroom) -> None:
    article = room.article(
        url="https://www.lantern.invalid/a", country="ベトナム", sector="garments",
        licence="https://creativecommons.org/licenses/by-sa/4.0/deed.ja",
    )  # fmt: skip
    assert (article.country, article.licence, article.outlet_key) == ("vn", "CC-BY-SA-4.0", "lantern.invalid")


def test_an_editor_adds_and_custody_receives_it_by_the_steward(room: Newsroom) -> None:
    article = room.article(by=room.editor)
    with acting(room.one.actor):
        assert Step.objects.get(item=article.item, number=1).user_id is None
    assert article.added_by_id == room.editor.user
    assert ("press.add", room.editor.user) in [(one.act, one.actor) for one in acts(room)]


def test_what_somebody_fetched_and_has_not_confirmed_nobody_else_sees(room: Newsroom) -> None:
    came = room.pending()
    with acting(room.other.actor):
        assert not Pending.objects.exists()
        with pytest.raises(Pending.DoesNotExist):
            actions.add(room.other.actor, pending=came.id, told=TOLD)


def test_nobody_waits_with_more_than_so_many_pages(room: Newsroom) -> None:
    for number in range(MOST_PENDING):
        room.pending(page(GATE, f"Number {number}.").encode())
    with pytest.raises(UsageError) as raised:
        room.pending(page(OTHER).encode())
    assert code_of(raised) == "press-pending-many"


def test_another_organisation_sees_and_does_nothing(room: Newsroom) -> None:
    article = room.article()
    with acting(room.stranger):
        assert not Article.objects.exists()
        assert not Kept.objects.exists()
        with pytest.raises(Article.DoesNotExist):
            queries.article_of(room.stranger, article.id)
        with pytest.raises(Article.DoesNotExist):
            actions.add_passage(room.stranger, article=article.id, text="x")
        with pytest.raises(Refused):
            queries.articles_of(room.stranger, room.place.id)
        with pytest.raises(Refused):
            actions.take_text(room.stranger, organisation=room.place.id, text=GATE)
        assert queries.sources_of([article.item]) == {}


def test_an_auditor_sees_and_changes_nothing(room: Newsroom) -> None:
    article = room.article()
    with acting(room.auditor):
        assert list(queries.articles_of(room.auditor, room.place.id)) == [article]
        with pytest.raises(Refused):
            actions.add_passage(room.auditor, article=article.id, text=GATE)
        with pytest.raises(Refused):
            actions.take_text(room.auditor, organisation=room.place.id, text=GATE)


def test_a_correction_says_which_fields_and_two_at_once_do_not_overwrite_each_other(room: Newsroom) -> None:
    article = room.article()
    told = actions.Told(title="Locked at night (invented)", outlet="The Lantern (invented)", author="Nobody named", language="en",
                        published_on=date(2026, 3, 4))  # fmt: skip
    with acting(room.one.actor):
        assert actions.change(room.one.actor, article=article.id, told=told, seen=0).changes == 1
        assert actions.change(room.one.actor, article=article.id, told=told, seen=1).changes == 1
        with pytest.raises(UsageError) as raised:
            actions.change(room.one.actor, article=article.id, told=TOLD, seen=0)
    assert code_of(raised) == "press-changed"
    assert [one.text.detail for one in acts(room) if one.act == "press.change"] == [
        {"item": str(article.item), "changed": "author"}
    ]


def test_the_record_of_acts_holds_no_word_and_no_address(room: Newsroom) -> None:
    room.article(url="https://lantern.invalid/secret-slug", passages=[GATE])
    said = str([(one.act, one.text.detail, one.text.reason) for one in acts(room) if one.act.startswith("press")])
    assert "press.add" in said
    assert "lantern" not in said.lower()
    assert "gate" not in said.lower()


def test_an_item_that_was_erased_takes_the_article_from_every_page_at_once(room: Newsroom) -> None:
    from tadasu.web.evidence.custody.actions import erase

    article = room.article()
    with acting(room.one.actor):
        erase(room.one.actor, item=article.item, ground="mistake")
        assert not queries.articles_of(room.one.actor, room.place.id).exists()
        with pytest.raises(Article.DoesNotExist):
            queries.article_of(room.one.actor, article.id)


def test_what_waits_counts_its_days_from_when_it_came(room: Newsroom) -> None:
    assert room.pending().retrieved_on == timezone.localdate()
    assert room.article(GATE, OTHER).retrieved_on >= timezone.localdate() - timedelta(days=1)


def test_custody_and_articles_share_one_list_of_sectors(room: Newsroom) -> None:
    from tadasu.web.evidence.custody.words import words

    assert {room.article(GATE, one, sector=one).sector for one in words("sectors")} == set(words("sectors"))


def test_a_package_for_a_court_holds_its_bytes_and_verifies(room: Newsroom, tmp_path: Path) -> None:
    article = room.article()
    me = lately(room.one.user)
    with acting(me):
        made = export(me, item=article.item, key=room.one.key, purpose="verify", reason=REASON)
        with zipfile.ZipFile(io.BytesIO(b"".join(made.pieces))) as package:
            package.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    code, said = verified(folder)
    assert code == 0, said
    assert "is what the first step commits to" in said
    (content,) = (folder / "data" / "content").iterdir()
    with acting(me):
        assert content.read_bytes() == bytes(queries.kept_of(article).content)
