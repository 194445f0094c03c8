"""How far a hidden number reaches is what the enumeration of all tables says; and no random portfolio is singled out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.oracles.release_grants import Told, reached
from tests.release.grants_made import POLICY, TODAY, grant, identifiers, insiders, many, portfolio

from tadasu.release import (
    Cell,
    Grant,
    Knowledge,
    Known,
    Level,
    Problem,
    Raid,
    Release,
    SafeRelease,
    TheirFile,
    TheirRow,
    attack,
    safe_release,
)
from tadasu.release._cube import Axes
from tadasu.release._reach import Reach, Row

AXES = Axes((("p", "q"), ("r", "s"), ("2022", "2023")))
FLAT = Axes((("p", "q"), ("r", "s"), ("2022",)))
MOST = 3


@st.composite
def published(draw: st.DrawFn) -> tuple[Axes, Told]:
    """A small table of two or three axes, told within a rounding, some entries hidden."""
    axes = draw(st.sampled_from([AXES, FLAT]))
    inner = {cell: draw(st.integers(0, MOST)) for cell in axes.inner}
    slack = draw(st.integers(0, 1))
    told: dict[Cell, tuple[int, int] | None] = {}
    away = draw(st.sets(st.sampled_from(axes.cells), max_size=8 if axes is FLAT else 6))
    for entry in axes.cells:
        value = sum(one for cell, one in inner.items() if entry in set(axes.above(cell)))
        told[entry] = None if entry in away else (max(0, value - slack), value + slack)
    return axes, told


@given(published())
@settings(max_examples=25)
def test_the_least_and_the_most_are_those_of_the_enumeration(made: tuple[Axes, Told]) -> None:
    axes, told = made
    rows = [Row(cell=one, least=0, most=MOST) for one in axes.inner]
    rows += [Row(cell=one, least=ends[0], most=ends[1], figure=True) for one, ends in told.items() if ends]
    reach = Reach(axes, [frozenset()], rows, far=1_000, scale=1, whole=True)
    assert {one: reach.reach(one) for one, ends in told.items() if ends is None} == reached(axes.labels, told, MOST)


def test_hiding_opens_a_figure_and_what_was_seen_stays_possible() -> None:
    rows = [
        Row(cell=one, least=10 * 2 ** one.count(""), most=10 * 2 ** one.count(""), figure=True) for one in AXES.cells
    ]
    reach = Reach(AXES, [frozenset()], rows, far=1_000, scale=1, whole=True)
    assert reach.reach(("p", "r", "2022")) == (10, 10)
    for cell in AXES.inner:
        reach.hide(cell)
    assert reach.reach(("p", "r", "2022")) == (0, 20)
    assert reach.seen(("p", "r", "2022")) == (0, 20)


def test_what_an_insider_has_narrows_down_the_others() -> None:
    flat = Axes((("p", "q", "r"), ("s",), ("2022",)))
    rows = [Row(cell=("", "s", "2022"), least=30, most=30, figure=True)]
    reach = Reach(flat, [frozenset()], rows, far=1_000, scale=1, whole=False)
    own = reach.own({(("p", "s", "2022"), frozenset()): 25})
    assert reach.reach(("q", "s", "2022")) == (0, 30)
    assert reach.reach(("q", "s", "2022"), own) == (0, 5)
    assert reach.reach(("q", "s", "2022")) == (0, 30)


def test_a_contradiction_has_no_reach() -> None:
    rows = [Row(cell=("p", "r", "2022"), least=5, most=5), Row(cell=("p", "", "2022"), least=0, most=4)]
    assert Reach(FLAT, [frozenset()], rows, far=100, scale=1, whole=False).reach(("q", "r", "2022")) is None


LATE = grant("late", programme="programme 1", amount=9_000_000)
LAST_YEAR = TODAY.replace(year=2025)


def made(grants: list[Grant], files: list[TheirFile], *, today: date = TODAY, **known: Any) -> SafeRelease:
    """The release of a portfolio."""
    told = Known(theirs=files, **known)
    return safe_release(grants, POLICY, today=today, identifiers=identifiers([*grants, LATE]), known=told)


def taken_to_be(files: list[TheirFile], made_with: SafeRelease) -> list[TheirFile]:
    """Of whoever's file does not agree with our books every grant is taken to be known."""
    doubted = {one.at for one in made_with.problems if one.code == "file-disagrees"}
    return [replace(one, rows=(), complete=False) if one.intermediary in doubted else one for one in files]


