"""A safe release: what is told, what is hidden and why, what stays as it was. All grants are invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from tests.release.grants_made import POLICY, TODAY, full, grant, identifiers, many

from tadasu.release import (
    Grant,
    Known,
    Level,
    Record,
    Release,
    SafeRelease,
    TheirFile,
    TheirRow,
    exclusion_statement,
    safe_release,
    why,
)
from tadasu.schema import UsageError


def released(grants: Sequence[Grant], known: Known | None = None, today: date = TODAY) -> SafeRelease:
    return safe_release(grants, POLICY, today=today, identifiers=identifiers(grants), known=known)


def told(release: Release) -> dict[str, int | None]:
    return {"/".join(one or "*" for one in each.cell): each.amount for each in release.figures}


def neutral(release: Release) -> list[Record]:
    return [one for one in release.records if not one.public]


def test_a_cell_of_one_grantee_is_hidden_with_others_as_cover_and_the_totals_are_told() -> None:
    made = released(full())
    hidden = {"/".join(cell): one.code for cell, one in made.hidden.items()}
    assert hidden.pop("rights/south-asia/2023") == "cell-few-grantees"
    assert set(hidden.values()) == {"cell-cover"}
    assert told(made.release)["*/*/*"] == 445_000_000
    assert told(made.release)["rights/*/2023"] == 85_000_000
    assert made.problems == ()


def test_every_hidden_figure_says_how_far_it_can_be_narrowed_down_and_what_is_true_lies_far_from_both_ends() -> None:
    made = released(full())
    assert set(made.reached) == set(made.hidden)
    one = made.reached["rights", "south-asia", "2023"]
    assert one.least_amount <= 2_500_000
    assert one.most_amount is None or one.most_amount >= 7_500_000
    assert one.most_count is None or one.most_count - one.least_count >= 5


def test_figures_are_rounded_and_a_record_tells_a_band_a_phrase_a_region_and_a_year() -> None:
    made = released(many(8, "a", amount=5_400_000))
    assert [(one.amount, one.count) for one in made.release.figures] == [(43_000_000, 10)]
    one = neutral(made.release)[0]
    assert (one.band, one.phrase, one.region, one.period) == (3_000_000, "15153", "europe", "2023")
    assert (one.amount, one.country, one.start, one.title) == (None, "", None, {})


def test_the_same_grants_in_another_order_give_the_same_release() -> None:
    assert released(full()[::-1]) == released(full())


def test_withheld_existence_is_as_if_it_were_not() -> None:
    more = many(3, "secret", level=Level.WITHHELD, start=date(2022, 1, 1))
    assert released([*full(), *more]).release == released(full()).release


def test_a_grant_whose_existence_is_withheld_is_no_cover() -> None:
    made = released([*many(4, "a"), *many(4, "secret", level=Level.WITHHELD)])
    assert told(made.release) == {"media/europe/2023": None}


def test_a_year_waits_twelve_months_after_its_end() -> None:
    grants = many(8, "a")
    assert released(grants, today=date(2024, 12, 31)).release.figures == ()
    early = released(grants, today=date(2024, 12, 31))
    assert why(early, "a 0").params == (("day", "2025-01-01"),)
    assert told(released(grants, today=date(2025, 1, 1)).release) == {"media/europe/2023": 40_000_000}


@pytest.mark.parametrize(
    ("grants", "code"),
    [
        (many(4, "a"), "cell-few-grantees"),
        ([replace(one, grantee="one and the same") for one in many(9, "a")], "cell-few-grantees"),
        ([replace(one, intermediaries=(f"payer {n % 2}",)) for n, one in enumerate(many(8, "a"))], "cell-few-intermediaries"),
        ([replace(one, intermediaries=("hub", *one.intermediaries)) for one in many(8, "a")], "cell-few-intermediaries"),
        ([*many(7, "a"), grant("large", amount=35_000_000)], "cell-dominated"),
        ([*many(5, "a", amount=2_000_000), *many(2, "large", amount=21_000_000)], "cell-dominated"),
    ],
)  # fmt: skip
def test_a_figure_of_too_few_is_hidden(grants: list[Grant], code: str) -> None:
    assert [one.code for one in released(grants).hidden.values()] == [code]


def test_a_leaked_grantee_and_one_that_is_public_are_no_cover() -> None:
    grants = many(5, "a")
    assert told(released(grants).release) == {"media/europe/2023": 25_000_000}
    assert released(grants, Known(exposed=["group of a 0"])).hidden
    assert released([*grants, grant("open", level=Level.PUBLIC, grantee=grants[0].grantee)]).hidden


def test_a_band_or_a_purpose_that_few_share_is_not_told() -> None:
    grants = [*many(8, "a"), *many(3, "large", amount=12_000_000), *many(6, "other", purpose="15160")]
    made = released(grants)
    assert {one.band for one in neutral(made.release)} == {3_000_000}
    assert why(made, "large 0").code == "grant-rare"
    with_two = released([*grants, *many(3, "larger", amount=40_000_000, purpose="15160")])
    assert {(one.purpose, one.band) for one in neutral(with_two.release)} >= {("", None)}


def test_where_those_without_a_record_would_be_few_records_are_taken_back() -> None:
    made = released([*many(8, "a"), *many(2, "quiet", level=Level.INTERMEDIARY)])
    assert neutral(made.release) == []
    assert why(made, "a 0").code == "grant-rest-small"
    assert why(made, "quiet 0").code == "grant-rolled-up"


def test_a_public_grant_tells_what_was_consented_to_and_stands_in_no_figure() -> None:
    title = {"en": "A radio", "ja": "ラジオ"}
    said = {"level": Level.PUBLIC, "title": title, "start": date(2026, 5, 1)}
    made = released([grant("open", consents=frozenset({"title", "country", "amount"}), **said), grant("shy", **said)])
    assert made.release.figures == ()
    shy, open_ = sorted(made.release.records, key=lambda one: one.amount or 0)
    assert (open_.title, open_.country, open_.amount, open_.start) == (title, "by", 5_000_000, None)
    assert (shy.title, shy.country, shy.amount, shy.band) == ({}, "", None, 3_000_000)


def test_a_closed_year_is_told_again_as_it_was_whatever_came_later() -> None:
    first = released(full())
    known = Known(earlier=[first.release], before=first.counted)
    late = [*full()[8:], *many(6, "late", start=date(2022, 1, 1)), *many(8, "new", start=date(2024, 1, 1))]
    later = safe_release(late, POLICY, today=TODAY, identifiers=identifiers([*full(), *late]), known=known)
    was, now = told(first.release), told(later.release)
    assert all(now[cell] == was[cell] for cell in was if not cell.endswith("*"))
    assert {one.id for one in neutral(first.release)} <= {one.id for one in neutral(later.release)}
    assert why(later, "late 0").code == "grant-year-closed"
    assert now["*/*/2024"] == 40_000_000
    assert later.problems == ()


def test_a_grant_that_was_counted_as_protected_does_not_become_public() -> None:
    first = released(full())
    grants = [replace(one, level=Level.PUBLIC) if one.key == "media by 2022 0" else one for one in full()]
    later = released(grants, Known(earlier=[first.release], before=first.counted))
    assert why(later, "media by 2022 0").code == "grant-counted-before"
    assert not any(one.public for one in later.release.records)


def test_a_retired_year_is_told_no_more_and_stays_known_to_the_next_release() -> None:
    first = released(full(), today=date(2024, 2, 1))
    public = grant("public", level=Level.PUBLIC, start=date(2022, 5, 9))
    late = [*full(), *many(6, "late", start=date(2022, 1, 1)), public]
    known = Known(earlier=[first.release], before=first.counted, retired=first.release.years)
    second = safe_release(late, POLICY, today=TODAY, identifiers=identifiers(late), known=known)
    assert (first.release.years, second.release.years, second.problems) == (("2022",), ("2023",), ())
    assert {one.period for one in second.release.records} == {"2023"}
    assert {why(second, key).code for key in ("media by 2022 0", "late 0", "public")} == {"grant-year-retired"}
    assert {one.key for one in first.counted} < {one.key for one in second.counted}
    again = replace(known, earlier=[first.release, second.release], before=second.counted)
    third = safe_release(late, POLICY, today=TODAY, identifiers=identifiers(late), known=again)
    assert (third.release, third.counted) == (second.release, second.counted)


def test_of_an_earlier_release_all_years_are_retired_or_none() -> None:
    first = released(full())
    with pytest.raises(UsageError, match="release-years-retired"):
        released(full(), Known(earlier=[first.release], before=first.counted, retired={"2022"}))


def test_without_the_grants_as_they_were_counted_a_change_is_told_and_not_released_in_silence() -> None:
    first = released(full())
    later = released([*full(), *many(6, "late", start=date(2022, 1, 1))], Known(earlier=[first.release]))
    assert {one.code for one in later.problems} == {"cell-changed"}


def test_what_an_intermediary_tells_itself_is_no_cover() -> None:
    grants = many(6, "a")
    own = [one for one in grants if one.intermediaries == ("payer 0",)]
    rows = tuple(TheirRow(programme="media", region="europe", year="2023", amount=one.amount, count=1) for one in own)
    made = released(grants, Known(theirs=[TheirFile(intermediary="payer 0", rows=rows)]))
    assert [one.code for one in made.hidden.values()] == ["cell-their-file"]
    assert released(grants, Known(theirs=[TheirFile(intermediary="payer 9", rows=())])).hidden == {}


def test_a_file_that_is_not_what_we_have_is_told() -> None:
    rows = (TheirRow(region="europe", amount=1, count=1),)
    made = released(many(8, "a"), Known(theirs=[TheirFile(intermediary="payer 0", rows=rows)]))
    assert [(one.code, one.at) for one in made.problems] == [("file-disagrees", "payer 0")]


def test_the_statement_follows_from_the_release_and_is_the_same_where_nothing_was_left_out() -> None:
    said = exclusion_statement(released(full()).release)
    assert (said.counted, said.amount, said.cells) == (90, 445_000_000, 12)
    assert said.hidden == 8
    assert said.recorded == 32
    assert exclusion_statement(released([]).release).phrases == said.phrases == ("scope", "withheld")


@pytest.mark.parametrize("bad", ["g-2023-0001", "0" * 32, "ABCDEF0123456789" * 2])
def test_identifiers_that_were_not_drawn_by_chance_are_refused(bad: str) -> None:
    grants = many(8, "a")
    ids = {**identifiers(grants), "a 0": bad, "a 1": bad}
    with pytest.raises(UsageError, match="not-random"):
        safe_release(grants, POLICY, today=TODAY, identifiers=ids)
    with pytest.raises(UsageError, match="identifier-missing"):
        safe_release(grants, POLICY, today=TODAY, identifiers={})


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ""}, {"amount": 0}, {"amount": 1.5}, {"region": "nowhere"}, {"country": "kh"}, {"end": date(2020, 1, 1)},
        {"consents": frozenset({"name"})}, {"programme": ""},
    ],
)  # fmt: skip
def test_a_grant_that_cannot_be_counted_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="grant-wrong"):
        replace(grant("a"), **wrong)  # type: ignore[arg-type]
