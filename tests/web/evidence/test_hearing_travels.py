"""What a named company answered goes with the finding to those who get it: its state, its own words, and nothing else."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.made import person
from tests.web.made_box import Known, as_holder, wrote
from tests.web.made_exchange import Side, arrives, carried, concluded, framed, knows, manifest, sent, side, told
from tests.web.made_hearing import WORDS, Desk, on, said
from tests.web.made_inquiry import WHY
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.evidence.hearing import actions
from tadasu.web.evidence.hearing.hearings_kind import BY_HAND, NOTHING, STATES, hearings_since, to_be_sent
from tadasu.web.evidence.hearing.models import MOST_STATEMENT, Notice, PassedOn
from tadasu.web.evidence.verification import actions as verification
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import Actor, Refused, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.exchange._package import sealed
from tadasu.web.foundation.exchange._receipt import Answer
from tadasu.web.foundation.exchange.actions import open_exchange
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.foundation_kinds import take_hearings
from tadasu.web.foundation.exchange.kinds import Line, check, latest
from tadasu.web.foundation.findings import actions as findings
from tadasu.web.foundation.findings.actions import Taken, take_hearing
from tadasu.web.foundation.findings.beside import Beside, beside_taken
from tadasu.web.foundation.findings.hearings import (
    LONGEST_STATEMENT,
    Heard,
    Statement,
    as_it_travels,
    document_of,
    read,
)
from tadasu.web.foundation.findings.models import FindingVersion, TheirHearing
from tadasu.web.foundation.findings.words import words

pytestmark = pytest.mark.usefixtures("database")

KINDS = ("findings", "hearings")
TODAY = timezone.localdate()
MONTH = TODAY.replace(day=1)
"""What came from the company is of today, whatever day the notice thinks it is."""
DENIAL = "We deny it.\n事実ではありません。"


class Two:
    """A group that asks, and an authority that gets its findings."""

    def __init__(self) -> None:
        self.desk = Desk()
        place = self.desk.place
        self.here = Side(place, person(place, "editor", "organiser"), person(place, "editor"))
        with acting(self.here.actor):
            open_exchange(self.here.actor, organisation=place, address="")
        self.there = side("Takenova Customs (invented)")
        knows(self.here, self.there, takes=KINDS, gives=KINDS)
        knows(self.there, self.here, takes=KINDS, gives=KINDS)

    def finding(self, inquiry: Inquiry) -> FindingVersion:
        """What comes of the inquiry, signed by two."""
        desk = self.desk
        desk.concluded(inquiry, "reasonable-indication", reason=WHY)
        desk.signed(inquiry)
        with acting(desk.verifier.actor):
            made = verification.prepare_finding(desk.verifier.actor, inquiry=inquiry.id, number=1, reason=WHY)
        with acting(self.here.actor):
            return findings.sign(self.here.actor, version=made.id, reason=WHY)

    def asked(self, monkeypatch: pytest.MonkeyPatch) -> tuple[Notice, Known, FindingVersion]:
        """A company that was asked, and a finding of the same inquiry."""
        inquiry = self.desk.whole()
        notice, box = self.desk.asked(monkeypatch, inquiry)
        return notice, box, self.finding(inquiry)

    def lines(self, since: int = 0) -> list[Line]:
        """What would be sent."""
        with acting(self.here.actor):
            return list(hearings_since(self.here.actor, self.desk.place.id, since).lines)

    def goes(self, kind: str = "hearings") -> dict[str, int]:
        """A package made, carried over and taken; what became of its documents."""
        (one,) = sent(self.here, self.there, kind)
        assert carried(self.here, self.there, one).answer is Answer.TAKEN
        with acting(self.there.actor):
            from tadasu.web.foundation.exchange.models import Arrival

            return dict(Arrival.objects.get(digest=one.digest).counts)

    def held(self) -> list[TheirHearing]:
        """What the authority has."""
        with acting(self.there.actor):
            return list(TheirHearing.objects.order_by("finding"))

    def beside(self) -> Beside:
        """What stands beside the one finding that it has."""
        with acting(self.there.actor):
            (one,) = beside_taken(self.there.actor, FindingVersion.objects.get(organisation=self.there.place))
        return one


@pytest.fixture
def two() -> Iterator[Two]:
    FLOODS.forget()
    yield Two()
    FLOODS.forget()


def browser(user: User, language: str = "en") -> Client:
    User.objects.filter(id=user.id).update(language=language)
    with_authenticator(user)
    return signed_in(user)


def taken_back(box: Known) -> None:
    """The company takes back all that it sent."""
    with as_holder(box) as visit:
        source.withdraw(visit)


def line(**more: Any) -> dict[str, Any]:
    return {
        "finding": str(uuid4()),
        "version": 1,
        "state": "asked-and-answered",
        "statements": [{"month": "2026-10", "text": DENIAL}],
        **more,
    }


def took(there: Side, document: Any, serial: int = 1, origin: str = "A Peer (invented)") -> Taken:
    actor = steward(there.place)
    with acting(actor):
        return take_hearing(actor, organisation=there.place.id, document=document, origin=origin, serial=serial)


def test_what_the_company_wrote_stands_beside_the_finding_where_it_was_sent(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, box, _ = two.asked(monkeypatch)
    said(box, "statement", DENIAL)
    with acting(two.desk.verifier.actor):
        actions.note_answer(two.desk.verifier.actor, notice=notice.id, reason=WHY)
    two.goes("findings")
    assert list(two.beside().lines) == [f"{two.desk.place.name} has not told us whether it was asked."]
    assert two.goes() == {"new": 1}
    found = two.beside()
    assert list(found.lines) == [f"As {two.desk.place.name} says: It was asked and answered"]
    (quote,) = found.quotes
    assert (quote.text, quote.day) == (DENIAL, None)
    assert quote.heading == f"What {two.desk.place.name} says that the company wrote to be shown here, {MONTH:%Y-%m}"


def test_by_the_page_it_is_theirs_in_both_languages(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    _, box, _ = two.asked(monkeypatch)
    said(box, "statement", "<script>alert(1)</script> 事実ではありません。")
    two.goes("findings")
    two.goes()
    with acting(two.there.actor):
        id = FindingVersion.objects.get(organisation=two.there.place).id
    page = browser(two.there.one).get(reverse("findings-one", args=[id])).content.decode()
    assert f"What {two.desk.place.name} says that the company wrote" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 事実ではありません。" in page
    assert "<script>alert" not in page
    page = browser(two.there.other, "ja").get(reverse("findings-one", args=[id])).content.decode()
    assert "によれば： 尋ねた。回答期間中" in page
    assert f"企業がここに示すために書いたと伝える文章（{MONTH:%Y-%m}）" in page


def test_a_statement_that_comes_before_its_finding_waits_and_shows_when_it_comes(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, box, _ = two.asked(monkeypatch)
    said(box, "statement", DENIAL)
    assert two.goes() == {"new": 1}
    assert told(two.there) == []
    assert len(two.held()) == 1
    two.goes("findings")
    assert [one.text for one in two.beside().quotes] == [DENIAL]


def test_what_changes_is_sent_and_what_does_not_is_not(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    notice, box, _ = two.asked(monkeypatch)
    assert two.goes() == {"new": 1}
    with pytest.raises(Fault, match="exchange-nothing-new"):
        sent(two.here, two.there, "hearings")
    wrote(box, "A sealed answer.")
    said(box, "correction", "A sealed correction.")
    with pytest.raises(Fault, match="exchange-nothing-new"):
        sent(two.here, two.there, "hearings")
    said(box, "statement", "The first words.")
    assert two.goes() == {"newer": 1}
    said(box, "statement", DENIAL)
    with acting(two.desk.verifier.actor):
        actions.note_answer(two.desk.verifier.actor, notice=notice.id, reason=WHY)
    assert two.goes() == {"newer": 1}
    (held,) = two.held()
    assert (held.state, held.texts, held.months) == ("asked-and-answered", [DENIAL], [MONTH])


def test_what_the_company_takes_back_is_taken_back_there(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    _, box, _ = two.asked(monkeypatch)
    said(box, "statement", DENIAL)
    two.goes("findings")
    two.goes()
    taken_back(box)
    assert two.goes() == {"newer": 1}
    (held,) = two.held()
    assert (held.state, held.texts, held.months) == ("asked", [], [])
    assert list(two.beside().quotes) == []


def test_each_peer_gets_what_it_has_not_got_whatever_others_have(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    _, box, _ = two.asked(monkeypatch)
    two.goes()
    said(box, "statement", DENIAL)
    third = side("Thirdlund Ministry (invented)")
    knows(two.here, third, takes=KINDS, gives=KINDS)
    knows(third, two.here, takes=KINDS, gives=KINDS)
    (one,) = sent(two.here, third, "hearings")
    assert carried(two.here, third, one).answer is Answer.TAKEN
    assert two.goes() == {"newer": 1}
    with acting(third.actor):
        assert [one.texts for one in TheirHearing.objects.all()] == [[DENIAL]]


def test_whoever_may_send_is_told_what_others_do_not_know_yet(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(actor: Actor) -> list[str]:
        with acting(actor):
            return [one.known_as for one in to_be_sent(actor)]

    there = [two.there.place.name]
    assert missing(two.here.actor) == []
    _, box, _ = two.asked(monkeypatch)
    assert missing(two.here.actor) == there
    assert missing(two.desk.verifier.actor) == missing(two.there.actor) == []
    page = browser(two.here.other, "ja").get("/").content.decode()
    assert "名指しした企業の回答" in page
    assert reverse("exchange-send", args=[two.here.peer(two.there).id]) in page
    two.goes()
    assert missing(two.here.actor) == []
    for change in (lambda: said(box, "statement", DENIAL), lambda: taken_back(box)):
        change()
        assert missing(two.here.actor) == there
        two.goes()
        assert missing(two.here.actor) == []


def test_a_send_that_breaks_off_leaves_nothing_and_the_next_sends_all(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.asked(monkeypatch)

    def breaks(*_: object, **__: object) -> None:
        raise UsageError("box-busy")

    with monkeypatch.context() as patched:
        patched.setattr("tadasu.web.foundation.exchange.actions.sending._make", breaks)
        with pytest.raises(UsageError, match="box-busy"):
            sent(two.here, two.there, "hearings")
    with acting(two.here.actor):
        assert not PassedOn.objects.exists()
    assert two.goes() == {"new": 1}


def test_of_a_notice_that_has_not_gone_nobody_hears(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    inquiry = two.desk.whole()
    on(monkeypatch, date(2028, 1, 31))
    notice = two.desk.prepared(inquiry)
    two.finding(inquiry)
    assert two.lines() == []
    two.desk.released(notice)
    assert two.lines() == []


def test_of_a_finding_that_waits_for_its_second_person_nothing_leaves(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, inquiry = two.desk, two.desk.whole()
    _, box = desk.asked(monkeypatch, inquiry)
    said(box, "statement", DENIAL)
    desk.concluded(inquiry, "reasonable-indication", reason=WHY)
    desk.signed(inquiry)
    with acting(desk.verifier.actor):
        made = verification.prepare_finding(desk.verifier.actor, inquiry=inquiry.id, number=1, reason=WHY)
    assert two.lines() == []
    with acting(two.here.actor):
        findings.sign(two.here.actor, version=made.id, reason=WHY)
    assert [one["finding"] for one in two.lines()] == [str(made.finding)]


def test_of_a_finding_that_was_withdrawn_the_answer_still_goes(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    _, box, finding = two.asked(monkeypatch)
    with acting(two.here.actor):
        findings.withdraw(two.here.actor, version=finding.id, code="mistaken", reason=WHY)
    said(box, "statement", DENIAL)
    assert [one["statements"][0]["text"] for one in two.lines()] == [DENIAL]


def test_that_nothing_was_told_goes_and_why_does_not(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    inquiry = two.desk.whole()
    on(monkeypatch, date(2028, 1, 31))
    with acting(two.desk.verifier.actor):
        actions.not_tell(
            two.desk.verifier.actor, inquiry=inquiry.id, code="too-few", reason="A secret.", review_on=date(2028, 7, 1)
        )
    finding = two.finding(inquiry)
    assert two.lines() == [
        {"finding": str(finding.finding), "version": 1, "state": "not-safe-to-ask", "statements": []}
    ]


def test_a_company_that_was_asked_outside_counts_as_it_was_recorded(two: Two) -> None:
    inquiry = two.desk.whole()
    with acting(two.desk.verifier.actor):
        verification.hear(two.desk.verifier.actor, inquiry=inquiry.id, code="asked-and-silent", day=date(2026, 3, 2))
    two.finding(inquiry)
    assert [one["state"] for one in two.lines()] == ["asked-and-silent"]


def test_of_what_nothing_was_ever_recorded_nothing_is_sent_and_what_was_is_taken_back(two: Two) -> None:
    inquiry = two.desk.whole()
    two.finding(inquiry)
    concluded(two.here)
    assert two.lines() == []
    for code, state in (("asked-and-answered", "asked-and-answered"), ("not-asked", NOTHING)):
        with acting(two.desk.verifier.actor):
            verification.hear(two.desk.verifier.actor, inquiry=inquiry.id, code=code, day=date(2026, 3, 2))
        assert [one["state"] for one in two.lines()] == [state]


def test_nothing_of_boxes_people_days_or_of_what_was_told_leaves(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    notice, box, finding = two.asked(
        monkeypatch,
    )
    wrote(box, "A sealed answer.")
    said(box, "correction", "A sealed correction.")
    said(box, "statement", DENIAL)
    (found,) = two.lines()
    assert set(found) == {"finding", "version", "state", "statements"}
    assert found["statements"] == [{"month": f"{MONTH:%Y-%m}", "text": DENIAL}]
    text = json.dumps(found, ensure_ascii=False)
    with acting(two.desk.verifier.actor):
        ids = [one.item for one in two.desk.answers(notice)]
    for never in (
        *("sealed", f"{TODAY}", WORDS["en"], WORDS["ja"], "register", "300", WHY),
        *map(str, (notice.id, notice.inquiry, notice.box, notice.run, two.desk.verifier.id, *ids)),
    ):
        assert never not in text, never
    with acting(two.desk.verifier.actor):
        rows = list(PassedOn.objects.values())
    assert DENIAL not in str(rows)
    assert str(finding.finding) in str(rows)


@pytest.mark.parametrize(
    "more",
    [
        {"box": "1"}, {"notice": str(uuid4())}, {"reason": "too-few"}, {"told": {"indicators": []}}, {"run": str(uuid4())},
        {"people": 9}, {"sent_on": "2026-10-03"}, {"record": "sealed"}, {"state": "prepared"}, {"state": "too-few"},
        {"statements": [{"month": "2026-10-03", "text": "x"}]}, {"statements": [{"month": "2026-10", "text": "x", "day": 3}]},
        {"statements": [{"month": "2026-10", "text": "x", "item": "y"}]}, {"statements": [{"month": "2026-13", "text": "x"}]},
        {"statements": [{"month": "2026-10", "text": ""}]}, {"statements": [{"month": "2026-10", "text": "x" * 5001}]},
        {"statements": [{"month": "2026-10", "text": b"sealed"}]}, {"statements": [{"month": "2026-10", "text": "x"}] * 4},
        {"finding": 1}, {"version": 0}, {"version": True}, {"statements": None},
    ],
)  # fmt: skip
def test_what_may_never_leave_can_neither_be_attached_nor_taken(two: Two, more: dict[str, Any]) -> None:
    with pytest.raises(Fault, match="exchange-document"):
        check(latest("hearings"), [line(**more)])
    with pytest.raises(UsageError, match="findings-document"):
        took(two.there, line(**more))
    assert two.held() == []


def test_a_package_with_what_its_kind_does_not_have_is_refused_whole(two: Two) -> None:
    said_of = manifest(two.here, two.there, kind="hearings")
    data = sealed(framed(two.here, said_of, line(), line(told="A room of four people.")), two.there.own.now.receiving)
    assert arrives(two.there, data).code == "exchange-document"
    assert two.held() == []


@pytest.mark.parametrize(
    "text", ["We\u202edeny", "We\u200bdeny", "\ufeffWe", "We\rdeny", "We\tdeny", "a\x07", "\ue000", " We", "\u2028"]
)
def test_signs_that_nobody_sees_are_refused_and_never_sent(two: Two, text: str) -> None:
    with pytest.raises(UsageError, match="findings-document"):
        took(two.there, line(statements=[{"month": "2026-10", "text": text}]))
    travels = as_it_travels(text)
    assert as_it_travels(travels) == travels
    if travels:
        assert took(two.there, line(statements=[{"month": "2026-10", "text": travels}])) is Taken.NEW


def test_a_company_cannot_stop_a_package_by_what_it_writes(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    _, box, _ = two.asked(monkeypatch)
    said(box, "statement", "We\u202e deny\u200b it.\r\n\x07\ue000神\u200cは")
    two.goes()
    (held,) = two.held()
    assert held.texts == ["We deny it.\n\ufffd\ufffd神\u200cは"]
    said(box, "statement", '\U0001f3ed"\\' * (MOST_STATEMENT // 3))
    two.goes()
    assert [len(text) for one in two.held() for text in one.texts] == [MOST_STATEMENT // 3 * 3]


def test_of_many_statements_the_last_three_go_and_of_one_that_shows_nothing_none() -> None:
    texts = ("one", "two", "\u200b\u202e", "three", "four")
    heard = Heard(finding=uuid4(), version=1, state="asked", statements=[Statement(MONTH, one) for one in texts])
    assert [one["text"] for one in document_of(heard)["statements"]] == ["two", "three", "four"]


def test_three_statements_of_the_longest_kind_go_into_a_line_of_a_package(two: Two) -> None:
    longest = line(statements=[{"month": "2026-10", "text": "\U00020000" * LONGEST_STATEMENT}] * 3)
    data = sealed(
        framed(two.here, manifest(two.here, two.there, kind="hearings"), longest), two.there.own.now.receiving
    )
    assert arrives(two.there, data).answer is Answer.TAKEN


def test_a_replay_and_an_older_one_do_nothing(two: Two) -> None:
    finding = str(uuid4())
    newest = line(finding=finding, version=2, state="asked-and-silent", statements=[])
    assert took(two.there, line(finding=finding), serial=2) is Taken.NEW
    assert took(two.there, newest, serial=3) is Taken.NEWER
    for serial, older in (
        (3, newest),
        (3, line(finding=finding)),
        (1, line(finding=finding)),
        (9, line(finding=finding)),
    ):
        assert took(two.there, older, serial=serial) is Taken.UNCHANGED
    assert took(two.there, newest, serial=4) is Taken.UNCHANGED
    assert [(one.version, one.state, one.texts) for one in two.held()] == [(2, "asked-and-silent", [])]


def test_the_same_package_twice_has_its_effect_once(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    two.asked(monkeypatch)
    (one,) = sent(two.here, two.there, "hearings")
    assert carried(two.here, two.there, one).answer is Answer.TAKEN
    assert carried(two.here, two.there, one).answer is Answer.AGAIN
    assert len(two.held()) == 1


def test_two_senders_who_use_one_id_do_not_meet(two: Two) -> None:
    document = line()
    assert took(two.there, document) is Taken.NEW
    assert took(two.there, {**document, "statements": []}, origin="Another Peer (invented)") is Taken.NEW
    assert sorted(len(one.texts) for one in two.held()) == [0, 1]
    with pytest.raises(UsageError, match="findings-origin"):
        took(two.there, document, origin="")


def test_what_others_said_of_another_finding_or_said_of_ours_stands_beside_none(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, finding = two.asked(monkeypatch)
    two.goes("findings")
    took(two.there, line(finding=str(finding.finding)))
    assert list(two.beside().quotes) == []
    took(two.here, line(finding=str(finding.finding), statements=[{"month": "2026-10", "text": "Forged words."}]))
    page = browser(two.here.one).get(reverse("findings-one", args=[finding.id])).content.decode()
    assert "Forged words." not in page


def test_a_word_on_another_version_says_so(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, finding = two.asked(monkeypatch)
    two.goes("findings")
    took(two.there, line(finding=str(finding.finding), version=2), origin=two.desk.place.name)
    assert list(two.beside().lines)[1:] == ["They say it of version 2 of the finding."]


def test_another_organisation_sees_nothing_and_who_does_not_speak_for_it_neither_sends_nor_takes(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.asked(monkeypatch)
    two.goes()
    with acting(two.desk.stranger.actor):
        assert not TheirHearing.objects.exists()
        assert not PassedOn.objects.exists()
    for actor in (two.desk.verifier.actor, two.desk.auditor, two.desk.stranger.actor):
        with acting(actor), pytest.raises(Refused):
            hearings_since(actor, two.desk.place.id, 0)
        with acting(actor), pytest.raises(Refused):
            take_hearing(actor, organisation=two.there.place.id, document=line(), origin="x", serial=1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE findings_theirhearing SET origin = 'x'",
        "UPDATE findings_theirhearing SET finding = gen_random_uuid()",
        "UPDATE findings_theirhearing SET state = 'guilty'",
        "UPDATE findings_theirhearing SET months = '{}'",
        "UPDATE findings_theirhearing SET texts = ARRAY[repeat('x', 5001)]",
        "DELETE FROM findings_theirhearing",
        "DELETE FROM hearing_passedon",
    ],
)
def test_the_server_changes_no_more_of_it_than_a_later_word_does(two: Two, statement: str) -> None:
    took(two.there, line())
    with acting(two.there.actor), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_codes_are_the_same_on_every_side() -> None:
    states = latest("hearings").schema["properties"]["state"]["enum"]
    assert set(states) == set(words("hearings")) == {*STATES.values(), *BY_HAND, NOTHING}
    assert LONGEST_STATEMENT == MOST_STATEMENT
    assert document_of(read(line())) is not None


def test_every_instance_takes_it_and_the_desk_that_asks_makes_it() -> None:
    found = latest("hearings")
    assert found.take is take_hearings
    assert found.build is hearings_since
    assert (found.in_order, found.public) == (True, False)