def attacked(
    found: SafeRelease, grants: list[Grant], files: list[TheirFile], earlier: Sequence[Release] = ()
) -> tuple[Problem, ...]:
    """By somebody who has the files, news, all earlier releases, and by insiders who know their own part."""
    true = [*(one for one in grants if one.level in (Level.PUBLIC, Level.WITHHELD)), *found.counted]
    knowledge = Knowledge(
        grants=true,
        identifiers=identifiers([*grants, LATE]),
        earlier=earlier,
        theirs=files,
        raids=[Raid(country="by", month="2024-06")],
        insiders=insiders(true, found.hidden)[:4],
    )
    return attack(found.release, knowledge, POLICY)


@given(st.integers(0, 10_000))
@example(1074)
@example(1948)
@settings(max_examples=25)
def test_no_safe_release_of_a_random_portfolio_lets_anybody_be_singled_out(seed: int) -> None:
    """Two releases, with intermediaries' files, chains of payers, and a late grant. The first counts where it holds against the
    files as they are."""
    grants, files = portfolio(seed)
    known = taken_to_be(files, made(grants, files, today=LAST_YEAR))
    first = made(grants, known, today=LAST_YEAR)
    assert (first.problems, attacked(first, grants, known)) == ((), ())
    before: dict[str, Any] = {}
    if not attacked(first, grants, files):
        before = {"earlier": [first.release], "before": first.counted}
    grants = [*grants, LATE]
    known = taken_to_be(files, made(grants, files, **before))
    second = made(grants, known, **before)
    assert (second.problems, attacked(second, grants, known, before.get("earlier", ()))) == ((), ())


@given(st.integers(0, 10_000))
@example(1074)
@example(1948)
@settings(max_examples=25)
def test_years_that_an_earlier_release_gives_away_beside_files_can_be_retired(seed: int) -> None:
    """The first release counted no file at all; the second tells the years that came since. Of whoever's file disagrees, one that
    tells retired years and others in a row for example, every grant is taken to be known."""
    grants, files = portfolio(seed)
    first = made(grants, [], today=LAST_YEAR)
    then: dict[str, Any] = {"earlier": [first.release], "before": first.counted, "retired": first.release.years}
    grants = [*grants, LATE]
    known = taken_to_be(files, made(grants, files, **then))
    second = made(grants, known, **then)
    assert set(second.release.years).isdisjoint(first.release.years)
    assert (second.problems, attacked(second, grants, known, [first.release])) == ((), ())


def test_what_an_earlier_release_and_a_file_give_an_insider_is_said_and_is_what_the_attack_finds() -> None:
    """The file tells of a year that the first release did not count yet, and nobody doubted it then."""
    grants, files = portfolio(1948)
    first = made(grants, files, today=LAST_YEAR)
    second = made([*grants, LATE], files, earlier=[first.release], before=first.counted)
    assert {(one.code, one.at) for one in second.problems} == {("cell-known-already", "programme 1/*/*")}
    found = attacked(second, grants, files, [first.release])
    assert {(one.code, one.at) for one in found} == {("attack-insider", "programme 1/*/*")}


def test_records_of_before_that_would_not_be_told_today_are_said_and_are_what_the_attack_finds() -> None:
    """All of an intermediary's grants were taken to be known; a file that tells less leaves too few without a record."""
    grants, files = portfolio(1074)
    first = made(grants, taken_to_be(files, made(grants, files, today=LAST_YEAR)), today=LAST_YEAR)
    second = made([*grants, LATE], files, earlier=[first.release], before=first.counted)
    place = "programme 1/far-east-asia/2023"
    assert [(one.code, one.at) for one in second.problems] == [("records-known-already", place)]
    found = attacked(second, grants, files, [first.release])
    assert [(one.code, one.at) for one in found] == [("attack-rest", place)]


def test_a_figure_of_before_that_a_file_leaves_too_few_behind_is_said_and_is_what_the_attack_finds() -> None:
    grants = many(9, "told", intermediaries=("telling",)) + many(4, "quiet")
    first = made(grants, [], today=LAST_YEAR)
    rows = (TheirRow(programme="media", region="europe", year="2023", amount=45_000_000, count=9),)
    files = [TheirFile(intermediary="telling", rows=rows)]
    second = made(grants, files, earlier=[first.release], before=first.counted)
    said = {(one.code, one.at) for one in second.problems}
    assert said == {(one, "media/europe/2023") for one in ("cell-known-already", "records-known-already")}
    found = {one.code for one in attacked(second, grants, files, [first.release]) if one.at == "media/europe/2023"}
    assert "attack-their-file" in found
