"""What somebody tried against the books: money of awards taken another way, years that no fund has, digits of Japan."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from tests.web.made_programmes import BUDGET, WHY, Desk, award
from tests.web.made_vault import lately
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.funding.programmes import actions, pseudonyms
from tadasu.web.funding.programmes.models import Entry, Rate
from tadasu.web.funding.programmes.money import parsed

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def refused(code: str, act: object) -> None:
    assert callable(act)
    with pytest.raises(UsageError) as caught:
        act()
    assert caught.value.code == code


def test_what_no_award_pays_is_not_taken_from_what_was_committed_for_one(desk: Desk) -> None:
    one = award()
    desk.enter("commitment", 1000, award=one)
    refused("programmes-over-committed", lambda: desk.enter("disbursement", 1000))
    refused("programmes-over-taken-back", lambda: desk.enter("decommitment", 1))
    desk.enter("commitment", 50)
    desk.enter("disbursement", 50)
    desk.enter("disbursement", 1000, award=one)
    assert desk.room().paid == 1050


def test_no_more_comes_back_for_an_award_than_it_was_paid(desk: Desk) -> None:
    one, other = award(), award()
    for each in (one, other):
        desk.enter("commitment", 100, award=each)
        desk.enter("disbursement", 100, award=each)
    refused("programmes-over-taken-back", lambda: desk.enter("return", 150, award=one))
    desk.enter("return", 100, award=one)


def test_the_database_keeps_money_of_awards_and_other_money_apart_by_itself(desk: Desk) -> None:
    desk.enter("commitment", 1000, award=award())
    with acting(lately(desk.officer)), pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(
            organisation=desk.place,
            line=desk.line,
            number=99,
            year=desk.year,
            kind="disbursement",
            amount=1,
            currency="JPY",
            line_amount=1,
            day=desk.today,
            user=desk.officer,
        )


def test_a_withheld_entry_cannot_be_seen_by_asking_to_take_it_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    known, withheld = award(), award()

    def names(actor: Actor, awards: Collection[UUID]) -> Mapping[UUID, str]:
        return {known: "kite-heron-7"} if known in awards else {}

    monkeypatch.setattr(pseudonyms, "_NAMES", [names])
    shown = desk.enter("commitment", 1000, award=known)
    hidden = desk.enter("commitment", 77_000, award=withheld)
    with_authenticator(desk.officer)
    client = signed_in(desk.officer)
    assert client.get(reverse("programmes-correct", args=[shown.id])).status_code == 200
    for send in (client.get, client.post):
        assert send(reverse("programmes-correct", args=[hidden.id]), {"reason": WHY}).status_code == 404
    assert desk.room().committed == 78_000


def test_a_year_that_a_fund_does_not_have_gets_no_budget(desk: Desk) -> None:
    for year in (desk.year - 1, desk.year + 4, 2199):
        refused("programmes-year", lambda year=year: desk.budget(desk.line, year, BUDGET))
    desk.budget(desk.line, desk.year + 3, BUDGET)


def test_a_sunset_does_not_move_before_years_in_which_something_was_committed(desk: Desk) -> None:
    desk.budget(desk.line, desk.year + 3, BUDGET)
    desk.enter("commitment", 1000, year=desk.year + 3)
    sooner = date(desk.year + 2, 3, 31)

    def moved() -> None:
        actor = lately(desk.organiser)
        with acting(actor):
            actions.change_fund(actor, fund=desk.fund.id, name="x", name_ja="", closes_on=sooner, reason=WHY)

    refused("programmes-sunset", moved)
    assert timezone.localdate() < sooner


@pytest.mark.parametrize("said", ["１，２５０，０００", "１２５００００", " 1,250,000　", "１,２５０,０００．００"])
def test_an_amount_is_read_in_digits_of_any_width(said: str) -> None:
    assert parsed(said, "EUR") == 125_000_000


def test_a_file_that_says_two_rates_for_one_day_is_refused_whole(desk: Desk) -> None:
    head, first = "currency,base,per_unit,on,source", f"EUR,JPY,163.5,{desk.today},invented"
    actor = lately(desk.officer)
    with acting(actor):
        said = "\n".join((head, first, f"EUR,JPY,164.5,{desk.today},invented")).encode()
        with pytest.raises(UsageError) as caught:
            actions.load_rates(actor, organisation=desk.place.id, content=said)
        assert dict(caught.value.params) == {"row": "3", "column": "on", "value": str(desk.today)}
        assert not Rate.objects.exists()
        done = actions.load_rates(actor, organisation=desk.place.id, content="\n".join((head, first, first)).encode())
    assert (done.new, done.same) == (1, 1)


@pytest.mark.parametrize("name", ["Voices\u202e (invented)", "\u200b", "　"])
def test_a_name_has_no_sign_that_nobody_sees(desk: Desk, name: str) -> None:
    refused("programmes-name", lambda: desk.made_fund(name=name))
    refused(
        "programmes-code",
        lambda: desk.made_line(f"A{name}", oda=True) if name.strip() else desk.made_line("", oda=True),
    )


def test_a_rate_is_read_in_digits_of_any_width(desk: Desk) -> None:
    assert str(desk.rate("USD", "１５０．２５").per_unit.normalize()) == "150.25"
