"""Results are written down in codes, protected ones coarse; corrected by versions, withdrawn with a code."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.web.made import person
from tests.web.made_results import WORDS, Desk, said
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.vault.actions import open_record
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.funding.awards import actions as of_awards
from tadasu.web.funding.results import actions
from tadasu.web.funding.results._sealed import texts_from
from tadasu.web.funding.results.models import Result
from tadasu.web.funding.results.periods import when_said

pytestmark = pytest.mark.usefixtures("database")

LINK = "https://news.example/mill"


def test_an_officer_writes_a_result_down_and_its_words_are_sealed_to_the_readers_of_the_award() -> None:
    desk = Desk()
    made = desk.result(desk.running(level=1))
    row = desk.as_it_stands(made)
    assert (row.kind, row.on, row.precision, row.fund) == ("finding", date(2026, 5, 12), "day", desk.books.fund.id)
    assert row.record is not None
    with acting(lately(desk.second.user)):
        assert SealedRecord.objects.get(id=row.record).kind == "results.words"
    desk.read(desk.second, row.record)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_of_what_is_strongly_protected_the_quarter_alone_is_kept(level: int) -> None:
    desk = Desk()
    award = desk.known_over_another() if level == 2 else desk.running(level=level)
    row = desk.as_it_stands(desk.result(award))
    kept = (date(2026, 5, 12), "day") if level == 1 else (date(2026, 4, 1), "quarter")
    assert (row.on, row.precision) == kept


def test_a_link_of_a_protected_award_goes_into_the_sealed_words_and_stands_nowhere_else() -> None:
    desk = Desk()
    public, hidden = desk.running(level=0), desk.running(level=1)
    assert desk.as_it_stands(desk.result(public, link=LINK)).link == LINK
    row = desk.as_it_stands(desk.result(hidden, link=LINK))
    assert row.link == ""
    assert row.record is not None
    actor = lately(desk.officer.user)
    with acting(actor):
        opened = open_record(
            actor, record=row.record, key=desk.officer.key, purpose="decide", reason="To know what it says."
        )
    assert texts_from(opened.content) == {"text": WORDS, "link": LINK}
    with pytest.raises(UsageError, match="results-link"):
        desk.result(public, link="http://10.0.0.1/x")


def test_a_result_of_a_protected_award_names_no_finding_and_no_publication() -> None:
    desk = Desk()
    with pytest.raises(UsageError, match="results-protected"):
        desk.result(desk.running(level=1), publication=1)


def test_more_protection_makes_what_was_written_coarse() -> None:
    desk = Desk()
    award = desk.running(level=0)
    made = desk.result(award, link=LINK)
    desk.does(desk.officer, of_awards.raise_level, award=award.id, level=3, reason="risk")
    row = desk.as_it_stands(made)
    assert (row.link, row.on, row.precision) == ("", date(2026, 4, 1), "quarter")


def test_more_protection_cuts_the_arrows_to_and_from_an_award_and_leaves_its_own() -> None:
    desk = Desk()
    award = desk.running(level=0)
    first, of_fund = desk.result(award), desk.of_programme()
    second, third = desk.result(award, after=of_fund.thing), desk.of_programme(after=first.thing)
    own = desk.result(award, after=first.thing)
    desk.does(desk.officer, of_awards.raise_level, award=award.id, level=1, reason="risk")
    assert [desk.as_it_stands(one).after for one in (second, third, own)] == [None, None, first.thing]


def test_a_correction_is_another_version_and_the_one_before_stays() -> None:
    desk = Desk()
    first = desk.result(desk.running())
    second: Result = desk.does(desk.second, actions.correct, result=first.id, said=said(kind="harm", words=""))
    old, new = desk.as_it_stands(first), desk.as_it_stands(second)
    assert (old.state, old.kind, new.state, new.kind, new.version) == ("replaced", "finding", "current", "harm", 2)
    assert (new.thing, old.ended_by_id, old.record is None) == (old.thing, desk.second.id, False)
    with pytest.raises(UsageError, match="results-over"):
        desk.does(desk.officer, actions.correct, result=first.id, said=said())


def test_withdrawing_says_why_by_code_and_nothing_comes_after_it() -> None:
    desk = Desk()
    made = desk.result(desk.running())
    with pytest.raises(UsageError, match="results-code"):
        desk.does(desk.officer, actions.withdraw, result=made.id, code="because")
    desk.does(desk.officer, actions.withdraw, result=made.id, code="doubted")
    row = desk.as_it_stands(made)
    assert (row.state, row.withdrawal) == ("withdrawn", "doubted")
    with pytest.raises(UsageError, match="results-over"):
        desk.does(desk.officer, actions.withdraw, result=made.id, code="mistake")


def test_the_database_itself_lets_no_version_change() -> None:
    desk = Desk()
    made = desk.result(desk.running())
    changes = (
        {"kind": "harm"},
        {"state": "withdrawn", "withdrawal": "mistake", "ended_by": desk.second.id, "ended_on": desk.today},
        {"on": date(2026, 5, 13)},
        {"link": LINK},
    )
    for change in changes:
        with acting(lately(desk.officer.user)), pytest.raises(DatabaseError), transaction.atomic():
            Result.objects.filter(id=made.id).update(**change)
    with acting(lately(desk.officer.user)), pytest.raises(DatabaseError), transaction.atomic():
        Result.objects.filter(id=made.id).delete()


def test_the_database_itself_keeps_what_is_protected_coarse() -> None:
    desk = Desk()
    award = desk.running(level=3)
    with acting(lately(desk.officer.user)), pytest.raises(DatabaseError, match="coarse"), transaction.atomic():
        Result.objects.create(
            organisation=desk.place,
            fund=desk.books.fund.id,
            award=award.id,
            kind="finding",
            on=date(2026, 5, 12),
            precision="day",
            contribution="core",
            told_by="grantee",
            sure="reported",
            written_by=desk.officer.user,
        )


def test_nothing_comes_of_a_draft_and_nothing_of_tomorrow() -> None:
    desk = Desk()
    with pytest.raises(UsageError, match="results-state"):
        desk.result(desk.begin())
    tomorrow = (desk.today + timedelta(days=1)).isoformat()
    with pytest.raises(UsageError, match="results-day"):
        desk.result(desk.running(), when=when_said(tomorrow))
    for wrong in ("2026-13", "spring", "2026-Q5", "2026-02-30"):
        with pytest.raises(UsageError, match="results-when"):
            when_said(wrong)


def test_a_result_of_a_programme_as_a_whole_is_sealed_to_its_officers() -> None:
    desk = Desk()
    made = desk.of_programme(kind="law", told_by="public-record", link="https://law.example/2026")
    row = desk.as_it_stands(made)
    assert (row.award, row.link) == (None, "https://law.example/2026")
    desk.read(desk.second, row.record)


def test_whoever_is_no_reader_writes_nothing_and_of_what_is_withheld_sees_nothing() -> None:
    desk = Desk()
    award = desk.running(level=3)
    made = desk.result(award)
    third = lately(person(desk.place, "programme"))
    with acting(third):
        assert not Result.objects.filter(id=made.id).exists()
    shown = desk.running(level=1)
    with acting(third), pytest.raises(Refused):
        actions.write_result(third, award=shown.id, said=said())
    with acting(desk.stranger()):
        assert not Result.objects.exists()
