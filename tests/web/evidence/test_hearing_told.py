"""What is told is made of a claim and of nothing else, and is never finer than few people allow."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.release import place_too_fine
from tadasu.schema import Issue
from tadasu.web.evidence.hearing._letter import LANGUAGES, written
from tadasu.web.evidence.hearing._standing import left_out
from tadasu.web.evidence.hearing._told import Asserted, Told, earliest, level_for, told, told_of
from tadasu.web.evidence.hearing.procedure import procedure_for
from tadasu.web.evidence.hearing.words import data, levels, wait, words
from tadasu.weighing import Kind, Piece, elements_for

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))
PLACES = ("", "cn-xj", "cn-653200", "cn", "jp", "cn-110000")


@st.composite
def claims(draw: st.DrawFn) -> Asserted:
    """Invented claims."""
    issue = draw(st.sampled_from(("forced-labour", "state-imposed-forced-labour", "wages-below-legal")))
    start = draw(st.none() | DAYS)
    return Asserted(
        issue=issue,
        elements=frozenset(draw(st.lists(st.sampled_from(sorted(elements_for(Issue(issue)))), unique=True))),
        names=("Tezgul Spinning Mill (invented)",),
        country=draw(st.sampled_from(("", "cn", "jp"))),
        place=draw(st.sampled_from(PLACES)),
        good=draw(st.sampled_from(("", "52", "5205", "520512"))),
        start=start,
        end=draw(st.none() | st.just(start)),
    )


PEOPLE = st.none() | st.integers(min_value=0, max_value=5000)


@given(claims(), PEOPLE, DAYS)
def test_nothing_finer_than_few_people_allow_is_told(claim: Asserted, people: int | None, today: date) -> None:
    level = level_for(people)
    if level is None:
        assert people is not None
        assert people < min(one.least for one in levels())
        return
    says = told(claim, level, today)
    assert not says.place or place_too_fine(says.place, "region") is False
    assert len(says.good) <= 4
    for period, day in ((says.start, claim.start), (says.end, claim.end)):
        assert period == "" or (day is not None and period.startswith(str(day.year)))
        if "Q" in period:
            assert day is not None
            assert day + timedelta(days=data()["period_delay"]) <= today
    if people is None or people < 50:
        assert set(says.indicators) <= {"involuntary", "menace"}
        assert len(says.good) <= 2
        assert "Q" not in says.start + says.end
        assert not says.place or place_too_fine(says.place, "country") is False


@given(claims(), PEOPLE, DAYS, st.integers(min_value=0, max_value=89))
def test_two_claims_that_differ_only_within_what_is_told_give_the_same_letter(
    claim: Asserted, people: int | None, today: date, shift: int
) -> None:
    """Another day of the same quarter, a finer good, a finer place: not one byte of the letter changes."""
    level = level_for(people)
    if level is None:
        return
    same = {
        "start": _within_quarter(claim.start, shift),
        "end": _within_quarter(claim.end, shift),
        "good": claim.good + "10" if len(claim.good) == 4 else claim.good,
    }
    other = Asserted(**{**{one.name: getattr(claim, one.name) for one in fields(claim)}, **same})
    for language in LANGUAGES:
        texts = {
            written(told(one, level, today), "", language=language, organisation="A (invented)").text()
            for one in (claim, other)
        }
        assert len(texts) == 1


def _within_quarter(day: date | None, shift: int) -> date | None:
    if day is None:
        return None
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    moved = first + timedelta(days=shift)
    return moved if (moved.year, (moved.month - 1) // 3) == (first.year, (first.month - 1) // 3) else first


@given(claims(), DAYS)
def test_what_was_kept_is_what_was_told(claim: Asserted, today: date) -> None:
    level = level_for(None)
    assert level is not None
    says = told(claim, level, today)
    assert told_of(says.kept()) == says


def test_nothing_of_a_piece_is_among_what_is_told() -> None:
    """Whoever adds a field looks at this first."""
    assert {one.name for one in fields(Told)} == {
        "level", "issue", "names", "indicators", "place", "good", "start", "end"
    }  # fmt: skip
    assert {one.name for one in fields(Asserted)} == {
        "issue", "elements", "names", "country", "place", "good", "start", "end"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("people", "level"), [(None, "coarse"), (0, ""), (9, ""), (10, "coarse"), (49, "coarse"), (50, "fine")]
)
def test_how_finely_is_told_by_how_many_could_have_told(people: int | None, level: str) -> None:
    assert getattr(level_for(people), "id", "") == level


@given(DAYS, st.integers(min_value=1, max_value=28), st.integers(min_value=1, max_value=28), st.integers(0, 4))
def test_the_day_of_sending_does_not_tell_on_which_day_of_a_month_the_last_piece_came(
    today: date, one: int, other: int, weeks: int
) -> None:
    first, second = (earliest(today.replace(day=day), today.replace(day=28), wait(), weeks) for day in (one, other))
    assert first == second
    assert first.isoweekday() == wait().weekday
    assert first >= today.replace(day=max(one, other)) + timedelta(days=wait().days)


PIECES = st.lists(
    st.builds(
        lambda number, origins: Piece(id=f"item-{number}", kind=Kind.DOCUMENT, origins=frozenset(origins)),
        st.integers(0, 7),
        st.lists(st.sampled_from([*(f"item-{one}" for one in range(8)), "person-1", "person-2"]), max_size=3),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)
IDS = st.sets(st.sampled_from([f"item-{one}" for one in range(8)]))


@given(PIECES, IDS, IDS)
def test_no_sealed_piece_that_shares_an_origin_with_what_is_left_out_carries_the_claim(
    pieces: list[Piece], refused: set[str], public: set[str]
) -> None:
    out = left_out(pieces, refused=refused, public=public)
    assert refused <= out
    gone = [one for one in pieces if one.id in out]
    roots = out | {root for one in gone for root in one.origins}
    for one in pieces:
        if one.id not in out:
            assert one.id in public or not (one.origins or {one.id}) & roots
        elif one.id in public:
            assert one.id in refused


def test_times_of_a_regime_are_those_of_its_data_and_ours_are_marked_as_ours() -> None:
    day = date(2028, 3, 1)
    own, first, later = (procedure_for(one, day) for one in words("times"))
    clocks = [
        [(one.limit.clock.count, one.limit.clock.calendar, one.limit.basis.source.id) for one in (
            each.states["asked"], each.states["lengthened"]) if one.limit and one.limit.clock]
        for each in (own, first, later)
    ]  # fmt: skip
    assert clocks == [
        [(30, "jp", "own"), (15, "jp", "own")],
        [(30, "eu-com", "guidelines"), (15, "jp", "own")],
        [(60, "eu-com", "flr"), (30, "eu-com", "flr")],
    ]
    assert own.regime.sources["own"].title.startswith("Tadasu")
