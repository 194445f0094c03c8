"""What has changed between two queues: nothing against itself, the reverse when they are swapped, and why."""

from collections.abc import Mapping
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.assessment import (
    CHANGES,
    OUTCOME,
    Change,
    KnownFinding,
    Rule,
    Why,
    changes,
    known_finding,
    name_of,
    with_whys,
)
from tadasu.assessment._table import SCHEMA
from tadasu.schema import CompanySubject, EntityId, Finding, FindingId, FindingKind, Issue, UsageError

REVERSE = {
    Change.NEWLY_HELD: Change.NO_LONGER_HELD,
    Change.NEWLY_ASKED: Change.NO_LONGER_ASKED,
    Change.GRAVER: Change.LIGHTER,
    Change.NEW: Change.GONE,
}
REVERSE |= {other: one for one, other in REVERSE.items()}

BY_FINDING = tuple(Rule)[:6]
SHARES = st.integers(0, 1_000_000)


@st.composite
def lines(draw: st.DrawFn, key: str) -> dict[str, object]:
    """A declaration of a queue as an assessment may write it."""
    rule = draw(st.sampled_from(list(Rule)))
    line: dict[str, object] = {"declaration": key, "rule": rule.value, "disposition": name_of(OUTCOME[rule])}
    if rule in BY_FINDING:
        least, most = sorted((draw(SHARES), draw(SHARES)))
        line |= {
            "kind": draw(st.sampled_from(FindingKind)).value,
            "issue": draw(st.sampled_from(Issue)).value,
            "tier": draw(st.integers(1, 4)),
            "share_least": least,
            "share_most": most,
        }
    return line


QUEUES = st.sets(st.sampled_from("abcdefg")).flatmap(
    lambda keys: st.tuples(*(lines(key) for key in sorted(keys))).map(lambda rows: queue(*rows))
)


def queue(*rows: Mapping[str, object]) -> pl.DataFrame:
    """A queue of these lines in this order; what is not given is as it need not be."""
    about = {"day": date(2026, 5, 1), "good": "620520", "seller": "Demo Maker", "buyer": "Demo Buyer"}
    full = [{name: ({"rank": n} | about | dict(row)).get(name) for name in SCHEMA} for n, row in enumerate(rows, 1)]
    return pl.DataFrame(full, schema=SCHEMA)


def held(key: str = "d1", **other: object) -> dict[str, object]:
    """A line that is held by a chain."""
    line = {"declaration": key, "disposition": "hold", "rule": "in-chain", "kind": "listed", "issue": "forced-labour"}
    return {**line, "tier": 3, "share_least": 500_000, "share_most": 600_000, **other}


def clear(key: str = "d1") -> dict[str, object]:
    return {"declaration": key, "disposition": "clear", "rule": "nothing-found"}


