"""What the public is told of results: bands by kind and fiscal year, hidden so that no one can be worked out, and an attack that
shows it by succeeding where a step is left out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from tests.web.made import person
from tests.web.made_programmes import funder
from tests.web.made_publishing import WHY
from tests.web.made_publishing import Desk as Portfolio
from tests.web.made_vault import lately

from tadasu.release import ALL, STEPS, Figure, Step, exclusion_policy
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.publication.actions import propose, sign, withdraw
from tadasu.web.foundation.publication.models import Proposal
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.publishing.counting import release_from
from tadasu.web.funding.results import _public, actions
from tadasu.web.funding.results._public import Before, Counted, Cube, block_of, cube
from tadasu.web.funding.results.actions.publicising import prepare
from tadasu.web.funding.results.models import PASSED, SINGLED_OUT, Result, Telling
from tadasu.web.funding.results.periods import when_said
from tadasu.web.funding.results.words import groups, kinds

pytestmark = pytest.mark.usefixtures("database")

TODAY = date(2026, 11, 26)


class Desk(Portfolio):
    """A funder whose grantees' results are rows of their own, written without pages so that there can be many."""

    def results(self, awards: list[Award], kind: str, year: int = 2023) -> list[Result]:
        """One of each award, in the middle of a fiscal year."""
        actor = self.actor(self.officer)
        with acting(actor):
            return Result.objects.bulk_create(
                Result(
                    organisation=self.place,
                    fund=self.books.fund.id,
                    award=one.id,
                    kind=kind,
                    on=date(year, 10, 1),
                    precision="quarter",
                    contribution="core",
                    told_by="grantee",
                    sure="reported",
                    written_by=self.officer,
                )
                for one in awards
            )

    def prepared(self, *without: str, who: User | None = None, anew: bool = False) -> Telling:
        """Prepared by a publisher; steps left out as nobody can but a test."""
        actor = self.actor(who or self.publisher)
        steps = tuple(one for one in STEPS if one.__name__ not in without)
        with acting(actor):
            return prepare(actor, organisation=self.place.id, steps=steps, anew=anew)

    def handed_over(self, telling: Telling) -> Proposal:
        """To those who sign."""
        actor = self.actor(self.publisher)
        with acting(actor):
            return Proposal.objects.get(id=actions.hand_over(actor, telling=telling.id, reason=WHY))

    def public(self, telling: Telling | None = None) -> int:
        """Signed by two: its number."""
        proposal = self.handed_over(telling or self.prepared())
        assert self.signs(proposal, self.publisher) is None
        number = self.signs(proposal, self.other)
        assert number is not None
        return number


def counted(kind: str, year: int, number: int, *, grantee: str = "", first: int = 0) -> Iterator[Counted]:
    """So many results, each of a grantee of its own unless one is named."""
    for one in range(first, first + number):
        yield Counted(
            thing=f"{kind} {year} {one} {grantee}",
            kind=kind,
            on=date(year, 10, 1),
            grantee=grantee or f"grantee {one}",
            intermediaries=(),
        )


def figures(results: list[Counted], told: str = "year", **more: Any) -> dict[tuple[str, str], Figure]:
    """Group and year -> figure."""
    values: dict[str, Any] = {"today": TODAY, "exposed": frozenset(), "before": Before(), **more}
    made = cube(told, results, **values)
    return {(one.programme, one.year): one for one in made.release.figures}


def test_a_number_is_told_of_five_grantees_of_whom_none_has_half() -> None:
    least = exclusion_policy().few_grantees
    many = list(counted("law", 2023, 30))
    assert figures([*many, *counted("finding", 2023, least)])["finding", "2023"].count is not None
    assert figures([*many, *counted("finding", 2023, least - 1)])["finding", "2023"].hidden
    half = [*many, *counted("finding", 2023, least), *counted("finding", 2023, least, grantee="one")]
    assert figures(half)["finding", "2023"].hidden


def without(*names: str) -> tuple[Step, ...]:
    """The steps, as nobody but a test leaves some out."""
    return tuple(one for one in STEPS if one.__name__ not in names)


def portfolio() -> list[Counted]:
    """Three kinds in three years, and remedy: of three grantees in one year, of nine in the next."""
    kinds_, years = ("finding", "publication", "law"), (2021, 2022, 2023)
    whole = [one for kind in kinds_ for year in years for one in counted(kind, year, 12)]
    again = [one for kind in kinds_ for year in years for one in counted(kind, year, 2, first=100)]
    return [*whole, *again, *counted("remedy", 2022, 3), *counted("remedy", 2023, 9)]


def taken_off(told: Sequence[Figure], group: str, year: str) -> int | None:
    """A plain attack: what is shown of a year is taken off its total, or of a kind off the kind's; None where something else is
    hidden there too."""
    by_cell = {(one.programme, one.year): one.count for one in told}
    lines = (
        [(cell, count) for cell, count in by_cell.items() if cell[1] == year],
        [(cell, count) for cell, count in by_cell.items() if cell[0] == group],
    )
    for line in lines:
        total = [count for cell, count in line if ALL in cell]
        parts = [count for cell, count in line if ALL not in cell and cell != (group, year)]
        if total and None not in (*total, *parts):
            return (total[0] or 0) - sum(one or 0 for one in parts)
    return None


