"""Nothing that the company sees lets it infer the source: not how many reports there are, nor whether there is one, nor when it
came, nor how few could have told."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from tests.web.made import organisation
from tests.web.made_box import as_holder, box_at, browser, counter, front
from tests.web.made_hearing import WEDNESDAY, Desk, on, visited
from tests.web.made_inquiry import ALL, HELD
from tests.web.made_intake import reported
from tests.web.made_vault import lately
from tests.web.recorded import recorded
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.hearing.actions import send
from tadasu.web.evidence.hearing.models import Notice
from tadasu.web.evidence.intake.actions.permitting import permit
from tadasu.web.evidence.intake.queries import PURPOSE as INTAKE
from tadasu.web.evidence.verification import actions as verification
from tadasu.web.evidence.verification.actions import Said
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.apart import STEP

pytestmark = pytest.mark.usefixtures("database")

BEARS = {key: one for key, one in ALL.items() if key != "state-imposed"}


class Intake(Desk):
    """The same group also receives reports."""

    def __init__(self) -> None:
        super().__init__()
        self.reports = counter(self.place, self.documenter, self.verifier, purpose=INTAKE)

    def claimed_of(self, label: str = "mill") -> Inquiry:
        return self.opened(issue="forced-labour", label=label)

    def report(self, inquiry: Inquiry, *, allowed: bool = True) -> UUID:
        """Somebody reports; it is taken in and assessed."""
        box = box_at(self.reports)
        reported(box)
        if allowed:
            with as_holder(box) as visit:
                permit(visit, uses=("company",))
        with acting(self.verifier.actor):
            item = Item.objects.get(origin_of=box.id).id
        self.boxes = {**getattr(self, "boxes", {}), item: box}
        self.weighed(inquiry, item, kind="testimony", firsthand=True)
        return item

    def article(self, inquiry: Inquiry, **more: Any) -> UUID:
        """Something published."""
        with acting(self.documenter.actor):
            item = custody.receive_text(
                self.documenter.actor,
                organisation=self.place.id,
                kind="report",
                label="article",
                text="An invented article.",
                readers=[self.documenter.id, self.verifier.id],
                public=True,
            )
        self.weighed(inquiry, item, kind="report", **more)
        return item

    def note(self, inquiry: Inquiry, **more: Any) -> UUID:
        """Something sealed that nobody reported."""
        item = self.item("note", "document")
        self.weighed(inquiry, item, kind="document", **more)
        return item

    def weighed(self, inquiry: Inquiry, item: UUID, kind: str, **more: Any) -> None:
        given: dict[str, Any] = {"reliability": "usually", "credibility": "probable", "bears": BEARS}
        with acting(self.verifier.actor):
            verification.take_in(self.verifier.actor, inquiry=inquiry.id, item=item)
            verification.assess(
                self.verifier.actor, inquiry=inquiry.id, item=item, said=Said(kind=kind, **{**given, **more}), seen=0
            )


@pytest.fixture
def desk() -> Iterator[Intake]:
    FLOODS.forget()
    yield Intake()
    FLOODS.forget()


def bare(page: bytes) -> str:
    """A page without what is random on every page: codes, tokens, words of forms, what fills it up."""
    text = re.sub(r"<!--[0-9a-f]*-->", "", page.decode())
    text = re.sub(r'value="[0-9A-Za-z]{32,64}"', "", text)
    return re.sub(r"(?:\d{4} ){7}\d{4}", "", text)


def seen_by_company(desk: Intake, notice: Notice, language: str) -> dict[str, Any]:
    """Everything: the letter on paper, the box, its own page, headers, lengths, the room for its words."""
    if not Authenticator.objects.filter(user=desk.verifier.user).exists():
        with_authenticator(desk.verifier.user)
    letter = signed_in(desk.verifier.user).post(reverse("hearing-send", args=[notice.id]))
    assert letter.status_code == 200
    code = re.search(rb"(?:\d{4} ){7}\d{4}", letter.content)
    assert code is not None
    box = visited(code.group().decode().replace(" ", ""))
    client = browser(box, **{"accept-language": language})
    found: dict[str, Any] = {
        "letter": re.sub(r"(?s).*<main", "<main", bare(letter.content)).replace(str(notice.id), "")
    }
    for name in (front(), reverse("hearing-say")):
        answer = client.get(name)
        assert answer.status_code == 200
        assert len(answer.content) % STEP == 0
        found[name] = (bare(answer.content), len(answer.content), sorted(answer.headers.items()))
        assert str(notice.id) not in answer.content.decode()
        assert str(notice.inquiry) not in answer.content.decode()
        assert str(notice.organisation_id) not in answer.content.decode()
    return found


@pytest.mark.parametrize("language", ["en", "ja"])
def test_one_report_or_five_or_articles_the_company_sees_the_same_to_the_byte(
    desk: Intake, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    cases: dict[str, Callable[[Inquiry], object]] = {
        "one report": desk.report,
        "five reports": lambda made: [desk.report(made) for _ in range(5)],
        "articles": lambda made: [desk.article(made) for _ in range(2)],
        "a report and what its source does not allow": lambda made: [
            desk.article(made),
            desk.report(made, allowed=False),
        ],
        "many, some against it": lambda made: [
            desk.article(made),
            desk.article(made),
            desk.note(made, bears={HELD: "contradicts"}),
        ],
    }
    seen, days = {}, [date(2028, 1, 3), date(2028, 1, 12), date(2028, 1, 31), date(2028, 1, 1), date(2028, 1, 20)]
    for (name, make), day in zip(cases.items(), days, strict=True):
        made = desk.claimed_of(name)
        make(made)
        on(monkeypatch, day)
        notice = desk.released(desk.prepared(made))
        on(monkeypatch, WEDNESDAY)
        seen[name] = seen_by_company(desk, notice, language)
    first, *others = seen.values()
    assert "Tezgul" in first["letter"]
    assert all(one == first for one in others)


def test_a_claim_that_rests_on_a_report_alone_is_not_told_unless_its_source_allows_it(desk: Intake) -> None:
    made = desk.claimed_of()
    item = desk.report(made, allowed=False)
    with pytest.raises(UsageError, match="hearing-does-not-stand"):
        desk.prepared(made)
    with as_holder(desk.boxes[item]) as visit:
        permit(visit, uses=("company",))
    assert desk.prepared(made).state == "prepared"


def test_a_claim_is_told_that_stands_without_what_its_source_does_not_allow(desk: Intake) -> None:
    made = desk.claimed_of()
    desk.report(made, allowed=False)
    desk.note(made)
    assert desk.prepared(made).state == "prepared"


def test_what_goes_back_to_such_a_report_does_not_carry_the_claim_unless_it_is_published(desk: Intake) -> None:
    made = desk.claimed_of()
    item = desk.report(made, allowed=False)
    desk.note(made, origins=frozenset({str(item)}))
    with pytest.raises(UsageError, match="hearing-does-not-stand"):
        desk.prepared(made)
    desk.article(made, origins=frozenset({str(item)}))
    assert desk.prepared(made).state == "prepared"


def test_what_contradicts_counts_although_it_is_left_out(desk: Intake) -> None:
    made = desk.claimed_of()
    desk.note(made, reliability="fairly", credibility="possible")
    item = desk.report(made, allowed=False)
    assert desk.prepared(made).state == "prepared"
    other = desk.claimed_of("other")
    desk.note(other, reliability="fairly", credibility="possible")
    box = box_at(desk.reports)
    reported(box)
    with acting(desk.verifier.actor):
        against = Item.objects.get(origin_of=box.id).id
    assert against != item
    desk.weighed(other, against, kind="testimony", firsthand=True, bears=dict.fromkeys(BEARS, "contradicts"))
    with pytest.raises(UsageError, match="hearing-does-not-stand"):
        desk.prepared(other)


def test_a_permission_that_is_taken_back_stops_what_was_released(desk: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.claimed_of()
    item = desk.report(made)
    on(monkeypatch, date(2028, 1, 3))
    notice = desk.released(desk.prepared(made))
    with as_holder(desk.boxes[item]) as visit:
        permit(visit, uses=())
    on(monkeypatch, WEDNESDAY)
    with pytest.raises(UsageError, match="hearing-does-not-stand"):
        desk.sent(notice)


def test_of_few_people_nothing_is_told_and_of_unknown_ones_only_what_is_coarse(desk: Intake) -> None:
    made = desk.claimed_of()
    desk.article(made)
    with pytest.raises(UsageError, match="hearing-too-few"):
        desk.prepared(made, people=9)
    with pytest.raises(UsageError, match="hearing-people"):
        desk.prepared(made, people=300, people_from="")
    with pytest.raises(UsageError, match="hearing-people"):
        desk.prepared(made, people=None, people_from="a guess")
    notice = desk.prepared(made, people=None, people_from="")
    assert notice.told == {
        "level": "coarse",
        "issue": "forced-labour",
        "names": ["Tezgul Spinning Mill (invented)"],
        "indicators": ["menace"],
        "place": "cn",
        "good": "52",
        "start": "2026",
        "end": "",
    }


def test_it_goes_on_no_other_day_than_the_weekday_of_all_and_not_before_its_time(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.claimed_of()
    desk.article(made)
    notice = desk.released(desk.prepared(made))
    assert notice.send_on is not None
    assert notice.send_on.isoweekday() == 3
    today = timezone.localdate()
    with pytest.raises(UsageError, match="hearing-not-the-day"):
        desk.sent(notice)
    assert (notice.send_on - today).days >= 28
    on(monkeypatch, date(2028, 3, 2))
    with pytest.raises(UsageError, match="hearing-not-the-day"):
        desk.sent(notice)
    on(monkeypatch, WEDNESDAY)
    assert desk.sent(notice).code


def test_a_piece_that_comes_after_the_release_puts_the_day_off(desk: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.claimed_of()
    desk.article(made)
    monkeypatch.setattr("tadasu.web.evidence.hearing.actions.preparing.last_came", lambda _: None)
    notice = desk.released(desk.prepared(made))
    assert notice.send_on is not None
    desk.article(made)
    on(monkeypatch, notice.send_on)
    if (notice.send_on - timezone.localdate()).days < 28:
        with pytest.raises(UsageError, match="hearing-not-the-day"):
            desk.sent(notice)
    on(monkeypatch, WEDNESDAY)
    assert desk.sent(notice).code


def test_nobody_opens_such_a_box_at_a_counter(desk: Intake) -> None:
    page = browser().get(front()).content.decode()
    assert str(desk.reports.id) in page
    assert str(desk.counter.id) not in page
    assert browser().get(reverse("correspondence-counter", args=[desk.counter.id])).status_code == 404


def test_neither_row_of_a_notice_is_seen_with_its_code_nor_by_another_organisation(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.claimed_of()
    desk.article(made)
    notice, box = desk.asked(monkeypatch, made)
    with as_holder(box), connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM hearing_notice) + (SELECT count(*) FROM hearing_answer)")
        assert cursor.fetchone() == (0,)
    with acting(desk.stranger.actor):
        assert not Notice.objects.exists()
        with pytest.raises(Notice.DoesNotExist):
            send(lately(desk.stranger.user), notice=notice.id)
    assert organisation().id


def test_the_record_of_acts_holds_ids_and_codes_of_it_and_no_code_of_the_box(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.claimed_of()
    desk.article(made)
    _, box = desk.asked(monkeypatch, made)
    entries = [one for one in recorded(organisation=desk.place.id) if one.act.startswith("hearing.")]
    assert [one.act for one in entries] == ["hearing.prepare", "hearing.release", "hearing.send"]
    text = str([(one.text.reason, one.text.detail, one.subject_id) for one in entries])
    assert box.code not in text
    assert "賃金" not in text
    assert "Tezgul" not in text
