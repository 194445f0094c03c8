"""The re-identification test refuses every known-bad release, and a safe release as soon as one step of making it is left out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.release.grants_made import POLICY, TODAY, full, grant, identifiers, insiders, many
from tests.release.known_bad import (
    EIGHT,
    KNOWN_BAD,
    RAID,
    SAFE,
    Case,
    a_grantee_of_an_earlier_figure_made_known,
    figure,
    knowing,
    release,
    their_list_and_hidden_cells,
)

from tadasu.release import (
    STEPS,
    Grant,
    Knowledge,
    Known,
    Level,
    Raid,
    TheirFile,
    TheirRow,
    attack,
    macro_region_of,
    safe_release,
)


@pytest.mark.parametrize("bad", KNOWN_BAD)
def test_a_known_bad_release_is_refused(bad: Callable[[], Case]) -> None:
    made, knowledge = bad()
    assert KNOWN_BAD[bad] in {one.code for one in attack(made, knowledge, POLICY)}


def test_the_good_twin_of_the_bad_ones_passes() -> None:
    assert attack(SAFE, knowing(EIGHT, raids=[RAID], insiders=[EIGHT[0].grantee]), POLICY) == ()


def test_what_a_file_tells_by_itself_is_no_finding_about_a_release() -> None:
    grants = [replace(one, intermediaries=("small",)) for one in many(2, "b", country="kh")] + EIGHT
    figures = [figure("media", place, "2023", None, None) for place in ("europe", "far-east-asia", "")]
    rows = (TheirRow(programme="media", region="far-east-asia", year="2023", amount=10_000_000, count=2),)
    knowledge = knowing(grants, theirs=[TheirFile(intermediary="small", rows=rows)])
    assert attack(release(figures), knowledge, POLICY) == ()


def portfolio() -> list[Grant]:
    """One of every danger: a cell of one, one of few payers, a large one, withheld ones, an open one, rare bands, quiet ones."""
    grants = [*full(), *many(2, "secret", level=Level.WITHHELD, start=date(2022, 1, 1), amount=9_000_000)]
    grants += many(9, "early", start=date(2026, 1, 1))
    then = date(2022, 1, 1)
    grants += many(9, "few payers", programme="rights", country="ir", start=then, intermediaries=("only",))
    grants += [*many(7, "b", country="ir", start=then), grant("large", country="ir", start=then, amount=80_000_000)]
    grants += [
        replace(one, intermediaries=("telling",) if n < 5 else one.intermediaries)
        for n, one in enumerate(many(9, "told by others", country="et", start=date(2023, 1, 1)))
    ]
    grants += many(9, "words", programme="books", country="co", amount=20_000_000)
    grants += many(2, "rare", programme="books", country="co", amount=40_000_000)
    grants += many(9, "beside", programme="books", country="fj", amount=20_000_000)
    grants += many(2, "quiet", programme="books", country="fj", amount=20_000_000, level=Level.INTERMEDIARY)
    grants += many(9, "plain", programme="plain", country="eg", amount=20_000_000, title={"en": "Words of its own"})
    return grants


ALONE = (
    many(4, "few"),
    many(9, "one payer", intermediaries=("only",)),
    [*many(7, "small"), grant("large", amount=80_000_000)],
)
"""Portfolios of one cell that only one of the rules hides."""


def attacked(left_out: str) -> set[str]:
    """What succeeds against releases that are made without a step, with and without an intermediary that publishes."""
    steps = tuple(step for step in STEPS if step.__name__ != left_out)
    alone: set[str] = set()
    for one in ALONE:
        made = safe_release(one, POLICY, today=TODAY, identifiers=identifiers(one), steps=steps)
        alone |= {found.code for found in attack(made.release, knowing(one), POLICY)}
    grants = portfolio()
    own = [one for one in grants if one.intermediaries == ("telling",)]
    amount = sum(one.amount for one in own)
    row = TheirRow(programme="media", region="sub-saharan-africa", year="2023", amount=amount, count=len(own))
    return (
        alone
        | _attacked(left_out, grants, [])
        | _attacked(left_out, grants, [TheirFile(intermediary="telling", rows=(row,))])
        | _attacked_later(left_out)
    )


def _attacked(left_out: str, grants: list[Grant], files: list[TheirFile]) -> set[str]:
    """The second of two releases: a year later, with a grant booked into a closed year."""
    steps = tuple(step for step in STEPS if step.__name__ != left_out)
    ids = identifiers([*grants, *many(1, "late")])
    if left_out == "check_identifiers":
        ids = {key: f"{number:032x}" for number, key in enumerate(ids)}
    first = safe_release(
        grants, POLICY, today=date(2024, 2, 1), identifiers=ids, known=Known(theirs=files), steps=steps
    )
    booked = [*grants, *many(1, "late", start=date(2022, 6, 1), amount=9_000_000)]
    known = Known(earlier=[first.release], before=first.counted, theirs=files)
    second = safe_release(booked, POLICY, today=TODAY, identifiers=ids, known=known, steps=steps)
    hidden = [one for one in booked if one.level is Level.WITHHELD]
    true = [*(one for one in second.counted if one not in hidden), *hidden]
    knowledge = Knowledge(
        grants=true, identifiers=ids, earlier=[first.release], theirs=files, raids=[Raid(country="by", month="2026-03")],
        insiders=() if left_out else insiders(true, second.hidden),
    )  # fmt: skip
    return {one.code for one in attack(second.release, knowledge, POLICY)}


def _attacked_later(left_out: str) -> set[str]:
    """The second of two releases: between them nearly all grantees of a cell of the first became known. Its year is retired."""
    steps = tuple(step for step in STEPS if step.__name__ != left_out)
    ids, leaked = identifiers(full()), [f"group of media by 2022 {n}" for n in range(6)]
    first = safe_release(full(), POLICY, today=date(2024, 2, 1), identifiers=ids)
    known = Known(earlier=[first.release], before=first.counted, exposed=frozenset(leaked), retired=first.release.years)
    second = safe_release(full(), POLICY, today=TODAY, identifiers=ids, known=known, steps=steps)
    knowledge = Knowledge(grants=second.counted, identifiers=ids, earlier=[first.release], leaked=leaked)
    return {one.code for one in attack(second.release, knowledge, POLICY)}


def test_a_grantee_who_was_told_before_is_not_made_known_again() -> None:
    """What an earlier release gave away by itself is no finding about one that does not tell its year."""
    made, knowledge = a_grantee_of_an_earlier_figure_made_known()
    (before,) = knowledge.earlier
    both = replace(knowledge, earlier=[before, release([], made.records)])
    codes = [{one.code for one in attack(made, known, POLICY)} for known in (knowledge, both)]
    assert [("attack-known-members" in one) for one in codes] == [True, False]


def test_only_where_its_year_is_told_again_is_what_an_earlier_release_gives_away_a_finding() -> None:
    """Two hidden cells, of which a list tells one by now."""
    made, knowledge = their_list_and_hidden_cells()
    for year, codes in (("2023", {"attack-worked-out"}), ("2024", set())):
        told = [replace(one, year=year) for one in made.figures if one.count]
        now = release(told) if year == "2024" else made
        grants = [*knowledge.grants, *many(15, "new", start=date(2024, 1, 1))]
        found = attack(now, replace(knowledge, grants=grants, earlier=[made]), POLICY)
        assert {one.code for one in found if one.code == "attack-worked-out"} == codes


PROTECTING = [step.__name__ for step in STEPS if step.__name__ not in ("lay_out", "lay_records")]


def test_with_every_step_nothing_succeeds() -> None:
    assert attacked("") == set()


@pytest.mark.parametrize("step", PROTECTING)
def test_with_one_step_left_out_an_attack_succeeds(step: str) -> None:
    assert attacked(step)


def test_every_country_of_the_cases_lies_where_they_say() -> None:
    assert macro_region_of("by") == macro_region_of("ru") == "europe"
