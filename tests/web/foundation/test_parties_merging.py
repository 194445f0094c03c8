"""Which parties are one: by judgements of people, reversible, in whatever order they come."""

from collections.abc import Iterable
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.foundation.test_vault_at_once import at_once
from tests.web.made import organisation
from tests.web.made_parties import WHY, added, joined, said, split, stated, worker_of

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.parties import queries
from tadasu.web.foundation.parties._components import components
from tadasu.web.foundation.parties.actions import merge, tell_apart
from tadasu.web.foundation.parties.conflicts import Conflict
from tadasu.web.foundation.parties.models import Judgement, Party, Statement

Edge = tuple[int, int]


def reached(start: int, edges: Iterable[Edge]) -> frozenset[int]:
    """The plain twin: whoever can be walked to."""
    seen, todo = {start}, [start]
    while todo:
        at = todo.pop()
        for one, other in edges:
            for there, next_ in ((one, other), (other, one)):
                if there == at and next_ not in seen:
                    seen.add(next_)
                    todo.append(next_)
    return frozenset(seen)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14), st.randoms(use_true_random=False))
def test_components_are_what_can_be_walked_to_in_any_order(edges: list[Edge], random: object) -> None:
    shuffled = [(other, one) for one, other in edges]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    expected = {one: reached(one, edges) for one in range(8)}
    assert components(range(8), edges) == components(range(8), shuffled) == expected


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "merge", "merge", "apart", "back", "back"]), st.integers(0, 4), st.integers(0, 4)
    ),
    max_size=12,
)


class Told:
    """What should hold after each step, kept in the plainest way."""

    def __init__(self) -> None:
        self.same: dict[UUID, Edge] = {}
        self.different: dict[UUID, Edge] = {}

    def group(self, one: int) -> frozenset[int]:
        return reached(one, self.same.values())

    def refusal(self, what: str, one: int, other: int) -> str:
        if one == other:
            return "parties-itself"
        if other in self.group(one):
            return "parties-one-already" if what == "merge" else "parties-split-first"
        if what == "apart":
            return "parties-told-apart-already" if {one, other} in map(set, self.different.values()) else ""
        mine, theirs = self.group(one), self.group(other)
        apart = any({a, b} & mine and {a, b} & theirs for a, b in self.different.values())
        return "parties-judged-different" if apart else ""


@pytest.mark.usefixtures("database")
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_any_sequence_of_merges_and_splits_is_the_components_of_the_judgements_in_force(
    steps: list[tuple[str, int, int]],
) -> None:
    with transaction.atomic():
        place = organisation()
        actor = worker_of(place)
        parties = [added(actor, place, f"Tezgul Mill {n} (invented)").id for n in range(5)]
        told = Told()
        for what, one, other in steps:
            step(actor, parties, told, what, one, other)
            agree(actor, parties, told)
        transaction.set_rollback(True)


def step(actor: Actor, parties: list[UUID], told: Told, what: str, one: int, other: int) -> None:
    """One act, and what it does to what is told."""
    if what == "back":
        every = [*told.same, *told.different]
        if every:
            chosen = every[one % len(every)]
            split(actor, chosen)
            told.same.pop(chosen, None)
            told.different.pop(chosen, None)
        return
    made, refused = judged(actor, what, parties[one], parties[other])
    assert refused == told.refusal(what, one, other)
    if made is not None:
        (told.same if what == "merge" else told.different)[made.id] = (one, other)


def judged(actor: Actor, what: str, one: UUID, other: UUID) -> tuple[Judgement | None, str]:
    """What was judged, or why not, by somebody who has just looked."""
    act = merge if what == "merge" else tell_apart
    with acting(actor):
        try:
            seen = queries.pair(actor, one, other).seen
            return act(actor, one=one, other=other, seen=seen, reason=WHY), ""
        except UsageError as refused:
            return None, refused.code


def agree(actor: Actor, parties: list[UUID], told: Told) -> None:
    """The oldest of each group stands for it, every id leads there, and each statement is where it was made."""
    with acting(actor):
        rows = {one.id: one for one in Party.objects.all()}
        for number, key in enumerate(parties):
            group = told.group(number)
            assert rows[key].canonical_id == parties[min(group)]
            shown = queries.party_shown(actor, key)
            assert (shown.party.id, shown.alias) == (parties[min(group)], min(group) != number)
            assert {one.id for one in shown.members} == {parties[one] for one in group}
        assert [Statement.objects.filter(party=one).count() for one in parties] == [1] * len(parties)


@pytest.mark.usefixtures("database")
def test_a_split_gives_exactly_the_parties_from_before() -> None:
    place = organisation()
    actor = worker_of(place)
    one = added(actor, place, "Tezgul Mill (invented)", said("country", "uz"))
    other = added(actor, place, "テズグル工場（架空）", said("country", "kz"))
    with acting(actor):
        before = [snapshot(actor, party.id) for party in (one, other)]
    judgement = joined(actor, one.id, other.id)
    with acting(actor):
        both = queries.party_shown(actor, other.id)
        assert both.party.id == one.id
        assert {v[0].value for group in both.groups for v in group.values} == {
            "Tezgul Mill (invented)",
            "テズグル工場（架空）",
            "uz",
            "kz",
        }
    split(actor, judgement.id)
    with acting(actor):
        assert [snapshot(actor, party.id) for party in (one, other)] == before
        kept = Judgement.objects.get()
        assert (kept.reason, kept.taken_back_why, kept.taken_back_by_id) == (WHY, WHY, actor.user)


