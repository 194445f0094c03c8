"""What is seen of the books: by pseudonym, sums only of what is withheld, within a visit for auditors, and not as a file."""

import re
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.made_programmes import BUDGET, WHY, Desk, award
from tests.web.made_vault import lately
from tests.web.signing_in import browser, signed_in

from tadasu.funds import Eligibility
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused, acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.programmes import actions, pseudonyms
from tadasu.web.funding.programmes.eligible import line_eligibility, may_pay
from tadasu.web.funding.programmes.ledger import Ledger, ledger_of
from tadasu.web.funding.programmes.models import Shown, Visit
from tadasu.web.funding.programmes.seen import Span, band_of

pytestmark = pytest.mark.usefixtures("database")

KNOWN, WITHHELD = award(), award()


@pytest.fixture(autouse=True)
def _named(monkeypatch: pytest.MonkeyPatch) -> None:
    def names(actor: Actor, awards: Collection[UUID]) -> Mapping[UUID, str]:
        return {KNOWN: "kite-heron-7"} if KNOWN in awards else {}

    monkeypatch.setattr(pseudonyms, "_NAMES", [names])


@pytest.fixture
def desk(database: None) -> Desk:
    made = Desk()
    made.enter("commitment", 1000, award=KNOWN)
    made.enter("commitment", 77_000, award=WITHHELD)
    made.enter("disbursement", 33_000, award=WITHHELD)
    return made


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page(client: Client, name: str, *arguments: object, **query: str) -> str:
    answer = client.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200, answer.status_code
    return words(answer)


def seen(desk: Desk, who: User) -> Ledger:
    actor = lately(who)
    with acting(actor):
        found = ledger_of(actor, desk.line)
        list(found.entries)
        return found


def inspecting(desk: Desk, language: str = "en") -> Client:
    client = browser(desk.auditor, language)
    address = reverse("programmes-visit-begin", args=[desk.place.id])
    assert client.post(address, {"reason": WHY}).status_code == 302
    return client


def test_of_a_withheld_award_an_inspection_sees_sums_and_with_them_the_books_are_whole(desk: Desk) -> None:
    with acting(lately(desk.auditor)):
        found = seen(desk, desk.auditor)
        shown = sum(one.line_amount for one in found.entries if one.kind == "commitment")
    hidden = {one.kind: one.amount for one in found.withheld}
    assert hidden == {"commitment": 77_000, "disbursement": 33_000}
    assert shown + hidden["commitment"] == desk.room().committed


def test_neither_page_nor_file_tells_how_many_entries_are_withheld(desk: Desk) -> None:
    client = browser(desk.officer)
    said = page(client, "programmes-line", desk.line.id)
    assert "kite-heron-7" in said
    assert "0–1,000,000 JPY committed" in said
    file = client.get(reverse("programmes-line", args=[desk.line.id]), {"as": "csv"}).content.decode()
    assert str(WITHHELD) not in file + said
    assert len(file.strip().splitlines()) == 2


def test_no_page_lets_somebody_take_what_they_see_off_a_sum(desk: Desk) -> None:
    """What an officer sees is 1,000 committed; of the year 78,000 are. Nothing on any page or in any file is made of 77,000."""
    telling = [f"{one:,}" for one in (77_000, 33_000, 44_000, 78_000, 34_000, BUDGET - 78_000, 2 * BUDGET - 78_000)]
    for who in (desk.officer, desk.organiser, desk.payer, desk.reviewer):
        client = browser(who)
        pages = [page(client, "programmes-fund", desk.fund.id), page(client, "programmes-line", desk.line.id)]
        picture = client.get(reverse("programmes-picture", args=[desk.fund.id])).content.decode()
        for name, id in (("programmes-fund", desk.fund.id), ("programmes-line", desk.line.id)):
            answer = client.get(reverse(name, args=[id]), {"as": "csv"})
            pages.append(answer.content.decode())
        for text in [*pages, picture]:
            assert not [one for one in telling if one in text or one.replace(",", "") in text]
        assert "1,000–1,001,000" in pages[0]
        assert "8,999,000–9,999,000" in pages[0]


def test_a_year_in_which_nothing_is_withheld_is_told_whole(desk: Desk) -> None:
    client = browser(desk.officer)
    said = page(client, "programmes-line", desk.line.id)
    assert f"{desk.year + 1} : {BUDGET:,} JPY to commit, 0 JPY committed, 0 JPY paid, {BUDGET:,} JPY left" in said
    assert f"{BUDGET:,} JPY left" in page(client, "programmes-line", desk.beside.id)