def test_a_hidden_number_is_taken_off_the_totals_exactly_where_nothing_covers_it() -> None:
    bare = run(portfolio(), without("cover_hidden", "round_figures"))
    assert taken_off(bare.release.figures, "remedy", "2022") == 3
    covered = run(portfolio(), without("round_figures"))
    hidden = [one for one in covered.release.figures if one.hidden]
    assert len(hidden) > 1
    for one in hidden:
        assert taken_off(covered.release.figures, one.programme, one.year) is None


def test_the_attack_finds_what_is_not_covered_even_where_all_is_rounded() -> None:
    bare = run(portfolio(), without("cover_hidden"))
    assert ("attack-worked-out", "remedy/unspecified/2022") in {(one.code, one.at) for one in bare.problems}
    assert not run(portfolio(), STEPS).problems


def run(results: list[Counted], steps: tuple[Step, ...]) -> Cube:
    return cube("year", results, today=TODAY, exposed=frozenset(), before=Before(), steps=steps)


def test_a_later_version_tells_closed_years_as_they_were_so_that_nothing_is_left_when_one_is_taken_off() -> None:
    first = [*counted("law", 2022, 12), *counted("finding", 2022, 12)]
    before = cube("year", first, today=TODAY, exposed=frozenset(), before=Before())
    known = Before(releases=(before.release,), counted=before.counted)
    late = [
        *first,
        *counted("finding", 2022, 9, grantee="late"),
        *counted("law", 2023, 12),
        *counted("finding", 2023, 12),
    ]
    later = cube("year", late, today=TODAY, exposed=frozenset(), before=known)
    assert not later.problems
    old = {one.cell: one for one in before.release.figures if one.year == "2022"}
    assert {one.cell: one for one in later.release.figures if one.year == "2022"} == old
    rest = without("keep_closed_years")
    again = cube("year", late, today=TODAY, exposed=frozenset(), before=known, steps=rest)
    assert again.problems


def test_a_year_waits_until_it_is_long_over() -> None:
    assert figures([*counted("law", 2024, 12), *counted("finding", 2024, 12)])["law", "2024"].count == 10
    assert figures([*counted("law", 2025, 12), *counted("finding", 2025, 12)]) == {}


def test_peoples_safety_and_harm_are_never_told_by_year() -> None:
    for kind in ("relocated", "released", "kept-safe", "defence", "harm"):
        assert kinds()[kind].told == "together"
    assert set(groups("together")) == {"safety", "harm"}
    results = [one for year in (2020, 2022, 2024) for one in counted("released", year, 6, first=year)]
    results += [one for year in (2021, 2023) for one in counted("harm", year, 8, first=year)]
    found = figures(results, "together")
    assert {year for _group, year in found} == {"2024"}
    assert figures(results) == {}
    assert {block_of(year) for year in range(2020, 2025)} == {2024}
    assert figures(list(counted("released", 2025, 12)), "together") == {}


def test_a_grantee_whom_everybody_knows_is_no_cover() -> None:
    results = [*counted("law", 2023, 30), *counted("finding", 2023, 5)]
    assert not figures(results)["finding", "2023"].hidden
    assert figures(results, exposed=frozenset({"grantee 0"}))["finding", "2023"].hidden


def test_what_is_withheld_and_what_no_grantee_stands_behind_counts_nowhere() -> None:
    desk = Desk()
    awards = desk.awards(desk.many(12, year=2023))
    desk.results(awards, "law")
    desk.results(awards, "finding")
    before = desk.prepared()
    hidden = desk.awards([{"level": 3, "year": 2023} for _ in range(12)])
    desk.results(hidden, "law")
    with acting(desk.actor(desk.officer)):
        actions.write_for_programme(
            desk.actor(desk.officer),
            organisation=desk.place.id,
            fund=desk.books.fund.id,
            said=actions.Said(
                kind="law",
                when=when_said("2023-10"),
                contribution="core",
                told_by="funder",
                sure="verified",
            ),
        )
    after = desk.prepared()
    assert (before.state, after.document, after.counted) == (PASSED, before.document, before.counted)


def test_a_level_two_award_counts_only_where_a_release_of_grants_would_count_it() -> None:
    desk = Desk()
    known = desk.awards(desk.many(16, year=2023, level=2))
    desk.results(known, "law")
    desk.results(known, "finding")
    assert counts(desk.prepared()) == {str(one.grantee_id) for one in known}
    lost = known[0].parent_id
    assert lost is not None
    with acting(desk.actor(desk.officer)):
        Award.objects.filter(id=lost).update(level=3)
    assert counts(desk.prepared()) == {str(one.grantee_id) for one in known if one.parent_id != lost}


def counts(telling: Telling) -> set[str]:
    """Grantees behind what is told by year."""
    return {one["grantee"] for one in (telling.counted or {})["year"]}


