"""Pages of inquiries, in both languages, without scripts: from an empty list to a finding that waits."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.made import person
from tests.web.made_inquiry import GRADES, HELD, MILL, WHY, Desk
from tests.web.made_vault import Holder
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.verification.models import Assessment, Conclusion, Inquiry, Taken
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import Membership, User

pytestmark = pytest.mark.usefixtures("database")

CLAIM: dict[str, object] = {
    "label": "spinning mill 1",
    "issue": "state-imposed-forced-labour",
    "elements": ["who", "where", "good", "period", HELD],
    "kind": "good-of-company",
    "names": f"{MILL}\n紡織工場（架空）",
    "country": "CN",
    "good": "5205",
    "start": "2026-03-01",
    "plan": "an extract of the register\npictures with a day",
}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def browser(one: Holder | User, language: str = "en") -> Client:
    user = one.user if isinstance(one, Holder) else one
    User.objects.filter(id=user.id).update(language=language)
    with_authenticator(user)
    return signed_in(user)


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


def assessment(desk: Desk, name: str) -> dict[str, Any]:
    said = GRADES[name]
    return {
        "kind": said["kind"],
        "reliability": said["reliability"],
        "credibility": said["credibility"],
        **({"firsthand": "on"} if said.get("firsthand") else {}),
        "origins": sorted(said.get("origins", ())),
        **{f"bears:{one}": "silent" for one in ("who", "where", "good", "period", "involuntary", "menace")},
        "bears:state-imposed": "silent",
        **{f"bears:{HELD[:10]}{code}": "silent" for code in INDICATORS},
        **{f"bears:{one}": standing for one, standing in said["bears"].items()},
        "seen": "0",
    }


INDICATORS = (
    "abuse-of-vulnerability", "abusive-conditions", "debt-bondage", "deception", "excessive-overtime", "intimidation",
    "isolation", "restriction-of-movement", "retention-of-documents", "violence", "withholding-of-wages",
)  # fmt: skip


def test_from_an_empty_list_to_a_finding_that_waits(desk: Desk) -> None:
    client = browser(desk.verifier)
    assert "No inquiry yet" in page(client, "inquiry-list", desk.place.id)
    for name, said in GRADES.items():
        desk.item(name, said["kind"])
    sent(client, "inquiry-open", [desk.place.id], {**CLAIM, "lead": str(desk.verifier.id)})
    with acting(desk.verifier.actor):
        id: UUID = Inquiry.objects.get().id
    assert "No item yet" in page(client, "inquiry-one", id)
    sent(client, "inquiry-take", [id], {"items": [str(one) for one in desk.items.values()]})
    for _ in range(2):
        sent(client, "inquiry-origin", [id], {"kind": "person"})
    for name, item in desk.items.items():
        sent(client, "inquiry-assess", [id, item], assessment(desk, name))
    shown = page(client, "inquiry-weighing", id)
    assert "Standard reached as it stands: reasonable indication" in shown
    assert "Once a second person has signed: substantiated" in shown
    assert re.search(r"\(\d\) article 1 adds no independent origin: it shares one with \(\d\) pictures 1", shown)
    assert "The party named has to be asked" in shown
    seen = hidden(client, "inquiry-conclude", id)
    sent(client, "inquiry-conclude", [id], {"standard": "substantiated", "looked_for": "on", "seen": seen})
    assert "the same to the last byte" in page(client, "inquiry-conclusion", id, 1)
    editor = browser(person(desk.place, "editor"))
    sent(editor, "inquiry-sign", [id, 1], {"reason": WHY})
    answer = sent(client, "inquiry-finding", [id, 1], {"reason": WHY, "review_on": "2027-11-01"})
    waits = words(client.get(answer.headers["Location"]))
    assert MILL in waits
    assert f"inquiry:{id}:1" in waits
    assert "Open the finding" in page(client, "inquiry-conclusion", id, 1)


def test_pages_speak_japanese(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.assessed(inquiry, "extract", by=desk.second, credibility="possible")
    desk.concluded(inquiry)
    client = browser(desk.verifier, "ja")
    assert "人物A" in page(client, "inquiry-item", inquiry.id, desk.items["article"])
    assert "評価が分かれています" in page(client, "inquiry-item", inquiry.id, desk.items["extract"])
    assert "次の水準" in page(client, "inquiry-weighing", inquiry.id)
    for name, more in (
        ("inquiry-one", []), ("inquiry-change", []), ("inquiry-hear", []), ("inquiry-take", []),
        ("inquiry-origin", []), ("inquiry-close", []), ("inquiry-reopen", []), ("inquiry-conclude", []),
        ("inquiry-assess", [desk.items["extract"]]), ("inquiry-conclusion", [1]), ("inquiry-finding", [1]),
    ):  # fmt: skip
        assert re.search(r"[ぁ-ん]{2}", page(client, name, inquiry.id, *more))


def test_a_form_says_at_the_field_what_cannot_be(desk: Desk) -> None:
    client = browser(desk.documenter)
    lead = {"lead": str(desk.verifier.id)}
    for wrong in (
        {"country": "zz"},
        {"good": "cotton"},
        {"place": "atlantis"},
        {"elements": ["guilt"]},
        {"issue": "x"},
    ):
        sent(client, "inquiry-open", [desk.place.id], {**CLAIM, **lead, **wrong}, status=400)
    answer = sent(client, "inquiry-open", [desk.place.id], {**CLAIM, **lead, "issue": "child-labour"}, status=400)
    assert HELD.removeprefix("indicator:") in words(answer)
    with acting(desk.documenter.actor):
        assert not Inquiry.objects.exists()


def test_two_who_change_a_claim_both_see_what_the_other_wrote(desk: Desk) -> None:
    inquiry = desk.opened()
    lead = {"lead": str(desk.verifier.id)}
    one, other = browser(desk.verifier), browser(desk.second)
    seen = hidden(one, "inquiry-change", inquiry.id)
    sent(one, "inquiry-change", [inquiry.id], {**CLAIM, **lead, "label": "mill of the first", "seen": seen})
    changed = {**CLAIM, **lead, "label": "mill of the second", "seen": seen}
    answer = words(sent(other, "inquiry-change", [inquiry.id], changed, status=409))
    assert "mill of the first" in answer
    assert "mill of the second" in answer
    sent(other, "inquiry-change", [inquiry.id], {**CLAIM, **lead}, status=409)


def test_who_leads_is_chosen_anew_when_they_left(desk: Desk) -> None:
    inquiry = desk.opened(lead=desk.second.id)
    with acting(desk.second.actor):
        Membership.objects.filter(user=desk.second.user).update(until=timezone.now())
    client = browser(desk.verifier)
    asked = client.get(reverse("inquiry-change", args=[inquiry.id])).content.decode()
    assert re.search(r'<select name="lead"[^>]*>\s*<option value=""', asked)
    sent(client, "inquiry-change", [inquiry.id], {**CLAIM, "lead": "", "seen": "1"}, status=400)
    sent(client, "inquiry-change", [inquiry.id], {**CLAIM, "lead": str(desk.second.id), "seen": "1"}, status=400)
    sent(client, "inquiry-change", [inquiry.id], {**CLAIM, "lead": str(desk.verifier.id), "seen": "1"})


def test_an_assessment_sent_from_two_windows_is_not_lost(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "extract")
    item = desk.items["extract"]
    client, said = browser(desk.verifier), {**assessment(desk, "extract")}
    sent(client, "inquiry-assess", [inquiry.id, item], said)
    sent(client, "inquiry-assess", [inquiry.id, item], said)
    answer = sent(client, "inquiry-assess", [inquiry.id, item], {**said, "credibility": "doubtful"}, status=409)
    assert "doubtful" in words(answer)
    with acting(desk.verifier.actor):
        assert Assessment.objects.count() == 1


def test_a_conclusion_of_something_else_than_was_seen_is_a_conflict(desk: Desk) -> None:
    inquiry = desk.whole()
    client = browser(desk.verifier)
    said = {"standard": "substantiated", "seen": hidden(client, "inquiry-conclude", inquiry.id)}
    desk.assessed(inquiry, "extract", by=desk.second, credibility="improbable")
    assert "Somebody else changed this" in words(sent(client, "inquiry-conclude", [inquiry.id], said, status=409))
    with acting(desk.verifier.actor):
        assert not Conclusion.objects.exists()


def test_who_signs_is_told_that_what_was_frozen_is_no_longer_what_is_weighed(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    client = browser(desk.second)
    told = "no longer what was frozen"
    for name in ("inquiry-conclusion", "inquiry-sign", "inquiry-finding"):
        assert told not in page(client, name, inquiry.id, 1)
    with acting(desk.documenter.actor):
        custody.erase(desk.documenter.actor, item=desk.items["report"], ground="asked")
    for name in ("inquiry-conclusion", "inquiry-sign", "inquiry-finding"):
        assert f"{told}. Weighed now, once signed: reasonable indication." in page(client, name, inquiry.id, 1)


def test_who_may_not_do_it_changes_nothing_by_sending_the_form_all_the_same(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    id, item, data = inquiry.id, desk.items["extract"], {"reason": WHY, "code": "asked-and-silent", "day": "2026-11-01"}
    grave: list[tuple[str, list[object]]] = [
        ("inquiry-hear", [id]),
        ("inquiry-close", [id]),
        ("inquiry-conclude", [id]),
        ("inquiry-finding", [id, 1]),
    ]
    light: list[tuple[str, list[object]]] = [
        ("inquiry-change", [id]),
        ("inquiry-take", [id]),
        ("inquiry-origin", [id]),
        ("inquiry-assess", [id, item]),
    ]
    sign: list[tuple[str, list[object]]] = [("inquiry-sign", [id, 1])]
    left = browser(desk.second)
    with acting(desk.second.actor):
        Membership.objects.filter(user=desk.second.user).update(until=timezone.now())
    for client, acts, status in (
        (browser(desk.documenter), grave + sign, 403),
        (browser(desk.verifier), sign, 403),
        (browser(person(desk.place, "editor")), grave + light, 403),
        (browser(person(desk.place, "auditor")), grave + light + sign, 403),
        (browser(desk.stranger), grave + light + sign, 404),
        (left, grave + light + sign, 404),
    ):
        for name, arguments in acts:
            sent(client, name, arguments, data, status=status)
    with acting(desk.verifier.actor):
        now = Inquiry.objects.get()
        assert (now.status, now.heard, now.version) == ("concluded", "", 1)
        assert Conclusion.objects.filter(signed_by=None, finding=None).count() == 1


def test_changed_form_values_change_nothing(desk: Desk) -> None:
    inquiry = desk.whole()
    theirs = desk.item("account", "testimony", by=desk.stranger)
    client = browser(desk.verifier)
    sent(client, "inquiry-take", [inquiry.id], {"items": [str(theirs)]}, status=400)
    sent(client, "inquiry-origin", [inquiry.id], {"kind": "Ikumi Tanemoto"}, status=400)
    sent(client, "inquiry-hear", [inquiry.id], {"code": "guessed", "day": "2026-11-01"}, status=400)
    sent(client, "inquiry-hear", [inquiry.id], {"code": "asked-and-silent", "day": "2999-11-01"}, status=400)
    said = {**assessment(desk, "extract"), "seen": "1"}
    item = desk.items["extract"]
    for wrong in ({"origins": [str(theirs)]}, {"origins": [str(item)]}, {"bears:who": "proves"}, {"seen": "x"}):
        sent(client, "inquiry-assess", [inquiry.id, item], {**said, **wrong}, status=400)
    assert client.get(reverse("inquiry-item", args=[inquiry.id, theirs])).status_code == 404
    assert client.get(reverse("inquiry-assess", args=[inquiry.id, theirs])).status_code == 404
    assert client.get(reverse("inquiry-conclusion", args=[inquiry.id, 7])).status_code == 404
    seen = hidden(client, "inquiry-conclude", inquiry.id)
    answer = sent(client, "inquiry-conclude", [inquiry.id], {"standard": "established", "seen": seen}, status=400)
    assert "no more than what was weighed" in words(answer)
    sent(client, "inquiry-sign", [inquiry.id, 1], {"reason": WHY}, status=404)
    with acting(desk.verifier.actor):
        assert (Taken.objects.count(), Assessment.objects.count(), Conclusion.objects.count()) == (4, 4, 0)
