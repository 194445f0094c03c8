"""Pages of petitions, in both languages, without scripts: from an empty list to an authority that answered."""

import io
import re
import zipfile
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.made_inquiry import MILL, WHY
from tests.web.made_petition import PURPOSE, REASON, SECRET, TEXTS, Writers
from tests.web.made_vault import PHRASE, Holder
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.law import Part
from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.custody import permission
from tadasu.web.evidence.petition.models import Petition
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.vault.models import Opening

pytestmark = pytest.mark.usefixtures("database")

SAID = {"purpose": PURPOSE, "reason": REASON}


@pytest.fixture
def desk() -> Writers:
    return Writers()


def browser(one: Holder | User, language: str = "en", *, unlocked: bool = True) -> Client:
    user = one.user if isinstance(one, Holder) else one
    User.objects.filter(id=user.id).update(language=language)
    with_authenticator(user)
    client = signed_in(user)
    if unlocked:
        assert client.post(reverse("vault-unlock"), {"passphrase": PHRASE}).status_code == 302
    return client


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page(client: Client, name: str, *arguments: object) -> str:
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200, answer.status_code
    return words(answer)


def sent(client: Client, name: str, arguments: list[object], data: dict[str, Any], status: int = 302) -> Any:
    answer = client.post(reverse(name, args=arguments), data)
    assert answer.status_code == status, words(answer)
    return answer


def hidden(client: Client, name: str, *arguments: object) -> str:
    """What the form carries of what was seen."""
    found = re.search(r'name="seen" value="([^"]*)"', client.get(reverse(name, args=arguments)).content.decode())
    assert found is not None
    return found[1]


def only(desk: Writers) -> Petition:
    with acting(desk.documenter.actor):
        return Petition.objects.get()


def test_from_an_empty_list_to_an_authority_that_acknowledged(desk: Writers) -> None:
    inquiry = desk.whole()
    client, editor = browser(desk.documenter), browser(desk.releaser)
    assert "No petition yet" in page(client, "petition-list", desk.place.id)
    begun = {
        "label": "spinning mill, petition 1",
        "regime": "jp-model-goods",
        "language": "en",
        "inquiries": [str(inquiry.id)],
        "authors": [str(desk.releaser.id)],
    }
    sent(client, "petition-begin", [desk.place.id], begun)
    id: UUID = only(desk).id
    shown = page(client, "petition-one", id)
    assert "Something that is required is missing" in shown
    assert "It is not in force on this day: model of ours, not law." in shown
    assert MILL not in shown
    assert client.get(reverse("petition-text", args=[id])).headers["Location"] == reverse("petition-open", args=[id])
    sent(client, "petition-open", [id], SAID)
    assert MILL in client.get(reverse("petition-text", args=[id])).content.decode()
    typed = {"who": MILL, "where": "China", "good": "Yarn", "tariff-class": "HS 5205", "issue": "Forced labour"}
    text = {**typed, "facts": SECRET, "how-known": "Seen.", "seen": hidden(client, "petition-text", id)}
    sent(client, "petition-text", [id], text)
    shown = page(client, "petition-text", id)
    assert SECRET in shown
    assert "Art. 7(2) (model; six items as in Mexico)" in shown
    assert "A case opens on a reasonable indication" in shown
    assert "Everything that is required is there" in page(client, "petition-one", id)
    item = desk.item()
    sent(client, "petition-attach", [id], {"items": [str(item)]})
    sent(client, "petition-offer", [id], {})
    assert "spinning mill, petition 1" in words(editor.get(reverse("home")))
    seen = hidden(editor, "petition-release", id)
    answer = sent(editor, "petition-release", [id], {"reason": WHY, "seen": seen}, status=400)
    assert "open and read this version first" in words(answer).lower()
    sent(editor, "petition-open", [id], SAID)
    sent(editor, "petition-release", [id], {"reason": WHY, "seen": seen})
    assert "released by two people" in page(client, "petition-one", id)
    answer = sent(client, "petition-package", [id], SAID, status=200)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as bag:
        assert bag.testzip() is None
    sent(client, "petition-send", [id], {"channel": "by-hand", "day": timezone.localdate().isoformat()})
    shown = page(client, "petition-one", id)
    assert "working days left" in shown
    assert "Art. 7(3) (model)" in shown
    assert "SHA-256 of the petition" in shown
    assert "The determining authority" in shown
    sent(client, "petition-acknowledge", [id], {"day": timezone.localdate().isoformat()})
    sent(client, "petition-close", [id], {"outcome": "taken-up", "day": timezone.localdate().isoformat()})
    assert "It was taken up" in page(client, "petition-one", id)
    assert "closed" in page(client, "petition-list", desk.place.id)


