"""Screening of parties by the worker, and what people decide about hits."""

import json
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from tests.web.foundation.test_vault_at_once import at_once
from tests.web.made import organisation
from tests.web.made_parties import (
    LISTED,
    WHY,
    added,
    as_worker,
    joined,
    listed,
    no_lists,
    put_in_force,
    said,
    screened,
    split,
    stated,
    worker_of,
)

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.models import Entry
from tadasu.web.foundation.parties import queries, screening
from tadasu.web.foundation.parties.actions import decide
from tadasu.web.foundation.parties.conflicts import Conflict
from tadasu.web.foundation.parties.lists import search as lists_search
from tadasu.web.foundation.parties.models import DIFFERENT, OPEN, SAME, Decision, Hit, Party
from tadasu.web.foundation.parties.tasks import screen_one

pytestmark = pytest.mark.usefixtures("committed")

ALIKE = "Qarashahar Tezgul Cotton Ginning (invented)"
UNLIKE = "Hiyoaze Ceramics (invented)"


@pytest.fixture(autouse=True)
def lists(committed: None) -> Iterator[None]:
    """One list in force, of one party."""
    no_lists()
    put_in_force([listed()])
    yield
    no_lists()


class Scene:
    """An organisation with a party that the list may name."""

    def __init__(self, name: str = ALIKE) -> None:
        self.place: Organisation = organisation()
        self.actor: Actor = worker_of(self.place)
        self.party: UUID = added(self.actor, self.place, name, said("country", "cn")).id

    @property
    def standing(self) -> str:
        with acting(self.actor):
            shown = queries.party_shown(self.actor, self.party).standing
            rows = queries.parties_of(self.actor, self.place.id, by_standing=True)
            row = rows.filter(id=Party.objects.get(id=self.party).canonical_id)
            # the database, the list and the page say the same
            assert vars(row.get())["standing"] == queries.standing_of(row.get()) == shown
            return shown

    def hit(self) -> Hit:
        with acting(self.actor):
            return Hit.objects.get(party=self.party)

    def decide(self, verdict: str) -> Decision:
        with acting(self.actor):
            shown = queries.hit_of(self.actor, self.hit().id)
            return decide(self.actor, hit=shown.hit.id, verdict=verdict, seen=shown.seen, reason=WHY)


def jobs() -> list[tuple[str, dict[str, str]]]:
    with as_worker(), connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
        return [(name, json.loads(args) if isinstance(args, str) else args) for name, args in cursor]


def test_a_new_party_is_not_screened_yet_and_never_clear() -> None:
    scene = Scene(UNLIKE)
    assert scene.standing == queries.NOT_SCREENED
    assert screened() == 1
    assert scene.standing == queries.NONE_FOUND


def test_the_job_is_there_with_the_act_and_holds_an_id_alone() -> None:
    scene = Scene()
    assert jobs() == [("parties.screen", {"party": str(scene.party)})]
    stated(scene.actor, scene.party, "alias", "Tezgul (invented)")
    assert jobs() == [("parties.screen", {"party": str(scene.party)})] * 2


def test_an_act_that_is_undone_leaves_no_job() -> None:
    place = organisation()
    actor = worker_of(place)

    def undone() -> None:
        with acting(actor):
            added(actor, place, ALIKE)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert jobs() == []


def test_a_hit_says_with_whom_on_which_list_and_why() -> None:
    scene = Scene()
    with as_worker():
        screen_one(str(scene.party))
    hit = scene.hit()
    assert scene.standing == queries.WAITING
    assert (hit.list_id, hit.entity_id, hit.matched_name) == ("invented-list", "x:1", LISTED)
    assert hit.list_version.startswith("2026-11-01-")
    assert hit.scorer
    assert sum(value for _, value, _ in hit.reasons["terms"]) == hit.log_odds
    assert hit.listed["topics"] == ["forced.labour"]


def test_screening_again_changes_nothing() -> None:
    scene = Scene()
    assert screened() == 1
    before = scene.hit()
    assert screened() == 0
    with as_worker():
        screen_one(str(scene.party))
    after = scene.hit()
    assert (after.id, after.seen_at) == (before.id, before.seen_at)
    with acting(scene.actor):
        assert Entry.objects.filter(act="parties.screen").count() == 1


def test_two_workers_at_once_have_their_effect_once() -> None:
    scene = Scene()
    with as_worker():
        raised = at_once(*[lambda: screening.screen_these([scene.party]) for _ in range(3)])
    assert raised == [None, None, None]
    with acting(scene.actor):
        assert Hit.objects.count() == 1
        assert Entry.objects.filter(act="parties.screen").count() == 1