def snapshot(actor: Actor, party: UUID) -> object:
    shown = queries.party_shown(actor, party)
    return (
        shown.party.id,
        shown.party.title,
        [(g.property, [[s.id for s in v] for v in g.values]) for g in shown.groups],
    )


@pytest.mark.usefixtures("database")
def test_the_evidence_of_a_judgement_is_kept_as_codes() -> None:
    place = organisation()
    actor = worker_of(place)
    one = added(actor, place, "Qarashahar Tezgul Cotton Ginning (invented)", said("country", "cn"))
    other = added(actor, place, "Tezgul Cotton Ginning, Qarashahar (invented)", said("country", "cn"))
    judgement = joined(actor, one.id, other.id)
    terms = {code: value for code, value, _ in judgement.evidence["terms"]}
    assert terms["country-same"] > 0
    assert sum(terms.values()) == judgement.evidence["log_odds"]


@pytest.mark.usefixtures("database")
def test_parties_of_different_kinds_are_not_made_one() -> None:
    place = organisation()
    actor = worker_of(place)
    company = added(actor, place, "Tezgul (invented)")
    mill = added(actor, place, "Tezgul (invented)", kind="facility")
    with pytest.raises(UsageError, match="parties-other-kind"):
        joined(actor, company.id, mill.id)


@pytest.mark.usefixtures("database")
def test_a_judgement_from_a_page_that_is_out_of_date_is_a_conflict_that_tells_what_happened() -> None:
    place = organisation()
    actor, colleague = worker_of(place), worker_of(place)
    one, other = added(actor, place, "Tezgul (invented)"), added(actor, place, "Tezgul Mill (invented)")
    with acting(actor):
        seen = queries.pair(actor, one.id, other.id).seen
    stated(colleague, other.id, "country", "kz")
    with acting(actor), pytest.raises(Conflict) as told:
        merge(actor, one=one.id, other=other.id, seen=seen, reason=WHY)
    (happened,) = told.value.later
    assert happened.user is not None
    assert (happened.what, happened.user.id) == ("stated", colleague.user)
    with acting(actor):
        assert not Judgement.objects.exists()


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("seen", ["", "-", "99999999999999-x", "0-", "x" * 100, "²-a"])
def test_a_made_up_word_for_what_was_seen_is_a_conflict(seen: str) -> None:
    place = organisation()
    actor = worker_of(place)
    one, other = added(actor, place, "Tezgul (invented)"), added(actor, place, "Tezgul Mill (invented)")
    with acting(actor), pytest.raises(Conflict):
        merge(actor, one=one.id, other=other.id, seen=seen, reason=WHY)


@pytest.mark.usefixtures("committed")
def test_two_who_judge_at_once_are_one_after_the_other_and_the_second_is_told() -> None:
    place = organisation()
    actor, colleague = worker_of(place), worker_of(place)
    a, b, c = (added(actor, place, f"Tezgul Mill {n} (invented)").id for n in range(3))
    with acting(actor):
        ab, bc = queries.pair(actor, a, b).seen, queries.pair(actor, b, c).seen

    def one() -> None:
        with acting(actor):
            merge(actor, one=a, other=b, seen=ab, reason=WHY)

    def other() -> None:
        with acting(colleague):
            merge(colleague, one=b, other=c, seen=bc, reason=WHY)

    raised = [error for error in at_once(one, other) if error is not None]
    assert [type(error) for error in raised] == [Conflict]
    with acting(actor):
        made = Judgement.objects.get()
        assert {one.canonical_id for one in Party.objects.filter(id__in=[made.one_id, made.other_id])} == {
            min((made.one, made.other), key=lambda party: party.made_at).id
        }


@pytest.mark.usefixtures("committed")
def test_merges_of_different_parties_and_a_statement_at_once_lose_nothing() -> None:
    place = organisation()
    actor, colleague = worker_of(place), worker_of(place)
    a, b, c, d = (added(actor, place, f"Tezgul Mill {n} (invented)").id for n in range(4))

    def stating() -> None:
        for n in range(3):
            stated(actor, c, "alias", f"Mill number {n} (invented)")

    raised = at_once(lambda: joined(actor, a, b), lambda: joined(colleague, c, d), stating)
    assert {type(error) for error in raised} <= {type(None), Conflict}
    if raised[1] is not None:
        joined(colleague, c, d)
    with acting(actor):
        assert Party.objects.get(id=b).canonical_id == a
        assert Party.objects.get(id=d).canonical_id == c
        assert Statement.objects.filter(party=c).count() == 4