def test_a_refusal_does_not_say_how_much_is_left_beside_what_is_withheld(desk: Desk) -> None:
    for act in (lambda: desk.enter("commitment", BUDGET), lambda: desk.budget(desk.line, desk.year, 1)):
        with pytest.raises(UsageError) as caught:
            act()
        assert caught.value.code == "programmes-over-budget-withheld"
        assert dict(caught.value.params) == {"year": str(desk.year)}
    with pytest.raises(UsageError, match="missing"):
        desk.enter("commitment", BUDGET + 1, line=desk.beside)


def test_bands_have_no_gap_and_begin_wider_than_an_emergency_grant() -> None:
    edges = sorted({band_of(10**power * first).low for power in range(16) for first in (1, 2, 3, 9)})
    assert edges[:5] == [0, 10**6, 3 * 10**6, 10**7, 3 * 10**7]
    for amount in (0, 1, 999_999, 10**6, 29_999_999, 10**15):
        band = band_of(amount)
        assert band.low <= amount < band.high
        assert band_of(-amount) == Span(low=-band.high, high=-band.low) or not amount


def test_an_entry_of_a_withheld_award_is_not_there(desk: Desk) -> None:
    client = browser(desk.officer)
    known, withheld = desk.entries()[0], desk.entries()[1]
    assert "kite-heron-7" in page(client, "programmes-entry", known.id)
    assert client.get(reverse("programmes-entry", args=[withheld.id])).status_code == 404


def test_an_auditor_sees_nothing_before_a_visit_and_what_is_shown_in_it_is_written_down(desk: Desk) -> None:
    before = browser(desk.auditor)
    answer = before.get(reverse("programmes-line", args=[desk.line.id]))
    assert answer.headers["Location"] == reverse("programmes-visit-begin", args=[desk.place.id])
    with acting(lately(desk.auditor)):
        assert not Shown.objects.exists()
    client = before
    client.post(reverse("programmes-visit-begin", args=[desk.place.id]), {"reason": WHY})
    assert "kite-heron-7" in page(client, "programmes-line", desk.line.id)
    page(client, "programmes-policy", desk.fund.id)
    client.post(reverse("programmes-visit-end", args=[desk.place.id]))
    with acting(lately(desk.auditor)):
        written = list(Shown.objects.order_by("at").values_list("what", "thing", "entries"))
    assert written == [
        ("began", None, 0),
        ("ledger", desk.line.id, 1),
        ("policy", desk.fund.id, 0),
        ("ended", None, 0),
    ]


def test_an_auditor_gets_no_file_and_a_print_of_the_page_says_nothing(desk: Desk) -> None:
    client = inspecting(desk)
    for name, id in (
        ("programmes-line", desk.line.id),
        ("programmes-fund", desk.fund.id),
        ("programmes-policy", desk.fund.id),
    ):
        answer = client.get(reverse(name, args=[id]), {"as": "csv"})
        assert answer.headers["Content-Type"].startswith("text/html")
        assert "unprinted" in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
        assert "It cannot keep anybody from photographing the screen" in words(answer)


def test_those_who_answer_for_the_books_see_what_was_shown_in_their_language(desk: Desk) -> None:
    client = inspecting(desk, "ja")
    page(client, "programmes-line", desk.line.id)
    with acting(lately(desk.auditor)):
        visit = Visit.objects.get()
    said = page(browser(desk.organiser, "ja"), "programmes-visit", visit.id)
    assert "台帳の表示" in said
    assert WHY in said