def test_a_withdrawn_result_and_an_earlier_version_count_no_more() -> None:
    desk = Desk()
    awards = desk.awards(desk.many(12, year=2023))
    rows = desk.results(awards, "law")
    desk.results(awards, "finding")
    with acting(desk.actor(desk.officer)):
        Result.objects.filter(id=rows[0].id).update(
            state="withdrawn", withdrawal="mistake", ended_by=desk.officer, ended_on=TODAY
        )
    made = desk.prepared()
    assert made.counted is not None
    assert str(rows[0].thing) not in {one["key"] for one in made.counted["year"]}


def full() -> Desk:
    desk = Desk()
    awards = desk.awards(desk.many(12, year=2023))
    for kind in ("law", "finding", "publication"):
        desk.results(awards, kind)
    desk.results(awards[:2], "remedy")
    desk.results(awards, "released", 2022)
    return desk


def test_one_prepares_another_publishes_and_everybody_reads_it_in_japanese() -> None:
    desk = full()
    number = desk.public()
    page = Client(headers={"accept-language": "ja"}).get(reverse("portal-publication", args=[number])).content.decode()
    assert "法令の変更" in page
    assert "2023年度" in page
    assert "2020～2024年度" in page
    assert "公表しない" in page
    for word in ("Voices in exile", "亡命の声", "Media A-1"):
        assert word not in page


def test_one_person_alone_publishes_nothing_and_no_other_role_prepares() -> None:
    desk = full()
    proposal = desk.handed_over(desk.prepared())
    desk.signs(proposal, desk.publisher)
    with pytest.raises(UsageError, match="publication-signed-already"):
        desk.signs(proposal, desk.publisher)
    for role in ("programme", "payer", "organiser", "auditor", "reviewer"):
        with pytest.raises(Refused):
            desk.prepared(who=person(desk.place, role))


def test_the_database_publishes_no_results_that_no_attack_has_passed() -> None:
    desk = full()
    made = desk.prepared()
    actor = desk.actor(desk.publisher)
    with acting(actor):
        document: Any = made.document
        id = propose(actor, organisation=desk.place.id, kind="results", document=document, reason=WHY)
        proposal = Proposal.objects.get(id=id)
        sign(actor, proposal=id, digest=proposal.digest)
    with pytest.raises((UsageError, DatabaseError), match="results-not-passed"):
        desk.signs(proposal, desk.other)


def test_what_was_published_in_between_makes_it_outdated() -> None:
    desk = full()
    first, second = desk.prepared(), desk.prepared()
    desk.public(first)
    with pytest.raises(UsageError, match="results-outdated"):
        desk.handed_over(second)


def test_a_withdrawn_telling_is_still_known_and_the_next_gets_its_own_number() -> None:
    desk = full()
    number = desk.public()
    actor = desk.actor(desk.publisher)
    with acting(actor):
        withdraw(actor, organisation=desk.place.id, number=number, ground="withdrawn", reason=WHY)
    desk.results(desk.awards(desk.many(12, year=2023)), "law")
    again = desk.prepared()
    assert again.made is not None
    with acting(actor):
        was = Telling.objects.get(number=1, organisation=desk.place)
    assert release_from(again.made["year"]).figures == release_from((was.made or {})["year"]).figures
    assert desk.public(again) != number


def test_what_the_attack_singles_out_goes_no_further_and_is_given_up() -> None:
    desk = Desk()
    awards = desk.awards(desk.many(14, year=2023))
    for kind in ("law", "finding", "publication"):
        for year in (2021, 2022, 2023):
            desk.results(awards, kind, year)
    desk.results(awards[:3], "remedy", 2022)
    desk.results(awards[:9], "remedy", 2023)
    made = desk.prepared("cover_hidden")
    assert (made.state, made.document) == (SINGLED_OUT, None)
    with pytest.raises(UsageError, match="results-state"):
        desk.handed_over(made)
    actor = desk.actor(desk.publisher)
    with acting(actor):
        assert actions.drop(actor, telling=made.id).state == "dropped"
    with acting(actor), pytest.raises(DatabaseError), transaction.atomic():
        Telling.objects.filter(id=made.id).update(state="handed")


def test_with_nothing_that_may_be_told_nothing_is_prepared() -> None:
    desk = Desk()
    with pytest.raises(UsageError, match="results-nothing-to-tell"):
        desk.prepared()


def test_a_stranger_sees_no_telling() -> None:
    desk = full()
    made = desk.prepared()
    stranger = lately(person(funder("Another fund (invented)"), "publisher"))
    with acting(stranger):
        assert not Telling.objects.filter(id=made.id).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM results_telling")
            assert cursor.fetchone() == (0,)


def test_the_rules_are_those_of_the_exclusion_policy_by_fiscal_year() -> None:
    ours, theirs = _public.policy(), exclusion_policy()
    assert (ours.few_grantees, ours.few_intermediaries, ours.dominance_one, ours.hold) == (
        theirs.few_grantees,
        theirs.few_intermediaries,
        theirs.dominance_one,
        theirs.hold,
    )
    assert ours.year_of(date(2024, 3, 31)) == "2023"
