"""Pages of published articles: what is guessed is said to be a guess, credit stands on each, bad files do nothing."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.evidence.test_press_addresses import Scene
from tests.web.made_press import GATE, NIGHT, OTHER, WAGES, an_outlet, page
from tests.web.signing_in import signed_in, with_authenticator
from tests.web.walked import browser_of

from tadasu.web.evidence.press import _upload
from tadasu.web.evidence.press.actions import adding
from tadasu.web.evidence.press.crediting import attribution, licence_text, may_leave_whole
from tadasu.web.evidence.press.licences import licence_code, licence_of
from tadasu.web.evidence.press.models import Article, Pending
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User

pytestmark = pytest.mark.usefixtures("database")

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sent(scene: Scene, content: bytes, name: str = "saved.html", who: str = "adds", **more: str) -> Any:
    """A file of the form."""
    file = SimpleUploadedFile(name, content, "text/html")
    return scene.client(who).post(reverse("press-add-file", args=[scene.place.id]), {"file": file, **more})


def waiting(scene: Scene) -> list[Pending]:
    with acting(scene.room.one.actor):
        return list(Pending.objects.exclude(id=scene.pending))


def test_a_saved_page_is_confirmed_field_by_field_before_it_is_kept(scene: Scene) -> None:
    answer = sent(scene, page(OTHER, licence="https://creativecommons.org/licenses/by/4.0/").encode())
    (came,) = waiting(scene)
    assert answer.headers["Location"] == reverse("press-confirm", args=[came.id])
    shown = text(scene.client("adds").get(answer.headers["Location"]))
    assert shown.count("A guess, read out of the page") == 6
    assert 'value="Sanae Kurata"' in shown
    assert "CC-BY-4.0" in shown
    assert OTHER[:40] in shown
    said = {
        "title": "Divers (invented)",
        "outlet": "The Harbour (invented)",
        "passages": f"{OTHER[:60]}\n---\nTyped by hand.",
    }
    done = scene.client("adds").post(answer.headers["Location"], said)
    with acting(scene.room.one.actor):
        made = Article.objects.get(title="Divers (invented)")
    assert done.headers["Location"] == reverse("press-one", args=[made.id])
    assert (made.author, made.licence, made.how, made.outlet_key) == ("", "", "file", "the harbour (invented)")
    read = text(scene.client("auditor").get(done.headers["Location"]))
    assert "It stands so in the text." in read
    assert "Typed by hand: the text that is kept does not hold it." in read
    assert "Only its passages go out of this organisation" in read


def test_what_is_wrong_in_the_form_loses_nothing(scene: Scene) -> None:
    address = reverse("press-confirm", args=[scene.pending])
    answer = scene.client("adds").post(
        address, {"title": "Kept as typed", "outlet": "", "country": "Atlantis", "passages": "a part"}
    )
    assert answer.status_code == 400
    assert 'value="Kept as typed"' in text(answer)
    assert "a part" in text(answer)
    again = scene.client("adds").post(address, {"title": "x", "outlet": "y", "country": "Atlantis"})
    assert "no country that is known" in text(again)


def test_what_came_is_discarded(scene: Scene) -> None:
    scene.client("adds").post(reverse("press-discard", args=[scene.pending]))
    with acting(scene.room.one.actor):
        assert not Pending.objects.exists()


def test_a_page_is_fetched_by_its_address_and_before_that_it_is_said_who_sees_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = scene.client("adds"), reverse("press-add", args=[scene.place.id])
    assert "the outlet sees that this server looked" in text(client.get(address))
    with an_outlet(monkeypatch) as outlet:
        went = client.post(address, {"url": outlet.put("/a", page(OTHER))})
        assert "/press/pending/" in went.headers["Location"]
        for put, why in (
            ({"body": "gone", "status": 410}, "number 410"),
            ({"body": "<html><body></body></html>"}, "no text in this page"),
            ({"body": b"\x89PNG", "Content_Type": "image/png"}, "“image/png”"),
            ({"body": b""}, "nothing in it"),
        ):
            answer = client.post(address, {"url": outlet.put("/b", **put)})
            assert (answer.status_code, why in text(answer)) == (400, True), why
    assert "not open to everybody" in text(client.post(address, {"url": "http://127.0.0.1/"}))


def test_a_page_with_hardly_any_text_says_what_else_can_be_done(scene: Scene) -> None:
    answer = sent(scene, page("For subscribers only.").encode())
    assert "There is hardly any text in it" in text(scene.client("adds").get(answer.headers["Location"]))


def test_the_entry_of_a_feed_is_taken_with_what_its_feed_said(scene: Scene) -> None:
    listed = text(scene.client("adds").get(reverse("press-entries", args=[scene.place.id])))
    assert f"?entry={scene.entry}" in listed
    shown = text(scene.client("adds").get(reverse("press-add", args=[scene.place.id]) + f"?entry={scene.entry}"))
    assert 'value="https://lantern.invalid/1"' in shown
    address = reverse("press-add-text", args=[scene.place.id]) + f"?entry={scene.entry}"
    went = scene.client("adds").post(address, {"text": OTHER, "url": "https://lantern.invalid/1"})
    confirm = text(scene.client("adds").get(went.headers["Location"]))
    assert 'value="The Lantern (invented)"' in confirm


BAD = [
    (EICAR, "eicar.com", "keeps"),
    (b"", "empty.html", "refuses"),
    (b"PK\x03\x04" + b"\0" * 2000, "bomb.zip", "refuses"),
    (b"\x1f\x8b\x08" + b"\0" * 2000, "bomb.html", "refuses"),
    (b"GIF89a/*" + b"*/alert(1)//", "polyglot.gif", "refuses"),
    (b"\xff\xd8\xff" + b"cut", "gate\u202egpj.exe", "refuses"),
    (b"\0\0\0\x18ftypmp42" + b"\0" * 90, "cut.mp4", "refuses"),
    (b"%PDF-1.7\n<script>alert(1)</script>", "../../etc/passwd\u202efdp.html", "keeps"),
    (
        page(GATE, "<script>alert(1)</script><img src=x onerror=alert(2)> and more text of the article.").encode(),
        "a" * 300,
        "keeps",
    ),
    (("<html><body>" + "<b>" * 60_000 + "deep").encode(), "deep.html", "refuses"),
]


@pytest.mark.parametrize(("content", "name", "does"), BAD)
def test_bad_files_are_refused_or_kept_as_they_are_and_only_saved(
    scene: Scene, content: bytes, name: str, does: str
) -> None:
    answer = sent(scene, content, name)
    if does == "refuses":
        assert answer.status_code == 400
        assert 'class="wrong"' in text(answer) or "summary" in text(answer)
        assert waiting(scene) == []
        return
    confirm = answer.headers["Location"]
    scene.client("adds").post(confirm, {"title": "Bad (invented)", "outlet": "Bad (invented)"})
    with acting(scene.room.one.actor):
        made = Article.objects.get(title="Bad (invented)")
    shown = scene.client("adds").get(reverse("press-one", args=[made.id]))
    assert "<script>alert" not in text(shown)
    assert "onerror=alert" not in text(shown)
    saved = scene.client("adds").get(reverse("press-file", args=[made.id]))
    assert saved.content == content
    assert saved.headers["Content-Type"] == "application/octet-stream"
    assert re.fullmatch(
        r'attachment; filename="article-[0-9a-f]{8}\.(html\.bin|pdf|txt)"', saved.headers["Content-Disposition"]
    )
    assert saved.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_beyond_the_bound_is_refused_with_what_to_do(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_upload, "FILE", 1000)
    monkeypatch.setattr(adding, "FILE", 1000)
    answer = sent(scene, page(OTHER * 9).encode())
    assert (answer.status_code, "paste its text instead" in text(answer)) == (400, True)
    assert waiting(scene) == []


def test_the_list_is_filtered_by_outlet_country_sector_year_and_words(scene: Scene) -> None:
    scene.room.article(OTHER, title="Divers", outlet="The Harbour", key="harbour", country="vn", sector="fishing")
    scene.room.article(NIGHT, title="夜の鍵", outlet="灯火", key="tomoshibi", published_on=None)
    client, address = scene.client("auditor"), reverse("press-list", args=[scene.place.id])

    def found(asked: str) -> set[str]:
        return {
            title
            for title in ("Divers", "夜の鍵", "Locked at night")
            if f">{title}" in text(client.get(address + asked))
        }

    assert found("") == {"Divers", "夜の鍵", "Locked at night"}
    assert (
        found("?outlet=harbour")
        == found("?country=vn")
        == found("?sector=fishing")
        == found("?q=forty+jars")
        == {"Divers"}
    )
    assert found("?q=見張り") == {"夜の鍵"}
    assert found("?year=2026") == {"Divers", "Locked at night"}
    assert attribution_shown(text(client.get(address)))


def attribution_shown(page_: str) -> bool:
    return "Sanae Kurata, “Divers”, The Harbour, 4 March 2026" in page_


def test_every_page_that_shows_an_article_credits_it_in_both_languages(scene: Scene) -> None:
    other = scene.room.article(
        OTHER, title="Divers", outlet="The Harbour", licence="CC BY 4.0", url="https://harbour.invalid/1"
    )
    for language, credit in (
        ("en", "Sanae Kurata, “Divers”, The Harbour, 4 March 2026, https://harbour.invalid/1 (retrieved"),
        ("ja", "Sanae Kurata、「Divers」、The Harbour、2026年3月4日、https://harbour.invalid/1（"),
    ):
        User.objects.filter(id=scene.room.one.id).update(language=language)
        client = browser_of({"adds": User.objects.get(id=scene.room.one.id)}, "adds")
        for name in ("press-one", "press-passage", "press-repeats"):
            assert credit in text(client.get(reverse(name, args=[other.id]))), name
        assert credit in text(client.get(reverse("press-list", args=[scene.place.id])))


def test_two_versions_are_shown_side_by_side_with_their_fingerprints(scene: Scene) -> None:
    first = scene.room.article(OTHER, url="https://harbour.invalid/1")
    second = scene.room.article(OTHER, WAGES, url="https://harbour.invalid/1")
    for one in (first, second):
        shown = text(scene.client("auditor").get(reverse("press-one", args=[one.id])))
        assert "other bytes than the version before, and another text" in shown
        for digest in (first.digest, second.digest):
            assert bytes(digest or b"").hex()[:8] in shown


def test_a_likeness_is_asked_on_the_page_and_answered(scene: Scene) -> None:
    shown = text(scene.client("adds").get(reverse("press-one", args=[scene.article.id])))
    address = reverse("press-likeness", args=[scene.article.id, scene.likeness])
    assert address in shown
    assert address not in text(scene.client("auditor").get(reverse("press-one", args=[scene.article.id])))
    scene.client("adds").post(address, {"verdict": "repeats"})
    after = text(scene.client("auditor").get(reverse("press-one", args=[scene.article.id])))
    assert "It repeats:" in after
    assert scene.client("adds").get(address).status_code == 404


def test_what_waits_and_what_there_is_stand_on_the_first_page(scene: Scene) -> None:
    shown = text(scene.client("adds").get("/"))
    assert reverse("press-list", args=[scene.place.id]) in shown
    assert "Outlets that published something new" in shown
    assert "Outlets that published something new" not in text(scene.client("auditor").get("/"))


def test_pages_with_nothing_say_how_something_gets_there(scene: Scene) -> None:
    from tests.web.made import organisation, person

    place = organisation("civil-society", "Empty Group (invented)")
    user = person(place, "editor")
    with_authenticator(user)
    client: Client = signed_in(user, second_factor=True)
    for name, said in (
        ("press-list", "No article yet"),
        ("press-feeds", "No outlet is followed yet"),
        ("press-entries", "Nothing new"),
    ):
        assert said in text(client.get(reverse(name, args=[place.id])))


@pytest.mark.parametrize(
    ("said", "kept", "en", "ja"),
    [
        ("", "", "not stated", "記載なし"),
        (
            "https://creativecommons.org/licenses/by-nc-sa/4.0/deed.en",
            "CC-BY-NC-SA-4.0",
            "CC BY-NC-SA 4.0",
            "CC BY-NC-SA 4.0",
        ),
        ("CC BY 2.1 JP", "CC-BY-2.1-JP", "CC BY 2.1 JP", "CC BY 2.1 JP"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0", "CC0 1.0", "CC0 1.0"),
        ("無断転載を禁じます", "無断転載を禁じます", "無断転載を禁じます", "無断転載を禁じます"),
        ("CC BY-ND-NC-SA 4.0", "CC BY-ND-NC-SA 4.0", "CC BY-ND-NC-SA 4.0", "CC BY-ND-NC-SA 4.0"),
        (
            "https://creativecommons.org.evil.invalid/licenses/by/4.0/",
            *["https://creativecommons.org.evil.invalid/licenses/by/4.0/"] * 3,
        ),
    ],
)
def test_licences_of_creative_commons_are_codes_and_others_stay_as_stated(
    said: str, kept: str, en: str, ja: str
) -> None:
    assert (licence_of(said), licence_text(licence_of(said), "en"), licence_text(licence_of(said), "ja")) == (
        kept,
        en,
        ja,
    )
    assert licence_code(kept) in {kept, ""}


@pytest.mark.parametrize(
    ("licence", "group", "company"),
    [
        ("", False, False), ("All rights reserved", False, False), ("CC-BY-4.0", True, True), ("CC0-1.0", True, True),
        ("CC-BY-NC-4.0", True, False), ("CC-BY-ND-4.0", True, True), ("CC-BY-NC-ND-2.1-JP", True, False),
    ],
)  # fmt: skip
def test_only_what_a_licence_frees_leaves_whole(scene: Scene, licence: str, group: bool, company: bool) -> None:
    article = scene.article
    article.licence = licence
    assert may_leave_whole(article) is group
    article.organisation.kind = "company"
    assert may_leave_whole(article) is company


def test_the_credit_of_an_article_that_says_little_says_what_is_known() -> None:
    from datetime import date

    bare = Article(title="A page", outlet="The Lantern", retrieved_on=date(2026, 11, 26))
    assert attribution(bare, "en") == "“A page”, The Lantern (retrieved 26 November 2026). Licence: not stated."
    assert attribution(bare, "ja") == "「A page」、The Lantern（2026年11月26日取得）。利用条件：記載なし。"
