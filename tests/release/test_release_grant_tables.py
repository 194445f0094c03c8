"""The public page of a release: tables of the kind `grants` that add up, tell no more than the release, and pass its check."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.release.grants_made import POLICY, TODAY, full, identifiers, many

from tadasu.release import Grant, check, grant_document, kinds, safe_release

NAMES = {
    "media": {"en": "Independent media", "ja": "独立メディア"},
    "rights": {"en": "Human rights", "ja": "人権"},
}


def document(grants: list[Grant], year: str) -> dict[str, Any]:
    release = safe_release(grants, POLICY, today=TODAY, identifiers=identifiers(grants)).release
    return grant_document(release, year, names=NAMES, policy=POLICY)


def test_a_table_of_a_safe_release_passes_the_check_of_its_kind() -> None:
    for year in ("2022", "2023"):
        assert check(kinds()["grants"], document(full(), year), today=TODAY) == ()


def test_totals_are_sums_of_what_is_told_and_stand_where_all_of_it_is() -> None:
    grants = [*many(8, "a"), *many(8, "b", country="kh"), *many(8, "c", programme="rights")]
    made = document(grants, "2023")
    assert made["counts"]["counts"] == [[10, 10, 20], [10, None, None], [20, None, None]]
    assert made["amounts"]["counts"] == [[40, 40, 80], [40, None, None], [80, None, None]]


def test_a_table_again_is_the_same_and_passes_beside_the_earlier_one() -> None:
    made = document(full(), "2023")
    assert check(kinds()["grants"], made, [made], today=TODAY) == ()


def test_a_page_too_early_or_with_an_exact_small_count_is_refused() -> None:
    made = document(full(), "2023")
    assert {one.code for one in check(kinds()["grants"], made, today=date(2024, 6, 1))} == {"period-too-soon"}
    told = {**made, "counts": {**made["counts"], "counts": [[1, 2, 3, 6], [1, 2, 3, 6], [2, 4, 6, 12]]}}
    assert "table-small-count" in {one.code for one in check(kinds()["grants"], told, today=TODAY)}


def test_a_programme_of_one_region_has_a_table_too() -> None:
    assert document([replace(one) for one in many(8, "a")], "2023")["counts"]["counts"] == [[10, 10], [10, 10]]