def only(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """The one change between two lines, or nothing."""
    rows = list(changes(queue(before), queue(after)).iter_rows(named=True))
    return rows[0] if rows else {}


@given(QUEUES)
def test_a_queue_against_itself_has_no_change(one: pl.DataFrame) -> None:
    assert changes(one, one.reverse()).height == 0


@given(QUEUES, QUEUES)
def test_swapped_queues_give_the_reverse(one: pl.DataFrame, other: pl.DataFrame) -> None:
    there = {row["declaration"]: row for row in changes(one, other).iter_rows(named=True)}
    back = {row["declaration"]: row for row in changes(other, one).iter_rows(named=True)}
    assert there.keys() == back.keys()
    for key, row in there.items():
        assert REVERSE[row["change"]] == back[key]["change"]
        assert row["moved"] == back[key]["moved"]
        assert row["rule_before"] == back[key]["rule_after"]


@given(QUEUES, QUEUES)
def test_every_declaration_that_is_on_one_side_alone_is_new_or_gone(one: pl.DataFrame, other: pl.DataFrame) -> None:
    found = changes(one, other)
    then, now = set(one["declaration"]), set(other["declaration"])
    assert set(found.filter(pl.col("change") == "new")["declaration"]) == now - then
    assert set(found.filter(pl.col("change") == "gone")["declaration"]) == then - now
    assert found.schema == CHANGES


@given(QUEUES, QUEUES)
def test_whoever_is_held_now_and_was_not_is_newly_held_or_new(one: pl.DataFrame, other: pl.DataFrame) -> None:
    then = dict(one.select("declaration", "disposition").rows())
    found = dict(changes(one, other).select("declaration", "change").rows())
    for key, disposition in other.select("declaration", "disposition").rows():
        if disposition == "hold" and then.get(key) != "hold":
            assert found[key] == ("newly-held" if key in then else "new")


@pytest.mark.parametrize(
    ("before", "after", "change", "moved"),
    [
        (held(), held(tier=2), "graver", "tier"),
        (held(), held(tier=4), "lighter", "tier"),
        (held(), held(rule="touched", tier=1), "graver", "rule|tier"),
        (held(), held(issue="state-imposed-forced-labour"), "graver", "issue"),
        (held(), held(kind="determined"), "graver", "kind"),
        (held(), held(share_least=600_001), "graver", "share"),
        (held(), held(share_most=499_999), "lighter", "share"),
        (held(), held(share_least=700_000, tier=4), "graver", "share|tier"),
        (held(), clear(), "no-longer-held", "disposition|rule|issue|share|tier|kind"),
    ],
)
def test_the_first_aspect_that_differs_decides(
    before: dict[str, object], after: dict[str, object], change: str, moved: str
) -> None:
    row = only(before, after)
    assert (row["change"], row["moved"]) == (change, moved)


@pytest.mark.parametrize("other", [{"share_least": 600_000}, {"share_most": 500_000}, {"strength": -1}, {"rank": 9}])
def test_a_share_moved_by_a_tenth_or_less_and_another_rank_are_no_change(other: dict[str, object]) -> None:
    assert only(held(), held("d1", **other)) == {}


def test_less_seen_is_graver_where_it_was_clear() -> None:
    row = only(clear(), {"declaration": "d1", "disposition": "not-traceable", "rule": "no-upstream"})
    assert row["change"] == "graver"


def test_the_gravest_changes_come_first() -> None:
    before = queue(held("a"), held("b"), clear("c"), clear("d"))
    after = queue(held("d"), held("c"), held("b", tier=2), clear("a"), clear("e"))
    assert changes(before, after)["declaration"].to_list() == ["d", "c", "b", "e", "a"]


def test_what_is_no_queue_is_refused() -> None:
    with pytest.raises(UsageError, match="queue-unlike"):
        changes(queue(held()).drop("rule"), queue(held()))
    with pytest.raises(UsageError, match="queue-unlike"):
        changes(queue(held(rule="some-rule")), queue(held()))
    with pytest.raises(UsageError, match="queue-twice"):
        changes(queue(held()), queue(held(), held()))


LISTED = KnownFinding("listing:demo:E1", "listed", "forced-labour", "demo:E1")
OTHER = KnownFinding("listing:demo:E2", "listed", "forced-labour", "demo:E2")
POISON = KnownFinding("poisoning", "substantiated", "toxic-exposure", "case")


def why(
    before: pl.DataFrame, after: pl.DataFrame, then: list[KnownFinding] | None, now: list[KnownFinding]
) -> tuple[str, str | None]:
    """Why the one declaration changed, its strongest way now beginning at LISTED."""
    leading = {str(key): LISTED for key in after.filter(pl.col("kind").is_not_null())["declaration"]}
    told = with_whys(changes(before, after), then=then, now=now, leading=leading)
    return told["why"][0], told["why_findings"][0]


def test_why_names_the_finding_that_is_new() -> None:
    before, after = queue(clear()), queue(held())
    assert why(before, after, [OTHER], [OTHER, LISTED]) == (Why.FINDING_NEW, "listing:demo:E1")
    assert why(before, after, [LISTED], [LISTED]) == (Why.CHAIN_NEW, "listing:demo:E1")
    assert why(before, after, None, [LISTED]) == (Why.NOT_TOLD, None)


def test_why_names_the_findings_that_are_gone() -> None:
    before, after = queue(held()), queue(clear())
    assert why(before, after, [LISTED, OTHER], [LISTED]) == (Why.FINDING_GONE, "listing:demo:E2")
    assert why(before, after, [LISTED, OTHER], []) == (Why.FINDING_GONE, "listing:demo:E1|listing:demo:E2")
    assert why(before, after, [LISTED, POISON], [LISTED]) == (Why.CHAIN_GONE, None)
    itself = queue(held(finding="listing:demo:E2:c-0123456789ab"))
    assert why(itself, after, [LISTED, OTHER], []) == (Why.FINDING_GONE, "listing:demo:E2")


def test_why_says_that_more_or_less_could_be_seen() -> None:
    unseen = queue({"declaration": "d1", "disposition": "not-traceable", "rule": "no-upstream"})
    assert why(queue(clear()), unseen, [LISTED], [])[0] == Why.SEEN
    assert why(unseen, queue(clear()), [LISTED], [])[0] == Why.SEEN


def test_why_of_new_and_gone_declarations() -> None:
    assert why(queue(), queue(held()), [], [LISTED]) == (Why.DECLARATION_NEW, "listing:demo:E1")
    assert why(queue(held()), queue(), [], []) == (Why.DECLARATION_GONE, None)


def test_a_listing_is_known_again_when_its_company_has_another_id() -> None:
    def listing(company: str, suffix: str = "") -> KnownFinding:
        return known_finding(
            Finding(
                id=FindingId(f"listing:demo:E1:{company}{suffix}"),
                subject=CompanySubject(EntityId(company)),
                issue=Issue.FORCED_LABOUR,
                kind=FindingKind.LISTED,
                basis="demo:E1",
            )
        )

    assert listing("c-0123456789ab") == listing("c-ba9876543210") == LISTED
    assert listing("c-0123456789ab", ":5201") != listing("c-0123456789ab", ":5205")