def test_pages_speak_japanese(desk: Writers) -> None:
    petition = desk.written(desk.begun("mx-import-ban"), who="紡織工場（架空）")
    desk.attached(petition, desk.item())
    client = browser(desk.documenter, "ja")
    sent(client, "petition-open", [petition.id], SAID)
    shown = page(client, "petition-one", petition.id)
    for said in ("必須の事項に不足があります", "一部のみ", "唯一の附属書"):
        assert said in shown, said
    for name, more in (
        ("petition-one", []), ("petition-text", []), ("petition-open", []), ("petition-print", []),
        ("petition-attach", []), ("petition-share", []), ("petition-offer", []), ("petition-copy", []),
        ("petition-package", []), ("petition-send", []), ("petition-acknowledge", []), ("petition-close", []),
        ("petition-withdraw", []), ("petition-reopen", []), ("petition-detach", [1]),
    ):  # fmt: skip
        assert re.search(r"[ぁ-ん]{2}", page(client, name, petition.id, *more)), name
    for name in ("petition-list", "petition-begin"):
        assert re.search(r"[ぁ-ん]{2}", page(client, name, desk.place.id)), name


def test_a_colleague_who_is_no_author_sees_how_far_it_is_and_nothing_of_what_it_says(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    shown = page(browser(desk.outsider), "petition-one", petition.id)
    assert "sealed to its authors" in shown
    assert "Facts that can be obtained" in shown
    assert SECRET not in shown
    assert "Open and write" not in shown


def test_where_nothing_can_fill_it_the_page_says_so(desk: Writers) -> None:
    shown = page(browser(desk.documenter), "petition-begin", desk.place.id)
    assert "everything has to be typed" in shown
    assert "Inquiries to fill it from" not in shown


def test_an_item_that_may_not_go_to_an_authority_is_named_with_the_reason(
    desk: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(origin: UUID, to: str) -> None:
        raise UsageError("intake-not-permitted")

    with acting(desk.documenter.actor):
        custody.receive_text(
            desk.documenter.actor, organisation=desk.place.id, kind="testimony", label="report 7", text="Invented.",
            readers=[desk.documenter.id], origin_of=desk.place.id,
        )  # fmt: skip
    monkeypatch.setattr(permission, "_REFUSING", [refusing])
    petition = desk.begun()
    client = browser(desk.documenter)
    shown = page(client, "petition-attach", petition.id)
    assert "These may not go to an authority" in shown
    assert "report 7" in shown
    sent(client, "petition-attach", [petition.id], {}, status=400)


def test_published_articles_go_along_with_their_attribution(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    article = desk.article()
    client = browser(desk.documenter)
    sent(client, "petition-attach", [petition.id], {"articles": [str(article.id)]})
    shown = page(client, "petition-one", petition.id)
    assert article.title in shown
    assert article.outlet in shown
    sent(client, "petition-open", [petition.id], SAID)
    printed = page(client, "petition-print", petition.id)
    for said in (article.author, article.outlet, "2026-03-04", article.licence):
        assert str(said) in printed
    assert "This is a draft" in printed
    assert page(client, "petition-attach", petition.id).count(article.title) == 0


def test_what_somebody_else_wrote_meanwhile_is_shown_beside_ones_own(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    one, other = browser(desk.documenter), browser(desk.verifier)
    for client in (one, other):
        sent(client, "petition-open", [petition.id], SAID)
    seen = hidden(other, "petition-text", petition.id)
    sent(one, "petition-text", [petition.id], {"facts": "of the first", "seen": seen})
    sent(other, "petition-open", [petition.id], SAID)
    answer = words(sent(other, "petition-text", [petition.id], {"facts": "of the second", "seen": seen}, status=409))
    assert "of the first" in answer
    assert "of the second" in answer


def test_what_was_typed_comes_back_where_the_keys_were_locked_meanwhile(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    client = browser(desk.documenter)
    sent(client, "petition-open", [petition.id], SAID)
    seen = hidden(client, "petition-text", petition.id)
    client.post(reverse("vault-lock"))
    answer = sent(client, "petition-text", [petition.id], {"facts": "Typed for an hour.", "seen": seen}, status=400)
    assert "Typed for an hour." in answer.content.decode()
    assert "not kept yet" in words(answer)
    client.post(reverse("vault-unlock"), {"passphrase": PHRASE})
    sent(client, "petition-open", [petition.id], SAID)
    sent(client, "petition-text", [petition.id], {"facts": "Typed for an hour.", "seen": seen})
    assert desk.read(petition).parts[Part.FACTS] == "Typed for an hour."


def test_what_is_too_long_comes_back_with_the_reason(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    client = browser(desk.documenter)
    sent(client, "petition-open", [petition.id], SAID)
    seen = hidden(client, "petition-text", petition.id)
    answer = sent(client, "petition-text", [petition.id], {"facts": "x" * 20_001, "seen": seen}, status=400)
    assert "x" * 20_001 in answer.content.decode()


def test_a_text_that_was_released_is_read_and_not_written(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    desk.released(desk.offered(petition))
    client = browser(desk.documenter)
    sent(client, "petition-open", [petition.id], SAID)
    shown = client.get(reverse("petition-text", args=[petition.id])).content.decode()
    assert SECRET in shown
    assert "<textarea" not in shown
    answer = client.post(reverse("petition-text", args=[petition.id]), {"facts": "Otherwise.", "seen": "2"})
    assert answer.status_code == 400
    assert desk.read(petition).parts[Part.FACTS] == TEXTS[Part.FACTS]


def test_the_longest_words_are_kept_and_shown_whole(desk: Writers) -> None:
    label, name = "長" * 120, "W" * 5000
    petition = desk.written(desk.begun(label=label, regime="mx-import-ban"), who=name)
    client = browser(desk.documenter, "ja")
    sent(client, "petition-open", [petition.id], SAID)
    assert label in page(client, "petition-one", petition.id)
    assert name in client.get(reverse("petition-text", args=[petition.id])).content.decode()


def test_nothing_typed_is_shown_as_a_page_of_ours(desk: Writers) -> None:
    petition = desk.written(desk.begun(), facts="<script>alert(1)</script>")
    client = browser(desk.documenter)
    sent(client, "petition-open", [petition.id], SAID)
    for name in ("petition-text", "petition-print"):
        assert "<script>alert" not in client.get(reverse(name, args=[petition.id])).content.decode()


def test_a_copy_is_begun_on_its_page_once_the_text_was_opened(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    client = browser(desk.verifier)
    answer = client.get(reverse("petition-copy", args=[petition.id]))
    assert answer.headers["Location"] == reverse("petition-open", args=[petition.id])
    sent(client, "petition-open", [petition.id], SAID)
    answer = sent(client, "petition-copy", [petition.id], {"label": "for Mexico", "regime": "mx-import-ban"})
    with acting(desk.documenter.actor):
        made = Petition.objects.get(label="for Mexico")
        assert not Opening.objects.filter(record=made.record).exists()
    assert answer.headers["Location"] == reverse("petition-one", args=[made.id])
    assert "Begun as a copy of spinning mill, petition 1" in page(client, "petition-one", made.id)
