"""The bench's scorer gives the figures that one reckons by hand on a small invented file."""

from pathlib import Path

import numpy as np
import pytest
from bench import score

QUERIES = """id,query,truth_id,kind,country
q1,Aoi Demo Spining,e1,typo,JP
q2,Kawa Demo Looms Ltd,e2,legal,JP
q3,Demo Hoshi Trading,e3,reorder,JP
q4,Mori Demo Dyeing,e4,typo,JP
q5,Old Name Of Aoi Demo,e1,real_alias_fka,JP
q6,Nowhere Demo Mills,,neg_heldout,JP
q7,Elsewhere Demo Mills,,neg_heldout,JP
"""
RESULTS = """query_id,entity_id,probability
q1,e9,0.3
q1,e1,0.95
q2,e8,0.85
q2,e2,0.8
q3,e3,0.4
q5,e1,0.72
q6,e7,0.75
q6,e6,0.1
"""


@pytest.fixture
def bed(tmp_path: Path) -> tuple[list[score.Query], score.Returned]:
    (tmp_path / "queries.csv").write_text(QUERIES, encoding="utf-8")
    (tmp_path / "results.csv").write_text(RESULTS, encoding="utf-8")
    return score.read_queries(tmp_path / "queries.csv"), score.read_results(tmp_path / "results.csv")


def test_shares_at_a_threshold_are_those_counted_by_hand(bed: tuple[list[score.Query], score.Returned]) -> None:
    at = score.at(*bed, 0.7)
    assert at.recall == 2 / 4  # q1 and q2 of q1 to q4
    assert at.rank1 == 1 / 4  # q2's first row is another company
    assert at.alias_recall == 1.0  # q5
    assert at.precision == 3 / 5  # e1, e2 and the alias, of five alerts
    assert at.negatives_alerted == 1 / 2


def test_candidates_count_at_any_probability(bed: tuple[list[score.Query], score.Returned]) -> None:
    assert score.candidate_recall(*bed) == 3 / 4


def test_recall_at_a_precision_takes_the_lowest_threshold_that_reaches_it(
    bed: tuple[list[score.Query], score.Returned],
) -> None:
    # Alerts by falling probability: true, false, true, false, true, true, false, false.
    assert score.threshold_at(*bed, 0.9) == 0.95
    assert score.recall_at(*bed, 0.9) == 1 / 4
    assert score.threshold_at(*bed, 0.6) == 0.4
    assert score.recall_at(*bed, 0.6) == 3 / 4


def test_a_precision_that_no_threshold_reaches_gives_no_recall() -> None:
    queries = [score.Query("q1", "Aoi Demo", frozenset({"e1"}), "typo")]
    assert score.recall_at(queries, {"q1": [(0.9, "e2")]}, 0.5) == 0.0
    assert score.recall_at(queries, {}, 0.5) == 0.0


def test_equal_probabilities_are_alerts_together() -> None:
    queries = [score.Query("q1", "Aoi Demo", frozenset({"e1"}), "typo")]
    assert score.threshold_at(queries, {"q1": [(0.9, "e2"), (0.9, "e1")]}, 0.9) is None


def test_the_negatives_set_a_threshold_just_above_the_last_alert_too_many(
    bed: tuple[list[score.Query], score.Returned],
) -> None:
    queries, returned = bed
    negatives = [query for query in queries if not query.truths]
    assert score.threshold_for(negatives, returned, 0.01) == pytest.approx(0.750001)
    assert score.threshold_for(negatives, returned, 0.5) == score.STEP


def test_the_largest_gap_leaves_out_bins_that_hold_too_few_pairs() -> None:
    chance = np.array([0.15, 0.15, 0.15, 0.15, 0.95])
    truth = np.array([True, False, False, False, False])
    assert score.tenths_gap(chance, truth, least=4) == pytest.approx(0.10)
    assert score.tenths_gap(chance, truth, least=1) == pytest.approx(0.95)
    assert score.runs_gap(chance, truth, least=5) == pytest.approx(abs(1.55 / 5 - 1 / 5))


def test_auc_counts_pairs_in_order_and_half_of_the_ties() -> None:
    assert score.auc([0.9, 0.5, 0.5, 0.1], [True, True, False, False]) == (1 + 1 + 0.5 + 1) / 4


def test_the_wilson_interval_of_nine_in_ten_is_the_published_one() -> None:
    low, high = score.wilson(9, 10)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert score.wilson(0, 0) == (0.0, 1.0)