def test_a_worker_that_is_killed_in_the_middle_leaves_the_party_to_be_screened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = Scene()

    def killed(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(screening, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            screened()
    assert scene.standing == queries.NOT_SCREENED
    assert screened() == 1
    assert scene.standing == queries.WAITING


def test_what_changed_while_the_worker_was_looking_is_left_to_the_next_job(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene(UNLIKE)
    real = lists_search

    def slowly(*arguments: object) -> object:
        found = real(*arguments)  # type: ignore[arg-type]
        Party.objects.filter(id=scene.party).update(asked=2)
        return found

    with as_worker(), monkeypatch.context() as patched:
        patched.setattr(screening, "search", slowly)
        assert screening.screen_these([scene.party]) == 0
    assert scene.standing == queries.NOT_SCREENED
    assert screened() == 1


def test_a_new_version_of_a_list_makes_everything_due_again() -> None:
    scene = Scene(UNLIKE)
    screened()
    put_in_force([listed(), listed(UNLIKE, key="x:2")])
    assert scene.standing == queries.NOT_SCREENED
    assert screened() == 1
    assert scene.standing == queries.WAITING


def test_without_a_list_nothing_is_said_to_be_screened() -> None:
    no_lists()
    scene = Scene(UNLIKE)
    assert screened() == 0
    assert scene.standing == queries.NOT_SCREENED


def test_a_place_or_a_good_is_not_compared_with_lists_of_parties() -> None:
    place = organisation()
    actor = worker_of(place)
    good = added(actor, place, "raw cotton (invented)", kind="good")
    assert jobs() == []
    assert screened() == 0
    with acting(actor):
        assert queries.party_shown(actor, good.id).standing == queries.NOT_COMPARED
        assert queries.standing_of(queries.parties_of(actor, place.id).get()) == queries.NOT_COMPARED


@pytest.mark.parametrize(("verdict", "standing"), [(SAME, queries.LISTED), (DIFFERENT, queries.NONE_FOUND)])
def test_a_decision_stays_over_a_screening_that_finds_the_same(verdict: str, standing: str) -> None:
    scene = Scene()
    screened()
    scene.decide(verdict)
    assert scene.standing == standing
    put_in_force([listed(), listed("Another One (invented)", key="x:9")])
    assert screened() == 1
    assert scene.standing == standing
    with acting(scene.actor):
        assert list(queries.waiting(scene.actor)) == []


def test_it_is_asked_again_when_the_list_says_something_else() -> None:
    scene = Scene()
    screened()
    scene.decide(DIFFERENT)
    put_in_force([replace(listed(), addresses=("1 Invented Road, Karashahar",))])
    screened()
    assert scene.standing == queries.WAITING
    with acting(scene.actor):
        shown = queries.hit_of(scene.actor, scene.hit().id)
        assert shown.asked_again
        assert [one.verdict for one in shown.decisions] == [DIFFERENT]


def test_it_is_asked_again_when_we_say_something_else_and_not_for_a_remark() -> None:
    scene = Scene()
    screened()
    scene.decide(DIFFERENT)
    stated(scene.actor, scene.party, "summary", "looked at in November (invented)")
    screened()
    assert scene.standing == queries.NONE_FOUND
    stated(scene.actor, scene.party, "address", "1 Invented Road, Karashahar")
    screened()
    assert scene.standing == queries.WAITING


def test_a_decision_can_be_opened_again() -> None:
    scene = Scene()
    screened()
    scene.decide(SAME)
    scene.decide(OPEN)
    assert scene.standing == queries.WAITING
    with pytest.raises(UsageError, match="parties-nothing-decided"):
        scene.decide(OPEN)


def test_who_is_taken_off_the_list_is_no_hit_any_more_and_the_decision_stays_to_be_read() -> None:
    scene = Scene()
    screened()
    scene.decide(SAME)
    put_in_force([listed("Another One (invented)", key="x:9")])
    screened()
    assert scene.standing == queries.NONE_FOUND
    assert scene.hit().gone_at is not None
    with acting(scene.actor):
        assert Decision.objects.count() == 1
    put_in_force([listed()])
    screened()
    assert scene.standing == queries.LISTED


def test_the_second_of_two_who_decide_is_told_of_the_first() -> None:
    scene = Scene()
    colleague = worker_of(scene.place)
    screened()
    with acting(colleague):
        seen = queries.hit_of(colleague, scene.hit().id).seen
    scene.decide(SAME)
    with acting(colleague), pytest.raises(Conflict) as told:
        decide(colleague, hit=scene.hit().id, verdict=DIFFERENT, seen=seen, reason="another reason")
    assert told.value.later[0].reason == WHY


def test_a_decision_about_what_has_changed_meanwhile_is_not_kept() -> None:
    scene = Scene()
    screened()
    with acting(scene.actor):
        seen = queries.hit_of(scene.actor, scene.hit().id).seen
    stated(scene.actor, scene.party, "address", "1 Invented Road, Karashahar")
    screened()
    with acting(scene.actor), pytest.raises(UsageError, match="parties-hit-changed"):
        decide(scene.actor, hit=scene.hit().id, verdict=SAME, seen=seen, reason=WHY)


def test_hits_and_decisions_stay_with_the_party_they_were_made_of() -> None:
    scene = Scene()
    other = added(scene.actor, scene.place, UNLIKE)
    screened()
    scene.decide(SAME)
    judgement = joined(scene.actor, other.id, scene.party)
    with acting(scene.actor):
        both = queries.party_shown(scene.actor, other.id)
        assert (both.standing, [one.verdict for one in both.hits]) == (queries.LISTED, [SAME])
    split(scene.actor, judgement.id)
    with acting(scene.actor):
        assert queries.party_shown(scene.actor, other.id).standing == queries.NONE_FOUND
    assert scene.standing == queries.LISTED
    assert screened() == 0


def test_hits_wait_for_those_whose_work_it_is() -> None:
    scene = Scene()
    screened()
    stranger, auditor = worker_of(organisation()), worker_of(scene.place, "auditor")
    for actor, count in ((scene.actor, 1), (stranger, 0), (auditor, 0), (replace(scene.actor, second_factor=False), 0)):
        with acting(actor):
            assert queries.waiting_count(actor) == len(queries.waiting(actor)) == count


def test_a_japanese_name_is_screened_in_its_own_script() -> None:
    put_in_force([listed("喀拉沙爾特孜古爾棉業有限公司（虚構）")])
    scene = Scene("喀拉沙尔特孜古尔棉业有限公司（虚构）")
    screened()
    assert scene.standing == queries.WAITING