def test_a_visit_is_of_one_person_and_what_was_shown_stays(desk: Desk) -> None:
    actor = lately(desk.auditor)
    with acting(actor):
        visit = actions.begin_visit(actor, organisation=desk.place.id, reason=WHY)
        actions.end_visit(actor, organisation=desk.place.id)
        for change in (lambda: Shown.objects.update(entries=0), lambda: Shown.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.note_shown(actor, visit=visit, what="fund")
        with pytest.raises(DatabaseError), transaction.atomic():
            Visit.objects.filter(id=visit.id).update(ended_at=None)
    officer = lately(desk.officer)
    with acting(officer), pytest.raises(Refused):
        actions.begin_visit(officer, organisation=desk.place.id, reason=WHY)


def test_the_page_of_a_fund_shows_lines_years_and_its_policy_as_a_model(desk: Desk) -> None:
    said = page(browser(desk.officer), "programmes-fund", desk.fund.id)
    assert f"{BUDGET:,}" in said
    assert "model of ours, not law" in said
    policy = page(browser(desk.payer), "programmes-policy", desk.fund.id)
    assert "This is not law" in policy
    assert "s. 6(1) (model)" in policy
    assert "10,000 EUR" in policy
    assert "10 %" in policy or "10%" in policy


def test_a_picture_of_a_fund_runs_nothing(desk: Desk) -> None:
    answer = browser(desk.officer).get(reverse("programmes-picture", args=[desk.fund.id]))
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert b"<script" not in answer.content


def test_a_country_off_the_list_or_not_known_needs_a_line_beside_assistance(desk: Desk, monkeypatch: Any) -> None:
    assert line_eligibility(desk.line, "ru", desk.today) is Eligibility.OUT
    assert (may_pay(desk.line, "mm", desk.today), may_pay(desk.beside, "ru", desk.today)) == (True, True)
    later = desk.today.replace(year=desk.today.year + 5)
    assert line_eligibility(desk.line, "mm", later) is Eligibility.UNDETERMINED
    assert not may_pay(desk.line, "mm", later)
    said = page(browser(desk.officer), "programmes-fund", desk.fund.id, country="ru")
    assert "may not pay A-1" in said
    assert "may pay B-1" in said
    assert "does not know" not in said
    assert browser_ok(desk, "else")


def browser_ok(desk: Desk, country: str) -> bool:
    """A country that nobody knows shows no lines, and is no error."""
    client = signed_in(desk.officer)
    return client.get(reverse("programmes-fund", args=[desk.fund.id]), {"country": country}).status_code == 200


def test_what_is_left_near_the_end_of_the_year_is_warned_of(desk: Desk, monkeypatch: Any) -> None:
    client = browser(desk.organiser)
    assert "fiscal year" not in page(client, "programmes-fund", desk.fund.id).split("Money")[0].split("Voices")[-1]
    march = timezone.localdate().replace(year=desk.year + 1, month=3, day=20)
    monkeypatch.setattr(timezone, "localdate", lambda *_: march)
    said = page(client, "programmes-fund", desk.fund.id)
    assert f"A-1 Media A-1 (invented), fiscal year {desk.year}" in said
    assert "11 days" in said


def test_a_fund_that_is_over_says_what_goes_back(desk: Desk, monkeypatch: Any) -> None:
    client = browser(desk.organiser)
    assert desk.fund.closes_on is not None
    monkeypatch.setattr(timezone, "localdate", lambda *_: desk.fund.closes_on.replace(month=4, day=1))
    said = page(client, "programmes-fund", desk.fund.id)
    assert "This fund is over" in said
    assert f"{4 * BUDGET - 1_001_000:,}–{4 * BUDGET - 1000:,} JPY" in said


def test_everything_is_set_up_entered_and_taken_back_on_pages(desk: Desk) -> None:
    client = browser(desk.organiser)

    def sent(page_: str, id: object, **data: object) -> Any:
        answer = client.post(reverse(page_, args=[id]), {key: str(value) for key, value in data.items()})
        assert answer.status_code == 302, words(answer)
        return answer

    sent(
        "programmes-fund-make",
        desk.place.id,
        name="Bridge fund (invented)",
        vehicle="annual",
        currency="EUR",
        regime="jp-model-funding",
        opens_on=desk.today.replace(month=4, day=1),
    )
    with acting(lately(desk.organiser)):
        fund = desk.fund.__class__.objects.get(vehicle="annual")
    sent("programmes-line-add", fund.id, code="E-1", name="Media (invented)", purpose="15153", oda="no")
    with acting(lately(desk.organiser)):
        line = fund.lines.get()
    sent("programmes-budget", line.id, year=desk.year, amount="1,000.50")
    sent("programmes-enter", line.id, kind="commitment", amount="999.99", currency="EUR", day=desk.today)
    said = page(client, "programmes-line", line.id)
    assert "0.51 EUR left" in said
    entry = desk.entries(line)[0]
    sent("programmes-correct", entry.id, reason=WHY)
    assert "1,000.50 EUR left" in page(client, "programmes-line", line.id)
    sent("programmes-carry-over", line.id, year=desk.year, amount="1000", ground="voted", reason=WHY)
    assert "budget 0.00 EUR" in page(client, "programmes-line", line.id)
    wrong = client.post(
        reverse("programmes-enter", args=[line.id]),
        {"kind": "commitment", "amount": "1.005", "currency": "EUR", "day": str(desk.today)},
    )
    assert wrong.status_code == 400
    assert "more decimals" in words(wrong)
